"""Reckoning with days: weeks that begin on Monday, working weeks that end on Friday, and dates without a year.

Nothing here overflows: what would leave the calendar stays at its edge.
"""

from __future__ import annotations

from datetime import date, timedelta

_FRIDAY = 4
_LAST_MONTH = 31
_BACK = 31


def shift(day: date, days: int) -> date:
    """So many days on."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def a_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where there is none (30 February)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def weekday_after(day: date, weekday: int, *, same: bool = False) -> date:
    """The next such weekday after the day; `same`: the day itself counts."""
    ahead = (weekday - day.weekday()) % 7
    return shift(day, ahead if ahead or same else 7)


def monday(day: date, weeks: int = 0) -> date:
    """The Monday of the day's week, so many weeks on."""
    return shift(day, 7 * weeks - day.weekday())


def working_days_after(day: date, count: int) -> date:
    """So many days on, counting Monday to Friday only."""
    weeks, rest = divmod(min(count, 2000), 5)
    day = shift(day, 7 * weeks)
    if rest == 0 and day.weekday() > _FRIDAY:
        return shift(day, _FRIDAY - day.weekday())
    for _ in range(rest):
        day = shift(day, 1)
        while day.weekday() > _FRIDAY and day < date.max:
            day = shift(day, 1)
    return day


def months_on(day: date, months: int) -> date:
    """So many months on, on the same day or the month's last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if months > 0 else date.min
    return a_date(year, month + 1, day.day) or month_end(date(year, month + 1, 1))


def month_end(day: date) -> date:
    """The last day of the day's month."""
    first = day.replace(day=1)
    following = shift(first, _LAST_MONTH).replace(day=1)
    return shift(following, -1) if following > first else date.max


def nearest(month: int, day: int, sent: date) -> date | None:
    """A date without a year: the only one from a month before the mail on (a year ahead at most)."""
    for year in (sent.year - 1, sent.year, sent.year + 1, sent.year + 2, sent.year + 4):
        found = a_date(year, month, day) if date.min.year <= year <= date.max.year else None
        if found and found >= shift(sent, -_BACK):
            return found
    return None


def day_of_month(day: int, sent: date) -> date | None:
    """ "the 24th": the next one from the mail's day on."""
    start = sent.replace(day=1)
    for months in range(4):
        month = months_on(start, months)
        found = a_date(month.year, month.month, day)
        if found and found >= sent:
            return found
    return None
