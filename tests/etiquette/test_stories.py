"""The etiquette as stories: each names the rule it plays. Tuesday 10 November 2026, 14:00-15:00 in New York."""

from __future__ import annotations

import pytest
from story import (
    HERE,
    ME,
    PRIYA,
    QUESTION,
    SARAH,
    THANKS,
    Story,
    away,
    cancelled,
    interview,
    promise,
    proposed,
    when,
)

from followupd.cases.entries import Add, Close, Pause, Resume, SetField, Withdrew
from followupd.mail.message import Address
from followupd.plan import CasePlan
from followupd.reading.facts import (
    Automatic,
    Bounced,
    InterviewProposed,
    Named,
    Offered,
    Rejected,
    SlotAccepted,
    TaskSet,
    Withdrawn,
)

REJECTED, OFFERED = Rejected(evidence=HERE), Offered(evidence=HERE)


def held(**policy: object) -> Story:
    """A story whose interview was on Tuesday 10 November, 14:00-15:00."""
    story = Story(**policy)
    story.hears("2026-11-05T11:00", interview("2026-11-10T14:00"))
    return story


def opens(case: CasePlan) -> str:
    assert case.standing.window
    return case.standing.window.opens.strftime("%Y-%m-%dT%H:%M")


def state(case: CasePlan) -> str:
    return case.standing.state


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


def interview_ending(end: str) -> object:
    from datetime import timedelta

    return interview((when(end) - timedelta(hours=1)).isoformat())


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


def test_w1_late_thanks_ask_where_things_stand() -> None:
    story, soon = held(), held()
    story.hears("2026-11-10T17:00", promise("2026-11-20"))
    story.at("2026-11-23T09:00")
    soon.at("2026-11-13T15:01")
    assert "stand" in story.laid[0].draft.body
    assert "stand" not in soon.laid[0].draft.body


def test_w4_a_gracious_reply_once_within_a_week() -> None:
    story = held()
    story.hears("2026-11-12T18:00", REJECTED)
    assert state(story.at("2026-11-12T19:00")) == "rejected"
    assert not story.laid
    story.at("2026-11-13T09:00")
    assert [lay.intends.kind for lay in story.laid] == ["gracious_reply"]
    story.sends("2026-11-13T10:00")
    assert state(story.at("2026-12-10T12:00")) == "rejected"
    assert len(story.laid) == 1


@pytest.mark.parametrize(("policy", "now"), [({}, "2026-11-20T12:00"), ({"gracious_reply": False}, "2026-11-13T12:00")])
def test_w4_not_after_a_week_nor_when_switched_off(policy: dict[str, object], now: str) -> None:
    story = held(**policy)
    story.hears("2026-11-12T11:00", REJECTED)
    story.at(now)
    assert not story.laid


def test_w4_only_after_an_interview() -> None:
    story = Story()
    story.hears("2026-11-12T11:00", REJECTED)
    assert state(story.at("2026-11-12T12:00")) == "rejected"
    assert not story.laid


def test_w5_after_an_offer_nothing_is_drafted() -> None:
    story = held()
    story.hears("2026-11-12T11:00", OFFERED)
    assert state(story.at("2026-11-20T12:00")) == "offer"
    assert not story.laid


def test_w8_reply_to_is_honoured_and_no_reply_is_never_written_to() -> None:
    relay, robot = Story(), Story()
    relay.hears("2026-11-05T11:00", interview("2026-11-10T14:00"), reply_to=Address("", "case-77@relay.test"))
    robot.hears("2026-11-05T11:00", interview("2026-11-10T14:00"), by=Address("", "no-reply@ats.test"), voice="system")
    relay.at("2026-11-13T15:01")
    robot.at("2026-11-13T15:01")
    assert relay.laid[0].draft.to == Address("Sarah Chen", "case-77@relay.test")
    assert robot.laid[0].draft.to is None


def test_w8_to_whoever_interviewed() -> None:
    story = Story()
    story.hears("2026-11-05T11:00", interview("2026-11-10T14:00"), interviewers=(PRIYA,))
    story.at("2026-11-13T15:01")
    assert story.laid[0].draft.to == PRIYA


def test_w8_of_several_interviewers_who_wrote_last_else_the_first() -> None:
    tom = Address("Tom Ruiz", "tom.ruiz@brightloom.test")
    story = Story()
    story.hears("2026-11-05T11:00", interview("2026-11-10T14:00"), interviewers=(PRIYA, tom))
    assert story.at("2026-11-10T16:00").standing.contact == PRIYA
    story.hears("2026-11-10T17:00", by=tom)
    assert story.at("2026-11-10T18:00").standing.contact == tom


def test_w8_an_agencys_candidate_writes_to_the_agency() -> None:
    story = Story()
    story.hears("2026-11-05T11:00", interview("2026-11-10T14:00"), interviewers=(PRIYA,), agency=True)
    assert story.at("2026-11-10T16:00").standing.contact == SARAH


