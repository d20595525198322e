"""Interviews agreed, moved, called off and followed by further ones, in words that people use. A row is a life.

2026-11-10 is a Tuesday. Times are on the user's clock in New York.
"""

# ruff: noqa: E501 - a row of a table is a line

from __future__ import annotations

from typing import Any

import pytest
from rows import Mail, arrive, differs, drawn, me, name_of, them
from world import Life

#: said on Tuesday, 3 November, 10:00, as the first word: the text, when it begins, when it ends
CONFIRMED = [
    ("Thanks for applying for the Data Engineer role. Looking forward to our chat Thursday at 2.",
     "2026-11-05T14:00", "2026-11-05T15:00"),
    ("You're all set for Friday, November 6 at 11:30am with our engineering manager, Paul Weir. He'll ring you on the"
     " number in your CV to talk about the Data Engineer position.", "2026-11-06T11:30", "2026-11-06T12:30"),
    ("I've got you down for Monday 9 November at 3pm, a half-hour phone call with me about the Data Engineer vacancy.",
     "2026-11-09T15:00", "2026-11-09T15:30"),
    ("Just confirming that we will speak tomorrow, 4 November, at 10:15 regarding your application.",
     "2026-11-04T10:15", "2026-11-04T11:15"),
    ("Great. Wednesday 9:30-10:15 it is. I'll send a Teams link shortly. We'll go over your CV and the Data Engineer"
     " role.", "2026-11-04T09:30", "2026-11-04T10:15"),
    ("we have booked your telephonic round with our technical panel on 06-Nov-2026 at 3.30 PM EST for the position of"
     " Data Engineer. Kindly be available.", "2026-11-06T15:30", "2026-11-06T16:30"),
    ("Pleased to confirm your appointment at our Leeds office on Thursday 12th November at 14:00 to discuss the Data"
     " Engineer vacancy. Please ask for me at reception.", "2026-11-12T14:00", "2026-11-12T15:00"),
    ("Quick note to say Dana will call you at 4pm on Wednesday to talk through the Data Engineer job. Should take 20"
     " mins.", "2026-11-04T16:00", "2026-11-04T16:20"),
    ("It's a date: Zoom, Friday the 6th, noon. Come with questions about the Data Engineer role and our team.",
     "2026-11-06T12:00", "2026-11-06T13:00"),
    ("Hereby I confirm our meeting on 11.11.2026 at 10:00 o'clock in our office. My colleague from the department will"
     " also participate to get to know you for the position as Data Engineer.", "2026-11-11T10:00", "2026-11-11T11:00"),
    ("As discussed on the phone, we'll see you Thursday (Nov 5) at 8.30 a.m. at 12 Mill Lane for a chat with the hiring"
     " manager, followed by a short tour.", "2026-11-05T08:30", "2026-11-05T09:30"),
    ("Screening call w/ Ann - Thu 11/5 1:00-1:30p ET. Talk soon!", "2026-11-05T13:00", "2026-11-05T13:30"),
    ("This is to inform you that your profile has been shortlisted and your discussion with the client is scheduled on"
     " 9th November (Monday) at 9 AM EST. Please acknowledge.", "2026-11-09T09:00", "2026-11-09T10:00"),
    ("Meeting invite sent for Weds 2-3pm. You'll be talking to Raj and Emma from the data team about how you'd approach"
     " the Data Engineer role.", "2026-11-04T14:00", "2026-11-04T15:00"),
    ("All booked: 45 min w/ our CTO next Wed, Nov 11, 5pm. Chat about the Data Engineer gig & what you've built.",
     "2026-11-11T17:00", "2026-11-11T17:45"),
    ("Please be advised that you are to attend at the Town Hall, Room 4, on Friday, 13 November 2026 at 9.15am for the"
     " selection panel for the post of Data Engineer.", "2026-11-13T09:15", "2026-11-13T10:15"),
    ("Lovely, I'll pop Monday 9th at 4 in the diary. You'll be meeting me and Tom, who leads the team you'd be joining.",
     "2026-11-09T16:00", "2026-11-09T17:00"),
    ("I look forward to meeting you on Thursday at 10 for the second stage of the process.",
     "2026-11-05T10:00", "2026-11-05T11:00"),
    ("We're on for tomorrow at noon! Excited to talk about the Data Engineer opening.",
     "2026-11-04T12:00", "2026-11-04T13:00"),
    ("Your onsite is on for next Tuesday, November 10. You'll meet the panel from 1pm until about 4:30pm.",
     "2026-11-10T13:00", "2026-11-10T16:30"),
]


