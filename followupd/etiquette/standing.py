"""What etiquette says of a case: values only."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from followupd.cases.case import Round
from followupd.cases.entries import Kind
from followupd.mail.message import Address

State = Literal[
    "closed", "offer", "rejected", "cancelled", "paused", "upcoming", "your_turn", "scheduling", "draft_ready",
    "moved_on", "waiting",
]


class Window(Struct, frozen=True):
    """The time in which it is good manners to write, half-open: [opens, closes), aware, on the user's clock.

    `name` is made from the round and from the mail or event that the wait counts from, never from its opening
    time: changing a setting makes no second draft.
    """

    name: str
    kind: Kind
    opens: datetime
    closes: datetime

    def holds(self, now: datetime) -> bool:
        return self.opens <= now < self.closes


class Standing(Struct, frozen=True):
    """Where a case is. `window` is the one that is open or opens next, None where none does.

    `may_draft`: the window is open now and nothing speaks against a draft. `promised`: the last promise that still
    stands. `why`: each reason with its rule's number, the decisive one first.
    """

    state: State
    window: Window | None
    may_draft: bool
    contacts: int
    round: Round | None
    promised: date | None = None
    contact: Address | None = None
    asks_status: bool = False
    why: tuple[str, ...] = ()
