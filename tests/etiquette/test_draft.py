"""The draft belongs to the user (D2-D6)."""

from __future__ import annotations

import pytest
from story import (
    HERE,
    ME,
    PRIYA,
    QUESTION,
    THANKS,
    Story,
    held,
    interview,
    opens,
    promise,
    state,
    when,
)

from followupd.cases.entries import Resume, SetField, Withdrew
from followupd.cases.seen import DraftSeen
from followupd.reading.facts import Automatic, Named


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


def test_d2_a_draft_in_the_thread_of_another_case_is_the_other_ones() -> None:
    """Two applications with one recruiter: each has its draft, and neither sends the other's away."""
    story = held()
    story.hears("2026-11-05T12:00", interview("2026-11-10T16:00"), thread=False, role=Named("Product Manager"))
    for minute in range(3):
        assert [state(case) for case in story.all_at(f"2026-11-16T10:0{minute}")] == ["draft_ready"] * 2
    assert len(story.drafts) == len(story.laid) == 2


def test_d2_a_note_to_oneself_is_about_no_case() -> None:
    story = Story()
    story.hears("2026-11-05T11:00", interview("2026-11-10T14:00"), interviewers=(PRIYA, ME))
    story.drafts.append(DraftSeen(ME.address, 900, "<note@example.org>", frozenset({"\\Draft"}), to=(ME.address,)))
    story.at("2026-11-13T15:01")
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


def test_d4_a_mail_from_before_the_draft_is_not_the_draft_sent() -> None:
    story = held()
    story.writes("2026-11-06T09:00", Automatic(evidence=HERE))
    story.at("2026-11-13T15:01")
    story.deletes()
    assert state(story.at("2026-11-13T15:05")) == "paused"
    assert story.at("2026-11-13T15:06").standing.contacts == 0


def test_d6_what_was_taken_out_of_trash_again_is_ours_and_goes_when_they_write() -> None:
    story = held()
    story.at("2026-11-13T15:01")
    story.deletes()
    story.at("2026-11-13T15:05")
    story.drafts.append(story.trash.pop())
    story.hears("2026-11-13T16:00", QUESTION)
    assert state(story.at("2026-11-13T16:05")) == "your_turn"
    assert story.drafts == []


def test_d4_a_mail_that_followed_the_deleted_draft_is_not_that_draft() -> None:
    story = held()
    story.at("2026-11-13T15:01")
    story.deletes()
    story.at("2026-11-13T15:05")
    story.hears("2026-11-13T16:00", QUESTION)
    story.writes("2026-11-13T17:00", Automatic(evidence=HERE))
    assert story.at("2026-11-13T17:05").standing.contacts == 0


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


def test_d5_an_answer_is_not_the_draft_that_could_not_be_laid() -> None:
    """The server refused it, they asked something, and the answer is no contact of ours (E4)."""
    story = held()
    story.at("2026-11-13T15:01")
    story.entries[:] = [story.laid[0].intends]
    story.drafts.clear()
    story.hears("2026-11-13T16:00", QUESTION)
    story.at("2026-11-13T16:05")
    story.writes("2026-11-13T17:00", Automatic(evidence=HERE))
    assert story.at("2026-11-13T17:05").standing.contacts == 0


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


def test_another_contact_gets_a_draft_of_their_own() -> None:
    story = held()
    story.at("2026-11-13T15:01")
    story.says(SetField, "2026-11-13T15:10", field="contact", value="Priya Nair <priya.nair@brightloom.test>")
    story.at("2026-11-13T15:11")
    assert [draft.to for draft in story.drafts] == [(PRIYA.address,)]
    assert len(story.trash) == 1
    story.at("2026-11-13T15:12")
    assert len(story.laid) == 2
