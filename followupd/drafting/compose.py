"""Brief → Draft: the note itself, in the thread, from the address the employer wrote to (ETIQUETTE W1-W8)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256

from followupd.drafting.draft import Brief, Draft, Parent
from followupd.drafting.encode import message_id_for
from followupd.drafting.manners import has_blank, spoils
from followupd.drafting.phrases import Day, Phrases, phrases
from followupd.drafting.templates import Template, Templates, fill
from followupd.mail.message import Address
from followupd.settings import You

#: "on Tuesday" is said of the last five days only: the draft may lie for a day or two before it is sent.
_RECENT_DAYS = 5
#: Of an interview longer ago than this the day is not named.
_NAMED_DAYS = 60
#: A longer name is no name.
_NAME_LENGTH = 80

#: Marks of answers and forwards that mail programs put before a subject; they are not part of it (RFC 5322 3.6.5).
_PREFIX = re.compile(r"\s*(re|aw|antw|sv|fwd?|wg)\s?(\[\d{1,3}\])?\s?[::]", re.IGNORECASE)
_SUBJECT_LENGTH = 500


def compose(
    brief: Brief, you: You, account: str, now: datetime, templates: Templates | None = None
) -> Draft:
    """The note for this window, the same whenever and wherever it is made; `now` (aware) becomes its Date.

    A template of the user's is preferred, unless it would leave a blank to be seen.
    """
    words = phrases(brief.language)
    facts = dict(_facts(brief, you, now, words.day))
    parent = brief.parent
    return Draft(
        message_id=message_id_for(brief.window, account),
        sender=Address(you.name, account),
        to=brief.to,
        subject=_subject(parent) or fill(words.subject[brief.kind], facts),
        body=_body(brief, words, facts, templates or {}),
        date=now.astimezone(you.zone),
        in_reply_to=parent.message_id if parent else "",
        references=_references(parent) if parent else (),
    )


def _facts(brief: Brief, you: You, now: datetime, day: Day) -> Iterator[tuple[str, str]]:
    """What the note may say; W7: only what is known, and would not spoil it."""
    told = {"first_name": brief.greeting, "name": brief.name, "employer": brief.employer, "role": brief.role}
    for field, value in told.items():
        name = " ".join(value.split()).rstrip("! ")
        if name and len(name) <= _NAME_LENGTH and not spoils(name):
            yield field, name
    if brief.interview_day and (said := _day(brief.interview_day, now, you, day)):
        yield "day", said
    if brief.asks_status:
        yield "late", ""
    yield "signature", you.signature.strip() or you.name


def _day(interview: datetime, now: datetime, you: You, day: Day) -> str:
    held = interview.astimezone(you.zone).date()
    ago = (now.astimezone(you.zone).date() - held).days
    if not 1 <= ago <= _NAMED_DAYS:
        return ""
    return (day.recent if ago <= _RECENT_DAYS else day.older).format(
        weekday=day.weekdays[held.weekday()], month=day.months[held.month - 1], number=held.day
    )


def _body(brief: Brief, words: Phrases, facts: dict[str, str], templates: Templates) -> str:
    own = templates.get(brief.kind)
    if own is not None:
        unsigned = fill(own, {**facts, "signature": ""})
        if unsigned and not has_blank(unsigned):
            return _signed(own, facts)
    notes = words.notes[brief.kind]
    return _signed(notes[int(sha256(brief.window.encode("utf-8", "replace")).hexdigest(), 16) % len(notes)], facts)


def _signed(template: Template, facts: dict[str, str]) -> str:
    note = fill(template, facts)
    return note if template.names("signature") else f"{note}\n\n{facts['signature']}"


def _references(parent: Parent) -> tuple[str, ...]:
    """RFC 5322 3.6.4: the parent's references, and the parent last."""
    return (*(reference for reference in parent.references if reference != parent.message_id), parent.message_id)


def _subject(parent: Parent | None) -> str:
    """RFC 5322 3.6.5: one "Re: " before the parent's subject."""
    rest = " ".join(parent.subject.split())[:_SUBJECT_LENGTH] if parent else ""
    while mark := _PREFIX.match(rest):
        rest = rest[mark.end() :]
    return f"Re: {rest.strip()}" if rest.strip() else ""
