"""Dates by their numbers: "Dec. 4th, 2026", "14-18 December", "12/5", "20.08.2025", "2026-11-10"."""

from __future__ import annotations

from msgspec.structs import replace

from followupd.reading.times.page import Page
from followupd.reading.times.parts import Parts, Read, abbreviation_end, is_clock, ordinal, stops

_YEARS = (1990, 2099)
_MOST_WEEKS = 5
_OPENING = frozenset({"(", ",", "-", "–", "—", ":", "*", "•", "|", ";", "[", '"', "“", "?", "!", "."})


def _year(page: Page, i: int) -> tuple[int | None, int]:
    at = i + 1 if page.tokens.word(i) == "," else i
    year = page.tokens.number(at, *_YEARS, (4,))
    if year is not None and page.tokens.word(at + 1) not in (":", "h"):
        return year, at + 1
    return None, i


def _to_day(page: Page, i: int, parts: Parts) -> tuple[int | None, int]:
    """The second of "14-18", "14th to 18th", "the 14th and 18th" after "between"."""
    after = page.past("to", i)
    if after == i or parts.replaced:
        return None, i
    found = ordinal(page, page.past("the", after))
    if found is None or (page.tokens.word(found[1]) in (":", "/", ".") and page.tokens.gap(found[1] + 1) == 0):
        return None, i
    if not found[2] and (page.tokens.find(page.words.half_days, found[1]) or page.is_in("clock_oclock", found[1])):
        return None, i
    return found[0], found[1]


def _month_first(page: Page, i: int, parts: Parts) -> Read:
    """ "December 4", "Dec. 4th, 2026", "December 14-18", "may 22nd"."""
    found, tokens_word = page.tokens.find(page.words.months, i), page.tokens.word(i)
    if found is None:
        return None
    j = page.past("the", abbreviation_end(page, found[1], page.tokens.word(i)))
    j = j + 1 if page.tokens.word(j) == "-" and page.tokens.gap(j) == 0 else j
    day = ordinal(page, j)
    if day is None or page.tokens.gap(j) > 2 or (not day[2] and is_clock(page, day[1])):
        return None
    if not day[2] and tokens_word in page.words.weak and not stops(page, day[1]):
        return None
    to_day, j = _to_day(page, day[1], parts)
    year, j = _year(page, j)
    return replace(parts, month=found[0], day=day[0], to_day=to_day, year=year), j


def _day_first(page: Page, i: int, parts: Parts) -> Read:
    """ "4 Dec", "the 4th of December, 2026", "14-18 December", "5. December"."""
    start = page.past("the", i)
    day = ordinal(page, start)
    if day is None:
        return None
    to_day, j = _to_day(page, day[1], parts)
    j = page.past("of", page.past("the", j))
    j = j + 1 if page.tokens.word(j) in (".", "-", "/") and page.tokens.gap(j) == 0 else j
    found = page.tokens.find(page.words.months, j)
    if found is None or page.tokens.gap(j) > 2:
        return None
    end = abbreviation_end(page, found[1], page.tokens.word(j))
    end = end + 1 if page.tokens.word(end) in ("-", "/") and page.tokens.gap(end) == 0 else end
    year, end = _year(page, end)
    return replace(parts, month=found[0], day=day[0], to_day=to_day, year=year), end


def read_named(page: Page, i: int, parts: Parts) -> Read:
    if parts.month is not None or parts.numeric:
        return None
    return _month_first(page, i, parts) or _day_first(page, i, parts)


def read_nth(page: Page, i: int, parts: Parts) -> Read:
    """ "the first Monday of June", "last Friday in May"."""
    if parts != Parts(replaced=parts.replaced):
        return None
    tokens, start = page.tokens, page.past("the", i)
    which, told = tokens.find(page.words.which, start), ordinal(page, start)
    nth, at = (-1, which[1]) if which and which[0] == "last" else told[:2] if told and told[2] else (0, start)
    weekday = tokens.find(page.words.weekdays, at) if nth in (-1, *range(1, _MOST_WEEKS + 1)) else None
    behind = page.past("on", weekday[1]) if weekday else i
    month = tokens.find(page.words.months, behind) if weekday and behind > weekday[1] else None
    if weekday is None or month is None:
        return None
    year, end = _year(page, month[1])
    return replace(parts, weekday=weekday[0], nth=nth, month=month[0], year=year), end


