"""What they say after the interview, in words that people use: promises, questions, a no, an offer. A row is a life.

The interview was on Tuesday, 10 November 2026, 14:00-15:00 in New York. They write on Wednesday, 11 November, 10:00.
"""

# ruff: noqa: E501 - a row of a table is a line

from __future__ import annotations

from typing import Any

import pytest
from rows import Mail, arrive, differs, drawn, me, name_of, them
from world import ANN, Life

FIRST = them(
    "2026-11-02T10:00",
    "Thank you for applying. We would like to invite you to an interview for the Data Engineer role on Tuesday,"
    " November 10, 2026 at 2:00 PM.",
)
SAID, NOW = "2026-11-11T10:00", "2026-11-11T12:00"


def told(life: Life, text: str) -> None:
    arrive(life, [FIRST, them(SAID, text)])


PROMISED = [
    ("Expect to hear from me by close of play Friday.", "2026-11-13"),
    ("We should have an answer for you by the 20th.", "2026-11-20"),
    ("You'll have our verdict before the month is out.", "2026-11-30"),
    ("The panel meets on Monday and I'll ring you straight after.", "2026-11-16"),
    ("Bear with us until Wednesday 18 November, when we'll have a final answer.", "2026-11-18"),
    ("Give us a week or so and we'll come back to you.", "2026-11-18"),
    ("You can expect our decision within ten working days.", "2026-11-25"),
    ("We will revert to you by 17 Nov 2026.", "2026-11-17"),
    ("Our feedback will reach you latest by 16th Nov.", "2026-11-16"),
    ("You will receive an answer from us until next Friday.", "2026-11-20"),
    ("Results will be communicated on 24 November.", "2026-11-24"),
    ("I'll have news for you on Monday.", "2026-11-16"),
    ("If you haven't heard from us by 25 November, please assume you haven't been successful.", "2026-11-25"),
    ("I'll be in touch in the next day or two.", "2026-11-13"),
    ("I will let you know by COB tomorrow.", "2026-11-12"),
    ("We'll be back in touch within 48 hours.", "2026-11-13"),
    ("We'll have made up our minds in a fortnight and will write to you then.", "2026-11-25"),
    ("You'll hear from us by mid-December.", "2026-12-20"),
    ("We're hoping to get back to everyone by the end of this week.", "2026-11-13"),
    ("Someone from HR will phone you sometime next week.", "2026-11-20"),
    ("We'll tell you no later than Tuesday.", "2026-11-17"),
    ("In the course of next week you will get our feedback.", "2026-11-20"),
    ("Paul wants to sleep on it, so I'd say you will hear from us on Friday at the latest.", "2026-11-13"),
    ("We are meeting one more person on Thursday and will let you know on Friday.", "2026-11-13"),
    ("My manager is back on the 23rd; we'll give you an answer by the 25th.", "2026-11-25"),
    ("We still have a few conversations to go, and I'll update you early next week.", "2026-11-18"),
    ("The committee convenes on December 3rd. You will be notified of its decision by December 4th.", "2026-12-04"),
    ("Allow us two to three weeks to come to a decision and we will get back to you.", "2026-12-02"),
]


@pytest.mark.parametrize(("text", "by"), PROMISED, ids=name_of)
def test_a_day_is_promised(life: Life, text: str, by: str) -> None:
    told(life, text)
    assert differs(life, NOW, {"state": "waiting", "promised": by, "drafts": 0}) == {}
    assert drawn(life, f"{by}T16:00") == []


NOT_PROMISED = [
    "We will be in touch soon.",
    "The office is closed from Thursday to Monday.",
    "The successful candidate will start on 1 February.",
    "Feel free to contact me any time next week if you have questions.",
    "We'll be at the careers fair on Friday, maybe see you there.",
    "It was great meeting you yesterday.",
    "The advert closes on 30 November.",
    "You told us you'd need to decide by Friday, which we will bear in mind.",
    "We've had a great week and have met some lovely people.",
    "I'm on the road until Friday, so apologies for being brief.",
    "Our product launch is on Monday, wish us luck!",
    "Our offices move to Bath on 1 December.",
    "It's a full-time post, Monday to Friday.",
    "Thanks for the references you sent on Monday.",
]


@pytest.mark.parametrize("text", NOT_PROMISED)
def test_no_day_is_promised(life: Life, text: str) -> None:
    told(life, text)
    assert differs(life, NOW, {"state": "waiting", "promised": None, "next": "thank_you 2026-11-16T09:00", "drafts": 0}) == {}


