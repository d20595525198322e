"""What tells the times of one mail apart, by the grammar alone. The mail is of Tuesday, 3 November 2026, in London."""

from __future__ import annotations

from datetime import datetime, time, timedelta
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


@pytest.mark.parametrize(("text", "written"), [
    ("Option 1: 11 November at 14:00", ["11 November at 14:00"]), ("Slot 3: 10:00 on Friday", ["10:00 on Friday"]),
    ("on Friday at 10: 30 am", ["Friday at 10: 30 am"]), ("on Friday at 2 : 30 p . m .", ["Friday at 2 : 30 p . m ."]),
])
def test_the_number_of_an_option_is_no_hour(text: str, written: list[str]) -> None:
    assert [text[mention.start : mention.end] for mention in told(text)] == written


@pytest.mark.parametrize(("text", "ends"), [
    ("Monday 9 November  09:30  10:15  Room 3", ["10:15"]), ("Monday 9 November: 9:00 10:00 11:00", [None, None, None]),
    ("Monday 9 November  9:00  16:00", [None, None]), ("Monday 9 November  10:00  9:15", [None, None]),
])
def test_a_clock_beside_another_is_its_end_where_it_can_be(text: str, ends: list[str | None]) -> None:
    slots = [mention.slot for mention in told(text)]
    assert [slot and slot.end and f"{slot.end:%H:%M}" for slot in slots] == ends


@pytest.mark.parametrize("note", [
    "All times are shown in Eastern Time.", "Please note that all times are listed in Eastern Time.",
    "Times below are Eastern.", "We can offer these, all Eastern Time:", "All times in Eastern Time:",
    "Times are in your time zone, America/New_York.",
])
def test_a_zone_is_told_for_all_times_in_many_words(note: str) -> None:
    (mention,) = told(f"{note}\nMonday, 9 November at 9:00")
    assert mention.slot and mention.slot.start.utcoffset() == timedelta(hours=-5)


def test_lines_of_was_and_now_are_two_columns_only_below_both_heads() -> None:
    cells = "Date\nThu 5 Nov\nMon 9 Nov\n\nTime\n10:00\n11:30"
    assert [f"{one.slot.start:%d %H:%M}" for one in told(f"Was\nNow\n\n{cells}") if one.slot] == ["09 11:30"]
    assert [f"{one.slot.start:%d %H:%M}" for one in told(f"New\nOld\n\n{cells}") if one.slot] == ["05 10:00"]
    assert len([one for one in told(f"Now\n\n{cells}") if one.slot]) > 1
    assert told("From\nTo\n\nMon 9 Nov\n9:30\n10:15")[0].clock == time(9, 30)


def test_from_a_day_to_another_is_a_move_where_one_is_moved() -> None:
    assert [one.slot.start.day for one in told("Can we push our Thursday to Monday at 11?") if one.slot] == [5, 9]
    assert [one.slot for one in told("We are here Thursday to Monday.")] == [None]
    assert [one.slot for one in told("That has changed. We are here Thursday to Monday.")] == [None]


def test_a_day_by_which_something_is_due_lends_its_date_to_no_clock() -> None:
    text = "9:30 - 10:15 Controls\n10:20 - 11:20 Whiteboard\n\nPlease reply by Monday, 9 November."
    assert [one.slot for one in told(text) if one.clock] == [None, None]


def test_how_long_it_takes_is_no_hour() -> None:
    (mention,) = find_times("un entretien d'1h15, vendredi 27 novembre à 14h", SENT, LONDON, "fr")
    assert mention.clock == time(14)
