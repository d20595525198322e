"""The rules of the language packs, and what they hear in a mail: hits with their evidence, and marks of context.

A rule names a fact and the phrases that tell it; a mark is a rule whose hits only serve as context for others. The
schema stands at the top of languages/en/lexicon.toml. A further language is a further folder with a lexicon.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from followupd.reading.automaton import Automaton, PhraseError, Tree, backwards, parse
from followupd.reading.sentences import TIME, Manner, Stream, split

Source = Literal["text", "subject"]
Marks = Mapping[tuple[Source, int], set[str]]
#: characters of quotation and signature that are looked at for context
_AROUND = 2000
#: how many sentences on either side are beside one
_BESIDE = 2
#: marks that the caller gives
GIVEN = frozenset({"titled", "answering", "hirer"})
#: the mark of a mail that speaks of an application of its reader's
LETTER = "letter"
#: sentences around a phrase in which its context is looked for
_REACH = 10


class Rule(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One rule of a pack, as it stands in the file. Marks are named without their "mark."."""

    say: tuple[str, ...]
    by: Literal["them", "me", "any"] = "them"
    on: Literal["any", "subject", "text"] = "any"
    near: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    asks: bool | None = None
    weak: str = ""
    doubt: str = ""


class Hit(Struct, frozen=True):
    """A rule that spoke: [start, end) in the source, in the sentence of that number (of its source)."""

    name: str
    rule: str
    source: Source
    sentence: int
    start: int
    end: int
    weak: str = ""
    doubt: str = ""
    #: the number of its phrase, and that of its last word
    phrase: int = -1
    word: int = -1


class Heard(Struct, frozen=True):
    """What a pack heard: hits in the order of the text, the marks of each sentence, and where sentences end."""

    language: str
    subject: Stream
    text: Stream
    hits: tuple[Hit, ...]
    #: these, and what counts where the mail is known to belong to the correspondence of a case
    known: tuple[Hit, ...]
    marks: dict[tuple[Source, int], frozenset[str]]
    #: [start, end) of each sentence of the text, in order
    sentences: tuple[tuple[int, int], ...]
    asks: tuple[bool, ...]
    #: where in the text the phrases of each mark end, or begin with TIME: "by TIME", "TIME does not work" tell which
    #: of several times they speak of
    places: dict[str, frozenset[int]]
    #: every mark of the mail, of what it quotes and signs, and of what the caller knew
    context: frozenset[str]

    def marked(self, *names: str) -> bool:
        """Whether one of the marks stands anywhere in the mail."""
        return any(name in marks for marks in self.marks.values() for name in names)

    def within(self) -> Heard:
        """The same mail, heard as a part of the correspondence of a case."""
        return replace(self, hits=self.known, context=self.context | GIVEN)


