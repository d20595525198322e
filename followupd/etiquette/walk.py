"""The walk through what followed an interview: contacts, answers, promises, questions, and when the window opens.

Every moment is aware. The walk is pure arithmetic on the case's words; E2-E6 and E9 are here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from msgspec import Struct

from followupd.cases.case import Case, Round, Word
from followupd.cases.contact import bounced
from followupd.cases.entries import Resume, Sent, SetField
from followupd.etiquette.worktime import after_days, opening_of, working_day_after, working_moment_from
from followupd.reading.facts import (
    AnswerPromised,
    Away,
    InterviewProposed,
    QuestionAsked,
    TaskSet,
    Thanked,
)
from followupd.settings import Policy


class Walk(Struct):
    """What is known after the last word. `last` is the moment the wait counts from, `anchor` names it."""

    last: datetime
    anchor: str
    contacts: int = 0
    heard: bool = False
    question: Word | None = None
    #: E3: the days by which the user will hear, in the order they were said
    promises: list[date] = []
    writings: list[datetime] = []


def walk(case: Case, held: Round, policy: Policy) -> Walk:
    """Everything since this round was agreed, in order of time."""
    anchor = f"interview {held.start.date().isoformat()}"
    state = Walk(last=held.end, anchor=anchor, promises=[], writings=[])
    sent = {entry.by for entry in case.entries if isinstance(entry, Sent)}
    dead = bounced(case)
    for event in _events(case, held):
        if isinstance(event, Resume):
            _resume(state, event)
        elif event.by == "employer":
            _hear(state, event, held)
        elif event.at >= held.end:
            _write(state, event, policy, held, ours=event.message_id in sent, dead=dead)
    told = _told_promise(case)
    if told is not None:
        state.promises.append(told)
    return state


def _events(case: Case, held: Round) -> list[Word | Resume]:
    since = min(held.since, held.end)
    words: list[Word | Resume] = [word for word in case.words if word.by != "nobody" and word.at >= since]
    words += [entry for entry in case.entries if isinstance(entry, Resume)]
    return sorted(words, key=lambda event: event.at)


def _resume(state: Walk, entry: Resume) -> None:
    """The user takes the case up again: the next window opens by E2 from that moment (D4), no question is open (E6)."""
    state.question = None
    if entry.at >= state.last:
        state.last, state.anchor = entry.at, f"resume {entry.at.isoformat()}"


def _hear(state: Walk, word: Word, held: Round) -> None:
    """The employer's word: it restarts the wait, may promise, may ask."""
    after = word.at >= held.end
    for fact in word.reading.facts:
        promise = _promise(fact, word, held) if isinstance(fact, AnswerPromised) else None
        if promise is not None:
            state.promises.append(promise)
    if not after:
        return
    state.heard = True
    state.last, state.anchor = word.at, word.message_id
    state.writings.append(word.at)
    if asks(word):
        state.question = word


def asks(word: Word) -> bool:
    """E6: whether this mail leaves the employer waiting for the user."""
    return any(
        isinstance(fact, QuestionAsked | TaskSet) or (isinstance(fact, InterviewProposed) and fact.slots)
        for fact in word.reading.facts
    )


def _promise(fact: AnswerPromised, word: Word, held: Round) -> date | None:
    """A promise about the outcome of this round; one that ends before the interview was about arranging it."""
    if fact.about_scheduling and word.at < held.end:
        return None
    if fact.by is not None:
        return fact.by if fact.by > held.end.date() or word.at >= held.end else None
    if fact.after_interview_days is not None:
        return held.end.date() + timedelta(days=fact.after_interview_days)
    return None


def _write(
    state: Walk, word: Word, policy: Policy, held: Round, *, ours: bool, dead: frozenset[str]
) -> None:
    """The user's mail: a contact or an answer (E4); what bounced is neither (E9)."""
    recipients = {who.address for who in word.reading.recipients}
    if not (recipients and recipients <= dead) and _is_contact(state, word, policy, held, ours=ours):
        state.contacts += 1
    state.question = None
    state.last, state.anchor = word.at, word.message_id
    state.writings.append(word.at)


def _is_contact(state: Walk, word: Word, policy: Policy, held: Round, *, ours: bool) -> bool:
    """E4's words: the first thanks, every sent draft of ours, and what was written without being asked."""
    thanks = state.contacts == 0 and any(isinstance(fact, Thanked) for fact in word.reading.facts)
    if ours or thanks or not state.heard:
        return True
    return state.question is None and opens_at(state, policy, held) <= word.at


def standing_promise(state: Walk, policy: Policy) -> date | None:
    """The last promise, unless its day has passed and somebody has written since (E3)."""
    promise = state.promises[-1] if state.promises else None
    if promise and any(at.astimezone(policy.zone).date() > promise for at in state.writings):
        return None
    return promise


def _told_promise(case: Case) -> date | None:
    """A date the user set by hand stands above what was read."""
    said = None
    for entry in case.entries:
        if isinstance(entry, SetField) and entry.field == "promised":
            said = date.fromisoformat(entry.value) if entry.value else None
    return said


def opens_at(state: Walk, policy: Policy, held: Round) -> datetime:
    """When the next window opens: by E3 where a promise stands, else by E2; the first by the user's own choice."""
    if state.contacts == 0 and policy.thank_you == "next-morning":
        return next_morning(held, policy)
    promise = standing_promise(state, policy)
    if promise is not None:
        return opening_of(working_day_after(promise, policy.promise_grace_days, policy), policy)
    return working_moment_from(after_days(max(held.end, state.last), policy.wait_days), policy)


def next_morning(held: Round, policy: Policy) -> datetime:
    return opening_of(working_day_after(held.end.astimezone(policy.zone).date(), 1, policy), policy)


def return_of(case: Case, address: str, policy: Policy) -> datetime | None:
    """E5: 09:00 of the working day after this person is back, by the latest note that names a date."""
    days = [
        fact.until for word in case.words for fact in word.reading.facts
        if isinstance(fact, Away) and fact.until and _speaks_for(word, address)
    ]
    return opening_of(working_day_after(max(days), 1, policy), policy) if days else None


def _speaks_for(word: Word, address: str) -> bool:
    reply_to = word.reading.reply_to
    return address in (word.reading.author.address, reply_to.address if reply_to else "")


def latest_round(rounds: Sequence[Round]) -> Round | None:
    """The round that counts: the last one agreed; a cancelled one only where no agreed one stands beside or after it.

    A cancelled round that followed a held one is the latest: the process stopped there (E8). One that was cancelled
    while another was still ahead was replaced by it.
    """
    agreed = [found for found in rounds if found.status == "confirmed"]
    cancelled = [found for found in rounds if found.status == "cancelled"]
    best = max(agreed, key=lambda found: found.end, default=None)
    stopped = max(cancelled, key=lambda found: found.cancelled_at or found.since, default=None)
    if best is None or stopped is None:
        return best or stopped
    when = stopped.cancelled_at or stopped.since
    return stopped if best.end <= when and stopped.since >= best.end else best

