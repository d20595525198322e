"""Clocks with a point, "9.30": only where no price, no version and no section is meant."""

from __future__ import annotations

from followupd.reading.times.beside import behind_date, follows_day
from followupd.reading.times.page import Page

_MONTHS = 12


def is_range(page: Page, i: int) -> bool:
    """ "9.30-10.15", "between 9.30 and 4.30": at the whole five minutes of a day; no range of sections."""
    first = _dotted(page, i) and _dotted(page, i + 4, 1) and _reaches(page, i)
    return first or (_dotted(page, i, 1) and _dotted(page, i - 4) and _reaches(page, i - 4))


def _reaches(page: Page, i: int) -> bool:
    """Whether the clock at i is the first of a range: "9.30 to", "between 9.30 and"."""
    between = page.behind("between", i) and page.past("or", i + 3) == i + 4
    return between or page.past("to", i + 3) == i + 4


def is_alone(page: Page, i: int) -> bool:
    """ "arrive for 8.45", "the 11.30 is free", and a row: "8.45 welcome and tour"; no price, no number of a section."""
    goes_on = follows_day(page, i) or _beside_day(page, i)
    if not _dotted(page, i, 1 if goes_on else 7):
        return False
    if _is_choice(page, i):
        return True
    length = page.is_in("not_clock_after", i + 3) and not (goes_on and page.is_in("clock_hours", i + 3))
    if goes_on_as_number(page, i + 3) or length:
        return False
    if _is_padded(page, i) or (page.tokens.word(i - 1) == "(" and page.tokens.word(i + 3) == ")"):
        return True
    row = page.tokens.gap(i) >= 2 and (page.tokens.gap(i + 3) >= 2 or page.tokens.word(i + 3).isalpha())
    return row or goes_on or page.behind("before_dotted_clock", i) or page.is_in("after_dotted_clock", i + 3)


def _is_choice(page: Page, i: int) -> bool:
    """ "10.20 or 11.40": two of them, at the whole five minutes, and no price."""
    after, before = page.past("or", i + 3), page.behind("or", i)
    first = after > i + 3 and _dotted(page, after, 1) and not page.is_in("not_clock_after", after + 3)
    second = before and any(_dotted(page, i - n, 7) for n in (4, 5)) and not page.is_in("not_clock_after", i + 3)
    return (first or second) and not page.behind("currency", i)


def _beside_day(page: Page, i: int) -> bool:
    """ "Thursday 4.30", "30 March 12.30", "14.00 on Tuesday", "4.30 tomorrow"; "Thursday 4.10" may be a date."""
    words, tokens = page.words, page.tokens
    if behind_date(page, i):
        return True
    minutes, end = tokens.number(i + 2, 0, 59, (2,)), i + 4 if tokens.word(i + 3) == "," else i + 3
    after = page.past("on", end)
    if minutes is None or 0 < minutes <= _MONTHS:
        return False
    short = tokens.word(i - 1) == "." and tokens.gap(i - 1) == 0  # "Mon. 2.45"
    at = i - 1 if short or page.behind("before_about", i) else i
    before = tokens.gap(i) < 2 and (tokens.behind(words.weekdays, at) or tokens.behind(words.relative, at))
    day = tokens.find(words.weekdays, after) or tokens.find(words.relative, after)
    return before or (tokens.gap(i + 3) < 2 and day is not None)


def _is_padded(page: Page, i: int) -> bool:
    """ "09.30", "08.00": no price is written so, and no day of a month."""
    minutes = page.tokens.number(i + 2, 0, 59, (2,))
    return page.tokens.word(i)[0] == "0" and minutes is not None and not 0 < minutes <= _MONTHS


def _dotted(page: Page, i: int, low: int = 7) -> bool:
    hour, minutes = page.tokens.number(i, low, 20), page.tokens.number(i + 2, 0, 59, (2,))
    return hour is not None and page.tokens.word(i + 1) == "." and minutes is not None and minutes % 5 == 0


def goes_on_as_number(page: Page, i: int) -> bool:
    sign, tokens = page.tokens.word(i), page.tokens
    point = sign == "." and tokens.gap(i + 1) == 0 and tokens.number(i + 1, 0, 9999) is not None
    return point or sign in ("%", "k", "m")
