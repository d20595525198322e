"""The note that a window asks for."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from followupd.cases.case import Case, Word
from followupd.cases.entries import Intends
from followupd.drafting.compose import compose
from followupd.drafting.draft import Brief, Parent
from followupd.drafting.encode import encode, fingerprint, message_id_for
from followupd.drafting.templates import Templates
from followupd.etiquette.standing import Standing
from followupd.mail.message import Address
from followupd.plan.actions import Lay
from followupd.reading.names import greeting_name, whole_name
from followupd.settings import Settings


def wanted(
    case: Case, standing: Standing, settings: Settings, now: datetime, templates: Templates
) -> Lay | None:
    window = standing.window
    if window is None:
        return None
    draft = compose(brief(case, standing), settings.you, _account(case, settings), window.opens, templates)
    draft = replace(draft, message_id=message_id_for(window.name, draft.sender.address),
                    date=now.astimezone(settings.you.zone))
    raw = encode(draft)
    intends = Intends(
        at=now, case=case.id, root=case.root, window=window.name, kind=window.kind, message_id=draft.message_id,
        account=case.account, parent=draft.in_reply_to, to=draft.to.address if draft.to else "",
        fingerprint=fingerprint(raw),
    )
    return Lay(intends, draft, raw)


def brief(case: Case, standing: Standing) -> Brief:
    """What the note is to say; `window` must be there."""
    window, to = standing.window, standing.contact
    assert window is not None
    return Brief(
        kind=window.kind, window=window.name, account=case.account, to=to, parent=_parent(case, standing),
        greeting=_greeting(case, to) if to else "", name=whole_name(to) if to else "",
        employer=case.employer, role=case.role,
        interview_day=standing.round.start if standing.round else None, asks_status=standing.asks_status,
        language=next((word.reading.language for word in reversed(case.words) if word.by == "employer"), "en"),
    )


def _greeting(case: Case, to: Address) -> str:
    """The first name, where the display name tells it or the person's own mail is signed with it (W7), else ""."""
    signed = [word.reading.signed for word in case.words if word.by == "employer" and _answered_at(word) == to.address]
    return greeting_name(to) or next((name for name in reversed(signed) if name), "")


def _parent(case: Case, standing: Standing) -> Parent | None:
    """The mail it answers: the last of the contact's own, else the employer's last (W8)."""
    heard = [word for word in case.words if word.by == "employer"]
    address = standing.contact.address if standing.contact else ""
    own = [word for word in heard if address and address == _answered_at(word)]
    chosen = (own or heard)[-1:] or list(case.words[-1:])
    if not chosen:
        return None
    reading = chosen[0].reading
    return Parent(reading.message_id, reading.thread, reading.subject)


def _answered_at(word: Word) -> str:
    reply_to = word.reading.reply_to
    return reply_to.address if reply_to and reply_to.address else word.reading.author.address


def _account(case: Case, settings: Settings) -> str:
    """The user's address that the employer wrote to; an account's own where none is named (W8)."""
    own = settings.own_addresses
    for word in reversed(case.words):
        if word.by == "employer":
            mine = [who.address for who in word.reading.recipients if who.address in own]
            if mine:
                return mine[0]
    return case.account
