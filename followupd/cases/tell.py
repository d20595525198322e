"""The fold that tells a case's rounds: the same for every order and repetition of the same mails.

A round is agreed by a calendar object, by the employer's word, or by one side's yes to the other's time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta, tzinfo

from msgspec.structs import replace

from followupd.cases.case import Proposal, Round, Word
from followupd.cases.slots import at_hours, match, match_hours
from followupd.mail.message import Address, Invite
from followupd.reading.facts import (
    AnswerPromised,
    Evidence,
    Fact,
    InterviewCancelled,
    InterviewProposed,
    InterviewSet,
    Slot,
    SlotAccepted,
    Thanked,
)

#: of unknown length, an interview takes an hour; of unknown hour, it is over when the working day is
UNKNOWN_LENGTH = timedelta(minutes=60)
UNKNOWN_HOUR_ENDS = time(17, 0)
_ADOPTED = Evidence("calendar", 0, 0, "case.adopted")


def tell(
    words: Sequence[Word], zone: tzinfo, known: Sequence[Round] = ()
) -> tuple[tuple[Round, ...], Proposal | None]:
    """The rounds in order of time, those that were `known` without any mail too; the proposal that waits for a date."""
    story = _Story(zone)
    story.rounds += known
    for word in words:
        if word.by != "nobody":
            story.hear(word)
    rounds = sorted(story.rounds, key=lambda found: (found.end, found.key))
    return tuple(rounds), story.proposal


def span(slot: Slot, zone: tzinfo) -> tuple[datetime, datetime]:
    """When an interview at this slot begins and is over, in the user's zone."""
    if slot.day_only:
        day = slot.start.date()
        return datetime.combine(day, time(0), tzinfo=zone), datetime.combine(day, UNKNOWN_HOUR_ENDS, tzinfo=zone)
    start = slot.start.astimezone(zone)
    end = slot.end.astimezone(zone) if slot.end and slot.end > slot.start else start + UNKNOWN_LENGTH
    return start, end


#: a cancellation comes before the new date that the same mail tells, and an answer before a new proposal
_ORDER = (InterviewCancelled, InterviewSet, SlotAccepted, InterviewProposed)


