"""Which readings may open a case, and which only join one."""

from __future__ import annotations

from followupd.reading.facts import InterviewCancelled, InterviewProposed, InterviewSet, Offered, Reading, Rejected

OPENING = (InterviewProposed, InterviewSet, InterviewCancelled, Rejected, Offered)


def may_open(reading: Reading) -> bool:
    """Whether this mail alone shows an application of the user's (D8, D9)."""
    return (
        reading.trusted
        and not reading.host
        and reading.voice in ("person", "system")
        and any(isinstance(fact, OPENING) for fact in reading.facts)
    )
