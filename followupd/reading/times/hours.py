"""What a written clock means, by the 24 hours."""

from __future__ import annotations

from datetime import time

from msgspec import Struct

from followupd.reading.times.zones import ZoneTold

SEVEN = "seven in the morning or in the evening?"
WINDOW = "a stretch of time, no appointment"
LONG = "a stretch of many hours"
_SEVEN, _NOON = 7, 12
_LONG_MINUTES = 4 * 60


class Clock(Struct, frozen=True):
    """Minutes after midnight as written; `half`: "am", "pm", "24" or "" (untold); `sure`: looks like nothing else.

    `earliest`: the hour before which an untold one is in the afternoon.
    """

    minutes: int
    half: str = ""
    sure: bool = True
    earliest: int = 7


class ClockTold(Struct, frozen=True):
    """One clock, or from one to another."""

    begin: Clock
    end: Clock | None = None
    zone: ZoneTold | None = None
    doubt: str = ""


def settle(told: ClockTold, half: str) -> tuple[time, time | None, str]:
    """The clock by the 24 hours. `half`: what "Tuesday afternoon" says of it.

    Untold, an early hour is in the afternoon, one from eight to eleven in the morning; twelve is noon.
    """
    begin, end = told.begin, told.end
    half = begin.half or half
    start, doubt = begin.minutes, told.doubt
    if not begin.half:
        start, unsure = _guess(begin, end, half)
        doubt = doubt or (SEVEN if unsure else "")
    stop = _stop(start, end) if end else None
    if stop is not None and (stop - start) % 1440 >= _LONG_MINUTES:
        doubt = doubt or LONG
    return _time(start), _time(stop) if stop is not None else None, doubt


def _guess(begin: Clock, end: Clock | None, half: str) -> tuple[int, bool]:
    hour = begin.minutes // 60
    if half == "afternoon":  # that of ten o'clock is none
        half = "" if begin.earliest <= hour < _NOON else "pm"
    if half in ("am", "pm"):
        return (begin.minutes % 720) + (720 if half == "pm" else 0), False
    if end and end.half in ("am", "pm", "24"):
        pm = begin.minutes % 720 + 720
        if pm < end.minutes and (end.half == "pm" or hour < begin.earliest or hour == _NOON):
            return pm, False
        if begin.minutes % 720 < end.minutes:
            return begin.minutes % 720, False
    return (begin.minutes + 720 if 1 <= hour < begin.earliest else begin.minutes), hour == begin.earliest == _SEVEN


def _stop(start: int, end: Clock) -> int:
    """The end is the first such clock after the start."""
    if end.half in ("am", "pm", "24"):
        return end.minutes
    return next((minutes for minutes in (end.minutes % 720, end.minutes % 720 + 720) if minutes > start), end.minutes)


def _time(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)
