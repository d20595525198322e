"""The user's word, agreements in prose, and what keeps cases apart."""

from __future__ import annotations

from story import (
    HERE,
    ME,
    PRIYA,
    QUESTION,
    REJECTED,
    SARAH,
    Story,
    held,
    interview,
    opens,
    proposed,
    state,
    when,
)

from followupd.cases.entries import Add, Close, Pause, Resume, SetField
from followupd.mail.message import Address
from followupd.reading.facts import InterviewProposed, Named, SlotAccepted, Withdrawn


def test_the_users_word_stands_above_what_was_read() -> None:
    story = held()
    story.says(SetField, "2026-11-10T18:00", field="promised", value="2026-11-18")
    assert opens(story.at("2026-11-11T12:00")) == "2026-11-19T09:00"
    story.says(SetField, "2026-11-11T18:00", field="promised", value="")
    assert opens(story.at("2026-11-11T19:00")) == "2026-11-13T15:00"
    story.says(SetField, "2026-11-11T20:00", field="contact", value="Priya Nair <priya.nair@brightloom.test>")
    assert story.at("2026-11-11T21:00").standing.contact == PRIYA


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


def test_the_draft_of_a_case_by_hand_without_a_person_is_known_again() -> None:
    """It answers no mail and has no recipient: only its Message-ID tells."""
    story = Story()
    story.says(Add, "2026-11-09T12:00", account=ME.address, employer="Oakfield Labs", start=when("2026-11-10T14:00"))
    for minute in range(3):
        assert state(story.at(f"2026-11-13T15:0{minute}")) == "draft_ready"
    assert len(story.laid) == 1
    story.deletes()
    assert state(story.at("2026-11-13T15:05")) == "paused"


def test_a_case_by_hand_in_an_account_that_is_not_reached_waits_for_it() -> None:
    story = Story()
    story.says(Add, "2026-11-09T12:00", account="jordan@elsewhere.test", employer="Oakfield Labs",
               start=when("2026-11-10T14:00"), contact_address="tom@oakfield.test")
    assert state(story.at("2026-11-13T15:00")) == "waiting"
    assert story.laid == []


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


def test_in_doubt_no_case_gets_a_draft_until_the_user_resumes_it() -> None:
    story = held()
    story.hears("2026-11-05T12:00", interview("2026-11-10T16:00"), thread=False, role=Named("Product Manager"))
    story.hears("2026-11-11T09:00", REJECTED, by=Address("", "no-reply@brightloom.test"), voice="system",
                thread=False, role=None)
    assert [state(case) for case in story.all_at("2026-11-16T10:00")][:2] == ["paused", "paused"]
    assert not story.laid
    story.says(Resume, "2026-11-16T11:00")
    story.all_at("2026-11-19T11:00")
    assert len(story.laid) == 1


def test_what_the_user_alone_says_opens_no_case() -> None:
    story = Story()
    story.writes("2026-11-05T11:00", interview("2026-11-10T14:00"))
    assert story.all_at("2026-11-13T15:01") == ()


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
