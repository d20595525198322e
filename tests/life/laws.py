"""A life under the laws of the etiquette: whatever happens, every scan is held to them by the model."""

from __future__ import annotations

import email
import email.policy
import shutil
import signal
import subprocess
import time
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from mishaps import Killed, Meddling, Mortal
from model import ABOUT_ROUNDS, ANSWERS, APPLIES, AUTOMATIC, BOUNCE, DAY, NOISE, PEOPLE, SAYINGS, Application, Event
from outward import outward
from process import configured, scanning
from wiretap import Wiretap
from world import FOLDERS, HANDS, ME, Hands, Life, when

from followupd.cases.entries import Intends
from followupd.daemon.round import Report
from followupd.drafting.encode import fingerprint
from followupd.errors import MailboxUnreachable
from followupd.plan import open_proposals

MACHINES = ("home", "office")
Files = dict[Path, bytes]


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _unique(path: Path) -> str:
    return path.name.partition(":2,")[0]


class Lawful:
    """`life` and its model. Every verb of the user's or the world's is a method; `scan` asserts the laws.

    With `port` the life's mailbox is reached by IMAP, over a wire that may be cut and may hide what the server can.
    """

    def __init__(self, folder: Path, port: int = 0) -> None:
        self.wire = Wiretap(port).__enter__() if port else None
        self.life = Life(folder, port=self.wire.port if self.wire else 0)
        account = self.life.account(look_back_days=3650)  # or a lost cache would forget what is older
        self.life.settings = replace(self.life.settings, accounts=(account,))
        self.now = when("2026-11-02T09:00")
        self.cases = {name: Application(*told) for name, told in PEOPLE.items()}
        #: what we laid, by the part of the file's name that it keeps wherever it is moved
        self.ours: dict[str, bytes] = {}
        self.under_way: list[tuple[Application, Event, EmailMessage]] = []
        self.met = Counter[str]()

    def ends(self) -> None:
        if self.wire:
            self.wire.__exit__(None, None, None)
        shutil.rmtree(self.life.folder)

    # -- the world ------------------------------------------------------------------------------------------------
    def passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    def waits_for_window(self, name: str) -> None:
        """Until the window after this interview opens, if there is one."""
        told = self.cases[name].told
        if told.ends:
            self.now = max(self.now, told.opens(told.ends))

    def is_due(self, name: str, machine: str, *, outdated: bool) -> None:
        """A draft is to be laid next, or one that lies there to be withdrawn."""
        self.waits_for_window(name)
        if outdated:
            self.scan(machine)
            self.hears(name, "chats", 1)

    def _at(self) -> str:
        self.now += timedelta(minutes=1)
        return self.now.isoformat()

    def applies(self, name: str, days: int, *, by_calendar: bool = False) -> None:
        """The first invitation, to an interview in so many days at 14:00."""
        case = self.cases[name]
        if case.thread is None:
            case.by_calendar = by_calendar
            self._says(case, "invites", days)

    def hears(self, name: str, saying: str, days: int, *, late: bool = False) -> None:
        """`late`: the mail reaches the mailbox only with `arrives`, under the Date of now."""
        case = self.cases[name]
        ahead = case.told.ahead(self.now)
        if case.thread is None or (saying in ABOUT_ROUNDS and ahead != (saying in ("moves", "cancels"))):
            return
        self._says(case, saying, days, late=late and saying not in ABOUT_ROUNDS)

    def _says(self, case: Application, saying: str, days: int, *, late: bool = False) -> None:
        at, day, first = self._at(), (self.now + days * DAY).date(), case.thread is None
        text = (APPLIES if first else SAYINGS[saying]).format(day=f"{day:%A, %B} {day.day}, {day.year}", role=case.role)
        mail = self.life.made(
            at, case.who, f"{'' if first else 'Re: '}Interview for {case.role} at {case.employer}",
            f"Hi Jordan,\n\n{text}\n\nBest regards,\n{case.who[0]}\nTalent Partner, {case.employer}\n",
            reply_to=case.thread, headers={"Auto-Submitted": "auto-replied"} if saying in AUTOMATIC else {},
            **case.calendar(saying, day),
        )
        case.thread = case.thread or mail
        self.under_way.append((case, Event(self.now, saying, day), mail))
        if not late:
            self._arrives(self.under_way.pop())

    def arrives(self) -> None:
        """What was late, the youngest first."""
        while self.under_way:
            self._arrives(self.under_way.pop())

    def _arrives(self, mail: tuple[Application, Event, EmailMessage]) -> None:
        case, event, message = mail
        self.life.put("", message, self.now.isoformat())
        self._learns(case, event)

    def _learns(self, case: Application, event: Event) -> None:
        case.learns(event, self.now)
        self.met[f"mail, {event.kind}"] += 1

    def bounces(self, name: str) -> None:
        """A report that the user's mails to this address cannot be delivered."""
        case = self.cases[name]
        if case.told.written and case.thread:
            at = self._at()
            report = email.message_from_string(BOUNCE.format(
                me=ME[1], date=format_datetime(self.now), number=f"{self.now.timestamp():.0f}", address=case.who[1],
                thread=case.thread["Message-ID"]), policy=email.policy.default)
            self.life.put("", report, at)
            self._learns(case, Event(self.now, "bounces"))

    def noise(self, kind: str) -> None:
        """A mail that is about nobody's application."""
        self.life.receives(self._at(), ("Corner Shop", "news@corner.test"), *NOISE[kind],
                           headers={"List-Unsubscribe": "<mailto:off@corner.test>"})

    # -- the user -------------------------------------------------------------------------------------------------
    def writes(self, name: str, answer: str = "writes") -> None:
        case = self.cases[name]
        proposed = case.told.proposed
        if case.thread is not None and (answer != "accepts" or (proposed and proposed > self.now.date())):
            self.life.writes(self._at(), case.who, f"Re: {case.thread['Subject']}",
                             f"Hi,\n\n{ANSWERS[answer]}\n\nJordan\n", reply_to=case.thread)
            self._learns(case, Event(self.now, answer))

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
            if not keeps_thread and draft["To"]:  # E9 leaves it empty: without both nothing tells whose draft it is
                del draft["In-Reply-To"], draft["References"]
            draft.set_content("In my own words.\n")
            self.life.put(".Drafts", draft, self._at(), "DS")
            if not leaves_copy:
                path.unlink()

    def flags(self, name: str) -> None:
        for path in self.drafts_of(name)[:1]:
            path.rename(path.with_name(_unique(path) + ":2,DFS"))

    def sends(self, name: str, *, keeps_thread: bool, leaves_copy: bool, folder: str) -> None:
        case = self.cases[name]
        for path in self.drafts_of(name)[:1]:
            mail = self.life.read(path)
            thread = () if keeps_thread or not mail["To"] else ("In-Reply-To", "References")
            for field in ("Message-ID", "Date", *thread):
                del mail[field]
            at = self._at()
            mail["Message-ID"] = f"<{self.now.timestamp():.0f}.sent@example.org>"
            mail["Date"] = self.now.strftime("%a, %d %b %Y %H:%M:%S %z")
            self.life.put(folder, mail, at)
            contact = self._is_ours(path) and case.draft_is_current
            self._learns(case, Event(self.now, "sends" if contact else "writes"))
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
                if self._is_of(path, case):
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
        report = self._round(machine, hands)
        self._nothing_else_changed(before, self._files())
        for name, case in self.cases.items():
            if report is not None:
                self._at_most_one(name, machine, report)
                if self.drafts_of(name) and not case.deleted:
                    case.known_by.add(machine)

    def _round(self, machine: str, hands: Hands) -> Report | None:
        """The report of a whole round; None where the process died, or the wire was cut and that is told."""
        cuts, report, failed = self._cuts, None, False
        with outward() as calls:
            try:
                report = self.life.scan(self.now.isoformat(), machine, hands)
                failed = bool(report.failed)
            except Killed as killed:
                self.met[f"died, {killed}"] += 1
            except MailboxUnreachable:
                failed = True
        assert calls <= {("127.0.0.1", self.life.port)}, "D1: somebody else was called"
        assert failed == (self._cuts > cuts), "a cut is told, and nothing else is one"
        return None if failed else report

    @property
    def _cuts(self) -> int:
        return self.wire.cuts if self.wire else 0

    def scan_and_die(self, machine: str, at: int | str) -> None:
        self.scan(machine, Mortal(at))

    def scan_and_be_killed(self, machine: str, after: float, *, at_work: bool) -> None:
        """The real command in a process of its own, killed so many seconds after it began.

        `at_work`: so many after it began to write into the ledger, if it does.
        """
        before, ledger = self._files(), self.life.folder / machine / "ledger.jsonl"
        configured(self.life, machine=machine)
        was = _size(ledger)
        process = scanning(self.life, self.now.isoformat())
        while at_work and process.poll() is None and _size(ledger) == was:
            time.sleep(0.001)
        with suppress(subprocess.TimeoutExpired):
            process.communicate(timeout=after)
        process.kill()
        process.communicate()
        done = "at work" if _size(ledger) != was else "before"
        self.met[f"killed, {done}" if process.returncode == -signal.SIGKILL else "not killed"] += 1
        self._nothing_else_changed(before, self._files())

    def scan_and_cut(self, machine: str, at: int, how: str) -> None:
        """The connection is gone at the so many-th command of a scan."""
        assert self.wire
        self.wire.cut(at, how)
        cuts = self._cuts
        self.scan(machine)
        self.met[f"cut, {how}"] += self._cuts - cuts
        self.wire.spare()

    def scan_twice_at_once(self, call: int) -> None:
        before = self._files()
        now = self.now.isoformat()
        self._round("home", Meddling(call, lambda: self.life.scan(now, "office")))
        report = self._round("office", HANDS)
        assert report
        self._nothing_else_changed(before, self._files())
        for name in self.cases:
            new = [path for path in self.drafts_of(name) if path not in before]
            assert len(new) <= (1 if self._can_withdraw else 2)
            self._at_most_one(name, "office", report)

    def tells_the_same_without_cache(self, machine: str) -> None:
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
        """What a user sees: what is flagged as deleted is gone."""
        return {path: path.read_bytes() for folder in FOLDERS for path in self.life.files(folder)
                if "T" not in path.name.partition(":2,")[2]}

    def drafts_of(self, name: str) -> list[Path]:
        return [path for path in self.life.draft_files() if self._is_of(path, self.cases[name])]

    def _is_of(self, path: Path, case: Application) -> bool:
        """By recipient or subject: no word of a note names the other case's."""
        return any(told.encode() in path.read_bytes() for told in (case.who[1], case.employer))

    def _is_ours(self, path: Path) -> bool:
        return path.name.endswith(":2,DS") and self.ours.get(_unique(path)) == path.read_bytes()

    @property
    def _can_withdraw(self) -> bool:
        return not (self.wire and self.wire.lacks >= {"MOVE", "UIDPLUS"})

    def _nothing_else_changed(self, before: Files, after: Files) -> None:
        """D7, D3, D6: new in Drafts is a draft of ours; gone from there is one that lies in Trash, untouched."""
        gone, new = before.keys() - after.keys(), after.keys() - before.keys()
        assert all(before[path] == after[path] for path in before.keys() & after.keys()), "bytes of the user's changed"
        arrived = [after[path] for path in new if path.parent.parent.name == ".Trash"]
        for path in gone:
            ours = path.name.endswith(":2,DS") and self.ours.get(_unique(path)) == before[path]
            assert ours, f"D3: taken away: {path.name}"
            assert before[path] in arrived, "D6: gone without a copy in Trash"
            self.met["drafts withdrawn"] += 1
        for path in sorted(new):
            place = path.parent.parent.name
            assert place in (".Drafts", ".Trash"), f"D7: written into {place}"
            if place == ".Drafts":
                self._may_be_laid(path)
            else:  # one of two that were laid at once was never seen in Drafts
                assert after[path] in self.ours.values() or self._intended(after[path]), "D7: another's in Trash"
            self.ours[_unique(path)] = after[path]

    def _intended(self, raw: bytes) -> bool:
        """Whether one of the machines was about to lay this."""
        entries = [entry for machine in MACHINES for entry in self.life.entries(machine)]
        return fingerprint(raw) in {entry.fingerprint for entry in entries if isinstance(entry, Intends)}

    def _may_be_laid(self, path: Path) -> None:
        (case,) = [case for case in self.cases.values() if self._is_of(path, case)]
        self.met["drafts laid"] += 1
        told = case.told
        assert not (forbidden := told.forbids(self.now)), forbidden
        assert not (told.dead and case.who[1] in str(self.life.read(path)["To"])), "E9: to an address that bounced"
        assert not (case.deleted and case.laid and case.news < case.laid and
                    (case.in_trash or case.known_by >= set(MACHINES))), "D4: deleted, and laid again"
        case.laid, case.known_by, case.deleted, case.in_trash = self.now, set(), False, False

    def _at_most_one(self, name: str, machine: str, report: Report) -> None:
        """D2: one in a case; where the user's own lies, none that this machine knows as its own."""
        known = {intent.fingerprint for intent in open_proposals(self.life.entries(machine))}
        drafts = self.drafts_of(name)
        ours = [path for path in drafts if self._is_ours(path) and fingerprint(path.read_bytes()) in known]
        theirs = [path for path in drafts if not self._is_ours(path)]
        if len(ours) > (0 if theirs else 1):
            assert not self._can_withdraw, "D2: two drafts in a case"
            assert any(len(one.drafts) == len(drafts) for one in report.plan.cases), "D2: two drafts, and not told"
