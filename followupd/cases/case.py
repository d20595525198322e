"""A case: one application for one role at one employer, as the mails and the user tell it. Values only."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from followupd.cases.entries import Entry
from followupd.mail.message import Address
from followupd.reading.facts import Reading, Slot

Side = Literal["employer", "user", "nobody"]


class Word(Struct, frozen=True):
    """One mail of the case. `by` is "nobody" for machines, bounces and what is not trusted."""

    at: datetime
    account: str
    by: Side
    reading: Reading

    @property
    def message_id(self) -> str:
        return self.reading.message_id


class Round(Struct, frozen=True):
    """One interview round. `key` names it for good: the first mail that spoke of it, or its calendar UID.

    `start` and `end` are aware, in the user's zone. `since`: when it was first agreed. `status` "cancelled" with
    `rebook`: a new date is to come (E8). `organizer`, `attendees`, `named`: who was there, the user left out.
    """

    key: str
    start: datetime
    end: datetime
    since: datetime
    status: Literal["confirmed", "cancelled"] = "confirmed"
    day_only: bool = False
    uid: str = ""
    sequence: int = 0
    source: Literal["calendar", "text", "user"] = "text"
    message_id: str = ""
    cancelled_at: datetime | None = None
    rebook: bool = False
    organizer: Address | None = None
    attendees: tuple[Address, ...] = ()
    named: tuple[Address, ...] = ()


class Proposal(Struct, frozen=True):
    """A round that is to be arranged and has no date yet. `instead`: in place of one that was agreed (E8)."""

    at: datetime
    by: Side
    message_id: str
    slots: tuple[Slot, ...] = ()
    instead: bool = False


class Case(Struct, frozen=True):
    """The story so far. `words` and `rounds` in order of time; `entries` what the ledger remembers of this case.

    `root` is the Message-ID of the first mail (or the id of a case added by hand); `id` is made from it.
    `uncertain`: mails that may belong to this case or to another, so that no draft is safe.
    """

    id: str
    root: str
    account: str
    employer: str = ""
    role: str = ""
    words: tuple[Word, ...] = ()
    rounds: tuple[Round, ...] = ()
    proposal: Proposal | None = None
    entries: tuple[Entry, ...] = ()
    uncertain: tuple[str, ...] = ()

    @property
    def message_ids(self) -> frozenset[str]:
        return frozenset(word.message_id for word in self.words)
