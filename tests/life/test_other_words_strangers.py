"""Mail that is none of the user's interviews, however much it sounds like one: no draft, no case with an interview.

All of it comes on Tuesday, 3 November 2026, 10:00 in New York.
"""

# ruff: noqa: E501 - a row of a table is a line

from __future__ import annotations

from typing import Any

import pytest
from rows import arrive, drawn, name_of, taken_up, them
from world import ME, Life

AT = "2026-11-03T10:00"
LATER = ("2026-11-04T10:00", "2026-11-10T11:00", "2026-11-13T16:00", "2026-11-20T11:00", "2026-12-02T11:00")

#: subject, text: ordinary life
LIFE = [
    ("Your appointment", "Dear Jordan, your appointment with Dr. Patel is confirmed for Thursday, November 5 at 2:30 PM."
     " Please arrive ten minutes early and bring your insurance card."),
    ("Parent-teacher interviews", "Your parent-teacher interview with Ms. Lowe is on Tuesday, November 10 at 4:10 pm in"
     " room 12. Please be on time, each interview lasts ten minutes."),
    ("Statement", "Detective Sergeant Miles would like to interview you about the burglary on Elm Street. Please come"
     " to the station on Friday, November 6 at 10 am."),
    ("Claim 88-231", "An adjuster will call you on Monday, November 9 at 11 am for a recorded interview about your"
     " claim. It takes about half an hour."),
    ("so nice to match with you", "Hey you! Coffee on Saturday at 3? I'd love to meet you in person and hear about that"
     " trip to Peru."),
    ("Flat viewing", "Thanks for your application for the flat in Kreuzberg. We would like to invite you to a viewing on"
     " Thursday, November 5 at 6 pm. The landlord would like to get to know the applicants."),
    ("Ms. Lee's admission interview", "We are pleased to invite your daughter to an admissions interview at St. Clare's"
     " School on Wednesday, November 11 at 9:00 am. Parents are welcome to wait in the library."),
    ("30 minutes next Tuesday at 2pm?", "Hi Jordan, I help teams like yours cut their cloud bill by 30%. Would you have"
     " 30 minutes next Tuesday at 2pm for a quick demo? Happy to send over a calendar invite."),
    ("Re: demo", "Great speaking with you last week! Confirming our product demo for Thursday, November 5 at 11am. I'll"
     " bring our solutions engineer."),
    ("Quarterly business review", "Hi Jordan, confirming the call with our client Acme for Wednesday at 3pm. They want to"
     " discuss the renewal and the support tickets."),
    ("Your table is booked", "We look forward to seeing you on Friday, November 6 at 7:30 pm, table for two."),
    ("Dentist reminder", "This is a reminder of your cleaning on Monday, Nov 9 at 8:00 AM. Reply C to confirm."),
    ("Haircut", "You're all set for Thursday at 5pm with Gina!"),
    ("Car inspection", "Your vehicle is scheduled for Tuesday, November 10, 8:00 AM. Please bring the registration."),
    ("Mortgage", "I'd like to set up a call to go through your mortgage application. Does Thursday at 2 work for you?"),
    ("Your loan application", "Thank you for your application. Unfortunately, after careful consideration, we are unable"
     " to offer you credit at this time."),
    ("Your visa interview", "Your visa interview at the U.S. Consulate is scheduled for November 12, 2026 at 08:15. Bring"
     " your passport, the DS-160 confirmation and one photograph."),
    ("Naturalization", "You are scheduled for your naturalization interview on Monday, November 16 at 9:00 AM."),
    ("Volunteering", "We'd love to have you! Orientation for new volunteers is on Saturday, November 7 at 10am at the"
     " animal shelter."),
    ("Jury service", "You are summoned to appear on Monday, November 9, 2026 at 8:30 AM. Selection of the jury panel"
     " follows."),
    ("Piano", "Can we move Emma's lesson to Thursday at 4? Something came up here."),
    ("Dinner", "Looking forward to our chat on Thursday at 7! Bring the photos."),
    ("Gym", "Your intro session with your trainer is confirmed: Wednesday, November 4 at 6:00 PM."),
    ("Bank", "Your appointment with your personal adviser: Friday, November 6, 2:00 PM. We will talk about your"
     " retirement plan."),
    ("Book club", "Tuesday works for everybody. See you at 7!"),
    ("Blood donation", "A short health interview takes place before every donation. Your slot: Thursday, November 5,"
     " 3:30 PM."),
    ("Adoption of Rex", "The shelter would like to schedule a phone interview with you about Rex on Friday at 1pm before"
     " the adoption."),
    ("Census", "A census interviewer will visit your household on Saturday, November 7 between 10 am and noon."),
    ("Church", "The pastor would like to meet you both before the wedding. Would Sunday at 3 pm be OK?"),
    ("Your tutoring trial", "Your trial lesson with Marta is confirmed for Monday at 18:00. Marta looks forward to meeting"
     " you!"),
]


