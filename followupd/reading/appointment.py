"""Which of the times that a mail names are the interview's. In doubt: none."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from followupd.reading.facts import Slot
from followupd.reading.lexicon import Heard, Hit
from followupd.reading.times import TimeMention
from followupd.reading.times.hours import LONG, WINDOW

#: talks of one timetable lie within this
_DAY = timedelta(hours=12)
_MOST = 20
_HOUR = timedelta(hours=1)
STRETCHES = (WINDOW, LONG)
#: characters between the days of one list: "Thursday at 2 or Friday"
_LISTED = 30


class Candidate(Struct, frozen=True):
    """A time that may be the interview's; `rank` 0: inside the phrase that tells the interview, 1: in its sentence,
    2: close behind it, 3: right before it, 4: elsewhere in the mail; `beginning`: a phrase tells it to be the start."""

    rank: int
    slot: Slot
    sentence: int
    start: int
    row: bool = False
    choice: bool = False
    arrival: bool = False
    beginning: bool = False


def candidates(
    heard: Heard, hits: Sequence[Hit], times: Sequence[TimeMention], sent: datetime, *, doubts: Sequence[str] = ()
) -> list[Candidate]:
    """The times that lie ahead and are not those of something else, the closest to the words of the interview first.

    `doubts`: those that are no matter: `WINDOW` and `LONG` leave the stretches of hours in ("Monday between 9 and 5").
    """
    arrivals, beginnings = (heard.places.get(name, frozenset()) for name in ("arrival", "beginning"))
    other = of_other(heard)
    found = [
        Candidate(
            _rank(heard, hits, mention), replace(mention.slot, stretch=mention.doubt in STRETCHES),
            sentence_at(heard, mention.start), mention.start, mention.row, mention.choice,
            not (arrivals - beginnings).isdisjoint((mention.start, mention.end)),
            not beginnings.isdisjoint((mention.start, mention.end)),
        )
        for mention in times
        if mention.slot is not None
        and (not mention.doubt or mention.doubt in doubts)
        and other.isdisjoint((mention.start, mention.end))
        and ahead(mention.slot, sent) and not _dates_the_mail(mention, sent)
    ]
    told = [candidate for candidate in found if not candidate.slot.day_only]
    found = [
        candidate for candidate in found
        if not (candidate.slot.day_only and _outweighed(heard, candidate, told, sent)) and not _opens(candidate, told)
        and not (candidate.slot.stretch and _on_the_hour(candidate, told))
    ]
    if any(one.rank <= 1 and not one.slot.stretch for one in told):
        found = [one for one in found if one.rank <= 1 or one.row or one.choice or _is_offered(heard, one)]
    return sorted(found, key=lambda one: (one.rank, one.slot.day_only, not one.beginning, one.start))


def of_other(heard: Heard) -> frozenset[int]:
    """Where times begin and end of which a phrase tells that they are another matter's, or put off."""
    other, beginnings, put_off = (
        heard.places.get(name, frozenset()) for name in ("other_time", "beginning", "put_off")
    )
    return other - beginnings | put_off


def _dates_the_mail(mention: TimeMention, sent: datetime) -> bool:
    """Whether it is the date of a letter that is sent by mail: the day itself, and no "today"."""
    slot = mention.slot
    return slot is not None and slot.day_only and not mention.relative and slot.start.date() == sent.date()


def _is_offered(heard: Heard, one: Candidate) -> bool:
    """Whether its sentence offers it beside the one that is told with the interview: "Wednesday at 3 works, too"."""
    return "offer" in heard.marks.get(("text", one.sentence), ())


def _on_the_hour(stretch: Candidate, told: Sequence[Candidate]) -> bool:
    """Whether the day of a stretch has a time of its own: "we interview from 9 to 4; yours is at 1:20"."""
    return any(not one.slot.stretch and one.slot.start.date() == stretch.slot.start.date() for one in told)


def _opens(one: Candidate, told: Sequence[Candidate]) -> bool:
    """Whether one only arrives at this time, and the talk begins within the hour: "arrive at 9:15 for 9:30"."""
    later = (other.slot.start - one.slot.start for other in told if not other.row)
    return one.arrival and not one.row and any(timedelta(0) < wait <= _HOUR for wait in later)


def _outweighed(heard: Heard, day: Candidate, told: Sequence[Candidate], sent: datetime) -> bool:
    """Whether a bare day gives way to the times that tell their hour: as close to the interview, or the new ones.

    The day of the mail itself is the day they spoke: "the interview that we fixed on the phone this morning".
    """
    moved = heard.marked("moved", "old_time") or day.slot.start.date() == sent.astimezone(day.slot.start.tzinfo).date()
    if any(abs(candidate.start - day.start) < _LISTED and candidate.sentence == day.sentence for candidate in told):
        return False
    return any(candidate.rank <= max(day.rank, 3 if moved else 1) for candidate in told)


def a_choice(found: Sequence[Candidate]) -> bool:
    """Whether one is to choose among several times of one day: "Thursday at 10 or 11"."""
    days: set[date] = set()
    for candidate in sorted(found, key=lambda candidate: candidate.start):
        if not candidate.slot.day_only:
            if candidate.choice and candidate.slot.start.date() in days:
                return True
            days.add(candidate.slot.start.date())
    return False


def ahead(slot: Slot, sent: datetime) -> bool:
    """Whether it is yet to come as the mail is written; a mail of the hour itself ("running late") counts as before."""
    if slot.day_only:
        return slot.start.date() >= sent.astimezone(slot.start.tzinfo).date()
    return slot.start > sent - timedelta(minutes=30)


