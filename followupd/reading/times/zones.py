"""Time zones as mail names them: "ET", "(GMT-05:00) Eastern Time", "Houston time", "Europe/Vienna", "your time".

A zone word means the local clock: "EST" in July is what the clocks in New York show.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from msgspec import Struct

from followupd.reading.times.page import Page
from followupd.reading.times.words import ZoneWords

AMBIGUOUS = "this time zone has several meanings"
_MOST = 14 * 60
#: a longer word of a zone is an ordinary word, too
_LONGEST_SHORT = 4
#: the gap of a line's end
_LINE = 2
#: what a place may end at, which stands bare behind a clock: "8 pm Sydney (9 am London)"
_ENDS = frozenset({"", "(", "/", ",", ".", "?", ";", "="})
#: zones with a summer time, the most peopled of each offset first
_USUAL = (
    "America/New_York", "America/Chicago", "America/Los_Angeles", "America/Denver", "America/Anchorage",
    "Europe/London", "Europe/Berlin", "Europe/Athens", "Australia/Sydney", "Australia/Adelaide", "Pacific/Auckland",
)


class ZoneTold(Struct, frozen=True):
    """`of`: the words' zones; `fixed`: minutes east of UTC; `whose`: "reader" or "sender"."""

    of: ZoneWords | None = None
    fixed: int | None = None
    whose: str = ""


