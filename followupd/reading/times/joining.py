"""Which clock belongs to which day: "Tuesday at 2 or Wednesday at 10 am", "1:00 pm on friday", Date and Time rows."""

from __future__ import annotations

from datetime import datetime, tzinfo

from msgspec import Struct

from followupd.reading.times.page import Page
from followupd.reading.times.scan import Item
from followupd.reading.times.zones import ZoneTold

_CLOSE = 4


class Joined(Struct, frozen=True):
    """A day, a clock or both; the length and the zone that the mail tells elsewhere."""

    day: Item | None = None
    clock: Item | None = None
    length: int | None = None
    zone: ZoneTold | None = None


def _linked(page: Page, i: int, j: int, name: str) -> bool:
    """Whether only linking words stand in [i, j)."""
    if j - i > _CLOSE:
        return False
    while i < j:
        end = page.past(name, i)
        if end == i:
            return False
        i = end
    return i == j


def _chain(page: Page, days: list[Item], n: int, step: int) -> list[Item]:
    """The days listed with day n: "Tuesday or Wednesday", "Monday, Tuesday and Friday"."""
    chain = [days[n]]
    while 0 <= n + step < len(days):
        first, second = sorted((days[n], days[n + step]), key=lambda item: item.i)
        j = first.j + 1 if page.tokens.word(first.j) in (",", "/", ";") else first.j
        if page.past("the", page.past("on", page.past("or", j))) < second.i or second.i == first.j:
            break
        n += step
        chain.append(days[n])
    return chain


class _Joiner:
    """Assigns days to clocks, left to right."""

    def __init__(self, page: Page, items: list[Item]) -> None:
        self.page, self.items = page, items
        self.days = [item for item in items if item.day and item.day.one]
        self.before_clock: set[int] = set()
        self.only = self._only_day()

    def _only_day(self) -> Item | None:
        sure = [item for item in self.days if item.day and not item.day.doubt]
        first = sure[0] if sure else None
        same = first is not None and all(item.day and first.day and item.day.first == first.day.first for item in sure)
        return first if same and len(sure) == len(self.days) else None

    def days_of(self, clock: Item) -> list[Item]:
        before = [n for n, day in enumerate(self.days) if day.i < clock.i]
        prev = before[-1] if before else None
        following = (prev + 1) if prev is not None else 0
        after = following if following < len(self.days) else None
        if prev is not None and prev not in self.before_clock and self._adjacent(self.days[prev], clock):
            return _chain(self.page, self.days, prev, -1)
        if after is not None and _linked(self.page, clock.j, self.days[after].i, "day_links"):
            self.before_clock.add(after)
            return _chain(self.page, self.days, after, 1)
        if prev is not None and self.days[prev].sentence == clock.sentence:
            return _chain(self.page, self.days, prev, -1)
        if after is not None and self.days[after].sentence == clock.sentence:
            return _chain(self.page, self.days, after, 1)
        just_before = [day for day in self.days[:following] if day.sentence == clock.sentence - 1]
        if len(just_before) == 1:
            return just_before
        return [self.only] if self.only else []

    def _adjacent(self, day: Item, clock: Item) -> bool:
        """Whether a clock follows its day, perhaps after other clocks of that day."""
        at = day.j
        for item in self.items:
            if day.i < item.i <= clock.i and item.clock:
                listed = self.page.past("or", at + 1 if self.page.tokens.word(at) == "," else at)
                if not any(_linked(self.page, start, item.i, "clock_links") for start in (at, listed)):
                    return False
                at = item.j
        return True


def _restated(page: Page, first: Item | None, second: Item) -> bool:
    """Whether a clock says the one before it again for another zone: "3:30 pm EST (2:30 pm CST)", "10 PT / 1 ET"."""
    if first is None or not first.clock or not second.clock or second.i - first.j > 2:
        return False
    zones = (first.clock.zone, second.clock.zone)
    between = [page.tokens.word(n) for n in range(first.j - 1, second.i)]
    signs = {"(", "/", ",", "-", "–", "|", "="}
    return (None not in zones and zones[0] != zones[1] and any(word in signs for word in between)) or (
        zones[1] is not None and zones[0] != zones[1] and "(" in between
    )


def _only_length(items: list[Item]) -> int | None:
    lengths = {item.length for item in items if item.length}
    return lengths.pop() if len(lengths) == 1 else None


def _near_length(page: Page, clock: Item, items: list[Item]) -> int | None:
    for item in items:
        if item.length and clock.j <= item.i <= clock.j + _CLOSE and _linked(page, clock.j, item.i, "length_before"):
            return item.length
    return None


def _only_zone(items: list[Item]) -> ZoneTold | None:
    """The zone that the mail tells for all its clocks, or the only one it names."""
    told = {item.zone for item in items if item.zone}
    told = told or {item.clock.zone for item in items if item.clock and item.clock.zone}
    return told.pop() if len(told) == 1 else None


def join(page: Page, items: list[Item], sent: datetime, zone: tzinfo) -> list[Joined]:
    """Days with their clocks, in the order of the text; clocks without a day; days and ranges without a clock."""
    joiner, taken = _Joiner(page, items), set[int]()
    result: list[Joined] = []
    only_length, only_zone, last = _only_length(items), _only_zone(items), None
    for item in items:
        if not item.clock:
            continue
        if _restated(page, last, item):
            continue
        last = item
        length = _near_length(page, item, items) or only_length
        days = joiner.days_of(item)
        taken.update(day.i for day in days)
        told = item.clock.zone or only_zone
        result += [Joined(day, item, length, told) for day in reversed(days)] or [Joined(None, item, length, told)]
    result += [Joined(item) for item in items if item.day and item.i not in taken]
    return sorted(result, key=lambda joined: min(item.i for item in (joined.day, joined.clock) if item))
