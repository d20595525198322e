"""What the ledger remembers: only what the mailbox cannot tell. A closed union of values.

Every entry names its case twice: by id, for people, and by `root`, the Message-ID of a message in the case,
which is what counts when the case is looked up again (ids change when cases are joined).
`at` is the moment of the scan or command that wrote it, aware.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

Kind = Literal["thank_you", "check_in", "last_note", "gracious_reply"]


class _Entry(Struct, frozen=True, tag_field="event", kw_only=True, omit_defaults=True):
    at: datetime
    case: str
    root: str


class Intends(_Entry, frozen=True, tag="intends"):
    """We are about to lay this draft; written and synced before the APPEND."""

    window: str
    kind: Kind
    message_id: str
    account: str
    parent: str = ""
    to: str = ""
    fingerprint: str = ""


class Proposed(_Entry, frozen=True, tag="proposed"):
    """The draft lies in Drafts."""

    message_id: str


class NotLaid(_Entry, frozen=True, tag="not_laid"):
    """An intent that came to nothing: the server refused, or nothing was found after a crash."""

    message_id: str
    why: str = ""


class Withdraws(_Entry, frozen=True, tag="withdraws"):
    """We are about to move our untouched draft to Trash."""

    message_id: str
    why: str = ""


class Withdrew(_Entry, frozen=True, tag="withdrew"):
    """It lies in Trash; or stays, where `kept` says why ("changed": it is the user's now; "unable"); or
    had left Drafts by another hand ("gone").
    """

    message_id: str
    kept: str = ""


class Sent(_Entry, frozen=True, tag="sent"):
    """D5: the user sent the draft; `by` is the Message-ID of the sent mail."""

    message_id: str
    by: str


class Deleted(_Entry, frozen=True, tag="deleted"):
    """D4: the draft left Drafts and no mail of the user's followed."""

    message_id: str


class Ended(_Entry, frozen=True, tag="ended"):
    """The employer ended it; remembered so that a deleted mail cannot revive the case. `by`: the mail that said so."""

    state: Literal["rejected", "offer", "cancelled"]
    by: str


class Pause(_Entry, frozen=True, tag="pause"):
    until: date | None = None


class Resume(_Entry, frozen=True, tag="resume"):
    pass


class Close(_Entry, frozen=True, tag="close"):
    pass


class SetField(_Entry, frozen=True, tag="set"):
    """The user's word above what was read; `value` "" (said as `=none`) takes an earlier word back."""

    field: Literal["interview", "promised", "contact", "employer", "role"]
    value: str = ""


class Join(_Entry, frozen=True, tag="join"):
    """The cases of `root` and `other` (both Message-IDs) are one."""

    other: str


class Split(_Entry, frozen=True, tag="split"):
    """The message `root` belongs to a case of its own, without those that only it connected."""


class Add(_Entry, frozen=True, tag="add"):
    """A case by hand; `root` is an id of our own making."""

    account: str
    employer: str
    start: datetime
    end: datetime | None = None
    role: str = ""
    contact_name: str = ""
    contact_address: str = ""


Entry = (
    Intends | Proposed | NotLaid | Withdraws | Withdrew | Sent | Deleted | Ended | Pause | Resume | Close | SetField
    | Join | Split | Add
)