ASKED = [
    "Quick one: what's your current notice period?",
    "Paul would like to see some code you're proud of. Any public repos you can point us to?",
    "Could you please fill in the attached form and return it?",
    "We need two referees, ideally former managers. Please send me their names and emails.",
    "Are you still interested in the role?",
    "What salary would you be looking for?",
    "Kindly share your last three months' payslips.",
    "Next is a small take-home exercise, please submit it within a week.",
    "Would you be willing to relocate to Manchester?",
    "Do you need visa sponsorship?",
    "Can you send me your CV in Word format?",
    "Please let us have your notice period by Friday.",
    "One more question from the team: how soon could you start?",
    "May I ask you to send us your certificates and the salary expectation?",
    "Before we go on, please confirm whether you hold a work permit.",
    "Have you had a chance to think about the salary range we discussed?",
    "Attached is the case study. We'd like you to send it back by Monday.",
    "If we made you an offer, would you need to give a long notice?",
    "Have you got any other offers on the table?",
]


@pytest.mark.parametrize("text", ASKED)
def test_it_is_the_users_turn(life: Life, text: str) -> None:
    told(life, text)
    assert differs(life, NOW, {"state": "your_turn", "promised": None, "next": ""}) == {}
    assert drawn(life, "2026-11-16T10:00", "2026-11-24T10:00") == []


@pytest.mark.parametrize("text", ASKED[:6])
def test_once_answered_they_are_waited_for(life: Life, text: str) -> None:
    arrive(life, [FIRST, them(SAID, text), me("2026-11-11T15:00", "Sure, here you go.")])
    assert differs(life, "2026-11-11T16:00", {"state": "waiting", "contacts": 0, "next": "thank_you 2026-11-16T09:00"}) == {}


NOT_ASKED = [
    "Hope you had a safe trip home.",
    "Let me know if you have any questions.",
    "Thanks so much for coming in, the team loved meeting you!",
    "Any questions, just shout.",
    "It was a pleasure to get to know you yesterday. Have a nice weekend!",
    "Thanks for the papers, all received.",
    "Just a note that your expenses have been approved.",
    "Paul says hello.",
    "I've passed your thanks on to the team.",
    "Got it, thank you.",
]


@pytest.mark.parametrize("text", NOT_ASKED)
def test_nothing_is_asked(life: Life, text: str) -> None:
    told(life, text)
    assert differs(life, NOW, {"state": "waiting", "promised": None, "next": "thank_you 2026-11-16T09:00"}) == {}


REJECTED = [
    "You were great to talk to, and this was a tough one. In the end the team went with someone whose background is"
    " closer to what we need right now.",
    "I wish I had better news. We've made an offer to another person and they have accepted.",
    "After a lot of back and forth, it's a no from us this time, I'm afraid.",
    "We won't be taking things further on this occasion.",
    "Headcount for this position got frozen yesterday, so we're not able to hire anyone at the moment. I'm really"
    " sorry.",
    "The vacancy has now been filled. We'll keep your details for six months.",
    "Regrettably your application has not been successful.",
    "We've concluded that this is not a match at this time. Best of luck with your search!",
    "Thank you for the time you took to meet us. Paul was impressed by your projects, and your questions showed real"
    " interest in what we do.\n\nWe spoke with several strong people over the last weeks. Having compared notes we have"
    " chosen a candidate with more Spark experience.\n\nI hope our paths cross again.",
    "We've decided to go in a different direction with this hire.",
    "Kindly note you have not cleared the final round.",
    "Unfortunately we could not consider you for the position.",
    "On reflection we feel you'd be overqualified and won't be proceeding with your application.",
    "The feedback was positive, but the panel felt there were stronger candidates on the day, so we won't be making"
    " you an offer.",
    "Unfortunately you were pipped at the post by an internal applicant.",
    "I'm sorry to tell you that we won't be inviting you to the next stage.",
    "We have elected to progress other candidates.",
    "Sorry to be the bearer of bad news, but you weren't chosen for the role.",
    "I am writing to let you know that the role has been offered to and accepted by another candidate.",
    "We have to inform you that our choice fell on another applicant.",
    "The team has decided to pass. Nothing to do with your skills, we simply need more seniority.",
    "Due to budget cuts the role has been closed and we will not be hiring for it.",
    "We appreciate your time but have selected someone else for the position.",
]


