"""Facts that stand in machine-readable form: calendar objects (RFC 5545, 5546) and schema.org events."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import msgspec

from followupd.mail.message import Invite, Message
from followupd.reading.facts import (
    Doubt,
    Evidence,
    Fact,
    InterviewCancelled,
    InterviewSet,
    Reader,
    Slot,
    SlotAccepted,
)
from followupd.reading.times.zones import zone_of_reader
from followupd.reading.words import pattern, plain

#: a talk of a timetable, not a stay
_LONGEST = timedelta(hours=12)
_ASKS = ("REQUEST", "PUBLISH", "")

#: what an interview may be; music, sports and theatre are none of it
_EVENTS = ("Event", "BusinessEvent", "EducationEvent")
#: the title of a book is no word of the calendar's
_QUOTED = re.compile(r'"[^"]{1,80}"')


def facts_of_invites(message: Message, reader: Reader, sent: datetime) -> tuple[Fact, ...]:
    """Interviews set, moved or called off by the calendar objects of a mail.

    Only where the object or the mail around it speaks of hiring; else the object stays in `Reading.invites`, for a
    case that knows it already. Several talks on one day are one interview, from the first start to the last end.
    """
    mine = [invite for invite in message.invites if is_interview(invite, message, reader)]
    facts: list[Fact] = [_cancelled(invite) for invite in mine if _is_cancelled(invite)]
    held = [i for i in mine if i.method in _ASKS and not _is_cancelled(i) and i.start is not None]
    facts += [_set(day) for day in _days(held)]
    facts += [_accepted(i) for i in mine if i.method == "REPLY" and _answer_of(i, reader) == "ACCEPTED"]
    return tuple(facts)


def doubts_of_invites(message: Message, reader: Reader) -> tuple[Doubt, ...]:
    """What a calendar object leaves open: the other side declines, or proposes another time (RFC 5546 3.2.3, 3.2.7)."""
    doubts = []
    for number, invite in enumerate(message.invites):
        evidence = Evidence("calendar", number, number + 1, f"calendar.{invite.method.lower()}")
        if invite.method == "REPLY" and message.sender.address not in reader.own and "DECLINED" in invite.answers:
            doubts.append(Doubt("interview_cancelled", "the other side declined the invitation", evidence))
        if invite.method == "COUNTER":
            doubts.append(Doubt("interview_proposed", "another time was proposed, and is not agreed", evidence))
    return tuple(doubts)


def is_interview(invite: Invite, message: Message, reader: Reader) -> bool:
    """Whether a calendar object is a job interview of the user's: by its own words, or by those of the mail.

    None: webinars, private appointments, practice, and what the user calls others to.
    """
    organizer = invite.organizer.address if invite.organizer else ""
    if organizer in reader.own and invite.method != "REPLY":
        return False
    summary = _QUOTED.sub("", plain(invite.summary))
    if pattern("calendar", "words", "never").search(summary):
        return False
    if pattern("calendar", "words", "interview").search(summary):
        return True
    if pattern("calendar", "words", "private").search(summary):
        return False
    around = plain("\n".join((message.subject, invite.description[:4000], message.text)))
    hiring = pattern("calendar", "words", "hiring").search(around) is not None
    talk = not summary.strip() or pattern("calendar", "words", "talk").search(summary) is not None
    titled = _subject_repeats(summary, message.subject)
    return hiring and (talk or titled)


def _subject_repeats(summary: str, subject: str) -> bool:
    """A summary of its own ("Jordan <> Brightloom") that the mail is all about."""
    return bool(summary.strip()) and summary.strip().casefold() in plain(subject).casefold()


def _is_cancelled(invite: Invite) -> bool:
    return invite.method == "CANCEL" or (invite.status == "CANCELLED" and invite.method in _ASKS)


def _answer_of(invite: Invite, reader: Reader) -> str:
    """What the user answers in it (PARTSTAT), "" where it is somebody else's answer."""
    pairs = zip(invite.attendees, invite.answers, strict=False)
    return next((answer.upper() for who, answer in pairs if who.address in reader.own), "")


def _slot(invite: Invite, end: datetime | None) -> Slot:
    assert invite.start is not None
    return Slot(invite.start, end, day_only=invite.day_only, zone_told=invite.zone_told)


