"""A line of the ledger, as a person reads it."""

from __future__ import annotations

from followupd.cases.entries import (
    Add,
    Close,
    Deleted,
    Ended,
    Entry,
    Intends,
    Join,
    NotLaid,
    Pause,
    Proposed,
    Resume,
    Sent,
    SetField,
    Split,
    Withdraws,
    Withdrew,
)
from followupd.cli.view import KINDS

_ENDS = {"rejected": "they said no", "offer": "an offer came", "cancelled": "the interview was cancelled"}


def remembered(entry: Entry) -> str:
    """What happened, or what the user said, in a few plain words; it may quote what the user typed."""
    if isinstance(entry, Add | Close | Join | Pause | Resume | SetField | Split):
        return f"you {_word(entry)}"
    match entry:
        case Intends():
            return f"{KINDS[entry.kind]} was due"
        case Proposed():
            return "the draft was laid into Drafts"
        case NotLaid():
            return f"the draft was not laid: {entry.why}" if entry.why else "the draft was not laid"
        case Withdraws():
            return f"the draft lost its point: {entry.why}" if entry.why else "the draft lost its point"
        case Withdrew():
            return f"the draft stays: {entry.kept}" if entry.kept else "the draft was moved to Trash"
        case Sent():
            return "the draft was sent"
        case Deleted():
            return "the draft was deleted"
        case Ended():
            return _ENDS[entry.state]


def _word(entry: Add | Close | Join | Pause | Resume | SetField | Split) -> str:
    match entry:
        case Add():
            return "added the case"
        case Close():
            return "closed the case"
        case Resume():
            return "resumed the case"
        case Pause():
            return f"paused the case until {entry.until}" if entry.until else "paused the case"
        case SetField():
            return f"set {entry.field} to {entry.value}" if entry.value else f"took back {entry.field}"
        case Join():
            return f"joined {entry.root} and {entry.other}"
        case Split():
            return f"split off {entry.root}"
