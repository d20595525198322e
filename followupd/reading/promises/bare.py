"""Days by which the user hears, told without a promising word: "Decision early next week", "Give us until Friday"."""

from __future__ import annotations

from datetime import date

from followupd.reading.promises.days import Told, as_told, last_of, opens, refused, takes_away
from followupd.reading.promises.sentence import SIGNS, Commitment, Sentence
from followupd.reading.times.item import Item

_NEAR = 6


def silent_day(sentence: Sentence, sent: date) -> Told | None:
    """ "If you do not hear from us by Friday": silence till then is said to be an answer."""
    if not any(item.day for item in sentence.items):
        return None
    for i in range(sentence.start, sentence.end):
        end = sentence.past("silence", i)
        near = (item for item in sentence.items if item.day and end <= item.i <= end + _NEAR)
        item = next(near, None) if end > i and not sentence.has("elsewhere") else None
        if item and not takes_away(sentence, item, end):
            return as_told(sentence, Commitment("silence", i, i, end), item, sent)
    return None


def bare_day(sentence: Sentence, sent: date) -> Told | None:
    """The day that is told with a noun, asked for, or put in the place of another one."""
    if not any(item.day for item in sentence.items) or refused(sentence, sentence.start):
        return None
    for item in sentence.items:
        told = _announced(sentence, item) or _patience(sentence, item) or _revised(sentence, item)
        if told and item.day and (told.rule == "time" or not takes_away(sentence, item, told.start)):
            told_in = Commitment(told.rule, told.start, told.start, told.end)
            return as_told(sentence, told_in, last_of(sentence, item), sent)
    return None


def _announced(sentence: Sentence, item: Item) -> Told | None:
    """ "Decision tomorrow.", "Expected decision date: 3 December", "so realistically Tuesday for an answer"."""
    if sentence.has("pleas") or refused(sentence, item.i):
        return None
    if not _ends(sentence, item.j):
        return _for_answer(sentence, item)
    for i in range(max(sentence.start, item.i - 2 * _NEAR), item.i):
        starts = i == sentence.start or sentence.word(i - 1) in SIGNS or sentence.behind("leads", i)
        end = max(sentence.past("announced", i) if starts else i, sentence.past("answer_nouns", i))
        if end > i and not sentence.behind("no", i) and item.i in (end, sentence.past("by", end)):
            return Told("announced", i, item.j)
    return None


def _for_answer(sentence: Sentence, item: Item) -> Told | None:
    end = sentence.past("time_for", item.j)
    if end == item.j or not opens(sentence, item.i) or not _ends(sentence, end):
        return None
    return Told("announced", item.i, end)


def _ends(sentence: Sentence, i: int) -> bool:
    """Whether a clause ends at i."""
    return i >= sentence.end or not sentence.word(i)[0].isalnum() or sentence.past("goes_on", i) > i


def _patience(sentence: Sentence, item: Item) -> Told | None:
    """ "Give us until Friday", "please bear with me a couple of days"."""
    start = item.i - 1 if sentence.behind("until_words", item.i) else item.i
    inside = sentence.past("patience", item.i)
    asked = sentence.behind("patience", start) or item.i < inside < item.j
    ends = _ends(sentence, item.j) or sentence.past("to_decide", item.j) > item.j
    return Told("time", start, item.j) if asked and ends else None


def _revised(sentence: Sentence, item: Item) -> Told | None:
    """ "I said you would hear by Friday. Please make that Tuesday", "we have not forgotten you; it will be Tuesday"."""
    at = next((i for i in range(max(sentence.start, item.i - 2), item.i + 1) if sentence.behind("revises", i)), None)
    if at is None or not _ends(sentence, item.j):
        return None
    say, tokens = sentence.say, sentence.page.tokens
    if say["waiting"].first_in(tokens, sentence.previous, item.i) is not None:
        return Told("revised", at, item.j)
    spoken = say["answering"].first_in(tokens, sentence.previous, item.i) is not None
    other = say["interviews"].first_in(tokens, sentence.previous, sentence.end) is not None
    return Told("revised", at, item.j) if spoken and not other else None
