"""Bytes → `Message`. The one way in for mail that anybody may have written."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, tzinfo

from followupd.mail import body, quotes
from followupd.mail.address import MAX_ADDRESSES, NOBODY, read_addresses
from followupd.mail.calendar import invites
from followupd.mail.headers import Fields, first, message_ids, read_date, unencoded
from followupd.mail.message import Address, Invite, Message, Unreadable
from followupd.mail.mime import Part, read_part
from followupd.mail.reports import reports
from followupd.mail.text import one_line

MAX_MAIL = 2 * 1024 * 1024
MAX_INVITES = 100
MAX_CALENDARS = 10

#: without one of these it is no mail, whatever else looks like a field
_MAIL_FIELDS = {
    "from",
    "to",
    "cc",
    "subject",
    "date",
    "message-id",
    "received",
    "return-path",
    "sender",
    "reply-to",
    "mime-version",
    "content-type",
}
_TELLING = {
    "auto-submitted", "precedence", "return-path", "authentication-results", "feedback-id", "sender", "delivered-to",
    "x-original-to", "errors-to", "x-failed-recipients", "x-loop", "x-mailer", "user-agent", "x-vacation",
    "x-spam-flag", "x-spam-status", "content-class", "content-language", "importance", "x-priority",
}  # fmt: skip
_TELLING_PREFIXES = ("list-", "x-auto", "x-campaign")

#: what mail programs put before the subject of a mail that they pass on
_FORWARD = re.compile(r"\W{0,3}(?:fwd?|wg|tr|rv|enc|doorst|vb|pd)\s?:", re.IGNORECASE)


def parse(raw: bytes, received: datetime, zone: tzinfo | None = None) -> Message | Unreadable:
    """The mail in `raw`, which arrived at `received` (aware; INTERNALDATE or the like). Never raises.

    `zone` is the reader's own, for calendar objects that tell none (RFC 5545 3.3.5, form 1); without it they are
    in the sender's offset, or in that of `received`. Of a mail longer than 2 MB the beginning is read.
    """
    if not raw.strip(b"\x00 \t\r\n"):
        return Unreadable("it is empty")
    try:
        mail = read_part(_lines(raw[:MAX_MAIL]))
        if not any(name in _MAIL_FIELDS for name, _ in mail.fields):
            return Unreadable("it has no header fields of a mail")
        return _message(mail, received, zone)
    except Exception as error:  # the last net: a daemon must outlive the one mail nobody thought of
        return Unreadable(f"it could not be taken apart ({type(error).__name__})")


def _lines(raw: bytes) -> bytes:
    """Lines end in LF; no byte order mark, blank lines or mbox "From " line (RFC 4155) before the header."""
    raw = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").removeprefix(b"\xef\xbb\xbf").lstrip(b"\n \t\x00")
    if re.match(rb">?From [^:\n]", raw):
        return raw.partition(b"\n")[2]
    return raw


def _message(mail: Part, received: datetime, zone: tzinfo | None) -> Message:
    fields = mail.fields
    date = next((d for d in (read_date(v) for n, v in fields if n == "date") if d), None)
    found = body.read(mail)
    subject = one_line(unencoded(first(fields, "subject")), 500)
    said = quotes.split(found.text, is_forward=bool(_FORWARD.match(subject)))
    failed = reports(mail, found.text)
    return Message(
        message_id=_message_id(mail),
        date=date,
        sender=_sender(fields),
        subject=subject,
        in_reply_to=message_ids(first(fields, "in-reply-to")),
        references=message_ids(first(fields, "references")),
        reply_to=_people(fields, "reply-to"),
        to=_people(fields, "to"),
        cc=_people(fields, "cc"),
        text=said.new,
        quoted=said.quoted,
        signature=said.signature,
        # what a bounce brings back is the user's own mail, and no forward
        forwarded="" if failed else said.forwarded or found.attached_mail,
        invites=_invites(mail, zone or (date or received).tzinfo),
        reports=failed,
        json_ld=found.json_ld,
        content_type=mail.kind,
        headers=_telling(fields),
    )


def _sender(fields: Fields) -> Address:
    boxes = [*_people(fields, "from"), *_people(fields, "sender")]
    return next((box for box in boxes if box.address), boxes[0] if boxes else NOBODY)


def _people(fields: Fields, name: str) -> tuple[Address, ...]:
    value = ", ".join(value for key, value in fields if key == name)
    return tuple(dict.fromkeys(read_addresses(value)))[:MAX_ADDRESSES] if value else ()


def _telling(fields: Fields) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in fields:
        if name not in found and (name in _TELLING or name.startswith(_TELLING_PREFIXES)):
            found[name] = one_line(unencoded(value), 4000)
    return found


def _message_id(mail: Part) -> str:
    """As in the header; where there is none, one made of what every copy of this mail has in common."""
    told = message_ids(first(mail.fields, "message-id"))
    if told:
        return told[0]
    print_of = hashlib.sha256()
    for name in ("from", "to", "date", "subject"):
        print_of.update(first(mail.fields, name).encode("utf-8", "replace") + b"\n")
    print_of.update(mail.content.rstrip())
    return f"<{print_of.hexdigest()[:32]}@no-message-id.invalid>"


def _invites(mail: Part, zone: tzinfo | None) -> tuple[Invite, ...]:
    """The invitations of every calendar part; mailers put the same one into the body and an attachment."""
    found: dict[tuple[object, ...], Invite] = {}
    calendars = [
        part
        for part in mail.walk()
        if part.kind in ("text/calendar", "application/ics") or part.filename.lower().endswith(".ics")
    ]
    for part in calendars[:MAX_CALENDARS]:
        for invite in invites(part.content, zone, part.options.get("method", "")):
            found.setdefault((invite.uid, invite.sequence, invite.start, invite.recurrence_id), invite)
    return tuple(found.values())[:MAX_INVITES]
