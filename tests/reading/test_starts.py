"""Which of the times of a mail are the interview's: its start, those to choose from, or none.

Every mail is of Tuesday, 3 November 2026, 10:00 in New York.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from followupd.mail.message import Address, Message
from followupd.reading.facts import Fact, InterviewCancelled, InterviewProposed, InterviewSet, Reader
from followupd.reading.read import read

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 3, 10, 0, tzinfo=NEW_YORK)
ANN = Address("Ann Brook", "ann.brook@larkfield.test")


def starts(text: str, subject: str = "Interview at Larkfield") -> list[str]:
    """The starts of the interviews that a mail sets or proposes, as "10T14:00" for the tenth at two."""
    message = Message(message_id="<1@larkfield.test>", text=text, sender=ANN, subject=subject, date=NOW)
    facts = read(message, NOW, Reader(zone=NEW_YORK)).facts
    slots = [fact.slot for fact in facts if isinstance(fact, InterviewSet)]
    slots += [slot for fact in facts if isinstance(fact, InterviewProposed) for slot in fact.slots if not slot.stretch]
    return [f"{slot.start:%d}" if slot.day_only else f"{slot.start:%dT%H:%M}" for slot in slots]


SET = r"""
We hereby confirm the interview for Sales that we fixed on the phone this morning. It'll be on November 10, 2026 at 2
    p.m., and Kyle will be talking with you. => 10T14:00
Your appointment has been updated. Interview for Naval Architect:\n\nNEW\nTuesday, 10 November 2026\n14:00 - 15:00
    \n\nPREVIOUS\nThursday, 5 November 2026\n09:00 - 10:00 => 10T14:00
We confirm the interview that was fixed on the phone this morning. It will be on November 10, 2026 at 2:00 p.m.
    => 10T14:00
I would like you to interview with us by Skype on Tuesday, November 10, at 1:15 p.m. => 10T13:15
Everything is set for your interview on Tuesday, November 10.\n\nTime\nSession\nMeet with\n\n9:00 - 10:00 AM
    \nSafety\nPer Hale\n\n10:00 - 11:00 AM\nCode\nAda Ito\n\n11:30 AM - 12:30 PM\nTeam\nOsei Bo => 10T09:00
Your interview is confirmed.\n\nPrevious\nNew\n\nDate\nThu 11/5/2026\nTue 11/10/2026\n\nTime\n11:00 AM
    \n2:30 PM => 10T14:30
No problem. Let us do the interview on Tuesday, November 10 at 9:00 instead. I have taken Friday off the calendar.
    => 10T09:00
Your interview is confirmed for Tuesday, November 10. It starts at 2 pm. => 10T14:00
Your interviews on November 10 are confirmed. You will see three of us, beginning at 8:30 a.m., and will learn more at
    dinner on Monday evening. => 10T08:30
Your interview is confirmed for November 10. The 9.12 train gets in at 10.20. We begin at 11.00. => 10T11:00
Your interview is confirmed for Tuesday at 10. Your flight lands at 6:45 pm on Monday. => 10T10:00
Your interview is confirmed for November 10th, 5.00 pm. => 10T17:00
Your interview is on Tuesday 10 November. Please arrive for 8.45. => 10T08:45
Your interview is confirmed for Tuesday 10 November. Arrive at 9:15, the interview begins at 9:30. => 10T09:30
Your interview is confirmed:\n\nTuesday 10 November\nDoors 08:45, start 09:00 sharp => 10T09:00
The lunch for volunteers has been put on for 16 November.\n\nYour interview will take place on Tuesday 10 November at
    11.20am. => 10T11:20
Your interview is confirmed for 10 November, 9.30. => 10T09:30
Your interview is confirmed for 0930 on Tuesday, November 10. => 10T09:30
Your interview is confirmed for Tuesday, November 10. We interview from 9.00 to 4.00; yours is at 1.20pm. => 10T13:20
The interview will now be on Tuesday at 3 pm instead of 2 pm. Your interview is confirmed. => 10T15:00
Your interview is moved from Thursday to Tuesday, 1 pm. => 10T13:00
Your interview of Thursday, November 5 at 2 pm has been moved to Tuesday, November 10, same time. => 10T14:00
We need to move your interview from the 5th to the 10th of November. It will still be at 9.30. => 10T09:30
Your interview is confirmed.\n\nNew time: Tuesday, November 10, 9:00 AM\nOld time: Thursday, November 5, 2:00 PM
    => 10T09:00
