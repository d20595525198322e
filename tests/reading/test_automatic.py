"""Whose voice a mail is: a person's, a system's, a machine's, or nobody's."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followupd.mail.message import Address, DeliveryReport, Message
from followupd.reading.automatic import Heard, hear
from followupd.reading.facts import Automatic, Away, Bounced, Reader

SENT = datetime(2026, 11, 13, 20, 31, tzinfo=UTC)
READER = Reader(name="Robin Hale", own=frozenset({"robin@hale.test"}))
PERSON = Address("Ida Brandt", "ida.brandt@weidenhof.test")
ROBOT = Address("Weidenhof Careers", "no-reply@weidenhof.test")


def mail(text: str = "", subject: str = "Re: Our talk", sender: Address = PERSON, **more) -> Message:
    headers = {name.replace("_", "-"): value for name, value in more.pop("headers", {}).items()}
    return Message(
        "<1@weidenhof.test>",
        SENT,
        sender,
        subject=subject,
        text=text,
        headers=headers,
        to=(Address("Robin Hale", "robin@hale.test"),),
        **more,
    )


def heard(text: str = "", **more) -> Heard:
    return hear(mail(text, **more), READER, SENT)


def away(text: str) -> Away:
    (fact,) = heard(text, subject="Automatic reply: Our talk", headers={"auto_submitted": "auto-replied"}).facts
    assert isinstance(fact, Away)
    return fact


@pytest.mark.parametrize(
    "text, until",
    [
        ("I am out of the office until Thursday, November 26.", date(2026, 11, 26)),
        ("I am currently away from my desk through Nov 26 with limited access to email.", date(2026, 11, 26)),
        ("I'm on vacation and will be back on Thursday 26 Nov.", date(2026, 11, 26)),
        ("I am on annual leave, returning 26.11.", date(2026, 11, 26)),
        ("I am away until 2026-11-26.", date(2026, 11, 26)),
        ("I will be out of office from November 16 to November 20.", date(2026, 11, 20)),
        ("I am out of the office from Nov 16 through Nov 20 and return on November 23.", date(2026, 11, 23)),
        ("I am out of the office and will not return until November 23.", date(2026, 11, 23)),
        ("I'm out sick today.", date(2026, 11, 13)),
        ("I am out of the office with no access to email.", None),
        ("I was out of the office until November 2.", None),
    ],
)
def test_an_out_of_office_note_tells_the_day(text, until):
    assert away(text).until == until


def test_a_day_that_may_be_read_both_ways_is_a_doubt():
    said = heard("I am away until 10/12/2026.", subject="Out of Office", headers={"auto_submitted": "auto-replied"})
    assert [fact.until for fact in said.facts] == [None]
    assert [doubt.about for doubt in said.doubts] == ["away"]


@pytest.mark.parametrize(
    "subject",
    [
        "Automatic reply: Our talk",
        "Out of Office: Our talk",
        "AutoReply: Our talk",
        "Abwesenheitsnotiz: Our talk",
        "Réponse automatique : Our talk",
        "Re: Our talk (Automatic Response)",
        "[Auto-Reply] Our talk",
    ],
)
def test_a_subject_that_machines_write_is_enough(subject):
    assert heard("Thank you for your mail.", subject=subject).voice == "automatic"


@pytest.mark.parametrize(
    "headers",
    [
        {"auto_submitted": "auto-replied (vacation)"},
        {"x_autoreply": "yes"},
        {"x_autorespond": "Our talk"},
        {"precedence": "auto_reply"},
    ],
)
def test_a_header_that_machines_write_is_enough(headers):
    said = heard("We will look at it.", headers=headers)
    assert said.voice == "automatic"
    assert isinstance(said.facts[0], Automatic)


@pytest.mark.parametrize("headers", [{"auto_submitted": "no"}, {"x_auto_response_suppress": "All"}, {}])
def test_a_person_stays_a_person(headers):
    assert heard("It was good to meet you. I'll be in touch on Friday.", headers=headers) == Heard("person")


@pytest.mark.parametrize(
    "text",
    [
        "I'll be out of the office next week, but yes, let's meet Tuesday.",
        "Hi Robin,\n\nI am out of the office until Monday, I'll write when I am back.\n\nIda",
        "I am away on Monday. Could you send me a time for Tuesday?",
        "I'm out today. Thursday at 3 PM suits me and my colleague, please come to the front desk.",
        "Tom is out of the office until Monday, so your interview moves to Wednesday.",
    ],
)
def test_a_person_who_speaks_of_an_absence_answers(text):
    assert heard(text).voice == "person"


def test_a_note_without_any_header_is_told_by_its_words():
    said = heard("I am out of the office until Thursday, November 26. In urgent cases please contact Tom Lind.")
    assert isinstance(said.facts[0], Away)
    assert said.voice == "automatic"


@pytest.mark.parametrize(
    "text, subject",
    [
        ("Your ticket number is 48213. We will answer soon.", "Request received"),
        ("Thank you for contacting Weidenhof Support. A ticket has been created.", "Re: Our talk"),
        ("This account is protected by Gatekeeper. Please confirm.", "Re: Our talk"),
        ("Your message was displayed on 13.11.2026.", "Read: Our talk"),
    ],
)
def test_receipts_and_challenges_are_nobodys_word(text, subject):
    said = heard(text, subject=subject, sender=ROBOT)
    assert [type(fact) for fact in said.facts] == [Automatic]


def test_a_reference_number_makes_no_machine():
    text = "We would like to meet you for the role on Tuesday at 2 PM. Your case number is 48213."
    assert heard(text, subject="A talk") == Heard("person")


def test_each_failed_recipient_is_a_bounce():
    reports = (
        DeliveryReport("ida@weidenhof.test"),
        DeliveryReport("tom@weidenhof.test"),
        DeliveryReport("ann@weidenhof.test", "delivered"),
    )
    said = heard("", sender=Address("", "mailer-daemon@hale.test"), reports=reports)
    assert said.voice == "automatic"
    assert [fact.address for fact in said.facts] == ["ida@weidenhof.test", "tom@weidenhof.test"]
    assert all(isinstance(fact, Bounced) for fact in said.facts)


def test_a_delay_is_no_bounce():
    said = heard("", reports=(DeliveryReport("ida@weidenhof.test", "delayed", "4.4.1"),))
    assert [type(fact) for fact in said.facts] == [Automatic]


def test_a_failure_notice_without_a_recipient_is_a_bounce_all_the_same():
    said = heard("It failed.", subject="Undelivered Mail Returned", sender=Address("", "mailer-daemon@x.test"))
    assert [type(fact) for fact in said.facts] == [Bounced]


@pytest.mark.parametrize(
    "subject, text",
    [
        ("Your interview is confirmed", "Your interview with Weidenhof is on Tuesday. Unsubscribe"),
        ("Next steps with Weidenhof", "Please select a time for a call with our recruiter."),
        ("Your next interview with Weidenhof", "Your interview is on Tuesday at 2 PM. Unsubscribe"),
    ("What to expect on Tuesday", "Your interview with Weidenhof is on Tuesday at 2 PM."),
    ("Weidenhof: an update", "We will not be moving forward with your application. Here are tips for your search."),
    ],
)
@pytest.mark.parametrize(
    "headers",
    [{"list_unsubscribe": "<https://x.test>"}, {"feedback_id": "1:2:3"}, {"auto_submitted": "auto-generated"}],
)
def test_an_application_system_is_not_lost_among_the_bulk(subject, text, headers):
    assert heard(text, subject=subject, sender=ROBOT, headers=headers) == Heard("system")


@pytest.mark.parametrize(
    "subject, text",
    [
        ("How to ace your next interview", "Ten tips for your interview on Tuesday. Unsubscribe here."),
        ("17 new jobs: Welder", "Apply now. Interviews within a week. Unsubscribe"),
        ("Weekly digest", "What happened this week. Unsubscribe"),
        ("Autumn at Weidenhof", "A new coffee is here. Manage preferences"),
    ],
)
def test_newsletters_and_job_alerts_are_bulk(subject, text):
    assert heard(text, subject=subject, sender=Address("Weidenhof", "news@weidenhof.test")).voice == "bulk"


def test_a_discussion_on_a_mailing_list_is_bulk():
    said = heard(
        "The application needs a new recruiter plugin.",
        subject="Re: [dev] plugins",
        headers={"list_id": "dev <dev.list.test>", "precedence": "list"},
    )
    assert said.voice == "bulk"


@given(
    text=st.text(max_size=400),
    subject=st.text(max_size=80),
    headers=st.dictionaries(st.sampled_from(["auto-submitted", "precedence", "list-id", "return-path"]), st.text()),
)
def test_nothing_that_a_mail_says_raises(text, subject, headers):
    message = Message("<1@x.test>", SENT, PERSON, subject=subject, text=text, headers=headers)
    assert hear(message, READER, SENT).voice in ("person", "system", "automatic", "bulk")