@pytest.mark.parametrize(("text", "start", "end"), CONFIRMED, ids=name_of)
def test_a_time_that_is_told_is_agreed(life: Life, text: str, start: str, end: str) -> None:
    arrive(life, [them("2026-11-03T10:00", text)])
    assert differs(life, "2026-11-03T11:00", {"state": "upcoming", "start": start, "end": end, "drafts": 0}) == {}


OFFERED = (
    "We liked your application and would love to have a first conversation about the Data Engineer role. Could you do"
    " Monday, Nov 9 at 10am, Tuesday, Nov 10 at 2pm or Wednesday, Nov 11 at 4pm?"
)
#: the user's pick, the employer's yes ("" for none: the pick is enough), and when it is
PICKED = [
    ("Tue works", "", "2026-11-10T14:00"),
    ("Tuesday at 2 would be great.", "Perfect, see you then.", "2026-11-10T14:00"),
    ("Let's lock in the 10am.", "Great, invite to follow.", "2026-11-09T10:00"),
    ("The Wednesday slot suits me best.", "Brilliant, speak then!", "2026-11-11T16:00"),
    ("I'd pick Nov 11, 4pm.", "Confirmed.", "2026-11-11T16:00"),
    ("Monday is good for me.", "Fab, talk soon.", "2026-11-09T10:00"),
    ("10am Monday it is!", "Booked in. Zoom link below.", "2026-11-09T10:00"),
    ("Thank you so much for the invitation. I would like to take the slot on Tuesday, November 10 at 2pm.",
     "Wonderful. Looking forward to it.", "2026-11-10T14:00"),
    ("Happy to meet on Wednesday at 4pm.", "", "2026-11-11T16:00"),
    ("Wednesday 4pm please.", "Noted, thanks.", "2026-11-11T16:00"),
    ("Any of those is fine, but Tuesday would be my favourite.", "Tuesday at 2pm it is then.", "2026-11-10T14:00"),
    ("I can do all three.", "Great, let's go with Wednesday at 4pm.", "2026-11-11T16:00"),
    ("All of them work.", "Super. Monday 10am then, I'll send the link.", "2026-11-09T10:00"),
    ("Tuesday 10 November at 2 pm is convenient for me.", "Thanks for confirming.", "2026-11-10T14:00"),
]


@pytest.mark.parametrize(("pick", "yes", "start"), PICKED, ids=name_of)
def test_one_of_their_times_is_picked(life: Life, pick: str, yes: str, start: str) -> None:
    mails = [them("2026-11-03T10:00", OFFERED), me("2026-11-03T12:00", pick)]
    arrive(life, [*mails, *([them("2026-11-03T15:00", yes)] if yes else [])])
    assert differs(life, "2026-11-04T09:00", {"state": "upcoming", "start": start, "drafts": 0}) == {}


#: the employer asks for one time, the user says yes
YES = [
    "Yes, that suits me perfectly.", "Works for me!", "Sounds good, talk to you then.", "Sure", "I can make that.",
    "Yes please, thank you.", "That's fine. See you Thursday.", "Absolutely.", "Perfect, I'll be there.",
    "Thank you, I would be delighted to.", "ok", "Thursday at 11 is perfect, thanks!", "I am available at that time.",
    "Confirmed from my side.", "That works great. Looking forward to it!",
]


@pytest.mark.parametrize("yes", YES)
def test_yes_to_the_one_time(life: Life, yes: str) -> None:
    asked = "Would Thursday, 5 November at 11am suit you for a call about the Data Engineer role?"
    arrive(life, [them("2026-11-03T10:00", asked), me("2026-11-03T12:00", yes)])
    assert differs(life, "2026-11-04T09:00", {"state": "upcoming", "start": "2026-11-05T11:00", "drafts": 0}) == {}


NO = [
    "Unfortunately I can't do Thursday. Would Friday at the same time be possible?",
    "Thursday is difficult, I'm travelling. Could we look at next week instead?",
    "I have another appointment then. How about Monday at 9?",
    "11 doesn't work for me, sorry. Is there anything later in the day?",
    "Is it possible to do it in the evening? I'm at work at that time.",
]


