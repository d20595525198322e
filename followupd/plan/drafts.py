"""What became of the drafts that were laid, and which have lost their point (D2-D6). Told apart by what lies where."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from followupd.cases.case import Case, Word
from followupd.cases.entries import Deleted, Entry, Intends, NotLaid, Proposed, Sent, SetField, Withdraws, Withdrew
from followupd.cases.seen import DraftSeen
from followupd.etiquette.standing import Standing
from followupd.mail.address import is_no_reply
from followupd.plan.actions import Lay, Withdraw

#: flags that we set, and those that a server or a client that only looks sets by itself
_UNTOUCHED_FLAGS = frozenset({"\\draft", "\\seen", "\\recent"})
_TWO = "D2: another draft of the case lies in Drafts"


def belongs(draft: DraftSeen, case: Case, own: frozenset[str]) -> bool:
    """Whether a message in Drafts is about this case: by what it answers, and only where that is missing by recipient.

    Mail clients change UID, Message-ID and unknown headers when a draft is edited (D3); what it answers they keep.
    """
    if any(isinstance(entry, Intends) and entry.message_id == draft.message_id for entry in case.entries):
        return True
    threads = _threads(draft)
    if threads:
        return bool(threads & _thread(case))
    return bool(set(draft.to) & _people(case, own))


def _threads(draft: DraftSeen) -> set[str]:
    return {draft.in_reply_to, *draft.references} - {""}


def _thread(case: Case) -> set[str]:
    """What a draft of this case may answer: also a mail that is gone, and a draft of ours that was edited."""
    laid = [entry for entry in case.entries if isinstance(entry, Intends)]
    return {*case.message_ids, *(entry.message_id for entry in laid), *(entry.parent for entry in laid)} - {""}


def _people(case: Case, own: frozenset[str]) -> set[str]:
    found = {entry.to for entry in case.entries if isinstance(entry, Intends) and entry.to}
    for word in case.words:
        if word.by == "employer":
            found |= {who.address for who in (word.reading.author, *word.reading.people)}
    for held in case.rounds:
        found |= {who.address for who in (*held.attendees, *held.named)}
    return {address for address in found if address and address not in own and not is_no_reply(address)}


def open_proposals(entries: Sequence[Entry]) -> list[Intends]:
    """Intents and drafts whose end is not known yet, in the order they were laid."""
    found: dict[str, Intends] = {}
    for entry in entries:
        if isinstance(entry, Intends):
            found[entry.message_id] = entry
        elif isinstance(entry, Sent | Deleted | NotLaid) or (isinstance(entry, Withdrew) and not entry.kept):
            found.pop(entry.message_id, None)
    return list(found.values())


def observe(case: Case, drafts: Sequence[DraftSeen], now: datetime) -> tuple[Entry, ...]:
    """Tell apart what the user did with a draft of ours: edited and deleted and sent look alike by UID alone."""
    found = _reconsidered(case, drafts, now)
    for intent in open_proposals(case.entries):
        laid = _laid(case.entries, intent.message_id)
        if drafts:
            if not laid:
                found.append(_entry(Proposed, case, now, message_id=intent.message_id))
            continue
        sent = _sent_as(case, intent)
        if _withdrawing(case.entries, intent.message_id):
            found.append(_entry(Withdrew, case, now, message_id=intent.message_id))
        elif sent is not None:
            found.append(_entry(Sent, case, now, message_id=intent.message_id, by=sent.message_id))
        elif laid:
            found.append(_entry(Deleted, case, now, message_id=intent.message_id))
    return tuple(found)


def _reconsidered(case: Case, drafts: Sequence[DraftSeen], now: datetime) -> list[Entry]:
    """What had left Drafts when we looked, and was not deleted: it lies there again, or was on its way to Sent."""
    found: list[Entry] = []
    for intent, at in _deleted(case.entries):
        sent = _sent_as(case, intent)
        if any(draft.message_id == intent.message_id for draft in drafts):
            found += [replace(intent, at=now), _entry(Proposed, case, now, message_id=intent.message_id)]
        elif sent is not None and sent.at <= at:
            found.append(_entry(Sent, case, now, message_id=intent.message_id, by=sent.message_id))
    return found


def _deleted(entries: Sequence[Entry]) -> list[tuple[Intends, datetime]]:
    """The drafts that count as deleted, and since when."""
    intents = {entry.message_id: entry for entry in entries if isinstance(entry, Intends)}
    last = {entry.message_id: entry for entry in entries if isinstance(entry, Intends | Sent | Deleted)}
    return [(intents[message_id], entry.at) for message_id, entry in last.items()
            if isinstance(entry, Deleted) and message_id in intents]


def _laid(entries: Sequence[Entry], message_id: str) -> bool:
    return any(isinstance(entry, Proposed) and entry.message_id == message_id for entry in entries)


def _withdrawing(entries: Sequence[Entry], message_id: str) -> bool:
    """Whether we were about to withdraw it, and were stopped before that was noted."""
    last = [entry for entry in entries if isinstance(entry, Withdraws | Withdrew) and entry.message_id == message_id]
    return bool(last) and isinstance(last[-1], Withdraws)


def _entry(kind: type, case: Case, now: datetime, **fields: str) -> Entry:
    made: Entry = kind(at=now, case=case.id, root=case.root, **fields)
    return made


def _sent_as(case: Case, intent: Intends) -> Word | None:
    """D5: the mail of the user's that this draft became, whatever the client did to Message-ID, subject or text."""
    taken = {entry.by for entry in case.entries if isinstance(entry, Sent)}
    for word in case.words:
        reading = word.reading
        if word.by != "user" or word.message_id in taken or word.at < intent.at.replace(microsecond=0):
            continue
        answers = intent.parent in reading.thread or intent.to in {who.address for who in reading.recipients}
        if word.message_id == intent.message_id or answers or not intent.to:
            return word
    return None


