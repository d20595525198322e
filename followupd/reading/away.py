"""Out-of-office notes: whether a text is one, and until when (ETIQUETTE E5)."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from followupd.mail.message import Message
from followupd.reading.facts import Away, Doubt, Evidence, Reader
from followupd.reading.words import pattern, plain

if TYPE_CHECKING:
    from followupd.reading.times import TimeMention

#: how far before a day the word stands that says what the day is
_REACH = 60
_GREETING = re.compile(r"\s{0,5}(?:hi|hey|hello|dear)\s{1,3}([^\W\d_]{2,30})", re.IGNORECASE)


class Note(Struct, frozen=True):
    """The out-of-office note in a mail, and what could not be read of it."""

    fact: Away
    doubts: tuple[Doubt, ...] = ()


def says_away(message: Message) -> bool:
    """Whether the mail says, in its subject or text, that its sender is not there; told by a machine or not."""
    return bool(
        _subject_says(message.subject) or pattern("automatic", "away", "says").search(plain(message.text))
    )


def is_note(message: Message, reader: Reader) -> bool:
    """An out-of-office note told by nothing but its words: the absence, and what only such notes add.

    A person who says "I'll be out of the office next week, but yes, let's meet Tuesday" answers, and is no note.
    """
    text, subject = plain(message.text), message.subject
    if pattern("automatic", "away", "answers").search(text) or _greets(text, reader) or message.invites:
        return False
    said = pattern("automatic", "away", "says").search(text)
    if _subject_says(subject):
        return bool(said) or not text.strip() or not _is_reply(subject)
    return said is not None and said.start() < 300 and len(text) < 1500 and _signed(text)


def read_note(message: Message, reader: Reader, sent: datetime) -> Note:
    """The note, with the day of return if one is told, else the last day away; a day already past is none."""
    from followupd.reading.times import find_times

    text = plain(message.text)
    said = pattern("automatic", "away", "says").search(text)
    start, end = said.span() if said else (0, min(len(text), 80))
    days = [day for mention in find_times(text, sent, reader.zone) if (day := _day(text, mention, sent.date()))]
    chosen = next((d for d in days if d.kind == "back"), None) or next((d for d in days if d.kind == "until"), None)
    if chosen is None:
        return Note(Away(evidence=Evidence("text", start, end, "away.note")))
    evidence = Evidence("text", min(start, chosen.mention.span[0]), max(end, chosen.mention.span[1]), "away.note")
    if chosen.mention.doubt:
        return Note(Away(evidence=evidence), (Doubt("away", chosen.mention.doubt, evidence),))
    return Note(Away(evidence=evidence, until=chosen.date, returns=chosen.kind == "back"))


class _Day(Struct, frozen=True):
    kind: Literal["until", "back"]
    date: date
    mention: TimeMention


def _day(text: str, mention: TimeMention, sent: date) -> _Day | None:
    """What a day is, by the last such word before it in the same sentence; ranges count to their end (E3)."""
    before = text[max(0, mention.span[0] - _REACH) : mention.span[0]]
    before = re.split(r"[.!?]\s|\n\n", before)[-1]
    kind: Literal["until", "back"] | None = None
    if _leads("back", before):
        kind = "back"
    elif _leads("until", before) or mention.first_day != mention.last_day:
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


def _subject_says(subject: str) -> bool:
    subject = plain(subject).strip()
    begins = pattern("automatic", "away", "subject_begins").match(subject.lstrip("[( "))
    # a machine puts its words before the original subject, or leaves it at that; a person goes on speaking
    told = begins is not None and re.match(r"\s{0,3}(?:[:\])-]|$|re\b)", subject.lstrip("[( ")[begins.end() :], re.I)
    return bool(told or pattern("automatic", "away", "subject_holds").search(subject))


def _is_reply(subject: str) -> bool:
    return re.search(r"(?:^|[\]\s])(?:re|aw|sv|antw)\s?:", subject[:80], re.IGNORECASE) is not None


def _signed(text: str) -> bool:
    return pattern("automatic", "away", "signs").search(text) is not None


def _greets(text: str, reader: Reader) -> bool:
    """The reader's own name in the greeting: a machine does not know it."""
    greeted = _GREETING.match(text)
    return greeted is not None and greeted[1].casefold() in reader.name.casefold().split()
