"""All days, ranges, clocks and lengths of a mail, in order. Each position is looked at a bounded number of times."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache

from msgspec.structs import replace

from followupd.reading.times.agenda import ranges, reckon
from followupd.reading.times.brackets import told_again
from followupd.reading.times.clocks import read_clock, read_hour
from followupd.reading.times.columns import without_old
from followupd.reading.times.days import read_parts, settle_order
from followupd.reading.times.hours import Clock, ClockTold
from followupd.reading.times.item import Item, apart
from followupd.reading.times.page import Page
from followupd.reading.times.parts import Parts
from followupd.reading.times.reckoning import shift
from followupd.reading.times.sentences import sentences
from followupd.reading.times.spans import read_count, read_span
from followupd.reading.times.tokens import Tokens
from followupd.reading.times.words import Words, words
from followupd.reading.times.zones import read_zone

_LONGEST = 8 * 60
_MOST = 12
_BESIDE = 3
#: how many days ahead a weekday and a day of the month may agree
_NEAR = 40


def _more_of_month(page: Page, item: Item) -> Item | None:
    """ "24 or 25" after "January": another day of the same month."""
    parts, tokens = item.parts, page.tokens
    if parts is None or parts.month is None or parts.day is None:
        return None
    j = page.past("or", item.j + 1 if tokens.word(item.j) in (",", "/") else item.j)
    start = page.past("the", j)
    day = tokens.number(start, 1, 31) if j > item.j else None
    if day is None:
        return None
    end = page.past("ordinal_suffixes", start + 1)
    dotted = tokens.word(start + 1) == "." and tokens.gap(start + 1) == tokens.gap(start + 2)
    glued = tokens.gap(start + 1) == tokens.gap(start + 2) == 0
    if (dotted or glued) and tokens.number(start + 2, 0, 59, (2,)) is not None:
        return None  # "28 May, 5.30 pm", or in tokens "5 . 30 pm": a clock
    stops = tokens.word(end) in ("", ",", ".", "?", "!", ";", ")")
    ends = stops or page.is_in("or", end) or page.is_in("before_bare", end)
    if (end == start + 1 and not ends) or tokens.find(page.words.months, page.past("of", end)):
        return None
    return Item(start, end, item.sentence, Parts(day=day, month=parts.month, year=parts.year))


def _first_of_two(page: Page, item: Item) -> list[Item]:
    """ "2" of "we meet on 2 and 3 February"."""
    parts, tokens, i = item.parts, page.tokens, item.i
    first = tokens.number(i - 2, 1, 31) if page.past("or", i - 1) == i and not page.behind("between", i - 2) else None
    if first is None or parts is None or parts.month is None or tokens.number(i, 1, 31) != parts.day:
        return []
    if page.behind("before_clock", i - 2) and not page.behind("on", i - 2):
        return []
    return [Item(i - 2, i - 1, item.sentence, Parts(day=first, month=parts.month, year=parts.year))]


def _half(page: Page, i: int, j: int) -> tuple[str, int]:
    """ "Tuesday afternoon", "this morning"."""
    found = page.tokens.find(page.words.day_parts, j + 1 if page.tokens.word(j) == "," else j)
    if found:
        return found
    inside = [half for n in range(i, min(j, i + 4)) if (half := page.tokens.find(page.words.day_parts, n))]
    return (inside[0][0] if inside else ""), j


def _hour_behind(page: Page, parts: Parts, j: int, sent: date) -> int | None:
    """The number before j where it is an hour, "Weds 4", "Fri 10.": no such day is near."""
    hour = page.tokens.number(j - 1, 1, 12) if parts.weekday is not None and parts.month is None else None
    near = (shift(sent, ahead) for ahead in range(-7, _NEAR))
    if hour is None or parts.day is None or page.is_in("the", j - 2):
        return None
    return None if any(one.day == hour and one.weekday() == parts.weekday for one in near) else hour


def _days(page: Page, i: int, sentence: int, sent: date) -> list[Item]:
    read = read_parts(page, i)
    if read is None:
        return []
    parts, j = read
    if hour := _hour_behind(page, parts, j, sent):
        day = Item(i, j - 1, sentence, replace(parts, day=None))
        return [day, Item(j - 1, j, sentence, clock=ClockTold(Clock(60 * hour)))]
    half, end = _half(page, i, j)
    items = [Item(i, end, sentence, parts, half=half)]
    items = _first_of_two(page, items[0]) + items
    while len(items) < _MOST and (more := _more_of_month(page, items[-1])):
        items.append(more)
    return items


def _clocks(page: Page, i: int, sentence: int) -> list[Item]:
    """A clock, and bare hours that go on: "at 10, 11 and 2"."""
    if (end := page.past("same_time", i)) > i:
        told = end + 1 if page.tokens.word(end) in (",", "(", ":") else end
        again = read_clock(page, told) or read_hour(page, told)
        return [Item(i, again[1], sentence, clock=again[0]) if again else Item(i, end, sentence, same=True)]
    clock = read_clock(page, i)
    if clock is None:
        return []
    items = [Item(i, clock[1], sentence, clock=clock[0])]
    while len(items) < _MOST and clock[0].end is None:
        j = items[-1].j
        start = page.past("or", j + 1 if page.tokens.word(j) == "," else j)
        more = read_hour(page, start) if start > j else None
        if more is None:
            break
        items.append(Item(start, more[1], sentence, clock=more[0]))
    return items


def _length(page: Page, i: int, sentence: int) -> Item | None:
    """ "for 45 minutes", "Duration: 1 hour", "half an hour": how long."""
    half_hour = page.past("length_half_hour", i)
    count = (30, "minute", half_hour) if half_hour > i else read_count(page, i)
    if count is None or count[1] not in ("minute", "hour") or page.is_in("length_not_after", count[2]):
        return None
    minutes = count[0] * (60 if count[1] == "hour" else 1)
    j = page.past("length_and_half", count[2])
    minutes += 30 if j > count[2] and count[1] == "hour" else 0
    more = read_count(page, j) if count[1] == "hour" and j == count[2] else None
    if more and more[1] == "minute":
        minutes, j = minutes + more[0], more[2]
    return Item(i, j, sentence, length=minutes) if 0 < minutes <= _LONGEST else None


def _zone(page: Page, i: int, sentence: int) -> Item | None:
    """ "All times are in Eastern Time", "Time zone: America/Chicago", "in your time zone, Europe/Vienna"."""
    end = page.past("zone_labels", i)
    found = read_zone(page, end + 1 if page.tokens.word(end) == ":" else end) if end > i else None
    if found and found[0].whose and page.tokens.word(found[1]) in (",", "(", ":"):
        found = read_zone(page, found[1] + 1) or found
    return Item(i, found[1], sentence, zone=found[0]) if found else None


def _next(page: Page, i: int, end: int) -> int:
    """The next place in [i, end) where a time can begin: at a number, or at a word that may open one."""
    tokens, openings = page.tokens.all, page.words.openings
    while i < end and tokens[i].number is None and tokens[i].text not in openings:
        i += 1
    return i


def _at(page: Page, i: int, sentence: int, sent: date) -> list[Item]:
    """What starts at i."""
    if (page.tokens.all[i].number is None and not _opens(page, i)) or _in_a_word(page, i):
        return []
    return [item for item in _starting(page, i, sentence, sent) if not _in_a_word(page, item.j)]


def _opens(page: Page, i: int) -> bool:
    """Whether a time may begin with the word at i: with "the" only where no word follows that no list knows."""
    words, word = page.words, page.tokens.word(i)
    following = page.tokens.word(i + 1)
    return word not in words.leading or following in words.known or not following.isalpha()


def _in_a_word(page: Page, i: int) -> bool:
    """Whether the tokens on both sides of i are one word to the eye: "2p2p", "Oct5x"."""
    before, after = page.tokens.word(i - 1), page.tokens.at(i)
    glued = after is not None and after.gap == 0 and before[-1:].isalnum() and after.text[0].isalnum()
    # the "T" of ISO 8601 joins a day and a clock
    return glued and before != "t"


def _starting(page: Page, i: int, sentence: int, sent: date) -> list[Item]:
    span, days = read_span(page, i, sent), _days(page, i, sentence, sent)
    if span and (not days or span[1] > days[-1].j):
        return [Item(i, span[1], sentence, day=span[0])]
    if days:
        return days
    clocks = _clocks(page, i, sentence)
    if clocks:
        return clocks
    found = _length(page, i, sentence) or _zone(page, i, sentence)
    return [found] if found else []


def _carry_back(page: Page, items: list[Item]) -> list[Item]:
    """ "the 3rd or 4th of December": the month of the later day is the earlier one's, too."""
    result = items[:]
    for n in range(len(items) - 2, -1, -1):
        first, second = result[n].parts, result[n + 1].parts
        lacks = first and first.day and not first.month and first.relative is None
        if first and lacks and second and second.month and second.day:
            joined = page.past("or", result[n].j + 1 if page.tokens.word(result[n].j) == "," else result[n].j)
            if joined > result[n].j and joined >= result[n + 1].i - 1:
                result[n] = replace(result[n], parts=replace(first, month=second.month, year=second.year))
    return result