@pytest.mark.parametrize("no", NO)
def test_no_to_the_one_time_agrees_on_nothing(life: Life, no: str) -> None:
    asked = "Would Thursday, 5 November at 11am suit you for a call about the Data Engineer role?"
    arrive(life, [them("2026-11-03T10:00", asked), me("2026-11-03T12:00", no)])
    assert differs(life, "2026-11-04T09:00", {"state": "scheduling", "start": "", "drafts": 0}) == {}
    assert drawn(life, "2026-11-10T11:00", "2026-11-13T16:00") == []


#: asked for their times the user names some; the employer says yes to one
NAMED = [
    ("I'm free Tuesday 10 November after 1pm, or Thursday 12 November between 9 and 11.",
     "Thursday at 9:30 works on our side. I'll send an invite.", "2026-11-12T09:30"),
    ("Tuesday afternoon, Nov 10, is open, e.g. 2pm.", "Let's do Tuesday at 2.", "2026-11-10T14:00"),
    ("Could we do Friday, November 13 at 3pm?", "Sure, that works.", "2026-11-13T15:00"),
    ("How about Friday, November 13 at 3pm?", "Friday at 3 it is.", "2026-11-13T15:00"),
    ("My availability: Nov 9, 10:00-12:00; Nov 11, 14:00-16:00.", "Great, I've put us down for Nov 11 at 14:30.",
     "2026-11-11T14:30"),
    ("Would Wednesday, Nov 11 at 9am be OK?", "Perfect, see you then.", "2026-11-11T09:00"),
    ("Would Wednesday, Nov 11 at 9am be OK?", "Yes, 9 is good. Speak then.", "2026-11-11T09:00"),
]


@pytest.mark.parametrize(("named", "yes", "start"), NAMED, ids=name_of)
def test_yes_to_a_time_of_the_users(life: Life, named: str, yes: str, start: str) -> None:
    asked = "What does your availability look like next week for a 30-minute call about the Data Engineer role?"
    arrive(life, [them("2026-11-03T10:00", asked), me("2026-11-03T12:00", named), them("2026-11-03T15:00", yes)])
    assert differs(life, "2026-11-04T09:00", {"state": "upcoming", "start": start, "drafts": 0}) == {}


FIRST = them(
    "2026-11-02T10:00",
    "Thank you for applying. We would like to invite you to an interview for the Data Engineer role on Tuesday,"
    " November 10, 2026 at 2:00 PM.",
)
#: after an interview was set for Tuesday 10 November, 14:00: what is said, and when it is then
MOVED: list[tuple[list[Mail], str]] = [
    ([them("2026-11-09T10:00", "We need to shift our 2pm tomorrow to 4pm the same day.")], "2026-11-10T16:00"),
    ([them("2026-11-06T10:00", "Your talk with the team has been moved up by a day, so Monday, November 9 at 2pm.")],
     "2026-11-09T14:00"),
    ([them("2026-11-09T10:00", "Paul's been called away. I've rescheduled you to Wednesday 11 November, 9am. Hope"
           " that's OK.")], "2026-11-11T09:00"),
    ([them("2026-11-09T10:00", "I'm afraid tomorrow won't work any more. New time: Thursday, Nov 12, 1:30 PM.")],
     "2026-11-12T13:30"),
    ([them("2026-11-09T10:00", "Slight change of plan: tomorrow we'll start at 2:30 rather than 2:00.")],
     "2026-11-10T14:30"),
    ([them("2026-11-09T10:00", "Something came up on our side, could we push our interview to Thursday, November 12 at"
           " 2pm?"), me("2026-11-09T11:00", "No problem, Thursday at 2 works.")], "2026-11-12T14:00"),
    ([me("2026-11-09T10:00", "I'm so sorry, I've come down with the flu. Could we possibly move our conversation to"
         " Friday, November 13 at 2pm?"), them("2026-11-09T12:00", "Of course, get well soon. Friday at 2 is fine.")],
     "2026-11-13T14:00"),
    ([them("2026-11-09T10:00", "Just to let you know that the interview tomorrow is now at 11:00.")],
     "2026-11-10T11:00"),
    ([them("2026-11-06T10:00", "We have had to bring your interview forward to Monday 9 November at 4pm.")],
     "2026-11-09T16:00"),
    ([them("2026-11-09T10:00", "The time stays the same, but we're now meeting in room 3B.")], "2026-11-10T14:00"),
    ([them("2026-11-09T10:00", "The interview will be held via Teams instead of in person; the time is unchanged:"
           " Tuesday, 10 November, 2:00 pm.")], "2026-11-10T14:00"),
    ([them("2026-11-10T13:55", "Running ten minutes late, sorry! Back to back today.")], "2026-11-10T14:00"),
    ([them("2026-11-09T10:00", "Sorry for the mix-up: it should have said Wednesday, November 11 at 2pm, not Tuesday.")],
     "2026-11-11T14:00"),
    ([them("2026-11-09T10:00", "Emma can't make Tuesday. Does Wednesday the 11th at 10 work instead?"),
      me("2026-11-09T11:00", "Yes, Wednesday at 10 works."), them("2026-11-09T12:00", "Great, see you Wednesday.")],
     "2026-11-11T10:00"),
    ([them("2026-11-09T10:00", "Due to some urgent client meeting, your interview is postponed to 12-Nov-2026, 11:00 AM"
           " EST. Kindly confirm.")], "2026-11-12T11:00"),
]


