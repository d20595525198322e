"""What a mail arranges: an interview proposed, set, moved or called off, by the hits of its rules and its times."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

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
from followupd.reading.facts import Doubt, Evidence, Fact, InterviewCancelled, InterviewProposed, InterviewSet, Slot
from followupd.reading.lexicon import Heard, Hit
from followupd.reading.times import TimeMention
from followupd.reading.times.hours import LONG

#: rules that leave the time to the other side
_OPEN = ("availability", "asked_time", "talk", "self_schedule", "move", "counter", "leaning")
_DAY, _MONTHS = timedelta(days=1), timedelta(days=62)
Found = tuple[tuple[Fact, ...], tuple[Doubt, ...]]


def cancellation(
    heard: Heard, told: dict[str, list[Hit]], times: Sequence[TimeMention], sent: datetime
) -> InterviewCancelled | None:
    """A cancellation, unless the same mail already agrees on a new time."""
    hits = told.get("interview_cancelled")
    if not hits:
        return None
    off = {hit.sentence for hit in hits if hit.source == "text"}
    later = [
        one for one in candidates(heard, hits, times, sent)
        if one.start > hits[0].end and one.rank <= 2 and one.sentence not in off
    ]
    later = later or _instead(heard, told, hits, times, sent)
    moved = later and heard.marked("moved", "old_time")
    if moved and "interview_set" in told and not _open(heard, told):
        return None
    theirs, mildly = [hit for hit in _open(heard, told) if not hit.rule.endswith(".counter")], (".unable", ".missed")
    if theirs and all(hit.rule.endswith(mildly) for hit in hits):
        return None  # it is moved
    offered = candidates(heard, told.get("interview_proposed", []), times, sent)
    offered = [one for one in offered if one.sentence not in off and not one.slot.day_only]
    instead = any(one.rank <= 1 and one.start > hits[0].end for one in offered)
    if instead and not all(hit.rule.endswith(mildly) for hit in hits):
        return None  # another time is offered in its place
    rebook = (heard.marked("rebook") and not heard.marked("indefinite")) or bool(_open(heard, told))
    rebook = rebook or any(not c.slot.day_only for c in later)  # another time is named, if in words not understood
    return InterviewCancelled(evidence=evidence_of(hits[0]), rebook=rebook)


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


def interview(
    heard: Heard, told: dict[str, list[Hit]], times: Sequence[TimeMention], sent: datetime, by: str
) -> Found:
    """An interview set, where one time is agreed; proposed, where it is left open; a doubt, where no time is told."""
    set_hits, proposed = told.get("interview_set", []), told.get("interview_proposed", [])
    if "task_set" in told and not _besides_a_task(heard, told):
        return (), ()
    if not set_hits and not proposed:
        return (), ()
    if "task_set" in told and heard.marked("one_way"):
        times = ()  # until then it can be recorded
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
        evidence = evidence_of((proposed or set_hits)[0])
        slots = tuple(_same_hour(heard, with_hour(slot, heard, times)) for slot in options(stretches))
        bare = () if slots else hours(heard, proposed, times)
        return (InterviewProposed(evidence=evidence, slots=slots, hours=bare, instead=instead),), ()
    return _timeless(heard, set_hits, booked, times)


def _besides_a_task(heard: Heard, told: dict[str, list[Hit]]) -> bool:
    """Whether a rule tells a talk where something is to be done: the hours of a test, and the next stage, are none."""
    hits = [*told.get("interview_set", []), *told.get("interview_proposed", [])]
    named = heard.marked("interview_named") or (bool(_open(heard, told)) and heard.marked("talk_named"))
    told_so = any(not hit.rule.endswith((".next_round", ".below", ".leaning")) for hit in hits)
    return named and told_so


def _asked(heard: Heard, told: dict[str, list[Hit]], booked: Sequence[Hit], found: Sequence[Candidate]) -> bool:
    """Whether a mail of several days asks which of them, though it says "Interview scheduled" or "takes place at"."""
    days = {one.slot.start.date() for one in found}
    listed = all(one.choice for one in found) or all(hit.source == "subject" for hit in booked)
    return len(days) > 1 and listed and bool(_open(heard, told))


def _written(times: Sequence[TimeMention], sent: datetime) -> datetime:
    """When it was written: `sent`, but before its times where all of them lie months before that.

    Such a mail was brought here from elsewhere, and lost its Date on the way; what it tells is history.
    """
    told = [mention.slot.start for mention in times if mention.slot and not mention.doubt]
    return min(told) - _DAY if told and all(start < sent - _MONTHS for start in told) else sent


def _timeless(heard: Heard, hits: Sequence[Hit], booked: Sequence[Hit], times: Sequence[TimeMention]) -> Found:
    """Told without a time that can be relied on: a round is meant, but not known when; what lies behind is no news."""
    unsure = next((mention.doubt for mention in times if mention.doubt), "")
    doubt = Doubt("interview_set", unsure or "no time is told that lies ahead", evidence_of((booked or hits)[0]))
    behind = any(mention.slot is not None and not mention.doubt for mention in times)
    near = unsure and heard.marked("interview_named") and any(hit.source == "text" for hit in hits)
    if (booked or near) and not (behind and not unsure):
        return (InterviewProposed(evidence=evidence_of((booked or hits)[0])),), (doubt,)
    return (), (doubt,)


def _set(heard: Heard, hits: Sequence[Hit], slot: Slot) -> InterviewSet:
    moved = heard.marked("moved") or hits[0].rule.endswith(".move")
    slot = _same_hour(heard, replace(slot, stretch=False))
    return InterviewSet(evidence=evidence_of(hits[0]), slot=slot, moved=moved)


def _same_hour(heard: Heard, slot: Slot) -> Slot:
    return replace(slot, same_hour=True) if slot.day_only and heard.marked("same_hour") else slot


def evidence_of(hit: Hit) -> Evidence:
    """Where a rule spoke."""
    return Evidence(hit.source, hit.start, hit.end, hit.rule)
