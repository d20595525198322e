"""The same things in other clothes: systems' HTML, clocks abroad, the turn of the year, old mail below the new.

2026-11-10 is a Tuesday. Times are on the user's clock, New York where nothing else is said.
"""

# ruff: noqa: E501 - a row of a table is a line

from __future__ import annotations

from typing import Any

import pytest
from rows import Mail, abroad, arrive, differs, drawn, me, name_of, them, views
from world import Life

SYSTEM = ("Larkfield Recruiting", "notifications@ats-mail.test")

BUTTON = (
    "<table role='presentation' width='100%'><tr><td align='center'><a href='https://ats-mail.test/i/8'"
    " style='display:inline-block;padding:12px'>View details</a></td></tr></table>"
)
#: name, HTML, the state, and when it begins
HTML: list[tuple[str, str, str, str]] = [
    ("a table of labels",
     "<html><body><div style='display:none;max-height:0'>Don't miss it! Friday, November 20 at 1 PM &zwnj;&nbsp;</div>"
     "<h1>Interview confirmed</h1><p>Hello Jordan,</p><p>your interview for <b>Data Engineer</b> at Larkfield is"
     " confirmed.</p><table><tr><td>Date</td><td>Tuesday, November 10, 2026</td></tr><tr><td>Time</td><td>2:00 PM -"
     " 3:00 PM (EST)</td></tr><tr><td>Where</td><td>Zoom</td></tr></table>" + BUTTON + "</body></html>",
     "upcoming", "2026-11-10T14:00"),
    ("nested tables",
     "<html><head><style>td{color:#333}</style></head><body><table><tr><td><table><tr><td><table><tr><td>Dear Jordan,"
     "<br><br>We're looking forward to your phone interview for the Data Engineer position.<br><br><strong>When:</strong>"
     " Tuesday, November 10th, 2:00pm EST<br><strong>With:</strong> Paul Weir<br></td></tr></table></td></tr></table>"
     "</td></tr></table></body></html>", "upcoming", "2026-11-10T14:00"),
    ("a list",
     "<p>Hi Jordan,</p><p>Here are the details of your upcoming interview with Larkfield (Data Engineer):</p><ul>"
     "<li><b>Date:</b> 10 November 2026</li><li><b>Time:</b> 14:00 &ndash; 14:45 Eastern Time</li><li>Microsoft Teams"
     "</li></ul><p>Good luck!</p>", "upcoming", "2026-11-10T14:00"),
    ("definition rows",
     "<div>Your interview has been scheduled</div><div><span>Role</span><span> &bull; </span><span>Data Engineer</span>"
     "</div><div><span>Start</span>: <span>Nov 10, 2026 2:00 PM (America/New_York)</span></div><div><span>Duration</span>:"
     " <span>30 minutes</span></div>", "upcoming", "2026-11-10T14:00"),
    ("a schedule of talks",
     "<p>Your onsite interview schedule for Data Engineer on Tuesday, November 10, 2026 (all times Eastern):</p><table>"
     "<tr><th>Time</th><th>Interviewer</th></tr><tr><td>2:00 PM - 2:45 PM</td><td>Paul Weir</td></tr><tr><td>2:45 PM -"
     " 3:30 PM</td><td>Dana Fox</td></tr><tr><td>3:30 PM - 4:00 PM</td><td>Ann Brook</td></tr></table>",
     "upcoming", "2026-11-10T14:00"),
    ("moved",
     "<table><tr><td><h2>Your interview has been rescheduled</h2><p>Data Engineer, Larkfield</p><p>Old time: <s>Monday,"
     " November 9, 2026 11:00 AM EST</s></p><p>New time: Tuesday, November 10, 2026 2:00 PM EST</p></td></tr></table>",
     "upcoming", "2026-11-10T14:00"),
    ("to be booked",
     "<p>Hi Jordan, congratulations! We would like to invite you to an interview for the Data Engineer role.</p><p>Please"
     " choose a time that works for you:</p><table><tr><td><a href='https://ats-mail.test/book/1'>Schedule interview</a>"
     "</td></tr></table><p>The link expires on November 20.</p>", "scheduling|your_turn", ""),
    ("a no",
     "<html><body style='font-family:Arial'><table width='600'><tr><td>Dear Jordan,</td></tr><tr><td>Thank you for giving"
     " us the opportunity to consider your application for the Data Engineer position.</td></tr><tr><td>We have reviewed"
     " your background and qualifications and find that we have other candidates who more closely match our"
     " requirements.</td></tr><tr><td>Larkfield Talent Team</td></tr></table><div style='font-size:1px'>unsubscribe</div>"
     "</body></html>", "rejected", ""),
    ("called off",
     "<div>Interview cancelled</div><div>Hi Jordan, your interview for Data Engineer with Larkfield on Tuesday, November"
     " 10 at 2:00 PM EST has been cancelled by the hiring team.</div>", "cancelled", ""),
]


