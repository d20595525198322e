"""A user, a Maildir and the real round: mails arrive as bytes, drafts lie on disk. Fast enough for hundreds of lives.

Times are on the user's clock in New York unless they carry an offset.
"""

from __future__ import annotations

import email
import email.policy
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from dovecot import PASSWORD

from followupd.cases.entries import Entry
from followupd.cli.view import case_view
from followupd.daemon.gather import fingerprint_of
from followupd.daemon.round import Report, run_round
from followupd.mailbox.connect import open_mailbox
from followupd.mailbox.protocol import Mailbox
from followupd.settings import Account, Policy, Settings, You
from followupd.state.cache import Cache
from followupd.state.ledger import Ledger

ZONE = ZoneInfo("America/New_York")
ME = ("Jordan Lee", "jordan.lee@example.org")
ANN = ("Ann Brook", "ann.brook@larkfield.test")
FOLDERS = ("", ".Drafts", ".Sent", ".Trash", ".Archive")


def when(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=ZONE)


class Hands:
    """What a round is played with. A test gives others: hands that die, a wire that is cut."""

    def ledger(self, path: Path) -> Ledger:
        return Ledger(path)

    def cache(self, path: Path, fingerprint: str) -> Cache:
        return Cache(path, fingerprint)

    def mailbox(self, account: Account) -> Mailbox:
        return open_mailbox(account, lambda: PASSWORD, read_timeout=5)


HANDS = Hands()


