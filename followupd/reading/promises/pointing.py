"""Days that a promise only points to: "the day after", "that afternoon", "on the Friday", "after which I will call"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from msgspec.structs import replace

from followupd.reading.promises.sentence import Commitment, Sentence
from followupd.reading.times.item import Item
from followupd.reading.times.meaning import Day
from followupd.reading.times.reckoning import monday, shift, weekday_after

_NEAR = 6
_WEDNESDAY, _FRIDAY = 2, 4

#: the phrases of a list → the day they point to, from the one named before
_STEPS: dict[str, Callable[[date], date]] = {
    "same_day": lambda day: day,
    "next_day": lambda day: shift(day, 1),
    "same_week": lambda day: max(day, shift(monday(day), _FRIDAY)),
    "next_week_early": lambda day: shift(monday(day, 1), _WEDNESDAY),
    "next_week": lambda day: shift(monday(day, 1), _FRIDAY),
}


def named_before(sentence: Sentence, i: int) -> Item | None:
    """The day named last before i, in this sentence or the one before."""
    here = [item for item in sentence.items if item.day and item.j <= i]
    named = here or [item for item in sentence.earlier if item.day]
    return named[-1] if named and named[-1].day and not named[-1].day.doubt else None


def pointed_day(sentence: Sentence, commitment: Commitment) -> Item | None:
    """The day that a promise points to, if it does: behind its act, or right before its subject."""
    for i in range(sentence.start, sentence.end):
        item = _pointer(sentence, i) or _weekday(sentence, i)
        if item and _belongs(sentence, commitment, item):
            return item
    return None


def _pointer(sentence: Sentence, i: int) -> Item | None:
    for name, step in _STEPS.items():
        end = sentence.past(name, i)
        if end > i and sentence.past("not_pointers", end) == end:
            base = named_before(sentence, i)
            return _stepped(base, i, end, step) if base else None
    return _day_end(sentence, i)


def _day_end(sentence: Sentence, i: int) -> Item | None:
    """ "I talk to the team tomorrow and write to you by the end of the day": the end of the day that was named."""
    end, base = sentence.past("day_end", i), named_before(sentence, i)
    own = next((item for item in sentence.items if i <= item.i < end == item.j), None)
    later = own and own.day and base in sentence.items and base and base.day and base.day.last > own.day.last
    return _stepped(base, i, end, _STEPS["same_day"]) if base and later else None


def _weekday(sentence: Sentence, i: int) -> Item | None:
    """ "they meet on Thursday 19th, and I will call on the Friday"."""
    end = sentence.past("pointing", i)
    item = next((item for item in sentence.items if item.i == end > i), None)
    base = named_before(sentence, i)
    if item is None or base is None or item.parts is None or item.parts.day or item.parts.weekday is None:
        return None
    weekday = item.parts.weekday
    return _stepped(base, i, item.j, lambda day: weekday_after(day, weekday, same=True))


def _stepped(base: Item, i: int, end: int, step: Callable[[date], date]) -> Item | None:
    if base.day is None:
        return None
    last = step(base.day.last)
    return replace(base, i=i, j=end, parts=None, clock=None, day=Day(last, last))


def _belongs(sentence: Sentence, commitment: Commitment, item: Item) -> bool:
    """Whether no other day, and nothing that ends a promise, stands between the two."""
    behind = item.i >= commitment.end
    first, last = (commitment.end, item.i) if behind else (item.j, commitment.modal)
    between = any(one.day and first <= one.i and one.j <= last for one in sentence.items)
    return last >= first and not between and not sentence.has("breaks", first, last) and (
        behind or last - first <= _NEAR
    )


def following_day(sentence: Sentence, commitment: Commitment) -> Item | None:
    """ "The committee meets Friday and I will call you after", "…, after which I will call": the day named before."""
    days = [item for item in sentence.items if item.day and item.j <= commitment.modal]
    if sentence.past("after_act", commitment.end) > commitment.end:
        return days[-1] if days else _day_told_before(sentence)
    which = next((i for i in range(sentence.start, commitment.modal) if sentence.past("after_which", i) > i), None)
    base = named_before(sentence, which) if which is not None else None
    if base is None or base.day is None or not base.day.one or sentence.has("reader", None, which):
        return None  # "you meet the team on Friday, after which": nobody decides on Friday
    return base if base in sentence.items or which == sentence.start else None


def _day_told_before(sentence: Sentence) -> Item | None:
    """ "He signs on Thursday. I'll confirm to you then." - but not the day of an interview."""
    base = named_before(sentence, sentence.start)
    other = any(sentence.has(name, sentence.previous, sentence.start) for name in ("interviews", "asks_reader"))
    return base if base and base.day and base.day.one and not other else None


def that_time(sentence: Sentence, commitment: Commitment) -> Item | None:
    """ "within that time frame": the range named before, in this sentence or the last."""
    days = [item for item in sentence.earlier + sentence.items if item.day and (
        item not in sentence.items or item.j <= commitment.modal
    )]
    return days[-1] if days and sentence.has("that_time", commitment.act) else None
