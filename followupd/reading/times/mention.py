"""A time that a mail names."""

from __future__ import annotations

from datetime import date, time

from msgspec import Struct

from followupd.reading.facts import Slot


class TimeMention(Struct, frozen=True):
    """A time at [start, end) of the text.

    `slot`: to the minute, or day_only; None where only a range of days is named, where the day is doubtful, or where a
    clock is told without a day (`clock` and `clock_end` then hold it, `day_told` is false).
    `first_day`, `last_day`: the days that may be meant, in the mail's calendar, both included.
    `zone_told`: false where the reader's zone had to be assumed.
    `doubt`: why it is no time to stake anything on, or "".
    `relative`: counted from the mail's own day ("tomorrow", "Tuesday", "within two weeks").
    `row`: a row of a timetable, "10:30 Ms. Dworkin"; `choice`: to be chosen, "10 or 11", or a line of its own.
    """

    start: int
    end: int
    first_day: date
    last_day: date
    slot: Slot | None = None
    day_told: bool = True
    clock: time | None = None
    clock_end: time | None = None
    zone_told: bool = False
    doubt: str = ""
    relative: bool = False
    row: bool = False
    choice: bool = False
