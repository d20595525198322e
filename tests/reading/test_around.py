"""A word of other matters beside what a mail says does not hush it: what stands around counts in its own sentence."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec
import pytest

from followupd.mail.message import Address, Message
from followupd.reading.facts import Reader
from followupd.reading.read import read

ME, ANN = Address("Jordan Lee", "jordan.lee@example.org"), Address("Ann Brook", "ann.brook@larkfield.test")
NOW = datetime(2026, 11, 3, 10, 0, tzinfo=ZoneInfo("America/New_York"))
READER = Reader(zone=ZoneInfo("America/New_York"), name="Jordan Lee", own=frozenset({ME.address}))

NEWS = [
    ("rejected", "Unfortunately, we have decided to move forward with another candidate for the Data Engineer role."),
    ("rejected", "I'm sorry to tell you that your application was not successful on this occasion."),
    ("rejected", "We will not be progressing your application any further."),
    ("rejected", "The position has been filled."),
    ("interview_cancelled", "I'm sorry, but we have to cancel your interview on Thursday."),
    ("interview_set", "Your interview is confirmed for Thursday, November 5 at 2:00 PM."),
    ("interview_set", "We have to move your interview to Friday, November 6 at 11:00 AM."),
    ("offered", "We are delighted to offer you the position of Data Engineer."),
]
AROUND = [
    "Happy Friday!",
    "Your scores on the assessment were good.",
    "Your reference for this application is 4411.",
    "We receive many applications from job seekers like you.",
    "The landlord of our office is renovating, so please excuse the late answer.",
    "We have told the other candidates, too.",
    "My mother was a data engineer, and I know how much work an application is.",
    "Similar jobs for you: Data Analyst at Brightloom. Apply now.",
    "Sign up for our newsletter and job alerts.",
    "Unsubscribe from job alerts at any time.",
    "Did they reimburse your train ticket?",
    "I start on Monday in another team, so please write to my colleague from then on.",
    "Take our survey: how was your candidate experience?",
    "This week in our newsletter: our new office.",
    "The insurer of our fleet has approved the budget only for one post.",
]
THANKS = "Thank you for your interest in Larkfield."


@pytest.mark.parametrize("line", AROUND)
@pytest.mark.parametrize(("fact", "news"), NEWS)
@pytest.mark.parametrize("text", ["{thanks} {line}\n\n{news}", "{thanks}\n\n{news}\n\n{line}"])
def test_it_is_heard_all_the_same(fact: str, news: str, line: str, text: str) -> None:
    body = f"Hi Jordan,\n\n{text.format(thanks=THANKS, line=line, news=news)}\n\nBest regards,\nAnn"
    mail = Message("<1@larkfield.test>", NOW, ANN, to=(ME,), subject="Your application", text=body)
    assert fact in {msgspec.to_builtins(found)["fact"] for found in read(mail, NOW, READER).facts}
