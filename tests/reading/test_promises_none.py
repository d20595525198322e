"""What names a day and promises nothing: deadlines, the interview's own date, conditions, the past, other business."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from followupd.reading.promises import find_promises

NEW_YORK = ZoneInfo("America/New_York")
SENT = datetime(2026, 12, 1, 10, 0, tzinfo=NEW_YORK)

NOTHING = """
I'll ring you on the 5th to run through a few likely questions.
If you do not respond by Friday your slot may be given to somebody else.
We will keep you posted until Friday.
I am away until Friday and will get back to you.
we will contact you shortly with our decision.
We will be in touch soon.
We'll get back to you as soon as possible.
You will hear from us after Thanksgiving.
We will let you know in due course.
Please reply by Friday.
Please let us know by Friday.
Let me know by Friday and we will confirm.
Could you get back to us by Friday?
Please complete the assessment by December 10.
You have until Friday to complete the assessment.
You will need to submit your documents by Friday.
We keep your resume on file for 6 months.
We will keep your application on file for six months and will contact you if a role opens.
We met last week and I enjoyed our conversation.
As promised last Friday, here is the update.
We look forward to speaking with you on Tuesday.
We will call you Tuesday at 2 PM for your interview.
We look forward to hearing from you by Friday.
I look forward to hearing from you next week.
Our office is open Monday to Friday.
Your order will be shipped within 5 business days.
We will process your refund within 5-7 business days.
We respond to support tickets within 24 hours.
We will be back next week with a new issue.
You will receive a confirmation email within 24 hours of placing your order.
If selected, we will contact you within two weeks.
If your profile matches, a recruiter will reach out within 5 days.
Should you require an adjustment, we will respond within 2 business days.
I will be out of the office until Monday.
We will see you on Friday.
You will meet with Sarah on Thursday.
Your interview will be on Tuesday at 2pm.
The interview will take place next week.
You will receive a Zoom link on Monday before your interview.
She will be contacting Bob today.
He said he would follow up with me on Monday.
I'd appreciate it if you could get back to me by Thursday.
We will contact you once we have finished interviews next week.
We will let you know about the meeting on Friday.
We'll discuss your interview on Tuesday.
We have interviews through Friday and will be in touch soon after.
We are interviewing until the end of next week.
The position will be open until December 15.
I'm on vacation until Monday and will respond when I return.
We won't make a decision before Friday.
You will not hear from us before January.
The role starts on January 4 and we will let you know.
Will you be able to let us know by Friday?
I will forward your resume to the hiring manager today.
You may not hear from us for two weeks.
We'll be in touch in the new year.
Talk to you on Friday.
We will discuss internally tomorrow and get back to you.
We will be reviewing candidates over the next two weeks.
The interview process will take about three weeks.
The background check takes 5 business days.
The team will be out next week.
I will send the report to Jim by Friday.
Our hiring process will conclude by December 15.
I'll keep you posted.
Let's talk Friday.
The panel will meet on Thursday to make a decision.
I'll speak to the hiring manager tomorrow and let you know.
Only shortlisted candidates will be contacted.
Our typical response time is 5 business days.
It usually takes 1-2 weeks for us to review applications.
We will review your application within two weeks.
Your application will be reviewed within 2 weeks.
Next Monday I'm back in the office and will get back to you.
The deadline for applications is Friday, and we'll be in touch soon.
Applications close on December 15 and interviews will be held in January.
Interviews will be held the week of January 11.
Interviews are scheduled for next week.
We are scheduling interviews for next week.
We will conduct interviews next week.
We will be holding second interviews on Friday.
Your start date will be January 4.
You will start on January 4.
We will expect your answer by Friday.
We expect to receive your documents by Friday.
We need to hear back from you by Friday.
We hope to hear from you by Friday.
We will need your decision by Friday.
I will need an answer from you by Friday.
We would appreciate a response by Friday.
You should let us know by Friday.
You will have until Friday to decide.
The offer will expire on Friday.
The offer is valid until Friday.
Your response is expected by Friday.
You can contact us by Friday.
You must respond by Friday.
You can expect to meet with three people on Tuesday.
You can expect the interview to last an hour on Tuesday.
You will be meeting with Jane on Tuesday.
You will be contacted by phone for your interview on Tuesday at 10 am.
Jane will call you at 10 am on Tuesday.
Jane will call you on Tuesday, December 8 at 10:00 AM ET for a 30-minute phone screen.
I will call you on 555-1234 at 3 tomorrow.
We will send you a reminder on Monday before your interview.
We will send you a reminder the day before your interview.
We'll discuss this with you on Thursday during your interview.
We will retain your data for 6 months.
We will delete your data within 30 days.
Our privacy team will respond within 30 days.
You will receive a survey within 24 hours.
Your password will expire in 3 days.
You will receive our newsletter next week.
You will be notified of similar roles every week.
Job alerts will be sent to you on Monday.
You will be charged on Friday.
Your package will arrive on Friday.
We will ship your item by Friday and notify you.
Your flight will depart on Friday.
We will contact your references this week.
I last heard from them on Friday.
They told me on Monday that they will decide soon.
We wanted to let you know on Friday but could not.
I was hoping to hear back by Friday.
I will be traveling until Friday and will reply when I can.
We will not be able to get back to you before Friday.
We cannot make a decision before next week.
We may reach out next week.
We might have an update next week.
We could get back to you next week.
Can you tell me when you will get back to me this week?
When will I hear from you next week?
When should I expect to hear from you this week?
Will I hear from you by Friday?
I'll let you know by Friday if I can play.
No decision before Friday.
I know it's Sunday.
Expect to hear from us by Friday, and every Friday after that.
If you're selected to move forward, you'll hear from us by December 7th.
We are reviewing applications on a rolling basis and will contact you if we are interested.
We will review your application and, if there's a fit, will reach out within 2 weeks.
Please allow 5-7 business days for us to review your application.
Jane Miller, our recruiting coordinator, will contact you shortly to schedule.
i am on vacation next week . i will call you when i return .
please let me know by friday if you are interested , and i will arrange a call .
please call me on monday .
can you call me on monday ?
i would like to talk to you tomorrow .
i would like to invite you for an interview next week .
i will be in london next week .
i will see you on monday .
i will not be able to call you tomorrow .
i will interview him on friday .
i look forward to meeting you on friday .
let me know what time works for you on friday and i will call you .
we would like to bring you to houston next week for an interview .
the interview will last until 3 pm on friday .
We will let you know our decision within two weeks of the closing date.
You will get an answer within 2 weeks from receipt of your application.
You will receive a reply within two weeks of applying.
The board meets on December 10 and makes its decision.
I will not have an answer before Friday.
You'll hear from me no sooner than Friday.
The timeline for a decision is two weeks.
We hope to wrap up interviews by Friday.
We expect to finish interviews this week and let you know shortly thereafter.
Once interviews wrap up on Friday, we'll be in touch.
We will let you know after the holidays.
I'll get back to you by Friday, December 10th.
Your interviewer will call you Monday between 2 and 3 pm.
Sarah will be calling you on Tuesday for your phone screen.
You'll be speaking with Tom on Thursday.
We will contact you on the day of the interview.
We'll have you meet with the team on Thursday.
We will send you a calendar invite for Thursday at 2pm.
I will send you an invite for the call on Thursday.
I'll send the invite for your interview next Tuesday.
We will let you know if anything changes before Friday.
You will receive a link to the test, which must be completed by Friday.
You will receive an email with instructions to complete by Friday.
You will be given a take-home task that should be returned within 3 days.
We'll send over an offer, please sign by Friday.
I'd like to get your feedback by Friday.
We can offer you an interview on Tuesday or Thursday.
We would like to offer you the following slots: Tuesday, Wednesday.
We can offer you Tuesday at 2pm or Wednesday at 3pm.
I can give you a slot on Tuesday.
I can call you on Tuesday or Thursday, which works?
We want to get you in for an interview next week.
We would like to get you scheduled for next Tuesday.
We expect you to let us know by Friday.
He is out until Monday and will get back to you when he returns.
Until Friday we will be interviewing and then will contact you.
I won't be getting back to Boston until December.
I'm free to talk on Thursday or Friday.
You can reach me on Thursday.
I'll be happy to answer your questions on Thursday.
We will see each other on Friday, and I will explain the role.
I will give Bob a call tomorrow.
I'll call Jim tomorrow.
We'll talk on Monday.
I'll see you tomorrow.
I will follow up with you in the morning.
Can we talk tomorrow? I'll call you around 10.
We will know more after Friday.
Review of applications will begin December 15.
If your experience aligns with our needs, you can expect to hear from us within the next two weeks.
Someone from our recruiting team will be in touch shortly if there is a fit.
The entire process takes approximately 3-4 weeks.
We anticipate that the review process will take 2 weeks, after which you will hear from us.
Will I hear from you by Friday?
Should I call you on Monday?
When I call you on Monday, please have your notes ready.
Please make a decision by Friday.
Your decision by Friday, please.
We need an answer by Friday.
I said the interview would be on Friday. Please make that Tuesday.
Make that Tuesday.
You meet the team on Friday, after which we will let you know.
I said last week that you would hear by Friday.
They told me that you would know by Monday.
Give us until Friday to mend the window.
Only shortlisted candidates will be contacted by 10 December.
I'll get back to you with a quote by Friday.
I will let you know by Friday whether I can come.
Could you give me an answer by Friday?
Bear with us until we know more.
That same day I started at another firm.
"""


@pytest.mark.parametrize("text", NOTHING.strip().split("\n"))
def test_no_day_is_made_up(text: str) -> None:
    promises, _ = find_promises(text, SENT, NEW_YORK)
    assert promises == ()
