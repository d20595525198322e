"""Whose voice a mail is: a person's, a system's on behalf of the employer, or a machine's that is nobody's word."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from followupd.mail.address import is_no_reply
from followupd.mail.message import Message
from followupd.reading.away import is_note, read_note, says_away
from followupd.reading.facts import Automatic, Bounced, Doubt, Evidence, Fact, Reader
from followupd.reading.names import is_person
from followupd.reading.words import pattern, plain

Voice = Literal["person", "system", "automatic", "bulk"]
Source = Literal["text", "subject", "header"]


class Heard(Struct, frozen=True):
    """The voice, and what a machine's own mail says: an absence, a bounce, a receipt."""

    voice: Voice
    facts: tuple[Fact, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def hear(message: Message, reader: Reader, sent: datetime) -> Heard:
    """Who speaks. Facts come out of automatic mail only; the words of persons and systems are for the lexicon.

    Told by RFC 3834 (Auto-Submitted), 3464 (delivery status), 8098 (read receipts) and what the wild adds. What may
    be either an application system or a bulk sender is taken for the system: its words must still say something.
    """
    if message.reports or _reports_failure(message):
        return Heard("automatic", _delivery(message))
    if _answers_by_itself(message) and not message.invites:
        return _automatic(message, reader, sent)
    if is_note(message, reader):
        return _automatic(message, reader, sent)
    if evidence := _acknowledges(message):
        return Heard("automatic", (Automatic(evidence=evidence),))
    return Heard(_voice(message, reader))


def _automatic(message: Message, reader: Reader, sent: datetime) -> Heard:
    if says_away(message):
        note = read_note(message, reader, sent)
        return Heard("automatic", (note.fact,), note.doubts)
    return Heard("automatic", (Automatic(evidence=_whole(message, "automatic.answer")),))


def _delivery(message: Message) -> tuple[Fact, ...]:
    """One bounce for each failed recipient (RFC 3464 2.3.3); what is only late or delivered is a machine's mail."""
    evidence = _whole(message, "automatic.delivery_status")
    failed = dict.fromkeys(report.recipient for report in message.reports if report.action == "failed")
    if failed:
        return tuple(Bounced(evidence=evidence, address=recipient) for recipient in failed)
    late = message.reports or pattern("automatic", "machine", "delayed").search(plain(message.subject))
    return (Automatic(evidence=evidence) if late else Bounced(evidence=evidence),)


def _reports_failure(message: Message) -> bool:
    """A failure notice whose recipient could not be read: from a mail system itself, and it says so."""
    null_sender = message.header("return-path").strip() == "<>"
    system = re.match(r"(?:mailer-daemon|postmaster|mail-daemon)\b", message.sender.address) is not None
    said = pattern("automatic", "machine", "failed").search(plain(message.subject))
    return (null_sender or system) and said is not None


def _answers_by_itself(message: Message) -> bool:
    """The header says that a machine answered. X-Auto-Response-Suppress alone is on any mail of some systems."""
    submitted = _submitted(message)
    if submitted.startswith("auto-replied") or message.header("x-autoreply") or message.header("x-autorespond"):
        return True
    if message.header("precedence").strip().lower() in ("auto_reply", "auto-reply"):
        return True
    # auto-generated: a system that speaks of itself; only what says nothing of an application is a mere machine's
    generated = submitted not in ("", "no") or message.header("return-path").strip() == "<>"
    return (generated and not _hiring(message)) or message.content_type.startswith("multipart/report")


def _submitted(message: Message) -> str:
    """The keyword of Auto-Submitted (RFC 3834 5), without parameters and comments."""
    return message.header("auto-submitted").partition(";")[0].partition("(")[0].strip().lower()


def _acknowledges(message: Message) -> Evidence | None:
    """Receipts, ticket numbers, challenges to prove oneself: only where the mail says nothing of an application."""
    subject, text = plain(message.subject), plain(message.text)
    if message.invites or len(text) > 3000:
        return None
    begins = pattern("automatic", "machine", "subject_begins").match(subject.strip())
    receipt = begins and subject.strip()[begins.end() :].lstrip()[:1] == ":" and len(text) < 1000
    opened = receipt and pattern("automatic", "machine", "opened").search(text)
    if begins and receipt and (opened or not _own(message)):
        return Evidence("subject", 0, begins.end(), "automatic.receipt")
    if _own(message):
        return None
    said = pattern("automatic", "machine", "says").search(text)
    said = said or (None if _hiring(message) else pattern("automatic", "machine", "notes").search(text))
    if said and not _answers_words(message):
        return Evidence("text", *said.span(), "automatic.acknowledged")
    held = pattern("automatic", "machine", "subject_holds").search(subject)
    return Evidence("subject", *held.span(), "automatic.acknowledged") if held and _impersonal(message) else None


def _answers_words(message: Message) -> bool:
    """A person's reply quotes what it answers; a machine's acknowledgement seldom does."""
    return bool(message.quoted.strip()) and is_person(message.sender)


def _impersonal(message: Message) -> bool:
    return not is_person(message.sender) or message.header("precedence").strip().lower() in ("bulk", "junk")


def _voice(message: Message, reader: Reader) -> Voice:
    if message.sender.address in reader.own:
        return "person"
    if _is_alert(message):
        return "bulk"
    if _is_listed(message):
        speaks = _own(message) if _is_discussion(message, reader) else _hiring(message)
        return "system" if speaks or message.invites else "bulk"
    machine = is_no_reply(message.sender.address) or _submitted(message) not in ("", "no")
    return "system" if machine else "person"


def _is_listed(message: Message) -> bool:
    """Mail to many, by its header (RFC 2369, 2919) or by the way out that it offers."""
    if any(message.header(name) for name in ("list-id", "list-unsubscribe", "feedback-id", "list-post")):
        return True
    if message.header("precedence").strip().lower() in ("bulk", "list", "junk"):
        return True
    return pattern("automatic", "hiring", "leave").search(plain(message.text)) is not None


def _is_discussion(message: Message, reader: Reader) -> bool:
    """A mailing list's mail (RFC 2919): it goes to the list, or has the list's mark in its subject."""
    if not message.header("list-id") and not message.header("list-post"):
        return False
    addressed = any(who.address in reader.own for who in (*message.to, *message.cc))
    return not addressed or bool(message.references) or re.match(r"(?:re:\s?)?\[", message.subject, re.I) is not None


def _is_alert(message: Message) -> bool:
    """A newsletter or job alert: its subject says so, or its text does and speaks of nothing of the user's own."""
    subject, many = plain(message.subject), _is_listed(message) or not is_person(message.sender)
    if message.invites:
        return False
    if pattern("automatic", "hiring", "alert_subject").search(subject):
        return many
    if pattern("automatic", "hiring", "advice_subject").search(subject):
        return many and not pattern("automatic", "hiring", "one").search(_words(message))
    return _is_listed(message) and not _own(message) and _text_alerts(message)


def _text_alerts(message: Message) -> bool:
    return pattern("automatic", "hiring", "alert_text").search(plain(message.text)) is not None


def _hiring(message: Message) -> bool:
    """Whether it speaks of hiring at all."""
    return _own(message) or _speaks("talk", _words(message))


def _own(message: Message) -> bool:
    """Whether it speaks of an application or interview of the reader's own."""
    return _speaks("own", _words(message))


@lru_cache(maxsize=4)
def _speaks(key: str, words: str) -> bool:
    """Kept, since several questions about one mail ask it."""
    return pattern("automatic", "hiring", key).search(words) is not None


def _words(message: Message) -> str:
    return plain(message.subject + "\n" + message.text)


def _whole(message: Message, rule: str) -> Evidence:
    source: Source = "subject" if message.subject else "text"
    return Evidence(source, 0, len(message.subject) or min(len(message.text), 80), rule)
