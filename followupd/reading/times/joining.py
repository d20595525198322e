"""Which clock belongs to which day: "Tuesday at 2 or Wednesday at 10 am", "1:00 pm on friday", Date and Time rows."""

from __future__ import annotations

from bisect import bisect
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from followupd.reading.times.hours import ClockTold
from followupd.reading.times.item import Item
from followupd.reading.times.meaning import REPLACED
from followupd.reading.times.page import Page
from followupd.reading.times.tokens import LINE
from followupd.reading.times.zones import ZoneTold, read_zone

_CLOSE = 4
_FEW = 12
_CLAUSE = 8
_NEAR = 5
#: so far behind a clock "both days" is looked for
_SENTENCE = 24
_STOPS = frozenset({"", ".", "!", "?"})


class Joined(Struct, frozen=True):
    """A day, a clock or both; the length and the zone that the mail tells elsewhere.

    `again`: the same moment told for another zone, "(1 pm ET)". `far`: another day stands between the two; `parted`:
    another clock does. `choice`: it goes on with a list of clocks, "9:00, 10:30 or 1:00".
    """

    day: Item | None = None
    clock: Item | None = None
    length: int | None = None
    zone: ZoneTold | None = None
    again: ClockTold | None = None
    far: bool = False
    parted: bool = False
    choice: bool = False


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


def listed(page: Page, first: Item, second: Item) -> bool:
    """Whether two days stand in one list: "Tuesday or Wednesday", "Monday, Tuesday and Friday"."""
    j = first.j + 1 if page.tokens.word(first.j) in (",", "/", ";") else first.j
    return first.j < second.i <= page.past("the", page.past("on", page.past("or", j)))


class _Days:
    """The single days of a mail, and which of them a clock means. Looks a few items far, so the work stays linear."""

    def __init__(self, page: Page, items: list[Item]) -> None:
        self._page, self._items = page, items
        self._days = [(n, item) for n, item in enumerate(items) if item.day and item.day.one]
        self._starts = [item.i for _, item in self._days]
        self._behind_clock: set[int] = set()
        self._only = self._only_day()

    def _only_day(self) -> Item | None:
        """The one day that the mail speaks of, however often, but for days by which something is due."""
        due = {n for n, item in self._days if item.parts and item.parts.until}
        standing = [item for n, item in self._days if n not in due and item.day and item.day.doubt != REPLACED]
        known = {item.day.first if item.day and not item.day.doubt else None for item in standing}
        return standing[0] if len(known) == 1 and None not in known else None

    def of(self, n: int) -> list[Item]:
        """The days of the clock that is item n."""
        clock, after = self._items[n], bisect(self._starts, self._items[n].i)
        prev = after - 1
        if prev > 0 and self._of_each(clock):
            return self._chain(prev, -1)
        if prev >= 0 and prev not in self._behind_clock and self._adjacent(self._days[prev], n):
            return self._chain(prev, -1)
        if after < len(self._days) and _linked(self._page, clock.j, self._starts[after], "day_links"):
            self._behind_clock.add(after)
            return self._chain(after, 1)
        for near, step in ((prev, -1), (after, 1)):
            if not (0 <= near < len(self._days) and self._days[near][1].sentence == clock.sentence):
                continue
            if _contradict(self._days[near][1], clock):
                continue
            if step < 0 or not (self._other_clause(clock.j, self._starts[near]) or self._has_own(near)):
                return self._chain(near, step)
        return self._above(n, after) or self._told_before(after, clock) or ([self._only] if self._only else [])

    def _above(self, n: int, after: int) -> list[Item]:
        """The day told last, of a clock in a list below it: "These are open on Thursday: 8:15 AM, 9:45 AM"."""
        tokens, clock = self._page.tokens, self._items[n]
        beside = [item for item in self._items[max(0, n - 1):n + 2] if item.clock and item is not clock]
        rows = tokens.gap(clock.j) >= LINE or any(tokens.gap(item.i) >= LINE for item in beside)
        if after == 0 or tokens.gap(clock.i) < LINE or not rows:
            return []
        day = self._days[after - 1][1]
        near = clock.sentence - day.sentence <= _FEW and not (day.parts and day.parts.until)
        return [day] if near and day.day and not day.day.doubt and not _contradict(day, clock) else []

    def _has_own(self, n: int) -> bool:
        """Whether day n has a clock of its own: "your 8:30 interview is moved to Thursday at 6:15 PM"."""
        at = self._days[n][0] + 1
        return at < len(self._items) and self._items[at].clock is not None and self._adjacent(self._days[n], at)

    def _of_each(self, clock: Item) -> bool:
        """Whether a clock is told of all the days before it: "June 17 and 18. I have 8:00 and 9:15 both days"."""
        tokens, near = self._page.tokens, range(clock.j, clock.j + _SENTENCE)
        stop = next((n for n in near if tokens.word(n) in _STOPS or tokens.gap(n) > LINE), near.stop)
        return any(self._page.is_in("each_day", n) for n in range(clock.j, stop))

    def _other_clause(self, i: int, j: int) -> bool:
        """Whether a day at j stands too far behind a clock that ends at i: "at 8:30, and ... at dinner on Friday"."""
        return j - i > _CLOSE and any(self._page.tokens.word(n) in (",", ";", "(") for n in range(i, min(j, i + _FEW)))

    def _told_before(self, after: int, clock: Item) -> list[Item]:
        """The only day of the sentence before."""
        near = [
            item for _, item in self._days[max(0, after - _FEW):after]
            if item.sentence == clock.sentence - 1 and item.day and item.day.doubt != REPLACED
            and not _contradict(item, clock) and not (item.parts and item.parts.until)
        ]
        return near if len(near) == 1 else []

    def _chain(self, n: int, step: int) -> list[Item]:
        """The days that are listed with day n."""
        chain = [self._days[n][1]]
        while 0 <= n + step < len(self._days) and len(chain) < _FEW:
            first, second = sorted((self._days[n][1], self._days[n + step][1]), key=lambda item: item.i)
            if not listed(self._page, first, second):
                break
            n += step
            chain.append(self._days[n][1])
        return chain[::step]

    def _adjacent(self, day: tuple[int, Item], n: int) -> bool:
        """Whether item n, a clock, follows its day, perhaps after other clocks of that day."""
        (first, item), at = day, day[1].j
        if n - first > _FEW:
            return False
        for item in self._items[first + 1:n + 1]:
            if item.clock:
                listed = self._page.past("or", at + 1 if self._page.tokens.word(at) in (",", "/") else at)
                if not any(_linked(self._page, start, item.i, "clock_links") for start in (at, listed)):
                    return False
                at = item.j
        return True


