"""A second hand: the same things as other people say them, in a thread whose subject tells nothing. A row is a life."""

# ruff: noqa: E501 - a row of a table is a line

from __future__ import annotations

from typing import Any

import pytest
from rows import Mail, arrive, differs, drawn, me, name_of, taken_up, them
from world import Life

QUIET = "Hello from Larkfield"
#: first words: the text of Monday, 2 November, 10:00, when it begins and ends
FIRST = [
    ("Hello Jordan, we read your application for the Data Engineer post with great interest and would like to get to know you. We suggest Tuesday, 10 November at 15:00 in our office in Utrecht. The talk will take about one hour.", "2026-11-10T15:00", "2026-11-10T16:00"),
    ("Hiya, your CV made it to the top of the pile! Gary and I would like to have you in on Friday 6th at half ten for the Data Engineer job. Shout if that's a problem.", "2026-11-06T10:30", "2026-11-06T11:30"),
    ("Dear Candidate, With reference to your application for Data Engineer, you are requested to attend the virtual interview on 05/11/2026 (Thursday) at 16:00 hrs. The link shall be shared one hour prior.", "2026-11-05T16:00", "2026-11-05T17:00"),
    ("I'm a recruiter at Larkfield. Thanks again for applying. As agreed on the phone just now, you'll speak with Dr. Meyer on Wed, Nov 4, 9am-9:45am.", "2026-11-04T09:00", "2026-11-04T09:45"),
    ("Congrats on passing the screening for Data Engineer! Round one: Monday 9 Nov, 6pm, MS Teams, 40 minutes, with Arjun from the platform team.", "2026-11-09T18:00", "2026-11-09T18:40"),
    ("The hiring manager has picked your 10 am slot on Thursday, so that is now fixed for the Data Engineer interview. See you on Nov 5!", "2026-11-05T10:00", "2026-11-05T11:00"),
    ("We are happy to invite you for an interview for the job as Data Engineer. Date: 11th of November 2026. Time: 13:30 - 14:30. Place: Hauptstrasse 5, 2nd floor.", "2026-11-11T13:30", "2026-11-11T14:30"),
    ("Thank you for your interest in the Data Engineer vacancy. I have reserved the 13th of November, 8:45 a.m., for our first conversation by phone; I will dial your mobile number.", "2026-11-13T08:45", "2026-11-13T09:45"),
    ("Regarding the Data Engineer opening, G'day from Sydney! Locked you in for a yarn with our CTO, Thurs 5 Nov, 5:30pm your time.", "2026-11-05T17:30", "2026-11-05T18:30"),
]


@pytest.mark.parametrize(("text", "start", "end"), FIRST, ids=name_of)
def test_a_first_word_sets_it(life: Life, text: str, start: str, end: str) -> None:
    arrive(life, [them("2026-11-02T10:00", text)], QUIET)
    assert differs(life, "2026-11-02T11:00", {"state": "upcoming", "start": start, "end": end}) == {}


