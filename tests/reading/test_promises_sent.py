"""Who says that they will send or tell something names a day, too (E3). The mails are of Tuesday, 1 December 2026."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from followupd.reading.promises import find_promises

NEW_YORK = ZoneInfo("America/New_York")
SENT = datetime(2026, 12, 1, 10, 0, tzinfo=NEW_YORK)

# one promise a line, an indented line goes on
DATED = """
i'll be in touch w / you next week . => 2026-12-11
we will send you the agreement on tuesday . => 2026-12-08
i will e - mail you the file tomorrow . => 2026-12-02
i will forward you a copy of the report by monday . => 2026-12-07
we will have the numbers for you tomorrow . => 2026-12-02
i will check on this and get back to you by the end of the day . => 2026-12-01
i will let you know by tomorrow if it works . => 2026-12-02
I plan to send you a draft by Wednesday. => 2026-12-02
I will try to get you a draft by Thursday. => 2026-12-03
I'll have a draft to you by noon tomorrow. => 2026-12-02
We should have a draft by Friday. => 2026-12-04
You should receive the check by Friday. => 2026-12-04
I will be sending out a draft later today. => 2026-12-01
Sara will send you the docs tomorrow. => 2026-12-02
I will have Sara send you the docs tomorrow. => 2026-12-02
I am going to send the letter today. => 2026-12-01
I will try and call you later this afternoon. => 2026-12-01
I'll talk with you Monday. => 2026-12-07
I'll be sending you an e-mail this week. => 2026-12-04
I will provide comments by Monday. => 2026-12-07
I'll review it tonight and give you my comments tomorrow. => 2026-12-02
I will respond in detail tomorrow. => 2026-12-02
I will look into it and get back to you this week. => 2026-12-04
I should be able to get it to you by Monday. => 2026-12-07
I'll work on it this weekend and send it to you Monday. => 2026-12-07
We intend to respond by December 15. => 2026-12-15
You'll have my comments by Monday. => 2026-12-07
you should have it by the end of the day . => 2026-12-01
you will have my answer tomorrow . => 2026-12-02
I will mail it tomorrow. => 2026-12-02
It will be mailed to you tomorrow. => 2026-12-02
A copy will be sent to you on Monday. => 2026-12-07
I will contact you Monday to discuss. => 2026-12-07
I will call you in about an hour. => 2026-12-02
we will fax the documents to you this afternoon . => 2026-12-01
I will send a revised version by Thursday. => 2026-12-03
I will send you an updated version of the contract first thing Monday morning. => 2026-12-07
I will report back on Thursday. => 2026-12-03
We'll be back to you by Thursday. => 2026-12-03
I'll be back in touch next week. => 2026-12-11
I will update you all on Monday. => 2026-12-07
I will let everyone know by tomorrow. => 2026-12-02
We will decide next week whether to bring you in. => 2026-12-11
The contract will be sent out by Friday. => 2026-12-04
The offer will be in the mail tomorrow. => 2026-12-02
Your offer letter should arrive by Friday. => 2026-12-04
You'll get the offer letter in the next few days. => 2026-12-08
An official offer will be extended to you next week. => 2026-12-11
We are preparing an offer and will send it to you by Friday. => 2026-12-04
We will be making you an offer this week. => 2026-12-04
I expect to extend an offer to you by tomorrow. => 2026-12-02
I will email you the information by 5pm tomorrow. => 2026-12-02
I will send my feedback this week. => 2026-12-04
I will get with HR and let you know something by Friday. => 2026-12-04
The department will make its recommendation by December 11. => 2026-12-11
You can expect an initial response within ten business days. => 2026-12-15
Our recruiters will review your application and will be in contact within the next two weeks. => 2026-12-15
You'll receive an update on the status of your application within 2 weeks. => 2026-12-15
We will update you on the status of your application within the next 10 business days. => 2026-12-15
We'll review it carefully and you'll hear from us either way in the next two weeks. => 2026-12-15
We endeavour to respond to all applications within 10 working days. => 2026-12-15
We aim to review applications and respond within two weeks. => 2026-12-15
We'll do our best to respond within a week. => 2026-12-08
Our team reviews applications weekly and will reach out by the end of next week. => 2026-12-11
We try to get back to everyone within 5 days. => 2026-12-06
Your application is under review and we will contact you with next steps in the next 2-3 weeks. => 2026-12-22
Our hiring team is currently reviewing all applications and we will be in touch over the next couple of
    weeks. => 2026-12-15
The review takes about two weeks, and you will be notified of the outcome by then. => 2026-12-15
"""


def rows(block: str) -> list[tuple[str, str]]:
    lines = block.strip().replace("\n    ", "\v").split("\n")
    return [(phrase.replace("\v", "\n"), day) for phrase, day in (line.rsplit(" => ", 1) for line in lines)]


@pytest.mark.parametrize(("text", "day"), rows(DATED))
def test_a_promise_to_send_or_tell_names_its_day(text: str, day: str) -> None:
    promises, _ = find_promises(text, SENT, NEW_YORK)
    assert [promise.by for promise in promises] == [date.fromisoformat(day)]
    assert not promises[0].about_scheduling
    assert promises[0].after_interview_days is None
