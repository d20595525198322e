"""What is written of one day, before it is known what it means; and where a bare number may stand for a day."""

from __future__ import annotations

from msgspec import Struct

from followupd.reading.times.page import Page


class Parts(Struct, frozen=True):
    """What is written of a day. `numeric`: two numbers whose order is not yet known; `to_day`: "14-18".

    `nth`: which of a month's such weekdays, -1 the last one.
    """

    weekday: int | None = None
    which: str = ""
    nth: int | None = None
    weeks_more: int | None = None
    week: int | None = None
    relative: int | None = None
    day: int | None = None
    to_day: int | None = None
    month: int | None = None
    year: int | None = None
    numeric: tuple[int, int] | None = None
    dotted: bool = False
    until: bool = False
    recurring: bool = False
    replaced: bool = False


Read = tuple[Parts, int] | None


def abbreviation_end(page: Page, i: int, name: str) -> int:
    """Behind the full stop of "Dec." - unless it ends the sentence."""
    after = page.tokens.at(i + 1)
    stop = page.tokens.word(i) == "." and len(name) <= 5 and after is not None
    return i + 1 if stop and after and (after.number is not None or after.text in ",)-–" or not after.capital) else i


def ordinal(page: Page, i: int) -> tuple[int, int, bool] | None:
    """A day of the month, the position behind it, and whether it has its "th"."""
    day = page.tokens.number(i, 1, 31)
    if day is None:
        word = page.tokens.find(page.words.ordinals, i)
        return (word[0], word[1], True) if word else None
    after = page.past("ordinal_suffixes", i + 1)
    return day, after, after > i + 1


def stops(page: Page, i: int) -> bool:
    """Whether a day ends before i: at a sign, a line end, or a word that may follow a day."""
    token = page.tokens.at(i)
    if token is None or token.gap >= 2 or not token.text[0].isalnum() or token.number is not None:
        return True
    return page.is_in("after_day", i) or page.is_in("to", i) or page.is_in("the", i)


def is_clock(page: Page, i: int) -> bool:
    """Whether the number before i is an hour: "May 2:30", "March 9 am"."""
    glued = page.tokens.gap(i + 1) == 0
    colon = page.tokens.word(i) == ":" and glued and page.tokens.number(i + 1, 0, 59, (2,)) is not None
    return colon or page.tokens.find(page.words.half_days, i) is not None