SET = them("2026-11-02T10:00", "Thanks for applying. We would like to interview you for the Data Engineer role on Tuesday, November 10, 2026 at 2:00 PM.")
AFTER = "2026-11-11T10:00"
#: said on the day after the interview: what follows
AFTERWARDS: list[tuple[str, dict[str, Any]]] = [
    # promises
    ("We're wrapping up first rounds tomorrow, so you'll know where you stand by Friday.", {"state": "waiting", "promised": "2026-11-13"}),
    ("Our CTO travels this week. Realistically I can tell you more by the middle of next week.", {"state": "waiting", "promised": ("2026-11-18", "2026-11-19")}),
    ("Leave it with me - I'll ring you on Monday.", {"state": "waiting", "promised": "2026-11-16"}),
    ("I shall revert with the outcome on or before 18th November.", {"state": "waiting", "promised": "2026-11-18"}),
    ("It will take us until end of next week to come to a decision.", {"state": "waiting", "promised": "2026-11-20"}),
    ("The works council has to agree, which takes about one week. After this I inform you.", {"state": "waiting"}),
    ("You can count on a call from me Thursday afternoon.", {"state": "waiting", "promised": "2026-11-12"}),
    ("Final decision: 24 Nov. I'll email you that day.", {"state": "waiting", "promised": "2026-11-24"}),
    ("We intend to inform every applicant no later than November 27.", {"state": "waiting", "promised": "2026-11-27"}),
    ("Should you not hear anything by the 30th, feel free to nudge me.", {"state": "waiting", "promised": "2026-11-30"}),
    ("I'm hoping to have an answer for you tomorrow or the day after.", {"state": "waiting", "promised": "2026-11-13"}),
    ("We will get back to you as soon as the committee has met.", {"state": "waiting", "promised": None}),
    ("HR will touch base in due course.", {"state": "waiting", "promised": None}),
    ("There's nothing new yet, I'm afraid. I'll write again when there is.", {"state": "waiting", "promised": None}),
    ("I'm on leave from Monday to Friday next week.", {"state": "waiting", "promised": None}),
    ("The team offsite is next Thursday, so things are hectic here.", {"state": "waiting", "promised": None}),
    ("We've known for two weeks that we need more people.", {"state": "waiting", "promised": None}),
    ("Plan on hearing from me no later than the 30th.", {"state": "waiting", "promised": "2026-11-30"}),
    ("Decisions go out by email the week of November 23.", {"state": "waiting", "promised": "2026-11-27"}),
    ("The approvals take five working days, after which I'll let you know.", {"state": "waiting", "promised": "2026-11-18"}),
    ("You can look for a letter from us by November 27.", {"state": "waiting", "promised": "2026-11-27"}),
    ("It'll be another week before we can tell you anything.", {"state": "waiting", "promised": "2026-11-18"}),
    ("Please note it will be a few weeks before you hear from us, as HR has to sign off.", {"state": "waiting", "promised": "2026-12-09"}),
    ("The panel decides on November 23rd and I'll phone you that afternoon.", {"state": "waiting", "promised": "2026-11-23"}),
    ("Thanks for yesterday. I will ring you tomorrow with our decision.", {"state": "waiting", "promised": "2026-11-12"}),
    # questions and tasks
    ("Just one thing I forgot to ask: when would you be able to join us at the earliest?", {"state": "your_turn"}),
    ("Kindly fill the attached joining form and send back by EOD tomorrow.", {"state": "your_turn", "promised": None}),
    ("Can you remind me what notice you'd have to give?", {"state": "your_turn"}),
    ("We'd like to speak to two people you have worked for. Who should we call?", {"state": ("your_turn", "scheduling")}),
    ("Please find attached a short exercise. No rush, sometime this week is fine.", {"state": "your_turn"}),
    ("Would a salary of 85k work for you?", {"state": "your_turn"}),
    ("I need your date of birth and address for the travel expenses.", {"state": "your_turn"}),
    ("Could I trouble you for a copy of your degree certificate?", {"state": "your_turn"}),
    ("Let me know your thoughts on the team after yesterday.", {"state": "your_turn"}),
    ("Did you get my voicemail? Call me when you can.", {"state": "your_turn"}),
    ("Paul wonders whether you have ever worked with Kafka. Have you?", {"state": "your_turn"}),
    ("The link to the personality questionnaire is below. It takes ten minutes; please complete it before Monday.", {"state": "your_turn", "promised": None}),
    ("Kindly furnish us with two letters of reference.", {"state": "your_turn"}),
    ("There is a form on our site that we ask you to fill in before we go on.", {"state": "your_turn"}),
    ("Before we go further the insurers want a copy of your driving licence - a photo by email will do.", {"state": "your_turn"}),
    # nothing but kindness
    ("We have two more people to see next Tuesday.", {"state": "waiting", "promised": None}),
    ("Lovely to meet you yesterday, and thanks for the chocolate!", {"state": "waiting", "promised": None}),
    ("Thanks, I've forwarded your slides to the others.", {"state": "waiting", "promised": None}),
    ("Just to say that your parking ticket has been taken care of.", {"state": "waiting"}),
    ("You asked about the canteen: it's open until three. Don't hesitate to ask if you want to know anything else.", {"state": "waiting", "promised": None}),
    ("Here is the brochure I mentioned. No need to reply.", {"state": "waiting", "promised": None}),
    # no
    ("I'm gutted to say we've gone for someone else. It was really close.", {"state": "rejected"}),
    ("Sadly it didn't work out this time.", {"state": "rejected"}),
    ("The board has opted for a candidate from within the company.", {"state": "rejected"}),
    ("We regret that we are not in a position to make you an offer.", {"state": "rejected"}),
    ("Your profile is not shortlisted for further rounds.", {"state": "rejected"}),
    ("Hi Jordan, following yesterday's chat we don't feel it's quite the right fit, so we'll leave it there. Wishing you well.", {"state": "rejected"}),
    ("After much discussion the team concluded that we need someone with deeper cloud experience, and therefore we will not continue the process with you.", {"state": "rejected"}),
    ("Thanks for coming in. We had to make a hard choice between two great people and unfortunately it wasn't you.", {"state": "rejected"}),
    ("We have now appointed to this role and will not be taking your application any further.", {"state": "rejected"}),
    ("The requisition was cancelled by corporate this morning. I'm so sorry, there's no job to fill any more.", {"state": "rejected"}),
    ("We have decided for another applicant. Please do not take this as a judgement of your qualification.", {"state": "rejected"}),
    ("Unfortunately, I have to inform you that your application could not be taken into account.", {"state": "rejected"}),
    ("You've been unsuccessful on this occasion.", {"state": "rejected"}),
    ("Please note that the position you interviewed for is no longer available.", {"state": "rejected"}),
    ("The committee has concluded its deliberations, and another applicant has been recommended for appointment.", {"state": "rejected"}),
    ("We have already filled the role, so there is no need to meet again.", {"state": "rejected"}),
    # no "no"
    ("Unfortunately the owner is down with the flu, so we are running behind. Nobody has been ruled out.", {"state": "waiting"}),
    ("You may have heard that we turned down a number of people. You are not among them and remain in the running.", {"state": "waiting"}),
    ("We've turned down everyone else, it's between you and one other person now.", {"state": ("waiting",)}),
    ("We are sorry that it takes so long.", {"state": "waiting"}),
    ("Unfortunately the lift was broken, I hope the stairs weren't too bad.", {"state": "waiting"}),
    ("Your competitor for the job withdrew yesterday.", {"state": "waiting"}),
    ("Paul didn't find it easy to choose, so he'd like to sleep on it.", {"state": "waiting"}),
    # yes
    ("We'd be over the moon if you joined us. Offer letter attached!", {"state": "offer"}),
    ("Welcome to Larkfield! Your contract is attached for signature.", {"state": "offer"}),
    ("It gives me great pleasure to offer you the post, starting on 4 January.", {"state": "offer"}),
    ("You are hired! HR sends the papers today.", {"state": "offer"}),
    ("We are pleased to release your offer letter. Kindly accept within 3 days.", {"state": "offer"}),
    ("Everyone voted for you. We'd like to make it official: the role is yours.", {"state": "offer"}),
    ("We have chosen you for the position and would like to send you the contract.", {"state": "offer"}),
    ("Congratulations! We'd like you to start as our new data engineer on December 1.", {"state": "offer"}),
    ("It gives me great pleasure to tell you that you were successful at interview.", {"state": "offer"}),
    ("The panel was impressed and I am authorised to offer you the post.", {"state": "offer"}),
    ("Welcome to the team, Jordan. Your first day will be December 7.", {"state": "offer"}),
    ("The owners were unanimous: they want you. I'll put the offer in writing tomorrow.", {"state": "offer"}),
    # no yes
    ("We offer everybody who visits us a tour of the plant, sorry we ran out of time for it.", {"state": "waiting"}),
    ("If the board agrees we will make you an offer in the coming days.", {"state": "waiting"}),
    ("No offers have gone out so far.", {"state": "waiting"}),
    # further rounds
    ("You impressed us! Could you come back on Tuesday, November 17, at 10 to meet the founders?", {"state": ("your_turn", "upcoming")}),
    ("We'd like you to meet Lisa, our head of data. She'd be free on the 18th at 2 or the 19th at 4.", {"state": "your_turn"}),
    ("Next step is a half-day trial with the team. Which day next week suits you?", {"state": "your_turn"}),
    ("Client round is confirmed for tomorrow 7 pm EST. Be ready with your laptop.", {"state": "upcoming", "start": "2026-11-12T19:00"}),
    ("The second talk takes place on 16.11.2026 at 11:00, again with me and additionally our managing director.", {"state": "upcoming", "start": "2026-11-16T11:00"}),
]