@pytest.mark.parametrize(("subject", "text"), LIFE, ids=name_of)
def test_ordinary_life(life: Life, subject: str, text: str) -> None:
    arrive(life, [them(AT, text, ("Sam Hale", "sam.hale@elsewhere.test"), new=subject)])
    assert taken_up(life, *LATER) == []


#: sender, subject, text: the user on the other side of the table, and interviews of another kind (D9)
OTHER_SIDE = [
    (("Kim Dole", "kim@startup.test"), "Interview panel for Thursday",
     "Hi Jordan, you're on the panel for Alex Reed (Data Engineer). Your slot is Thursday, Nov 5, 2-3pm; his resume is"
     " attached. Please enter your scorecard afterwards."),
    (("Alex Reed", "alex.reed@mail.test"), "Interview on Thursday",
     "Dear Jordan, thank you for inviting me to interview for the Data Engineer position on your team. I confirm"
     " Thursday, November 5 at 2 pm and look forward to meeting you."),
    (("Alex Reed", "alex.reed@mail.test"), "Thank you",
     "Dear Jordan, thank you for interviewing me yesterday for the position on your team. I hope to hear from you."),
    (("Nora Webb", "nora@podhouse.test"), "Be our guest?",
     "Hi Jordan, we love your blog and would like to interview you for our podcast on Tuesday, November 10 at 3pm."),
    (("Lena Roth", "lena@dailypost.test"), "Interview request",
     "I'm a reporter with the Daily Post and am writing about remote work. Could I interview you on Friday at 11?"),
    (("Research Team", "research@appmakers.test"), "Your user interview is booked",
     "Thanks for signing up! Your user interview is scheduled for Wednesday, November 11 at 10:00 AM. You will receive a"
     " $50 gift card for participating."),
    (("Prof. Hall", "hall@uni.test"), "Study",
     "Thank you for agreeing to take part in our study on careers in tech. The interview will take place on Monday,"
     " November 9 at 2 pm over Zoom and will be recorded."),
    (("HR", "hr@formerjob.test"), "Your exit interview",
     "Your exit interview is scheduled for Friday, November 6 at 3 PM, your last day with us."),
    (("Interview Academy", "hello@interviewacademy.test"), "Your mock interview",
     "Your mock interview with coach Dan is confirmed for Thursday, November 5, 5:00 PM. Prepare three stories."),
    (("Careers Weekly", "news@careersweekly.test"), "How to ace your next interview",
     "This week: seven questions every hiring manager asks, how to follow up after an interview, and our live webinar on"
     " Thursday, November 12 at 1 PM. Register now. Unsubscribe here."),
    (("Alumni Office", "alumni@college.test"), "Interviewing applicants",
     "Thank you for volunteering to interview applicants for the class of 2031. Your first applicant, Mia, is available"
     " on Saturday, November 14 at 11 am."),
    (("JobBoard", "alerts@jobboard.test"), "12 new Data Engineer jobs in New York",
     "Data Engineer at Oakfield: Interview this week! Apply now. Data Engineer at Brightloom: actively hiring, interviews"
     " on November 10. Manage your job alerts."),
    (("Raj Mehta", "raj@techstaff.test"), "Urgent requirement - Data Engineer - NYC",
     "Hi, I came across your profile and have an immediate opening with our direct client for a Data Engineer. Rate is"
     " $70/hr on C2C. Are you available for a quick call tomorrow at 11 AM? Interviews are happening this week."),
    (("Beth Crane", "beth@talentfinders.test"), "Your background",
     "Hi Jordan, your profile caught my eye. My client, a well-known fintech, is looking for a Data Engineer. If you know"
     " someone who might be interested, let me know. Interviews will be held next Thursday."),
    (("Toastmasters", "club@toast.test"), "Interview night",
     "On Thursday, November 12 at 7 pm members practise job interviews in pairs. Come and join us!"),
    (("Library", "events@library.test"), "Author interview",
     "Join us for an interview with the novelist J. Park on Wednesday, November 11 at 6:30 PM. Doors open at six."),
    (("Career Services", "careers@college.test"), "Resume workshop",
     "Practice interviews with employers take place on Friday, November 13 from 9 to 3. Sign up for a slot. Recruiters"
     " from forty companies attend."),
    (("Sue Park", "sue@example.org"), "Interview with Dana Fox",
     "Hi Jordan, can you take the technical interview with Dana Fox on Thursday at 2pm? She's applying for the Data"
     " Engineer role in your team."),
    (("Jordan's manager", "boss@example.org"), "1:1", "Let's meet on Thursday at 10 for your performance review."),
    (("Vera Lind", "vera@filmcrew.test"), "Documentary",
     "We would love to have you on camera. The interview is set for Monday, November 16 at noon in our studio."),
    (("Prep Hub", "team@prephub.test"), "Your coding interview bootcamp starts Monday",
     "Welcome! Your first session is on Monday, November 9 at 6 PM. You'll run through mock interviews with engineers"
     " from top companies."),
    (("Marta Voss", "marta@gov.test"), "Security clearance: reference interview for A. Reed",
     "Mr. Reed named you as a reference. I would like to interview you by telephone on Thursday, November 12 at 10 am."),
    (("Tess Quinn", "tess@friends.test"), "wish me luck",
     "My interview at Oakfield is on Thursday at 2! They want me for the analyst position. I'm so nervous."),
    (("Mum", "mum@home.test"), "Job", "Did you hear back from Larkfield? Your cousin was offered the job at the bank!"),
]


