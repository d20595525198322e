"""Phrases with alternatives, and the language packs' lists of them: "(get|come) back to (you|)".

"_" stands for any one word; no phrase begins with it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from followupd.reading.times.tokens import Tokens, cut

_ALTERNATIVES = re.compile(r"\(([^()]*)\)")
_EMPTY: tuple[str, ...] = ()
_ANY = "_"

Slot = tuple[tuple[str, ...], ...]


def _slots(phrase: str) -> tuple[Slot, ...]:
    """The phrase as a row of choices, each choice a row of tokens; an empty one may be left out."""
    slots = []
    for n, piece in enumerate(_ALTERNATIVES.split(phrase)):
        choices = piece.split("|") if n % 2 else [piece]
        slot = tuple(tuple(token.text for token in cut(choice)) for choice in choices)
        if slot != (_EMPTY,):
            slots.append(slot)
    return tuple(slots)


def _firsts(slots: tuple[Slot, ...]) -> set[str]:
    """The words that a phrase can begin with."""
    words: set[str] = set()
    for slot in slots:
        words |= {choice[0] for choice in slot if choice}
        if _EMPTY not in slot:
            break
    return words


class Patterns:
    """Phrases to be found at a token; of all readings the longest wins."""

    def __init__(self, phrases: list[str], spellings: Mapping[str, str] = MappingProxyType({})) -> None:
        self._spellings = spellings
        self._by_first: dict[str, list[tuple[Slot, ...]]] = {}
        self._longest = 0
        for phrase in phrases:
            slots = _slots(phrase)
            self._longest = max(self._longest, sum(max(map(len, slot)) for slot in slots))
            for word in _firsts(slots):
                self._by_first.setdefault(word, []).append(slots)

    def firsts(self) -> frozenset[str]:
        """The words that a phrase can begin with."""
        return frozenset(self._by_first) | {here for here, word in self._spellings.items() if word in self._by_first}

    def ends(self, tokens: Tokens, i: int) -> set[int]:
        """The positions behind all phrases at i."""
        word = tokens.word(i)
        known = self._by_first.get(self._spellings.get(word, word))
        return {end for slots in known for end in self._ends(slots, tokens, i)} if known else set()

    def end(self, tokens: Tokens, i: int) -> int | None:
        """The position behind the longest phrase at i."""
        ends = self.ends(tokens, i)
        return max(ends) if ends else None

    def first_in(self, tokens: Tokens, start: int, end: int) -> int | None:
        """Where the first of these phrases starts that lies in [start, end)."""
        for i in range(start, end):
            stop = self.end(tokens, i)
            if stop is not None and stop <= end:
                return i
        return None

    def behind(self, tokens: Tokens, i: int) -> bool:
        """Whether a phrase ends right before i."""
        return any(i in self.ends(tokens, i - n) for n in range(1, self._longest + 1) if i >= n)

    def _ends(self, slots: tuple[Slot, ...], tokens: Tokens, i: int) -> set[int]:
        at = {i}
        for slot in slots:
            at = {j + len(choice) for j in at for choice in slot if self._stands(choice, tokens, j)}
        return at

    def _stands(self, choice: tuple[str, ...], tokens: Tokens, i: int) -> bool:
        for n, word in enumerate(choice):
            here = tokens.word(i + n)
            here = self._spellings.get(here, here)
            if not (here == word or (word == _ANY and here.isalpha())) or (n and tokens.gap(i + n) >= 3):
                return False
        return True


@cache
def patterns(language: str) -> dict[str, Patterns]:
    """The lists of a language's `promises.toml`. Raises FileNotFoundError for a language that has none."""
    source = resources.files("followupd.languages").joinpath(language, "promises.toml")
    lists = tomllib.loads(source.read_text(encoding="utf-8"))
    spellings = dict(entry.split(" = ") for entry in lists.pop("spellings", []))
    return {name: Patterns(phrases, spellings) for name, phrases in lists.items()}


#: the lists whose phrases begin a commitment
_BEGINNING = (
    "reader_modals", "modals", "negated", "do_not_expect", "imperatives", "being", "passives", "continues", "speakers",
    "left_out", "present_reader",
)


@cache
def beginnings(language: str) -> frozenset[str]:
    """The words that a commitment can begin with: at another word none need be looked for."""
    return frozenset().union(*(patterns(language)[name].firsts() for name in _BEGINNING))