@pytest.mark.parametrize(("text", "want"), AFTERWARDS, ids=name_of)
def test_what_follows_the_interview(life: Life, text: str, want: dict[str, Any]) -> None:
    arrive(life, [SET, them(AFTER, text)], QUIET)
    assert differs(life, "2026-11-11T12:00", want) == {}


#: said before the interview of the 10th: when it begins, or "" for no thanks afterwards
BEFOREHAND: list[tuple[list[Mail], str]] = [
    ([them("2026-11-06T10:00", "We need to bring your interview forward from Tuesday to Monday, November 9 at 11 AM.")], "2026-11-09T11:00"),
    ([them("2026-11-09T10:00", "Gary is out sick, so I've had to push your interview from Tuesday to Thursday, November 12, same time.")], "2026-11-12T14:00"),
    ([them("2026-11-09T10:00", "Delivery got moved, can we do Wednesday same time instead?"), me("2026-11-09T10:30", "Sure, Wednesday at 2.")], "2026-11-11T14:00"),
    ([them("2026-11-09T10:00", "Paul's flight is late, can we push it to 8:30 tomorrow evening?"), me("2026-11-09T10:30", "Sure, 8:30 is fine.")], "2026-11-10T20:30"),
    ([them("2026-11-09T10:00", "Please disregard the interview invitation for November 10; the owner has broken his leg.")], ""),
    ([them("2026-11-09T10:00", "Bit of a change: Gary's train is late, so we'll start at 3 tomorrow. Hope that's all right.")], "2026-11-10T15:00"),
    ([them("2026-11-06T10:00", "Pls note ur interview is preponed to 9th Nov 11 AM.")], "2026-11-09T11:00"),
    ([them("2026-11-09T10:00", "Your interview has been pushed back by a week: Tuesday, November 17, same time (2 PM).")], "2026-11-17T14:00"),
    ([them("2026-11-09T10:00", "We must unfortunately postpone the appointment to Thursday, 12.11.2026, 10:00.")], "2026-11-12T10:00"),
    ([them("2026-11-09T10:00", "Would it be OK if we did Wednesday at 2 rather than tomorrow?"), me("2026-11-09T11:00", "Of course, Wednesday at 2 is fine."), them("2026-11-09T12:00", "You're a star. See you then.")], "2026-11-11T14:00"),
    ([me("2026-11-09T10:00", "Would it be possible to start half an hour later, at 2:30 pm? My train arrives at 2."), them("2026-11-09T12:00", "Sure, 2:30 works.")], "2026-11-10T14:30"),
    ([me("2026-11-09T10:00", "I'm looking forward to tomorrow. Is there anything I should prepare?"), them("2026-11-09T12:00", "Just be yourself! See you tomorrow.")], "2026-11-10T14:00"),
    ([them("2026-11-10T09:00", "Here's the Zoom link for this afternoon: https://zoom.test/j/1. See you at 2!")], "2026-11-10T14:00"),
    ([them("2026-11-09T10:00", "We need to call off tomorrow, the budget has been withdrawn.")], ""),
    ([them("2026-11-09T10:00", "Tomorrow isn't going to work after all, I'm so sorry. I'll come back to you with a new date.")], ""),
    ([them("2026-11-10T12:00", "Please excuse the short notice, but we have to cancel this afternoon's conversation.")], ""),
    ([them("2026-11-10T12:00", "The interview this afternoon will not happen. Reason: the vacancy was filled over the weekend.")], ""),
    ([me("2026-11-09T10:00", "Unfortunately I won't be able to make it tomorrow, something urgent came up at work.")], ""),
    ([them("2026-11-10T15:00", "Where are you? We have been waiting in the meeting room for half an hour.")], ""),
    ([them("2026-11-10T14:40", "Seems we missed each other. Shall we try again tomorrow at the same time?")], ""),
    ([them("2026-11-10T16:00", "Hi, sorry that nobody let you in. The calendar entry had gone missing on our side. Could we try on Thursday?")], ""),
]