@lru_cache(maxsize=256)
def named_zone(name: str) -> ZoneInfo | None:
    """The IANA zone of this name, or None."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def _offset(page: Page, i: int) -> tuple[int, int] | None:
    """ "-05:00", "+2", "-0500", "+5:30": minutes east of UTC."""
    sign = {"+": 1, "-": -1, "−": -1, "–": -1}.get(page.tokens.word(i))
    tokens = page.tokens
    if sign is None:
        return None
    four = tokens.number(i + 1, 0, 1400, (4,))
    if four is not None:
        return (sign * (four // 100 * 60 + four % 100), i + 2) if four % 100 < 60 else None
    hours = tokens.number(i + 1, 0, 14)
    if hours is None:
        return None
    minutes = tokens.number(i + 3, 0, 59, (2,)) if tokens.word(i + 2) == ":" else None
    total = hours * 60 + (minutes or 0)
    return (sign * total, i + 2 if minutes is None else i + 4) if total <= _MOST else None


def _told_offset(page: Page, i: int) -> tuple[ZoneTold, int] | None:
    """ "UTC+2", "GMT-05:00"; and the bare "-0500", "+01:00", which is told from the end of a range by its shape."""
    base = page.past("zone_offsets", i)
    if base == i and not _bare_offset(page, i):
        return None
    found = _offset(page, base)
    return (ZoneTold(fixed=found[0]), found[1]) if found else None


def _bare_offset(page: Page, i: int) -> bool:
    hours = page.tokens.word(i + 1)
    if page.tokens.gap(i + 1) > 0 or not hours.isdecimal():
        return False
    spaced_minus = page.tokens.gap(i) > 0 and hours.startswith("0")
    return (page.tokens.word(i) == "+" or spaced_minus) and (len(hours) == 4 or page.tokens.word(i + 2) == ":")


def _iana(page: Page, i: int) -> tuple[ZoneTold, int] | None:
    """ "Europe/Vienna", "America/New_York"."""
    tokens = page.tokens
    if not page.is_in("zone_areas", i) or tokens.word(i + 1) != "/":
        return None
    names, j = [tokens.word(i + 2).capitalize()], i + 3
    while tokens.word(j) in ("_", "/") and tokens.gap(j) == tokens.gap(j + 1) == 0 and j < i + 9:
        names += [tokens.word(j), tokens.word(j + 1).capitalize()]
        j += 2
    area = tokens.word(i)
    name = (area.upper() if area == "us" else area.capitalize()) + "/" + "".join(names)
    return (ZoneTold(of=ZoneWords((name,), True)), j) if len(name) < 64 and named_zone(name) else None


def _worded(page: Page, i: int, *, bracket: bool) -> tuple[ZoneTold, int] | None:
    """ "ET", "Eastern Standard Time", "here in Houston", "London time"."""
    tokens, words = page.tokens, page.words
    at = page.past("zone_place_before", i)
    place = tokens.find(words.places, at)
    if place:
        tail = page.past("zone_tails", place[1])
        closed = bracket and tokens.word(place[1]) == ")"
        named = tokens.at(i)
        bare = not bracket and named is not None and named.capital and tokens.word(place[1]) in _ENDS
        if tail > place[1] or closed or bare or at > i:
            return ZoneTold(of=place[0]), tail
    word = tokens.find(words.zones, i)
    tail = page.past("zone_tails", word[1]) if word else i
    if word is None or (tail == word[1] and _is_named_so(page, i, tail)):
        return None
    return ZoneTold(of=word[0]), tail


def _is_named_so(page: Page, i: int, j: int) -> bool:
    """Whether words of a zone at [i, j) only begin a name: "9:00, Central Park West", "2 pm, Mountain View campus"."""
    following, named = page.tokens.at(j), page.tokens.at(i)
    told = named is not None and named.capital and len(named.text) > _LONGEST_SHORT
    weekday = page.tokens.find(page.words.weekdays, j) or page.tokens.find(page.words.months, j)
    return told and following is not None and following.capital and following.gap < _LINE and not weekday


def _one(page: Page, i: int, *, bracket: bool) -> tuple[ZoneTold, int] | None:
    for whose in ("reader", "sender"):
        end = page.past(f"zone_{whose}", i)
        if end > i and (whose == "reader" or not page.tokens.find(page.words.places, end + 1)):
            return ZoneTold(whose=whose), end
    return _iana(page, i) or _told_offset(page, i) or _worded(page, i, bracket=bracket)


def read_zone(page: Page, i: int) -> tuple[ZoneTold, int] | None:
    """The zone at i, perhaps in brackets, perhaps said twice: "(GMT-05:00) Eastern Time (US & Canada)"."""
    at = i + 1 if page.tokens.word(i) == "." and page.tokens.word(i + 1) == "(" else i
    at = at + 1 if page.tokens.word(at) == "|" and page.tokens.word(at + 1) == "(" else at
    at = at + 1 if page.tokens.word(at) in ("(", "[", ",") else at
    found = _one(page, at, bracket=at > i)
    if found is None:
        return None
    told, j = found
    for _ in range(3):
        j = j + 1 if page.tokens.word(j) in (")", "]") else j
        at = j + 1 if page.tokens.word(j) in ("(", "/", "-", "[", ",") else j
        again = None if page.is_in("or", at) else _one(page, at, bracket=at > j)
        if again is None or not (told.fixed is not None or again[0] == told or again[0].fixed is not None):
            break
        told, j = (again[0] if again[0].of else told), again[1]
    j = page.past("zone_notes", j)
    return told, j + 1 if page.tokens.word(j) in (")", "]") else j


def zone_of_reader(zone: tzinfo | None, sent: datetime) -> tzinfo:
    """The zone of times that tell none: the reader's own, or else the mail's."""
    found = zone or _usual_zone(sent) or sent.tzinfo
    assert found is not None, "instants are aware"
    return found


def _usual_zone(sent: datetime) -> tzinfo | None:
    """The zone whose clocks showed this offset as the mail was sent, so that its summer time is known, or None.

    UTC tells nothing: it is the clock of servers. Only zones that change their clocks are of use.
    """
    if not sent.utcoffset():
        return None
    return next((zone for name in _USUAL if (zone := named_zone(name)) and _agrees(zone, sent)), None)


def clock_zone(told: ZoneTold, sent: datetime, zone: tzinfo) -> tuple[tzinfo, str]:
    """The zone that is meant, and why it is doubtful, if it is."""
    if told.fixed is not None:
        return timezone(timedelta(minutes=told.fixed)), ""
    if told.of is None:
        return (zone if told.whose == "reader" else sent.tzinfo or zone), ""
    zones = [found for name in told.of.zones if (found := named_zone(name))]
    if len(zones) > 1:
        name = getattr(zone, "key", None)
        same = [found for found in zones if found.key == name] or [found for found in zones if _agrees(found, sent)]
        if same:
            return same[0], ""
    if not zones:
        return zone, AMBIGUOUS
    return zones[0], "" if told.of.sure else AMBIGUOUS


def _agrees(zone: ZoneInfo, sent: datetime) -> bool:
    """Whether the mail's own offset is this zone's at that moment."""
    try:
        return sent.astimezone(zone).utcoffset() == sent.utcoffset()
    except (OverflowError, ValueError):
        return False
