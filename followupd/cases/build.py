"""Gathered → Cases: join the mails, tell each story, and put the user's word above what was read."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta, tzinfo

from msgspec.structs import replace

from followupd.cases.case import Case, Round, Side, Word
from followupd.cases.cluster import Cluster
from followupd.cases.entries import Add, Entry, Intends, Join, SetField
from followupd.cases.join import join
from followupd.cases.seen import Gathered, Seen
from followupd.cases.tell import UNKNOWN_HOUR_ENDS, UNKNOWN_LENGTH, tell
from followupd.reading.facts import Reading


def tell_cases(gathered: Gathered, own: frozenset[str], zone: tzinfo) -> tuple[Case, ...]:
    """Every case, in order of its first mail."""
    clusters = join(gathered.seen, gathered.entries, own)
    cases = (_case(cluster, own, zone) for cluster in clusters)
    return tuple(sorted((_with_entries(case, gathered.entries, zone) for case in cases),
                        key=lambda case: (_first(case), case.id)))


def case_id(root: str) -> str:
    """Short and stable: a hash of the case's first message, without letters that are read wrongly aloud."""
    return base64.b32encode(hashlib.sha256(root.encode()).digest())[:6].decode().lower()


def _first(case: Case) -> datetime:
    return case.words[0].at if case.words else case.rounds[0].since if case.rounds else datetime.max.replace(tzinfo=UTC)


def _case(cluster: Cluster, own: frozenset[str], zone: tzinfo) -> Case:
    words = tuple(_word(one, own) for one in cluster.members)
    rounds, proposal = tell(words, zone, (_by_hand(cluster.added, zone),) if cluster.added else ())
    heard = [word for word in words if word.by == "employer"]
    accounts = [cluster.added.account] if cluster.added else []
    accounts += [word.account for word in heard or words]
    root = cluster.beginning[1]
    return Case(
        id=case_id(root), root=root, account=accounts[-1],
        employer=next(iter(cluster.employers), ""), role=next(iter(cluster.roles), ""),
        words=words, rounds=rounds, proposal=proposal,
        uncertain=tuple(cluster.uncertain),
    )


def _word(one: Seen, own: frozenset[str]) -> Word:
    return Word(one.reading.sent, one.account, _side(one.reading, own), one.reading)


def _side(reading: Reading, own: frozenset[str]) -> Side:
    if reading.outgoing or reading.author.address in own:
        return "nobody" if reading.voice == "automatic" else "user"
    return "employer" if reading.voice in ("person", "system") and reading.trusted else "nobody"


def _by_hand(entry: Add, zone: tzinfo) -> Round:
    """An interview agreed by telephone: it exists because the user says so."""
    start, end = entry.start, entry.end or entry.start + UNKNOWN_LENGTH
    return Round(key=entry.root, start=start.astimezone(zone), end=end.astimezone(zone), since=entry.at, source="user")


def _with_entries(case: Case, entries: Sequence[Entry], zone: tzinfo) -> Case:
    """What the ledger remembers of this case, and the user's word applied."""
    ids = _names(case, entries)
    ours = {entry.message_id for entry in entries
            if isinstance(entry, Intends) and (entry.root in ids or (entry.parent and entry.parent in ids))}
    mine = tuple(entry for entry in entries if entry.root in ids or getattr(entry, "message_id", "") in ours
                 or (isinstance(entry, Join) and entry.other in ids))
    case = replace(case, entries=mine)
    for entry in mine:
        if isinstance(entry, Add):
            case = _joined(case, entry, zone)
    for field, entry in _last_words(mine).items():
        case = _overridden(case, field, entry, zone)
    return case


def _names(case: Case, entries: Iterable[Entry]) -> set[str]:
    """Every id that an entry may know this case by: its mails, its root, and what the user joined to it."""
    ids = {*case.message_ids, case.root}
    for entry in entries:
        if isinstance(entry, Join) and (entry.root in ids or entry.other in ids):
            ids |= {entry.root, entry.other}
    return ids


def _joined(case: Case, entry: Add, zone: tzinfo) -> Case:
    told = _by_hand(entry, zone)
    known = any(found.key == told.key or found.start.date() == told.start.date() for found in case.rounds)
    extra = () if known else (told,)
    rounds = tuple(sorted((*case.rounds, *extra), key=lambda found: (found.end, found.key)))
    return replace(case, employer=case.employer or entry.employer, role=case.role or entry.role, rounds=rounds)


def _last_words(entries: Iterable[Entry]) -> dict[str, SetField]:
    """The last `set` of each field that still stands."""
    words: dict[str, SetField] = {}
    for entry in entries:
        if isinstance(entry, SetField):
            words.pop(entry.field, None)
            if entry.value:
                words[entry.field] = entry
    return words


def _overridden(case: Case, field: str, entry: SetField, zone: tzinfo) -> Case:
    if field == "employer":
        return replace(case, employer=entry.value)
    if field == "role":
        return replace(case, role=entry.value)
    if field == "interview":
        return replace(case, rounds=_rounds_with(case.rounds, entry, zone), proposal=None)
    return case


def _rounds_with(rounds: tuple[Round, ...], entry: SetField, zone: tzinfo) -> tuple[Round, ...]:
    """The user's interview in place of the latest round; a bare day lasts until the end of that working day."""
    start, end = parse_interview(entry.value, zone)
    latest = rounds[-1] if rounds else None
    key = latest.key if latest else f"set:{entry.root}"
    since = latest.since if latest else entry.at
    told = Round(key=key, start=start, end=end, since=since, source="user",
                 organizer=latest.organizer if latest else None, attendees=latest.attendees if latest else (),
                 named=latest.named if latest else ())
    return (*rounds[:-1], told)


def parse_interview(value: str, zone: tzinfo) -> tuple[datetime, datetime]:
    """"2026-11-10", "2026-11-10T14:00", with "/END" for its end; without offset on the user's clock.

    Raises ValueError where it is none of these.
    """
    first, _, last = value.partition("/")
    start = datetime.fromisoformat(first)
    if len(first) == len("2026-11-10"):
        day = start.date()
        return datetime.combine(day, time(0), tzinfo=zone), datetime.combine(day, UNKNOWN_HOUR_ENDS, tzinfo=zone)
    start = start.astimezone(zone) if start.tzinfo else start.replace(tzinfo=zone)
    if not last:
        return start, start + UNKNOWN_LENGTH
    end = datetime.fromisoformat(last)
    end = end.astimezone(zone) if end.tzinfo else end.replace(tzinfo=zone)
    if not timedelta(0) < end - start <= timedelta(days=1):
        raise ValueError("an interview ends after it begins, within a day")
    return start, end

