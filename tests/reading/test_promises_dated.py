"""What employers write, and the day it promises by ETIQUETTE E3. The mails are of Tuesday, 1 December 2026, 10:00."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from followupd.reading.promises import find_promises

NEW_YORK = ZoneInfo("America/New_York")
SENT = datetime(2026, 12, 1, 10, 0, tzinfo=NEW_YORK)

# one promise a line, an indented line goes on
DATED = """
In the course of next week you will get our feedback. => 2026-12-11
You will get our feedback over the course of next week. => 2026-12-11
Over the next week we will let you know. => 2026-12-08
You will receive an answer from us until next Friday. => 2026-12-11
We will inform you until 10 December about our decision. => 2026-12-10
Bear with us until Wednesday 9 December, when we'll have a final answer. => 2026-12-09
Give us a week or so and we'll come back to you. => 2026-12-08
Let us have until next Tuesday to reach a decision. => 2026-12-08
You'll have our verdict before the month is out. => 2026-12-31
We will let you know by Friday. => 2026-12-04
You will hear from us by Friday => 2026-12-04
You'll hear back from us by the end of next week. => 2026-12-11
You should hear from me early next week. => 2026-12-09
We expect to make a decision this week. => 2026-12-04
We hope to have a decision by Wednesday. => 2026-12-02
I'll get back to you on Wednesday. => 2026-12-02
I'll be in touch next Wednesday. => 2026-12-09
We will get back to you in a couple of days. => 2026-12-03
We'll follow up with you in a few days. => 2026-12-08
You can expect to hear from us within two weeks. => 2026-12-15
We will be in touch in the coming weeks. => 2026-12-29
We'll be in touch within a few weeks. => 2026-12-29
You will hear from us within 5 business days. => 2026-12-08
We aim to get back to all candidates by the end of the month. => 2026-12-31
We will reach out mid next week. => 2026-12-10
You'll have our decision in the first half of December. => 2026-12-15
The hiring manager will reach out the week of the 14th. => 2026-12-18
I will let you know by COB tomorrow. => 2026-12-02
We will respond within 48 hours. => 2026-12-03
We'll get back to you within 24 hours. => 2026-12-02
I should have an update for you within 24-48 hours. => 2026-12-03
We'll be in touch in the next week or two. => 2026-12-15
A decision will be made by December 10th. => 2026-12-10
Our team will make a decision by 12/10. => 2026-12-10
The committee will decide by the end of the week, and I will call you then. => 2026-12-04
By Friday, we will let you know either way. => 2026-12-04
Next week, our recruiter Sarah will reach out to discuss next steps. => 2026-12-11
Sometime next week you should hear from HR. => 2026-12-11
Within two weeks you will receive our decision. => 2026-12-15
We will definitely be able to give you an answer by Monday. => 2026-12-07
We're hoping to make a decision by the end of this week. => 2026-12-04
We are planning on making a final decision by next Friday. => 2026-12-11
I'm going to have feedback for you tomorrow. => 2026-12-02
I hope to get back to you with an update by Thursday. => 2026-12-03
Expect to hear from us by Friday. => 2026-12-04
You can expect a call from our recruiter on Thursday. => 2026-12-03
You will be notified of our decision no later than December 18. => 2026-12-18
Candidates will be notified by December 18, 2026. => 2026-12-18
If you do not hear from us within two weeks, please consider your application unsuccessful. => 2026-12-15
If you haven't heard from me by Friday, feel free to ping me. => 2026-12-04
we shall call him on wednesday after 2 : 30 . => 2026-12-02
i shall call you tomorrow to discuss the details . => 2026-12-02
i will get back to you next week . => 2026-12-11
we ' ll get back to you by friday . => 2026-12-04
i should have an answer for you by the end of the week . => 2026-12-04
vince will call you this afternoon . => 2026-12-01
The committee meets Friday and I'll call you after. => 2026-12-04
We need a few more days to make a decision. => 2026-12-08
Please allow us two weeks to review your application and get back to you. => 2026-12-15
Please allow two weeks for us to get back to you. => 2026-12-15
Bear with us, we should know more by Thursday. => 2026-12-03
The process usually takes two weeks. You will hear from us within that time. => 2026-12-15
I will have HR reach out to you by Thursday. => 2026-12-03
Hiring decisions will be communicated by email by December 15. => 2026-12-15
Final decisions are expected by December 15. => 2026-12-15
Our goal is to get back to you by Friday. => 2026-12-04
I'll circle back with you by EOD Thursday. => 2026-12-03
We'll share feedback by end of day tomorrow. => 2026-12-02
We anticipate having a decision by mid-December. => 2026-12-20
We anticipate making a decision within the next two weeks. => 2026-12-15
We will be making our decision over the next week. => 2026-12-08
I expect we'll have a decision early next week. => 2026-12-09
We should be able to let you know by tomorrow evening. => 2026-12-02
Someone from our team will be reaching out to you in the next 3-5 business days. => 2026-12-08
You should be hearing from our HR department within the next few days. => 2026-12-08
I will call you Thursday with the outcome. => 2026-12-03
I will call you on Thursday to let you know how it went. => 2026-12-03
We plan to extend an offer by the end of next week. => 2026-12-11
We will be extending offers next week. => 2026-12-11
The hiring manager wants to decide by Friday. => 2026-12-04
I'll update you by Friday afternoon. => 2026-12-04
Thanks for coming in on Monday. We will let you know by Friday. => 2026-12-04
We are reviewing all applications this week and will be in touch by December 11. => 2026-12-11
We'll review your application and get back to you within 10 business days. => 2026-12-15
Our recruiting team will review your profile and contact you within ten (10) business days. => 2026-12-15
You will hear from us, one way or the other, by December 9. => 2026-12-09
Either way, you'll hear from us this week. => 2026-12-04
Whether or not you are selected, you will hear from us by Friday. => 2026-12-04
I will send you the contract on Friday. => 2026-12-04
You'll receive an email from us by Monday with next steps. => 2026-12-07
The team is meeting on Thursday and I'll let you know the outcome on Friday. => 2026-12-04
Once the panel has met, we will contact you by December 11. => 2026-12-11
You'll get an answer before the end of the year. => 2026-12-31
You will know by Thursday. => 2026-12-03
We'll let you know in about a week. => 2026-12-08
It may take up to three weeks before you hear from us. => 2026-12-22
We will make a decision next month. => 2027-01-31
We'll be in touch in January. => 2027-01-31
I should know by Thursday if the budget is approved. => 2026-12-03
I will have more information for you later this week. => 2026-12-04
I will send you the details tomorrow. => 2026-12-02
I'll give you a ring on Thursday. => 2026-12-03
We'll have a debrief on Thursday and I'll update you right after. => 2026-12-03
I will get you the numbers by tomorrow. => 2026-12-02
I'll fax it over this afternoon. => 2026-12-01
We'll have an answer by Monday. => 2026-12-07
I'll try to call you tomorrow. => 2026-12-02
I'll give you a call later today. => 2026-12-01
I'll see what I can do and let you know tomorrow. => 2026-12-02
I'll shoot you an email tonight. => 2026-12-01
I'll ping you Thursday. => 2026-12-03
You'll have it by Friday. => 2026-12-04
You will receive your offer letter by mail next week. => 2026-12-11
Your offer letter will be mailed on Friday. => 2026-12-04
An offer letter will go out tomorrow. => 2026-12-02
molly will be in touch with you next week . => 2026-12-11
norma will mail the offer letter on monday . => 2026-12-07
I will talk to you on Monday. => 2026-12-07
We will let you know our decision no later than the 15th. => 2026-12-15
We will let you know by the 15th of December at the latest. => 2026-12-15
You will hear from us on or before Dec. 15th. => 2026-12-15
We will inform you of the outcome before the 15th. => 2026-12-15
We will contact you within the next ten days. => 2026-12-11
I should have feedback in two to three weeks. => 2026-12-22
I expect to hear back from the team by Thursday and will update you then. => 2026-12-03
We will have a decision by mid-January. => 2027-01-20
We'll contact you sometime in January. => 2027-01-31
I'll get back to you toward the end of next week. => 2026-12-11
I'll reach out at the beginning of next week. => 2026-12-09
I'll call you first thing Monday morning. => 2026-12-07
We should know by next week. => 2026-12-11
We should have a decision by the middle of next week. => 2026-12-10
You'll hear from me in the next day or so. => 2026-12-02
I will let you know in a day or two. => 2026-12-03
We'll get back to you by the end of business on Thursday. => 2026-12-03
I'll let you know by close of business Thursday. => 2026-12-03
We'll let you know by Friday at the latest. => 2026-12-04
We'll be making decisions on Friday. => 2026-12-04
We'll finalize our decision this week and let you know. => 2026-12-04
We will be deciding by next Monday. => 2026-12-07
We are going to make our selection this week. => 2026-12-04
The hiring team is aiming to have a decision by Tuesday of next week. => 2026-12-08
The hiring manager would like to make an offer by the end of the week. => 2026-12-04
We would like to get back to you by Thursday. => 2026-12-03
I want to get you an answer by Friday. => 2026-12-04
I'm hoping to have news for you by Friday. => 2026-12-04
Hopefully we'll have news by Friday. => 2026-12-04
You should know something by Thursday. => 2026-12-03
You should have an answer from us by Monday. => 2026-12-07
You should receive an email with the result by next Wednesday. => 2026-12-09
You can expect our answer by Monday, December 7th. => 2026-12-07
You can expect feedback within three working days. => 2026-12-04
You can expect next steps from us by early next week. => 2026-12-09
Please expect a response within 2 weeks. => 2026-12-15
Please give us until Friday to get back to you. => 2026-12-04
We ask for your patience; you will hear from us by December 18th. => 2026-12-18
We appreciate your patience and will get back to you no later than Friday, December 11. => 2026-12-11
Thank you for your patience while we finish interviews; we'll have an update by Wednesday. => 2026-12-02
We're still interviewing, but I should be able to get back to you by Thursday. => 2026-12-03
We still have a few candidates to speak with, so I expect to have an update for you by the end of next
    week. => 2026-12-11