@pytest.mark.parametrize(("sender", "subject", "text"), OTHER_SIDE, ids=name_of)
def test_interviews_that_are_not_the_users_to_be_chosen_in(
    life: Life, sender: tuple[str, str], subject: str, text: str
) -> None:
    arrive(life, [them(AT, text, sender, new=subject)])
    assert taken_up(life, *LATER) == []


def event(summary: str, start: str = "20261105T140000", end: str = "20261105T150000", organizer: str = "") -> str:
    return f"""BEGIN:VCALENDAR
        VERSION:2.0
        METHOD:REQUEST
        BEGIN:VEVENT
        UID:{abs(hash(summary))}@calendar.test
        DTSTART;TZID=America/New_York:{start}
        DTEND;TZID=America/New_York:{end}
        SUMMARY:{summary}
        ORGANIZER;CN=Somebody:mailto:{organizer or "somebody@elsewhere.test"}
        ATTENDEE:mailto:{ME[1]}
        END:VEVENT
        END:VCALENDAR"""


INVITED = [
    ("Dinner at ours", ""), ("Sprint planning", "lead@example.org"), ("Interview: Dana Fox (candidate)", "hr@example.org"),
    ("Board game night", ""), ("Catch up", ""), ("Weekly sync", ""), ("Product demo", ""), ("Parent-teacher interview", ""),
    ("Panel discussion rehearsal", ""), ("Podcast recording with Jordan", ""), ("Dentist", ""),
    ("User interview: checkout flow", ""), ("Mock interview with coach", ""), ("Flat viewing", ""),
]


@pytest.mark.parametrize(("summary", "organizer"), INVITED, ids=name_of)
def test_invitations_of_friends_and_of_ones_own_job(life: Life, summary: str, organizer: str) -> None:
    sender = ("Somebody", organizer or "somebody@elsewhere.test")
    mail = them(AT, "You have been invited.", sender, new=f"Invitation: {summary}",
                ics=event(summary, organizer=organizer))
    arrive(life, [mail])
    assert taken_up(life, *LATER) == []


REAL = ("Thank you for applying. This confirms your interview for the Data Engineer position at Larkfield on Thursday,"
        " November 5, 2026 at 2:00 PM.")