@pytest.mark.parametrize(("mails", "start"), MOVED, ids=lambda value: name_of(value[0].text) if isinstance(value, list) else name_of(value))
def test_a_move_moves_the_interview(life: Life, mails: list[Mail], start: str) -> None:
    arrive(life, [FIRST, *mails])
    assert differs(life, "2026-11-10T13:59" if start > "2026-11-10T13" else "2026-11-09T13:30", {"start": start, "drafts": 0}) == {}


#: a move that is only asked for: once the old time has passed nobody is thanked for what did not happen
ASKED_TO_MOVE = [
    "Something came up, could we push to Thursday at the same time?",
    "Would you mind terribly if we moved our conversation to later in the week?",
    "Could we reschedule? Paul is out sick. What times would you have on Thursday or Friday?",
    "I need to move our meeting tomorrow. Are you free on Thursday, November 12 at 2 or at 4?",
    "Tomorrow at 2 doesn't work for Paul after all. Could you do Friday, November 13 at 10 instead?",
]


@pytest.mark.parametrize("text", ASKED_TO_MOVE)
def test_a_move_that_is_asked_for_waits_for_the_user(life: Life, text: str) -> None:
    arrive(life, [FIRST, them("2026-11-09T10:00", text)])
    assert drawn(life, "2026-11-09T11:00", "2026-11-13T16:00") == []


#: what is said, by whom, and the state after
OFF: list[tuple[Mail, str | tuple[str, ...]]] = [
    (them("2026-11-09T10:00", "I'm sorry to say we have to call tomorrow's interview off. The role is being rethought."),
     "cancelled"),
    (them("2026-11-09T10:00", "Unfortunately Paul is ill and we'll have to cancel tomorrow's interview. I'll be back"
          " with new dates."), "scheduling"),
    (them("2026-11-09T10:00", "Please disregard the invitation for Tuesday; the meeting will not go ahead."),
     "cancelled"),
    (them("2026-11-09T10:00", "We're pausing hiring for this position with immediate effect, so tomorrow's call is"
          " cancelled."), ("cancelled", "rejected")),
    (me("2026-11-09T10:00", "I'm afraid I have to cancel our interview tomorrow; my daughter is in hospital."),
     ("cancelled", "scheduling")),
    (them("2026-11-09T10:00", "Paul has broken his leg, so tomorrow is off I'm afraid. More when I know more."),
     ("cancelled", "scheduling")),
    (them("2026-11-09T10:00", "The interview planned for tomorrow can't take place. We'll contact you to agree another"
          " appointment."), "scheduling"),
    (them("2026-11-09T10:00", "I have to cancel our appointment of tomorrow because of sickness in the team. We come"
          " back to you with a new proposal."), "scheduling"),
    (them("2026-11-09T10:00", "Your interview stands cancelled due to unavailability of the panel."),
     ("cancelled", "scheduling")),
]


@pytest.mark.parametrize(("mail", "state"), OFF, ids=lambda value: name_of(value.text) if isinstance(value, Mail) else "")
def test_what_is_called_off_gets_no_thanks(life: Life, mail: Mail, state: str) -> None:
    arrive(life, [FIRST, mail])
    assert differs(life, "2026-11-09T12:00", {"state": state, "drafts": 0}) == {}
    assert drawn(life, "2026-11-13T16:00", "2026-11-20T10:00") == []