Once we have feedback from the team, I'll let you know, hopefully by Friday. => 2026-12-04
I will follow up with the team and get back to you by Friday. => 2026-12-04
I'll check with the hiring manager and let you know by Thursday. => 2026-12-03
I will talk to my manager on Friday and get back to you on Monday. => 2026-12-07
The client will give us feedback by Thursday. => 2026-12-03
I have been told that you will hear by Friday. => 2026-12-04
We should be able to give you feedback within 7 days. => 2026-12-08
All applicants will be notified by email by 18 December. => 2026-12-18
Successful candidates will be contacted by December 18. => 2026-12-18
Shortlisted candidates will be contacted within two weeks. => 2026-12-15
If you have not heard from us within 3 weeks, please assume that you were unsuccessful. => 2026-12-22
If you have not heard back by December 15th, you may assume the position has been filled. => 2026-12-15
If you don't hear back from us in two weeks, please feel free to follow up. => 2026-12-15
If you do not receive a response within 30 days, your application was not successful. => 2026-12-31
We typically respond within two weeks. => 2026-12-15
We usually make a decision within one week. => 2026-12-08
You will receive an answer from our HR department in approximately two weeks. => 2026-12-15
A recruiter will be in touch within 5-7 business days if there is a match. => 2026-12-10
You will hear from our team within the next 7 - 10 days. => 2026-12-11
We will contact you by phone or email by end of day Wednesday. => 2026-12-02
I will confirm by tomorrow. => 2026-12-02
I'll make sure you hear from us by Friday. => 2026-12-04
We'll make sure to update you by Friday. => 2026-12-04
I will be able to tell you more on Thursday. => 2026-12-03
More information will follow next week. => 2026-12-11
Further details will follow by Friday. => 2026-12-04
Results will be available on December 10. => 2026-12-10
The result will be communicated to you within two weeks. => 2026-12-15
Feedback will be provided within five working days. => 2026-12-08
Our decision will be sent to you by e-mail by Thursday. => 2026-12-03
I'll be back in the office Thursday and will call you then. => 2026-12-03
I will let you know on Thursday when we meet. => 2026-12-03
Thanks again for taking the time to meet with the team on Monday; we expect to have feedback to you by the
    end of the week. => 2026-12-04
