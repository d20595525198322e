"""What the words of a mail speak for, taken together: each weighs for or against a fact, and their sum leans one way.

The phrases of the lexicon say what is certain; most people say it in words that no list of phrases foresees. The
weights are data (`languages/*/leaning.tsv`), learned from labelled mails by benchmarks/learn.py: those of a logistic
regression, so that a sum is the logarithm of the odds. Where a mail leans far to a fact, the fact is heard in its
loudest sentence; where it leans far away, what a rule heard is a doubt.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import sqrt

from msgspec import Struct

from followupd.reading.facts import Fact
from followupd.reading.lexicon import Heard, Hit
from followupd.reading.sentences import Stream

#: an interview, open or set; which of the two is a question of its own; and whether it is hiring mail at all
INTERVIEW, FIXED, HIRING = "interview", "interview_set", "hiring"
#: of these a mail says one; what a rule tells stands above what the words lean to
_VERDICTS = (INTERVIEW, "rejected", "offered")
_CANCELLED, _RECEIVED = "interview_cancelled", "application_received"
_MEETS = frozenset({"interview_proposed", "interview_set"})
_FILE = "leaning.tsv"
_NUMBER = "#"
_SUBJECT = -1
#: a verdict is told early: further sentences are an article's, or a quotation's
_SENTENCES = 25
#: words of a letter; of an article, all words together say this or that
_LETTER = 350
_MOST_TIMES = 3
#: so many signs count as they are; each of more counts less
_USUAL = 100
_DEAREST = 1.5
#: what it takes to be off where a rule hears it agreed, or rejected where one hears it received
_SURELY = 1.0
_RATHER = 1.0

#: a sign of the mail → the sentence where it stands first, -1 for the subject and for what stands nowhere
Signs = Mapping[str, int]
_NO_TRUST: Mapping[str, float] = {}


class Weights(Struct, frozen=True):
    """What each sign weighs for each of `names`. What sums are enough, alone and within a known case, and below what
    sum a rule is not believed."""

    names: tuple[str, ...]
    bias: tuple[float, ...]
    alone: dict[str, float]
    known: dict[str, float]
    least: dict[str, float]
    #: in hundredths
    table: dict[str, tuple[int, ...]]


def signs(heard: Heard, facts: Sequence[Fact], *, times: int, own: bool, host: bool) -> Signs:
    """Everything that is weighed of a mail: words, pairs of words, marks, what the rules made of it.

    `times`: how many that lie ahead; `own` and `host` as of a `Side`.
    """
    found: dict[str, int] = {}
    for name in [*(f"f:{fact.__struct_config__.tag}" for fact in facts), f"t:{min(times, _MOST_TIMES)}"]:
        found[name] = _SUBJECT
    found |= {name: _SUBJECT for name, is_so in (("g:own", own), ("g:host", host)) if is_so}
    for key, names in heard.marks.items():
        for name in names:
            found.setdefault(f"m:{name}", key[1] if key[0] == "text" else _SUBJECT)
    here = {name for names in heard.marks.values() for name in names}
    found |= {f"g:{name}": _SUBJECT for name in heard.context - here}
    for word, _ in _words(heard.subject):
        found[f"s:{word}"] = found[word] = _SUBJECT
    for word, sentence in _words(heard.text):
        found.setdefault(word, sentence)
    found[f"l:{len(heard.text.words).bit_length()}"] = _SUBJECT
    return found


def _words(stream: Stream) -> Iterator[tuple[str, int]]:
    """Words and pairs, each with its sentence; numbers are all one."""
    words = [bare(word) for word in stream.words]
    yield from zip(words, stream.sentence, strict=True)
    for (first, second), sentence in zip(pairwise(words), stream.sentence[1:], strict=False):
        yield f"{first} {second}", sentence


def bare(word: str) -> str:
    """Numbers are all one."""
    return _NUMBER if word[:1].isdigit() else word


class Leaning(Struct, frozen=True):
    """The sums of a mail's signs by name."""

    weights: Weights
    signs: Signs
    sums: dict[str, float]

    def hits(self, heard: Heard, facts: Sequence[Fact], *, known: bool) -> tuple[Hit, ...]:
        """What it leans to that is not among the facts of the rules; `known`: it belongs to a case."""
        if not known and len(heard.text.words) > _LETTER:
            return ()
        bars, told = self.weights.known if known else self.weights.alone, {name_of(fact) for fact in facts}
        names = [
            name for name in self.weights.names
            if name not in (FIXED, HIRING) and self.sums[name] >= bars[name]
            and self.sums[HIRING] + self.sums[name] / 2 >= bars[HIRING]  # the surer of the one, the less of the other
        ]
        if _RECEIVED in told and self.sums["rejected"] < _SURELY:
            names = [name for name in names if name != "rejected"]  # a rule found that it has only come in
        off = self.sums[_CANCELLED]
        if INTERVIEW in told and off < _SURELY and off < self.sums[INTERVIEW] + _RATHER:
            names = [name for name in names if name != _CANCELLED]  # a rule found it agreed
        verdicts = [name for name in _VERDICTS if name in told or name in names]
        first = max(verdicts, key=lambda name: (name in told, self.sums[name]), default="")
        others = {*_VERDICTS, *([_CANCELLED] if first in ("rejected", "offered") else [])} - {first}
        return tuple(self._hit(heard, name) for name in names if name not in told and name not in others)

    def away(self, trust: Mapping[str, float] = _NO_TRUST) -> frozenset[str]:
        """What it leans so far away from that no rule is believed, for it says something else or is no hiring mail.

        `trust`: how much more the words must weigh against the rules that tell it.
        """
        least, hiring = self.weights.least, self.sums[HIRING]
        raised = {name: much + trust.get(name, 0.0) for name, much in self.sums.items()}
        return frozenset(
            name for name, much in raised.items() if much < least[name] or much + hiring < least[HIRING]
        )

    def _hit(self, heard: Heard, name: str) -> Hit:
        loudest = self.loudest(name)
        start, end = heard.sentences[loudest] if heard.sentences else (0, 0)
        if name == INTERVIEW:
            name = FIXED if self.sums[FIXED] >= self.weights.alone[FIXED] else "interview_proposed"
        return Hit(name, f"{heard.language}.{name}.leaning", "text", loudest, start, end)

    def loudest(self, name: str) -> int:
        """The number of the sentence that speaks for it most."""
        place, told = self.weights.names.index(name), dict[int, int]()
        for sign, sentence in self.signs.items():
            if 0 <= sentence < _SENTENCES and sign in self.weights.table:
                told[sentence] = told.get(sentence, 0) + self.weights.table[sign][place]
        return max(told, key=lambda number: (told[number], -number), default=0)


