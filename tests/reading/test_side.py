"""Whose interview a mail speaks of (D9), beyond what the packs' examples say."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from followupd.mail.message import Address, Message
from followupd.reading.facts import Reader
from followupd.reading.side import side_of

SENT = datetime(2026, 11, 3, 15, tzinfo=UTC)
ANN, JORDAN = Address("Ann Brook", "ann@larkfield.test"), Address("Jordan Lee", "jordan.lee@example.org")


def mail(text: str, *to: Address, subject: str = "") -> Message:
    return Message("<1@x.test>", SENT, ANN, to=to or (JORDAN,), subject=subject, text=text)


@pytest.mark.parametrize("text", [
    "Could you interview Nora Field on Thursday at 2? His resume is attached.",
    "Interview on Thursday at 2. You ask the questions 4 to 6. Tom is the last of our three candidates.",
    "Come to our tech talk on Thursday at 6. RSVP below.",
    "Could you two interview Hannah with me on Thursday at 2?",
    "I got an interview! They want to see me on Thursday at 2.",
    "We would like to bring him in for an interview on Thursday.",
    "Candidate: Nora Field, Thursday at 2 pm, room 4.",
    "Thank you for the opportunity to interview with you on Thursday. My resume is attached.",
    "The Board will interview candidates on Monday from 10. You are on the panel from 10 to 12.",
    "Thank you for taking part! A voucher for your time is attached.",
    "She interviewed with us last week, and her references are good.",
    "Larkfield has given your name as a former supervisor of hers.",
])
def test_it_is_somebody_elses(text: str) -> None:
    assert side_of(mail(text), Reader(), None).host is not None


@pytest.mark.parametrize("text", [
    "Your interview is on Thursday at 2. She will call you.",
    "We had you down to interview on Thursday at 2. You were my favorite application.",
    "Your interview is on Thursday at 2. To change it, open \"My interviews\".",
    "Thank you for your application for the vacancy. Your interview is on Thursday at 2.",
    "Your interview is on Thursday. Your recruiter will debrief with you within three days.",
    "The Board will interview candidates on Monday from 10. You are the first candidate and will be seen at 10.",
    "We are all set for Tuesday in our Amsterdam office for your interview. A taxi voucher is attached.",
    "Candidate: LEE, JORDAN\nInterview: Thursday at 2 pm",
    "Schedule my interview\nConfirm my interview",
    "Dear Applicant:\n\nYour interview is on Thursday at 2 pm.",
    "We would like to interview Jordan on Thursday; Jordan's interview takes an hour.",
])
def test_it_is_the_readers(text: str) -> None:
    side = side_of(mail(text), Reader(), None)
    assert side.host is None


@pytest.mark.parametrize("text", [
    "How would Tuesday at 10 be for the interview?", "Would 5pm on Thursday do for the interview?",
    "Post: Clerk\nDate of interview: 10 November\nTime of interview: 09:45",
])
def test_a_question_and_a_form_are_said_to_a_candidate(text: str) -> None:
    side = side_of(mail(text), Reader(), None)
    assert side.own and side.host is None


def test_what_is_said_to_nobody_is_nobodys() -> None:
    assert not side_of(mail("The interviews on Thursday are in room 4."), Reader(), None).own


def test_without_a_configuration_a_colleague_is_known_by_whom_the_mail_is_to() -> None:
    text, bo = "Your interview is on Thursday at 2.", Address("Bo Vale", "bo@larkfield.test")
    assert side_of(mail(text, bo), Reader(), None).host is not None
    assert side_of(mail(text, bo, JORDAN), Reader(), None).host is None
    assert side_of(mail(text, bo), Reader(own=frozenset({JORDAN.address})), None).host is None


def test_the_subject_of_an_answer_is_the_candidates_own() -> None:
    answer = replace(mail("I have taken you off the schedule for Thursday.", subject="RE: Withdrawing my application"),
                     in_reply_to=("<0@example.org>",))
    assert side_of(answer, Reader(), None).host is None
    assert side_of(replace(answer, in_reply_to=()), Reader(), None).host is not None
