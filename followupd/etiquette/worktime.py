"""Working time: Monday to Friday, not a holiday, within the user's working hours, on the user's clock.

All results are aware and in the policy's zone. Days of waiting are 24 elapsed hours (E2), so they are added in UTC.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from followupd.settings import Policy

#: no calendar has a longer run of days off; past it the day itself is taken
_LONGEST_BREAK = 60


def is_working_day(day: date, policy: Policy) -> bool:
    return day.weekday() < 5 and day not in policy.holidays


def working_day_from(day: date, policy: Policy) -> date:
    """The first working day at or after `day`."""
    for ahead in range(_LONGEST_BREAK):
        if is_working_day(day + timedelta(days=ahead), policy):
            return day + timedelta(days=ahead)
    return day


def working_day_after(day: date, count: int, policy: Policy) -> date:
    """The `count`th working day after `day`; for 0 the first one at or after it."""
    if count == 0:
        return working_day_from(day, policy)
    for _ in range(count):
        day = working_day_from(day + timedelta(days=1), policy)
    return day


def opening_of(day: date, policy: Policy) -> datetime:
    """When work begins on that day. A clock time that a change of clocks skips becomes the moment after it."""
    local = datetime.combine(day, policy.work_begins, tzinfo=policy.zone)
    return local.astimezone(UTC).astimezone(policy.zone)


def working_moment_from(moment: datetime, policy: Policy) -> datetime:
    """The first moment of working time at or after `moment`; the working day is half-open: its end is not in it."""
    local = moment.astimezone(policy.zone)
    if is_working_day(local.date(), policy) and local.time() < policy.work_ends:
        return max(local, opening_of(local.date(), policy))
    first = local.date() if local.time() < policy.work_ends else local.date() + timedelta(days=1)
    return opening_of(working_day_from(first, policy), policy)


def after_days(moment: datetime, days: int) -> datetime:
    """`days` times 24 elapsed hours later, whatever the clocks do in between."""
    return (moment.astimezone(UTC) + timedelta(days=days)).astimezone(moment.tzinfo)