#: said after the hour: it did not take place
MISSED = [
    them("2026-11-10T14:30", "We waited for you on the call today but you didn't join. Do you want to rebook?"),
    them("2026-11-10T16:00", "So sorry I missed our call this afternoon, I was stuck in another meeting. Could you do"
         " tomorrow at 11?"),
    them("2026-11-10T15:10", "Apologies, none of us made it to the Zoom today. Let's find another time."),
    me("2026-11-10T14:25", "I waited in the Zoom room for twenty minutes but nobody joined. Is everything alright?"),
    me("2026-11-10T15:00", "I'm so sorry, I got the time wrong and missed our interview. Is there any chance to"
       " reschedule?"),
    them("2026-11-10T15:00", "I tried calling you at 2 but got your voicemail. Please let me know another time that"
         " suits."),
]


@pytest.mark.parametrize("mail", MISSED, ids=lambda mail: name_of(mail.text))
def test_what_was_missed_gets_no_thanks(life: Life, mail: Mail) -> None:
    arrive(life, [FIRST, mail])
    assert drawn(life, "2026-11-13T16:00", "2026-11-16T10:00") == []


#: said on Thursday 12 November, after the interview of the 10th
FURTHER: list[tuple[list[Mail], dict[str, Any]]] = [
    ([them("2026-11-12T10:00", "The team really enjoyed talking with you. Next up would be a session with our VP on"
           " Tuesday, Nov 17 at 3pm.")], {"state": "upcoming", "start": "2026-11-17T15:00"}),
    ([them("2026-11-12T10:00", "Good news, you're through! Round 2 is a technical deep dive, 90 mins. When would suit"
           " you next week?")], {"state": "your_turn"}),
    ([them("2026-11-12T10:00", "We'd like to bring you in to meet the rest of the team. How's Monday the 16th, 10am?")],
     {"state": "your_turn"}),
    ([them("2026-11-12T10:00", "We'd like to bring you in to meet the rest of the team. How's Monday the 16th, 10am?"),
      me("2026-11-12T11:00", "Perfect, see you Monday at 10.")], {"state": "upcoming", "start": "2026-11-16T10:00"}),
    ([them("2026-11-12T10:00", "We'd like to do a final conversation with our CEO. Her assistant will reach out to"
           " schedule it.")], {"state": ("scheduling", "waiting")}),
    ([them("2026-11-12T10:00", "HR has asked me to set up your final interview. I'll send a calendar invite shortly.")],
     {"state": "scheduling"}),
    ([them("2026-11-12T10:00", "You have been moved to the next round. Your managerial round is scheduled on 18th Nov"
           " at 4:00 PM EST.")], {"state": "upcoming", "start": "2026-11-18T16:00"}),
    ([them("2026-11-12T10:00", "We would be pleased to welcome you for a second meeting in our house on Thursday,"
           " 19 November, at 9:00.")], {"state": "upcoming", "start": "2026-11-19T09:00"}),
    ([them("2026-11-12T10:00", "Everyone was keen to take this further. I've pencilled you in for a final chat with the"
           " directors, Friday 20th at 1pm.")], {"state": "upcoming", "start": "2026-11-20T13:00"}),
    ([them("2026-11-12T10:00", "Nice work on Tuesday. Please use the link below to book your final round:"
           " https://cal.test/ann/final")], {"state": ("your_turn", "scheduling")}),
]


@pytest.mark.parametrize(("mails", "want"), FURTHER, ids=lambda value: name_of(value[-1].text) if isinstance(value, list) else "")
def test_a_further_round_starts_over(life: Life, mails: list[Mail], want: dict[str, Any]) -> None:
    arrive(life, [FIRST, *mails])
    assert differs(life, "2026-11-13T16:00", {**want, "drafts": 0}) == {}


#: not understood: a bare number may be anything. Nothing is thanked for, at least.
KNOWN_SILENT = [
    [them("2026-11-03T10:00", "What does your availability look like next week for a call about the Data Engineer role?"),
     me("2026-11-03T12:00", "I could make Monday the 9th at 11am or 4pm."),
     them("2026-11-03T15:00", "11 is good for Paul. He will call you.")],
]


@pytest.mark.parametrize("mails", KNOWN_SILENT, ids=lambda mails: name_of(mails[-1].text))
def test_what_is_not_understood_lays_no_draft(life: Life, mails: list[Mail]) -> None:
    arrive(life, mails)
    assert drawn(life, "2026-11-06T10:00", "2026-11-12T16:00", "2026-11-20T10:00") == []