@pytest.mark.parametrize(("name", "html", "state", "start"), HTML, ids=lambda value: value if value and len(value) < 24 else "")
def test_what_systems_write_in_html(life: Life, name: str, html: str, state: str, start: str) -> None:
    arrive(life, [them("2026-11-03T10:00", "", SYSTEM, bare=True, new="Larkfield - Data Engineer", html=html)])
    want: dict[str, Any] = {"state": tuple(state.split("|")), "drafts": 0}
    assert differs(life, "2026-11-03T11:00", want | ({"start": start} if start else {})) == {}


UK = ("Gemma Hart", "gemma.hart@larkfield.test")
#: the user's zone, sent, the text, and when it is on the user's clock
ABROAD = [
    ("America/New_York", "2026-11-03T10:00", "Your interview for Data Engineer is on Tuesday 10 November at 2pm GMT.",
     "2026-11-10T09:00"),
    ("America/New_York", "2026-11-03T10:00", "We confirm the interview for Data Engineer: 10.11.2026, 15:00 CET.",
     "2026-11-10T09:00"),
    ("America/New_York", "2026-11-03T20:30+05:30", "Your technical interview for Data Engineer is scheduled on 10th Nov, 6:30"
     " PM IST.", "2026-11-10T08:00"),
    ("America/New_York", "2026-11-03T10:00", "Your interview for Data Engineer is on Wednesday 11 November at 9am AEDT.",
     "2026-11-10T17:00"),
    ("America/New_York", "2026-11-03T10:00", "Your interview for Data Engineer: Tuesday, Nov 10, 11:00 AM Pacific.",
     "2026-11-10T14:00"),
    ("America/New_York", "2026-11-03T10:00", "The interview for Data Engineer is set for Tuesday 10 November at 14:00"
     " London time (9am New York).", "2026-11-10T09:00"),
    ("America/New_York", "2026-11-03T10:00", "Your interview for Data Engineer is confirmed for 10 Nov 2026, 22:00"
     " Singapore time.", "2026-11-10T09:00"),
    ("America/New_York", "2026-11-03T10:00", "Your interview for Data Engineer is on Tue 10 Nov at 15:00 (UTC+1).",
     "2026-11-10T09:00"),
    ("Europe/Berlin", "2026-11-03T10:00", "Your interview for Data Engineer is on Tuesday, 10 November at 14:00.",
     "2026-11-10T14:00"),
    ("Europe/Berlin", "2026-11-03T10:00", "Your interview for Data Engineer is on Tuesday, Nov 10 at 10 AM EST.",
     "2026-11-10T16:00"),
    ("Europe/Berlin", "2026-11-03T10:00", "Your interview for Data Engineer is on Tuesday 10 November at 2pm UK time.",
     "2026-11-10T15:00"),
    # between the two ends of daylight saving: Europe is on standard time, New York is not yet
    ("America/New_York", "2026-10-20T10:00", "Your interview for Data Engineer is on Wednesday 28 October at 2pm GMT.",
     "2026-10-28T10:00"),
    ("Europe/Berlin", "2026-10-20T10:00", "Your interview for Data Engineer is on Wednesday, October 28 at 10 AM Eastern"
     " Time.", "2026-10-28T15:00"),
    ("America/New_York", "2026-10-27T10:00", "Your interview for Data Engineer is on Monday, November 2 at 10 AM EST.",
     "2026-11-02T10:00"),
    ("America/New_York", "2026-03-03T10:00", "Your interview for Data Engineer is on Tuesday 10 March at 3pm GMT.",
     "2026-03-10T11:00"),
    # around the turn of the year
    ("America/New_York", "2026-12-29T10:00", "Your interview for Data Engineer is on Tuesday, January 5 at 10am.",
     "2027-01-05T10:00"),
    ("America/New_York", "2026-12-30T10:00", "Your interview for Data Engineer is next Wednesday at 11am.",
     "2027-01-06T11:00"),
    ("America/New_York", "2026-12-22T10:00", "Happy holidays! Your interview for Data Engineer is confirmed for 4 January"
     " at 3pm.", "2027-01-04T15:00"),
]