@pytest.mark.parametrize(("mails", "start"), BEFOREHAND, ids=lambda value: name_of(value[0].text) if isinstance(value, list) else "")
def test_what_comes_between(life: Life, mails: list[Mail], start: str) -> None:
    arrive(life, [SET, *mails], QUIET)
    if start:
        assert differs(life, "2026-11-10T09:30", {"start": start, "drafts": 0}) == {}
    else:
        assert drawn(life, "2026-11-10T17:00", "2026-11-13T16:00", "2026-11-17T10:00") == []


#: written by strangers on Monday, 2 November: nothing is drafted, no interview is seen
STRANGE = [
    ("Annual physical", "Your appointment is on Tuesday, November 10 at 2:00 PM with Dr. Ruiz. Please complete the questionnaire beforehand."),
    ("Viewing", "Hi, we can show you the apartment on Thursday at 5:30. The owner interviews all applicants briefly."),
    ("Kita", "We would like to invite you and Mia to an introductory talk at our kindergarten on Wednesday, November 11 at 9:30."),
    ("Your session", "Reminder: your coaching session with Elena is tomorrow at 4pm. Topic: salary negotiation in interviews."),
    ("Beta", "Thanks for testing our app. Could we interview you about your experience? 20 minutes, Thursday 3pm, $40 voucher."),
    ("Quick call?", "Hi Jordan, following up on my note. Do you have 15 minutes on Wednesday at 11 to see how Acme can speed up your pipelines?"),
    ("Partnership", "Great to connect! Shall we talk on Friday at 10 about how our companies could work together?"),
    ("Invoice 2231", "Can you join a call with accounting on Thursday at 2 to clear the open positions?"),
    ("Sat", "Grandma's birthday is on Saturday at 3. Are you coming?"),
    ("House", "The appraiser will meet you at the house on Friday, November 6 at 9 am."),
    ("Standup moved", "Team, standup is moved to 9:30 from Monday on."),
    ("Interview loop for Dana", "You're interviewer two. Dana Fox, Data Engineer, Wednesday, November 4, 1:00-1:45 pm. Please submit feedback by Friday."),
    ("Candidate debrief", "Debrief for A. Reed is on Thursday at 4. Please have your notes ready."),
    ("Career day", "Our school would love you to speak about your job on Friday, November 13 at 10 am. The kids will interview you!"),
    ("Book", "For my book on cities I'd like to interview you on Monday the 9th at noon. Would that suit?"),
    ("Your green card", "Your interview is scheduled for December 2, 2026 at 8:15 AM at the field office. Bring this notice."),
    ("Custody", "The court has ordered an interview with the child on Tuesday, November 10 at 9 am."),
    ("Talent show", "Auditions: you're on at 7:20 on Thursday. Break a leg!"),
    ("Course", "Module 3: how to shine in an interview. Live class on Tuesday, November 10, 6 pm. Your place is booked."),
    ("Rob", "Guess what, Rob had his interview at Larkfield yesterday and they offered him the job on the spot!"),
    ("Reference", "I've put you down as a referee for my application to Oakfield. They may call you on Thursday."),
    ("Sourcing", "Dear Jordan, we are a staffing firm with several openings for Data Engineers. If interested, please share your updated resume, rate and availability for an interview this week."),
    ("Great companies hiring", "Companies in New York are interviewing Data Engineers this week. Upload your CV and get interviews by Friday, November 6."),
    ("Membership", "We regret to inform you that your application for membership was not successful."),
    ("Scholarship", "The committee would like to interview finalists on November 12. You will be told by Friday whether you are one of them."),
    ("Volunteers", "Thanks for applying to the food bank! Your volunteer orientation is on Saturday, November 7 at 9 am."),
    ("Lunch?", "Fancy lunch on Thursday at 12.30? I want to hear all about your new job."),
    ("Warranty", "Our technician will come on Wednesday, November 4 between 8 and 12. Please be at home."),
    ("Security", "Your interview for the security clearance of Mr. A. Reed (you were named as a reference) is on Friday at 10."),
    ("Press", "Would the CEO be available for an interview with our paper on Thursday at 3?"),
]


