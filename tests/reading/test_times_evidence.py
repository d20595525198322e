"""How a time is settled: order of day and month, years, zones, summer time; and what holds for any text."""

from datetime import datetime
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from mentions import BERLIN, NEW_YORK, SENT, said

from followupd.reading.times import find_dates, find_times
from followupd.reading.times.page import Page
from followupd.reading.times.scan import scan
from followupd.reading.times.tokens import Tokens
from followupd.reading.times.words import words


def test_the_order_of_day_and_month_follows_the_evidence() -> None:
    in_february = datetime(2027, 2, 20, 9, 0, tzinfo=ZoneInfo("Etc/UTC"))
    utc = ZoneInfo("Etc/UTC")
    assert said("on 03/04/2027", in_february, utc) == ["?"]
    assert said("Thursday 03/04", in_february, utc) == ["2027-03-04"]
    assert said("Saturday 03/04", in_february, utc) == ["2027-04-03"]
    assert said("on 03/04 or on 03/25", in_february, utc) == ["2027-03-04", "2027-03-25"]
    assert said("on 03/04 or on 25/04", in_february, utc) == ["2027-04-03", "2027-04-25"]
    assert said("on 03/04", in_february.astimezone(BERLIN), BERLIN) == ["2027-04-03"]
    assert said("on 03/04", in_february.astimezone(NEW_YORK), NEW_YORK) == ["2027-03-04"]
    assert said("on 03/04", in_february.astimezone(BERLIN), NEW_YORK) == ["?"]


def test_a_date_without_a_year_is_the_nearest_one_ahead_or_a_month_back() -> None:
    new_year = datetime(2027, 1, 2, 9, 0, tzinfo=NEW_YORK)
    assert said("your interview on 28 Dec", new_year) == ["2026-12-28"]
    assert said("your interview on 5 January", SENT) == ["2027-01-05"]
    assert said("on Thursday, June 10", datetime(2027, 5, 1, tzinfo=NEW_YORK)) == ["2027-06-10"]


def test_a_zone_word_means_the_local_clock_in_summer_too() -> None:
    july = datetime(2027, 7, 1, 9, 0, tzinfo=NEW_YORK)
    assert said("July 7 at 1:00 pm EST", july) == ["2027-07-07T13:00-04:00"]
    assert said("July 7 at 1:00 pm CET", july) == ["2027-07-07T13:00+02:00"]


def test_a_zone_of_several_meanings_follows_the_sender_or_the_reader() -> None:
    india = ZoneInfo("Asia/Kolkata")
    assert said("Friday at 10 AM IST", SENT, india) == ["2026-12-04T10:00+05:30"]
    assert said("Friday at 10 AM IST", SENT.astimezone(india), NEW_YORK) == ["2026-12-04T10:00+05:30"]
    assert said("Friday at 10 AM IST", SENT, ZoneInfo("Europe/Dublin")) == ["2026-12-04T10:00+00:00"]


def test_a_clock_without_a_zone_is_the_readers_and_says_so() -> None:
    (mention,) = find_times("Friday at 2 pm", SENT, BERLIN)
    assert mention.slot is not None
    assert mention.slot.start == datetime(2026, 12, 4, 14, 0, tzinfo=BERLIN)
    assert not mention.zone_told
    assert not mention.slot.zone_told


def test_a_weekday_whose_date_is_told_behind_it_is_that_day_or_a_doubt() -> None:
    assert said("Wednesday or Thursday (12/9 or 12/10) at 7 am", SENT) == [
        "2026-12-09T07:00-05:00", "2026-12-10T07:00-05:00"]
    assert said("Wednesday or Thursday (12/10 or 12/11) at 7 am", SENT) == ["?"] * 4
    assert said("this Friday at 2 pm, December 11th", SENT) == ["2026-12-11T14:00-05:00"]
    assert said("Friday at 2 pm (December 10th)", SENT) == ["?", "?"]
    assert said("Friday at 2 pm, December 11th at 3 pm", SENT) == ["2026-12-04T14:00-05:00", "2026-12-11T15:00-05:00"]
    moved = "moved from Friday at 2 pm, December 11th, to Monday at 10 am"
    assert said(moved, SENT) == ["?", "?", "2026-12-07T10:00-05:00"]


