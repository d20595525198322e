"""What the cache keeps of a message, as values."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

#: up to where a folder is known: UIDVALIDITY, UIDNEXT, HIGHESTMODSEQ
Position = tuple[int, int, int]

#: "new": still to be looked into, "wanted": to be read without that. "skipped", "own": only read when related to
#: something. "gated": looked into, nothing there. "gone": not where it was met; met again it is new. "unreadable",
#: "read": done.
State = Literal["new", "wanted", "skipped", "own", "gated", "gone", "unreadable", "read"]


class Row(Struct, frozen=True):
    """A message's outside, as the cache keeps it. `bulk`: to many, or from an address that nobody reads.

    `links`: itself, what it answers and refers to. `recipients` of a mail of the user's own hold the registrable
    domains, too, each with a leading "@".
    """

    message_id: str
    role: str
    uid: int
    received: datetime
    size: int
    author: str
    domain: str
    bulk: bool
    state: State
    links: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


class Pending(Struct, frozen=True):
    """A message to be looked into or read, and where it was last met."""

    id: int
    message_id: str
    account: str
    role: str
    uid: int
    received: datetime
    size: int
    state: State
