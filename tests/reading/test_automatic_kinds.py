"""Notes of absence, receipts and challenges as they come without a header; and people who only sound like one."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from followupd.mail.message import Address, Message
from followupd.reading.automatic import Heard, hear
from followupd.reading.facts import Automatic, Away, Reader

SENT = datetime(2026, 11, 25, 10, tzinfo=UTC)
READER = Reader(name="Robin Hale", own=frozenset({"robin@hale.test"}))


def heard(text: str, subject: str, sender: str = "Ida Brandt") -> Heard:
    who = Address(sender, "ida.brandt@weidenhof.test")
    return hear(Message("<1@weidenhof.test>", SENT, who, subject=subject, text=text), READER, SENT)


@pytest.mark.parametrize("subject, text, until", [
    ("Out of office Re: Our talk", "I'm currently out on parental leave. Interviews go on as planned.", None),
    ("Out of office Re: Our talk", "I'm on maternity leave and won't be reading mail.", None),
    ("Out of Office", "I'm away until further notice. In urgent cases please ring the front desk.", None),
    ("Out of Office: Our talk", "I am out of the office, returning 30/11.", date(2026, 11, 30)),
    ("OOO - Re: Our talk", "Gone fishing. Back on Monday.", date(2026, 11, 30)),
    ("Out of office", "I am away. I only work Monday to Wednesday.", None),
])
def test_an_absence_is_told_by_its_subject(subject, text, until):
    said = heard(text, subject)
    assert [fact.until for fact in said.facts if isinstance(fact, Away)] == [until]


@pytest.mark.parametrize("text", [
    "I'm travelling until the 10th. Upon my return I shall decide, and you will have my answer by the 13th.",
    "I will be back on Monday and will get you an answer that day. The hiring manager is on leave.",
    "Our offices are closed until Monday. You will hear from me on Tuesday.",
])
def test_who_promises_an_answer_is_no_machine(text):
    assert heard(text, "Re: Our talk") == Heard("person")


@pytest.mark.parametrize("subject, text", [
    ("Read: Thank you for your time", "Your message was read on Wednesday, 25 November 2026."),
    ("Not read: Thank you for your time", "Your message was deleted without being read on Wednesday."),
    ("Please confirm you are human", "Ida uses Gatekeeper to stop junk. Follow the link to be let through."),
    ("Re: Our talk [verify]", "To reach Ida I need to verify that you are a person. Please answer this mail."),
])
def test_receipts_and_challenges_are_nobodys_word(subject, text):
    assert [type(fact) for fact in heard(text, subject).facts] == [Automatic]