def recover(case: Case, wanted: Lay | None, drafts: Sequence[DraftSeen]) -> tuple[Entry, ...]:
    """A draft of ours that the ledger does not know (lost, or another machine's): remember it, as we would lay it."""
    if wanted is None or wanted.intends.message_id in {entry.message_id for entry in open_proposals(case.entries)}:
        return ()
    intends = wanted.intends
    if any(draft.message_id == intends.message_id for draft in drafts):
        return (intends, Proposed(at=intends.at, case=intends.case, root=intends.root, message_id=intends.message_id))
    return ()


def dropped(case: Case, drafts: Sequence[DraftSeen], wanted: Lay | None, now: datetime) -> tuple[Entry, ...]:
    """Intents that came to nothing and are not wanted any more."""
    if drafts:
        return ()
    wanted_id = wanted.intends.message_id if wanted else ""
    return tuple(
        _entry(NotLaid, case, now, message_id=intent.message_id) for intent in open_proposals(case.entries)
        if intent.message_id != wanted_id and not _laid(case.entries, intent.message_id)
    )


def withdrawals(case: Case, standing: Standing, drafts: Sequence[DraftSeen], now: datetime) -> tuple[Withdraw, ...]:
    """D6: untouched drafts of ours whose window is not the one that is open; D2: those that another one joined."""
    why = standing.why[0] if standing.why else ""
    current = standing.window.name if standing.window and now < standing.window.closes else ""
    kept = standing.state in ("waiting", "rejected", "draft_ready")
    kept = kept or (standing.state == "paused" and not case.uncertain)
    intents = open_proposals(case.entries)
    others = [draft for draft in drafts if not any(_is(draft, intent) for intent in intents)]
    found: list[Withdraw] = []
    for intent in intents:
        mine = sorted((draft for draft in drafts if _is(draft, intent)), key=_which_stays)
        if not mine or _stays(case.entries, intent.message_id):
            continue
        found += [_withdraw(case, intent, draft, _TWO, spare=True) for draft in mine[1:]]
        if intent.window != current or not kept or _readdressed(case, standing, intent):
            found.append(_withdraw(case, intent, mine[0], why))
        elif others:
            copied = any(_threads(draft) & _thread(case) for draft in others)
            found.append(_withdraw(case, intent, mine[0], _TWO, spare=copied))
    return tuple(found)


def _which_stays(draft: DraftSeen) -> tuple[bool, int]:
    """D2: the lowest UID; but before it what a client has saved again as it was. We lay drafts \\Seen, neomutt saves
    them unseen, and its own mark on the older one, which it expunges, shows nowhere.
    """
    return "\\seen" in {flag.lower() for flag in draft.flags}, draft.uid


def _readdressed(case: Case, standing: Standing, intent: Intends) -> bool:
    """Whether the user has named another contact since it was laid."""
    told = any(isinstance(entry, SetField) and entry.field == "contact" and entry.at >= intent.at
               for entry in case.entries)
    return told and standing.contact is not None and standing.contact.address != intent.to


def _is(draft: DraftSeen, intent: Intends) -> bool:
    return draft.message_id == intent.message_id and untouched(draft.fingerprint, draft.flags, intent)


def _withdraw(case: Case, intent: Intends, draft: DraftSeen, why: str, *, spare: bool = False) -> Withdraw:
    return Withdraw(case.id, case.root, draft.account, draft.uid, draft.message_id, intent.fingerprint, why, spare)


def _stays(entries: Sequence[Entry], message_id: str) -> bool:
    """Where the server cannot withdraw a draft, it is not tried again each round: the user has been told."""
    last = [entry for entry in entries if isinstance(entry, Intends | Withdrew) and entry.message_id == message_id]
    return bool(last) and isinstance(last[-1], Withdrew) and last[-1].kept == "unable"


def untouched(seen: str, flags: frozenset[str], intent: Intends) -> bool:
    """Whether what lies there is what we laid: any word, recipient or flag of the user's makes it theirs (D3)."""
    own_flags = {flag.lower() for flag in flags if flag.startswith("\\")}
    return seen == intent.fingerprint and own_flags <= _UNTOUCHED_FLAGS


def notes(case: Case, drafts: Sequence[DraftSeen], own: frozenset[str]) -> tuple[str, ...]:
    """What the user is told of the drafts that lie there."""
    ours = {intent.message_id: intent for intent in open_proposals(case.entries)}
    notes: list[str] = []
    for draft in drafts:
        intent = ours.get(draft.message_id)
        mine = intent is not None and untouched(draft.fingerprint, draft.flags, intent)
        notes.append("a draft of ours lies in Drafts" if mine else "D3: a draft of your own lies there; it stays yours")
    kept = [entry for entry in case.entries if isinstance(entry, Withdrew) and entry.kept not in ("", "gone")]
    if kept and drafts:
        notes.append("D6: an outdated draft stays in Drafts; delete it yourself")
    return tuple(notes)