class _Story:
    """What is agreed while the mails are heard one after the other."""

    def __init__(self, zone: tzinfo) -> None:
        self.zone = zone
        self.rounds: list[Round] = []
        self.proposal: Proposal | None = None
        self.waiting: dict[str, Proposal] = {}

    def hear(self, word: Word) -> None:
        self._settle(word)
        for kind in _ORDER:
            for fact in word.reading.facts:
                if type(fact) is kind:
                    self._take(word, fact)
        if word.by == "employer":
            self._adopt(word)

    def _settle(self, word: Word) -> None:
        """A move that was only asked for: who is thanked or written to afterwards shows that it did not come to it."""
        asked = self.proposal
        held = any(asked and asked.instead and asked.at < known.end <= word.at for known in self.rounds)
        if held and (word.by == "employer" or any(isinstance(fact, Thanked) for fact in word.reading.facts)):
            self.proposal = None
            self.waiting.clear()

    def _take(self, word: Word, fact: Fact) -> None:
        match fact:
            case InterviewCancelled():
                self._cancel(word, fact)
            case InterviewSet(slot=slot) if word.by == "employer":
                if not self._only_promised(word, slot):
                    self._agree(word, self._meant(self._with_hour(slot), fact), fact)
            case InterviewSet(slot=slot):
                self._answer(word, (slot,))
            case SlotAccepted(slots=slots, hours=hours):
                self._answer(word, slots, hours)
            case InterviewProposed(slots=slots, hours=hours):
                told = tuple(map(self._with_hour, slots)) or self._on_the_day(hours, word.at)
                self._propose(word, told, instead=fact.instead)

    def _only_promised(self, word: Word, slot: Slot) -> bool:
        """ "I will call you on Friday" tells after an interview when the answer comes, not when the next one is."""
        held = any(known.end <= word.at and known.status == "confirmed" for known in self.rounds)
        return held and slot.day_only and any(
            isinstance(fact, AnswerPromised) and fact.by == slot.start.date() for fact in word.reading.facts
        )

    def _on_the_day(self, hours: tuple[time, ...], at: datetime) -> tuple[Slot, ...]:
        """Hours without a day, where one interview is ahead: those of its day."""
        ahead = [known for known in self.rounds if known.end > at and known.status == "confirmed"]
        return at_hours(hours, ahead[0].start) if len(ahead) == 1 else ()

    def _with_hour(self, slot: Slot) -> Slot:
        """ "Thursday, same time": at the hour, and for as long, as the round that was agreed last."""
        last = next((known for known in reversed(self.rounds) if not known.day_only), None)
        if not slot.same_hour or last is None:
            return slot
        start = datetime.combine(slot.start.date(), last.start.time(), tzinfo=self.zone)
        return Slot(start, start + (last.end - last.start), zone_told=False)

    def _meant(self, slot: Slot, fact: InterviewSet) -> Slot:
        """The time that was talked of, where prose names the weekday alone; a calendar object names its own."""
        talked = [slot for proposal in self.waiting.values() for slot in proposal.slots]
        found = match((slot,), talked, self.zone) if not fact.uid else ()
        return found[0] if len(found) == 1 and (slot.day_only or not found[0].day_only) else slot

    def _propose(self, word: Word, slots: tuple[Slot, ...], *, instead: bool = False) -> None:
        if word.by == "user" and not self._welcome(word, slots):
            return
        proposal = Proposal(word.at, word.by, word.message_id, slots, instead)
        self.waiting[word.by] = self.proposal = proposal

    def _welcome(self, word: Word, slots: tuple[Slot, ...]) -> bool:
        """Times of the user's own count where a round is being arranged or is still ahead, not in a note of thanks."""
        settled = any(known.end <= word.at and known.status == "confirmed" for known in self.rounds)
        ahead = any(known.end > word.at for known in self.rounds)
        return bool(slots) and (not settled or ahead or "employer" in self.waiting)

    def _answer(self, word: Word, slots: tuple[Slot, ...], hours: tuple[time, ...] = ()) -> None:
        """Somebody says yes: to the other side's time, or with a time of their own that still needs a yes."""
        other = self.waiting.get("user" if word.by == "employer" else "employer")
        offered = other.slots if other else ()
        if slots:
            chosen = match(slots, offered, self.zone)
        elif hours:
            chosen = match_hours(hours, offered, self.zone)
        else:
            chosen = offered if len(offered) == 1 else ()
        if len(chosen) == 1:
            self._agree(word, chosen[0], None, moved=True)
        elif slots and word.by == "employer" and len(slots) == 1:
            self._agree(word, slots[0], None)
        elif slots:
            self._propose(word, chosen or slots)

    def _agree(self, word: Word, slot: Slot, fact: InterviewSet | None, *, moved: bool = False) -> None:
        """`moved`: said in answer to a time that was asked for, so that it replaces another hour of the same day."""
        start, end = span(slot, self.zone)
        uid, sequence = (fact.uid, fact.sequence) if fact else ("", 0)
        fresh = Round(
            key=uid or word.message_id, start=start, end=end, since=word.at, day_only=slot.day_only, uid=uid,
            sequence=sequence, source="calendar" if uid else "text", message_id=word.message_id,
            named=word.reading.interviewers,
        )
        fresh = _with_guests(fresh, word.reading.invites)
        place = self._place(fresh, moved=bool(fact and fact.moved), at=word.at)
        if place is not None and slot.end is None and fresh.start == self.rounds[place].start:
            fresh = replace(fresh, end=self.rounds[place].end)  # told before, and not again
        if place is None:
            self.rounds.append(fresh)
        else:
            self.rounds[place] = _merged(self.rounds[place], fresh, moved=moved or bool(fact and fact.moved))
        self.proposal = None
        self.waiting.clear()

    def _place(self, fresh: Round, *, moved: bool, at: datetime) -> int | None:
        """The round that this one is, if it is known already."""
        for index, known in enumerate(self.rounds):
            if fresh.uid and fresh.uid == known.uid:
                return index
        same_day = [i for i, known in enumerate(self.rounds) if known.start.date() == fresh.start.date()
                    and known.status == "confirmed" and not (known.uid and fresh.uid and known.end <= at)]
        if same_day:
            return same_day[-1]
        ahead = [i for i, known in enumerate(self.rounds)
                 if (known.end > at or known.status == "cancelled") and not (known.uid and fresh.uid)]
        if ahead and (moved or self.rounds[ahead[-1]].rebook):
            return ahead[-1]
        return None

    def _cancel(self, word: Word, fact: InterviewCancelled) -> None:
        place = self._cancelled_place(word, fact)
        if place is None:
            return
        self.rounds[place] = replace(self.rounds[place], status="cancelled", cancelled_at=word.at, rebook=fact.rebook)
        if fact.rebook:
            self.proposal = Proposal(word.at, word.by, word.message_id)

    def _cancelled_place(self, word: Word, fact: InterviewCancelled) -> int | None:
        places = range(len(self.rounds))
        if fact.uid:
            return next((i for i in places if self.rounds[i].uid == fact.uid),
                        next((i for i in places if _same_start(self.rounds[i], fact.slot, self.zone)), None))
        if fact.slot:
            day = span(fact.slot, self.zone)[0].date()
            return next((i for i in reversed(places) if self.rounds[i].start.date() == day), None)
        confirmed = [i for i in places if self.rounds[i].status == "confirmed"]
        ahead = [i for i in confirmed if self.rounds[i].end > word.at]
        if not ahead and fact.evidence.rule.endswith(".leaning"):
            return None  # what is over is called off by nobody, whatever all the words together sound like
        found = ahead[:1] or confirmed[-1:]
        return found[0] if found else None

    def _adopt(self, word: Word) -> None:
        """A calendar object that says nothing of an interview, but came in the case's own correspondence."""
        if any(isinstance(fact, InterviewSet | InterviewCancelled) for fact in word.reading.facts):
            return
        for invite in word.reading.invites:
            if invite.start is None or not invite.uid:
                continue
            if invite.method == "CANCEL" or invite.status == "CANCELLED":
                self._cancel(word, InterviewCancelled(uid=invite.uid, evidence=_ADOPTED))
            elif invite.method in ("REQUEST", "PUBLISH", ""):
                slot = Slot(invite.start, invite.end, invite.day_only, invite.zone_told)
                adopted = InterviewSet(slot=slot, uid=invite.uid, sequence=invite.sequence, evidence=_ADOPTED)
                self._agree(word, slot, adopted)


