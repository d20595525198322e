"""What is learned from labelled mails: the signs of each, and what is right of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from labelled import Labelled, examples, own_set

from followupd.daemon import gate
from followupd.daemon.intake import PEEK
from followupd.mail.message import Message, Unreadable
from followupd.mail.parse import parse
from followupd.reading.automatic import hear
from followupd.reading.facts import Reader
from followupd.reading.leaning import FIXED, HIRING, INTERVIEW, Signs
from followupd.reading.prose import Listening, listen
from followupd.reading.role import role_of
from followupd.reading.side import side_of
from followupd.reading.spoken import spoken
from followupd.reading.straying import START, signs_of_times
from followupd.reading.trust import distrust

ARRIVED = datetime(2026, 11, 10, 10, tzinfo=UTC)
MEETS = frozenset({"interview_proposed", "interview_set"})
FACTS: dict[str, frozenset[str]] = {INTERVIEW: MEETS} | {name: frozenset({name}) for name in (
    "interview_cancelled", "rejected", "offered", "application_received", "task_set", FIXED)}
NOTHING = frozenset({"others", "advert", "ordinary", "near"})


@dataclass(frozen=True)
class Lesson:
    """What is weighed of a mail, and for each name whether it is right; a name that is unclear is left out."""

    signs: Signs
    right: dict[str, bool]


def of_mails(folder: Path, language: str) -> Iterator[Lesson]:
    """Of the sets that are not kept apart, and of what proves the pack."""
    for mail, message in _learned_from(folder, language):
        if told := _listened(message, language):
            yield _of(told, _right(mail))
    for fact, kind, mail in examples(language):
        if fact != "slot_accepted" and (told := _listened(_parsed(mail), language)):
            yield _of(told, _proved(fact, kind))


def of_times(folder: Path, language: str) -> Iterator[Lesson]:
    """Of each time in a mail that speaks of an interview: whether it is a start of it, or its day."""
    for mail, message in _learned_from(folder, language):
        told = _listened(message, language) if mail.facts & MEETS else None
        for mention, signs in signs_of_times(told.heard, told.times, told.sent) if told else ():
            assert mention.slot
            start = mention.slot.start
            days = {one.astimezone(start.tzinfo).date() if isinstance(one, datetime) else one for one in mail.starts}
            yield Lesson(signs, {
                START: start.date() in days if mention.slot.day_only else start.astimezone(UTC) in mail.starts
            })


def of_beginnings(folder: Path, language: str) -> Iterator[Lesson]:
    """Of the first bytes of a body, as the daemon looks at it before it fetches the whole."""
    for mail, _ in _learned_from(folder, language):
        body = mail.raw.partition(b"\r\n\r\n")[2]
        yield Lesson(gate.signs_of(body[:PEEK]), {HIRING: bool(mail.facts)})


def _learned_from(folder: Path, language: str) -> Iterator[tuple[Labelled, Message | Unreadable]]:
    """The mails in that language, and what nobody can tell the language of."""
    paths = (path for path in sorted(folder.glob("*.toml")) if "apart" not in path.stem)
    for mail in (mail for path in paths for mail in own_set(path)):
        message = _parsed(mail)
        if isinstance(message, Unreadable) or _spoken(message) == language:
            yield mail, message


def _parsed(mail: Labelled) -> Message | Unreadable:
    return parse(mail.raw, ARRIVED, None)


def _spoken(message: Message) -> str:
    return spoken(f"{message.subject}\n{message.text}", message.quoted)[0]


def _listened(message: Message | Unreadable, language: str) -> Listening | None:
    """None where nobody's word is read."""
    if isinstance(message, Unreadable):
        return None
    sent, reader = message.date or ARRIVED, Reader()
    if not _is_somebody(message, reader, sent):
        return None
    role = role_of(message, reader)
    side = side_of(message, reader, role, (language,))
    return listen(message, message.text, sent, reader, role, side=side, language=language)


def _is_somebody(message: Message, reader: Reader, sent: datetime) -> bool:
    return hear(message, reader, sent).voice in ("person", "system") and not distrust(message)


def _of(told: Listening, right: dict[str, bool]) -> Lesson:
    return Lesson(told.signs(told.by_rules()[0]), right)


def _right(mail: Labelled) -> dict[str, bool]:
    """Where either would be right, nothing is learned; and of a mail without an interview nothing of its time."""
    clear = {name: facts for name, facts in FACTS.items() if mail.facts & facts or not mail.may & facts}
    right = {name: bool(mail.facts & facts) for name, facts in clear.items()}
    if not mail.facts & MEETS or mail.may & MEETS:
        right.pop(FIXED, None)
    return right | {HIRING: mail.label not in NOTHING}


def _proved(fact: str, kind: str) -> dict[str, bool]:
    """An example proves one fact, or that it is not there; of the others it says nothing."""
    told = kind in ("says", "first")
    names = [name for name, facts in FACTS.items() if fact in facts and name != FIXED]
    if fact == "moves":
        names = [INTERVIEW, "interview_cancelled", "rejected", "offered"]
    return dict.fromkeys(names, told) | ({FIXED: fact == FIXED, HIRING: True} if told and fact in MEETS else {})
