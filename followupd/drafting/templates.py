"""The little language that notes are written in: the built-in phrases and the user's own templates alike.

`{role}` is a fact. `[[ at {employer}]]` is left out where a fact in it is not known; `[[A|B]]` is the first of
its alternatives whose facts are all known. Outside of these, a sentence with an unknown fact is left out
(ETIQUETTE W7: never a blank, never a guess). A sentence ends with ".", "?" or "!" before white space, and with
its paragraph; paragraphs are set apart by an empty line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from followupd.cases.entries import Kind

#: What a template may name. `late` prints nothing: it is known only where W1 comes late and asks where things stand.
FIELDS = {
    "first_name": "the first name of the person the note is for",
    "name": "that person's whole name",
    "employer": "the company",
    "role": "the role",
    "day": "the day of the interview, as in “on Tuesday”",
    "signature": "your signature (where a template has none, it is put below)",
    "late": "nothing; known only where the thank-you is late and asks where things stand",
}


class Field(Struct, frozen=True):
    """`{name}`"""

    name: str


Run = tuple[str | Field, ...]


class Choice(Struct, frozen=True):
    """`[[A|B]]`"""

    options: tuple[Run, ...]


Sentence = tuple[str | Field | Choice, ...]


class Template(Struct, frozen=True):
    """A note with facts left open: paragraphs of sentences."""

    paragraphs: tuple[tuple[Sentence, ...], ...]

    def names(self, field: str) -> bool:
        """Whether the note has this field anywhere."""
        return any(part == Field(field) for paragraph in self.paragraphs for run in paragraph for part in _flat(run))


Templates = Mapping[Kind, Template]


class Problem(Struct, frozen=True):
    """What is wrong in a template, on which line (from 1)."""

    line: int
    what: str


_TOKEN = re.compile(r"\[\[|\]\]|\||\n[ \t]*\n\s*|\{[^{}\[\]\n]{0,40}\}|[{}]|[^\[\]{}|\n]+|[\[\]\n]")
_SENTENCE_END = re.compile(r"[.?!]\s+$")
_INSIDE = re.compile(r"(?<=[.?!] )(?=\S)")


def parse_template(text: str) -> Template | tuple[Problem, ...]:
    """The template, or everything that is wrong with it."""
    parser = _Parser()
    line = 1
    for mark in _TOKEN.findall(re.sub(r"[ \t]+", " ", text.replace("\r\n", "\n")) + "\n\n"):
        parser.take(mark, line)
        line += mark.count("\n")
    if parser.choice is not None:
        parser.problems.append(Problem(parser.opened, "[[ is never closed with ]]"))
    return tuple(parser.problems) or Template(tuple(parser.paragraphs))


class _Parser:
    """Takes tokens one by one; what is finished stands in `paragraphs`."""

    def __init__(self) -> None:
        self.paragraphs: list[tuple[Sentence, ...]] = []
        self.problems: list[Problem] = []
        self.sentences: list[Sentence] = []
        self.sentence: list[str | Field | Choice] = []
        self.choice: list[list[str | Field]] | None = None
        self.opened = 0

    def take(self, mark: str, line: int) -> None:
        if mark in {"[[", "]]"}:
            self._bracket(mark, line)
        elif mark == "|" and self.choice is not None:
            self.choice.append([])
        elif mark[0] in "{}":
            self._field(mark, line)
        elif self.choice is not None:
            self.choice[-1].append(mark)
        elif mark[0] == "\n" and len(mark) > 1:
            self._end_paragraph()
        else:
            self._words(mark)

    def _bracket(self, mark: str, line: int) -> None:
        if mark == "[[" and self.choice is None:
            self.choice, self.opened = [[]], line
        elif mark == "[[":
            self.problems.append(Problem(line, "[[ stands inside another [[ ]]"))
        elif self.choice is None:
            self.problems.append(Problem(line, "]] closes nothing"))
        else:
            self.sentence.append(Choice(tuple(tuple(option) for option in self.choice)))
            self.choice = None

    def _field(self, mark: str, line: int) -> None:
        name = mark[1:-1].strip()
        if mark in "{}":
            self.problems.append(Problem(line, f"a single {mark}; a fact is written like {{role}}"))
        elif name not in FIELDS:
            known = ", ".join(f"{{{field}}}" for field in FIELDS)
            self.problems.append(Problem(line, f"unknown field {mark}; known are {known}"))
        else:
            (self.sentence if self.choice is None else self.choice[-1]).append(Field(name))

    def _words(self, mark: str) -> None:
        if mark[0].isspace() and self.sentence and _ends_sentence(self.sentence[-1]):
            self.sentence.append(mark[0])
            self._end_sentence()
            mark = mark[1:]
        for piece in filter(None, _INSIDE.split(mark)):
            self.sentence.append(piece)
            if _SENTENCE_END.search(piece):
                self._end_sentence()

    def _end_sentence(self) -> None:
        if self.sentence:
            self.sentences.append(tuple(self.sentence))
        self.sentence = []

    def _end_paragraph(self) -> None:
        self._end_sentence()
        if self.sentences:
            self.paragraphs.append(tuple(self.sentences))
        self.sentences = []


def _ends_sentence(part: str | Field | Choice) -> bool:
    if isinstance(part, Choice):
        return any(option and _ends_sentence(option[-1]) for option in part.options)
    return isinstance(part, str) and part.endswith((".", "?", "!"))


def _flat(sentence: Sentence) -> Iterator[str | Field]:
    for part in sentence:
        if isinstance(part, Choice):
            for option in part.options:
                yield from option
        else:
            yield part


def fill(template: Template, facts: Mapping[str, str]) -> str:
    """The note with these facts; what needs another one is left out. Lines have no white space at their ends."""
    paragraphs = ("".join(_say(sentence, facts) for sentence in paragraph) for paragraph in template.paragraphs)
    return "\n\n".join(tidy for tidy in map(_tidy, paragraphs) if tidy)


def _say(sentence: Sentence, facts: Mapping[str, str]) -> str:
    said: list[str] = []
    for part in sentence:
        run = _choose(part, facts) if isinstance(part, Choice) else (part,)
        for piece in run:
            word = piece if isinstance(piece, str) else facts.get(piece.name)
            if word is None:
                return ""
            # "… at Acme Inc." ends with one full stop
            doubled = word.startswith(".") and said and said[-1].endswith(".")
            said.append(word[1:] if doubled else word)
    return "".join(said)


def _choose(choice: Choice, facts: Mapping[str, str]) -> Run:
    known = (o for o in choice.options if all(isinstance(part, str) or part.name in facts for part in o))
    return next(known, ())


def _tidy(paragraph: str) -> str:
    return "\n".join(re.sub(r"[ \t]+", " ", line).strip() for line in paragraph.strip().split("\n"))
