"""What the world showed: the values that a round starts from."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from followupd.cases.entries import Entry
from followupd.errors import FollowupdError
from followupd.reading.facts import Reading


class Seen(Struct, frozen=True):
    """A reading and where it lies: the account's address, and the folder's role ("inbox", "sent", "archive", …)."""

    account: str
    role: str
    reading: Reading


class DraftSeen(Struct, frozen=True):
    """A message in Drafts, whoever put it there. `fingerprint` as `drafting.encode.fingerprint` makes it."""

    account: str
    uid: int
    message_id: str
    flags: frozenset[str]
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    subject: str = ""
    fingerprint: str = ""


class Gathered(Struct, frozen=True):
    """All that one round knows. `reached`: accounts that answered now; of the others only what was known before.

    `problems`: what went wrong while looking, by account.
    """

    now: datetime
    seen: tuple[Seen, ...]
    drafts: tuple[DraftSeen, ...]
    entries: tuple[Entry, ...]
    reached: frozenset[str]
    looked_at: int = 0
    problems: tuple[tuple[str, FollowupdError], ...] = ()