Your interview is confirmed.\n\nTuesday, November 10, 2026\n9:30 AM  |  (UTC-05:00) Eastern Time  |  45 mins => 10T09:30
Your interview is confirmed for Tuesday, November 10:\n\n9:00  Ms. Hale\n9:45  Mr. Ito\n10:30 break\n10:45 tour
    => 10T09:00
Your interview is confirmed for Tuesday, November 10: 10:00 Mr. Hale, 10:30 Ms. Dunn, 11:15 Mr. Ito. => 10T10:00
Your interview is confirmed for Tuesday, November 10 at 2 pm. The link is active from 1:45 pm. Lunch is at 12:30.
    => 10T14:00
We would like to invite you to an interview on Tuesday, November 10 at 2 pm. Our board meets on Monday at 9. => 10T14:00
Lunch is at 12:30. Your interview has been scheduled.\n\nDate: November 10, 2026\nTime: 2:00 PM => 10T14:00
Your interview is confirmed for Friday the 13th. You fly in Thursday evening (arrives 8:15 pm). We start at 9:30 am.
    => 13T09:30
We would like to invite you to interview on Tuesday 10 November:\n\n9.15 welcome\n10.00 you teach\n11.15 the panel
    => 10T09:15
Your interview is confirmed for Tuesday, November 10 at 16:00h. => 10T16:00
We have a team meeting on Tuesday at 10. Your interview is confirmed for Tuesday at 1. => 10T13:00
Your interview is confirmed for Tuesday 10 November at 2.15pm. Read section 9.30 of version 10.15; 11.45 per hour.
    => 10T14:15
Your interview is confirmed for Tuesday at 9:30. Dinner with Ana is on Monday at 7, your train leaves at 2.
    => 10T09:30
Your interview is confirmed.\n\n       Was         Now\nDate   Thu 5 Nov   Tue 10 Nov\nTime   09:30       13:30
    => 10T13:30
Your interview is confirmed.\n\n       New         Old\nDate   Tue 10 Nov   Thu 5 Nov\nTime   13:30       09:30
    => 10T13:30
Your interview has been updated. Instead of the meeting at 11 on Monday please make it 10 on Tuesday. => 10T10:00
Your interview is at 2:30 on Tuesday, November 10th. He has a hard stop at 3:15. => 10T14:30
10am on Tuesday 10th suits us both for your interview. => 10T10:00
Your interview is confirmed for Tuesday 10 November.\nArrive 9:50, interview 10:00, tour 11:00 => 10T10:00
Your interview is confirmed for Tuesday 10 November, 11.15. Please ring between 9.30 and 4.30 to confirm. => 10T11:15
Could you pop by on Tuesday 10 November around 12.30 for an interview? => 10T12:30
Thank you for scheduling your interview.\n\nDate: November 10, 2026\nStart time: 10:00 AM\nEnd time: 11:00 AM
    \nBooked on: November 3, 2026 11:48 AM\nCancel before: November 9, 2026 10:00 AM => 10T10:00
You are booked on Tuesday 10 November at 2pm for your interview. => 10T14:00
Your interview is confirmed for Tuesday 10 November:\n\n9.00 Interview\n9.50 In-tray exercise\n10.40 Coffee => 10T09:00
Your interview has been postponed because Hugh is ill; the new date is Tuesday 10 November at 2pm. => 10T14:00
Your interview on Tuesday 10 November at 10 goes ahead, though one of the panel has dropped out. => 10T10:00
Your interview is confirmed for Tuesday, November 11 at 10 am. =>
"""


def rows(block: str) -> list[list[str]]:
    lines = block.strip().replace("\n    ", " ").split("\n")
    return [line.replace("\\n", "\n").split(" =>") for line in lines]


@pytest.mark.parametrize(("text", "start"), rows(SET))
def test_the_interview_has_one_start(text: str, start: str) -> None:
    assert starts(text) == start.split()


CHOICES = r"""
You were due to interview with us on Friday, November 6 at 1 PM. We can offer Monday, November 9 at 9 AM instead.
    => 09T09:00
We have to change our interview, the one we'd arranged for 11/5 at 3pm. Are you available Monday, November 9, 3pm?
    => 09T15:00
I regret that Thursday's 14:00 interview has to be moved. Could we see you Friday, November 6 at 9:30?
    => 06T09:30
