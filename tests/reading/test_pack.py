"""Every language pack proves itself: what it says, what must stay silent, and that no rule is without a proof."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec
import pytest

import followupd.reading as reading_room
from followupd.mail.message import Address, Message
from followupd.reading.facts import Reader, Reading
from followupd.reading.lexicon import Hit, pack
from followupd.reading.read import read
from followupd.reading.spoken import languages
from followupd.reading.times import find_times

ME, ANN = Address("Jordan Lee", "jordan.lee@example.org"), Address("Ann Brook", "ann.brook@larkfield.test")
READER = Reader(zone=ZoneInfo("America/New_York"), name="Jordan Lee", own=frozenset({ME.address}))
NOW = datetime(2026, 11, 3, 10, 0, tzinfo=ZoneInfo("America/New_York"))
#: of every language that has a pack
GREETINGS = {"de": "Hallo", "en": "Hi", "fr": "Bonjour"}
SUBJECT = "Data Engineer at Larkfield"
MOVING = {"interview_proposed", "interview_set", "interview_cancelled", "rejected", "offered", "answer_promised"}


def examples(language: str) -> Iterator[tuple[str, str, str]]:
    """(fact, list, text), the text with a greeting in its language."""
    text = files("followupd.languages").joinpath(language, "examples.toml").read_text(encoding="utf-8")
    for fact, lists in tomllib.loads(text).items():
        for kind, lines in lists.items():
            yield from ((fact, kind, greeted(kind, line, GREETINGS[language])) for line in lines)


def greeted(kind: str, line: str, hello: str) -> str:
    """The subject stays in front, with a stroke behind it."""
    subject, stroke, text = line.partition(" | ") if kind.endswith("first") else ("", "", line)
    return f"{subject}{stroke}{hello} {'Ann' if kind.endswith('mine') else 'Jordan'},\n\n{text}"


def mail(kind: str, line: str) -> Message:
    """The line as the mail that its list makes of it."""
    subject, _, text = line.partition(" | ") if kind.endswith("first") else (f"Re: {SUBJECT}", "", line)
    mine = kind.endswith("mine")
    return Message(
        message_id="<1@larkfield.test>", date=NOW, subject=subject, sender=ME if mine else ANN,
        to=(ANN if mine else ME,),
        in_reply_to=() if kind.endswith("first") else ("<0@larkfield.test>",),
        text=text,
    )


def heard(kind: str, line: str) -> Reading:
    return read(mail(kind, line), NOW, READER)


def names(reading: Reading) -> set[str]:
    return {msgspec.to_builtins(fact)["fact"] for fact in reading.facts}


ALL = [example for language in languages() for example in examples(language)]
DOUBTS = [example for example in ALL if example[1] == "doubts"]
SAYS = [example for example in ALL if example[1] in ("says", "first", "mine")]
NOT = [example for example in ALL if example[1].startswith("not")]


@pytest.mark.parametrize(("fact", "kind", "line"), SAYS)
def test_it_is_heard(fact: str, kind: str, line: str) -> None:
    """Where they take a time, it is agreed on by that: the words of the whole mail may say as much."""
    same = {fact, "interview_set"} if (fact, kind) == ("slot_accepted", "says") else {fact}
    assert same & names(heard(kind, line)), heard(kind, line).doubts


@pytest.mark.parametrize(("fact", "kind", "line"), NOT)
def test_it_is_not_heard(fact: str, kind: str, line: str) -> None:
    assert not names(heard(kind, line)) & (MOVING if fact == "moves" else {fact})


@pytest.mark.parametrize(("fact", "kind", "line"), DOUBTS)
def test_it_is_doubted(fact: str, kind: str, line: str) -> None:
    reading = heard(kind, line)
    assert fact in {doubt.about for doubt in reading.doubts} and fact not in names(reading)


@pytest.mark.parametrize("language", languages())
def test_every_rule_is_proved_by_an_example_of_its_fact(language: str) -> None:
    proved = {
        hit.rule
        for fact, kind, line in examples(language)
        if kind in ("says", "first", "mine", "doubts")
        for hit in hits(language, kind, line)
        if hit.name == fact
    }
    assert {rule for rule in pack(language).rules if rule.split(".")[1] != "mark"} - proved == set()


def hits(language: str, kind: str, line: str) -> tuple[Hit, ...]:
    message = mail(kind, line)
    times = find_times(message.text, NOW, READER.zone or NOW.tzinfo, language)
    given = frozenset({"titled"} if kind.endswith("first") else {"titled", "answering"})
    by: Literal["them", "me"] = "me" if kind.endswith("mine") else "them"
    return pack(language).hear(message.subject, message.text, [(m.start, m.end) for m in times], by, given=given).hits


def test_every_hit_points_at_words_of_the_mail() -> None:
    for _, kind, line in SAYS:
        message, reading = mail(kind, line), heard(kind, line)
        for fact in reading.facts:
            source = {"text": message.text, "subject": message.subject}[fact.evidence.source]
            assert source[fact.evidence.start : fact.evidence.end].strip()


@pytest.mark.parametrize("language", languages())
def test_a_pack_holds_nothing_that_nobody_asks_for(language: str) -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in Path(reading_room.__file__).parent.glob("*.py"))
    text = files("followupd.languages").joinpath(language, "lexicon.toml").read_text(encoding="utf-8")
    lists, marks = tomllib.loads(text)["lists"], tomllib.loads(text)["mark"]
    asked = {name for rule in pack(language).rules.values() for names in (rule.near, rule.beside, rule.also, rule.needs,
             rule.unless, rule.never, rule.foreign) for name in names}
    assert [name for name in marks if name not in asked and f'"{name}"' not in code] == []
    assert [name for name in lists if not re.search(rf"@{name}\b", text)] == []