def _end(invite: Invite) -> datetime | None:
    start, end = invite.start, invite.end
    return end if start and end and not invite.day_only and start < end <= start + _LONGEST else None


def _days(invites: list[Invite]) -> Iterator[list[Invite]]:
    """The talks of each day, in order; objects of one UID are one talk, its latest version (RFC 5546 2.1.4)."""
    latest: dict[tuple[str, str], Invite] = {}
    for number, invite in enumerate(invites):
        key = (invite.uid or str(number), invite.recurrence_id)
        if key not in latest or invite.sequence >= latest[key].sequence:
            latest[key] = invite
    days: dict[object, list[Invite]] = {}
    for invite in sorted(latest.values(), key=lambda i: i.start.timestamp() if i.start else 0.0):
        assert invite.start is not None
        days.setdefault(invite.start.date(), []).append(invite)
    yield from days.values()


def _set(day: list[Invite]) -> InterviewSet:
    first = day[0]
    ends = [end for invite in day if (end := _end(invite))]
    end = max(ends, key=datetime.timestamp) if ends else None
    return InterviewSet(
        evidence=_evidence(first), slot=_slot(first, end), uid=first.uid, sequence=first.sequence,
        moved=first.sequence > 0,
    )


def _cancelled(invite: Invite) -> InterviewCancelled:
    slot = _slot(invite, _end(invite)) if invite.start else None
    return InterviewCancelled(evidence=_evidence(invite), uid=invite.uid, slot=slot)


def _accepted(invite: Invite) -> SlotAccepted:
    return SlotAccepted(evidence=_evidence(invite), slots=(_slot(invite, _end(invite)),) if invite.start else ())


def _evidence(invite: Invite) -> Evidence:
    return Evidence("calendar", 0, len(invite.summary), f"calendar.{invite.method.lower() or 'event'}")


def facts_of_json_ld(message: Message, reader: Reader, sent: datetime) -> tuple[Fact, ...]:
    """Interviews in schema.org Event and EventReservation objects; a JobPosting only advertises."""
    return tuple(fact for text in message.json_ld[:20] if (fact := _event(_decoded(text), reader, sent)))


def _decoded(text: str) -> dict[str, Any]:
    try:
        thing = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        return {}
    return thing if isinstance(thing, dict) else {}


def _event(thing: dict[str, Any], reader: Reader, sent: datetime) -> Fact | None:
    reservation = _type(thing) == "EventReservation"
    inner = thing.get("reservationFor")
    event = inner if reservation and isinstance(inner, dict) else thing
    if _type(event) not in _EVENTS:
        return None
    name = plain(_text(event, "name"))
    words = name + "\n" + plain(_text(event, "description"))
    says, never = pattern("calendar", "words", "interview"), pattern("calendar", "words", "never")
    if never.search(name) or not says.search(words):
        return None
    slot = _slot_of(event, reader, sent)
    evidence = Evidence("structured", 0, len(name), "schema.event")
    status = _text(event, "eventStatus") + _text(thing, "reservationStatus")
    if "Cancelled" in status:
        return InterviewCancelled(evidence=evidence, slot=slot)
    if slot is None or "Postponed" in status:
        return None
    return InterviewSet(evidence=evidence, slot=slot, moved="Rescheduled" in status)


def _type(thing: dict[str, Any]) -> str:
    kind = thing.get("@type", "")
    kind = kind[0] if isinstance(kind, list) and kind else kind
    return kind.rpartition("/")[2] if isinstance(kind, str) else ""


def _text(thing: dict[str, Any], key: str) -> str:
    value = thing.get(key)
    return value[:4000] if isinstance(value, str) else ""


def _slot_of(event: dict[str, Any], reader: Reader, sent: datetime) -> Slot | None:
    start, end = _moment(_text(event, "startDate"), sent), _moment(_text(event, "endDate"), sent)
    if start is None:
        return None
    told = start.tzinfo is not None
    start = start if told else start.replace(tzinfo=zone_of_reader(reader.zone, sent))
    end = end if end is None or end.tzinfo else end.replace(tzinfo=start.tzinfo)
    day_only = len(_text(event, "startDate")) <= 10
    fits = end is not None and not day_only and start < end <= start + _LONGEST
    return Slot(start, end if fits else None, day_only=day_only, zone_told=told)


def _moment(text: str, sent: datetime) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment if abs(moment.year - sent.year) <= 10 else None