@pytest.mark.parametrize("text", REJECTED)
def test_a_no_is_answered_graciously(life: Life, text: str) -> None:
    told(life, text)
    assert differs(life, NOW, {"state": "rejected", "drafts": 1, "to": ANN[1]}) == {}


NOT_REJECTED = [
    "Other candidates are still being interviewed, so please bear with us.",
    "Unfortunately Paul is off sick this week, so our decision is delayed.",
    "We have not rejected anybody yet.",
    "I'm sorry for the slow reply.",
    "The other role you asked about has been filled, but this one is still open and you are very much in the running.",
    "It was a difficult interview, and you did well.",
    "Unfortunately we had trouble with the sound yesterday, sorry about that.",
    "We were sorry to hear about your train. No harm done!",
]


@pytest.mark.parametrize("text", NOT_REJECTED)
def test_no_no_is_heard(life: Life, text: str) -> None:
    told(life, text)
    assert differs(life, NOW, {"state": "waiting", "drafts": 0}) == {}


OFFERED = [
    "We'd love you to join us! Contract to follow.",
    "I'm thrilled to tell you the job's yours if you want it.",
    "Please find attached our offer letter; the base salary is 95,000.",
    "The whole panel said yes and we would like to hire you. When can you start?",
    "We would like to offer you the role, subject to references.",
    "Congratulations! You've been selected for the position of Data Engineer. HR will share the offer letter.",
    "On behalf of the board I am pleased to extend to you an offer of employment.",
    "Great news: we want to make you an offer! I'll call you with the details.",
    "We decided for you and would be happy to welcome you in our team. You will receive the employment contract by"
    " post.",
    "It's a yes from everybody here. Your offer letter is attached, please sign and return.",
    "We're delighted to confirm your appointment as Data Engineer, with a starting salary of 60,000 pounds.",
]


@pytest.mark.parametrize("text", OFFERED)
def test_an_offer_ends_it(life: Life, text: str) -> None:
    told(life, text)
    assert differs(life, NOW, {"state": "offer", "next": ""}) == {}
    assert drawn(life, "2026-11-16T10:00", "2026-11-24T10:00") == []


NOT_OFFERED = [
    ("We offer our staff a range of benefits, see the attached brochure.", ("waiting",)),
    ("We hope to be in a position to make an offer next week.", ("waiting",)),
    ("What we can offer is plenty of room to learn.", ("waiting",)),
    ("Paul will decide whom we make an offer by Friday.", ("waiting",)),
    ("Nobody has been offered the job yet.", ("waiting",)),
]


@pytest.mark.parametrize(("text", "states"), NOT_OFFERED, ids=name_of)
def test_no_offer_is_heard(life: Life, text: str, states: tuple[str, ...]) -> None:
    told(life, text)
    assert differs(life, NOW, {"state": states, "drafts": 0}) == {}


WITHDRAWN = [
    "I've accepted a position elsewhere, so I'd like to withdraw my application.",
    "Thank you, but I've decided to stay where I am.",
    "I no longer wish to be considered for the role.",
    "Please take me out of the running.",
    "After some thought I won't be continuing with the process. Thank you for everything.",
    "I'm afraid I have to bow out, I signed with another company this morning.",
    "I have decided not to pursue this opportunity any further.",
]


@pytest.mark.parametrize("text", WITHDRAWN)
def test_who_withdraws_is_left_alone(life: Life, text: str) -> None:
    arrive(life, [FIRST, me("2026-11-11T15:00", text)])
    assert differs(life, "2026-11-11T16:00", {"state": "closed", "drafts": 0}) == {}
    assert drawn(life, "2026-11-16T10:00", "2026-11-24T10:00") == []


NOT_WITHDRAWN = [
    "I have another offer that expires on Friday, but you are my first choice.",
    "I would never withdraw from something this good!",
    "I've moved to a new flat; my new address is 4 Elm Row.",
]


@pytest.mark.parametrize("text", NOT_WITHDRAWN)
def test_who_does_not_withdraw_is_still_in(life: Life, text: str) -> None:
    arrive(life, [FIRST, me("2026-11-11T15:00", text)])
    assert differs(life, "2026-11-11T16:00", {"state": "waiting"}) == {}


