"""Which of the times that were offered an answer means: by its moment, its weekday, or its hour alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta, tzinfo

from followupd.reading.facts import Slot

#: how much later than the next one the weekday of an answer may be
_NEAR = timedelta(days=21)


def match(said: Iterable[Slot], offered: Sequence[Slot], zone: tzinfo) -> tuple[Slot, ...]:
    """The offered slots that these words pick: the same moment, or the day where only a day is said.

    "Wednesday at 4" may be a later Wednesday than the next, where that is the one that was offered.
    """
    found: list[Slot] = []
    for one in said:
        exact = [_picked(slot, one) for slot in offered if slot.start == one.start or _same_day(slot, one, zone)]
        found += exact or [slot for place in offered if (slot := _that_weekday(one, place, zone))]
    return tuple(dict.fromkeys(found))


def _same_day(offered: Slot, said: Slot, zone: tzinfo) -> bool:
    """Whether one of the two tells only the day, and it is the other's; of a stretch it is an hour in it."""
    if said.day_only:
        return offered.start.date() == said.start.date()
    return offered.day_only and not offered.stretch and said.start.astimezone(zone).date() == offered.start.date()


def _picked(offered: Slot, said: Slot) -> Slot:
    """The offered slot; of a stretch of hours, and of a day alone, what was said is agreed: the hour, or the day."""
    return said if offered.stretch or (offered.day_only and not said.day_only) else offered


def match_hours(hours: Iterable[time], offered: Sequence[Slot], zone: tzinfo) -> tuple[Slot, ...]:
    """The offered slots that an hour without a day picks ("let us take the 10am")."""
    found = [slot for hour in hours for place in offered if (slot := _at_hour(hour, place, zone))]
    return tuple(dict.fromkeys(found))


def at_hours(hours: Iterable[time], start: datetime) -> tuple[Slot, ...]:
    """These hours, on the day of an interview that is agreed already ("could we start at 3?")."""
    return tuple(Slot(datetime.combine(start.date(), hour, tzinfo=start.tzinfo), zone_told=False) for hour in hours)


def _that_weekday(said: Slot, offered: Slot, zone: tzinfo) -> Slot | None:
    """The moment on a later day that was offered, where a weekday is told, with a clock that fits or without."""
    day, meant = _local(offered, zone), _local(said, zone)
    if day.weekday() != meant.weekday() or not timedelta(0) < day.date() - meant.date() <= _NEAR:
        return None
    return offered if said.day_only else _at_hour(meant.time(), offered, zone)


def _at_hour(hour: time, offered: Slot, zone: tzinfo) -> Slot | None:
    """The offered slot, where it begins at this hour, or the hour in it, where it is longer."""
    day = _local(offered, zone)
    if not offered.day_only and day.time() in (hour, _in_the_evening(hour)):
        return offered
    moment = datetime.combine(day.date(), hour, tzinfo=zone)
    free = offered.day_only or (offered.end is not None and offered.start <= moment < offered.end)
    return Slot(moment, zone_told=False) if free else None


def _in_the_evening(hour: time) -> time:
    """ "8:30 is fine" may answer "8:30 pm"."""
    return hour.replace(hour=hour.hour + 12) if 0 < hour.hour < 12 else hour


def _local(slot: Slot, zone: tzinfo) -> datetime:
    return slot.start if slot.day_only else slot.start.astimezone(zone)
