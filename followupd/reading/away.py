"""Out-of-office notes: whether a text is one, and until when (ETIQUETTE E5)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Literal

from msgspec import Struct

from followupd.mail.message import Message
from followupd.reading.facts import Away, Doubt, Evidence, Reader
from followupd.reading.spoken import spoken
from followupd.reading.times import TimeMention, find_times
from followupd.reading.words import pattern, plain

#: how far before a day the word stands that says what the day is
_REACH = 60


class Note(Struct, frozen=True):
    """The out-of-office note in a mail, and what could not be read of it."""

    fact: Away
    doubts: tuple[Doubt, ...] = ()


def says_away(message: Message) -> bool:
    """Whether the mail says, in its subject or text, that its sender is not there; told by a machine or not."""
    says = pattern("automatic", "away", "says").search(plain(message.text))
    return says is not None or _begins(message.subject, "subject_absent") or _holds(message.subject)


def is_note(message: Message, reader: Reader) -> bool:
    """An out-of-office note told by nothing but its words: the absence, and what only such notes add.

    A person who says "I'll be out of the office next week, but yes, let's meet Tuesday" answers, and is no note.
    """
    text, subject = plain(message.text), message.subject
    if message.invites or _greets(text, reader):
        return False
    if _begins(subject, "subject_begins") or _in_brackets(subject) or _put_before(subject):
        return True
    if pattern("automatic", "away", "answers").search(text) or "?" in text:
        return False
    if _begins(subject, "subject_absent") or (_holds(subject) and not _is_reply(subject)):
        return True
    said = pattern("automatic", "away", "says").search(text)
    if said is None or message.quoted or said.start() > 300:
        return False
    return _signed(text) or _says_nothing_else(text)


def read_note(message: Message, reader: Reader, sent: datetime) -> Note:
    """The note, with the day of return if one is told, else the last day away; a day already past is none."""
    text = plain(message.text)
    said = pattern("automatic", "away", "says").search(text)
    start, end = said.span() if said else (0, min(len(text), 80))
    chosen = _chosen(text, find_times(text, sent, reader.zone or sent.tzinfo or UTC, spoken(text)[0]), sent.date())
    if chosen is None:
        return Note(Away(evidence=Evidence("text", start, end, "away.note")))
    evidence = Evidence("text", min(start, chosen.mention.start), max(end, chosen.mention.end), "away.note")
    if chosen.mention.doubt:
        return Note(Away(evidence=evidence), (Doubt("away", chosen.mention.doubt, evidence),))
    return Note(Away(evidence=evidence, until=chosen.date))


def _chosen(text: str, mentions: tuple[TimeMention, ...], sent: date) -> _Day | None:
    """The first day of return, else the last day of the first absence told; a return comes after its absence."""
    days = [day for mention in mentions[:30] if (day := _day(text, mention, sent))]
    days = [day for day in days if not day.mention.doubt] or days
    away = [day for day in days if day.kind == "until"]
    away = [day for day in away if day.mention.start - away[0].mention.end < _REACH]
    last = max(away, key=lambda day: day.date, default=None)
    back = next((day for day in days if day.kind == "back" and (last is None or day.date > last.date)), None)
    return back or last


class _Day(Struct, frozen=True):
    kind: Literal["until", "back"]
    date: date
    mention: TimeMention


def _day(text: str, mention: TimeMention, sent: date) -> _Day | None:
    """What a day is, by the last such word before it in the same sentence; ranges count to their end (E3)."""
    before = text[max(0, mention.start - _REACH) : mention.start]
    before = re.split(r"[.!?]\s|\n\n", before)[-1]
    kind: Literal["until", "back"] | None = None
    if _leads("back", before):
        kind = "back"
    elif _leads("every_week", before):
        return None
    elif _is_range(mention) or (not _leads("since", before) and (_leads("until", before) or _leads("says", before))):
        kind = "until"
    if kind is None or mention.last_day < sent:
        return None
    return _Day(kind, mention.last_day, mention)


def _leads(key: str, before: str) -> bool:
    """Whether such a word leads up to the end of `before`, with nothing but small words and days between."""
    small = pattern("automatic", "away", "between")
    for match in pattern("automatic", "away", key).finditer(before):
        rest = small.sub(" ", before[match.end() :])
        if not re.search(r"\w", rest):
            return True
    return False


def _is_range(mention: TimeMention) -> bool:
    return mention.first_day != mention.last_day and not mention.doubt


def _begins(subject: str, key: str) -> bool:
    """A machine puts its words before the original subject, or leaves it at that; a person goes on speaking."""
    subject = plain(subject).lstrip("[( ")
    begins = pattern("automatic", "away", key).match(subject)
    return begins is not None and re.match(r"\s{0,3}(?:[:\])]|- |$)", subject[begins.end() :]) is not None


def _put_before(subject: str) -> bool:
    """ "Out of office Re: Thank you": the absence before the original subject, which nobody types."""
    subject = plain(subject)
    begins = pattern("automatic", "away", "subject_absent").match(subject)
    original = re.compile(r"\s?(?:[:-]\s?)?(?:re|fwd?|aw|wg)\s?:", re.IGNORECASE)
    return begins is not None and original.match(subject[begins.end() :]) is not None


def _in_brackets(subject: str) -> bool:
    found = pattern("automatic", "away", "subject_brackets").finditer(plain(subject))
    framed = {subject[max(0, match.start() - 1) : match.end() + 1] for match in found}
    return any(frame[0] in "([" and frame[-1] in ")]" for frame in framed)


def _holds(subject: str) -> bool:
    return pattern("automatic", "away", "subject_holds").search(plain(subject)) is not None


def _says_nothing_else(text: str) -> bool:
    """Hardly a word outside the sentences that tell of the absence and the return."""
    says, back = pattern("automatic", "away", "says"), pattern("automatic", "away", "back")
    others = [part for part in re.split(r"[.!](?:\s|$)|\n", text) if not says.search(part) and not back.search(part)]
    return sum(len(part.split()) for part in others) <= 8


def _is_reply(subject: str) -> bool:
    return re.search(r"(?:^|[\]\s])(?:re|aw|sv|antw)\s?:", subject[:80], re.IGNORECASE) is not None


def _signed(text: str) -> bool:
    """What only such notes add stands in it, and it is no long letter."""
    return len(text) < 1500 and pattern("automatic", "away", "signs").search(text) is not None


def _greets(text: str, reader: Reader) -> bool:
    """The reader's own name in the greeting: a machine does not know it."""
    greeting = pattern("automatic", "away", "greetings").match(text.lstrip())
    greeted = re.match(r"[^\W\d_]{2,30}", text.lstrip()[greeting.end() :].lstrip()) if greeting else None
    return greeted is not None and greeted[0].casefold() in reader.name.casefold().split()