It was great speaking with you today! We're finishing up our first round of interviews this week and you
    should hear from us by Tuesday of next week. => 2026-12-08
Our process moves quickly, so you'll hear from us within the next 3 business days. => 2026-12-04
I wanted to let you know that we are still in the process of interviewing and anticipate making a decision
    by December 11th. => 2026-12-11
Just a quick update: the team needs a bit more time, and I should have news by Thursday or Friday. => 2026-12-04
I've passed your feedback on to the team. I'll circle back by Wednesday. => 2026-12-02
Let me check with the team and get back to you by tomorrow. => 2026-12-02
I'll let you know either way by tomorrow night. => 2026-12-02
You'll have a decision from us no later than Wednesday, December 9. => 2026-12-09
We'll be reaching out to candidates selected for the next round during the week of December 7th. => 2026-12-11
Candidates who are selected for an interview will be contacted by December 7th. => 2026-12-07
Due to the high volume of applications, it may take up to four weeks to get back to you. => 2026-12-29
Because of the volume, please allow up to 3 weeks for a response. => 2026-12-22
Please allow 24 hours for a response. => 2026-12-02
You can expect to receive communication from us in the next two weeks. => 2026-12-15
You should be receiving an email from our team within a couple of days with next steps. => 2026-12-03
We will send out offers by mid December. => 2026-12-20
Our admissions committee will notify applicants of its decision by December 15. => 2026-12-15
HR will call you tomorrow with an offer. => 2026-12-02
HR will be contacting you within a week to discuss salary. => 2026-12-08
Jane from our HR team will reach out by end of week. => 2026-12-04
My colleague Tom will follow up with you on Thursday with the details. => 2026-12-03
i spoke with vince and he will call you on thursday . => 2026-12-03
i will discuss it with grant and let you know by wednesday . => 2026-12-02
we will make a decision on monday and will contact you . => 2026-12-07
molly magee from hr will contact you this week to discuss the offer . => 2026-12-04
i shall be back on monday and i shall call you then . => 2026-12-07
i will be traveling this week and will be in touch with you early next week . => 2026-12-09
i will send you the article in a few days . => 2026-12-08
i shall get back to you within a few days . => 2026-12-08
Thanks for applying! You'll hear from us within 2 weeks. => 2026-12-15
We received your application. We aim to respond to every applicant within 14 days. => 2026-12-15
Someone will be in touch by Wednesday at 5 PM. => 2026-12-02
We'll make an announcement on December 10. => 2026-12-10
The selection results will be announced on December 10th. => 2026-12-10
The board meets on December 10 and will make its decision then. => 2026-12-10
A decision is expected next week. => 2026-12-11
A hiring decision should be made within the next couple of weeks. => 2026-12-15
No decision will be made until next week. => 2026-12-11
We won't have a decision until next Friday. => 2026-12-11
I won't know anything until Thursday. => 2026-12-03
We don't expect to make a decision until mid-January. => 2027-01-20
We will not be making a decision until the end of the month. => 2026-12-31
We should be in a position to update you by the 10th. => 2026-12-10
We are on track to get back to you by December 8. => 2026-12-08
We remain on schedule to announce results on December 8. => 2026-12-08
Our timeline is to have a decision by December 8. => 2026-12-08
The next step would be a call with our CTO; he'll reach out this week. => 2026-12-04
Our goal is to wrap up interviews by Friday and to get back to everyone early next week. => 2026-12-09
We will regroup after the holidays and get back to you in early January. => 2027-01-10
I'll be in touch the first week of January. => 2027-01-07
We'll reconvene in the new year and reach out the week of January 4th. => 2027-01-08
We'll contact you between December 7 and December 9. => 2026-12-09
We will notify you sometime between the 14th and 18th of December. => 2026-12-18
You'll hear from us on 12/10. => 2026-12-10
You'll hear from us by 10.12.2026. => 2026-12-10
We'll get back to you by the tenth of December. => 2026-12-10
You will hear from us in December. => 2026-12-31
We will let you know before the end of next month. => 2027-01-31
I'll reply by EOW. => 2026-12-04
You'll hear by the close of play on Friday. => 2026-12-04
I'll get back to you by Friday, December 11th, 2026 at the latest. => 2026-12-11
We'll have something for you come Monday. => 2026-12-07
We'll contact you the day after tomorrow. => 2026-12-03
I'll call you Friday week. => 2026-12-11
We'll let you know a week from Friday. => 2026-12-11
You'll hear from us a week from today. => 2026-12-08
You'll hear from us in two weeks' time. => 2026-12-15
You'll hear from us within a fortnight. => 2026-12-15
You'll hear in the next couple of days. => 2026-12-03
We'll update you over the weekend. => 2026-12-06
We will get back to you in two or three days. => 2026-12-04
We will contact you in less than a week. => 2026-12-08
We will contact you in under two weeks. => 2026-12-15
"""


def rows(block: str) -> list[tuple[str, str]]:
    lines = block.strip().replace("\n    ", "\v").split("\n")
    return [(phrase.replace("\v", "\n"), day) for phrase, day in (line.rsplit(" => ", 1) for line in lines)]


@pytest.mark.parametrize(("text", "day"), rows(DATED))
def test_a_promise_names_its_day(text: str, day: str) -> None:
    promises, _ = find_promises(text, SENT, NEW_YORK)
    assert [promise.by for promise in promises] == [date.fromisoformat(day)]
    assert not promises[0].about_scheduling
    assert promises[0].after_interview_days is None


@pytest.mark.parametrize(("text", "day"), rows(DATED))
def test_it_is_found_in_a_wrapped_mail_too(text: str, day: str) -> None:
    mail = f"Hi Jordan,\n\nThank you for your time.\n{text}\n\nBest regards,\nAnn"
    wrapped = mail.replace(" by ", "\nby ").replace(" you ", " you\n", 1)
    promises, _ = find_promises(wrapped, SENT, NEW_YORK)
    assert date.fromisoformat(day) in [promise.by for promise in promises]
