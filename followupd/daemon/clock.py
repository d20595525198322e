"""The one reader of the clock; everybody else is told what time it is."""

from __future__ import annotations

import time
from datetime import datetime, tzinfo

from followupd.errors import UsageError


def now(zone: tzinfo) -> datetime:
    """This moment, aware, on the clock of `zone`."""
    return datetime.now(zone)  # noqa: TID251 - here, and nowhere else


def monotonic() -> float:
    """Seconds that never jump; they stand still while the machine is suspended (CLOCK_MONOTONIC)."""
    return time.monotonic()


def drift() -> float:
    """Wall clock minus monotonic clock, in seconds: it changes by suspending, and by setting the clock."""
    return time.time() - time.monotonic()  # noqa: TID251 - here, and nowhere else


def moment(told: str | None, zone: tzinfo) -> datetime:
    """What `--now` says, on the clock of `zone`, or this moment; without an offset it is taken in `zone`.

    Raises `UsageError` where it is not ISO 8601.
    """
    if told is None:
        return now(zone)
    try:
        there = datetime.fromisoformat(told)
        return (there if there.tzinfo else there.replace(tzinfo=zone)).astimezone(zone)
    except (ValueError, OverflowError) as error:
        raise UsageError(
            f"--now: not a moment: {told[:40]!r}", do="It is written like 2026-11-13T15:01-05:00."
        ) from error
