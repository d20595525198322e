"""One day as people write it: "Tuesday", "tomorrow", "the 9th", "Thu 4 Dec", "12/5", and several of these for one day.

A day is first collected as `Parts` (what is written), then reckoned with the mail's own day (what is meant).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from followupd.reading.times.tokens import Tokens
from followupd.reading.times.words import Words


class Parts(Struct, frozen=True):
    """What is written of a day. `numeric`: two numbers whose order is not yet known; `to_day`: "14-18"."""

    weekday: int | None = None
    which: str = ""
    weeks_more: int = 0
    week: int | None = None
    relative: int | None = None
    day: int | None = None
    to_day: int | None = None
    month: int | None = None
    year: int | None = None
    numeric: tuple[int, int] | None = None
    dotted: bool = False
    until: bool = False


class Page(Struct, frozen=True):
    """The mail to be read: its tokens and the words of its language."""

    tokens: Tokens
    words: Words

    def is_in(self, name: str, i: int) -> bool:
        return self.tokens.find(self.words.sets[name], i) is not None

    def past(self, name: str, i: int) -> int:
        return self.tokens.skip(self.words.sets[name], i)

    def behind(self, name: str, i: int) -> bool:
        return self.tokens.behind(self.words.sets[name], i)

    def count_word(self, i: int) -> tuple[int, int] | None:
        """A number in digits or letters, and the position behind it."""
        number = self.tokens.number(i, 0, 999, (1, 2, 3))
        return (number, i + 1) if number is not None else self.tokens.find(self.words.numbers, i)


Read = tuple[Parts, int] | None
_YEARS = (1990, 2099)
_OPENING = frozenset({"(", ",", "-", "–", "—", ":", "*", "•", "|", ";", "[", '"', "“", "?", "!", "."})


def _relative(page: Page, i: int, parts: Parts) -> Read:
    found = page.tokens.find(page.words.relative, i)
    return (replace(parts, relative=found[0]), found[1]) if found and parts.relative is None else None


def _abbreviation_end(page: Page, i: int, name: str) -> int:
    """Behind the full stop of "Dec." - unless it ends the sentence."""
    after = page.tokens.at(i + 1)
    stop = page.tokens.word(i) == "." and len(name) <= 5 and after is not None
    return i + 1 if stop and after and (after.number is not None or after.text in ",)-–" or not after.capital) else i


def _week(page: Page, i: int) -> tuple[int, int] | None:
    found = page.tokens.find(page.words.periods, page.past("of", i) if page.is_in("of", i) else i)
    if found is None or found[0][0] != "week" or page.is_in("bare_periods", i):
        return None
    return found[0][1], found[1]


def _weekday(page: Page, i: int, parts: Parts) -> Read:
    if parts.weekday is not None:
        return None
    words, tokens = page.words, page.tokens
    ahead = tokens.find(words.before_weekday, i)
    which = None if ahead else tokens.find(words.which, i)
    at = (ahead or which or ("", i))[1]
    found = tokens.find(words.weekdays, at)
    if found is None:
        return None
    weekday, j = found
    j = _abbreviation_end(page, j, tokens.word(at))
    more = ahead or tokens.find(words.weeks_more, j)
    week = _week(page, j)
    j = max(j, more[1] if more and not ahead else j, week[1] if week else j)
    return replace(
        parts, weekday=weekday, which=which[0] if which else "", weeks_more=more[0] if more else 0,
        week=week[0] if week else parts.week,
    ), j


def _week_first(page: Page, i: int, parts: Parts) -> Read:
    """ "next week on Tuesday", "next week Tuesday"."""
    week = _week(page, i)
    if week is None or parts.weekday is not None or parts.week is not None:
        return None
    j = week[1]
    while page.tokens.word(j) in (",", "(", "-", "–", ":") or page.is_in("on", j):
        j += 1
        if j > week[1] + 2:
            return None
    found = _weekday(page, j, replace(parts, week=week[0]))
    return found if found and found[0].which == "" else None


def _ordinal(page: Page, i: int) -> tuple[int, int, bool] | None:
    """A day of the month, the position behind it, and whether it has its "th"."""
    day = page.tokens.number(i, 1, 31)
    if day is None:
        word = page.tokens.find(page.words.ordinals, i)
        return (word[0], word[1], True) if word else None
    after = page.past("ordinal_suffixes", i + 1)
    return day, after, after > i + 1


def _year(page: Page, i: int) -> tuple[int | None, int]:
    at = i + 1 if page.tokens.word(i) == "," else i
    year = page.tokens.number(at, *_YEARS, (4,))
    if year is not None and page.tokens.word(at + 1) not in (":", "h"):
        return year, at + 1
    return None, i


def _to_day(page: Page, i: int) -> tuple[int | None, int]:
    """The second of "14-18", "14th to 18th", "the 14th and 18th" after "between"."""
    after = page.past("to", i)
    if after == i:
        return None, i
    found = _ordinal(page, page.past("the", after))
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
    j = page.past("the", _abbreviation_end(page, found[1], page.tokens.word(i)))
    j = j + 1 if page.tokens.word(j) == "-" and page.tokens.gap(j) == 0 else j
    day = _ordinal(page, j)
    if day is None or page.tokens.gap(j) > 2 or (not day[2] and _is_clock(page, day[1])):
        return None
    if not day[2] and tokens_word in page.words.weak and not _stops(page, day[1]):
        return None
    to_day, j = _to_day(page, day[1])
    year, j = _year(page, j)
    return replace(parts, month=found[0], day=day[0], to_day=to_day, year=year), j


def _stops(page: Page, i: int) -> bool:
    """Whether a day ends before i: at a sign, a line end, or a word that may follow a day."""
    token = page.tokens.at(i)
    if token is None or token.gap >= 2 or not token.text[0].isalnum() or token.number is not None:
        return True
    return page.is_in("after_day", i) or page.is_in("to", i) or page.is_in("the", i)


def _is_clock(page: Page, i: int) -> bool:
    """Whether the number before i is an hour: "May 2:30", "March 9 am"."""
    glued = page.tokens.gap(i + 1) == 0
    colon = page.tokens.word(i) == ":" and glued and page.tokens.number(i + 1, 0, 59, (2,)) is not None
    return colon or page.tokens.find(page.words.half_days, i) is not None


def _day_first(page: Page, i: int, parts: Parts) -> Read:
    """ "4 Dec", "the 4th of December, 2026", "14-18 December", "5. December"."""
    start = page.past("the", i)
    day = _ordinal(page, start)
    if day is None:
        return None
    to_day, j = _to_day(page, day[1])
    j = page.past("of", page.past("the", j))
    j = j + 1 if page.tokens.word(j) in (".", "-", "/") and page.tokens.gap(j) == 0 else j
    found = page.tokens.find(page.words.months, j)
    if found is None or page.tokens.gap(j) > 2:
        return None
    end = _abbreviation_end(page, found[1], page.tokens.word(j))
    end = end + 1 if page.tokens.word(end) in ("-", "/") and page.tokens.gap(end) == 0 else end
    year, end = _year(page, end)
    return replace(parts, month=found[0], day=day[0], to_day=to_day, year=year), end


def _named(page: Page, i: int, parts: Parts) -> Read:
    if parts.month is not None or parts.numeric:
        return None
    return _month_first(page, i, parts) or _day_first(page, i, parts)


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


def _numeric(page: Page, i: int, parts: Parts) -> Read:
    """ "12/5", "12/5/2026", "20.08.2025", "5.12."; the order of the two is settled when all is read."""
    if parts.month is not None or parts.numeric or page.is_in("not_numbers", i):
        return None
    tokens = page.tokens
    if iso := _iso(page, i, parts):
        return iso
    a, sign, b = tokens.number(i, 1, 31), tokens.word(i + 1), tokens.number(i + 2, 1, 31)
    if a is None or b is None or sign not in ("/", ".", "-") or (a > 12 and b > 12) or _in_a_number(page, i):
        return None
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
    if not _ends(page, i + 3) or tokens.word(i + 3) in ("%", "hour", "of"):
        return False
    if parts.weekday is not None or parts.relative is not None:
        return True
    if sign == ".":
        padded = len(tokens.word(i)) == len(tokens.word(i + 2)) == 2 and tokens.word(i + 3) == "."
        return padded or (page.behind("before_dotted", i) and tokens.word(i + 3) == "." and tokens.gap(i + 4) < 3)
    if not _stops(page, i + 3):
        return False
    opens = tokens.word(i - 1) in _OPENING or tokens.gap(i) >= 2 or i == 0
    return opens or page.behind("before_date", i)


def _alone(page: Page, i: int, parts: Parts) -> Read:
    """ "the 24th", "Monday the 9th", "Tues 5": a day without its month."""
    if parts.day is not None or parts.month is not None or parts.numeric:
        return None
    start = page.past("the", i)
    found = _ordinal(page, start) if page.tokens.number(start, 1, 31) is not None else None
    if found is None or (start == i and parts.weekday is None) or not (found[2] or parts.weekday is not None):
        return None
    token = page.tokens.at(found[1])
    wall = token is None or token.gap >= 2 or not token.text[0].isalnum()
    number_goes_on = token is not None and token.text in (":", "/", ".", "-", "–") and not found[2]
    if number_goes_on or _is_clock(page, found[1]):
        return None
    followed = wall or page.is_in("after_day", found[1]) or page.tokens.find(page.words.weekdays, found[1])
    return (replace(parts, day=found[0]), found[1]) if followed else None


_RULES: tuple[Callable[[Page, int, Parts], Read], ...] = (_relative, _week_first, _weekday, _named, _numeric, _alone)
_LINKS = frozenset({",", "(", "-", "–", "/", ".", ":"})


def read_parts(page: Page, i: int) -> tuple[Parts, int] | None:
    """What is written of one day at i: "tomorrow, Thursday, April 20". At most six parts."""
    if page.is_in("not_numbers", i):
        return None
    parts, opened = Parts(until=page.behind("until", i)), False
    at = end = _day_end(page, i)
    first = end
    for _ in range(6):
        found = next((found for rule in _RULES if (found := rule(page, at, parts))), None)
        if found is None:
            break
        if opened and page.behind("or", i) and page.is_in("or", found[1]):
            # a list in brackets says the list before it again: "Thursday or Friday (12/3 or 12/4)"
            return parts, end
        parts, end = found
        at, opened = _link(page, end, opened)
    if end == first or _only_a_word(page, first, parts):
        return None
    return parts, end + 1 if opened and page.tokens.word(end) == ")" else end


def _day_end(page: Page, i: int) -> int:
    """Behind "end of day", where a named day follows: "COB tomorrow", "close of business on Friday"."""
    end = page.past("day_ends", i)
    if end == i:
        return i
    after = page.past("on", end + 1 if page.tokens.word(end) == "," else end)
    words, tokens = page.words, page.tokens
    weekday = tokens.find(words.weekdays, tokens.skip(words.which, after))
    named = weekday or tokens.find(words.relative, after) or tokens.find(words.months, after)
    return after if named or tokens.number(after, 1, 31) is not None else i


def _link(page: Page, i: int, opened: bool) -> tuple[int, bool]:
    """Behind what joins two parts of one day: a comma, a bracket, "the", "on", "of"."""
    word = page.tokens.word(i)
    if page.tokens.gap(i) > 2:
        return i, opened
    if word in _LINKS and page.tokens.gap(i + 1) <= 2:
        return i + 1, opened or word == "("
    return i, opened


def _only_a_word(page: Page, i: int, parts: Parts) -> bool:
    """Whether "sat" or "sun" is just a word here."""
    alone = parts.weekday is not None and parts == Parts(weekday=parts.weekday, until=parts.until)
    return alone and page.tokens.word(i) in page.words.weak and not page.behind("on", i)


def settle_order(page: Page, sent_day: date, hints: tuple[bool | None, ...]) -> bool | None:
    """Whether numeric dates of this mail put the month first. None: nothing tells."""
    votes: set[bool] = set()
    for i in range(len(page.tokens)):
        a, b = page.tokens.number(i, 1, 31), page.tokens.number(i + 2, 1, 31)
        if page.tokens.word(i + 1) == "/" and a and b and (a > 12) != (b > 12) and not page.is_in("not_numbers", i):
            votes.add(b > 12)
    if len(votes) == 1:
        return votes.pop()
    told = {hint for hint in hints if hint is not None}
    return told.pop() if len(told) == 1 and not votes else None
