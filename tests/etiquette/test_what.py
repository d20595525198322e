"""What is drafted, and to whom (W1-W8, next-morning)."""

from __future__ import annotations

import pytest
from story import (
    ME,
    OFFERED,
    PRIYA,
    REJECTED,
    SARAH,
    Story,
    held,
    interview,
    opens,
    promise,
    state,
)

from followupd.cases.entries import Pause
from followupd.mail.message import Address


def test_w1_late_thanks_ask_where_things_stand() -> None:
    story, soon = held(), held()
    story.hears("2026-11-10T17:00", promise("2026-11-20"))
    story.at("2026-11-23T09:00")
    soon.at("2026-11-13T15:01")
    assert "stand" in story.laid[0].draft.body
    assert "stand" not in soon.laid[0].draft.body


def test_w1_thanks_the_next_morning_do_not_ask_while_the_promise_stands() -> None:
    story = held(thank_you="next-morning")
    story.hears("2026-11-10T17:00", promise("2026-11-20"))
    story.at("2026-11-11T09:00")
    assert "stand" not in story.laid[0].draft.body


def test_w4_a_gracious_reply_once_within_a_week() -> None:
    story = held()
    story.hears("2026-11-12T18:00", REJECTED)
    assert state(story.at("2026-11-12T19:00")) == "rejected"
    assert not story.laid
    story.at("2026-11-13T09:00")
    assert [lay.intends.kind for lay in story.laid] == ["gracious_reply"]
    story.sends("2026-11-13T10:00")
    for later in ("2026-11-13T10:05", "2026-12-10T12:00"):
        assert state(story.at(later)) == "rejected"
    assert len(story.laid) == 1


@pytest.mark.parametrize(("policy", "now"), [({}, "2026-11-20T12:00"), ({"gracious_reply": False}, "2026-11-13T12:00")])
def test_w4_not_after_a_week_nor_when_switched_off(policy: dict[str, object], now: str) -> None:
    story = held(**policy)
    story.hears("2026-11-12T11:00", REJECTED)
    story.at(now)
    assert not story.laid


def test_w4_not_where_the_user_has_answered() -> None:
    story = held()
    story.hears("2026-11-12T18:00", REJECTED)
    story.writes("2026-11-12T19:00")
    assert state(story.at("2026-11-13T09:00")) == "rejected"
    assert not story.laid


def test_w4_deleted_or_paused_there_is_none() -> None:
    deleted, paused = held(), held()
    for story in (deleted, paused):
        story.hears("2026-11-12T11:00", REJECTED)
    paused.says(Pause, "2026-11-12T11:30")
    deleted.at("2026-11-12T12:00")
    deleted.deletes()
    for minute in range(3):
        assert state(deleted.at(f"2026-11-12T12:0{minute}")) == state(paused.at(f"2026-11-12T12:0{minute}"))
    assert (len(deleted.laid), len(paused.laid)) == (1, 0)


def test_w4_a_gracious_reply_that_was_not_sent_within_a_week_goes() -> None:
    story = held()
    story.hears("2026-11-12T11:00", REJECTED)
    story.at("2026-11-12T12:00")
    assert len(story.drafts) == 1
    story.at("2026-11-19T12:00")
    assert (len(story.drafts), len(story.trash)) == (0, 1)


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


def test_w7_a_display_name_of_one_word_greets_where_it_was_signed_with() -> None:
    ida, greeted = Address("Ida", "ida@brightloom.test"), []
    for signed in ("Ida", ""):
        story = Story()
        story.hears("2026-11-05T11:00", interview("2026-11-10T14:00"), by=ida, signed=signed)
        story.at("2026-11-13T15:01")
        greeted.append(story.laid[0].draft.body.splitlines()[0])
    assert greeted[0] == "Hi Ida," and "Ida" not in greeted[1]


def test_w8_never_to_oneself() -> None:
    story = Story()
    story.hears("2026-11-05T11:00", interview("2026-11-10T14:00"), interviewers=(ME, PRIYA))
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
