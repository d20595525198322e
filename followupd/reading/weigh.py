"""What the hits of a mail amount to: facts that a careful person would stake a draft on, and doubts for the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Literal

from msgspec.structs import replace

from followupd.reading.appointment import (
    STRETCHES,
    Candidate,
    a_choice,
    agreed,
    candidates,
    distinct,
    hours,
    options,
    talks,
    with_hour,
)
from followupd.reading.facts import (
    ApplicationReceived,
    Doubt,
    Evidence,
    Fact,
    InterviewCancelled,
    InterviewProposed,
    InterviewSet,
    Offered,
    QuestionAsked,
    Rejected,
    Slot,
    SlotAccepted,
    TaskSet,
    Thanked,
    Withdrawn,
)
from followupd.reading.lexicon import Heard, Hit
from followupd.reading.times import TimeMention
from followupd.reading.times.hours import LONG

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
#: rules that leave the time to the other side
_OPEN = ("availability", "asked_time", "talk", "self_schedule", "move", "counter", "leaning")
#: a verdict is told early, by letter; what stands behind so many sentences is an article, or a quotation
_BRIEF = {"rejected": 25, "offered": 25, "application_received": 25}
_DAY, _MONTHS = timedelta(days=1), timedelta(days=62)
#: so many sentences apart, two weak signs speak of one thing
_TOGETHER = 10
Found = tuple[tuple[Fact, ...], tuple[Doubt, ...]]


def weigh(
    heard: Heard, times: Sequence[TimeMention], sent: datetime, by: Literal["them", "me"], *, host: bool, own: bool
) -> Found:
    """The facts of the prose and its doubts. `sent` is the Date header; `host` and `own` as of a `Side`."""
    told = _told(heard.hits)
    doubts = [Doubt(hit.name, hit.doubt, _evidence(hit)) for hit in heard.hits if hit.doubt]
    doubts += _hardly_a_no(heard, told, times, sent)
    doubts += _overruled(told)
    _one_request(told)
    facts: list[Fact] = [
        kind(evidence=_evidence(told[name][0])) for name, kind in _PLAIN.items() if name in told
    ]
    doubts += _others(told, host=host, own=own)
    cancelled = _cancellation(heard, told, times, sent)
    found, more = ((), ()) if isinstance(cancelled, InterviewCancelled) else _interview(heard, told, times, sent, by)
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
    return [Doubt(hits[0].name, why, _evidence(hits[0]))] if hits else []


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
    return [Doubt("rejected", "an appointment is still to come", _evidence(no[0]))]


def _overruled(told: dict[str, list[Hit]]) -> list[Doubt]:
    """A "no" stands above an offer and a new round in the same mail, an offer above a talk about it."""
    doubts = []
    rules = {"rejected": ("offered", *_INTERVIEW, "application_received", "task_set", "question_asked"),
             "offered": (*_INTERVIEW, "application_received")}
    for above, below in rules.items():
        for name in below if above in told else ():
            if hits := told.pop(name, []):
                doubts.append(Doubt(name, f"the same mail says {above}", _evidence(hits[0])))
    return doubts


def _one_request(told: dict[str, list[Hit]]) -> None:
    """To ask that a task be done is the task, and no question besides."""
    asked = told.pop("question_asked", [])
    if asked := [hit for hit in asked if "task_set" not in told or not hit.rule.endswith(".request")]:
        told["question_asked"] = asked


def _cancellation(
    heard: Heard, told: dict[str, list[Hit]], times: Sequence[TimeMention], sent: datetime
) -> InterviewCancelled | None:
    """A cancellation, unless the same mail already agrees on a new time."""
    hits = told.get("interview_cancelled")
    if not hits:
        return None
    later = [c for c in candidates(heard, hits, times, sent) if c.start > hits[0].end and c.rank <= 2]
    later = later or _instead(heard, told, hits, times, sent)
    moved = later and heard.marked("moved", "old_time")
    if moved and "interview_set" in told and not _open(heard, told):
        return None
    theirs = [hit for hit in _open(heard, told) if not hit.rule.endswith(".counter")]
    if theirs and all(hit.rule.endswith((".unable", ".missed")) for hit in hits):
        return None  # it is moved
    rebook = (heard.marked("rebook") and not heard.marked("indefinite")) or bool(_open(heard, told))
    rebook = rebook or any(not c.slot.day_only for c in later)  # another time is named, if in words not understood
    return InterviewCancelled(evidence=_evidence(hits[0]), rebook=rebook)


def _instead(
    heard: Heard, told: dict[str, list[Hit]], off: Sequence[Hit], times: Sequence[TimeMention], sent: datetime
) -> list[Candidate]:
    """The times that are agreed in a sentence before: "Let's do Tuesday at 9 instead. Friday is off the calendar"."""
    sentences = {hit.sentence for hit in off}
    found = candidates(heard, told.get("interview_set", []), times, sent)
    return [one for one in found if one.rank == 0 and not one.slot.day_only and one.sentence not in sentences]


def _open(heard: Heard, told: dict[str, list[Hit]]) -> list[Hit]:
    """The hits that leave the time to the other side; "we need to move it to Thursday" does not, unless it asks."""
    return [
        hit
        for hit in told.get("interview_proposed", [])
        if hit.rule.split(".")[2] in _OPEN
        and (hit.rule.split(".")[2] != "move" or hit.source == "subject" or heard.asks[hit.sentence])
    ]


def _interview(
    heard: Heard, told: dict[str, list[Hit]], times: Sequence[TimeMention], sent: datetime, by: str
) -> Found:
    """An interview set, where one time is agreed; proposed, where it is left open; a doubt, where no time is told."""
    set_hits, proposed = told.get("interview_set", []), told.get("interview_proposed", [])
    if "task_set" in told and not heard.marked("interview_named"):  # the hours of a test are no appointment
        return (), ()
    if not set_hits and not proposed:
        return (), ()
    if _open(heard, told) or heard.marked("moved", "old_time"):
        times = [mention for mention in times if mention.end >= 0]  # the subject tells the time as it was
    booked = [hit for hit in set_hits if hit.rule.split(".")[2] == "booked"]
    sent = _written(times, sent) if booked else sent
    doubts = STRETCHES if booked else (LONG,) if set_hits and not _open(heard, told) else ()
    found = candidates(heard, booked or [*set_hits, *proposed], times, sent, doubts=doubts)
    chosen = agreed(found)
    chosen = with_hour(chosen, heard, times) if chosen else None
    near = [c for c in found if c.rank <= 3]
    days = {slot.start.date() for slot in distinct([c.slot for c in near])}
    asked = bool(near) and near[0].sentence >= 0 and heard.asks[near[0].sentence]
    single = chosen is not None and len(days) <= 1 and not a_choice(near) and not asked
    if booked and (several := talks(near)) and heard.marked("several") and not heard.marked("moved", "old_time"):
        return tuple(_set(heard, booked, slot) for slot in several), ()
    sure = booked and not a_choice(near) and not _asked(heard, told, booked, found)
    if chosen and set_hits and (sure or (single and not _open(heard, told))):
        return (_set(heard, booked or set_hits, chosen),), ()
    if proposed and chosen and single and not _open(heard, told) and not chosen.day_only and by == "them":
        return (_set(heard, proposed, chosen),), ()
    if proposed and {hit.rule.split(".")[2] for hit in (*set_hits, *proposed)} == {"talk"} and not near and any(
        mention.slot for mention in times
    ):
        return (), ()  # a question about a time that is not to come
    if proposed or chosen:
        stretches = candidates(heard, [*set_hits, *proposed], times, sent, doubts=STRETCHES)
        instead = "interview_cancelled" in told or any(hit.rule.endswith(".move") for hit in proposed)
        evidence = _evidence((proposed or set_hits)[0])
        slots = tuple(_same_hour(heard, with_hour(slot, heard, times)) for slot in options(stretches))
        bare = () if slots else hours(heard, proposed, times)
        return (InterviewProposed(evidence=evidence, slots=slots, hours=bare, instead=instead),), ()
    return _timeless(heard, set_hits, booked, times)


def _asked(heard: Heard, told: dict[str, list[Hit]], booked: Sequence[Hit], found: Sequence[Candidate]) -> bool:
    """Whether a mail of several days asks which of them, though its subject says "Interview scheduled"."""
    days = {one.slot.start.date() for one in found}
    return len(days) > 1 and all(hit.source == "subject" for hit in booked) and bool(_open(heard, told))


def _written(times: Sequence[TimeMention], sent: datetime) -> datetime:
    """When it was written: `sent`, but before its times where all of them lie months before that.

    Such a mail was brought here from elsewhere, and lost its Date on the way; what it tells is history.
    """
    told = [mention.slot.start for mention in times if mention.slot and not mention.doubt]
    return min(told) - _DAY if told and all(start < sent - _MONTHS for start in told) else sent


def _timeless(heard: Heard, hits: Sequence[Hit], booked: Sequence[Hit], times: Sequence[TimeMention]) -> Found:
    """Told without a time that can be relied on: a round is meant, but not known when; what lies behind is no news."""
    unsure = next((mention.doubt for mention in times if mention.doubt), "")
    doubt = Doubt("interview_set", unsure or "no time is told that lies ahead", _evidence((booked or hits)[0]))
    behind = any(mention.slot is not None and not mention.doubt for mention in times)
    near = unsure and heard.marked("interview_named") and any(hit.source == "text" for hit in hits)
    if (booked or near) and not (behind and not unsure):
        return (InterviewProposed(evidence=_evidence((booked or hits)[0])),), (doubt,)
    return (), (doubt,)


def _set(heard: Heard, hits: Sequence[Hit], slot: Slot) -> InterviewSet:
    moved = heard.marked("moved") or hits[0].rule.endswith(".move")
    slot = _same_hour(heard, replace(slot, stretch=False))
    return InterviewSet(evidence=_evidence(hits[0]), slot=slot, moved=moved)


def _same_hour(heard: Heard, slot: Slot) -> Slot:
    return replace(slot, same_hour=True) if slot.day_only and heard.marked("same_hour") else slot


def _acceptance(
    heard: Heard, told: dict[str, list[Hit]], times: Sequence[TimeMention], sent: datetime
) -> tuple[SlotAccepted, ...]:
    hits = told.get("slot_accepted")
    if not hits:
        return ()
    near = [c for c in candidates(heard, hits, times, sent) if c.rank <= 1]
    slots = tuple(distinct([c.slot for c in near]))
    return (SlotAccepted(evidence=_evidence(hits[0]), slots=slots, hours=() if slots else hours(heard, hits, times)),)


def _settled(heard: Heard, accepted: tuple[SlotAccepted, ...]) -> tuple[Fact, ...]:
    """Their yes to one time ("Tuesday 2pm works on our side"), where the talk is of an interview, sets it."""
    slots = accepted[0].slots if accepted else ()
    if len(slots) != 1 or slots[0].day_only or "interview_named" not in heard.context:
        return accepted
    return (InterviewSet(evidence=accepted[0].evidence, slot=slots[0]),)


def _evidence(hit: Hit) -> Evidence:
    return Evidence(hit.source, hit.start, hit.end, hit.rule)