@pytest.mark.parametrize(("zone", "sent", "text", "start"), ABROAD, ids=name_of)
def test_clocks_abroad(life: Life, zone: str, sent: str, text: str, start: str) -> None:
    abroad(life, zone)
    arrive(life, [them(sent, text, UK, new="Interview: Data Engineer")])
    assert differs(life, f"{sent[:11]}20:00", {"state": "upcoming", "start": start}) == {}


#: the interview ends before a change of the clocks, the window opens after: seventy-two hours have passed
@pytest.mark.parametrize(("start", "opens"), [
    ("Thursday, October 29, 2026 at 2:00 PM", "2026-11-02T09:00"),
    ("Friday, October 30, 2026 at 2:00 PM", "2026-11-02T14:00"),
    ("Friday, March 6, 2026 at 2:00 PM", "2026-03-09T16:00"),
    ("Friday, March 6, 2026 at 11:00 AM", "2026-03-09T13:00"),
])
def test_three_days_across_a_change_of_the_clocks(life: Life, start: str, opens: str) -> None:
    spring = "March" in start
    arrive(life, [them("2026-03-02T10:00" if spring else "2026-10-26T10:00",
                       f"Your interview for the Data Engineer position is confirmed for {start}.")])
    assert differs(life, "2026-03-07T10:00" if spring else "2026-10-31T10:00", {"state": "waiting", "next": f"thank_you {opens}"}) == {}


NEW_YEAR = [
    ("You will hear from us by 8 January.", "2027-01-08"),
    ("We will let you know in the first week of January.", "2027-01-07"),
    ("Expect our answer early in the new year.", None),
    ("We'll get back to you by the end of the year.", "2026-12-31"),
    ("With the holidays coming up we'll need until Monday, January 11 to get back to you.", "2027-01-11"),
    ("You'll have an answer within two weeks.", "2027-01-06"),
]


@pytest.mark.parametrize(("text", "by"), NEW_YEAR, ids=name_of)
def test_promises_over_the_turn_of_the_year(life: Life, text: str, by: str | None) -> None:
    arrive(life, [
        them("2026-12-15T10:00", "Your interview for the Data Engineer position is confirmed for Tuesday, December 22 at"
             " 2:00 PM."),
        them("2026-12-23T10:00", text),
    ])
    assert differs(life, "2026-12-23T11:00", {"state": "waiting", "promised": by}) == {}


FIRST = them(
    "2026-11-02T10:00",
    "Thank you for applying. We would like to invite you to an interview for the Data Engineer role on Tuesday,"
    " November 10, 2026 at 2:00 PM.",
)
GMAIL = "On Mon, 2 Nov 2026 at 10:00, Ann Brook <ann.brook@larkfield.test> wrote:\n\n{0}"
OUTLOOK = ("________________________________\nFrom: Ann Brook <ann.brook@larkfield.test>\nSent: Monday, November 2, 2026"
           " 10:00 AM\nTo: Jordan Lee <jordan.lee@example.org>\nSubject: Data Engineer at Larkfield\n\n{1}")
ORIGINAL = "-----Original Message-----\nFrom: Ann Brook\nSent: 02 November 2026 10:00\nTo: Jordan Lee\nSubject: x\n\n{1}"
APPLE = "> On 2 Nov 2026, at 10:00, Ann Brook <ann.brook@larkfield.test> wrote:\n>\n{0}"
GERMAN = "Am 02.11.2026 um 10:00 schrieb Ann Brook <ann.brook@larkfield.test>:\n{0}"
BARE = "From: Ann Brook <ann.brook@larkfield.test>\nDate: Monday, 2 November 2026 at 10:00\nTo: Jordan\nSubject: x\n\n{1}"
YAHOO = "On Monday, November 2, 2026 at 10:00:00 AM EST, Ann Brook <ann.brook@larkfield.test> wrote:\n\n{0}"
STYLES = [GMAIL, OUTLOOK, ORIGINAL, APPLE, GERMAN, BARE, YAHOO]
#: said long ago in the thread, below the new words
OLD = [
    "Hi Jordan,\nunfortunately we will not be moving forward with your application for the analyst role.\nAnn",
    "Hi Jordan,\nyour interview is confirmed for Tuesday, November 17 at 9:00 AM.\nAnn",
    "Hi Jordan,\nwe will get back to you by November 30. What is your notice period?\nAnn",
    "Hi Jordan,\nwe are delighted to offer you the position of Data Engineer.\nAnn",
]


