"""A job seeker's life as values: mails come, time passes, plans are made and carried out in memory.

No mailbox, no clock: `story.at("2026-11-13T15:01")` is one round at that moment on the user's clock in New York.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from followupd.cases.entries import Add, Close, Entry, Pause, Resume, SetField
from followupd.cases.seen import DraftSeen, Gathered, Seen
from followupd.mail.message import Address
from followupd.plan import Action, CasePlan, Lay, Withdraw, make_plan
from followupd.plan.replay import Memory
from followupd.reading.facts import (
    AnswerPromised,
    Away,
    Evidence,
    Fact,
    InterviewCancelled,
    InterviewProposed,
    InterviewSet,
    Named,
    Offered,
    QuestionAsked,
    Reading,
    Rejected,
    Slot,
    Thanked,
)
from followupd.settings import Account, Policy, Settings, You

NEW_YORK = ZoneInfo("America/New_York")
ME = Address("Jordan Lee", "jordan.lee@example.org")
SARAH = Address("Sarah Chen", "sarah.chen@brightloom.test")
PRIYA = Address("Priya Nair", "priya.nair@brightloom.test")
HERE = Evidence("text", 0, 0, "test")


def when(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=NEW_YORK)


def settings(**policy: Any) -> Settings:
    return Settings(
        You("Jordan Lee", NEW_YORK, "Jordan Lee"),
        Policy(zone=NEW_YORK, **policy),
        (Account(ME.address, host="imap.example.org"),),
        "/nowhere",
    )


def interview(start: str, minutes: int = 60, **more: Any) -> InterviewSet:
    begins = when(start)
    return InterviewSet(slot=Slot(begins, begins + timedelta(minutes=minutes)), evidence=HERE, **more)


def proposed(*starts: str) -> InterviewProposed:
    return InterviewProposed(slots=tuple(Slot(when(start)) for start in starts), evidence=HERE)


def cancelled(**more: Any) -> InterviewCancelled:
    return InterviewCancelled(evidence=HERE, **more)


def promise(day: str) -> AnswerPromised:
    return AnswerPromised(by=datetime.fromisoformat(day).date(), evidence=HERE)


def away(day: str | None) -> Away:
    return Away(until=datetime.fromisoformat(day).date() if day else None, evidence=HERE)


THANKS = Thanked(evidence=HERE)
REJECTED, OFFERED = Rejected(evidence=HERE), Offered(evidence=HERE)
QUESTION = QuestionAsked(evidence=HERE)


class Story:
    """One mailbox and one ledger. Message-IDs are numbered; every mail is in the first one's thread unless told."""

    def __init__(self, **policy: Any) -> None:
        self.settings = settings(**policy)
        self.seen: list[Seen] = []
        self.memory = Memory()
        self.trash: list[DraftSeen] = []
        self.laid: list[Lay] = []
        self._number = count(1)

    @property
    def drafts(self) -> list[DraftSeen]:
        return self.memory.drafts

    @property
    def entries(self) -> list[Entry]:
        return self.memory.entries

    # -- mail ---------------------------------------------------------------------------------
    def hears(self, at: str, *facts: Fact, by: Address = SARAH, thread: bool = True, **more: Any) -> str:
        return self._mail(at, by, (ME,), facts, thread=thread, **more)

    def writes(self, at: str, *facts: Fact, to: Address = SARAH, thread: bool = True, **more: Any) -> str:
        return self._mail(at, ME, (to,), facts, thread=thread, outgoing=True, **more)

    def _mail(
        self, at: str, author: Address, to: tuple[Address, ...], facts: tuple[Fact, ...], *, thread: bool, **more: Any
    ) -> str:
        message_id = f"<{next(self._number)}@{author.domain}>"
        first = (self.seen[0].reading.message_id,) if thread and self.seen else ()
        values = {"employer": Named("Brightloom"), "role": Named("Data Engineer"), "subject": "Interview", **more}
        reading = Reading(message_id, when(at), when(at), author, thread=first, recipients=to, facts=facts, **values)
        self.seen.append(Seen(ME.address, "sent" if author is ME else "inbox", reading))
        return message_id

    # -- the user and the drafts ---------------------------------------------------------------------
    def sends(self, at: str, *facts: Fact) -> str:
        """The user sends the draft that lies there: it leaves Drafts and lies in Sent under another Message-ID."""
        draft = self.drafts.pop()
        to = Address("", draft.to[0]) if draft.to else SARAH
        return self._mail(at, ME, (to,), facts or (THANKS,), thread=True, outgoing=True)

    def edits(self, text: str = "my own words") -> None:
        draft = self.drafts.pop()
        self.drafts.append(
            replace(draft, uid=draft.uid + 100, message_id=f"<{next(self._number)}@edited.test>", fingerprint=text)
        )

    def deletes(self) -> None:
        self.trash.append(self.drafts.pop())

    def says(self, kind: type[Pause | Resume | Close | SetField | Add], at: str, **fields: Any) -> None:
        root = self.seen[0].reading.message_id if self.seen else "<by-hand>"
        self.entries.append(kind(at=when(at), case="", **{"root": root, **fields}))

    # -- rounds ------------------------------------------------------------------------------------
    def all_at(self, now: str) -> tuple[CasePlan, ...]:
        """One round: plan, and carry it out in memory; the plans as they stand afterwards."""
        plan = make_plan(self._gathered(now), self.settings, when(now))
        for action in plan.actions:
            self._do(action, now)
        return make_plan(self._gathered(now), self.settings, when(now)).cases

    def at(self, now: str) -> CasePlan:
        cases = self.all_at(now)
        assert len(cases) == 1, [case.case.id for case in cases]
        return cases[0]

    def _gathered(self, now: str) -> Gathered:
        seen = tuple(one for one in self.seen if one.reading.received <= when(now))
        return Gathered(when(now), seen, tuple(self.drafts), tuple(self.entries), frozenset({ME.address}))

    def _do(self, action: Action, now: str) -> None:
        if isinstance(action, Withdraw):
            self.trash += [draft for draft in self.drafts if draft.uid == action.uid]
        if isinstance(action, Lay):
            self.laid.append(action)
        self.memory.carry_out(action, when(now))


def held(**policy: object) -> Story:
    """A story whose interview was on Tuesday 10 November, 14:00-15:00."""
    story = Story(**policy)
    story.hears("2026-11-05T11:00", interview("2026-11-10T14:00"))
    return story


def opens(case: CasePlan) -> str:
    assert case.standing.window
    return case.standing.window.opens.strftime("%Y-%m-%dT%H:%M")


def state(case: CasePlan) -> str:
    return case.standing.state


def interview_ending(end: str) -> object:
    return interview((when(end) - timedelta(hours=1)).isoformat())
