"""The days of a mail, one after the other: what each means after those before it, and ranges of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from followupd.reading.times.item import Item
from followupd.reading.times.meaning import NO_SUCH_DAY, Day, meaning
from followupd.reading.times.page import Page
from followupd.reading.times.parts import Parts
from followupd.reading.times.reckoning import shift, weekday_after

_BESIDE = 3
_FAR = 99
#: words from a word of moving to what is moved
_MOVED = 6
_STOPS = frozenset({".", "!", "?", ";"})
_WEEK = 6
#: so many sentences on, a weekday is still the one that was dated
_NEARBY = 3
_ANYWHERE = 1_000_000


def reckon(
    page: Page, items: list[Item], sent: date, month_first: bool | None, dates: Sequence[date]
) -> list[Item]:
    """The items with their days. `dates`: those that the mail answers to."""
    before, result, end = None, [], -_FAR
    named = [(day, _ANYWHERE) for day in dates]
    for item in items:
        day = meaning(item.parts, sent, month_first, before) if item.parts else item.day
        if day and item.parts == Parts(weekday=day.first.weekday()):
            day = _named(day, item.sentence, named, sent)
        elif day and not day.doubt and (not day.relative or not day.one):
            # "next week" counts in its own sentence only
            weekday = item.parts is not None and item.parts.weekday is not None and not day.relative
            where = _ANYWHERE if weekday else item.sentence - (_NEARBY if day.relative else 0)
            named += [(one, where) for one in _each(day)]
        if day and before and item.parts and item.i - end <= _BESIDE and _goes_on(page, end, item):
            day = _after(day, item.parts, before)
        before = day.last if day and not day.doubt else before
        result.append(replace(item, day=day))
        end = item.j
    return result


def _each(day: Day) -> list[date]:
    """The days of a range, of a week at most."""
    return [shift(day.first, n) for n in range(min((day.last - day.first).days, _WEEK) + 1)]


def _named(day: Day, sentence: int, named: Sequence[tuple[date, int]], sent: date) -> Day:
    """Of a bare weekday the one that is dated nearby: "we meet on 2 and 3 February; free are Tuesday at 9 and 11"."""
    for one, where in reversed(named):
        if one.weekday() == day.first.weekday() and one > sent and sentence - where <= _NEARBY:
            return replace(day, first=one, last=one)
    return day


def _goes_on(page: Page, i: int, item: Item) -> bool:
    """Whether a day goes on with a list of days whose last word ends at i: "Monday at 3 or Wednesday"."""
    return page.tokens.gap(item.i) > 1 or any(
        page.tokens.word(n) in (",", ";", "/") or page.is_in("or", n) or page.is_in("otherwise", n)
        for n in range(i, item.i)
    )


def _after(day: Day, parts: Parts, before: date) -> Day:
    """A list names its weekdays in order: written on a Tuesday, "Monday or Wednesday" are both of the next week."""
    bare = parts == Parts(weekday=parts.weekday, until=parts.until)
    later = bare and day.one and day.first < before and before.weekday() < day.first.weekday()
    moved = shift(day.first, 7)
    return replace(day, first=moved, last=moved) if later and moved > before else day


def _from_to(first: Day, last: Day) -> Day:
    """From one day to another; of two weekdays the second is the next one after the first."""
    end = last.last
    if end < first.first and first.relative and last.relative:
        end = weekday_after(first.first, end.weekday())
    doubt = first.doubt or last.doubt or (NO_SUCH_DAY if end < first.first else "")
    return Day(first.first, max(end, first.first), doubt, first.relative or last.relative, one=False)


def _moves(page: Page, item: Item) -> bool:
    """ "Can we push our Thursday to Friday": from a day to another, and no days between."""
    near = range(item.i - 1, max(item.i - _MOVED, 0) - 1, -1)
    stop = next((n for n in near if page.tokens.word(n) in _STOPS), 0)
    return any(page.is_in("moves", n) for n in near if n > stop)


def ranges(page: Page, items: list[Item]) -> list[Item]:
    """ "Nov 30 - Dec 2", "Monday to Wednesday", "between Monday and Thursday": one range of days."""
    result: list[Item] = []
    for item in items:
        last = result[-1] if result else None
        if last and last.day and item.day and last.parts and item.parts and last.day.one:
            word_end = page.past("to", last.j)
            between = page.behind("between", last.i) and page.is_in("or", last.j)
            told = not last.parts.replaced and not _moves(page, last) and (word_end > last.j or between)
            if told and item.i <= last.j + 2:
                merged = _from_to(last.day, item.day)
                result[-1] = replace(last, j=item.j, day=merged, parts=None)
                continue
        result.append(item)
    return result