@pytest.mark.parametrize("style", STYLES, ids=["gmail", "outlook", "original", "apple", "german", "bare", "yahoo"])
@pytest.mark.parametrize("old", OLD, ids=["no", "date", "promise", "offer"])
def test_what_is_quoted_is_not_said_again(life: Life, style: str, old: str) -> None:
    quoted = "\n".join(f"> {line}" for line in old.splitlines())
    new = f"Hi Jordan,\n\nthanks for coming in yesterday, Paul enjoyed it.\n\nAnn\n\n{style.format(quoted, old)}\n"
    arrive(life, [FIRST, them("2026-11-11T10:00", new, bare=True)])
    want = {"state": "waiting", "start": "2026-11-10T14:00", "promised": None, "next": "thank_you 2026-11-16T09:00"}
    assert differs(life, "2026-11-11T12:00", want) == {}


#: the first scan of all: when, the state, and how many drafts then
LATE = [
    ("2026-11-13T16:00", "draft_ready", 1), ("2026-12-10T11:00", "draft_ready", 1), ("2026-12-24T11:00", "draft_ready", 1),
    ("2026-12-26T11:00", "moved_on", 0), ("2027-01-20T11:00", "moved_on", 0),
]


@pytest.mark.parametrize(("at", "state", "drafts"), LATE)
def test_a_mailbox_first_scanned_late(life: Life, at: str, state: str, drafts: int) -> None:
    arrive(life, [FIRST])
    views(life, at)
    assert differs(life, at, {"state": state, "drafts": drafts}) == {}


#: a whole story before the first scan in December: what lies in Drafts then
STORIES: list[tuple[str, list[Mail], dict[str, Any]]] = [
    ("rejected long ago", [them("2026-11-12T10:00", "Unfortunately we decided to move forward with another candidate for"
                                " the role.")], {"state": "rejected", "drafts": 0}),
    ("the user thanked", [me("2026-11-10T18:00", "Thank you for your time today.")], {"state": "draft_ready", "drafts": 1}),
    ("promised and passed", [them("2026-11-11T10:00", "You will hear from us by November 20.")],
     {"state": "draft_ready", "drafts": 1}),
    ("promised and to come", [them("2026-11-11T10:00", "You will hear from us by December 18.")],
     {"state": "waiting", "drafts": 0, "promised": "2026-12-18"}),
    ("moved, then held", [them("2026-11-09T10:00", "Paul is ill, so the interview is rescheduled to Tuesday, December 8 at"
                               " 2pm.")], {"state": "waiting", "drafts": 0, "start": "2026-12-08T14:00"}),
    ("called off", [them("2026-11-09T10:00", "I have to cancel the interview on Tuesday, sorry. The position is closed.")],
     {"state": ("cancelled", "rejected"), "drafts": 0}),
    ("offered", [them("2026-11-16T10:00", "We are delighted to offer you the position of Data Engineer.")],
     {"state": "offer", "drafts": 0}),
]


@pytest.mark.parametrize(("name", "mails", "want"), STORIES, ids=lambda value: value if isinstance(value, str) else "")
def test_a_story_read_a_month_later(life: Life, name: str, mails: list[Mail], want: dict[str, Any]) -> None:
    arrive(life, [FIRST, *mails])
    assert differs(life, "2026-12-10T11:00", {} if "draft_ready" in str(want["state"]) else want) == {}
    assert differs(life, "2026-12-10T11:05", want) == {}


INVITATION = "We would like to invite you to an interview for the {role} role at {employer} on {day} at 2:00 PM."
AGENT = ("Rob Field", "rob@hirewell.test")


def told(life: Life, at: str) -> set[tuple[str, str, str]]:
    return {(case["employer"] or "", case["role"] or "", case["start"]) for case in views(life, at)}


def test_two_roles_at_one_employer(life: Life) -> None:
    for number, (role, day) in enumerate((("Data Engineer", "Tuesday, November 10"), ("Platform Lead", "Thursday, November 12"))):
        arrive(life, [them(f"2026-11-02T1{number}:00", INVITATION.format(role=role, employer="Larkfield", day=day),
                           new=f"Interview: {role} at Larkfield")])
    assert told(life, "2026-11-04T10:00") == {
        ("Larkfield", "Data Engineer", "2026-11-10T14:00"), ("Larkfield", "Platform Lead", "2026-11-12T14:00"),
    }


