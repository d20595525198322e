"""A mail read by itself: which words promise an answer to an applicant where nothing else tells of an application."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from followupd.reading.promises import find_promises

LONDON = ZoneInfo("Europe/London")
SENT = datetime(2026, 12, 1, 10, 0, tzinfo=LONDON)
FRIDAY = date(2026, 12, 4)

SAID = """
Thanks for coming in this morning. I'll ring you on Friday.
It was good to meet you. We'll get back to you by Friday.
Enjoyed the chat! Will let you know by Friday.
It was good to see you. You will know on Friday.
You'll hear from Ines by Friday, one way or the other.
We have two more people to see and I'll call you on Friday.
I owe you an answer. You'll have it by Friday.
All candidates will be told by Friday.
The vote is on Friday. I'll e-mail you the result that evening.
Good trial today, boss decides Thursday, i text you friday
The kids liked you a lot. My wife is back on Thursday and I'll write to you on Friday.
We have not decided yet. I tell you Friday.
"""

NOT_SAID = """
I'll call you on Friday.
Great to see you yesterday! I'll let you know by Friday about the concert.
Good to meet you at the fair. I'll send you our proposal by Friday.
Nice to meet you. I'll ping you by Friday.
Thanks for having me. I'll ring you on Friday.
We received your complaint. You will hear from us by Friday.
Your claim is with an adjuster, and you will have our decision by Friday.
Thanks for showing me the bathroom. I'll call you on Friday with a quote.
The landlord decides on Thursday and I'll let you know by Friday either way.
Parents will be notified of the outcome by Friday.
The committee will notify authors by Friday.
Your parcel will be with you by Friday, and you will be notified.
Our board will make a decision on the planning application by Friday.
The rota will be out by Friday and I'll text everyone.
You will receive the agreement by Friday.
"""


@pytest.mark.parametrize("text", SAID.strip().split("\n"))
def test_an_answer_is_promised(text: str) -> None:
    promises, _ = find_promises(text, SENT, LONDON, around=("", ""))
    assert [promise.by for promise in promises] == [FRIDAY]


@pytest.mark.parametrize("text", NOT_SAID.strip().split("\n"))
def test_other_business_promises_no_answer(text: str) -> None:
    promises, _ = find_promises(text, SENT, LONDON, around=("", ""))
    assert promises == ()
