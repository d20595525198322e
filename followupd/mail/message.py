"""What a mail is, in the words of RFC 5322, 5545 and 3464. Values only."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct


class Address(Struct, frozen=True):
    """A mailbox (RFC 5322 3.4): `name` decoded and cleaned of control characters, `address` lower-cased.

    `address` is empty or has exactly one "@" with something on both sides; nothing else gets in.
    """

    name: str
    address: str

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


class Invite(Struct, frozen=True):
    """One VEVENT as it stands (RFC 5545 3.6.1, 5546 3.2).

    `start` and `end` are aware; where the object told no zone (floating), they are in the reader's zone and
    `zone_told` is false. `day_only`: DTSTART is a DATE. `method` and `status` are upper-cased.
    """

    uid: str
    method: str
    sequence: int
    start: datetime | None
    end: datetime | None
    status: str = ""
    day_only: bool = False
    zone_told: bool = True
    summary: str = ""
    description: str = ""
    organizer: Address | None = None
    attendees: tuple[Address, ...] = ()
    #: PARTSTAT of each attendee, in the same order ("" where none is told)
    answers: tuple[str, ...] = ()
    recurrence_id: str = ""


class DeliveryReport(Struct, frozen=True):
    """A delivery status (RFC 3464), or what a non-standard bounce says instead: one failed recipient."""

    recipient: str
    action: str = "failed"
    status: str = ""


class Message(Struct, frozen=True):
    """A mail, parsed. Every text is decoded, bounded and free of control characters but newline and tab.

    `date` is the Date header in its sender's offset; `None` where there is none or it cannot be read.
    `text` is the new text alone, without quotation and signature; `quoted` and `signature` hold what was cut off.
    """

    message_id: str
    date: datetime | None
    sender: Address
    subject: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    text: str = ""
    quoted: str = ""
    signature: str = ""
    #: the whole forwarded original where this mail is a forward, else ""
    forwarded: str = ""
    invites: tuple[Invite, ...] = ()
    reports: tuple[DeliveryReport, ...] = ()
    #: schema.org objects found in JSON-LD script blocks, each re-encoded as JSON
    json_ld: tuple[str, ...] = ()
    content_type: str = "text/plain"
    #: header fields that tell what kind of mail this is, names lower-cased, first value wins:
    #: auto-submitted, precedence, list-id, list-unsubscribe, return-path, x-autoreply, x-autorespond,
    #: x-auto-response-suppress, x-failed-recipients, authentication-results (the topmost), feedback-id, ...
    headers: dict[str, str] = {}

    def header(self, name: str) -> str:
        return self.headers.get(name, "")


class Unreadable(Struct, frozen=True):
    """A mail that could not be parsed at all, and why, in words for `explain`."""

    reason: str