We must cancel the interview fixed for you on November 5 at 11 am. Would Tuesday, November 10 at 10 or at 2 suit you?
    => 10T10:00 10T14:00
We would like to invite you to an interview.\n\nOption 1: 10 November at 14:00\nOption 2: 11/12/2026 at 10:15
    => 10T14:00 12T10:15
Which of these dates suits you for your interview?\n- Monday, November 9th at 2:00 PM
    - Tuesday, November 10th at 10:00 AM => 09T14:00 10T10:00
We would like to invite you to an interview. Pick one:\n\nDate  From  To\n\nMon, 9 November  09:30  10:15  Select
    \nMon, 9 November  14:00  14:45  Select => 09T09:30 09T14:00
We want to interview you. Can we push our 2:00 Thursday to Friday at 11:00? If not, Monday 9 November at 8:30.
    => 06T11:00 09T08:30
We would like to invite you to an interview on Tuesday the 10th: 9, 9:30 or 11 am. => 10T09:00 10T09:30 10T11:00
We would like to invite you to an interview on Tuesday 10 November. Would you prefer 10.15, 11.30 or 2.45?
    => 10T10:15 10T11:30 10T14:45
We would like to invite you to an interview.\n\nMonday 9 November\n10:00\n11:30\n\nTuesday 10 November\n2:00 pm
    => 09T10:00 09T11:30 10T14:00
We would like to invite you to an interview. Tuesday, November 10:\n  - 9:00 AM\n  - 10:30 AM\n  - 1:00 PM
    => 10T09:00 10T10:30 10T13:00
We would like to invite you to an interview on November 10. We have 9:00 AM, 10:30 AM and 1:00 PM left.
    => 10T09:00 10T10:30 10T13:00
We would like to invite you to an interview. Openings:\n\nTue 11/10: 10, 11, 2\nWed 11/11: 9, 3
    => 10T10:00 10T11:00 10T14:00 11T09:00 11T15:00
We would like to invite you to an interview. We have openings at 10 and 2 on Tuesday. => 10T10:00 10T14:00
We would like to invite you to an interview on Tuesday at 10:00 am or, if you prefer, at 2:00 pm. => 10T10:00 10T14:00
Would you be free for an interview on Tuesday, November 10 at 2 pm? If not, Thursday, November 12 at 10 am would work.
    => 10T14:00 12T10:00
We would like to invite you to an interview. Are you free Monday at 3 pm? Otherwise Wednesday same time.
    => 09T15:00 11T15:00
We would like to invite you to an interview. We offer:\n- 9.11 (Monday), 10:00\n- 10.11 (Tuesday), 15:30
    => 09T10:00 10T15:30
We would like to invite you to an interview. We can offer Mon 9 Nov or Tue 10 Nov, both at 13:00. => 09T13:00 10T13:00
We would like to have you in for an interview with Dale on Tuesday, November 10. He is open at 10 AM and again at 3 PM.
    => 10T10:00 10T15:00
We would like to invite you to an interview. You travel\nfrom Leeds to York.\nTue 10 Nov 10:00 or 11:30
    => 10T10:00 10T11:30
