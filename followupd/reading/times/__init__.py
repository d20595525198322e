"""The times that a mail names: a grammar of our own that would rather miss a time than invent one.

`find_times` reads days, clocks and zones as people write them. Its words are data (`languages/*/times.toml`), its work
grows linearly with the text, and nothing a mail says makes it raise.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, tzinfo

from followupd.reading.facts import Slot
from followupd.reading.times.forms import digits
from followupd.reading.times.hours import settle
from followupd.reading.times.item import Item
from followupd.reading.times.joining import Joined, join
from followupd.reading.times.meaning import REPLACED, Day
from followupd.reading.times.mention import TimeMention
from followupd.reading.times.page import Page
from followupd.reading.times.scan import scanned
from followupd.reading.times.sentences import BULLETS
from followupd.reading.times.tokens import LINE
from followupd.reading.times.words import words
from followupd.reading.times.zones import ZoneTold, clock_zone

__all__ = ["TimeMention", "find_dates", "find_times", "names_a_weekday"]

_WORD = re.compile(r"[^\W\d_]+")
_NEAR = 12
#: words of a day with a range of clocks
_LINE = 16
#: words in a cell
_CELL = 20
DISAGREE = "the clocks of two zones disagree"


def _moment(day: date, clock: time, zone: tzinfo) -> datetime:
    """That clock in that zone; of a clock that comes twice the first, one that a zone skips as before the skip."""
    return datetime.combine(day, clock, tzinfo=zone)


def _finish(start: datetime, clock_end: time | None, length: int | None) -> datetime | None:
    try:
        if clock_end is not None:
            end = datetime.combine(start.date(), clock_end, tzinfo=start.tzinfo)
            return end if end > start else end + timedelta(days=1)
        return start + timedelta(minutes=length) if length else None
    except OverflowError:
        return None


def _span(page: Page, joined: Joined) -> tuple[int, int]:
    """The place in the text: the clock and its day, if they stand together."""
    day, clock = joined.day, joined.clock
    items: list[Item] = [item for item in (day, clock) if item]
    if day and joined.far:
        items = [day]
    elif day and clock and (joined.parted or _is_replaced(clock) or _are_apart(page, day, clock)):
        items = [clock]
    first, last = min(item.i for item in items), max(item.j for item in items)
    return page.tokens.all[first].start, page.tokens.all[min(last, len(page.tokens)) - 1].end


def _is_replaced(clock: Item) -> bool:
    return clock.clock is not None and clock.clock.doubt == REPLACED


def _are_apart(page: Page, day: Item, clock: Item) -> bool:
    start, end = min(day.j, clock.j), max(day.i, clock.i)
    return day.sentence != clock.sentence or end - start > _NEAR or any(
        page.tokens.word(n) == ";" for n in range(start, end)
    ) or _is_labelled(page, start, end)


def _is_labelled(page: Page, start: int, end: int) -> bool:
    """Whether a clock has a line of its own that tells what it is: "Friday 4 December", below it "Doors 9:30"."""
    line = next((n for n in range(start, end + 1) if page.tokens.gap(n) >= LINE), end)
    return any(page.tokens.word(n).isalpha() and not page.is_in("clock_links", n) for n in range(line, end))


def _of_day(page: Page, joined: Joined, day: Day, zone: tzinfo) -> TimeMention:
    start, end = _span(page, joined)
    only = Slot(_moment(day.first, time(), zone), day_only=True, zone_told=False) if day.one and not day.doubt else None
    return TimeMention(start, end, day.first, day.last, slot=only, doubt=day.doubt, relative=day.relative)


def _contradiction(joined: Joined, begin: datetime, sent: datetime, zone: tzinfo) -> str:
    """Why "10 am PT (2 pm ET)" is doubtful. Where one of them is the reader's own clock, that one is meant."""
    again, told = joined.again, joined.zone
    if again is None or again.zone is None or told is None or told.whose == "reader":
        return ""
    clock, _, _ = settle(again, "")
    other = _moment(begin.date(), clock, clock_zone(again.zone, sent, zone)[0])
    apart = (other.replace(tzinfo=None) - begin.replace(tzinfo=None)) - (
        (other.utcoffset() or timedelta()) - (begin.utcoffset() or timedelta())
    )
    return "" if apart % timedelta(days=1) == timedelta() else DISAGREE