def _pointed(items: list[Item]) -> list[Item]:
    """ "or Wednesday, same time": right beside a day, the clock named last; elsewhere it is a manner of speaking."""
    result, last = [], None
    for n, item in enumerate(items):
        if item.same:
            beside = [other for other in items[max(0, n - 1):n + 2] if other.parts and apart(other, item) <= _BESIDE]
            if beside and last:
                result.append(replace(item, clock=replace(last, doubt="")))
            continue
        last = item.clock or last
        result.append(item)
    return result


def _hints(words: Words, sent: datetime, zone: tzinfo) -> tuple[bool | None, ...]:
    """Whether the sender's offset and the reader's zone speak for the month first."""
    name, offset = getattr(zone, "key", None), sent.utcoffset()
    hours = offset.total_seconds() / 3600 if offset else 0
    by_zone = name in words.month_first_zones if name and "/" in name and not name.startswith("Etc/") else None
    return by_zone, (hours in words.month_first_offsets if hours else None)


def scanned(
    text: str, sent: datetime, zone: tzinfo, language: str, dates: tuple[date, ...] = ()
) -> tuple[Page, list[Item]]:
    """A text and its items, made once for all who read the same mail. `dates`: what it answers names these."""
    return _scanned(text, sent, sent.utcoffset(), zone, language, dates=dates)


@lru_cache(maxsize=4)
def _scanned(
    text: str, sent: datetime, offset: timedelta | None, zone: tzinfo, language: str, *, dates: tuple[date, ...]
) -> tuple[Page, list[Item]]:
    """Equal instants in two offsets are two mails: the sender's clock differs."""
    page = Page(Tokens(text), words(language))
    return page, scan(page, sent, zone, dates)


def scan(page: Page, sent: datetime, zone: tzinfo, dates: Sequence[date] = ()) -> list[Item]:
    """The items of a mail, days reckoned, in the order of the text."""
    items: list[Item] = []
    for number, (start, end) in enumerate(sentences(page)):
        i = max(start, items[-1].j if items else 0)
        while (i := _next(page, i, end)) < end:
            found = _at(page, i, number, sent.date())
            items += found
            i = max(i + 1, found[-1].j) if found else i + 1
    items = without_old(page, items)
    month_first = settle_order(page, _hints(page.words, sent, zone))
    days = reckon(page, _carry_back(page, _pointed(items)), sent.date(), month_first, dates)
    return ranges(page, told_again(page, days))
