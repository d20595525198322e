"""When a window opens (E1-E10). The interview is on Tuesday 10 November 2026, 14:00-15:00 in New York."""

from __future__ import annotations

import pytest
from story import (
    HERE,
    PRIYA,
    QUESTION,
    SARAH,
    THANKS,
    Story,
    away,
    cancelled,
    held,
    interview,
    interview_ending,
    opens,
    promise,
    proposed,
    state,
    when,
)

from followupd.cases.entries import Resume
from followupd.mail.message import Address
from followupd.reading.facts import AnswerPromised, Bounced, InterviewProposed, TaskSet


def test_e1_nothing_before_the_interview_is_over() -> None:
    story = held()
    assert state(story.at("2026-11-10T14:59")) == "upcoming"
    assert state(story.at("2026-11-10T15:00")) == "waiting"
    assert not story.laid


def test_e2_three_times_24_hours_in_working_time() -> None:
    story = held()
    assert opens(story.at("2026-11-10T16:00")) == "2026-11-13T15:00"
    assert state(story.at("2026-11-13T14:59")) == "waiting"
    assert state(story.at("2026-11-13T15:00")) == "draft_ready"
    assert [lay.intends.kind for lay in story.laid] == ["thank_you"]


@pytest.mark.parametrize(
    ("end", "opening"),
    [
        ("2026-11-11T16:00", "2026-11-16T09:00"),  # Wednesday + 3 days is a Saturday
        ("2026-11-10T18:00", "2026-11-16T09:00"),  # Friday 18:00 is after hours
        ("2026-11-09T08:00", "2026-11-12T09:00"),  # before hours
        ("2026-10-30T12:00", "2026-11-02T11:00"),  # the clocks went back on 1 November: 72 elapsed hours
    ],
)
def test_e2_the_window_opens_in_working_time(end: str, opening: str) -> None:
    story = Story()
    story.hears("2026-10-20T09:00", interview_ending(end))
    assert opens(story.at("2026-11-11T23:00" if end > "2026-11-01" else "2026-10-30T23:00")) == opening


def test_e2_holidays_are_no_working_days() -> None:
    story = Story(holidays=frozenset({when("2026-11-13T00:00").date()}))
    story.hears("2026-11-05T11:00", interview("2026-11-10T14:00"))
    assert opens(story.at("2026-11-11T12:00")) == "2026-11-16T09:00"


def test_e3_a_promise_stands_above_the_wait_later_or_earlier() -> None:
    later, earlier = held(), held()
    later.hears("2026-11-10T17:00", promise("2026-11-20"))
    earlier.hears("2026-11-10T17:00", promise("2026-11-11"))
    assert opens(later.at("2026-11-18T12:00")) == "2026-11-23T09:00"
    assert opens(earlier.at("2026-11-10T18:00")) == "2026-11-12T09:00"


def test_e3_a_later_promise_replaces_an_earlier_one() -> None:
    story = held()
    story.hears("2026-11-10T17:00", promise("2026-11-20"))
    story.hears("2026-11-12T10:00", promise("2026-11-17"))
    assert opens(story.at("2026-11-12T12:00")) == "2026-11-18T09:00"


def test_e3_a_promise_that_has_passed_counts_no_more_once_somebody_wrote_after_it() -> None:
    story = held()
    story.hears("2026-11-10T17:00", promise("2026-11-12"))
    story.hears("2026-11-13T10:00")
    case = story.at("2026-11-13T11:00")
    assert case.standing.promised is None
    assert opens(case) == "2026-11-16T10:00"


def test_e3_an_offer_of_times_is_no_promise_of_the_outcome() -> None:
    story = Story()
    story.hears("2026-11-02T10:00", promise("2026-11-04"), InterviewProposed(evidence=HERE))
    story.hears("2026-11-05T11:00", interview("2026-11-10T14:00"))
    assert story.at("2026-11-10T16:00").standing.promised is None


def test_e3_a_day_by_which_times_will_be_sent_is_no_promise_of_the_outcome() -> None:
    story = Story()
    story.hears("2026-11-05T11:00", interview("2026-11-10T14:00"),
                AnswerPromised(by=when("2026-11-20T00:00").date(), about_scheduling=True, evidence=HERE))
    assert opens(story.at("2026-11-10T16:00")) == "2026-11-13T15:00"