def test_a_short_weekday_that_is_a_word_too_is_a_day_where_its_clock_or_another_day_follows() -> None:
    assert said("can you do Wed at 11 am, or Sat, 9.30?", SENT) == ["2026-12-02T11:00-05:00", "2026-12-05T09:30-05:00"]
    assert said("Wed 11.45. 2nd floor", SENT) == ["2026-12-02T11:45-05:00"]
    assert said("Wed or Thu 10am", SENT) == ["2026-12-02T10:00-05:00", "2026-12-03T10:00-05:00"]
    assert said("we sat 11 exams, and Sun and rain are expected", SENT) == []


def test_a_bare_weekday_is_the_one_that_was_dated_nearby() -> None:
    assert said("We meet on 15 and 16 December; still free are Tuesday 9:15 and Wednesday 11:00", SENT)[-2:] == [
        "2026-12-15T09:15-05:00", "2026-12-16T11:00-05:00"]
    assert said("We are holding interviews next week: Thursday at 2pm?", SENT)[-1] == "2026-12-10T14:00-05:00"
    assert said("I am away next week. Thursday at 2pm?", SENT)[-1] == "2026-12-03T14:00-05:00"


def test_a_bare_weekday_is_the_one_that_the_mail_answers_to() -> None:
    quoted = find_dates("I could do Thursday, 17 December or Monday 21 December.", SENT, NEW_YORK, "en")
    (told,) = find_times("Thursday at 2:15 pm is fine.", SENT, NEW_YORK, dates=quoted)
    assert told.slot and told.slot.start == datetime(2026, 12, 17, 14, 15, tzinfo=NEW_YORK)


def test_a_clock_that_comes_twice_is_the_first_and_a_skipped_one_still_is_a_moment() -> None:
    autumn = datetime(2026, 10, 30, 9, 0, tzinfo=NEW_YORK)
    assert said("November 1 at 1:30 am", autumn) == ["2026-11-01T01:30-04:00"]
    spring = datetime(2027, 3, 12, 9, 0, tzinfo=NEW_YORK)
    assert said("March 14 at 2:30 am", spring) == ["2027-03-14T02:30-05:00"]


def test_relative_words_count_in_the_senders_calendar() -> None:
    late_in_tokyo = datetime(2026, 12, 2, 1, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert said("tomorrow", late_in_tokyo, NEW_YORK) == ["2026-12-03"]


def test_a_day_told_again_without_its_hour_is_told_once() -> None:
    assert said("See you Friday at 2 pm. Friday is perfect.") == ["2026-12-04T14:00-05:00"]


PIECES = st.sampled_from([
    "Tuesday", "December", "4", "4th", "the", "12/5", "at", "2:30", "pm", "-", "or", "(", ")", "ET", "next",
    "week", ",", "half past", "ten", "within", "a few", "days", "\n", "\n\n", ".", "your time", "GMT", "+2", "to",
    "2026", "noon", "31",
])
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map(" ".join))


@given(TEXTS, st.datetimes(timezones=st.sampled_from([NEW_YORK, BERLIN, ZoneInfo("Asia/Kolkata")])))
@settings(max_examples=300, deadline=None)
def test_no_text_raises_and_every_mention_is_sound(text: str, sent: datetime) -> None:
    for mention in find_times(text, sent, BERLIN):
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.first_day <= mention.last_day
        assert mention.slot is None or mention.slot.start.tzinfo is not None
        assert mention.slot is None or mention.slot.end is None or mention.slot.end > mention.slot.start


@given(st.lists(PIECES, min_size=1, max_size=8).map(" ".join))
@settings(max_examples=60, deadline=None)
def test_the_work_grows_in_step_with_the_text(text: str) -> None:
    def steps(times: int) -> int:
        page = Page(Tokens((text + " ") * times), words("en"))
        scan(page, SENT, NEW_YORK)
        return page.tokens.steps

    assert steps(80) <= 2.5 * steps(40) + 200
