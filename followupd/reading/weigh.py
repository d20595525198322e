"""What the hits of a mail amount to: facts that a careful person would stake a draft on, and doubts for the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Literal

from followupd.reading.appointment import candidates, distinct, hours
from followupd.reading.arranging import Found, cancellation, evidence_of, interview
from followupd.reading.facts import (
    ApplicationReceived,
    Doubt,
    Fact,
    InterviewCancelled,
    InterviewProposed,
    InterviewSet,
    Offered,
    QuestionAsked,
    Rejected,
    SlotAccepted,
    TaskSet,
    Thanked,
    Withdrawn,
)
from followupd.reading.lexicon import Heard, Hit
from followupd.reading.times import TimeMention

_PLAIN: dict[str, Callable[..., Fact]] = {
    "rejected": Rejected,
    "offered": Offered,
    "withdrawn": Withdrawn,
    "task_set": TaskSet,
    "question_asked": QuestionAsked,
    "application_received": ApplicationReceived,
    "thanked": Thanked,
}
_INTERVIEW = ("interview_proposed", "interview_set")
#: a verdict is told early, by letter; what stands behind so many sentences is an article, or a quotation
_BRIEF = {"rejected": 25, "offered": 25, "application_received": 25}
#: so many sentences apart, two weak signs speak of one thing
_TOGETHER = 10


def weigh(
    heard: Heard, times: Sequence[TimeMention], sent: datetime, by: Literal["them", "me"], *, host: bool, own: bool
) -> Found:
    """The facts of the prose and its doubts. `sent` is the Date header; `host` and `own` as of a `Side`."""
    told = _told(heard.hits)
    doubts = [Doubt(hit.name, hit.doubt, evidence_of(hit)) for hit in heard.hits if hit.doubt]
    doubts += _hardly_a_no(heard, told, times, sent)
    doubts += _overruled(told)
    _one_request(told)
    facts: list[Fact] = [
        kind(evidence=evidence_of(told[name][0])) for name, kind in _PLAIN.items() if name in told
    ]
    doubts += _others(told, host=host, own=own)
    cancelled = cancellation(heard, told, times, sent)
    found, more = ((), ()) if isinstance(cancelled, InterviewCancelled) else interview(heard, told, times, sent, by)
    facts += [cancelled] if cancelled else []
    facts += found
    if found:  # an invitation thanks for the application, too
        facts = [fact for fact in facts if not isinstance(fact, ApplicationReceived)]
    if not any(isinstance(fact, InterviewSet | InterviewCancelled) for fact in facts):
        accepted = _acceptance(heard, told, times, sent)
        facts += _settled(heard, accepted) if by == "them" and own and not found else accepted
    return tuple(_one_answer(facts, by)), (*doubts, *more)


def _others(told: dict[str, list[Hit]], *, host: bool, own: bool) -> list[Doubt]:
    """Takes out what is not the reader's own interview (D9). A cancellation needs no word that is for a candidate."""
    names = (*_INTERVIEW, "interview_cancelled") if host else () if own else _INTERVIEW
    why = "not the user's own interview" if host else "nothing in it is said to a candidate"
    hits = [hit for name in names for hit in told.pop(name, [])]
    return [Doubt(hits[0].name, why, evidence_of(hits[0]))] if hits else []


def _one_answer(facts: list[Fact], by: Literal["them", "me"]) -> list[Fact]:
    """The user's own mail either takes a time or names several to choose from, never both."""
    named = next((fact for fact in facts if isinstance(fact, InterviewProposed)), None)
    if by == "them" or named is None or not any(isinstance(fact, SlotAccepted) for fact in facts):
        return facts
    unwanted = SlotAccepted if len(named.slots) > 1 else InterviewProposed
    return [fact for fact in facts if not isinstance(fact, unwanted)]


def _told(hits: Iterable[Hit]) -> dict[str, list[Hit]]:
    """The hits that count, by fact: a strong one alone, weak ones where two of different kinds stand together."""
    told: dict[str, list[Hit]] = {}
    for hit in hits:
        if not hit.doubt and (hit.name not in _BRIEF or hit.sentence < _BRIEF[hit.name]):
            told.setdefault(hit.name, []).append(hit)
    for name, found in list(told.items()):
        strong = [hit for hit in found if not hit.weak]
        if strong:
            told[name] = strong
        elif not any(_agree(one, other) for one in found for other in found):
            del told[name]
    return told


def _agree(one: Hit, other: Hit) -> bool:
    together = one.source != other.source or abs(one.sentence - other.sentence) <= _TOGETHER
    return one.weak != other.weak and together


def _hardly_a_no(
    heard: Heard, told: dict[str, list[Hit]], times: Sequence[TimeMention], sent: datetime
) -> list[Doubt]:
    """Nothing but the tone of a "no" ("sorry to ...") beside an appointment to come is none: it goes on."""
    no, appointments = told.get("rejected", []), told.get("interview_set", [])
    if not no or not appointments or not all(hit.weak for hit in no):
        return []
    if all(one.rank > 1 for one in candidates(heard, appointments, times, sent)):
        return []
    del told["rejected"]
    return [Doubt("rejected", "an appointment is still to come", evidence_of(no[0]))]


def _overruled(told: dict[str, list[Hit]]) -> list[Doubt]:
    """A "no" stands above an offer and a new round in the same mail, an offer above a talk about it."""
    doubts = []
    rules = {"rejected": ("offered", *_INTERVIEW, "application_received", "task_set", "question_asked"),
             "offered": (*_INTERVIEW, "application_received")}
    for above, below in rules.items():
        for name in below if above in told else ():
            if hits := told.pop(name, []):
                doubts.append(Doubt(name, f"the same mail says {above}", evidence_of(hits[0])))
    return doubts


def _one_request(told: dict[str, list[Hit]]) -> None:
    """To ask that a task be done is the task, and no question besides."""
    asked = told.pop("question_asked", [])
    if asked := [hit for hit in asked if "task_set" not in told or not hit.rule.endswith(".request")]:
        told["question_asked"] = asked


def _acceptance(
    heard: Heard, told: dict[str, list[Hit]], times: Sequence[TimeMention], sent: datetime
) -> tuple[SlotAccepted, ...]:
    hits = told.get("slot_accepted")
    if not hits:
        return ()
    near = [c for c in candidates(heard, hits, times, sent) if c.rank <= 1]
    slots = tuple(distinct([c.slot for c in near]))
    return (SlotAccepted(evidence=evidence_of(hits[0]), slots=slots, hours=() if slots else hours(heard, hits, times)),)


def _settled(heard: Heard, accepted: tuple[SlotAccepted, ...]) -> tuple[Fact, ...]:
    """Their yes to one time ("Tuesday 2pm works on our side"), where the talk is of an interview, sets it."""
    slots = accepted[0].slots if accepted else ()
    if len(slots) != 1 or slots[0].day_only or "interview_named" not in heard.context:
        return accepted
    return (InterviewSet(evidence=accepted[0].evidence, slot=slots[0]),)
