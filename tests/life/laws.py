"""A life under the laws of the etiquette: whatever happens, every scan is held to them by a model of its own.

The model knows the mails' meaning because it wrote them, in words that leave no doubt; what is tried is the draft's
life. It is a lower bound: it says when a draft must not be, never when one must.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from email.message import EmailMessage
from pathlib import Path

from mishaps import Killed, Meddling, Mortal
from world import ANN, HANDS, ME, ZONE, Hands, Life, when

from followupd.drafting.encode import fingerprint
from followupd.plan import open_proposals

BO = ("Bo Vale", "bo.vale@fernhill.test")
PEOPLE = {"ann": (ANN, "Data Engineer", "Larkfield"), "bo": (BO, "Product Analyst", "Fernhill")}
MACHINES = ("home", "office")
DAY = timedelta(days=1)
#: what an employer may say, and whether it waits for an answer
SAYINGS = {
    "chat": "It was a pleasure to meet you.",
    "asks": "Could you please send us the names of two references?",
    "promises": "You will hear from us by {day}.",
    "invites": "We would like to invite you to another interview on {day} at 2:00 PM.",
    "rejects": "Unfortunately, we have decided to move forward with another candidate.",
    "offers": "We are delighted to offer you the position of {role}.",
    "is away": "I am out of the office until {day}.",
}
Files = dict[Path, bytes]


@dataclass
class Application:
    """What the model knows of one case."""

    who: tuple[str, str]
    role: str
    employer: str
    thread: EmailMessage | None = None
    agreed: datetime | None = None
    ends: datetime | None = None
    first_ends: datetime | None = None
    heard: list[datetime] = field(default_factory=list)
    written: list[datetime] = field(default_factory=list)
    promise: date | None = None
    promised_at: datetime | None = None
    back: date | None = None
    asked: datetime | None = None
    rejected: datetime | None = None
    offered: bool = False
    laid: datetime | None = None
    sent: list[datetime] = field(default_factory=list)
    deleted: bool = False
    in_trash: bool = False
    known_by: set[str] = field(default_factory=set)

    @property
    def news(self) -> datetime:
        return max([*self.heard, *self.written], default=datetime(2026, 1, 1, tzinfo=ZONE))


def _unique(path: Path) -> str:
    return path.name.partition(":2,")[0]


def day_after(day: date) -> datetime:
    """09:00 of the first working day after it."""
    day += DAY
    while day.weekday() >= 5:
        day += DAY
    return datetime.combine(day, time(9), tzinfo=ZONE)


def work_from(moment: datetime) -> datetime:
    if moment.weekday() >= 5 or moment.time() >= time(17):
        return day_after(moment.date())
    return max(moment, datetime.combine(moment.date(), time(9), tzinfo=ZONE))


class Lawful:
    """`life` and its model. Every verb of the user's or the world's is a method; `scan` asserts the laws."""

    def __init__(self, folder: Path) -> None:
        self.life = Life(folder)
        account = self.life.account(look_back_days=3650)  # or a lost cache would forget what is older
        self.life.settings = replace(self.life.settings, accounts=(account,))
        self.now = when("2026-11-02T09:00")
        self.cases = {name: Application(*told) for name, told in PEOPLE.items()}
        #: what we laid, by the part of the file's name that it keeps wherever it is moved
        self.ours: dict[str, bytes] = {}
        self.laid = self.withdrawn = self.kills = 0

    # -- the world ------------------------------------------------------------------------------------------------
    def passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    def _at(self) -> str:
        self.now += timedelta(minutes=1)
        return self.now.isoformat()

    def applies(self, name: str, days: int) -> None:
        """The first invitation, to an interview in so many days at 14:00."""
        case = self.cases[name]
        if case.thread is None:
            self._says(case, "Thank you for applying. We would like to invite you to an interview for the {role} role"
                       " on {day} at 2:00 PM.", days)
            self._agreed(case, days)

    def hears(self, name: str, saying: str, days: int) -> None:
        case = self.cases[name]
        if case.thread is None or (saying == "invites" and case.ends and case.ends > self.now):
            return
        day = self._says(case, SAYINGS[saying], days, automatic=saying == "is away")
        if saying == "is away":
            case.back = max(day, case.back or day)
            return
        case.heard.append(self.now)
        case.asked = self.now if saying == "asks" else case.asked
        if saying == "invites":
            self._agreed(case, days)
        elif saying == "promises":
            case.promise, case.promised_at = day, self.now
        elif saying == "rejects":
            case.rejected, case.offered = self.now, False
        elif saying == "offers":
            case.rejected, case.offered = None, True

    def _says(self, case: Application, text: str, days: int, *, automatic: bool = False) -> date:
        day = (self.now + days * DAY).date()
        text = text.format(day=f"{day:%A, %B} {day.day}, {day.year}", role=case.role)
        first = case.thread is None
        mail = self.life.receives(
            self._at(), case.who, f"{'' if first else 'Re: '}Interview for {case.role} at {case.employer}",
            f"Hi Jordan,\n\n{text}\n\nBest regards,\n{case.who[0]}\nTalent Partner, {case.employer}\n",
            reply_to=case.thread, headers={"Auto-Submitted": "auto-replied"} if automatic else {},
        )
        case.thread = mail if first else case.thread
        return day

    def _agreed(self, case: Application, days: int) -> None:
        day = (self.now + days * DAY).date()
        case.agreed, case.ends = self.now, datetime.combine(day, time(15), tzinfo=ZONE)
        case.first_ends = case.first_ends or case.ends
        case.promise, case.rejected, case.sent = None, None, []
        case.heard.append(self.now)

    # -- the user -------------------------------------------------------------------------------------------------
    def writes(self, name: str) -> None:
        case = self.cases[name]
        if case.thread is not None:
            self.life.writes(self._at(), case.who, f"Re: {case.thread['Subject']}",
                             "Hi,\n\nPlease find the document attached.\n\nJordan\n", reply_to=case.thread)
            self._wrote(case)

    def _wrote(self, case: Application) -> None:
        case.written.append(self.now)
        case.asked = None

    def drafts_by_hand(self, name: str, *, in_thread: bool) -> None:
        case = self.cases[name]
        if case.thread is not None:
            draft = self.life.made(self._at(), ME, "A question", "Dear all,\n", to=case.who,
                                   reply_to=case.thread if in_thread else None)
            self.life.put(".Drafts", draft, self._at(), "DS")

    def edits(self, name: str, *, same_id: bool, keeps_thread: bool, leaves_copy: bool) -> None:
        for path in self.drafts_of(name)[:1]:
            draft = self.life.read(path)
            if not same_id:
                del draft["Message-ID"]
                draft["Message-ID"] = f"<{self.now.timestamp():.0f}.edited@example.org>"
            if not keeps_thread:
                del draft["In-Reply-To"], draft["References"]
            draft.set_content("In my own words.\n")
            self.life.put(".Drafts", draft, self._at(), "DS")
            if not leaves_copy:
                path.unlink()

    def flags(self, name: str) -> None:
        for path in self.drafts_of(name)[:1]:
            path.rename(path.with_name(path.name.partition(":2,")[0] + ":2,DFS"))

    def sends(self, name: str, *, keeps_thread: bool, leaves_copy: bool, folder: str) -> None:
        case = self.cases[name]
        for path in self.drafts_of(name)[:1]:
            mail = self.life.read(path)
            for field_ in ("Message-ID", "Date", *(() if keeps_thread else ("In-Reply-To", "References"))):
                del mail[field_]
            at = self._at()
            mail["Message-ID"] = f"<{self.now.timestamp():.0f}.sent@example.org>"
            mail["Date"] = self.now.strftime("%a, %d %b %Y %H:%M:%S %z")
            self.life.put(folder, mail, at)
            if self._is_ours(path) and case.laid and case.news < case.laid and case.ends and case.laid >= case.ends:
                case.sent.append(self.now)
            self._wrote(case)
            if not leaves_copy:
                path.unlink()

    def deletes(self, name: str, *, for_good: bool) -> None:
        case = self.cases[name]
        for path in self.drafts_of(name)[:1]:
            if self._is_ours(path) and case.laid and case.news < case.laid and not self.drafts_of(name)[1:]:
                case.deleted, case.in_trash = True, not for_good
            if for_good:
                path.unlink()
            else:
                path.rename(self.life.maildir / ".Trash" / "cur" / path.name)

    def undoes(self, name: str) -> None:
        """The user takes the last draft of this case out of Trash again."""
        case = self.cases[name]
        if case.deleted and case.in_trash:
            for path in self.life.files(".Trash")[::-1]:
                if case.who[1] in str(self.life.read(path)["To"]):
                    path.rename(self.life.maildir / ".Drafts" / "cur" / path.name)
                    case.deleted = case.in_trash = False
                    return

    # -- the machine ----------------------------------------------------------------------------------------------
    def loses(self, machine: str, what: str) -> None:
        for path in (self.life.folder / machine).glob(f"{what}*"):
            path.unlink()
        if what == "ledger":
            for case in self.cases.values():
                case.known_by.discard(machine)

    def scan(self, machine: str, hands: Hands = HANDS) -> None:
        before = self._files()
        try:
            self.life.scan(self.now.isoformat(), machine, hands)
            whole = True
        except Killed:
            whole, self.kills = False, self.kills + 1
        self._nothing_else_changed(before, self._files())
        for name, case in self.cases.items():
            if whole:
                self._at_most_one(name, machine)
                if self.drafts_of(name) and not case.deleted:
                    case.known_by.add(machine)

    def scan_and_die(self, machine: str, at: int) -> None:
        self.scan(machine, Mortal(at))

    def scan_twice_at_once(self, call: int) -> None:
        before = self._files()
        now = self.now.isoformat()
        self.life.scan(now, "home", Meddling(call, lambda: self.life.scan(now, "office")))
        self.life.scan(now, "office")
        self._nothing_else_changed(before, self._files())
        for name in self.cases:
            assert len([path for path in self.drafts_of(name) if path not in before]) <= 1
            self._at_most_one(name, "office")

    def ends_the_same_without_cache(self, machine: str) -> None:
        """The mailbox and the ledger alone tell the same status."""
        state = self.life.folder / machine
        if not state.exists():
            return
        copy = self.life.folder / "copy"
        copy.mkdir()
        with suppress(FileNotFoundError):
            shutil.copy(state / "ledger.jsonl", copy)
        now = self.now.isoformat()
        told = [self._status(place, now) for place in (machine, "copy")]
        assert told[0] == told[1], "another status without the cache"
        shutil.rmtree(copy)

    def _status(self, machine: str, now: str) -> list[object]:
        plan = self.life.scan(now, machine, dry_run=True).plan
        return [(one.case.id, one.case.words, one.standing, one.drafts, one.notes) for one in plan.cases]

    # -- the laws -------------------------------------------------------------------------------------------------
    def _files(self) -> Files:
        folders = ("", ".Drafts", ".Sent", ".Trash", ".Archive")
        return {path: path.read_bytes() for folder in folders for path in self.life.files(folder)}

    def drafts_of(self, name: str) -> list[Path]:
        who = self.cases[name].who[1]
        return [path for path in self.life.draft_files() if who in str(self.life.read(path)["To"])]

    def _is_ours(self, path: Path) -> bool:
        return path.name.endswith(":2,DS") and self.ours.get(_unique(path)) == path.read_bytes()

    def _nothing_else_changed(self, before: Files, after: Files) -> None:
        """D7, D3, D6: new in Drafts is a draft of ours; gone from there is one that lies in Trash, untouched."""
        gone, new = before.keys() - after.keys(), after.keys() - before.keys()
        assert all(before[path] == after[path] for path in before.keys() & after.keys()), "bytes of the user's changed"
        arrived = [after[path] for path in new if path.parent.parent.name == ".Trash"]
        for path in gone:
            ours = path.name.endswith(":2,DS") and self.ours.get(_unique(path)) == before[path]
            assert ours, f"D3: taken away: {path.name}"
            assert before[path] in arrived, "D6: gone without a copy in Trash"
            self.withdrawn += 1
        drafts = [after[path] for path in new if path.parent.parent.name == ".Drafts"]
        for path in sorted(new):
            place = path.parent.parent.name
            assert place in (".Drafts", ".Trash"), f"D7: written into {place}"
            if place == ".Drafts":
                self._may_be_laid(path)
            else:  # one of two that were laid at once was never seen in Drafts
                assert after[path] in [*self.ours.values(), *drafts], "D7: another's message in Trash"
            self.ours[_unique(path)] = after[path]

    def _may_be_laid(self, path: Path) -> None:
        who = str(self.life.read(path)["To"])
        (name,) = [name for name, case in self.cases.items() if case.who[1] in who]
        case, now = self.cases[name], self.now
        self.laid += 1
        assert case.ends and case.first_ends and case.first_ends <= now, "E1: before any interview is over"
        assert case.ends <= now or case.rejected, "E1: before the interview is over"
        assert not (case.asked and case.asked >= case.ends) or case.rejected, "E6: they wait for the user"
        assert not case.offered, "W5: after an offer"
        assert not (case.deleted and case.laid and case.news < case.laid and
                    (case.in_trash or case.known_by >= set(MACHINES))), "D4: deleted, and laid again"
        if case.rejected:
            assert case.first_ends <= case.rejected, "W4: no interview was held"
            assert now >= work_from(case.rejected) and now < case.rejected + 7 * DAY, "W4: a gracious reply in a week"
        else:
            assert len(case.sent) < 3, "E4: more than three contacts"
            assert now >= self._opens(case), f"E2, E3, E5: before {self._opens(case)}"
        case.laid, case.known_by, case.deleted, case.in_trash = now, set(), False, False

    def _opens(self, case: Application) -> datetime:
        assert case.ends is not None
        writings = [at for at in (*case.heard, *case.written) if at >= case.ends]
        opens = work_from(max([case.ends, *writings]) + 3 * DAY)
        promise = case.promise
        if promise and case.promised_at and case.promised_at < case.ends and promise <= case.ends.date():
            promise = None
        if promise and not any(at.date() > promise for at in writings):
            opens = day_after(promise)
        return max(opens, day_after(case.back)) if case.back else opens

    def _at_most_one(self, name: str, machine: str) -> None:
        """D2: one in a case; where the user's own lies, none that this machine knows as its own."""
        known = {intent.fingerprint for intent in open_proposals(self.life.entries(machine))}
        drafts = self.drafts_of(name)
        ours = [path for path in drafts if self._is_ours(path) and fingerprint(path.read_bytes()) in known]
        theirs = [path for path in drafts if not self._is_ours(path)]
        assert len(ours) <= (0 if theirs else 1), "D2: two drafts in a case"