def test_e4_three_contacts_then_move_on() -> None:
    story = held()
    story.at("2026-11-13T15:01")
    story.sends("2026-11-13T15:30")
    assert story.at("2026-11-13T16:00").standing.contacts == 1
    story.at("2026-11-16T15:31")
    story.sends("2026-11-17T10:00")
    story.at("2026-11-20T10:01")
    story.sends("2026-11-20T11:00")
    assert [lay.intends.kind for lay in story.laid] == ["thank_you", "check_in", "last_note"]
    assert state(story.at("2026-11-20T12:00")) == "waiting"
    case = story.at("2026-11-23T11:00")
    assert (state(case), case.standing.contacts, case.standing.window) == ("moved_on", 3, None)
    assert len(story.laid) == 3


def test_e4_mail_from_the_employer_revives_without_a_next_window() -> None:
    story = held(max_contacts=1)
    story.at("2026-11-13T15:01")
    story.sends("2026-11-13T15:30")
    assert state(story.at("2026-11-18T12:00")) == "moved_on"
    story.hears("2026-11-19T10:00", promise("2026-11-25"))
    case = story.at("2026-11-19T11:00")
    assert (state(case), case.standing.window) == ("waiting", None)
    assert state(story.at("2026-11-26T09:00")) == "moved_on"


def test_e4_an_answer_is_no_contact() -> None:
    story = held()
    story.hears("2026-11-10T16:00", QUESTION)
    assert state(story.at("2026-11-10T16:30")) == "your_turn"
    story.writes("2026-11-10T17:00")
    case = story.at("2026-11-10T18:00")
    assert (state(case), case.standing.contacts) == ("waiting", 0)
    assert opens(case) == "2026-11-16T09:00"


def test_e4_the_users_own_vacation_note_is_no_contact_and_restarts_no_wait() -> None:
    story = held()
    story.writes("2026-11-11T09:00", voice="automatic")
    case = story.at("2026-11-12T12:00")
    assert (case.standing.contacts, opens(case)) == (0, "2026-11-13T15:00")


def test_e4_the_users_own_thanks_are_the_first_contact() -> None:
    story = held()
    story.writes("2026-11-10T20:00", THANKS)
    case = story.at("2026-11-13T19:00")
    assert case.standing.contacts == 1
    assert case.standing.window and case.standing.window.kind == "check_in"
    assert opens(case) == "2026-11-16T09:00"


def test_e5_who_is_away_is_not_hurried() -> None:
    story = held()
    story.at("2026-11-13T15:01")
    story.sends("2026-11-13T15:30")
    story.hears("2026-11-13T15:31", away("2026-11-23"), voice="automatic")
    case = story.at("2026-11-17T12:00")
    assert opens(case) == "2026-11-24T09:00"
    assert case.standing.contacts == 1


@pytest.mark.parametrize(("by", "until"), [(SARAH, "2026-11-11"), (PRIYA, "2026-11-23")])
def test_e5_neither_an_early_return_nor_somebody_elses_absence_moves_it(by: Address, until: str) -> None:
    story = held()
    story.hears("2026-11-10T17:00", away(until), by=by, voice="automatic")
    assert opens(story.at("2026-11-11T12:00")) == "2026-11-13T15:00"


def test_e5_a_note_without_a_date_adds_nothing() -> None:
    story = held()
    story.hears("2026-11-11T15:31", away(None), voice="automatic")
    assert opens(story.at("2026-11-11T16:00")) == "2026-11-13T15:00"


def test_e6_a_task_after_the_interview_is_the_users_turn_until_it_lapses() -> None:
    story = held()
    story.hears("2026-11-11T10:00", TaskSet(evidence=HERE))
    assert state(story.at("2026-11-20T12:00")) == "your_turn"
    assert state(story.at("2026-12-24T12:00")) == "moved_on"
    assert not story.laid


def test_e6_resume_says_that_it_is_done() -> None:
    story = held()
    story.hears("2026-11-11T10:00", TaskSet(evidence=HERE))
    story.says(Resume, "2026-11-12T12:00")
    assert opens(story.at("2026-11-12T13:00")) == "2026-11-16T09:00"


