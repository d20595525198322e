"""Facts, doubts and invitations as rows of JSON (what `read --json` and `explain --json` show) and in words."""

from __future__ import annotations

from datetime import date, datetime

from followupd.mail.message import Invite
from followupd.reading import facts as told
from followupd.reading.facts import Doubt, Evidence, Fact, Slot

Row = dict[str, object]


def fact_row(fact: Fact) -> Row:
    """The fact under its name, what it carries, and its evidence."""
    return {"fact": fact.__struct_config__.tag, **_carries(fact), "evidence": _evidence(fact.evidence)}


def doubt_row(doubt: Doubt) -> Row:
    return {"about": doubt.about, "why": doubt.why, "evidence": _evidence(doubt.evidence)}


def invite_row(invite: Invite) -> Row:
    return {
        "uid": invite.uid,
        "method": invite.method,
        "sequence": invite.sequence,
        "start": _when(invite.start, invite.day_only),
        "end": _when(invite.end, invite.day_only),
        "status": invite.status,
    }


def fact_words(fact: Fact) -> str:
    """The fact for a person, on one line: "interview set: Tue 10 Nov 2026 14:00 -0500"."""
    parts = [words for value in _carries(fact).values() for words in _words(value)]
    name = str(fact.__struct_config__.tag).replace("_", " ")
    return f"{name}: {', '.join(parts)}" if parts else name


def _carries(fact: Fact) -> Row:
    match fact:
        case told.InterviewProposed() | told.SlotAccepted():
            return {"starts": [_start(slot) for slot in fact.slots if not slot.stretch]}
        case told.InterviewSet():
            return {"start": _start(fact.slot), "end": fact.slot.end}
        case told.AnswerPromised():
            row: Row = {"by": fact.by, "after_interview_days": fact.after_interview_days}
            return {**row, "about_scheduling": True} if fact.about_scheduling else row
        case told.Away():
            return {"until": fact.until}
        case told.Bounced():
            return {"address": fact.address}
        case _:
            return {}


def _start(slot: Slot) -> date | datetime | None:
    return _when(slot.start, slot.day_only)


def _when(moment: datetime | None, day_only: bool) -> date | datetime | None:
    return moment.date() if moment is not None and day_only else moment


def _evidence(evidence: Evidence) -> Row:
    return {"source": evidence.source, "start": evidence.start, "end": evidence.end, "rule": evidence.rule}


def _words(value: object) -> list[str]:
    match value:
        case datetime():
            return [value.strftime("%a %d %b %Y %H:%M %z")]
        case date():
            return [value.strftime("%a %d %b %Y")]
        case list():
            return [words for each in value for words in _words(each)]
        case True:
            return ["about arranging it"]
        case int():
            return [f"{value} days after the interview"]
        case str() if value:
            return [value]
        case _:
            return []
