"""One mail, read: everything it says, joined into one `Reading`. Structure stands above prose."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Literal

from msgspec.structs import replace

from followupd.mail.message import Message
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
from followupd.reading.lexicon import Heard, packs
from followupd.reading.people import interviewers_of, is_agency, people_of, signed_name
from followupd.reading.promises import find_promises
from followupd.reading.role import role_of
from followupd.reading.sentences import BOUND
from followupd.reading.side import Side, side_of
from followupd.reading.structured import doubts_of_invites, facts_of_invites, facts_of_json_ld
from followupd.reading.times import TimeMention, find_times
from followupd.reading.times.zones import zone_of_reader
from followupd.reading.trust import distrust
from followupd.reading.weigh import Found, weigh
from followupd.reading.words import pattern

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
    spoken = reading.voice in ("person", "system") and reading.trusted
    role, side = role_of(message, reader), side_of(message, reader)
    nothing: Found = (reading.facts, ())
    (facts, doubts), (within, _) = (
        _words(message, reading.sent, reader, role, side=side) if spoken else (nothing, nothing)
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
        agency=spoken and is_agency(message),
        signed="" if reading.outgoing else signed_name(message, reader),
    )


def _words(
    message: Message, sent: datetime, reader: Reader, role: Named | None, *, side: Side
) -> tuple[Found, Found]:
    """The facts of a person's or a system's mail: what is told in structure, then what prose adds to it.

    Twice: of the mail by itself, and of the mail in the correspondence of a case.
    """
    structured = (*facts_of_invites(message, reader, sent), *facts_of_json_ld(message, reader, sent))
    structured = structured if side.host is None else ()
    unsure = (*doubts_of_invites(message, reader), *_forwarded(message, sent, reader, role))
    alone, within = _prose(message, message.text, sent, reader, role, side=side)
    return _joined(structured, alone, unsure), _joined(structured, within, unsure)


def _joined(structured: tuple[Fact, ...], found: Found, unsure: tuple[Doubt, ...]) -> Found:
    """An appointment of the calendar stands above those of the prose, and any above one that was forwarded."""
    prose, doubts = found
    if any(isinstance(fact, _APPOINTMENT) for fact in structured):
        prose = tuple(fact for fact in prose if not isinstance(fact, _APPOINTMENT))
    if any(isinstance(fact, _APPOINTMENT) for fact in prose):
        unsure = tuple(doubt for doubt in unsure if doubt.evidence.rule != _FORWARDED)
    return (*structured, *prose), (*doubts, *unsure)


def _prose(
    message: Message, text: str, sent: datetime, reader: Reader, role: Named | None, *, side: Side
) -> tuple[Found, Found]:
    """Every pack listens; a mail is written in one language, and the others hear nothing in it."""
    zone = zone_of_reader(reader.zone, sent)
    by: Literal["them", "me"] = "me" if message.sender.address in reader.own else "them"
    times = _apart(find_times(text[:BOUND], sent, zone))
    answering = bool(message.in_reply_to or message.references)
    hirer = pattern("people", "employer", "hirer").search(f"{message.sender.name} {message.sender.address}")
    given = frozenset(
        mark for mark, is_so in (("titled", role), ("answering", answering), ("hirer", hirer)) if is_so
    )
    around, spans = f"{message.signature}\n\n{message.quoted}", [(m.start, m.end) for m in times]
    heard = [pack.hear(message.subject, text, spans, by, around=around, given=given) for pack in packs()]
    nothing: Found = ((), ())
    promised: Found = find_promises(text[:BOUND], sent, zone) if by == "them" and times else nothing
    hiring = bool(role) or any("own_interview" in said.context for said in heard)

    meets = any(hit.name.startswith("interview") for said in heard for hit in said.known)
    above = _in_subject(message.subject, text[:BOUND], times, sent, zone) if meets else ()

    def found(said: Sequence[Heard], promised: Found, *, own: bool) -> Found:
        weighed = [weigh(one, above or times, sent, by, host=side.host is not None, own=own) for one in said]
        facts = [fact for found, _ in weighed for fact in found]
        answer: Found = ((), ()) if any(isinstance(fact, Rejected) for fact in facts) else promised
        return (*facts, *answer[0]), (*(doubt for _, unsure in weighed for doubt in unsure), *answer[1])

    own = side.own or role is not None or by == "me"
    told = nothing if side.host else promised
    if told[0] and not hiring:
        beside = message.subject[:_SUBJECT], message.signature[:_SUBJECT]
        told = find_promises(text[:BOUND], sent, zone, around=beside)
    alone = found(heard, told, own=own)
    same = told == promised and own and all(said.hits == said.known for said in heard)
    return alone, alone if same else found([said.within() for said in heard], promised, own=True)


def _apart(times: Sequence[TimeMention]) -> tuple[TimeMention, ...]:
    """The mentions with places that do not overlap: a second hour of the same day begins behind the first."""
    found: list[TimeMention] = []
    for mention in sorted(times, key=lambda mention: (mention.end, mention.start)):
        start = max(mention.start, found[-1].end + 1) if found else mention.start
        if start < mention.end:
            found.append(replace(mention, start=start))
    return tuple(found)


def _in_subject(
    subject: str, text: str, times: Sequence[TimeMention], sent: datetime, zone: tzinfo
) -> tuple[TimeMention, ...]:
    """The times of a mail whose subject tells the day or the hour that the text lacks ("Interview, May 5, 10 am").

    Those of the subject stand before the text. Empty where the text tells them itself, or where the subject is that of
    a reply (RFC 5322 3.6.5): it may be long past.
    """
    told = any(mention.slot and not mention.slot.day_only for mention in times)
    if told or any(pack.manner.is_reply(subject) for pack in packs()):
        return ()
    if not any(mention.slot or mention.clock for mention in find_times(subject[:_SUBJECT], sent, zone)):
        return ()
    above = f"{subject[:_SUBJECT]}\n\n"
    return tuple(
        replace(mention, start=max(mention.start - len(above), -1), end=max(mention.end - len(above), -1))
        for mention in _apart(find_times(above + text, sent, zone))
    )


def _forwarded(message: Message, sent: datetime, reader: Reader, role: Named | None) -> tuple[Doubt, ...]:
    """What a forwarded mail says was said to somebody else, or elsewhere: a doubt, whatever it says."""
    if not message.forwarded:
        return ()
    (facts, _), _ = _prose(message, message.forwarded, sent, reader, role, side=Side())
    place = Evidence("subject", 0, len(message.subject), _FORWARDED)
    return tuple(
        Doubt(_NAMES[type(fact)], "told in a forwarded mail", place) for fact in facts if type(fact) in _NAMES
    )[:3]