#: an interview mail that is not to be trusted, or not to be acted on (D8)
UNTRUSTED: list[tuple[str, dict[str, Any]]] = [
    (REAL, {"headers": {"Authentication-Results": "mx.example.org; dmarc=fail header.from=larkfield.test"}}),
    (REAL, {"folder": ".Junk"}),
    ("Congratulations! You are shortlisted for the Data Engineer position. Your interview is on Thursday, November 5 at"
     " 2pm on Telegram. Add our hiring manager @hr_larkfield.", {}),
    ("Your interview for the position is confirmed for Thursday, November 5 at 2pm. Please pay the registration fee of"
     " $49 by gift card beforehand.", {}),
]


@pytest.mark.parametrize(("text", "more"), UNTRUSTED, ids=name_of)
def test_a_stranger_is_no_employer(life: Life, text: str, more: dict[str, Any]) -> None:
    for part in ("cur", "new", "tmp"):
        (life.maildir / ".Junk" / part).mkdir(parents=True)
    arrive(life, [them(AT, text, ("Larkfield HR", "hr@larkfield.test"), new="Interview confirmation", **more)])
    assert taken_up(life, *LATER) == []


#: application mail that promises no interview: nothing is drafted
NO_INTERVIEW = [
    "Thank you for applying to Larkfield. If your profile is a match, we will invite you to an interview.",
    "We have received your application for Data Engineer. Interviews are expected to take place in the week of November"
    " 9; shortlisted candidates will be contacted.",
    "Unfortunately we will not be moving forward with your application for the Data Engineer role.",
    "Please complete the online assessment for the Data Engineer role by Friday, November 6 at 5 PM.",
    "Your application for Data Engineer is incomplete. Finish it before November 10.",
    "Our hiring process: first a phone screen, then a technical interview, then a final round with the founders.",
]


@pytest.mark.parametrize("text", NO_INTERVIEW)
def test_an_application_without_an_interview(life: Life, text: str) -> None:
    arrive(life, [them(AT, text, ("Larkfield Careers", "careers@larkfield.test"), new="Your application")])
    assert taken_up(life, *LATER) == []


#: names, subjects and headers that were never meant well; nothing raises, nothing is drafted before its time
HOSTILE: list[tuple[tuple[str, str], str, dict[str, Any]]] = [
    (("Ann\u202e Brook", "ann@larkfield.test"), "Interview\u200b: Data Engineer", {}),
    (("A" * 900, "ann@larkfield.test"), "Interview " * 200, {}),
    (("Ann {role} %s ${HOME}", "ann@larkfield.test"), "{employer} [Company Name]", {}),
    (("<script>alert(1)</script>", "ann@larkfield.test"), "Interview", {}),
    (("Ann Brook", "ann@larkfield.test"), "Interview", {"headers": {"Reply-To": "no-reply@larkfield.test"}}),
    (("Ann Brook", "ann@larkfield.test"), "Interview", {"headers": {"Reply-To": "undisclosed-recipients:;"}}),
    (("Ann Brook", "ann@larkfield.test"), "Interview",
     {"headers": {"Cc": ", ".join(f"p{i}@larkfield.test" for i in range(100))}}),
    (("Ann Brook", "ann@larkfield.test"), "Interview", {"headers": {"References": " ".join(f"<{i}@x>" for i in range(500))}}),
    (("Ann Brook", "ann@larkfield.test"), "Re: Re: Fwd: AW: Interview", {"headers": {"In-Reply-To": "<nothing"}}),
]


@pytest.mark.parametrize(("sender", "subject", "more"), HOSTILE, ids=lambda value: name_of(value) if isinstance(value, str) else "")
def test_hostile_names_and_headers(life: Life, sender: tuple[str, str], subject: str, more: dict[str, Any]) -> None:
    arrive(life, [them(AT, REAL, sender, new=subject, **more)])
    assert drawn(life, "2026-11-04T10:00", "2026-11-06T11:00") == []
    life.scan("2026-11-10T10:00")
    for draft in life.drafts():
        text = draft.get_content()
        assert len(text) < 1200 and draft["Bcc"] is None and draft["Cc"] is None
        assert not any(bad in text for bad in ("{", "[", "<", "$", "%s", "\u202e", "AAAA", "None"))
        assert "no-reply" not in str(draft["To"])
        assert "\n" not in str(draft["Subject"]) and len(str(draft["To"] or "").split(",")) == 1