We would like to invite you to an interview on Tuesday, November 10. 3 works for me. => 10T15:00
We would like to interview you. Please choose: Monday between 9 and 12, or Tuesday after 2 pm. =>
We would like to interview you. I am free Tuesday from 1 to 4. What works for you? =>
"""


@pytest.mark.parametrize(("text", "offered"), rows(CHOICES))
def test_times_to_choose_from_are_all_told_and_a_stretch_of_hours_is_no_start(text: str, offered: str) -> None:
    assert starts(text) == offered.split()


@pytest.mark.parametrize("text", [
    "We shall have to postpone tomorrow's interview (4 November, 11am). I will write with new dates.",
    "We are sorry that we must cancel our interview on Tuesday at 2. We will be in touch.",
    "Your interview will not go ahead. It was scheduled for Tuesday, November 10 at 2 PM and has been cancelled.",
    "Your one-way video interview is ready: record your answers by Tuesday, November 10 at 11:59 PM.",
    "Date: November 3, 2026\n\nDear Jordan, with reference to your interview you have been selected as an intern.",
    "We cannot go through with your interview on Tuesday, November 10 at 4 PM. Hiring has stopped for now.",
])
def test_the_time_of_what_is_put_off_is_no_start(text: str) -> None:
    assert starts(text) == []


def test_a_question_which_of_several_days_is_no_appointment_whatever_the_subject_says() -> None:
    text = "Let me know which of these works:\n- Monday, November 9 at 2 PM\n- Tuesday, November 10 at 10 AM"
    assert starts(text, "Interview scheduled") == ["09T14:00", "10T10:00"]


def test_a_timetable_that_is_only_proposed_is_one_slot() -> None:
    day = "9:30 - 10:00 Arrival and coffee\n10:00 - 11:00 Design with Arjun\n11:00 - 12:00 Coding with Sam"
    text = f"We would like to invite you to an interview on Tuesday, November 10:\n\n{day}\n\nDoes that day work?"
    assert starts(text) == ["10T09:30"]


def test_interviews_on_two_days_of_one_table_are_two() -> None:
    table = "1  Manager  10-Nov-2026  09:00-09:45  Video\n2  Panel  12-Nov-2026  11:30-12:30  Video"
    text = f"The following interviews have been scheduled for you:\n\n{table}"
    assert starts(text) == ["10T09:00", "12T11:30"]


@pytest.mark.parametrize(("subject", "text", "start"), [
    ("Interview Tuesday, November 10", "Your interview is confirmed for 11 am.", ["10T11:00"]),
    ("Interview confirmed - Nov 10, 3pm", "Your interview is confirmed. Ask for Lena.", ["10T15:00"]),
    ("Interview at 3.30pm", "Your interview is confirmed for Tuesday, November 10.", ["10T15:30"]),
    ("Re: Interview Tuesday, November 10, 3pm", "Your interview is confirmed.", []),
    ("Interview Tuesday, November 10, 3pm", "We have to move your interview. When are you free?", []),
])
def test_a_subject_lends_the_day_or_the_hour(subject: str, text: str, start: list[str]) -> None:
    assert starts(text, subject) == start


def test_clocks_that_change_between_mail_and_interview_are_those_of_the_senders_place() -> None:
    sent = datetime.fromisoformat("2026-10-20T09:00:00+01:00")
    message = Message(
        message_id="<1@larkfield.test>", text="Your interview is confirmed for 10 November at 14:00.", sender=ANN,
        subject="Interview", date=sent,
    )
    (told,) = [fact for fact in read(message, sent, Reader()).facts if isinstance(fact, InterviewSet)]
    assert told.slot.start == datetime.fromisoformat("2026-11-10T14:00:00+00:00")


def facts(text: str, subject: str = "Interview at Larkfield") -> dict[str, Fact]:
    message = Message(message_id="<1@larkfield.test>", text=text, sender=ANN, subject=subject, date=NOW)
    return {str(fact.__struct_config__.tag): fact for fact in read(message, NOW, Reader(zone=NEW_YORK)).facts}


def test_the_time_of_what_is_cancelled_is_no_new_one() -> None:
    text = ("Your interview will not be going ahead. Your second interview, scheduled for Tuesday, November 10 at "
            "2 PM, has therefore been cancelled.")
    cancelled = facts(text)["interview_cancelled"]
    assert isinstance(cancelled, InterviewCancelled) and not cancelled.rebook


def test_the_day_on_which_they_spoke_is_no_start() -> None:
    text = ("We hereby confirm the interview for Sales Representative that we fixed on the phone this morning. It'll "
            "be on November 10, 2026 at 2:00 p.m., and Kyle, our director, will be talking with you.")
    assert starts(text, "Your interview with Larkfield is confirmed") == ["10T14:00"]


def test_the_next_stage_of_a_test_is_no_interview() -> None:
    text = ("Thanks for your application! The next step is a coding test: a realistic job that takes most people five "
            "hours.\n\nDEADLINE\nTuesday, November 10, 11:59 PM\n\nThe best scorers get an interview. Good luck!")
    told = facts(text, "Coding Test Invitation - Junior Developer").keys()
    assert told & {"task_set", "interview_proposed", "interview_set"} == {"task_set"}


def test_what_several_rules_tell_is_believed_against_the_words() -> None:
    text = ("Thank you for yesterday's conversation with our engineers. They came away happy, and liked in particular "
            "how you took the problem apart. We would like to go on to a final round with our VP. It is 45 minutes, "
            "mostly about how you lead. Would Tuesday, November 10 at 2 PM work for you?")
    assert "interview_proposed" in facts(text, "Feedback and next steps")
