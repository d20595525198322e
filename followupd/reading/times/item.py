"""A part of a time, where it stands."""

from __future__ import annotations

from msgspec import Struct

from followupd.reading.times.hours import ClockTold
from followupd.reading.times.meaning import Day
from followupd.reading.times.parts import Parts
from followupd.reading.times.zones import ZoneTold


class Item(Struct, frozen=True):
    """Something at tokens [i, j): a day (with its parts until it is reckoned), a clock, a length, or a zone for all.

    `same`: a clock that is told by pointing back ("same time").
    """

    i: int
    j: int
    sentence: int
    parts: Parts | None = None
    day: Day | None = None
    half: str = ""
    clock: ClockTold | None = None
    length: int | None = None
    zone: ZoneTold | None = None
    same: bool = False


def apart(first: Item, second: Item) -> int:
    """How many words stand between two."""
    return max(first.i, second.i) - min(first.j, second.j)
