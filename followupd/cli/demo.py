"""`followupd demo`: the whole job on a sample mailbox, three weeks in time lapse. No account, no server, no network.

What is told here is what the real code did: every day the mailbox is scanned as a real one is.
"""

from __future__ import annotations

import shutil
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from followupd.cli.demo_mailbox import DemoMailbox
from followupd.cli.demo_story import DAYS, DEEDS, FIRST_DAY, MAILS, ME, ZONE, Deed, Mail, ordinary
from followupd.cli.once import state_of
from followupd.cli.output import one_line, say, say_json
from followupd.cli.view import KINDS, STATES, case_view, summary, title
from followupd.daemon.round import Report, run_round
from followupd.mailbox.connect import open_mailbox
from followupd.plan import CasePlan
from followupd.settings import Account, Policy, Settings, You

_LOOKS = ("09:01", "12:01", "15:01", "17:01")


def run(options: Namespace) -> int:
    with _folder(keep=options.keep) as folder:
        demo = _Demo(folder, quiet=options.json)
        demo.play()
        if options.json:
            say_json({"drafts": [_draft_json(message) for _, message in demo.mailbox.drafts()],
                      "cases": [case_view(case, demo.zone) for case in demo.cases.values()],
                      "mailbox": str(demo.mailbox.root) if options.keep else None})
        else:
            demo.show_end(keep=options.keep)
    return 0


@contextmanager
def _folder(*, keep: bool) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="followupd-demo-"))
    try:
        yield folder
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


def _draft_json(message: object) -> dict[str, str]:
    from email.message import EmailMessage

    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain",))
    return {"to": str(message["To"] or ""), "subject": str(message["Subject"]),
            "text": str(body.get_content()) if body else ""}


class _Demo:
    """The mailbox, the state, and what was told so far."""

    def __init__(self, folder: Path, *, quiet: bool) -> None:
        self.zone = ZoneInfo(ZONE)
        self.folder, self._quiet = folder, quiet
        self.mailbox = DemoMailbox(folder / "Maildir")
        account = Account(ME[1], maildir=str(self.mailbox.root))
        you = You(ME[0], self.zone, f"{ME[0]}\n+1 555 0142")
        self.settings = Settings(you, Policy(zone=self.zone), (account,), str(folder / "state"))
        self.cases: dict[str, CasePlan] = {}
        self._states: dict[str, str] = {}

    def play(self) -> None:
        """Every mail, deed and look in order of time."""
        first = datetime.fromisoformat(FIRST_DAY).replace(tzinfo=self.zone)
        plain = sorted(ordinary(first), key=lambda one: one[0])
        events = [(self._moment(mail.at), mail) for mail in MAILS] + [(self._moment(deed.at), deed) for deed in DEEDS]
        with ExitStack() as stack:
            self._cache, self._ledger = stack.enter_context(state_of(self.settings))
            for number in range(DAYS):
                day = first + timedelta(days=number)
                self._play_day(day, [one for one in plain if one[0].date() == day.date()],
                               [one for one in events if one[0].date() == day.date()])

    def _play_day(
        self, day: datetime, plain: list[tuple[datetime, Mail]], events: list[tuple[datetime, Mail | Deed]]
    ) -> None:
        self._say(f"\n{day:%A %d %B}   {len(plain)} ordinary mails")
        looks = [(datetime.fromisoformat(f"{day:%Y-%m-%d}T{at}").replace(tzinfo=self.zone), None) for at in _LOOKS]
        for at, mail in plain:
            self.mailbox.deliver(mail, at)
        for at, event in sorted([*events, *looks], key=lambda one: one[0]):
            if isinstance(event, Mail):
                self.mailbox.deliver(event, at)
                who = "you write" if event.sender == ME else f"{event.sender[0]} writes"
                self._say(f"  {at:%H:%M}  {who}: {event.subject}")
            elif isinstance(event, Deed):
                self._do(event, at)
            self._look(at + timedelta(minutes=1 if event else 0))

    def _do(self, deed: Deed, at: datetime) -> None:
        for path, message in self.mailbox.drafts():
            if deed.employer in str(message.get_body(("plain",))):
                self._say(f"  {at:%H:%M}  you {deed.deed.rstrip('s')} the draft for {deed.employer}")
                self.mailbox.send(path, at) if deed.deed == "sends" else self.mailbox.delete(path)
                return

    def _look(self, now: datetime) -> None:
        mailbox = open_mailbox(self.settings.accounts[0], lambda: "")
        report = run_round(self.settings, {ME[1]: mailbox}, self._cache, self._ledger, now)
        mailbox.close()
        self._tell(report, now)

    def _tell(self, report: Report, now: datetime) -> None:
        for planned in report.plan.cases:
            self.cases[planned.case.id] = planned
            state, view = planned.standing.state, case_view(planned, self.zone)
            if self._states.get(planned.case.id) != state:
                self._states[planned.case.id] = state
                self._say(f"         → {title(view)}: {STATES[state]}. {view['why'][0] if view['why'] else ''}")
        for laid in report.written:
            self._say(f"  {now:%H:%M}  ✎ {KINDS[laid.kind]} is laid into Drafts")
        for gone in report.withdrawn:
            self._say(f"  {now:%H:%M}  ✗ the draft is withdrawn to Trash: it has lost its point ({gone.why})")

    def show_end(self, *, keep: bool) -> None:
        say("\nThe cases now")
        for planned in self.cases.values():
            for line in summary(case_view(planned, self.zone)):
                say(f"  {line}")
        for _, message in self.mailbox.drafts():
            found = _draft_json(message)
            say(f"\n──── in Drafts {'─' * 50}\nTo: {one_line(found['to'])}\nSubject: {one_line(found['subject'])}\n")
            say(found["text"].rstrip())
        say("─" * 65)
        say("Nothing was sent, and nothing ever is: sending is yours.")
        if keep:
            say(f"Look at the mailbox yourself:  neomutt -f {self.mailbox.root}   (rm -r {self.folder} when done)")
        else:
            say("`followupd demo --keep` leaves the mailbox on disk, to be opened in a mail client.")

    def _moment(self, text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=self.zone)

    def _say(self, line: str) -> None:
        if not self._quiet:
            say(line)
