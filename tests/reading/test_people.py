"""Names: of persons, of houses, of roles. What is not sure is not said."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followupd.mail.message import Address, Invite, Message
from followupd.reading.facts import Named, Reader
from followupd.reading.names import greeting_name, is_person
from followupd.reading.people import (
    employer_of,
    interviewers_of,
    is_agency,
    people_of,
    role_of,
    same_employer,
    same_role,
)

SENT = datetime(2026, 11, 13, 20, 31, tzinfo=UTC)
READER = Reader(name="Robin Hale", own=frozenset({"robin@hale.test"}))


def mail(text: str = "", subject: str = "", sender: tuple[str, str] = ("", "no-reply@tracker.test"), **more) -> Message:
    return Message("<1@x.test>", SENT, Address(*sender), subject=subject, text=text, **more)


@pytest.mark.parametrize(
    "name, address, greeted",
    [
        ("Ida Brandt", "ida.brandt@weidenhof.test", "Ida"),
        ("Brandt, Ida", "i.brandt@weidenhof.test", "Ida"),
        ("Brandt, Ida (Talent)", "ib@weidenhof.test", "Ida"),
        ("Ida Brandt, PhD", "ib@weidenhof.test", "Ida"),
        ("Ida Brandt, Talent Acquisition", "ib@weidenhof.test", "Ida"),
        ("J.R. Brandt", "jr@weidenhof.test", ""),
        ("JR Brandt", "jr@weidenhof.test", ""),
        ("Brandt Ida", "ida.brandt@weidenhof.test", ""),
        ("van der Berg, Jan", "jan@weidenhof.test", "Jan"),
        ("Ida Brandt", "no-reply@weidenhof.test", ""),
        ("Weidenhof Robotics", "weidenhof@tracker.test", ""),
        ("Weidenhof Robotics, Inc.", "hello@weidenhof.test", ""),
        ("Ida Brandt (she/her)", "ib@weidenhof.test", "Ida"),
        ("Ida Brandt | Weidenhof", "ib@weidenhof.test", "Ida"),
        ("Ida Brandt via LinkedIn", "x@linkedin.test", "Ida"),
        ("IDA BRANDT", "ib@weidenhof.test", "Ida"),
        ("BRANDT Ida", "ib@weidenhof.test", "Ida"),
        ("Anne-Marie O'Neil", "am@weidenhof.test", "Anne-Marie"),
        ("Éloïse Petit", "ep@weidenhof.test", "Éloïse"),
        ("Ida", "ida.brandt@weidenhof.test", "Ida"),
        ("Ida", "ida@weidenhof.test", ""),
        ("ida brandt", "ida.brandt@weidenhof.test", "Ida"),
        ("Weidenhof", "weidenhof@tracker.test", ""),
        ("Weidenhof", "hello@weidenhof.test", ""),
        ("Weidenhof Talent Team", "talent@weidenhof.test", ""),
        ("recruiting", "recruiting@weidenhof.test", ""),
        ("Weidenhof, Inc.", "x@weidenhof.test", ""),
        ("I. Brandt", "ib@weidenhof.test", ""),
        ("Dr. Ida Brandt", "ib@weidenhof.test", ""),
        ("Nguyen Van Minh", "minh@weidenhof.test", ""),
        ("Kim Soo-jin", "ks@weidenhof.test", ""),
        ("田中 花子", "tanaka@weidenhof.test", ""),
        ("ida.brandt@weidenhof.test", "ida.brandt@weidenhof.test", ""),
        ("", "ida.brandt@weidenhof.test", ""),
    ],
)
def test_one_greets_by_a_first_name_that_is_sure(name, address, greeted):
    assert greeting_name(Address(name, address)) == greeted


@pytest.mark.parametrize(
    "name, address, person",
    [
        ("Ida Brandt", "ida@weidenhof.test", True),
        ("", "ida.brandt@weidenhof.test", True),
        ("田中 花子", "hanako@weidenhof.test", True),
        ("Ida Brandt", "no-reply@weidenhof.test", False),
        ("Room 4 Boardroom", "r4@weidenhof.test", False),
        ("", "careers@weidenhof.test", False),
        ("Interview Notetaker", "bot@notes.test", False),
    ],
)
def test_rooms_robots_and_departments_are_no_persons(name, address, person):
    assert is_person(Address(name, address)) is person


@pytest.mark.parametrize(
    "message, employer",
    [
        (mail(subject="Interview confirmation: Gardener at Weidenhof"), Named("Weidenhof")),
        (mail("Thank you for your application to Weidenhof GmbH."), Named("Weidenhof")),
        (mail("Thank you for your interest in Weidenhof! We'll be in touch."), Named("Weidenhof")),
        (mail("Hi.", "Interview with Birken Labs - Gardener", ("Lars Holm", "lars@birken.test")), Named("Birken Labs")),
        (mail("See you.\nLars Holm\nBirken Labs", "Our talk", ("Lars Holm", "lars@birken.test")), Named("Birken Labs")),
        (mail("Hello.", "Our talk", ("Lars Holm", "lars@birken.test")), Named("Birken", sure=False)),
        (
            mail(
                "Our client, Weidenhof Health, wants to meet you. I work at Holm Staffing.",
                "",
                ("Lars Holm", "lars@holmstaffing.test"),
            ),
            Named("Weidenhof Health"),
        ),
        (
            mail(
                "Your talk is booked.\n\nBest,\nThe Weidenhof Talent Team",
                "",
                ("Weidenhof Careers", "no-reply@ats.test"),
            ),
            Named("Weidenhof"),
        ),
        (mail("Hello.", "Our talk", ("Ida Brandt at Weidenhof", "x1@tracker.test")), Named("Weidenhof", sure=False)),
    (mail("Weidenhof wants to meet you.", "", ("Lars Holm", "lars@getweidenhof.test")), Named("Weidenhof")),
    (mail("Your talk is set.", "Weidenhof: your talk", ("Workday", "weidenhof@tracker.test")), Named("Weidenhof")),
    (mail("Hello from a friend.", "Hi", ("Lars Holm", "lars.holm@gmail.com")), None),
        (mail("Your interview is at 10 AM on Zoom.", "Interview on Tuesday"), None),
        (mail("Your interview with Ida Brandt is at 10."), None),
        (mail("Join Zoom Meeting. Powered by Tracker."), None),
        (mail("Thank you for your interest in the Gardener position.", "", ("", "no-reply@tracker.test")), None),
    ],
)
def test_the_employer_is_what_the_mail_says(message, employer):
    assert employer_of(message, READER) == employer


def test_an_agency_writes_for_its_client():
    assert is_agency(mail("Our client, Weidenhof Health, wants to meet you."))
    assert not is_agency(mail("We at Weidenhof want to meet you."))


def test_an_agency_that_names_no_client_is_not_surely_the_employer():
    told = mail("Your interview at TalentBridge is on Monday.", sender=("Kim Park", "kim@talentbridge.test"))
    assert employer_of(told, READER) is None or not employer_of(told, READER).sure




def test_two_houses_of_equal_weight_leave_it_open():
    found = employer_of(mail("Your interview at Weidenhof. Your interview at Birken."), READER)
    assert found is None or not found.sure


def test_a_system_that_writes_for_many_names_no_employer():
    found = employer_of(mail("Your interview is set.", "Your interview", ("", "no-reply@applicants.test")), READER)
    assert found is None


@pytest.mark.parametrize(
    "a, b, same",
    [
        ("Weidenhof", "weidenhof GmbH", True),
        ("Birken Labs", "Birken", True),
        ("birkenlabs", "Birken Labs", True),
        ("Weidenhof, Inc.", "The Weidenhof Talent Team", True),
        ("Moody's", "Moody's Inc.", True),
        ("HP", "PHP", False),
        ("HP", "HP Inc.", True),
        ("Meridian Health", "Meridian Software", False),
        ("United", "United Dairies", False),
        ("", "Weidenhof", False),
        ("Weiden", "Weidenhof", False),
    ],
)
def test_two_names_of_one_house(a, b, same):
    assert same_employer(a, b) is same
    assert same_employer(b, a) is same


@pytest.mark.parametrize(
    "message, role",
    [
        (mail("your interview for the Head Gardener position is set"), Named("Head Gardener")),
        (mail("We spoke about the role of Data Engineer."), Named("Data Engineer")),
        (mail("your interview for the data engineer role is set"), Named("data engineer")),
        (mail(subject="Interview: Data Engineer - Robin Hale"), Named("Data Engineer")),
        (mail(subject="Interview confirmed - Data Engineer"), Named("Data Engineer")),
        (mail(subject="Interview with Birken Labs - Backend Developer"), Named("Backend Developer")),
        (
            mail(subject="Senior Product Designer (m/f/d) at Weidenhof: your interview"),
            Named("Senior Product Designer"),
        ),
        (mail(subject="Application for Site Manager (Req 12345)"), Named("Site Manager")),
        (mail("Position: R-438834 Site Manager"), Named("Site Manager")),
        (mail("You applied for Nurse. Your interview for the Data Engineer role is set."), None),
        (mail("Your interview is on Tuesday at the Main Office."), None),
        (mail("I am the hiring manager."), None),
    ],
)
def test_the_role_is_shaped_like_a_title(message, role):
    found = role_of(message, READER)
    if role is None:
        assert found is None or not found.sure
    else:
        assert found == role


@pytest.mark.parametrize(
    "a, b, same",
    [
        ("Sr. Back-End Developer", "Senior Backend Engineer", True),
        ("Data Engineer", "data engineer (m/f/d)", True),
        ("Engineer", "Data Engineer", None),
        ("", "Data Engineer", None),
        ("Data Engineer", "Product Engineer", False),
        ("Engineer I", "Engineer II", False),
        ("Data Engineer (Req 1234)", "Data Engineer", True),
    ],
)
def test_two_titles_of_one_role(a, b, same):
    assert same_role(a, b) is same
    assert same_role(b, a) is same


def test_those_one_meets():
    ida, lars = Address("Ida Brandt", "ida@weidenhof.test"), Address("Lars Holm", "lars@weidenhof.test")
    invite = Invite(
        "u",
        "REQUEST",
        0,
        SENT,
        SENT,
        organizer=lars,
        attendees=(Address("Robin Hale", "robin@hale.test"), ida, Address("Room 4 Boardroom", "room4@weidenhof.test")),
    )
    message = mail("You will meet with Ida Brandt, our hiring manager, and Tom Lind.", invites=(invite,))
    assert people_of(message, READER) == (lars, ida)
    assert interviewers_of(message, READER) == (ida,)
    assert people_of(mail("You will be meeting with Ida Brandt, Tom Lind (CTO) and Robin Hale."), READER) == (
        Address("Ida Brandt", ""),
        Address("Tom Lind", ""),
    )


@pytest.mark.parametrize(("text", "there"), [
    ("Your interview for the Gardener position is on Thursday, 12 November at 14:30 (CET) with Ida Brandt.", True),
    ("Your interview is at 2 p.m. on Friday with Ida Brandt, who leads the gardens.", True),
    ("Your interview is on Friday. Please settle the travel with Ida Brandt.", False),
    ("We copied Ida Brandt, your contact person: Ida Brandt.", False),
])
def test_whom_the_text_says_one_will_meet(text, there):
    ida = Address("Ida Brandt", "ida@weidenhof.test")
    assert interviewers_of(mail(text, cc=(ida,)), READER) == ((ida,) if there else ())


@given(text=st.text(max_size=300), name=st.text(max_size=60), address=st.sampled_from(["", "a@b.test", "x@y"]))
def test_no_name_raises(text, name, address):
    message = mail(text, text, (name, address))
    employer_of(message, READER), role_of(message, READER), people_of(message, READER)
    greeting_name(message.sender), same_employer(text, name), same_role(text, name)


PIECES = [
    "interview at ",
    "Weidenhof ",
    "for the ",
    "Data Engineer ",
    "- ",
    ", ",
    ") ",
    "at ",
    "'s ",
    "\n",
    "& ",
    "of ",
    "our client, ",
]


@given(st.lists(st.sampled_from(PIECES)))
def test_names_are_made_of_the_mails_own_words(pieces):
    text = "".join(pieces)
    for found in (employer_of(mail(text, text), READER), role_of(mail(text, text), READER)):
        assert found is None or set(found.text.split()) <= {*text.replace(",", " ").split(), "Tracker"}