def _goes_on(page: Page, first: Item, second: Item) -> bool:
    """Whether a comma stands between two clocks, or "or", perhaps with a few words more: "or, if you like, at 2"."""
    if not first.clock or not second.clock:
        return False
    if second.i - first.j <= _CLAUSE and any(page.is_in("choice", n) for n in range(first.j, second.i)):
        return True
    j = page.past("or", first.j + 1 if page.tokens.word(first.j) == "," else first.j)
    return first.j < second.i <= (j + 1 if page.is_in("before_bare", j) else j)


def _contradict(day: Item, clock: Item) -> bool:
    """Whether "Thursday evening" cannot be the day of "9:30 am"."""
    begin = clock.clock.begin.half if clock.clock else ""
    return day.half != "" and begin in ("am", "pm") and (day.half == "am") != (begin == "am")


def _restated(page: Page, first: ClockTold, j: int, second: Item) -> bool:
    """Whether a clock says the one before it, ending at j, again.

    "3:30 pm EST (2:30 pm CST)", "10 PT / 1 ET", "11:00 AM Eastern (that's 3:00 PM your time", "10 ET / 3:00 PM London".
    """
    told, behind = second.clock.zone if second.clock else None, page.tokens.at(second.j)
    placed = first.zone is not None and behind is not None and behind.capital
    if (told is None and not placed) or told == first.zone or second.i - j > _NEAR:
        return False
    between = {page.tokens.word(n) for n in range(j - 1, second.i)}
    signs = first.zone is not None and second.i - j <= 2 and not between.isdisjoint({"/", ",", "-", "–", "|", "="})
    return "(" in between or signs


def _only_length(items: list[Item]) -> int | None:
    lengths = {item.length for item in items if item.length}
    return lengths.pop() if len(lengths) == 1 else None


def _near_length(page: Page, clock: Item, following: list[Item]) -> int | None:
    for item in following:
        if item.length and item.i <= clock.j + _CLOSE and _linked(page, clock.j, item.i, "length_before"):
            return item.length
    return None


def _only_zone(items: list[Item]) -> ZoneTold | None:
    """The zone that the mail tells for all its clocks, or the only one it names."""
    told = {item.zone for item in items if item.zone}
    told = told or {item.clock.zone for item in items if item.clock and item.clock.zone}
    return told.pop() if len(told) == 1 else None


def _zone_behind(page: Page, clock: Item, day: Item | None) -> ZoneTold | None:
    """ "11:00am - Thursday, May 21, 2026 (Eastern Time - US & Canada)": behind the day that follows the clock."""
    found = read_zone(page, day.j) if day and clock.j <= day.i else None
    return found[0] if found else None


def _clocks(page: Page, items: list[Item]) -> list[Joined]:
    """Each clock with its days."""
    days, only_length, only_zone = _Days(page, items), _only_length(items), _only_zone(items)
    result: list[Joined] = []
    count = 0
    for n, item in enumerate(items):
        last = result[-1].clock if result else None
        if item.clock and last and last.clock and _restated(page, last.clock, last.j, item):
            # the one that tells its zone is the sure one
            better = {"again": item.clock} if last.clock.zone else {"clock": item, "zone": item.clock.zone}
            result[-count:] = [replace(joined, **better) for joined in result[-count:]]
        elif item.clock:
            length = _near_length(page, item, items[n + 1:n + _FEW]) or only_length
            choice = any(_goes_on(page, first, second) for first, second in pairwise(items[max(0, n - 1):n + 2]))
            found = days.of(n)
            near = min(found, key=lambda day: abs(day.i - item.i), default=None)
            zone = item.clock.zone or _zone_behind(page, item, near) or only_zone
            told = Joined(None, item, length, zone, choice=choice)
            next_clock = next((other.i for other in items[n + 1:n + 2] if other.clock), None)
            mine = [
                replace(told, day=day, far=day is not near, parted=next_clock is not None and next_clock < day.i)
                for day in found
            ] or [told]
            count = len(mine)
            result += mine
    return result


def join(page: Page, items: list[Item]) -> list[Joined]:
    """Days with their clocks, in the order of the text; clocks without a day; days and ranges without a clock."""
    clocks = _clocks(page, items)
    taken = {joined.day.i for joined in clocks if joined.day}
    result = clocks + [Joined(item) for item in items if item.day and item.i not in taken]
    return sorted(result, key=lambda joined: [item.i for item in (joined.day, joined.clock) if item])