def test_e6_what_was_asked_before_the_interview_lapses_with_it() -> None:
    story = Story()
    story.hears("2026-11-03T10:00", proposed("2026-11-10T14:00", "2026-11-11T10:00"), QUESTION)
    assert state(story.at("2026-11-03T12:00")) == "your_turn"
    story.hears("2026-11-05T11:00", interview("2026-11-10T14:00"), QUESTION)
    assert state(story.at("2026-11-05T12:00")) == "upcoming"
    assert state(story.at("2026-11-13T15:01")) == "draft_ready"


def test_e7_a_further_round_withdraws_the_old_draft_and_starts_over() -> None:
    story = held()
    story.at("2026-11-13T15:01")
    story.hears("2026-11-13T16:00", interview("2026-11-19T11:00"))
    case = story.at("2026-11-13T16:05")
    assert state(case) == "upcoming"
    assert story.drafts == [] and len(story.trash) == 1
    case = story.at("2026-11-23T09:00")
    assert state(case) == "draft_ready"
    assert story.laid[-1].intends.kind == "thank_you"


def test_e7_from_the_proposal_of_a_further_round_no_window_opens() -> None:
    story = held()
    story.hears("2026-11-12T10:00", InterviewProposed(evidence=HERE))
    assert state(story.at("2026-11-20T12:00")) == "scheduling"
    assert not story.laid


def test_e8_a_move_moves_the_clock() -> None:
    story = held()
    story.hears("2026-11-09T09:00", interview("2026-11-17T10:00", moved=True))
    case = story.at("2026-11-16T12:00")
    assert state(case) == "upcoming"
    assert opens(case) == "2026-11-20T11:00"


def test_e8_a_cancellation_stops_it_and_a_new_date_starts_it_again() -> None:
    story = held()
    story.hears("2026-11-09T09:00", cancelled())
    assert state(story.at("2026-11-20T12:00")) == "cancelled"
    story.hears("2026-11-20T13:00", interview("2026-11-24T10:00"))
    assert state(story.at("2026-11-20T14:00")) == "upcoming"


def test_e8_a_further_round_that_was_called_off_stops_it_too() -> None:
    story = held()
    story.hears("2026-11-11T09:00", interview("2026-11-17T14:00"))
    story.hears("2026-11-12T09:00", cancelled())
    assert state(story.at("2026-11-18T12:00")) == "cancelled"
    assert not story.laid


def test_e8_cancelled_with_a_date_to_come_is_scheduling() -> None:
    story = held()
    story.hears("2026-11-09T09:00", cancelled(rebook=True))
    assert state(story.at("2026-11-20T12:00")) == "scheduling"


def test_e9_a_bounce_is_no_contact_and_its_address_is_not_used_again() -> None:
    story = held()
    story.at("2026-11-13T15:01")
    story.sends("2026-11-13T15:30")
    daemon = Address("", "mailer-daemon@example.org")
    story.hears("2026-11-13T15:31", Bounced(address=SARAH.address, evidence=HERE), by=daemon, voice="automatic")
    case = story.at("2026-11-13T16:00")
    assert case.standing.contacts == 0
    assert case.standing.contact is None
    assert any(reason.startswith("E9") for reason in case.standing.why)


def test_e9_a_report_about_what_was_never_sent_bars_nobody() -> None:
    story = held()
    daemon = Address("", "mailer-daemon@example.org")
    story.hears("2026-11-12T15:31", Bounced(address=SARAH.address, evidence=HERE), by=daemon, voice="automatic")
    assert story.at("2026-11-12T16:00").standing.contact == SARAH


def test_e10_a_window_closes_and_its_untouched_draft_goes() -> None:
    story = held(window_days=10)
    story.at("2026-11-13T15:01")
    assert state(story.at("2026-11-23T14:59")) == "draft_ready"
    assert state(story.at("2026-11-23T15:00")) == "moved_on"
    assert story.drafts == []


def test_e10_old_mail_is_history() -> None:
    story = held()
    assert state(story.at("2027-01-20T12:00")) == "moved_on"
    assert not story.laid
