"""Small stories that end just before a round in which something is done; each returns that round's moment.

`outcome` tells how such a story ended.
"""

from __future__ import annotations

from typing import Any

from world import ANN, Life, invited

from followupd.cases.entries import Intends
from followupd.plan import open_proposals

LAID = "2026-11-13T15:00"
SUBJECT = "Re: Interview for Data Engineer at Larkfield"


def drafted(life: Life) -> None:
    invited(life)
    life.scan(LAID)


def hears(life: Life, at: str, text: str) -> None:
    """Ann writes on, in the thread."""
    life.receives(at, ANN, SUBJECT, f"Hi Jordan,\n\n{text}\n\nBest regards,\nAnn\n", reply_to=life.drafts()[0])


def first_look(life: Life) -> str:
    invited(life)
    return LAID


def answered(life: Life) -> str:
    drafted(life)
    hears(life, "2026-11-13T16:00", "It was good to meet you.")
    return "2026-11-13T16:05"


def sent(life: Life) -> str:
    drafted(life)
    life.sends("2026-11-13T17:00")
    return "2026-11-13T17:05"


def sent_and_due_again(life: Life) -> str:
    sent(life)
    return "2026-11-17T12:00"


def deleted(life: Life) -> str:
    drafted(life)
    life.deletes()
    return "2026-11-14T09:00"


def edited(life: Life) -> str:
    drafted(life)
    life.edits("2026-11-13T17:00")
    return "2026-11-14T09:00"


def two_of_ours(life: Life) -> str:
    drafted(life)
    (path,) = life.draft_files()
    path.with_name("9999999999.late.life:2,DS").write_bytes(path.read_bytes())
    return "2026-11-14T09:00"


def rejected(life: Life) -> str:
    drafted(life)
    hears(life, "2026-11-13T16:00",
          "Unfortunately, we have decided to move forward with another candidate for the Data Engineer role.")
    return "2026-11-13T16:05"


def outcome(life: Life, at: str) -> dict[str, Any]:
    """All that the user may notice, and what the ledger decided."""
    case = life.case(at)
    entries = life.entries()
    ends = {type(entry).__name__ for entry in entries if not isinstance(entry, Intends)} - {"Proposed"}
    return {
        "case": case,
        "drafts": [str(draft["Message-ID"]) for draft in life.drafts()],
        "trash": [str(draft["Message-ID"]) for draft in life.trash()],
        "open": [intent.message_id for intent in open_proposals(entries)],
        "ends": ends,
    }