#: what the machine at Ann's desk answers to the user's thanks of the 10th, and when the window opens
AWAY = [
    ("I'm on annual leave, returning Monday 23 November. For anything urgent call the office.", "2026-11-24T09:00"),
    ("Thanks for your mail. I am out until Wednesday, 18 November and will answer when I am back.", "2026-11-19T09:00"),
    ("Ich bin bis 20.11.2026 nicht im Haus.\n\nI am not in the office until 20.11.2026.", "2026-11-23T09:00"),
    ("I'm away from my desk. I'll be back on 16/11.", "2026-11-17T09:00"),
    ("I am currently out of the office with limited access to email.", "2026-11-13T18:00"),
    ("On holiday from 9 Nov to 27 Nov. Please contact desk@larkfield.test.", "2026-11-30T09:00"),
    ("I'm travelling this week and will be slow to respond.", "2026-11-13T18:00"),
]


@pytest.mark.parametrize(("text", "opens"), AWAY, ids=name_of)
def test_who_is_away_is_not_hurried(life: Life, text: str, opens: str) -> None:
    note = them("2026-11-10T18:01", text, bare=True, subject="Automatic reply: Data Engineer at Larkfield",
                headers={"Auto-Submitted": "auto-replied"})
    arrive(life, [FIRST, me("2026-11-10T18:00", "Thank you for the conversation today. I enjoyed it."), note])
    expected = "2026-11-16T09:00" if opens == "2026-11-13T18:00" else opens
    assert differs(life, "2026-11-11T10:00", {"state": "waiting", "contacts": 1, "next": f"check_in {expected}"}) == {}


#: the user's own first mail after the interview: whether it is a contact
OWN: list[tuple[str, int]] = [
    ("Thank you so much for your time this afternoon. I came away even more interested.", 1),
    ("It was lovely to meet you and Paul today.", 1),
    ("Many thanks for having me today!", 1),
    ("As promised, here is the link to the project we talked about: https://example.org/x", 1),
]


@pytest.mark.parametrize(("text", "contacts"), OWN, ids=name_of)
def test_the_users_own_note_counts(life: Life, text: str, contacts: int) -> None:
    arrive(life, [FIRST, me("2026-11-10T20:00", text)])
    assert differs(life, "2026-11-11T10:00", {"state": "waiting", "contacts": contacts, "next": "check_in 2026-11-16T09:00"}) == {}


#: said before the interview, about the time after it
BEFORE: list[tuple[Mail, str | None]] = [
    (them("2026-11-06T10:00", "You'll get an answer within five days of the interview."), "2026-11-15"),
    (them("2026-11-06T10:00", "We make our decisions quickly: you will hear from us within 48 hours of the interview."),
     "2026-11-12"),
    (them("2026-11-06T10:00", "I'll send you the Zoom link by Monday."), None),
    (them("2026-11-06T10:00", "We'll send you the agenda early next week."), None),
    (them("2026-11-06T10:00", "After the interviews we'll let everyone know by November 20."), "2026-11-20"),
]


@pytest.mark.parametrize(("mail", "by"), BEFORE, ids=lambda value: name_of(value.text) if isinstance(value, Mail) else "")
def test_what_was_said_before_of_the_time_after(life: Life, mail: Mail, by: str | None) -> None:
    arrive(life, [FIRST, mail])
    assert differs(life, "2026-11-10T16:00", {"state": "waiting", "promised": by}) == {}


#: what each kind of answer leads to, wherever it is said
KINDS = [
    *(("promise", text, {"state": "waiting", "promised": by}) for text, by in PROMISED[:2] + PROMISED[6:9]),
    *(("question", text, {"state": "your_turn"}) for text in ASKED[:6]),
    *(("no", text, {"state": "rejected"}) for text in REJECTED[:6]),
    *(("yes", text, {"state": "offer"}) for text in OFFERED[:6]),
    *(("nothing", text, {"state": "waiting", "promised": None}) for text in NOT_ASKED[:6] + NOT_REJECTED[:4]),
]


@pytest.mark.parametrize("subject", ["Larkfield", "hello Jordan", "Quick chat", "Fwd: your mail", "(no subject)"])
@pytest.mark.parametrize(("kind", "text", "want"), KINDS, ids=name_of)
def test_a_thread_whose_subject_tells_nothing(
    life: Life, kind: str, text: str, want: dict[str, Any], subject: str
) -> None:
    """What the mail leaves unsaid the case tells."""
    arrive(life, [FIRST, them(SAID, text)], subject)
    assert differs(life, NOW, want) == {}


@pytest.mark.parametrize(("kind", "text", "want"), KINDS, ids=name_of)
def test_a_mail_of_its_own_by_the_same_person(life: Life, kind: str, text: str, want: dict[str, Any]) -> None:
    arrive(life, [FIRST, them(SAID, text, new="Tuesday")])
    assert differs(life, NOW, want) == {}
