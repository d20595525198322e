"""The sample life that `followupd demo` plays: three applications, and the ordinary mail around them. All invented.

Times are on the user's clock in New York, November 2026.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

ME = ("Robin Hale", "robin.hale@example.org")
ZONE = "America/New_York"
FIRST_DAY, DAYS = "2026-11-02", 20

_MAYA = ("Maya Ortiz", "maya.ortiz@harborline.test")
_PRIYA = ("Priya Raman", "priya.raman@harborline.test")
_ATS = ("Oakfield Labs Recruiting", "no-reply@mail.hiredesk.test")
_TOM = ("Tom Ruiz", "tom.ruiz@oakfieldlabs.test")
_ELENA = ("Elena Fischer", "elena.fischer@meridianhealth.test")


class Mail(NamedTuple):
    """A mail that arrives (or, `sent`, that the user writes). `answers` is the key of the mail it replies to."""

    at: str
    key: str
    sender: tuple[str, str]
    subject: str
    text: str = ""
    html: str = ""
    invite: tuple[str, str, str, str] = ("", "", "", "")  # UID, start, end, summary; local times
    answers: str = ""
    to: tuple[str, str] = ME
    bulk: bool = False


class Deed(NamedTuple):
    """What the user does with the draft for this employer, in their own mail client."""

    at: str
    deed: Literal["sends", "deletes"]
    employer: str


MAILS = (
    Mail("2026-11-02T10:12", "h1", _MAYA, "Interview confirmation: Data Engineer at Harborline",
         "Hi Robin,\n\nThank you for your time on the phone. This confirms your interview for the Data Engineer "
         "position on Wednesday, November 4 from 2:00 PM to 3:00 PM Eastern, with Priya Raman, our hiring manager.\n\n"
         "Best,\nMaya Ortiz\nTalent Acquisition, Harborline\n",
         invite=("hl-41@harborline.test", "20261104T140000", "20261104T150000", "Interview: Data Engineer")),
    Mail("2026-11-10T16:40", "h2", _PRIYA, "Re: Interview confirmation: Data Engineer at Harborline",
         "Hi Robin,\n\nThank you for the kind note. We are talking to two more people this week. "
         "You will hear from us by Friday.\n\nPriya\n", answers="h1"),
    Mail("2026-11-17T14:05", "h3", _PRIYA, "Re: Interview confirmation: Data Engineer at Harborline",
         "Hi Robin,\n\nThank you again for meeting with us. It was a close call, but we have decided to move forward "
         "with another candidate. I enjoyed our conversation and wish you all the best.\n\nPriya\n", answers="h1"),
    Mail("2026-11-02T15:30", "o1", _ATS, "Your interview with Oakfield Labs is confirmed",
         html="<html><body><p>Hello Robin,</p><p>Your interview for the <b>Backend Developer</b> position at Oakfield "
         "Labs is confirmed.</p><table><tr><td>Date</td><td>Thursday, November 5, 2026</td></tr><tr><td>Time</td>"
         "<td>10:00 AM - 10:45 AM (EST)</td></tr><tr><td>Where</td><td>Video call</td></tr></table>"
         "<p>Please do not reply to this email.</p></body></html>"),
    Mail("2026-11-04T09:20", "o2", _TOM, "Your interview with Oakfield Labs has moved",
         "Hi Robin,\n\nI am sorry, something came up on Thursday. We have to move your interview for the Backend "
         "Developer position to Monday, November 9 at 11:00 AM Eastern (45 minutes). Thanks for being flexible.\n\n"
         "Tom Ruiz\nOakfield Labs\n"),
    Mail("2026-11-12T15:30", "o3", _TOM, "Re: Your interview with Oakfield Labs has moved",
         "Hi Robin,\n\nGood news: the team would like to meet you. Your final interview is confirmed for Tuesday, "
         "November 17 at 1:00 PM Eastern (one hour).\n\nTom\n", answers="o2"),
    Mail("2026-11-03T11:00", "m1", _ELENA, "Phone interview - Platform Engineer at Meridian Health",
         "Hi Robin,\n\nWe liked your application for the Platform Engineer role and would like to invite you to a "
         "phone interview. Would Thursday, November 5 at 10:30 AM or Friday, November 6 at 3:00 PM Eastern work for "
         "you?\n\nKind regards,\nElena Fischer\nMeridian Health\n"),
    Mail("2026-11-03T12:10", "m2", ME, "Re: Phone interview - Platform Engineer at Meridian Health",
         "Hi Elena,\n\nFriday, November 6 at 3:00 PM works for me.\n\nBest,\nRobin\n", answers="m1", to=_ELENA),
    Mail("2026-11-03T13:45", "m3", _ELENA, "Re: Phone interview - Platform Engineer at Meridian Health",
         "Great, your interview is confirmed for Friday, November 6 at 3:00 PM Eastern. I will call you.\n\nElena\n",
         answers="m2"),
    Mail("2026-11-12T10:15", "m4", _ELENA, "Re: Phone interview - Platform Engineer at Meridian Health",
         "Hi Robin,\n\nSorry for the silence. The panel meets on Thursday, and we will get back to you by the end of "
         "next week.\n\nElena\n", answers="m3"),
)

DEEDS = (
    Deed("2026-11-09T10:20", "sends", "Harborline"),
    Deed("2026-11-09T17:10", "deletes", "Meridian Health"),
    Deed("2026-11-16T11:00", "sends", "Harborline"),
)

_ORDINARY = (
    Mail("", "", ("Career Weekly", "news@careerweekly.test"), "How to ace your next interview",
         "Ten tips for your next interview.\n\nUnsubscribe here.", bulk=True),
    Mail("", "", ("Jobs Board", "alerts@jobsboard.test"), "12 new jobs for you: Data Engineer",
         "New today: Data Engineer at Northwind, Analytics Engineer at Contoso. Apply now.", bulk=True),
    Mail("", "", ("Corner Books", "shop@cornerbooks.test"), "Your order has shipped",
         "Your parcel is on its way. Expected delivery: Thursday."),
    Mail("", "", ("City Transit", "notice@transit.test"), "Service changes this weekend",
         "Line 4 will not run on Sunday between 8 AM and noon.", bulk=True),
    Mail("", "", ("Aunt Vera", "vera@family.test"), "Sunday lunch",
         "Dear Robin, are you coming on Sunday at one? I will bake. Vera"),
    Mail("", "", ("Python users", "list@pyusers.test"), "[pyusers] Release of a small library",
         "Hello all, version 1.2 is out, with a new parser.", bulk=True),
    Mail("", "", ("Your bank", "statements@bank.test"), "Your statement is ready",
         "Your monthly statement can be seen in your online account."),
    Mail("", "", ("Sam Okafor", "sam.okafor@friends.test"), "climbing on tuesday?",
         "Hey, the gym has a new wall. Tuesday at 7? Sam"),
)


def ordinary(first: datetime) -> Iterator[tuple[datetime, Mail]]:
    """About fifteen ordinary mails a day, spread over it, the same every time."""
    for number in range(DAYS * 15):
        day, turn = divmod(number, 15)
        mail = _ORDINARY[(number * 5 + day) % len(_ORDINARY)]
        at = first + timedelta(days=day, minutes=7 * 60 + turn * 47)
        yield at, mail._replace(subject=f"{mail.subject} ({day + 1}/{turn + 1})" if mail.bulk else mail.subject)
