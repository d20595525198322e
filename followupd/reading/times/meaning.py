"""What a written day means: reckoned from the mail's own day, with what speaks against it as a doubt."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from followupd.reading.times.parts import Parts
from followupd.reading.times.reckoning import (
    a_date,
    day_of_month,
    monday,
    nearest,
    shift,
    weekday_after,
)

_FAR = 183
_SOON = 75

DISAGREE = "the weekday and the date disagree"
ORDER = "day and month could be either way round"
NO_SUCH_DAY = "there is no such day"
RECURRING = "a day that comes again and again"
REPLACED = "another time has taken its place"
FOLLOWING = "following what?"
FAR = "far away, and no year is told"


class Day(Struct, frozen=True):
    """The days that are meant, both included. `relative`: counted from the mail's day. `one`: a day, not a range.

    `elapsed`: of a count of days, how many there are from any day on, at most.
    """

    first: date
    last: date
    doubt: str = ""
    relative: bool = False
    one: bool = True
    elapsed: int = 0


def _doubtful(sent: date, why: str) -> Day:
    return Day(sent, sent, why)


def _weekday(parts: Parts, weekday: int, sent: date, before: date | None) -> Day:
    if parts.week is not None:
        day = shift(monday(sent, parts.week), weekday)
    elif parts.which == "next":
        day = shift(monday(sent, 1), weekday)
    elif parts.which == "last":
        day = shift(weekday_after(sent, weekday), -7)
    elif parts.which in ("following", "preceding"):
        if before is None or parts.which == "preceding":
            return replace(_doubtful(sent, FOLLOWING), relative=True)
        day = weekday_after(before, weekday)
    else:
        today = parts.which == "this" or (parts.until and parts.which == "" and parts.weeks_more is None)
        day = weekday_after(sent, weekday, same=today)
    day = shift(day, 7 * (parts.weeks_more or 0))
    return Day(day, day, relative=True)


def _orders(parts: Parts, month_first: bool | None, sent: date) -> list[tuple[int, int]]:
    """The (month, day) pairs that two numbers may mean, after what the mail tells of their order."""
    assert parts.numeric is not None
    a, b = parts.numeric
    pairs = [(a, b), (b, a)] if a != b else [(a, b)]
    pairs = [(month, day) for month, day in pairs if month <= 12 and _with_year(parts, month, day, sent)]
    if parts.weekday is not None:
        agreeing = [pair for pair in pairs if _agrees(parts, _with_year(parts, *pair, sent))]
        pairs = agreeing or pairs
    if len(pairs) < 2:
        return pairs
    if parts.dotted or month_first is not None:
        wanted = (a, b) if month_first and not parts.dotted else (b, a)
        return [pair for pair in pairs if pair == wanted]
    soon = [pair for pair in pairs if (day := _with_year(parts, *pair, sent)) and 0 <= (day - sent).days <= _SOON]
    late = [pair for pair in pairs if (day := _with_year(parts, *pair, sent)) and abs((day - sent).days) > 2 * _SOON]
    return soon if len(soon) == len(late) == 1 else pairs


def _with_year(parts: Parts, month: int, day: int, sent: date) -> date | None:
    return a_date(parts.year, month, day) if parts.year else nearest(month, day, sent)


def _agrees(parts: Parts, day: date | None) -> bool:
    return day is not None and (parts.weekday is None or day.weekday() == parts.weekday)


def _dated(parts: Parts, month: int, day: int, sent: date) -> Day:
    found = _with_year(parts, month, day, sent)
    if found is None:
        return _doubtful(sent, NO_SUCH_DAY)
    last = _with_year(parts, month, parts.to_day, sent) if parts.to_day else found
    if last is None or last < found:
        return Day(found, found, NO_SUCH_DAY)
    doubt = "" if _agrees(parts, found) or parts.to_day else DISAGREE
    if not doubt and not parts.year and parts.weekday is None and abs((found - sent).days) > _FAR:
        doubt = FAR
    return Day(found, last, doubt, one=last == found)


def _alone(parts: Parts, day: int, sent: date) -> Day:
    """A day of the month without a month; with a weekday the one that fits, soon."""
    if parts.weekday is None:
        found = day_of_month(day, sent)
        return Day(found, found) if found else _doubtful(sent, NO_SUCH_DAY)
    for ahead in range(-7, _SOON):
        found = shift(sent, ahead)
        if found.day == day and found.weekday() == parts.weekday:
            return Day(found, found)
    return _doubtful(sent, DISAGREE)


def _nth(parts: Parts, sent: date) -> Day:
    """Of a month's Mondays the first, or the last, of the year nearest to the mail."""
    assert parts.nth is not None and parts.month is not None and parts.weekday is not None
    first = _with_year(parts, parts.month, 1, sent)
    of_first = weekday_after(first, parts.weekday, same=True) if first else sent
    days = [day for n in range(5) if (day := shift(of_first, 7 * n)).month == parts.month]
    if first is None or parts.nth > len(days):
        return _doubtful(sent, NO_SUCH_DAY)
    found = days[parts.nth - 1 if parts.nth > 0 else -1]
    return Day(found, found)


def _explicit(parts: Parts, sent: date, month_first: bool | None) -> Day | None:
    """The day by its numbers, if it has any."""
    if parts.nth is not None:
        return _nth(parts, sent)
    if parts.numeric:
        pairs = _orders(parts, month_first, sent)
        if len(pairs) != 1:
            return _doubtful(sent, ORDER if pairs else NO_SUCH_DAY)
        return _dated(parts, *pairs[0], sent)
    if parts.month and parts.day:
        return _dated(parts, parts.month, parts.day, sent)
    return _alone(parts, parts.day, sent) if parts.day else None


def _reckoned(parts: Parts, sent: date, before: date | None) -> Day | None:
    """The day by the words that count from the mail's day, if it has any."""
    if parts.relative is not None:
        day = shift(sent, parts.relative)
        return Day(day, day, relative=True, doubt="" if _agrees(parts, day) else DISAGREE)
    return _weekday(parts, parts.weekday, sent, before) if parts.weekday is not None else None


def meaning(parts: Parts, sent: date, month_first: bool | None, before: date | None = None) -> Day | None:
    """The day that is meant. `before`: the day named last, for "the following Monday"."""
    if parts.recurring:
        return _doubtful(sent, RECURRING)
    day = _meaning(parts, sent, month_first, before)
    return replace(day, doubt=REPLACED) if day and parts.replaced and not day.doubt else day


def _meaning(parts: Parts, sent: date, month_first: bool | None, before: date | None) -> Day | None:
    explicit, reckoned = _explicit(parts, sent, month_first), _reckoned(parts, sent, before)
    if explicit is None or reckoned is None:
        return explicit or reckoned
    if explicit.doubt:
        return explicit
    counted = parts.relative is not None or parts.which in ("next", "last") or parts.week is not None
    near = abs((explicit.first - reckoned.first).days)
    if counted and near and (parts.relative is not None or near % 7 or near > 7):
        return replace(explicit, doubt=DISAGREE)
    return explicit
