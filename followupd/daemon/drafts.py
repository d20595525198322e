"""All of Drafts as it is now: the outside of every draft, and the fingerprint of those that may concern us."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import structs

from followupd.cases.entries import Entry, Intends
from followupd.cases.seen import DraftSeen
from followupd.daemon.intake import Intake
from followupd.mailbox.protocol import Header

_EVER = date(1970, 1, 2)
_AT_MOST = 50
_WHOLE = 256 * 1024 + 1


def look_at_drafts(intake: Intake, entries: Sequence[Entry]) -> None:
    """Bring the cache's picture of Drafts up to date.

    The folder is looked at as a whole each time: what was deleted shows in no header, and only servers with QRESYNC
    count it as a change (RFC 7162 3.2.3). Bodies are fetched once: under one UID a message never changes.
    """
    address = intake.account.address
    look = intake.mailbox.look("drafts", _EVER)
    known = {draft.uid: draft for draft in intake.cache.drafts(address, look.sync.uidvalidity)}
    drafts = {
        header.uid: _draft(address, header, known.get(header.uid)) for header in look.headers if not _deleted(header)
    }
    ours = {entry.message_id for entry in entries if isinstance(entry, Intends)}
    unread = [uid for uid, draft in drafts.items() if not draft.fingerprint and _concerns(intake, draft, ours)]
    for uid, fingerprint in _fingerprints(intake, sorted(unread)[-_AT_MOST:]):
        drafts[uid] = structs.replace(drafts[uid], fingerprint=fingerprint)
    if drafts != known:
        intake.cache.replace_drafts(address, look.sync.uidvalidity, drafts.values())


def _deleted(header: Header) -> bool:
    """Flagged for expunging: for the user it is gone."""
    return any(flag.lower() == "\\deleted" for flag in header.flags)


def _draft(account: str, header: Header, known: DraftSeen | None) -> DraftSeen:
    if known is not None:
        return structs.replace(known, flags=header.flags)
    from followupd.daemon.outside import outside

    told = outside(header.fields)
    return DraftSeen(
        account=account,
        uid=header.uid,
        message_id=told.message_id,
        flags=header.flags,
        in_reply_to=told.answers[0] if told.answers else "",
        references=told.references,
        to=tuple(dict.fromkeys(told.recipients)),
        subject=told.subject,
    )


def _concerns(intake: Intake, draft: DraftSeen, ours: set[str]) -> bool:
    if draft.message_id in ours:
        return True
    return intake.cache.concerns({draft.in_reply_to, *draft.references} - {""}, draft.to)


def _fingerprints(intake: Intake, uids: Sequence[int]) -> Iterable[tuple[int, str]]:
    if not uids:
        return
    from followupd.drafting.encode import fingerprint

    for uid, raw in intake.mailbox.fetch("drafts", uids, _WHOLE):
        yield uid, fingerprint(raw)
