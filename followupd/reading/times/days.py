"""One day as people write it: "Tuesday", "tomorrow", "the 9th", "Thu 4 Dec", "12/5", and several of these for one day.

A day is first collected as `Parts` (what is written), then reckoned with the mail's own day (`meaning`).
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from followupd.reading.times.clocks import read_clock
from followupd.reading.times.dates import read_named, read_nth, read_numeric
from followupd.reading.times.page import Page
from followupd.reading.times.parts import Parts, Read, abbreviation_end, is_clock, ordinal


def _relative(page: Page, i: int, parts: Parts) -> Read:
    found = page.tokens.find(page.words.relative, i)
    return (replace(parts, relative=found[0]), found[1]) if found and parts.relative is None else None


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
    j = abbreviation_end(page, j, tokens.word(at))
    more = ahead or tokens.find(words.weeks_more, j)
    week = _week(page, j)
    j = max(j, more[1] if more and not ahead else j, week[1] if week else j)
    return replace(
        parts, weekday=weekday, which=which[0] if which else "", weeks_more=more[0] if more else None,
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


def _alone(page: Page, i: int, parts: Parts) -> Read:
    """ "the 24th", "Monday the 9th", "Tues 5": a day without its month."""
    if parts.day is not None or parts.month is not None or parts.numeric:
        return None
    start = page.past("the", i)
    found = ordinal(page, start) if page.tokens.number(start, 1, 31) is not None else None
    named = found is not None and (found[2] or parts.weekday is not None or page.is_in("bare_days", i))
    if found is None or not named or (start == i and parts.weekday is None):
        return None
    token = page.tokens.at(found[1])
    wall = token is None or token.gap >= 2 or not token.text[0].isalnum()
    wall = wall or (found[2] and token is not None and token.number is not None and token.gap > 0)
    ends = token is not None and token.text == "." and page.tokens.gap(found[1] + 1) > 0
    number_goes_on = token is not None and token.text in (":", "/", ".", "-", "–") and not found[2] and not ends
    if number_goes_on or is_clock(page, found[1]):
        return None
    dated = found[2] and parts.weekday is not None and not page.is_in("not_after_ordinal", found[1])
    followed = wall or dated or page.is_in("after_day", found[1]) or page.tokens.find(page.words.weekdays, found[1])
    return (replace(parts, day=found[0]), found[1]) if followed else None


_RULES: tuple[Callable[[Page, int, Parts], Read], ...] = (
    read_nth, _relative, _week_first, _weekday, read_named, read_numeric, _alone,
)
#: a longer word with a point behind it ends a sentence
_ABBREVIATED = 5
_LINKS = frozenset({",", "(", "-", "–", "/", ".", ":"})


def read_parts(page: Page, i: int) -> tuple[Parts, int] | None:
    """What is written of one day at i: "tomorrow, Thursday, April 20". At most six parts."""
    if page.is_in("not_numbers", i) or page.is_in("not_days", i) or page.is_in("not_days", i - 1):
        return None
    parts, opened = Parts(replaced=page.replaced(i, day=True)), False
    at = end = _day_end(page, i)
    first = end
    for _ in range(6):
        found = next((found for rule in _RULES if (found := rule(page, at, parts))), None)
        if found is None:
            break
        if opened and page.behind("or", i) and page.is_in("or", found[1]):
            # a list in brackets says the list before it again: "Thursday or Friday (12/3 or 12/4)"
            return _led_to(page, i, parts), end
        parts, end = found
        at, opened = _over_half(page, end, parts, _link(page, end, opened))
    if end == first or _only_a_word(page, first, end, parts := _led_to(page, i, parts)):
        return None
    return parts, end + 1 if opened and page.tokens.word(end) == ")" else end


def _led_to(page: Page, i: int, parts: Parts) -> Parts:
    """A day with what the words before it make of it."""
    return replace(parts, until=page.behind("until", i), recurring=page.behind("recurring", i))


def _day_end(page: Page, i: int) -> int:
    """Behind "end of day", where a named day follows: "COB tomorrow", "close of business on Friday"."""
    end = page.past("day_ends", i)
    if end == i or (page.is_in("clock_noon", i) and not page.behind("until", i)):
        return i
    after = page.past("on", end + 1 if page.tokens.word(end) == "," else end)
    words, tokens = page.words, page.tokens
    weekday = tokens.find(words.weekdays, tokens.skip(words.which, after))
    named = weekday or tokens.find(words.relative, after) or tokens.find(words.months, after)
    return after if named or tokens.number(page.past("the", after), 1, 31) is not None else i


def _link(page: Page, i: int, opened: bool) -> tuple[int, bool]:
    """Behind what joins two parts of one day: a comma, a bracket, "the", "on", "of"."""
    word = page.tokens.word(i)
    ended = word == "." and len(page.tokens.word(i - 1)) > _ABBREVIATED and page.tokens.gap(i + 1) > 0
    if ended or page.tokens.gap(i) > 2:
        return i, opened
    if word in _LINKS and page.tokens.gap(i + 1) <= 2:
        return i + 1, opened or word == "("
    return i, opened


def _over_half(page: Page, i: int, parts: Parts, linked: tuple[int, bool]) -> tuple[int, bool]:
    """Behind "evening", where the day goes on: "Tuesday evening, October 13"."""
    half = page.tokens.find(page.words.day_parts, i) if parts.weekday is not None else None
    if half is None:
        return linked
    behind = _link(page, half[1], linked[1])
    goes_on = any(rule(page, behind[0], parts) for rule in _RULES)
    return behind if goes_on else linked


def _only_a_word(page: Page, i: int, end: int, parts: Parts) -> bool:
    """Whether "sat" or "sun" is just a word here."""
    alone = parts.weekday is not None and parts == Parts(weekday=parts.weekday, until=parts.until)
    weak = alone and page.tokens.word(i) in page.words.weak
    return weak and not page.behind("on", i) and not _is_named(page, i, end)


def _is_named(page: Page, i: int, end: int) -> bool:
    """ "Wed 11 am", "Sat, 9.30", "Sun morning", "Wed or Thu": a name or cut short, with a clock or more days behind."""
    token, words, tokens = page.tokens.at(i), page.words, page.tokens
    if token is None or not (token.capital or tokens.word(end - 1) == ".") or tokens.gap(end) > 2:
        return False
    j = end + 1 if tokens.word(end) in _LINKS else end
    listed, clock = max(page.past("or", j), page.past("to", j)), page.past("between", page.past("before_bare", j))
    more = tokens.find(words.weekdays, listed) if listed > end else None
    return more is not None or tokens.find(words.day_parts, j) is not None or read_clock(page, clock) is not None


def settle_order(page: Page, hints: tuple[bool | None, ...]) -> bool | None:
    """Whether numeric dates of this mail put the month first. None: nothing tells."""
    votes: set[bool] = set()
    for i, sign in enumerate(page.tokens.all[1:]):
        if sign.text != "/":  # as nearly always
            continue
        a, b = page.tokens.number(i, 1, 31), page.tokens.number(i + 2, 1, 31)
        if a and b and (a > 12) != (b > 12) and not page.is_in("not_numbers", i):
            votes.add(b > 12)
    if len(votes) == 1:
        return votes.pop()
    told = {hint for hint in hints if hint is not None}
    return told.pop() if len(told) == 1 and not votes else None
