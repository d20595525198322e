"""Which mails open nothing (D8), and which interviews are none of the user's own (D9)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followupd.mail.message import Address, Invite, Message
from followupd.reading.facts import Doubt, Reader
from followupd.reading.side import Side, side_of
from followupd.reading.trust import distrust, dmarc_of

SENT = datetime(2026, 11, 13, 20, 31, tzinfo=UTC)
READER = Reader(name="Robin Hale", own=frozenset({"robin@hale.test", "robin.hale@gmail.com"}))


class Judged(NamedTuple):
    doubts: tuple[Doubt, ...]
    side: Side

    @property
    def trusted(self) -> bool:
        return not self.doubts

    @property
    def host(self) -> bool:
        return self.side.host is not None


def judged(text: str = "", subject: str = "", sender: str = "ida@weidenhof.test", results: str = "", invites=()):
    headers = {"authentication-results": results} if results else {}
    message = Message(
        "<1@x.test>",
        SENT,
        Address("Ida Brandt", sender),
        subject=subject,
        text=text,
        headers=headers,
        invites=invites,
    )
    return Judged(distrust(message), side_of(message, READER, None))


@pytest.mark.parametrize(
    "field, result",
    [
        ("mx.hale.test; spf=pass smtp.mailfrom=a.test; dmarc=fail (p=reject) header.from=weidenhof.test", "fail"),
        ("mx.hale.test; dmarc=pass header.from=weidenhof.test", "pass"),
        ("mx.hale.test 1; DMARC = Fail", "fail"),
        ("mx.hale.test; dkim=pass (a comment; dmarc=fail (inner)) header.d=weidenhof.test", ""),
        ('mx.hale.test; dkim=fail reason="x; dmarc=fail"; dmarc=pass', "pass"),
        ("mx.hale.test; x-dmarc=fail", ""),
        ("mx.hale.test; none", ""),
        ("dmarc=fail", ""),
        ("", ""),
    ],
)
def test_the_dmarc_result_is_read_as_rfc_8601_says(field, result):
    assert dmarc_of(field) == result


def test_a_sender_that_failed_dmarc_is_not_trusted():
    judgement = judged("Your interview is set.", results="mx.hale.test; dmarc=fail header.from=weidenhof.test")
    assert not judgement.trusted
    assert "D8" in judgement.doubts[0].why


def test_without_a_result_a_mail_is_trusted():
    assert judged("Your interview is set.").trusted


@pytest.mark.parametrize(
    "text",
    [
        "Please send the registration fee of $50 before the interview.",
        "Buy two gift cards and send me the codes.",
        "Your interview will be held on Telegram with Mr Stone.",
        "For the interview add our manager on WhatsApp.",
        "The interview is on Tuesday, May 5 at 2 pm, on Telegram.",
        "Deposit the check and buy the equipment from our vendor.",
    ],
)
def test_what_asks_for_money_or_moves_to_a_messenger_is_not_trusted(text):
    assert not judged(text).trusted


def test_bank_details_are_asked_for_by_employers_but_not_from_a_free_address():
    text = "Congratulations. Please send us your bank details for the payroll."
    assert judged(text).trusted
    assert not judged(text, sender="weidenhof.hiring@gmail.com").trusted


@pytest.mark.parametrize(
    "text",
    [
        "We never ask candidates for a registration fee of any kind.",
        "Beware of scams: Weidenhof does not interview candidates over Telegram.",
        "Your interview will be a video call on Google Hangouts.",
        "We confirm your interview by text message.",
        "Your interview is set. You may reach me by telephone or WhatsApp.",
        "I propose that we talk by WhatsApp video on Friday at 14:00.",
    ],
)
def test_a_warning_of_swindlers_is_no_swindle(text):
    assert judged(text).trusted


@pytest.mark.parametrize(
    "text",
    [
        "Hi Robin, you are on the panel interviewing Maria Silva on Tuesday at 2 PM.",
        "Please submit your scorecard for Maria Silva.",
        "We would love to do an interview with you for our podcast.",
        "Your visa interview at the embassy is on Tuesday.",
        "Please come to your exit interview with HR.",
        "Can I do a research interview with you?",
        "Your mock interview with a coach is on Tuesday.",
        "Your parent-teacher interview with Mr Lund is on Tuesday.",
        "A detective would like to interview you about the accident.",
        "Thank you for taking part in our study of gardens. The interview is on Tuesday.",
        "Thank you for your application for the apartment. We invite you to a viewing on Tuesday.",
        "Confirming our product demo for Tuesday at 11.",
        "We practise job interviews in pairs on Tuesday.",
        "Maria Silva named you as a reference. Could we speak on Tuesday?",
        "My interview at the nursery is on Tuesday! Wish me luck.",
        "Thank you for inviting me. I am happy to interview for the role on Tuesday.",
    ],
)
def test_interviews_that_are_none_of_the_users_own(text):
    assert judged(text).host


@pytest.mark.parametrize(
    "text",
    [
        "Your interview for the Gardener role is on Tuesday with a panel of three.",
        "You can see your application in your candidate home.",
        "Thank you for interviewing with us today.",
        "Thank you for interviewing with our panel. You will meet the hiring committee.",
        "Your interview for the User Researcher role has a user interview as its exercise.",
        "Your interview for the Veterinarian role at our clinic is on Tuesday. The doctor who leads it will meet you.",
        "I have an interview slot on Tuesday for you. Does that suit?",
        "Thank you for your application for the Gardener role.",
    ],
)
def test_the_users_own_interview_is_the_users_own(text):
    assert not judged(text).host


def test_a_colleague_invites_to_the_other_side_of_the_table():
    organizer = Address("Lars", "lars@hale.test")
    invite = Invite("u", "REQUEST", 0, SENT, SENT, summary="Interview", organizer=organizer)
    assert judged("Interview on Tuesday", sender="lars@hale.test").host
    assert judged("Interview", sender="robin@hale.test", invites=(invite,)).host
    assert not judged("Interview on Tuesday", sender="lars@gmail.com").host


@given(st.text(max_size=300))
def test_no_field_and_no_text_raises(text):
    dmarc_of(text)
    judged(text, text, results=text)
