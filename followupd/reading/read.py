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
from followupd.reading.lexicon import packs
from followupd.reading.people import is_agency, people_of
from followupd.reading.promises import find_promises
from followupd.reading.role import role_of
from followupd.reading.sentences import BOUND
from followupd.reading.structured import doubts_of_invites, facts_of_invites, facts_of_json_ld
from followupd.reading.times import TimeMention, find_times
from followupd.reading.trust import judge
from followupd.reading.weigh import Found, weigh

_EXCERPT = 1000
_APPOINTMENT = (InterviewSet, InterviewProposed, InterviewCancelled)
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
    outgoing = message.sender.address in reader.own
    heard, judged = hear(message, reader, sent), judge(message, reader)
    spoken = heard.voice in ("person", "system")
    role = role_of(message, reader)
    facts, doubts = _words(message, sent, reader, role, host=judged.host) if spoken else (heard.facts, ())
    return Reading(
        message_id=message.message_id,
        sent=sent,
        received=received,
        author=message.sender,
        subject=message.subject,
        outgoing=outgoing,
        thread=tuple(dict.fromkeys((*message.references, *message.in_reply_to))),
        reply_to=message.reply_to[0] if message.reply_to else None,
        recipients=(*message.to, *message.cc),
        voice=heard.voice,
        facts=facts,
        doubts=(*heard.doubts, *judged.doubts, *doubts),
        invites=message.invites,
        employer=employer_of(message, reader),
        role=role,
        people=people_of(message, reader),
        trusted=judged.trusted,
        host=judged.host,
        agency=spoken and is_agency(message),
        excerpt=message.text[:_EXCERPT],
    )


def _words(message: Message, sent: datetime, reader: Reader, role: Named | None, *, host: bool) -> Found:
    """The facts of a person's or a system's mail: what is told in structure, then what prose adds to it."""
    structured = (*facts_of_invites(message, reader, sent), *facts_of_json_ld(message, reader, sent))
    prose, doubts = _prose(message, message.text, sent, reader, role, host=host)
    if any(isinstance(fact, _APPOINTMENT) for fact in structured):
        prose = tuple(fact for fact in prose if not isinstance(fact, _APPOINTMENT))
    doubts = (*doubts, *doubts_of_invites(message, reader), *_forwarded(message, sent, reader, role, prose))
    return (*structured, *prose), doubts


def _prose(message: Message, text: str, sent: datetime, reader: Reader, role: Named | None, *, host: bool) -> Found:
    """Every pack listens; a mail is written in one language, and the others hear nothing in it."""
    by: Literal["them", "me"] = "me" if message.sender.address in reader.own else "them"
    facts: list[Fact] = []
    doubts: list[Doubt] = []
    times = _apart(find_times(text[:BOUND], sent, _zone(sent, reader)))
    answering = bool(message.in_reply_to or message.references)
    given = frozenset((*(["titled"] if role else []), *(["answering"] if answering else [])))
    around = f"{message.signature}\n\n{message.quoted}"
    hiring = bool(role)
    for pack in packs():
        said = pack.hear(message.subject, text, [(m.start, m.end) for m in times], by, around=around, given=given)
        found, unsure = weigh(said, times, sent, by, host=host)
        facts += found
        doubts += unsure
        hiring = hiring or "own_interview" in said.context
    if by == "them" and hiring and times and not any(isinstance(fact, Rejected) for fact in facts):
        promised, unsure = find_promises(text[:BOUND], sent, _zone(sent, reader))
        facts += promised
        doubts += unsure
    return tuple(facts), tuple(doubts)


def _apart(times: Sequence[TimeMention]) -> tuple[TimeMention, ...]:
    """The mentions with places that do not overlap: a second hour of the same day begins behind the first."""
    found: list[TimeMention] = []
    for mention in sorted(times, key=lambda mention: (mention.end, mention.start)):
        start = max(mention.start, found[-1].end + 1) if found else mention.start
        if start < mention.end:
            found.append(replace(mention, start=start))
    return tuple(found)


def _zone(sent: datetime, reader: Reader) -> tzinfo:
    zone = reader.zone or sent.tzinfo
    assert zone is not None, "instants are aware"
    return zone


def _forwarded(
    message: Message, sent: datetime, reader: Reader, role: Named | None, prose: tuple[Fact, ...]
) -> tuple[Doubt, ...]:
    """What a forwarded mail says was said to somebody else, or elsewhere: a doubt, whatever it says."""
    if not message.forwarded or any(isinstance(fact, _APPOINTMENT) for fact in prose):
        return ()
    facts, _ = _prose(message, message.forwarded, sent, reader, role, host=False)
    place = Evidence("subject", 0, len(message.subject), "read.forwarded")
    return tuple(
        Doubt(_NAMES[type(fact)], "told in a forwarded mail", place) for fact in facts if type(fact) in _NAMES
    )[:3]