def sentence_at(heard: Heard, position: int) -> int:
    """The number of the sentence in the text where `position` stands."""
    return bisect_right(heard.sentences, (position, 1 << 40)) - 1


def _rank(heard: Heard, hits: Sequence[Hit], mention: TimeMention) -> int:
    sentence, rank = sentence_at(heard, mention.start), 4
    for hit in hits:
        if hit.source != "text":
            continue
        if hit.start < mention.end and mention.start < hit.end:
            return 0
        distance = sentence - hit.sentence
        rank = min(rank, 1 if distance == 0 else 2 if 0 < distance <= 4 else 3 if distance == -1 else 4)
    return rank


def agreed(found: Sequence[Candidate]) -> Slot | None:
    """The one appointment: the first of the closest; a timetable of three or more talks on its day is one interview."""
    if not found:
        return None
    first, sentence = found[0].slot, found[0].sentence
    day = [
        one for one in found
        if (one.row or one.sentence == sentence) and not one.slot.day_only and abs(one.slot.start - first.start) < _DAY
    ]
    return _with_clock(first, found) if first.day_only or not _is_timetable(day) else _whole([one.slot for one in day])


def with_hour(day: Slot, heard: Heard, times: Sequence[TimeMention]) -> Slot:
    """A day alone with the only hour that the mail tells without a day: "on Friday. ... We start at 9:30"."""
    clocks = {mention.clock for mention in times if mention.clock is not None and _stands_alone(heard, mention)}
    if not day.day_only or len(clocks) != 1:
        return day
    return replace(day, start=datetime.combine(day.start.date(), clocks.pop(), tzinfo=day.start.tzinfo), day_only=False)


def talks(found: Sequence[Candidate]) -> list[Slot]:
    """Interviews on several days, each in a row of its own; none where they are all on one day."""
    days: dict[date, list[Slot]] = {}
    for candidate in sorted(found, key=lambda candidate: candidate.start):
        if (candidate.row or candidate.choice) and not candidate.slot.day_only:
            days.setdefault(candidate.slot.start.date(), []).append(candidate.slot)
    return [_whole(slots) for slots in days.values()] if len(days) > 1 else []


def _whole(talks: Sequence[Slot]) -> Slot:
    """Several talks of one day as one interview, from the first start to the last end."""
    first = min(talks, key=lambda slot: slot.start.timestamp())
    end = max((slot.end or slot.start for slot in talks), key=datetime.timestamp)
    return replace(first, end=end if end > first.start else None)


def _with_clock(first: Slot, found: Sequence[Candidate]) -> Slot:
    """A day alone gives way to a clock on that same day."""
    if not first.day_only:
        return first
    same = [c.slot for c in found if not c.slot.day_only and c.slot.start.date() == first.start.date()]
    return same[0] if same else first


def options(found: Sequence[Candidate]) -> tuple[Slot, ...]:
    """The times to choose from, in the order of the text, each once; a day that has a clock of its own is left out."""
    slots = distinct(_without_rows(sorted(found, key=lambda candidate: candidate.start)))
    timed = {slot.start.date() for slot in slots if not slot.day_only}
    return tuple(slot for slot in slots if not slot.day_only or slot.start.date() not in timed)[:_MOST]


def _without_rows(found: Sequence[Candidate]) -> list[Slot]:
    """The slots, a timetable as one: its hours are none to choose from, in rows or in prose ("then", "followed by")."""
    days: dict[date, list[Candidate]] = {}
    for candidate in found:
        if not candidate.slot.day_only and not candidate.slot.stretch:
            days.setdefault(candidate.slot.start.date(), []).append(candidate)
    whole = {day: _whole([talk.slot for talk in talks]) for day, talks in days.items() if _is_timetable(talks)}
    return [
        candidate.slot if candidate.slot.day_only or candidate.slot.stretch
        else whole.get(candidate.slot.start.date(), candidate.slot)
        for candidate in found
    ]


def _is_timetable(talks: Sequence[Candidate]) -> bool:
    """Two rows, or three talks in prose, told in their order and none to be chosen."""
    rows = [talk.slot for talk in talks if talk.row]
    told = [talk.slot.start for talk in sorted(talks, key=lambda talk: talk.start)]
    in_order = all(first <= second for first, second in pairwise(told))
    return len(distinct(rows)) > 1 or (len(set(told)) > 2 and in_order and not any(talk.choice for talk in talks))


def distinct(slots: Sequence[Slot]) -> list[Slot]:
    """Each start once; the one with an end stands for those without."""
    best: dict[tuple[datetime, bool], Slot] = {}
    for slot in slots:
        key = (slot.start, slot.day_only)
        if key not in best or best[key].end is None:
            best[key] = slot if slot.end is not None or key not in best else best[key]
    return list(best.values())


def hours(heard: Heard, hits: Sequence[Hit], times: Sequence[TimeMention]) -> tuple[time, ...]:
    """The hours that stand without a day in the sentences of these hits ("2:30 works")."""
    spoken = {hit.sentence for hit in hits if hit.source == "text"}
    return tuple(dict.fromkeys(
        mention.clock for mention in times
        if mention.clock is not None and _stands_alone(heard, mention) and sentence_at(heard, mention.start) in spoken
    ))[:_MOST]


def _stands_alone(heard: Heard, mention: TimeMention) -> bool:
    """Whether an hour has neither day nor zone nor doubt, and is not that of something else."""
    mine = of_other(heard).isdisjoint((mention.start, mention.end))
    return mine and not (mention.day_told or mention.zone_told or mention.doubt)
