"""The demo's Maildir, and its user's mail client: mails arrive, drafts are sent or thrown away."""

from __future__ import annotations

import email
import email.policy
import os
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from itertools import count
from pathlib import Path

from followupd.cli.demo_story import ME, Mail

FOLDERS = ("", ".Drafts", ".Sent", ".Trash", ".Archive")


class DemoMailbox:
    """A Maildir++ below `root`; the number of files it wrote names them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._number = count(1)
        self._ids: dict[str, str] = {}
        self._references: dict[str, str] = {}
        for folder in FOLDERS:
            for part in ("cur", "new", "tmp"):
                (root / folder / part).mkdir(parents=True)

    def deliver(self, mail: Mail, at: datetime) -> None:
        """The mail arrives; one of the user's own lies in Sent."""
        folder = ".Sent" if mail.sender == ME else ""
        self._store(folder, _compose(mail, at, self._id(mail), self._thread(mail)), at, "S" if folder else "")

    def drafts(self) -> list[tuple[Path, EmailMessage]]:
        return [(path, _read(path)) for path in sorted((self.root / ".Drafts" / "cur").iterdir())]

    def send(self, draft: Path, at: datetime) -> None:
        """As clients do: a new Date and Message-ID, a copy in Sent, and out of Drafts."""
        message = _read(draft)
        del message["Message-ID"], message["Date"]
        message["Message-ID"] = f"<sent-{next(self._number)}@example.org>"
        message["Date"] = format_datetime(at)
        self._store(".Sent", message, at, "S")
        draft.unlink()

    def delete(self, draft: Path) -> None:
        draft.rename(self.root / ".Trash" / "cur" / draft.name)

    def _id(self, mail: Mail) -> str:
        message_id = f"<{mail.key or 'mail'}-{next(self._number)}@{mail.sender[1].partition('@')[2]}>"
        if mail.key:
            self._ids[mail.key] = message_id
        return message_id

    def _thread(self, mail: Mail) -> tuple[str, str]:
        parent = self._ids.get(mail.answers, "")
        references = f"{self._references.get(mail.answers, '')} {parent}".strip()
        if mail.key:
            self._references[mail.key] = references
        return parent, references

    def _store(self, folder: str, message: EmailMessage, at: datetime, flags: str) -> None:
        part, info = ("cur", f":2,{flags}") if flags else ("new", "")
        path = self.root / folder / part / f"{int(at.timestamp())}.{next(self._number)}.demo{info}"
        path.write_bytes(message.as_bytes())
        os.utime(path, (at.timestamp(), at.timestamp()))


def _read(path: Path) -> EmailMessage:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def _compose(mail: Mail, at: datetime, message_id: str, thread: tuple[str, str]) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = formataddr(mail.sender), formataddr(mail.to), mail.subject
    message["Date"], message["Message-ID"] = format_datetime(at), message_id
    if thread[0]:
        message["In-Reply-To"], message["References"] = thread
    if mail.bulk:
        message["List-Unsubscribe"] = f"<mailto:leave@{mail.sender[1].partition('@')[2]}>"
    message.set_content(mail.html or mail.text, subtype="html" if mail.html else "plain")
    if mail.invite[0]:
        invite = _invite(mail).encode()
        message.add_attachment(invite, "text", "calendar", filename="invite.ics", params={"method": "REQUEST"})
    return message


def _invite(mail: Mail) -> str:
    uid, start, end, summary = mail.invite
    return "\r\n".join((
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Demo//EN", "METHOD:REQUEST", "BEGIN:VEVENT", f"UID:{uid}",
        "SEQUENCE:0", "DTSTAMP:20261101T120000Z", f"DTSTART;TZID=America/New_York:{start}",
        f"DTEND;TZID=America/New_York:{end}", f"SUMMARY:{summary}",
        f"ORGANIZER;CN={mail.sender[0]}:mailto:{mail.sender[1]}", f"ATTENDEE;CN={ME[0]}:mailto:{ME[1]}",
        "ATTENDEE;CN=Priya Raman:mailto:priya.raman@harborline.test", "END:VEVENT", "END:VCALENDAR", "",
    ))
