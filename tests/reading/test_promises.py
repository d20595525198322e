"""Promises: those about scheduling, those that count from the interview, and what holds for any text."""

import re
import tomllib
from datetime import date, datetime
from importlib import resources
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followupd.reading.promises import find_promises

NEW_YORK = ZoneInfo("America/New_York")
SENT = datetime(2026, 12, 1, 10, 0, tzinfo=NEW_YORK)

SCHEDULING = """
I'll send you times in a few days. => 2026-12-08
We will reach out by Friday to schedule your next interview. => 2026-12-04
Our coordinator will contact you tomorrow to set up a call. => 2026-12-02
I will send you a calendar invite later today. => 2026-12-01
We'd like to schedule an interview next week. My assistant will call you about the timing. => 2026-12-11
We will schedule a phone interview with you sometime next week. => 2026-12-11
I will be in touch early next week to set something up. => 2026-12-09
My assistant will be contacting you on Monday regarding travel arrangements. => 2026-12-07
shirley will call you tomorrow to arrange the interview . => 2026-12-02
The next step is an on-site interview; our coordinator will reach out within two business days to schedule
    it. => 2026-12-03
A member of our team will contact you within 48 hours to schedule a call. => 2026-12-03
We'll be in touch within the week to arrange the next round. => 2026-12-08
The recruiter will send you some times by tomorrow. => 2026-12-02
I'll confirm the time with you by tomorrow. => 2026-12-02
The final round will be next week and you'll hear from us about scheduling tomorrow. => 2026-12-02
shirley will schedule the interview for next week . => 2026-12-11
my assistant will set up a phone interview for next week . => 2026-12-11
we shall arrange a phone interview later this week . => 2026-12-04
"""

AFTER_INTERVIEW = """
You'll hear back within three business days of your interview. => 5
You'll hear back within a week of your interview. => 7
After your interview, you can expect to hear from us within 3 days. => 3
We will get back to you within two weeks of your final interview. => 14
Following the interview, we will be in touch within one week. => 7
Your recruiter will follow up within one to two weeks after your interview. => 14
You will hear back 3-5 business days after your final interview. => 7
We'll be in touch within 48 hours of the interview. => 2
Following your interview on Monday, we will be in touch within one week. => 7
After the interview we will make a decision within ten days. => 10
"""


def rows(block: str) -> list[tuple[str, str]]:
    lines = block.strip().replace("\n    ", " ").split("\n")
    return [(phrase, day) for phrase, day in (line.rsplit(" => ", 1) for line in lines)]


@pytest.mark.parametrize(("text", "day"), rows(SCHEDULING))
def test_a_promise_to_arrange_is_none_about_the_outcome(text: str, day: str) -> None:
    promises, _ = find_promises(text, SENT, NEW_YORK)
    assert {promise.by for promise in promises} == {date.fromisoformat(day)}
    assert all(promise.about_scheduling for promise in promises)


@pytest.mark.parametrize(("text", "days"), rows(AFTER_INTERVIEW))
def test_a_promise_may_count_from_the_interview(text: str, days: str) -> None:
    promises, _ = find_promises(text, SENT, NEW_YORK)
    assert [(promise.by, promise.after_interview_days) for promise in promises] == [(None, int(days))]


def test_relative_words_count_from_the_mails_own_day() -> None:
    friday = datetime(2026, 12, 4, 18, 0, tzinfo=NEW_YORK)
    days = {
        "We will let you know by Friday.": date(2026, 12, 4),
        "We will let you know on Friday.": date(2026, 12, 11),
        "We will let you know this week.": date(2026, 12, 4),
        "We will let you know next week.": date(2026, 12, 11),
        "We will let you know within 5 business days.": date(2026, 12, 11),
        "We will let you know tomorrow.": date(2026, 12, 5),
    }
    assert {text: find_promises(text, friday, NEW_YORK)[0][0].by for text in days} == days


def test_a_day_that_does_not_agree_is_a_doubt() -> None:
    promises, doubts = find_promises("You will hear from us by Friday, December 10th.", SENT, NEW_YORK)
    assert promises == ()
    assert [doubt.about for doubt in doubts] == ["answer_promised"]


def test_the_evidence_is_the_promise() -> None:
    text = "Thanks for coming in on Monday. We will let you know by Friday, and thanks again."
    (promise,) = find_promises(text, SENT, NEW_YORK)[0]
    assert text[promise.evidence.start:promise.evidence.end] == "will let you know by Friday"
    assert promise.evidence.rule == "en.promise.told"


def test_several_sentences_promise_severally() -> None:
    text = "I will send you the details tomorrow. You will hear from us about the outcome by the end of next week."
    promises, _ = find_promises(text, SENT, NEW_YORK)
    assert [promise.by for promise in promises] == [date(2026, 12, 2), date(2026, 12, 11)]


def test_the_pack_has_no_bracket_in_a_bracket() -> None:
    source = resources.files("followupd.languages").joinpath("en", "promises.toml").read_text(encoding="utf-8")
    phrases = [phrase for lines in tomllib.loads(source).values() for phrase in lines]
    assert [phrase for phrase in phrases if "(" in re.sub(r"\([^()]*\)", "", phrase) and phrase != "("] == []


PIECES = st.sampled_from([
    "we will", "you will hear", "let you know", "by", "Friday", "next week", "within", "two weeks", ".", ",", "\n\n",
    "if", "until", "of your interview", "(", ")", "12/10", "the",
    "and", "after", "'s", "’ll", "tomorrow", "2:30 pm", "-",
])


TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map(" ".join))


@given(TEXTS, st.datetimes(timezones=st.just(NEW_YORK)))
@settings(max_examples=200, deadline=None)
def test_no_text_raises_and_every_place_lies_inside(text: str, sent: datetime) -> None:
    promises, doubts = find_promises(text, sent, NEW_YORK)
    for found in (*promises, *doubts):
        assert 0 <= found.evidence.start <= found.evidence.end <= len(text)
    assert all((promise.by is None) != (promise.after_interview_days is None) for promise in promises)
    assert all(promise.by is None or promise.by >= sent.date() for promise in promises)