def test_the_next_morning_whatever_was_promised() -> None:
    story = held(thank_you="next-morning")
    story.hears("2026-11-10T17:00", promise("2026-11-20"))
    assert state(story.at("2026-11-11T08:59")) == "waiting"
    story.at("2026-11-11T09:00")
    assert [lay.intends.kind for lay in story.laid] == ["thank_you"]
    story.sends("2026-11-11T09:30")
    assert opens(story.at("2026-11-11T10:00")) == "2026-11-23T09:00"


def test_d2_a_round_repeated_lays_nothing_more() -> None:
    story = held()
    for minute in range(5):
        story.at(f"2026-11-13T15:0{minute}")
    assert len(story.laid) == len(story.drafts) == 1


def test_d2_what_is_known_is_written_once() -> None:
    story = held()
    story.at("2026-11-13T15:01")
    remembered = list(story.entries)
    story.at("2026-11-13T15:02")
    assert story.entries == remembered


def test_d2_the_users_own_draft_counts() -> None:
    story = held()
    story.at("2026-11-13T15:01")
    story.edits()
    story.entries.clear()
    assert state(story.at("2026-11-13T15:02")) == "draft_ready"
    assert len(story.laid) == 1


def test_d2_a_lost_ledger_adopts_the_draft_that_lies_there() -> None:
    story = held()
    story.at("2026-11-13T15:01")
    story.entries.clear()
    story.at("2026-11-13T15:30")
    assert len(story.laid) == 1
    story.hears("2026-11-13T16:00")
    story.at("2026-11-13T16:05")
    assert story.drafts == []


def test_d3_an_edited_draft_is_never_withdrawn_nor_joined_by_another() -> None:
    story = held()
    story.at("2026-11-13T15:01")
    story.edits()
    story.hears("2026-11-13T16:00", promise("2026-11-25"))
    assert state(story.at("2026-11-13T16:05")) == "draft_ready"
    story.at("2026-11-30T12:00")
    assert len(story.drafts) == 1 and len(story.laid) == 1


def test_d4_a_deleted_draft_stays_deleted_until_something_new_happens() -> None:
    story = held()
    story.at("2026-11-13T15:01")
    story.deletes()
    for day in ("2026-11-13T15:05", "2026-11-24T12:00"):
        assert state(story.at(day)) == "paused"
    story.hears("2026-11-24T13:00")
    assert opens(story.at("2026-11-24T14:00")) == "2026-11-27T13:00"
    assert len(story.laid) == 1


def test_d4_resume_opens_the_next_window_from_that_moment() -> None:
    story = held()
    story.at("2026-11-13T15:01")
    story.deletes()
    story.at("2026-11-13T15:05")
    story.says(Resume, "2026-11-16T12:00")
    assert opens(story.at("2026-11-16T13:00")) == "2026-11-19T12:00"
    story.at("2026-11-19T12:00")
    assert len(story.drafts) == 1


def test_d5_a_sent_draft_is_a_contact_whatever_it_answers() -> None:
    story = held()
    story.at("2026-11-13T15:01")
    story.hears("2026-11-13T15:10", QUESTION)
    story.sends("2026-11-13T15:30", Automatic(evidence=HERE))
    assert story.at("2026-11-13T16:00").standing.contacts == 1


def test_d6_the_employers_word_withdraws_an_untouched_draft() -> None:
    story = held()
    story.at("2026-11-13T15:01")
    story.hears("2026-11-13T16:00", promise("2026-11-25"))
    case = story.at("2026-11-13T16:05")
    assert story.drafts == [] and len(story.trash) == 1
    assert case.standing.promised == when("2026-11-25T00:00").date()


@pytest.mark.parametrize(("kept", "left"), [("gone", 0), ("changed", 0), ("unable", 1)])
def test_d6_only_what_the_server_cannot_withdraw_is_left_alone(kept: str, left: int) -> None:
    story = held()
    story.at("2026-11-13T15:01")
    intends = story.laid[0].intends
    story.entries.append(Withdrew(at=when("2026-11-13T15:02"), case=intends.case, root=intends.root,
                                  message_id=intends.message_id, kept=kept))
    story.hears("2026-11-13T16:00")
    story.at("2026-11-13T16:05")
    assert len(story.drafts) == left


def test_d6_the_users_own_mail_withdraws_an_untouched_draft() -> None:
    story = held()
    story.at("2026-11-13T15:01")
    story.writes("2026-11-13T15:20", THANKS)
    case = story.at("2026-11-13T15:25")
    assert story.drafts == []
    assert case.standing.contacts == 1


def test_changing_a_setting_makes_no_second_draft() -> None:
    story = held()
    story.at("2026-11-13T15:01")
    story.deletes()
    story.at("2026-11-13T15:05")
    story.settings = Story(wait_days=5, thank_you="next-morning").settings
    assert state(story.at("2026-11-20T15:01")) == "paused"
    assert len(story.laid) == 1


