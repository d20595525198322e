"""Whether a number stands beside a day, and so may be an hour: "Thursday at 10", "30 March 12.30", "8 on Friday"."""

from __future__ import annotations

from followupd.reading.times.page import Page


def ends_day(page: Page, i: int) -> bool:
    """Whether a day ends before i: "Thursday", "tomorrow evening", "the 20th", "Mon (2nd)", "30 March"."""
    words, tokens = page.words, page.tokens
    if tokens.gap(i) >= 2:
        return False
    named = tokens.behind(words.weekdays, i) or tokens.behind(words.relative, i) or tokens.behind(words.day_parts, i)
    return named or behind_date(page, i)


def on_day(page: Page, i: int) -> tuple[int, int] | None:
    """The weekday, the day of the month, or the day counted from today, at i or behind "on"."""
    words, tokens, at = page.words, page.tokens, page.past("on", i)
    named = tokens.find(words.weekdays, at) or tokens.find(words.relative, at)
    start = page.past("the", at)
    day = tokens.number(start, 1, 31) if start > at > i else None
    return (day, start + 1) if named is None and day is not None else named


def behind_date(page: Page, i: int) -> bool:
    """ "30 March 12.30", "the 20th 2.15", "Mon (2nd) 1.15": no sign between a day of the month and the number at i."""
    words, tokens = page.words, page.tokens
    j = i - 1 if tokens.word(i - 1) == ")" else i
    if tokens.gap(i) >= 2:
        return False
    after_month = tokens.number(j - 1, 1, 31) is not None and tokens.behind(words.months, j - 1)
    day = tokens.number(j - 2, 1, 31) is not None or behind_ordinal(page, j - 1)
    month = tokens.behind(words.months, j) and day
    return month or after_month or behind_ordinal(page, j) or _behind_numbers(page, j)


def follows_day(page: Page, i: int) -> bool:
    """ "5 January, 9.30", "30.11.2026, 13.30", and the lines below "Wednesday 17th"."""
    words, tokens = page.words, page.tokens
    line, comma = tokens.gap(i) >= 2, tokens.word(i - 1) in (",", ":", "-", "–", "|", "@", "(")
    if not line and not comma:
        return False
    j = i - 1 if comma else i
    if line and tokens.number(j - 1, 0, 59, (2,)) is not None and tokens.word(j - 2) == ".":
        return tokens.gap(j - 3) >= 2  # the line above was such a clock
    year = tokens.number(j - 1, 1990, 2099, (4,)) is not None
    named = tokens.behind(words.weekdays, j) or tokens.behind(words.months, j) or tokens.behind(words.relative, j)
    return year or named or behind_date(page, j)


def behind_ordinal(page: Page, i: int) -> bool:
    """Whether a day of the month ends before i: "the 20th", "den 20."."""
    return page.behind("ordinal_suffixes", i) and page.tokens.number(i - 2, 1, 31) is not None


def _behind_numbers(page: Page, i: int) -> bool:
    """Whether "04/03/26" or "8/12" ends before i."""
    tokens = page.tokens
    return (
        tokens.number(i - 1, 1, 2099, (1, 2, 4)) is not None and tokens.number(i - 3, 1, 31) is not None
        and tokens.word(i - 2) in ("/", "-", ".") and tokens.gap(i - 1) == tokens.gap(i - 2) == 0
    )
