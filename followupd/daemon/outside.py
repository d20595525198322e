"""A message's outside: header fields → the row the cache keeps, and the gate's first verdict. Pure."""

from __future__ import annotations

import hashlib

from msgspec import Struct

from followupd.daemon import gate
from followupd.mail.address import NOBODY, is_no_reply, read_addresses, registrable_domain
from followupd.mail.headers import Fields, first, message_ids, split_fields, unencoded
from followupd.mail.message import Address
from followupd.mailbox.protocol import Header
from followupd.state.rows import Row, State

_MAX_LINKS = 30
_MAX_RECIPIENTS = 50


class Outside(Struct, frozen=True):
    """What the header says, decoded; `message_id` "" where there is none."""

    message_id: str
    answers: tuple[str, ...]
    references: tuple[str, ...]
    author: Address
    reply_to: tuple[Address, ...]
    recipients: tuple[str, ...]
    subject: str
    bulk: bool


def outside(raw: bytes) -> Outside:
    """The header fields in `raw`. A mail is bulk by RFC 2919, 2369 or an old Precedence field."""
    fields, _ = split_fields(raw.replace(b"\r\n", b"\n"))
    told = message_ids(first(fields, "message-id"))
    precedence = first(fields, "precedence").lower()
    listed = first(fields, "list-id") or first(fields, "list-unsubscribe")
    return Outside(
        message_id=told[0] if told else "",
        answers=message_ids(first(fields, "in-reply-to")),
        references=message_ids(first(fields, "references"))[-_MAX_LINKS:],
        author=next(iter(_people(fields, "from") or _people(fields, "sender")), NOBODY),
        reply_to=_people(fields, "reply-to"),
        recipients=tuple(who.address for name in ("to", "cc") for who in _people(fields, name))[:_MAX_RECIPIENTS],
        subject=unencoded(first(fields, "subject"))[:500],
        bulk=bool(listed) or precedence in ("bulk", "list", "junk"),
    )


def row(header: Header, role: str, own: frozenset[str]) -> Row | None:
    """What the cache keeps of a header; None for a draft, which lies in Drafts whatever other folder shows it."""
    if any(flag.lower() == "\\draft" for flag in header.flags):
        return None
    told = outside(header.fields)
    message_id = told.message_id or _name_of(header.fields)
    author = told.author.address
    state = _state(told, role, own)
    recipients = tuple(address for address in told.recipients if address not in own)
    return Row(
        message_id=message_id,
        role=role,
        uid=header.uid,
        received=header.received,
        size=header.size,
        author=author,
        domain=registrable_domain(told.author.domain),
        bulk=told.bulk or is_no_reply(author),
        state=state,
        links=tuple(dict.fromkeys((message_id, *told.answers, *told.references))),
        recipients=(*recipients, *_domains(recipients)) if state == "own" else recipients,
    )


def _state(told: Outside, role: str, own: frozenset[str]) -> State:
    if role == "sent" or told.author.address in own:
        return "own"
    verdict = gate.by_header(told.subject, told.author.name, bulk=told.bulk)
    return {"skip": "skipped", "peek": "new", "read": "wanted"}[verdict]  # type: ignore[return-value]


def _domains(addresses: tuple[str, ...]) -> tuple[str, ...]:
    found = (registrable_domain(address.rpartition("@")[2]) for address in addresses)
    return tuple(dict.fromkeys(f"@{domain}" for domain in found if domain))


def _people(fields: Fields, name: str) -> tuple[Address, ...]:
    value = first(fields, name)
    return tuple(who for who in read_addresses(value[:8192]) if who.address) if value else ()


def _name_of(fields: bytes) -> str:
    """A name for a message that has none: the same wherever a copy of it lies."""
    return f"<{hashlib.sha256(fields).hexdigest()[:32]}@header.invalid>"
