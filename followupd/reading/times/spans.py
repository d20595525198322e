"""Ranges of days: "early next week", "the end of the month", "within 5 business days", "the week of the 16th".

ETIQUETTE E3's conventions: a week ends on its Friday, an early one on its Wednesday; "a few days" are seven,
"a few weeks" twenty-eight.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from followupd.reading.times.days import read_parts
from followupd.reading.times.meaning import Day, meaning
from followupd.reading.times.page import Page
from followupd.reading.times.reckoning import monday, month_end, months_on, nearest, shift, working_days_after

Found = tuple[Day, int] | None
#: the part of a week, a month or a year → its first and last weekday, day (0: the month's last) or month
_WEEK = {"": (0, 4), "early": (0, 2), "mid": (1, 3), "late": (3, 4), "first_half": (0, 2), "second_half": (2, 4)}
_MONTH = {
    "": (1, 0), "early": (1, 10), "mid": (10, 20), "late": (21, 0), "first_half": (1, 15), "second_half": (16, 0),
    "first_week": (1, 7), "second_week": (8, 14), "third_week": (15, 21), "first_days": (1, 7),
}
_YEAR = {"": (1, 12), "early": (1, 3), "mid": (5, 8), "late": (12, 12), "first_half": (1, 6), "second_half": (7, 12)}
_SATURDAY = 5


def _between(sent: date, first: date, last: date) -> Day:
    """From the mail's day at the earliest."""
    return Day(max(first, sent) if last >= sent else first, last, relative=True, one=False)


def _week(sent: date, ahead: int, part: str) -> Day | None:
    if part not in _WEEK:
        return None
    first, last = _WEEK[part]
    weekend = 1 if ahead == 0 and sent.weekday() >= _SATURDAY else 0
    start = monday(sent, ahead + weekend)
    return _between(sent, shift(start, first), shift(start, last))


def _month(sent: date, start: date, part: str) -> Day | None:
    if part not in _MONTH:
        return None
    first, last = _MONTH[part]
    end = start.replace(day=last) if last else month_end(start)
    return _between(sent, start.replace(day=first), end)


def _year(sent: date, ahead: int, part: str) -> Day | None:
    year = min(sent.year + ahead, date.max.year)
    if part not in _YEAR:
        return None
    first, last = _YEAR[part]
    return _between(sent, date(year, first, 1), month_end(date(year, last, 1)))


def _part(page: Page, i: int) -> tuple[str, int]:
    found = page.tokens.find(page.words.parts, i)
    j = found[1] if found else i
    return (found[0] if found else ""), j + 1 if found and page.tokens.word(j) == "-" else j


def _period(page: Page, i: int, sent: date) -> Found:
    """ "this week", "early next week", "the end of the month", "mid December"."""
    part, j = _part(page, i)
    found = page.tokens.find(page.words.periods, j)
    if found is None or (not part and page.past("bare_periods", j) == found[1]):
        return _named_month(page, i, sent)
    (unit, ahead), end = found
    if unit == "week":
        day = _week(sent, ahead, part)
    elif unit == "weekend":
        saturday = shift(monday(sent, ahead), _SATURDAY)
        day = _between(sent, saturday, shift(saturday, 1))
    elif unit == "month":
        day = _month(sent, months_on(sent.replace(day=1), ahead), part)
    else:
        day = _year(sent, ahead, part)
    return (day, end) if day else None


def _named_month(page: Page, i: int, sent: date) -> Found:
    """ "mid December", "in January": a month without a day."""
    part, j = _part(page, i)
    found = page.tokens.find(page.words.months, j)
    if found is None or (not part and not page.behind("on", i)) or page.tokens.number(found[1], 1, 31) is not None:
        return None
    month, end = found
    token = page.tokens.at(j)
    if token is None or (token.text in page.words.weak and not token.capital):
        return None
    year = page.tokens.number(end, 1990, 2099, (4,))
    # a month that is running is meant as this one
    start = date(year, month, 1) if year else sent.replace(day=1) if month == sent.month else nearest(month, 1, sent)
    day = _month(sent, start, part) if start else None
    return (day, end + 1 if year else end) if day else None


def _week_of(page: Page, i: int, sent: date) -> Found:
    """ "the week of the 16th", "week commencing 14 December"."""
    part, j = _part(page, i)
    found = page.tokens.find(page.words.sets["week_of"], j)
    read = read_parts(page, page.past("the", found[1])) or read_parts(page, found[1]) if found else None
    day = meaning(read[0], sent, None) if read else None
    if read is None or day is None:
        return None
    if day.doubt:
        return Day(day.first, day.last, day.doubt, one=False), read[1]
    first, last = _WEEK.get(part, _WEEK[""])
    start = monday(day.first)
    return Day(shift(start, first), shift(start, last), one=False), read[1]


