"""One mail, read: everything it says, joined into one `Reading`. Structure stands above prose."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from followupd.mail.message import Message
from followupd.reading.arranging import Found
from followupd.reading.automatic import hear
from followupd.reading.employer import employer_of
from followupd.reading.facts import (
    Doubt,
    Evidence,
    Fact,
    InterviewCancelled,
    InterviewProposed,
    InterviewSet,
    Named,
    Reader,
    Reading,
    Rejected,
)
from followupd.reading.people import interviewers_of, is_agency, people_of, signed_name
from followupd.reading.prose import prose
from followupd.reading.role import role_of
from followupd.reading.side import Side, side_of
from followupd.reading.spoken import spoken
from followupd.reading.structured import doubts_of_invites, facts_of_invites, facts_of_json_ld
from followupd.reading.trust import distrust

_EXCERPT = 1000
_SUBJECT = 200
_APPOINTMENT = (InterviewSet, InterviewProposed, InterviewCancelled)
_FORWARDED = "read.forwarded"
_NAMES: dict[type, str] = {
    InterviewSet: "interview_set",
    InterviewProposed: "interview_proposed",
    InterviewCancelled: "interview_cancelled",
    Rejected: "rejected",
}


def read(message: Message, received: datetime, reader: Reader) -> Reading:
    """What the mail says to its reader. `received` is aware; never raises, and is linear in the mail's length.

    A machine's mail says only what machines say: it moves no case. In doubt nothing is said but the doubt.
    """
    sent = min(message.date or received, received)
    heard, distrusted = hear(message, reader, sent), distrust(message)
    reading = Reading(
        message_id=message.message_id,
        sent=sent,
        received=received,
        author=message.sender,
        subject=message.subject,
        outgoing=message.sender.address in reader.own,
        thread=tuple(dict.fromkeys((*message.references, *message.in_reply_to))),
        reply_to=message.reply_to[0] if message.reply_to else None,
        recipients=(*message.to, *message.cc),
        voice=heard.voice,
        facts=heard.facts,
        doubts=(*heard.doubts, *distrusted),
        invites=message.invites,
        trusted=not distrusted,
        excerpt=message.text[:_EXCERPT],
    )
    # most of a mailbox is bulk mail, of which nothing further is asked
    return reading if heard.voice == "bulk" else _letter(reading, message, reader)


def _letter(reading: Reading, message: Message, reader: Reader) -> Reading:
    """With what is told of somebody: whom and what it is about, and where it can be believed what it says."""
    believed = reading.voice in ("person", "system") and reading.trusted
    role = role_of(message, reader)
    languages = spoken(f"{message.subject}\n{message.text}", message.quoted)
    side = side_of(message, reader, role, languages)
    nothing: Found = (reading.facts, ())
    (facts, doubts), (within, _) = (
        _words(message, reading.sent, reader, role, side=side, languages=languages) if believed else (nothing, nothing)
    )
    return replace(
        reading,
        facts=facts,
        within=within if within != facts else None,
        doubts=(*reading.doubts, *([side.host] if side.host else []), *doubts),
        employer=employer_of(message, reader),
        role=role,
        people=people_of(message, reader),
        interviewers=interviewers_of(message, reader),
        host=side.host is not None,
        agency=believed and is_agency(message),
        language=languages[0],
        signed="" if reading.outgoing else signed_name(message, reader),
    )


def _words(
    message: Message, sent: datetime, reader: Reader, role: Named | None, *, side: Side, languages: tuple[str, ...]
) -> tuple[Found, Found]:
    """The facts of a person's or a system's mail: what is told in structure, then what prose adds to it.

    Twice: of the mail by itself, and of the mail in the correspondence of a case.
    """
    structured = (*facts_of_invites(message, reader, sent), *facts_of_json_ld(message, reader, sent))
    structured = structured if side.host is None else ()
    unsure = (*doubts_of_invites(message, reader), *_forwarded(message, sent, reader, role))
    alone, within = prose(message, message.text, sent, reader, role, side=side, languages=languages)
    return _joined(structured, alone, unsure), _joined(structured, within, unsure)


def _joined(structured: tuple[Fact, ...], found: Found, unsure: tuple[Doubt, ...]) -> Found:
    """An appointment of the calendar stands above those of the prose, and any above one that was forwarded."""
    prose, doubts = found
    if any(isinstance(fact, _APPOINTMENT) for fact in structured):
        prose = tuple(fact for fact in prose if not isinstance(fact, _APPOINTMENT))
    if any(isinstance(fact, _APPOINTMENT) for fact in prose):
        unsure = tuple(doubt for doubt in unsure if doubt.evidence.rule != _FORWARDED)
    return (*structured, *prose), (*doubts, *unsure)


def _forwarded(message: Message, sent: datetime, reader: Reader, role: Named | None) -> tuple[Doubt, ...]:
    """What a forwarded mail says was said to somebody else, or elsewhere: a doubt, whatever it says."""
    if not message.forwarded:
        return ()
    languages = spoken(message.forwarded)
    (facts, _), _ = prose(message, message.forwarded, sent, reader, role, side=Side(), languages=languages)
    place = Evidence("subject", 0, len(message.subject), _FORWARDED)
    return tuple(
        Doubt(_NAMES[type(fact)], "told in a forwarded mail", place) for fact in facts if type(fact) in _NAMES
    )[:3]