@pytest.mark.parametrize(("subject", "text"), STRANGE, ids=name_of)
def test_strangers(life: Life, subject: str, text: str) -> None:
    arrive(life, [them("2026-11-02T10:00", text, ("Kim Dole", "kim@elsewhere.test"), new=subject)])
    assert taken_up(life, "2026-11-03T10:00", "2026-11-10T11:00", "2026-11-16T10:00", "2026-12-08T10:00") == []


#: not understood: nothing is thanked for, and nothing is asked, before one looks
KNOWN_SILENT = [
    [them("2026-11-02T10:00", "Your panel for the Data Engineer position: Thursday 12 November. 9:00-9:45 Ben, 9:45-10:30 Ira, 11:00-12:00 Tom and Sue. Lunch is on us.")],
    [them("2026-11-02T10:00", "Just dropping the details for your interview here (Data Engineer): tmrw 3/11 at 14.15, dial-in below. Rgds")],
    [SET, them(AFTER, "Feedback within 3 working days, promise!")],
]


@pytest.mark.parametrize("mails", KNOWN_SILENT, ids=lambda mails: name_of(mails[-1].text))
def test_what_is_not_understood_lays_no_draft(life: Life, mails: list[Mail]) -> None:
    arrive(life, mails, QUIET)
    assert drawn(life, "2026-11-05T10:00", "2026-11-10T16:00", "2026-11-13T18:00") == []