def name_of(told: Fact | Hit) -> str:
    """What a fact or a hit is weighed as: an interview is one thing, open or set."""
    name = told.name if isinstance(told, Hit) else str(told.__struct_config__.tag)
    return INTERVIEW if name in _MEETS else name


def share(found: Signs) -> float:
    """What each of a whole mail's signs counts: a long mail is not surer than a short one, nor is one of two words."""
    return min(_DEAREST, sqrt(_USUAL / max(1, len(found))))


def lean(found: Signs, weights: Weights, each: float = 1.0) -> Leaning:
    """The sums of signs, of which each counts so much, exact in any order. Linear in their number."""
    rows = [weights.table[sign] for sign in found if sign in weights.table]
    columns = zip(*rows, strict=True) if rows else [()] * len(weights.bias)
    sums = [bias + each * sum(column) / 100 for bias, column in zip(weights.bias, columns, strict=True)]
    return Leaning(weights, found, dict(zip(weights.names, sums, strict=True)))


@cache
def weights_of(language: str, file: str = _FILE) -> Weights | None:
    """The weights of a language, None where it has none."""
    source = files("followupd.languages").joinpath(language, file)
    if not source.is_file():
        return None
    head, *lines = source.read_text(encoding="utf-8").splitlines()
    names = head.split("\t")
    bias, *bars = ([float(much) for much in line.split("\t")] for line in lines[:4])
    table = {}
    for line in lines[4:]:
        sign, *told = line.split("\t")
        table[sign] = tuple(int(much or 0) for much in told)
    alone, known, least = (dict(zip(names, row, strict=True)) for row in bars)
    return Weights(tuple(names), tuple(bias), alone, known, least, table)