def test_the_users_word_stands_above_what_was_read() -> None:
    story = held()
    story.says(SetField, "2026-11-10T18:00", field="promised", value="2026-11-18")
    assert opens(story.at("2026-11-11T12:00")) == "2026-11-19T09:00"
    story.says(SetField, "2026-11-11T18:00", field="promised", value="")
    assert opens(story.at("2026-11-11T19:00")) == "2026-11-13T15:00"
    story.says(SetField, "2026-11-11T20:00", field="contact", value="Priya Nair <priya.nair@brightloom.test>")
    assert story.at("2026-11-11T21:00").standing.contact == PRIYA


def test_another_contact_gets_a_draft_of_their_own() -> None:
    story = held()
    story.at("2026-11-13T15:01")
    story.says(SetField, "2026-11-13T15:10", field="contact", value="Priya Nair <priya.nair@brightloom.test>")
    story.at("2026-11-13T15:11")
    assert [draft.to for draft in story.drafts] == [(PRIYA.address,)]
    assert len(story.trash) == 1
    story.at("2026-11-13T15:12")
    assert len(story.laid) == 2


def test_of_words_at_one_moment_the_last_counts() -> None:
    story = held()
    for kind in (Pause, Resume, Close):
        story.says(kind, "2026-11-11T12:00")
    assert state(story.at("2026-11-11T12:00")) == "closed"


def test_pause_close_and_resume() -> None:
    story = held()
    story.says(Pause, "2026-11-11T12:00", until=when("2026-11-17T00:00").date())
    assert state(story.at("2026-11-16T12:00")) == "paused"
    assert state(story.at("2026-11-17T12:00")) == "draft_ready"
    story.says(Close, "2026-11-17T13:00")
    assert state(story.at("2026-11-17T13:01")) == "closed"
    assert story.drafts == []


def test_a_case_by_hand_waits_like_any_other() -> None:
    story = Story()
    story.says(
        Add,
        "2026-11-09T12:00",
        root="<by-hand>",
        account=ME.address,
        employer="Oakfield Labs",
        start=when("2026-11-10T14:00"),
        contact_name="Tom Ruiz",
        contact_address="tom@oakfield.test",
    )
    assert state(story.at("2026-11-10T12:00")) == "upcoming"
    story.at("2026-11-13T15:00")
    assert story.laid[0].draft.to == Address("Tom Ruiz", "tom@oakfield.test")


def test_the_users_withdrawal_closes_the_case() -> None:
    story = held()
    story.writes("2026-11-12T10:00", Withdrawn(evidence=HERE))
    assert state(story.at("2026-11-20T12:00")) == "closed"


def test_a_yes_to_the_only_time_offered_is_an_agreement() -> None:
    story = Story()
    story.hears("2026-11-03T10:00", proposed("2026-11-10T14:00"))
    story.writes("2026-11-03T11:00", SlotAccepted(evidence=HERE))
    case = story.at("2026-11-03T12:00")
    assert state(case) == "upcoming"
    assert case.standing.round and case.standing.round.start == when("2026-11-10T14:00")


def test_a_bare_yes_to_several_times_agrees_on_none() -> None:
    story = Story()
    story.hears("2026-11-03T10:00", proposed("2026-11-10T14:00", "2026-11-11T10:00"))
    story.writes("2026-11-03T11:00", SlotAccepted(evidence=HERE))
    assert state(story.at("2026-11-03T12:00")) == "scheduling"


def test_the_users_own_time_needs_the_employers_yes() -> None:
    story = Story()
    story.hears("2026-11-03T10:00", InterviewProposed(evidence=HERE), QUESTION)
    story.writes("2026-11-03T11:00", proposed("2026-11-12T15:00"))
    assert state(story.at("2026-11-03T12:00")) == "scheduling"
    story.hears("2026-11-03T13:00", SlotAccepted(evidence=HERE))
    case = story.at("2026-11-03T14:00")
    assert case.standing.round and case.standing.round.start == when("2026-11-12T15:00")


def test_two_employers_are_two_cases() -> None:
    story = held()
    tom = Address("Tom Ruiz", "tom@oakfield.test")
    story.hears(
        "2026-11-06T10:00",
        interview("2026-11-12T10:00"),
        by=tom,
        thread=False,
        employer=Named("Oakfield Labs"),
        role=Named("Backend Developer"),
    )
    assert {case.case.employer for case in story.all_at("2026-11-16T09:00")} == {"Brightloom", "Oakfield Labs"}
    assert len(story.drafts) == 2


def test_a_deleted_rejection_does_not_revive_the_case() -> None:
    story = held()
    story.hears("2026-11-12T11:00", REJECTED)
    story.at("2026-11-12T11:05")
    story.seen.pop()
    story.drafts.clear()
    assert state(story.at("2026-11-20T12:00")) == "rejected"


def test_who_is_not_trusted_moves_nothing() -> None:
    story = held()
    story.hears("2026-11-12T11:00", REJECTED, by=Address("Sarah Chen", SARAH.address), trusted=False)
    assert state(story.at("2026-11-12T12:00")) == "waiting"