def _short_year(page: Page, i: int) -> int | None:
    year = page.tokens.number(i, *_YEARS, (4,))
    if year is None and (short := page.tokens.number(i, 0, 79, (2,))) is not None:
        year = 2000 + short
    return year


def _iso(page: Page, i: int, parts: Parts) -> Read:
    """ "2026-11-10" (ISO 8601) and "2026/11/10"."""
    tokens = page.tokens
    sign = tokens.word(i + 1)
    year, month, day = tokens.number(i, *_YEARS, (4,)), tokens.number(i + 2, 1, 12), tokens.number(i + 4, 1, 31)
    if sign not in ("-", "/", ".") or tokens.word(i + 3) != sign or year is None or month is None or day is None:
        return None
    return replace(parts, year=year, month=month, day=day), i + 6 if tokens.word(i + 5) == "t" else i + 5


def read_numeric(page: Page, i: int, parts: Parts) -> Read:
    """ "12/5", "12/5/2026", "20.08.2025", "5.12."; the order of the two is settled when all is read."""
    if parts.month is not None or parts.numeric or page.is_in("not_numbers", i):
        return None
    tokens = page.tokens
    if iso := _iso(page, i, parts):
        return iso
    a, sign, b = tokens.number(i, 1, 31), tokens.word(i + 1), tokens.number(i + 2, 1, 31)
    if a is None or b is None or sign not in ("/", ".", "-") or (a > 12 and b > 12) or _in_a_number(page, i):
        return None
    if sign == "." and b > 12:
        return None  # the day stands before a point: "tomorrow, 8.30" is a clock
    year = _short_year(page, i + 4) if tokens.word(i + 3) == sign else None
    if year is not None:
        return (replace(parts, numeric=(a, b), dotted=sign == ".", year=year), i + 5) if _ends(page, i + 5) else None
    if sign == "-" or (tokens.word(i + 3) == "/" or not _bare_numeric(page, i, sign, parts)):
        return None
    return replace(parts, numeric=(a, b), dotted=sign == "."), i + 4 if tokens.word(i + 3) == "." == sign else i + 3


def _in_a_number(page: Page, i: int) -> bool:
    """Whether the token before belongs to a longer number, a price or a version: "$4.12", "v1.2", "10/12/3"."""
    before = page.tokens.at(i - 1)
    glued = before is not None and page.tokens.gap(i) == 0 and before.text not in _OPENING | {"@"}
    return glued or page.behind("currency", i) or (page.tokens.word(i - 1) == "." and page.tokens.gap(i) == 0)


def _ends(page: Page, i: int) -> bool:
    """Whether a number is over at i: no further ".1" or "/2"."""
    glued = page.tokens.word(i) in (".", "/", "-") and page.tokens.gap(i) == 0 and page.tokens.gap(i + 1) == 0
    return not (glued and page.tokens.number(i + 1, 0, 9999, (1, 2, 3, 4)) is not None)


def _bare_numeric(page: Page, i: int, sign: str, parts: Parts) -> bool:
    """Whether a pair without a year is a date and no fraction: what stands before it tells."""
    tokens = page.tokens
    if not _ends(page, i + 3) or page.is_in("fraction_of", i + 3):
        return False
    if parts.weekday is not None or parts.relative is not None:
        return True
    if sign == ".":
        padded = len(tokens.word(i)) == len(tokens.word(i + 2)) == 2 and tokens.word(i + 3) == "."
        bracket = i + 4 if tokens.word(i + 3) in ("(", ",") else i + 3
        named = tokens.find(page.words.weekdays, bracket) is not None and tokens.gap(bracket) < 2
        led = page.behind("before_dotted", i) and tokens.word(i + 3) == "." and tokens.gap(i + 4) < 3
        return padded or named or led
    if not stops(page, i + 3):
        return False
    opens = tokens.word(i - 1) in _OPENING or tokens.gap(i) >= 2 or i == 0
    return opens or page.behind("before_date", i)
