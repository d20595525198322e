"""What tells the times of one mail apart, by the grammar alone. The mail is of Tuesday, 3 November 2026, in London."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from followupd.reading.times import TimeMention, find_times, names_a_weekday

LONDON = ZoneInfo("Europe/London")
SENT = datetime(2026, 11, 3, 10, tzinfo=LONDON)


def told(text: str) -> tuple[TimeMention, ...]:
    return find_times(text, SENT, LONDON)


def test_a_capital_begins_what_a_row_is_about() -> None:
    first, second = told("Tuesday 10 November\n9.50 In-tray exercise\n10.40 Coffee")
    assert first.row and second.row


def test_the_label_of_a_clock_below_its_day_is_no_part_of_the_time() -> None:
    text = "Friday 6 November\nDoors 9:30, start 10:00"
    assert [text[mention.start : mention.end] for mention in told(text)] == ["9:30", "10:00"]


def test_an_ordinal_ends_its_sentence() -> None:
    text = "You are on at 2:30 Thursday, December 3rd. He has a hard stop at 3:15."
    assert text[told(text)[1].start :] == "3:15."


@pytest.mark.parametrize(("text", "doubtful"), [
    ("instead of the meeting at 11 on Monday", True), ("the meeting at 11 on Monday", False),
    ("between 9.30 and 4.30", True), ("9.30 on Monday", False),
])
def test_a_time_that_was_and_a_stretch_of_time_are_no_appointment(text: str, doubtful: bool) -> None:
    (mention,) = told(text)
    assert bool(mention.doubt) is doubtful


@pytest.mark.parametrize(("text", "named"), [("See you Tuesday.", True), ("See you at 3 on 5 November.", False)])
def test_dates_elsewhere_matter_where_a_weekday_is_named(text: str, named: bool) -> None:
    assert names_a_weekday(text, "en") is named
