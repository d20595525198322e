"""What the laws know of one application: its mails as events, folded in the order of their Dates.

The model knows the mails' meaning because it wrote them, in words that leave no doubt; what is tried is the draft's
life. It is a lower bound: it says when a draft must not be, never when one must.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from email.message import EmailMessage
from typing import Any

from world import ANN, ZONE

DAY = timedelta(days=1)
LONG_AGO = datetime(2026, 1, 1, tzinfo=ZONE)
NO_DAY = date(2026, 1, 1)
BO = ("Bo Vale", "bo.vale@fernhill.test")
PEOPLE = {"ann": (ANN, "Data Engineer", "Larkfield"), "bo": (BO, "Product Analyst", "Fernhill")}
APPLIES = ("Thank you for applying. We would like to invite you to an interview for the {role} role on {day} at"
           " 2:00 PM.")
#: what an employer may say
SAYINGS = {
    "chats": "It was a pleasure to meet you.",
    "holds": "The position is on hold for now.",
    "asks": "Could you please send us the names of two references?",
    "sets a task": "As a next step, please complete the attached coding challenge.",
    "promises": "You will hear from us by {day}.",
    "invites": "We would like to invite you to another interview on {day} at 2:00 PM.",
    "proposes": "Would {day} at 2:00 PM work for you for another interview?",
    "moves": "We need to move your interview. It will now take place on {day} at 2:00 PM.",
    "cancels": "Unfortunately, we have to cancel your interview.",
    "rejects": "Unfortunately, we have decided to move forward with another candidate.",
    "offers": "We are delighted to offer you the position of {role}.",
    "is away": "I am out of the office until {day}.",
    "receives": "Thank you for your message. We have received it. Your ticket number is 4711.",
}
#: mails that concern nobody's application
NOISE = {
    "newsletter": ("How to ace your next interview", "Ten tips for your interview. Thank you for reading.\n"),
    "alert": ("12 new jobs", "These jobs match your saved search. Apply now. Interviews within a week!\n"),
    "receipt": ("Your order", "Thank you for your order. It will reach you by Friday.\n"),
}
#: a machine's words: nobody has said anything
AUTOMATIC = {"is away", "receives"}
#: what changes which interviews there are; the others may also come late
ABOUT_ROUNDS = {"invites", "proposes", "moves", "cancels"}
#: RFC 3464, with the mail it answers in its thread
BOUNCE = """From: Mail Delivery System <mailer-daemon@mx.example.org>
To: {me}
Subject: Undelivered Mail Returned to Sender
Date: {date}
Message-ID: <{number}.bounce@mx.example.org>
In-Reply-To: {thread}
References: {thread}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b