def _ahead(sent: date, unit: str, count: int) -> date:
    """So many units after the mail's day."""
    reckon: dict[str, Callable[[], date]] = {
        "minute": lambda: sent,
        "hour": lambda: shift(sent, (count + 23) // 24),
        "day": lambda: shift(sent, count),
        "week": lambda: shift(sent, 7 * count),
        "fortnight": lambda: shift(sent, 14 * count),
        "month": lambda: months_on(sent, count),
        "business_day": lambda: working_days_after(sent, count),
        # eight hours are a working day, but "48 business hours" are said for two days
        "business_hour": lambda: working_days_after(sent, (count + 23) // 24),
    }
    return reckon[unit]()


def read_count(page: Page, i: int) -> tuple[int, str, int] | None:
    """ "5 business days", "two to three weeks", "a week or two", "ten (10) days": the most, the unit, and the end."""
    count = page.count_word(i) or page.tokens.find(page.words.counts, i)
    if count is None or (page.tokens.gap(i) == 0 and page.tokens.word(i - 1) in (".", ",", "$", "€", "£")):
        return None
    most, j = count
    if page.tokens.word(j) == "(" and page.tokens.number(j + 1, 0, 999, (1, 2, 3)) is not None:
        j = j + 3 if page.tokens.word(j + 2) == ")" else j
    more = page.count_word(page.past("or", page.past("to", j)) if page.tokens.word(j) != "/" else j + 1)
    if more and more[1] > j + 1:
        most, j = max(more[0], most), more[1]
    j = j + 1 if page.tokens.word(j) == "-" else j
    unit = page.tokens.find(page.words.units, j)
    if unit is None:
        return None
    or_more = page.count_word(page.past("or", unit[1])) if page.is_in("or", unit[1]) else None
    if or_more and not page.tokens.find(page.words.months, or_more[1]):
        return max(most, or_more[0]), unit[0], page.tokens.skip(page.words.units, or_more[1])
    return (page.words.vague.get(unit[0], 0) if most < 0 else most), unit[0], unit[1]


def _count(page: Page, i: int, sent: date) -> Found:
    """A number of days that runs from now: "within two weeks", "the next few days", "a week from now"."""
    before = page.past("count_before", i)
    ahead = page.past("ahead", before)
    found = _plural(page, before, ahead) or read_count(page, ahead) or _single(page, i, before, ahead)
    found = found or read_count(page, before)
    if found is None or found[1] == "minute":
        return None
    count, unit, j = found
    end = page.past("count_after", j)
    if ahead == i and end == j and not page.is_in("count_from", end):
        return None
    last = _ahead(sent, unit, count)
    # five working days may be seven, wherever they begin
    elapsed = count + 2 * -(-count // 5) if unit == "business_day" else (last - sent).days
    return Day(sent, last, relative=True, one=False, elapsed=elapsed), end


def _plural(page: Page, before: int, ahead: int) -> tuple[int, str, int] | None:
    """ "the coming weeks": an uncertain number of them."""
    unit = page.tokens.find(page.words.plural, ahead) if ahead > before else None
    return (page.words.vague[unit[0]], unit[0], unit[1]) if unit else None


def _is_named(page: Page, i: int) -> bool:
    """Whether a week at i is one that is told: "(in) the week of the 7th", "(in) the week after next"."""
    period = page.tokens.find(page.words.periods, i)
    bare = period is not None and page.past("bare_periods", i) == period[1]
    return page.is_in("week_of", i) or (period is not None and not bare)


def _single(page: Page, i: int, before: int, ahead: int) -> tuple[int, str, int] | None:
    """ "within the week", "in the next week or two"."""
    the = page.past("the", ahead)
    if (before == i and not page.is_in("the", i)) or the == before:
        return None
    unit = page.tokens.find(page.words.units, the)
    if unit is None or unit[0] in ("minute", "hour", "business_hour") or _is_named(page, ahead):
        return None
    more = page.count_word(page.past("or", unit[1])) if page.is_in("or", unit[1]) else None
    return (more[0], unit[0], more[1]) if more else (1, unit[0], unit[1])


def _feast(page: Page, i: int, sent: date) -> Found:
    """ "before Christmas", "by the New Year": until the day that is told of it."""
    found = page.tokens.find(page.words.feasts, i)
    last = nearest(*found[0], sent) if found else None
    return (_between(sent, sent, last), found[1]) if found and last and last >= sent else None


_RULES: tuple[Callable[[Page, int, date], Found], ...] = (_week_of, _feast, _period, _count)


def read_span(page: Page, i: int, sent: date) -> Found:
    """The longest range of days at i, and the position behind it."""
    found = [one for rule in _RULES if (one := rule(page, i, sent))]
    return max(found, key=lambda one: one[1], default=None)