def _of_clock(page: Page, joined: Joined, sent: datetime, zone: tzinfo) -> TimeMention:
    assert joined.clock and joined.clock.clock
    day = joined.day.day if joined.day else None
    clock, clock_end, doubt = settle(joined.clock.clock, joined.day.half if joined.day else "")
    told: ZoneTold | None = joined.zone
    in_zone, unsure = clock_zone(told, sent, zone) if told else (zone, "")
    start, end = _span(page, joined)
    begin = _moment(day.first if day else sent.date(), clock, in_zone)
    doubt = (day.doubt if day else "") or doubt or unsure or _contradiction(joined, begin, sent, zone)
    slot = None
    if day and not day.doubt:
        slot = Slot(begin, _finish(begin, clock_end, joined.length), zone_told=told is not None)
    first, last = (day.first, day.last) if day else (sent.date(), sent.date())
    return TimeMention(
        start, end, first, last, slot, day is not None, clock, clock_end, told is not None, doubt,
        day.relative if day else False, _is_row(page, joined.clock), _is_choice(page, joined),
    )


def _is_row(page: Page, clock: Item) -> bool:
    """ "10:30 Ms. Dworkin", and a line that begins with its clock: "9.15 welcome and tour"."""
    tokens, j = page.tokens, clock.j
    j = j + 1 if tokens.word(j) in (":", "-", "–", "—", "|") else j
    what = tokens.at(j)
    if what is None or not what.text[0].isalpha() or page.is_in("selects", j):
        return False
    if what.gap >= LINE:
        return _heads(page, clock.i, j)
    if _begins(page, clock.i) and page.is_in("row_openings", j):
        return True
    begins = _begins(page, clock.i)
    goes_on = (page.is_in("after_clock", j) and not (begins and what.capital)) or tokens.find(page.words.weekdays, j)
    return not goes_on and (begins or what.capital)


def _heads(page: Page, i: int, j: int) -> bool:
    """Whether a clock stands on the line above what it is for, as the next one does: a table told cell by cell."""
    tokens = page.tokens
    lines = (n for n in range(j + 1, j + _CELL) if tokens.gap(n) >= LINE)
    return tokens.gap(i) >= LINE and not page.is_in("or", j) and any(digits(page, n) for n in lines)


def _is_choice(page: Page, joined: Joined) -> bool:
    """ "10 or 11", "9:00, 10:30 and 1:00 are left"; a line that holds nothing but its time."""
    assert joined.clock
    start, end = joined.clock.i, joined.clock.j
    before = start - 1 if page.is_in("before_bare", start - 1) else start
    first = joined.day.i if joined.day and joined.day.i < start and not _begins(page, start) else start
    line = _begins(page, first) and page.tokens.gap(end) >= 2 and end - first <= _LINE
    line = line and not _heads(page, start, end) and not any(page.tokens.gap(n) >= 2 for n in range(first + 1, end))
    return joined.choice or page.behind("choice", before) or page.is_in("selects", end) or line


def _begins(page: Page, i: int) -> bool:
    """Whether a line begins at i, perhaps with the sign of a list."""
    return page.tokens.gap(i) >= 2 or (page.tokens.gap(i - 1) >= 2 and page.tokens.word(i - 1) in BULLETS)


def find_dates(text: str, sent: datetime, zone: tzinfo, language: str) -> tuple[date, ...]:
    """The days to come that a text tells by month and day: what a bare weekday in the answer to it can mean."""
    items = scanned(text, sent, zone, language)[1]
    dated = (item.day for item in items if item.parts and (item.parts.month or item.parts.numeric))
    return tuple(day.first for day in dated if day and day.one and not day.doubt and day.first > sent.date())


def names_a_weekday(text: str, language: str) -> bool:
    """Whether a weekday is named, so that it matters what dates stand in the mail that this one answers."""
    return not words(language).weekdays.firsts().isdisjoint(_WORD.findall(text.lower()))


def find_times(
    text: str, sent: datetime, zone: tzinfo, language: str = "en", dates: tuple[date, ...] = ()
) -> tuple[TimeMention, ...]:
    """The times named in a text, in its order.

    `sent` is the mail's Date in its sender's offset: relative words count from it there. `zone` is the reader's, for
    clocks whose zone the mail does not tell; `dates` are those of what it answers. Linear in the text; the caller
    bounds it.
    """
    page, items = scanned(text, sent, zone, language, dates)
    found = []
    for joined in join(page, items):
        if joined.clock:
            found.append((_of_clock(page, joined, sent, zone), joined.clock.sentence))
        elif joined.day and joined.day.day:
            found.append((_of_day(page, joined, joined.day.day, zone), joined.day.sentence))
    return _once(found)


def _once(found: list[tuple[TimeMention, int]]) -> tuple[TimeMention, ...]:
    """Without the bare days that were told with their hour before, or are in the same sentence.

    An hour that follows in another sentence may be that of another matter.
    """
    hours: dict[date, int] = {}
    for mention, sentence in found:
        if mention.slot and not mention.slot.day_only and not mention.doubt:
            hours.setdefault(mention.first_day, sentence)
    return tuple(
        mention for mention, sentence in found
        if not (mention.slot and mention.slot.day_only and hours.get(mention.first_day, sentence + 1) <= sentence)
    )