I'm sorry, your message could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; {address}
Action: failed
Status: 5.1.1
--b--
"""
#: RFC 5545; a cancellation is one of a higher SEQUENCE
EVENT = """BEGIN:VCALENDAR
VERSION:2.0
METHOD:{method}
BEGIN:VEVENT
UID:{uid}
SEQUENCE:{sequence}
DTSTAMP:20261101T000000Z
DTSTART;TZID=America/New_York:{day:%Y%m%d}T140000
DTEND;TZID=America/New_York:{day:%Y%m%d}T150000
SUMMARY:Interview for {role}
ORGANIZER;CN={who[0]}:mailto:{who[1]}
ATTENDEE;CN=Jordan Lee:mailto:jordan.lee@example.org
END:VEVENT
END:VCALENDAR
"""
#: what the user may say
ANSWERS = {
    "writes": "Please find the document attached.",
    "thanks": "Thank you for taking the time to talk with me about the role.",
    "accepts": "Yes, that works for me.",
    "withdraws": "I would like to withdraw my application.",
}


def day_after(day: date) -> datetime:
    """09:00 of the first working day after it."""
    day += DAY
    while day.weekday() >= 5:
        day += DAY
    return datetime.combine(day, time(9), tzinfo=ZONE)


def work_from(moment: datetime) -> datetime:
    if moment.weekday() >= 5 or moment.time() >= time(17):
        return day_after(moment.date())
    return max(moment, datetime.combine(moment.date(), time(9), tzinfo=ZONE))


@dataclass(frozen=True)
class Event:
    """`at` is its Date; `kind` one of SAYINGS or ANSWERS, "sends" (a contact of ours) or "bounces"."""

    at: datetime
    kind: str
    day: date = NO_DAY


@dataclass
class Told:
    """What all events together tell. `rounds`: when each interview is over; `stopped`: the last one was cancelled."""

    rounds: list[datetime] = field(default_factory=list)
    stopped: bool = False
    heard: list[datetime] = field(default_factory=list)
    written: list[datetime] = field(default_factory=list)
    promises: list[tuple[datetime, date]] = field(default_factory=list)
    proposed: date | None = None
    back: date | None = None
    asked: datetime | None = None
    rejected: datetime | None = None
    offered: bool = False
    closed: bool = False
    dead: bool = False
    contacts: int = 0

    @property
    def ends(self) -> datetime | None:
        return self.rounds[-1] if self.rounds and not self.stopped else None

    def ahead(self, now: datetime) -> bool:
        return bool(self.ends and self.ends > now)

    def take(self, event: Event) -> None:
        if event.kind == "bounces":
            self.dead = True
        elif event.kind == "is away":
            self.back = max(event.day, self.back or event.day)
        elif event.kind in (*ANSWERS, "sends"):
            self._answered(event)
        elif event.kind not in AUTOMATIC:
            self.heard.append(event.at)
            self._heard(event)

    def _answered(self, event: Event) -> None:
        self.written.append(event.at)
        self.asked = None
        if event.kind == "accepts" and self.proposed:
            self._agreed(self.proposed)
        elif event.kind == "sends" or (event.kind == "thanks" and self.ends and self.ends <= event.at):
            self.contacts = self.contacts + 1 if event.kind == "sends" else max(1, self.contacts)
        self.closed |= event.kind == "withdraws"

    def _heard(self, event: Event) -> None:
        match event.kind:
            case "asks" | "sets a task":
                self.asked = event.at
            case "promises":
                self.promises.append((event.at, event.day))
            case "invites":
                self._agreed(event.day)
                self.rejected = None
            case "proposes":
                self.proposed, self.asked, self.rejected = event.day, event.at, None
            case "moves":
                self.rounds[-1], self.proposed, self.rejected = _over(event.day), None, None
            case "cancels":
                self.rounds.pop()
                self.stopped = True
            case "rejects":
                self.rejected, self.offered = event.at, False
            case "offers":
                self.rejected, self.offered = None, True

    def _agreed(self, day: date) -> None:
        self.rounds.append(_over(day))
        self.stopped, self.promises, self.proposed, self.contacts = False, [], None, 0

    def opens(self, ends: datetime) -> datetime:
        """E2, E3, E5: when the window after the interview that ends then opens."""
        writings = [at for at in (*self.heard, *self.written) if at >= ends]
        opens = work_from(max([ends, *writings]) + 3 * DAY)
        promised = [day for at, day in self.promises if at >= ends or day > ends.date()][-1:]
        if promised and not any(at.date() > promised[0] for at in writings):
            opens = day_after(promised[0])
        return max(opens, day_after(self.back)) if self.back and not self.dead else opens

    def forbids(self, now: datetime) -> str:
        """The rule that a draft laid at `now` breaks, or ""."""
        held = bool(self.rounds) and min(self.rounds) <= now
        if not held or self.closed or self.offered:
            return "E1: before any interview is over" if not held else "closed" if self.closed else "W5: after an offer"
        if self.rejected:
            late = not work_from(self.rejected) <= now < self.rejected + 7 * DAY
            return ("W4: no interview was held" if min(self.rounds) > self.rejected else
                    "W4: a gracious reply within a week" if late else "")
        if not self.ends or self.ends > now:
            return "E1: before the interview is over" if self.ends else "E8: the interview was cancelled"
        if self.asked and self.asked >= self.ends:
            return "E6: they wait for the user"
        if self.contacts >= 3 and not self.dead:  # E9: what went to a dead address is no contact
            return "E4: more than three contacts"
        opens = self.opens(self.ends)
        return f"E2, E3, E5: before {opens}" if now < opens else ""


def _over(day: date) -> datetime:
    return datetime.combine(day, time(15), tzinfo=ZONE)


@dataclass
class Application:
    """One case: what was said, and what became of the draft that was `laid` last."""

    who: tuple[str, str]
    role: str
    employer: str
    thread: EmailMessage | None = None
    #: the rounds are told by calendar objects too: how many there were, and the SEQUENCE of the last one
    by_calendar: bool = False
    rounds: int = 0
    sequence: int = 0
    events: list[Event] = field(default_factory=list)
    #: when something new came into the mailbox last
    news: datetime = LONG_AGO
    laid: datetime | None = None
    deleted: bool = False
    in_trash: bool = False
    known_by: set[str] = field(default_factory=set)

    @property
    def told(self) -> Told:
        told = Told()
        for event in sorted(self.events, key=lambda event: event.at):
            told.take(event)
        return told

    def calendar(self, saying: str, day: date) -> dict[str, Any]:
        """The object that such a mail carries, as `Life.made` takes it."""
        if not self.by_calendar or saying not in ("invites", "moves", "cancels"):
            return {}
        self.rounds, self.sequence = self.rounds + (saying == "invites"), self.sequence + 1
        method = "CANCEL" if saying == "cancels" else "REQUEST"
        return {"method": method, "ics": EVENT.format(
            method=method, uid=f"{self.rounds}@{self.employer}", sequence=self.sequence, day=day, role=self.role,
            who=self.who)}

    def learns(self, event: Event, now: datetime) -> None:
        self.events.append(event)
        if event.kind not in (*AUTOMATIC, "bounces"):
            self.news = now

    @property
    def draft_is_current(self) -> bool:
        """Whether the draft that was laid last is of the window that nothing has closed since."""
        ends = self.told.ends
        return bool(self.laid and self.news < self.laid and ends and self.laid >= ends)