class Pack:
    """One language: its rules by id ("en.rejected.other_candidate"), compiled together."""

    def __init__(self, language: str, source: str) -> None:
        """Raises PhraseError or msgspec.ValidationError where the file does not keep the schema."""
        data = tomllib.loads(source)
        text, lists = data.pop("text", {}), data.pop("lists", {})
        self.language = language
        self.manner = Manner(
            text.get("short", {}),
            text.get("endings", {}),
            frozenset(text.get("abbreviations", ())),
            frozenset(text.get("replies", ())),
            frozenset(text.get("inside", ())),
            bool(text.get("elides")),
        )
        self.rules: dict[str, Rule] = {
            f"{language}.{name}.{key}": msgspec.convert(rule, Rule)
            for name, rules in data.items()
            for key, rule in rules.items()
        }
        self._owners: list[str] = []
        self._trees: list[Tree] = []
        for rule_id, rule in self.rules.items():
            for phrase in rule.say:
                self._owners.append(rule_id)
                self._trees.append(parse(phrase, lists))
        #: the phrases that begin with a time
        self._timed = frozenset(number for number, tree in enumerate(self._trees) if _first(tree) == TIME)
        self._automaton = Automaton(self._trees)
        self._backwards: dict[int, Automaton] = {}
        self._check_marks()

    def _check_marks(self) -> None:
        known = GIVEN | {_name(rule_id, 1) for rule_id in self.rules} | {_name(rule_id, 2) for rule_id in self.rules}
        for rule_id, rule in self.rules.items():
            for mark in (*rule.near, *rule.beside, *rule.also, *rule.needs, *rule.unless, *rule.never, *rule.foreign):
                if mark not in known:
                    raise PhraseError(f"{rule_id}: nothing is called {mark}")

    def hear(
        self,
        subject: str,
        text: str,
        times: Sequence[tuple[int, int]],
        by: Literal["them", "me"],
        *,
        around: str = "",
        given: frozenset[str] = frozenset(),
    ) -> Heard:
        """Everything that the pack's rules hear in a mail; linear in its length, of which a bound is read.

        `times` are the spans of `text` that name a time: to the phrases each is the one word TIME. `around` is what
        the mail quotes and signs with: it tells what the talk is about, and says nothing. `given` are marks that the
        caller knows of: "titled" (a role is named), "answering" (an answer in a thread), "hirer" (the sender's name or
        address is of somebody who hires).
        """
        streams: dict[Source, Stream] = {
            "subject": split(subject, (), self.manner),
            "text": split(text, times, self.manner),
        }
        # the subject of a reply (RFC 5322 3.6.5) was said before: it is context, and no news
        repeated = self.manner.is_reply(subject)
        raw = [
            (rule, hit) for source, stream in streams.items() for rule, hit in self._matches(source, stream)
            if rule.asks in (None, stream.asks[hit.sentence])
        ]
        marks, places = _marked(hit for _, hit in raw)
        everywhere = frozenset(mark for found in marks.values() for mark in found)
        outside = given | self._marks(around)
        context = everywhere | outside
        near = {key: _around(marks, key, _REACH) | outside for key in marks}
        known = [
            (rule, replace(hit, start=self._begin(hit, streams[hit.source])))
            for rule, hit in raw
            if not (repeated and hit.source == "subject")
            and _speaks(rule, hit, by)
            and _fits(rule, marks[hit.source, hit.sentence], everywhere, near[hit.source, hit.sentence] | GIVEN)
            and (not rule.beside or not _around(marks, (hit.source, hit.sentence), _BESIDE).isdisjoint(rule.beside))
        ]
        body = streams["text"]
        letter = LETTER in everywhere
        return Heard(
            self.language, streams["subject"], body,
            tuple(
                hit for rule, hit in known
                if (not rule.needs or not near[hit.source, hit.sentence].isdisjoint(rule.needs))
                and (letter or everywhere.isdisjoint(rule.foreign))
            ),
            tuple(hit for _, hit in known),
            {key: frozenset(found) for key, found in marks.items()},
            _sentences(body),
            tuple(body.asks),
            {name: frozenset(found) for name, found in places.items()},
            context,
        )

    def _marks(self, around: str) -> frozenset[str]:
        stream = split(around[:_AROUND], (), self.manner)
        return frozenset(_name(self._owners[number], 2) for number, _ in self._automaton.find(stream.words))

    def _matches(self, source: Source, stream: Stream) -> Iterator[tuple[Rule, Hit]]:
        """What stands in a stream; where a phrase of a fact begins is found out later, for what counts."""
        seen: set[tuple[str, int]] = set()
        for number, index in self._automaton.find(stream.words):
            rule_id, sentence, end = self._owners[number], stream.sentence[index], stream.spans[index][1]
            mark = _name(rule_id, 1) == "mark"
            key = (rule_id, end if mark else sentence)
            if key in seen:
                continue
            seen.add(key)
            rule = self.rules[rule_id]
            hit = Hit(_name(rule_id, 1), rule_id, source, sentence, end, end, rule.weak, rule.doubt, number, index)
            yield rule, replace(hit, start=self._begin(hit, stream)) if mark and number in self._timed else hit

    def _begin(self, hit: Hit, stream: Stream) -> int:
        """The place where the phrase of a hit begins: the phrase read backwards."""
        if hit.phrase not in self._backwards:
            self._backwards[hit.phrase] = Automaton([backwards(self._trees[hit.phrase])])
        words = (stream.words[position] for position in range(hit.word, -1, -1))
        return stream.spans[hit.word + 1 - self._backwards[hit.phrase].reach(words)][0]


def _name(rule_id: str, part: int) -> str:
    return rule_id.split(".")[part]


def _first(tree: Tree) -> str:
    tag, children = tree
    return _first(children[0]) if children else tag


def _around(marks: Marks, place: tuple[Source, int], reach: int) -> set[str]:
    """What is marked in the subject and within reach of a sentence; the subject reaches over the first ones."""
    source, sentence = place
    numbers = range(sentence - reach, sentence + reach + 1) if source == "text" else range(2 * reach)
    places: list[tuple[Source, int]] = [("subject", 0), ("subject", 1), *(("text", number) for number in numbers)]
    return {mark for place in places for mark in marks.get(place, ())}


def _marked(hits: Iterable[Hit]) -> tuple[dict[tuple[Source, int], set[str]], dict[str, set[int]]]:
    """What is marked in each sentence, and where in the text each mark begins and ends."""
    marks: dict[tuple[Source, int], set[str]] = {}
    places: dict[str, set[int]] = {}
    for hit in hits:
        key = _name(hit.rule, 2)
        marks.setdefault((hit.source, hit.sentence), set()).update({hit.name, key})
        if hit.name == "mark" and hit.source == "text":
            places.setdefault(key, set()).update((hit.start, hit.end))
    return marks, places


def _speaks(rule: Rule, hit: Hit, by: str) -> bool:
    """Whether a rule of a fact may speak here, by this author."""
    return hit.name != "mark" and rule.by in (by, "any") and rule.on in (hit.source, "any")


def _fits(rule: Rule, here: set[str], everywhere: frozenset[str], context: set[str] | frozenset[str]) -> bool:
    return (
        (not rule.near or not here.isdisjoint(rule.near))
        and (not rule.also or not everywhere.isdisjoint(rule.also))
        and (not rule.needs or not context.isdisjoint(rule.needs))
        and here.isdisjoint(rule.unless)
        and everywhere.isdisjoint(rule.never)
        and here.isdisjoint(rule.foreign)
    )


def _sentences(stream: Stream) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    for (start, end), sentence in zip(stream.spans, stream.sentence, strict=True):
        if sentence == len(spans):
            spans.append((start, end))
        else:
            spans[sentence] = (spans[sentence][0], max(end, spans[sentence][1]))
    return tuple(spans)


@cache
def pack(language: str) -> Pack:
    """The pack of a language. Raises FileNotFoundError for a language that has none."""
    source = files("followupd.languages").joinpath(language, "lexicon.toml")
    return Pack(language, source.read_text(encoding="utf-8"))