def test_an_agency_with_three_clients(life: Life) -> None:
    for day, role, employer in ((10, "Data Engineer", "Oakfield"), (11, "Data Engineer", "Brightloom"), (12, "Analyst", "Tarn")):
        text = (f"Great news, my client {employer} would like to interview you for the {role} position on November {day},"
                " 2026 at 2:00 PM. Please call me afterwards.")
        arrive(life, [them(f"2026-11-0{day - 8}T10:00", text, AGENT, new=f"{employer} - {role} - interview")])
    assert {start for _, _, start in told(life, "2026-11-05T10:00")} == {f"2026-11-{day}T14:00" for day in (10, 11, 12)}
    views(life, "2026-11-17T16:00")
    assert {str(draft["To"]) for draft in life.drafts()} == {"Rob Field <rob@hirewell.test>"}
    assert len(life.drafts()) == 3


def test_a_second_application_after_a_no(life: Life) -> None:
    arrive(life, [FIRST, them("2026-11-12T10:00", "Unfortunately we decided to move forward with another candidate.")])
    arrive(life, [them("2026-12-01T10:00", "Thank you for applying again. We would like to invite you to an interview for"
                       " the Data Engineer role on Tuesday, December 8, 2026 at 2:00 PM.", new="Interview at Larkfield")])
    states = sorted(case["state"] for case in views(life, "2026-12-02T10:00"))
    assert states == ["rejected", "upcoming"]


PAUL = ("Paul Weir", "paul.weir@larkfield.test")
#: whom the thank-you of Friday the 13th goes to
TO: list[tuple[str, list[Mail], str]] = [
    ("who wrote last", [FIRST, them("2026-11-03T10:00", "The agenda is attached. See you on Tuesday.", PAUL)], PAUL[1]),
    ("an answer address", [them("2026-11-02T10:00", FIRST.text, headers={"Reply-To": "Jobs <jobs@larkfield.test>"})],
     "jobs@larkfield.test"),
    ("nobody", [them("2026-11-02T10:00", FIRST.text, ("Larkfield", "no-reply@larkfield.test"))], ""),
    ("the person, not the system", [FIRST, them("2026-11-03T10:00", "Reminder: your interview is on November 10 at 2:00 PM.",
                                                ("Larkfield", "donotreply@larkfield.test"))], "ann.brook@larkfield.test"),
    ("whom the system named, and who wrote a mail that says nothing by itself",
     [them("2026-11-02T10:00", FIRST.text + "\n\nInterviewer: Paul Weir", ("Larkfield", "no-reply@larkfield.test")),
      them("2026-11-10T15:30", "nice meeting you today. The boots suit you :)", PAUL, new="Today")], PAUL[1]),
    ("a namesake of whom the system named is no one", [
        them("2026-11-02T10:00", FIRST.text + "\n\nInterviewer: Paul Weir", ("Larkfield", "no-reply@larkfield.test")),
        them("2026-11-10T15:30", "nice meeting you today. The boots suit you :)", ("Paul", "paul.weir@z.test"), new="Today"),
    ], ""),
]


@pytest.mark.parametrize(("name", "mails", "to"), TO, ids=lambda value: value if isinstance(value, str) else "")
def test_whom_the_thanks_go_to(life: Life, name: str, mails: list[Mail], to: str) -> None:
    arrive(life, mails)
    views(life, "2026-11-13T16:00")
    (draft,) = life.drafts()
    assert to in str(draft["To"] or "") and bool(to) == bool(draft["To"])


def test_thanks_that_bounced_are_no_contact(life: Life) -> None:
    arrive(life, [FIRST, me("2026-11-10T18:00", "Thank you for your time today.")])
    life.receives("2026-11-10T18:01", ("Mail Delivery Subsystem", "mailer-daemon@example.org"),
                  "Undelivered Mail Returned to Sender",
                  "This is the mail system at host example.org.\n\nYour message could not be delivered.\n\n"
                  "<ann.brook@larkfield.test>: host mx.larkfield.test said: 550 5.1.1 User unknown\n")
    assert differs(life, "2026-11-11T10:00", {"contacts": 0}) == {}
    draws = views(life, "2026-11-16T10:00")
    assert all("ann.brook" not in str(draft["To"] or "") for draft in life.drafts()), draws


def test_nothing_while_the_interview_lasts(life: Life) -> None:
    arrive(life, [FIRST])
    assert drawn(life, "2026-11-09T10:00", "2026-11-10T14:30", "2026-11-11T09:00", "2026-11-13T14:59") == []