@dataclass
class Life:
    """Everything of one user below `folder`. With `port` the same Maildir is seen through the IMAP server there."""

    folder: Path
    policy: dict[str, Any] = field(default_factory=dict)
    port: int = 0

    def __post_init__(self) -> None:
        self.maildir = self.folder / "Maildir"
        for name in FOLDERS:
            for part in ("cur", "new", "tmp"):
                (self.maildir / name / part).mkdir(parents=True, exist_ok=True)
        self._number = count(1)
        self.settings = Settings(
            You(ME[0], ZONE, ME[0]), Policy(zone=ZONE, **self.policy), (self.account(),), str(self.folder / "state")
        )

    def account(self, **more: Any) -> Account:
        if not self.port:
            return Account(ME[1], maildir=str(self.maildir), **more)
        here = {"host": "127.0.0.1", "port": self.port, "security": "none", "username": self.folder.name}
        return Account(ME[1], **{**here, **more})

    # -- mail ---------------------------------------------------------------------------------
    def receives(
        self, at: str, sender: tuple[str, str], subject: str, text: str = "", *, folder: str = "", **more: Any
    ) -> EmailMessage:
        message = self.made(at, sender, subject, text, **more)
        self.put(folder, message, at)
        return message

    def writes(self, at: str, to: tuple[str, str], subject: str, text: str, **more: Any) -> EmailMessage:
        return self.receives(at, ME, subject, text, folder=".Sent", to=to, **more)

    def made(
        self,
        at: str,
        sender: tuple[str, str],
        subject: str,
        text: str = "",
        *,
        reply_to: EmailMessage | None = None,
        html: str = "",
        ics: str = "",
        method: str = "REQUEST",
        headers: dict[str, str] | None = None,
        to: tuple[str, str] = ME,
    ) -> EmailMessage:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = formataddr(sender), formataddr(to), subject
        message["Date"] = format_datetime(when(at))
        message["Message-ID"] = f"<{next(self._number)}.life@{sender[1].partition('@')[2]}>"
        if reply_to is not None:
            message["In-Reply-To"] = reply_to["Message-ID"]
            message["References"] = f"{reply_to['References'] or ''} {reply_to['Message-ID']}".strip()
        for name, value in (headers or {}).items():
            message[name] = value
        if text or not html:
            message.set_content(text)
        if html:
            message.add_alternative(html, subtype="html") if text else message.set_content(html, subtype="html")
        if ics:
            lines = "\r\n".join(line.strip() for line in ics.strip().splitlines()) + "\r\n"
            message.add_attachment(lines.encode(), "text", "calendar", filename="invite.ics", params={"method": method})
        return message

    def put(self, folder: str, message: EmailMessage, at: str, flags: str = "S") -> Path:
        path = self.maildir / folder / "cur" / f"{int(when(at).timestamp())}.{next(self._number)}.life:2,{flags}"
        path.write_bytes(message.as_bytes())
        os.utime(path, (when(at).timestamp(), when(at).timestamp()))
        return path

    # -- rounds -------------------------------------------------------------------------------
    def scan(self, at: str, machine: str = "state", hands: Hands = HANDS, **more: Any) -> Report:
        """One round of the machine whose state directory this is."""
        state = self.folder / machine
        state.mkdir(exist_ok=True)
        with hands.cache(state / "cache.sqlite3", fingerprint_of(self.settings)) as cache:
            mailbox = hands.mailbox(self.settings.accounts[0])
            try:
                ledger = hands.ledger(state / "ledger.jsonl")
                return run_round(self.settings, {ME[1]: mailbox}, cache, ledger, when(at), **more)
            finally:
                mailbox.close()

    def cases(self, at: str, machine: str = "state") -> list[dict[str, Any]]:
        """The cases after one more round, as `status --json` shows them."""
        return [case_view(planned, ZONE) for planned in self.scan(at, machine).plan.cases]

    def case(self, at: str, machine: str = "state") -> dict[str, Any]:
        cases = self.cases(at, machine)
        assert len(cases) == 1, cases
        return cases[0]

    def entries(self, machine: str = "state") -> tuple[Entry, ...]:
        return Ledger(self.folder / machine / "ledger.jsonl").entries

    def events(self, machine: str = "state") -> list[str]:
        """What the ledger tells, one word an entry."""
        return [type(entry).__name__ for entry in self.entries(machine)]

    # -- drafts -------------------------------------------------------------------------------
    def drafts(self) -> list[EmailMessage]:
        return [self.read(path) for path in self.draft_files()]

    def trash(self) -> list[EmailMessage]:
        return [self.read(path) for path in self.files(".Trash")]

    def draft_files(self) -> list[Path]:
        """What the user sees in Drafts: what is flagged as deleted is gone."""
        return [path for path in self.files(".Drafts") if "T" not in path.name.partition(":2,")[2]]

    def files(self, folder: str) -> list[Path]:
        return sorted(path for part in ("new", "cur") for path in (self.maildir / folder / part).iterdir())

    @staticmethod
    def read(path: Path) -> EmailMessage:
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        return message

    def sends(self, at: str) -> EmailMessage:
        """The user sends the one draft that lies there, from an ordinary client."""
        (path,) = self.draft_files()
        message = self.read(path)
        del message["Message-ID"], message["Date"]
        message["Message-ID"] = f"<{next(self._number)}.sent@example.org>"
        message["Date"] = format_datetime(when(at))
        self.put(".Sent", message, at)
        path.unlink()
        return message

    def edits(self, at: str, text: str = "In my own words.\n") -> EmailMessage:
        """The user edits the one draft, as most clients do it: a new message, and the old one is gone."""
        (path,) = self.draft_files()
        message = self.read(path)
        del message["Message-ID"]
        message["Message-ID"] = f"<{next(self._number)}.edited@example.org>"
        message.set_content(text)
        self.put(".Drafts", message, at, "DS")
        path.unlink()
        return message

    def deletes(self) -> None:
        """The user throws the one draft away."""
        (path,) = self.draft_files()
        path.rename(self.maildir / ".Trash" / "cur" / path.name)

    def drafts_by_hand(self, at: str, text: str = "Dear Ann,\n", reply_to: EmailMessage | None = None) -> EmailMessage:
        """The user begins a mail to Ann."""
        message = self.made(at, ME, "A question", text, reply_to=reply_to, to=ANN)
        self.put(".Drafts", message, at, "DS")
        return message


Begin = Callable[..., Life]
USERS = count(1)


def invited(life: Life, at: str = "2026-11-02T10:00") -> EmailMessage:
    """The interview is on Tuesday 10 November, 14:00-15:00: the window opens on Friday 13 November, 15:00."""
    return life.receives(
        at,
        ANN,
        "Interview for Data Engineer at Larkfield",
        "Hi Jordan,\n\nThank you for applying. We would like to invite you to an interview for the Data Engineer role"
        " on Tuesday, November 10, 2026 at 2:00 PM.\n\nBest regards,\nAnn Brook\nTalent Partner, Larkfield\n",
    )
