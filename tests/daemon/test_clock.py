"""`--now`, and the one clock."""

from zoneinfo import ZoneInfo

import pytest

from followupd.daemon import clock
from followupd.errors import UsageError

NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("2026-11-13T15:01-05:00", "2026-11-13T15:01:00-05:00"),
        ("2026-11-13T20:01Z", "2026-11-13T15:01:00-05:00"),
        ("2026-11-13T15:01", "2026-11-13T15:01:00-05:00"),
        ("2026-11-13", "2026-11-13T00:00:00-05:00"),
    ],
)
def test_a_moment_is_shown_on_the_users_clock(told, shown):
    assert clock.moment(told, NEW_YORK).isoformat() == shown


@pytest.mark.parametrize("told", ["", "tomorrow", "2026-13-01", "0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00"])
def test_what_is_no_moment_is_a_fault_of_the_command_line(told):
    with pytest.raises(UsageError, match="--now"):
        clock.moment(told, ZoneInfo("Etc/GMT-14") if told.startswith("9999") else NEW_YORK)


def test_nothing_told_is_now():
    assert clock.moment(None, NEW_YORK).tzinfo is NEW_YORK
