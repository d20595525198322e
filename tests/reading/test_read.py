"""A whole mail, read: structure above prose, whose mail it is, and what must be a doubt."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from followupd.mail.message import Address, DeliveryReport, Invite, Message
from followupd.reading.facts import (
    AnswerPromised,
    Bounced,
    InterviewCancelled,
    InterviewProposed,
    InterviewSet,
    Offered,
    QuestionAsked,
    Reader,
    Reading,
    Rejected,
    SlotAccepted,
    Thanked,
)
from followupd.reading.read import read

NEW_YORK = ZoneInfo("America/New_York")
ME, ANN = Address("Jordan Lee", "jordan.lee@example.org"), Address("Ann Brook", "ann.brook@larkfield.test")
READER = Reader(zone=NEW_YORK, name="Jordan Lee", own=frozenset({ME.address}))
NOW = datetime(2026, 11, 3, 10, 0, tzinfo=NEW_YORK)
AT_TWO = datetime(2026, 11, 10, 14, 0, tzinfo=NEW_YORK)
CONFIRMED = "This confirms your interview for the Data Engineer position on Tuesday, November 10 at 2:00 PM."


def reading(text: str, **more: Any) -> Reading:
    given = {"sender": ANN, "to": (ME,), "subject": "Data Engineer at Larkfield", "date": NOW, **more}
    return read(Message(message_id="<1@larkfield.test>", text=text, **given), NOW, READER)


def of(found: Reading, kind: type) -> list[Any]:
    return [fact for fact in found.facts if isinstance(fact, kind)]


def invite(**more: Any) -> Invite:
    given = {"method": "REQUEST", "sequence": 0, "start": AT_TWO, "end": AT_TWO + timedelta(hours=1),
             "summary": "Interview: Data Engineer", "organizer": ANN, "attendees": (ME,), **more}
    return Invite(uid="1@larkfield.test", **given)


def test_a_calendar_object_tells_the_time_and_prose_adds_no_second_one() -> None:
    found = reading("Your interview is on Tuesday, November 10 at 3pm.", invites=(invite(),))
    (told,) = of(found, InterviewSet)
    assert (told.uid, told.slot.start) == ("1@larkfield.test", AT_TWO)


def test_prose_tells_what_the_calendar_cannot() -> None:
    found = reading(f"{CONFIRMED} You will hear from us by November 20.", invites=(invite(),))
    assert len(of(found, InterviewSet)) == 1 and len(of(found, AnswerPromised)) == 1


def test_a_time_is_in_the_readers_zone_where_none_is_told() -> None:
    (told,) = of(reading(CONFIRMED), InterviewSet)
    assert (told.slot.start, told.slot.zone_told, told.evidence.source) == (AT_TWO, False, "text")


def test_the_subject_is_evidence_too() -> None:
    found = reading("Tuesday, November 10, 2:00 PM, Zoom.", subject="Interview confirmed - Data Engineer")
    (told,) = of(found, InterviewSet)
    assert (told.slot.start, told.evidence.source) == (AT_TWO, "subject")


def test_the_subject_of_a_reply_was_said_before() -> None:
    assert not reading("Thank you, noted.", subject="Re: Interview confirmed - Tuesday, November 10, 2 PM").facts[1:]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Could we do Thursday at 3 instead?", InterviewProposed),
        ("Tuesday at 2 works for me.", SlotAccepted),
        ("Thank you for your time today.", Thanked),
    ],
)
def test_the_users_own_mail_speaks_for_the_user(text: str, kind: type) -> None:
    found = reading(text, sender=ME, to=(ANN,), subject="Re: Interview", in_reply_to=("<0@larkfield.test>",))
    assert found.outgoing and of(found, kind) and len(found.facts) == 1


def test_the_users_own_words_are_no_promise_and_no_rejection() -> None:
    found = reading("I will get back to you by Friday. I will not be moving forward with another offer.",
                    sender=ME, to=(ANN,), subject="Re: Interview")
    assert not of(found, AnswerPromised) and not of(found, Rejected)


def test_a_machines_answer_says_only_what_machines_say() -> None:
    found = reading(f"Thank you for your mail. {CONFIRMED}", headers={"auto-submitted": "auto-replied"})
    assert found.voice == "automatic" and not of(found, InterviewSet)
    bounced = reading(CONFIRMED, reports=(DeliveryReport("ann.brook@larkfield.test"),))
    assert [type(fact) for fact in bounced.facts] == [Bounced]


def test_a_tracking_system_speaks_for_the_employer() -> None:
    sender = Address("Larkfield Careers", "no-reply@ats-mail.test")
    found = reading(CONFIRMED, sender=sender, headers={"list-unsubscribe": "<https://ats-mail.test/u>"})
    assert found.voice == "system" and of(found, InterviewSet)


def test_a_forwarded_interview_is_a_doubt() -> None:
    found = reading("See below.", subject="Fwd: Interview", forwarded=CONFIRMED)
    assert not of(found, InterviewSet)
    assert "interview_set" in {doubt.about for doubt in found.doubts}


def test_several_times_are_a_choice() -> None:
    found = reading("We would like to invite you to an interview. Does Monday, November 9 at 10am or Tuesday,"
                    " November 10 at 2pm work for you?")
    (proposed,) = of(found, InterviewProposed)
    assert [slot.start.day for slot in proposed.slots] == [9, 10]


def test_a_timetable_of_talks_is_one_interview() -> None:
    found = reading("Your onsite interview schedule for Tuesday, November 10, 2026:\n\n2:00 PM - 2:45 PM Paul Weir\n"
                    "2:45 PM - 3:30 PM Dana Fox\n3:30 PM - 4:00 PM Ann Brook\n")
    (told,) = of(found, InterviewSet)
    assert (told.slot.start, told.slot.end) == (AT_TWO, AT_TWO + timedelta(hours=2))


def test_a_time_of_something_else_is_not_the_interviews() -> None:
    found = reading("Please confirm by Thursday, November 5 at noon that your interview on Tuesday, November 10 at"
                    " 2:00 PM suits you.")
    (fact,) = (*of(found, InterviewSet), *of(found, InterviewProposed))
    slots = [fact.slot] if isinstance(fact, InterviewSet) else fact.slots
    assert [slot.start for slot in slots] == [AT_TWO]


def test_a_time_that_has_passed_sets_nothing() -> None:
    assert not of(reading("Your interview was on Monday, November 2 at 2pm."), InterviewSet)


def test_a_date_that_contradicts_itself_is_a_doubt() -> None:
    found = reading("Your interview is confirmed for Monday, November 10 at 2:00 PM.")
    assert not of(found, InterviewSet)
    assert "interview_set" in {doubt.about for doubt in found.doubts}


def test_a_new_date_replaces_the_old_one() -> None:
    found = reading("Your interview has been moved from Monday, November 9 at 10am to Tuesday, November 10 at 2pm.")
    (told,) = of(found, InterviewSet)
    assert told.moved and told.slot.start == AT_TWO


@pytest.mark.parametrize(("text", "rebook"), [
    ("We have to cancel your interview. The role was withdrawn.", False),
    ("We have to cancel your interview. I'll get back to you with a new date.", True),
    ("We are postponing all interviews, yours on Wednesday included, until further notice.", False),
])
def test_a_cancellation_tells_whether_a_new_date_is_to_come(text: str, rebook: bool) -> None:
    (told,) = of(reading(text), InterviewCancelled)
    assert told.rebook is rebook


def test_a_no_stands_above_an_offer_and_an_invitation() -> None:
    found = reading("We will not be moving forward with your application. We are pleased to offer you a position in our"
                    " talent community, and would like to invite you to an interview for another role.")
    assert of(found, Rejected) and not of(found, Offered) and not of(found, InterviewProposed)
    assert found.doubts


def test_an_offer_of_an_interview_is_no_offer() -> None:
    found = reading("We would like to offer you an interview on Tuesday, November 10 at 2pm.")
    assert of(found, InterviewSet) and not of(found, Offered)


def test_the_excerpt_is_bounded_and_the_date_is_never_later_than_the_arrival() -> None:
    found = reading("word " * 1000, date=NOW + timedelta(days=30))
    assert len(found.excerpt) == 1000 and found.sent == NOW


@pytest.mark.parametrize("text, kind", [
    ("I will call you by Friday.", AnswerPromised),
    ("Somebody else got it.", Rejected),
    ("Which of the two do you prefer?", QuestionAsked),
])
def test_what_is_left_unsaid_counts_where_the_case_tells_it(text, kind):
    found = reading(text, subject="hello")
    assert of(found, kind) == []
    assert any(isinstance(fact, kind) for fact in found.within or ())


def test_what_says_it_all_says_the_same_within_a_case():
    assert reading(CONFIRMED, in_reply_to=("<0@larkfield.test>",)).within is None
