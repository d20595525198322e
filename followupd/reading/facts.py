"""What a mail can say: a closed union of facts, each with its evidence. Values only.

A fact is what a careful person would stake a draft on. What is half-seen is a `Doubt` and moves nothing.
"""

from __future__ import annotations

from datetime import date, datetime, time, tzinfo
from typing import Literal

from msgspec import Struct

from followupd.mail.message import Address, Invite


class Reader(Struct, frozen=True):
    """Whose eyes read: the user's zone (None: the mail's own offset), names and addresses (lower-cased)."""

    zone: tzinfo | None = None
    name: str = ""
    own: frozenset[str] = frozenset()


class Evidence(Struct, frozen=True):
    """Where it stands: [start, end) in the named source, and the rule that saw it ("en.rejected.other_candidate")."""

    source: Literal["text", "subject", "calendar", "header", "structured"]
    start: int
    end: int
    rule: str


class Slot(Struct, frozen=True):
    """A time that a mail names. Aware; `day_only`: only the day is known (start is its midnight).

    `end` is None where no length is told. `zone_told` is false where the reader's zone had to be assumed.
    `stretch`: hours to choose from ("Monday between 9 and 12"); its start is no start of a talk. `same_hour`: of a day
    alone, at the hour that was agreed before ("Thursday, same time").
    """

    start: datetime
    end: datetime | None = None
    day_only: bool = False
    zone_told: bool = True
    stretch: bool = False
    same_hour: bool = False


class _Fact(Struct, frozen=True, tag_field="fact", kw_only=True):
    evidence: Evidence


class InterviewProposed(_Fact, frozen=True, tag="interview_proposed"):
    """A round is to be arranged: with slots to pick from, or a request for availability (no slots).

    `hours`: on the reader's clock, where no day is told. `instead`: in place of a time that was agreed.
    """

    slots: tuple[Slot, ...] = ()
    hours: tuple[time, ...] = ()
    instead: bool = False


class InterviewSet(_Fact, frozen=True, tag="interview_set"):
    """A round is agreed. `moved`: said to replace an earlier date. `uid`/`sequence`: from a calendar object."""

    slot: Slot
    uid: str = ""
    sequence: int = 0
    moved: bool = False


class InterviewCancelled(_Fact, frozen=True, tag="interview_cancelled"):
    """A round will not (or did not) take place. `rebook`: a new date is said to come."""

    uid: str = ""
    slot: Slot | None = None
    rebook: bool = False


class SlotAccepted(_Fact, frozen=True, tag="slot_accepted"):
    """Somebody says yes to a time the other side named ("Tuesday at 2 works", "see you then").

    `slots` holds the times it repeats, `hours` those that it names without a day; empty where it says only yes.
    """

    slots: tuple[Slot, ...] = ()
    hours: tuple[time, ...] = ()


class AnswerPromised(_Fact, frozen=True, tag="answer_promised"):
    """ETIQUETTE E3: the user will hear by `by`; or, said before the interview, so many days after it.

    `about_scheduling`: it speaks of arranging the interview, not of the outcome.
    """

    by: date | None = None
    after_interview_days: int | None = None
    about_scheduling: bool = False


class QuestionAsked(_Fact, frozen=True, tag="question_asked"):
    """E6: the employer waits for the user's answer."""


class TaskSet(_Fact, frozen=True, tag="task_set"):
    """E6: an assessment, a form, references: something the user is to do."""


class Rejected(_Fact, frozen=True, tag="rejected"):
    pass


class Offered(_Fact, frozen=True, tag="offered"):
    pass


class Withdrawn(_Fact, frozen=True, tag="withdrawn"):
    """The candidate takes the application back, or declines (in a mail of the user's own)."""


class ApplicationReceived(_Fact, frozen=True, tag="application_received"):
    pass


class Thanked(_Fact, frozen=True, tag="thanked"):
    """A mail of the user's own that thanks for the interview (E4: the first one is a contact)."""


class Away(_Fact, frozen=True, tag="away"):
    """An out-of-office note; `until` the day of return if one is told, else the last day away, None where no day is."""

    until: date | None = None


class Automatic(_Fact, frozen=True, tag="automatic"):
    """Another machine's answer: a receipt, a challenge, a ticket number. Nobody's word."""


class Bounced(_Fact, frozen=True, tag="bounced"):
    """E9: this address does not work."""

    address: str = ""


Fact = (
    InterviewProposed | InterviewSet | InterviewCancelled | SlotAccepted | AnswerPromised | QuestionAsked | TaskSet
    | Rejected | Offered | Withdrawn | ApplicationReceived | Thanked | Away | Automatic | Bounced
)


class Doubt(Struct, frozen=True):
    """Half-seen: what it might be (a fact's name), why it is not one, and where."""

    about: str
    why: str
    evidence: Evidence


class Named(Struct, frozen=True):
    """An employer or a role as the mail writes it, and how surely: "sure" may appear in a draft, "hint" only joins."""

    text: str
    sure: bool = True


class Reading(Struct, frozen=True):
    """What one mail says. `message_id`s as in the header, with angle brackets.

    `sent` is the Date header in its sender's offset (the arrival where there is none), never later than `received`.
    `voice`: "person" is a human word; "system" a tracking system's word on behalf of the employer (it counts as the
    employer's); "automatic" and "bulk" are nobody's word. `trusted` is false where the user's own server says that
    DMARC failed (D8) or the mail asks for money or moves to a chat: it opens nothing.
    `within`: what it says where it is known to belong to the correspondence of a case, None where that is the same.
    `host`: this mail shows the user on the interviewing side, or about interviews that are none of theirs (D9).
    """

    message_id: str
    sent: datetime
    received: datetime
    author: Address
    subject: str = ""
    outgoing: bool = False
    thread: tuple[str, ...] = ()
    reply_to: Address | None = None
    recipients: tuple[Address, ...] = ()
    voice: Literal["person", "system", "automatic", "bulk"] = "person"
    facts: tuple[Fact, ...] = ()
    within: tuple[Fact, ...] | None = None
    doubts: tuple[Doubt, ...] = ()
    invites: tuple[Invite, ...] = ()
    employer: Named | None = None
    role: Named | None = None
    #: interviewers and coordinators the mail names; address "" where only a name is told
    people: tuple[Address, ...] = ()
    #: those whom the text itself says one will meet (W8), with their addresses
    interviewers: tuple[Address, ...] = ()
    trusted: bool = True
    host: bool = False
    #: an agency speaks, on behalf of the employer: its candidate writes to the agency (W8)
    agency: bool = False
    #: the first name that the author signs with, where the display name is that word alone ("Ida" <ida@…>)
    signed: str = ""
    #: the code of the language that it is written in, most of it at least
    language: str = "en"
    #: the first KB of the new text, to show in `explain`; never logged
    excerpt: str = ""
