"""A draft as a value."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from followupd.cases.entries import Kind
from followupd.mail.message import Address


class Parent(Struct, frozen=True):
    """The mail that a draft answers."""

    message_id: str
    references: tuple[str, ...] = ()
    subject: str = ""


class Brief(Struct, frozen=True):
    """What a note is to say: the decision, and the facts that are sure. Empty means: leave its sentence out (W7).

    `asks_status`: W1 comes late, or after a promised date, and asks in one clause where things stand.
    `to` is None where only a no-reply address is known (W8): the header stays empty.
    """

    kind: Kind
    window: str
    account: str
    to: Address | None
    parent: Parent | None
    greeting: str = ""
    name: str = ""
    employer: str = ""
    role: str = ""
    interview_day: datetime | None = None
    asks_status: bool = False
    #: the language that the employer writes in
    language: str = "en"


class Draft(Struct, frozen=True):
    """The finished note, ready to be encoded; `message_id` is made from the window's name alone."""

    message_id: str
    sender: Address
    to: Address | None
    subject: str
    body: str
    date: datetime
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
