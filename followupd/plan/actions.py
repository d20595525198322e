"""What a plan consists of: values only."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from followupd.cases.case import Case
from followupd.cases.entries import Entry, Intends
from followupd.cases.seen import DraftSeen
from followupd.drafting.draft import Draft
from followupd.etiquette.standing import Standing


class Note(Struct, frozen=True):
    """Something that was observed, to be remembered."""

    entry: Entry


class Lay(Struct, frozen=True):
    """Lay this draft. `intends` is written before, as it stands."""

    intends: Intends
    draft: Draft
    raw: bytes


class Withdraw(Struct, frozen=True):
    """Move our untouched draft to Trash (D6). `spare`: another of the case stays (D2), so nothing has ended."""

    case: str
    root: str
    account: str
    uid: int
    message_id: str
    fingerprint: str
    why: str
    spare: bool = False


Action = Note | Lay | Withdraw


class CasePlan(Struct, frozen=True):
    """A case, where it stands, what is to be done, and the drafts of it that lie in Drafts."""

    case: Case
    standing: Standing
    actions: tuple[Action, ...] = ()
    drafts: tuple[DraftSeen, ...] = ()
    notes: tuple[str, ...] = ()


class Plan(Struct, frozen=True):
    now: datetime
    cases: tuple[CasePlan, ...]

    @property
    def actions(self) -> tuple[Action, ...]:
        return tuple(action for case in self.cases for action in case.actions)