def open_proposal(proposal: Proposal | None, rounds: Sequence[Round], now: datetime) -> Proposal | None:
    """The proposal, unless an interview that has been held since settled it (E6: what was asked before lapses)."""
    if proposal is None:
        return None
    for held in rounds:
        further = proposal.slots and all(slot.start > held.end for slot in proposal.slots)
        if held.status == "confirmed" and proposal.at < held.end <= now and not (further or proposal.instead):
            return None
    return proposal


def _same_start(known: Round, slot: Slot | None, zone: tzinfo) -> bool:
    return slot is not None and span(slot, zone)[0] == known.start


def _with_guests(found: Round, invites: Iterable[Invite]) -> Round:
    mine = [invite for invite in invites if not found.uid or invite.uid == found.uid]
    organizer = next((invite.organizer for invite in mine if invite.organizer), None)
    attendees = tuple(dict.fromkeys(guest for invite in mine for guest in invite.attendees))
    return replace(found, organizer=organizer, attendees=attendees)


def _merged(known: Round, fresh: Round, *, moved: bool) -> Round:
    """What both tell of one round: a calendar stands above prose, a later SEQUENCE above an earlier one (RFC 5546)."""
    guests = {
        "organizer": fresh.organizer or known.organizer,
        "attendees": fresh.attendees or known.attendees,
        "named": _joined(known.named, fresh.named),
    }
    outdated = bool(known.uid and known.uid == fresh.uid and fresh.sequence < known.sequence)
    prose_below = known.source == "calendar" and fresh.source == "text" and not moved and known.status == "confirmed"
    if outdated or prose_below or (fresh.day_only and not known.day_only and fresh.start.date() == known.start.date()):
        return replace(known, **guests)
    same_rank = known.source == fresh.source == "text" and not moved and not known.day_only
    if same_rank and known.status == "confirmed" and known.start.date() == fresh.start.date():
        return replace(known, start=min(known.start, fresh.start), end=max(known.end, fresh.end), **guests)
    return replace(fresh, key=known.key, since=known.since, uid=fresh.uid or known.uid, **guests)


def _joined(first: tuple[Address, ...], second: tuple[Address, ...]) -> tuple[Address, ...]:
    return tuple({who.address: who for who in (*first, *second)}.values())
