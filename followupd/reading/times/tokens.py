"""A mail's words as tokens with their places, and phrases found among them. One pass, no backtracking."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

from msgspec import Struct

T = TypeVar("T")

# an ending after an apostrophe is a token of its own: "we" "'ll", "friday" "'s"
_PIECE = re.compile(r"(\s*)(\d+|[^\W\d_]+|(?:(?<=[^\W\d_])|\A)['’][^\W\d_]+|\S)")
#: gaps before a token: a space, a line end, an empty line
_SPACE, LINE, _PARAGRAPH = 1, 2, 3
_LONGEST_NUMBER = 8


class Token(Struct, frozen=True):
    """A word (lower-cased, with a plain apostrophe), a run of digits, or one sign; [start, end) in the text.

    `gap`: what stands before it: 0 nothing, 1 a space, 2 a line end, 3 an empty line.
    """

    text: str
    start: int
    end: int
    gap: int
    number: int | None = None
    capital: bool = False


def cut(text: str) -> tuple[Token, ...]:
    """The tokens of a text. Linear; a run of more than 8 digits is a word, not a number."""
    tokens: list[Token] = []
    for piece in _PIECE.finditer(text.rstrip()):
        space, word = piece.groups()
        gap = _gap(space) if tokens else _PARAGRAPH
        number = int(word) if word[0].isdecimal() and len(word) <= _LONGEST_NUMBER else None
        lower = word.lower().replace("’", "'")
        tokens.append(Token(lower, piece.start(2), piece.end(), gap, number, word[0].isupper()))
    return tuple(tokens)


def _gap(space: str) -> int:
    if space in ("", " "):
        return len(space)
    ends = space.count("\n")
    return _PARAGRAPH if ends > 1 else LINE if ends else _SPACE


class Phrases(Generic[T]):
    """Phrases and what they mean, to be found at a token; the longest one wins."""

    def __init__(self, meanings: Mapping[str, T]) -> None:
        #: first word → the words that follow it, and the meaning, the longest first
        self.by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, meaning in meanings.items():
            first, *rest = (token.text for token in cut(phrase))
            self.by_first.setdefault(first, []).append((tuple(rest), meaning))
        for found in self.by_first.values():
            found.sort(key=lambda entry: -len(entry[0]))
        self.longest = max((1 + len(found[0][0]) for found in self.by_first.values()), default=0)

    @classmethod
    def of(cls, phrases: Iterable[str], meaning: T) -> Phrases[T]:
        return cls(dict.fromkeys(phrases, meaning))

    def firsts(self) -> frozenset[str]:
        """The words that a phrase can begin with."""
        return frozenset(self.by_first)

    def alone(self) -> frozenset[str]:
        """The words that are a phrase by themselves."""
        return frozenset(first for first, found in self.by_first.items() if not found[-1][0])

    def words(self) -> frozenset[str]:
        """All words of the phrases."""
        return self.firsts().union(*(rest for found in self.by_first.values() for rest, _ in found))


class Tokens:
    """Tokens to be read by position. Beyond either end there are empty words. `steps` counts the looks."""

    def __init__(self, text: str) -> None:
        self.all = cut(text)
        self._words = [token.text for token in self.all]
        self.steps = 0

    def __len__(self) -> int:
        return len(self.all)

    def at(self, i: int) -> Token | None:
        self.steps += 1
        return self.all[i] if 0 <= i < len(self.all) else None

    def word(self, i: int) -> str:
        self.steps += 1
        return self._words[i] if 0 <= i < len(self._words) else ""

    def gap(self, i: int) -> int:
        token = self.at(i)
        return token.gap if token else _PARAGRAPH

    def number(self, i: int, low: int, high: int, digits: tuple[int, ...] = (1, 2)) -> int | None:
        """The number at i, if it lies in [low, high] and is written with so many digits."""
        token = self.at(i)
        if token is None or token.number is None or len(token.text) not in digits:
            return None
        return token.number if low <= token.number <= high else None

    def find(self, phrases: Phrases[T], i: int) -> tuple[T, int] | None:
        """The meaning of the longest phrase that starts at i, and the position behind it."""
        self.steps += 1
        known = phrases.by_first.get(self._words[i] if 0 <= i < len(self._words) else "")
        if known is None:  # as nearly always: the work of a mail is this question
            return None
        for rest, meaning in known:
            if all(self.word(i + 1 + n) == word and self.gap(i + 1 + n) < _PARAGRAPH for n, word in enumerate(rest)):
                return meaning, i + 1 + len(rest)
        return None

    def skip(self, phrases: Phrases[T], i: int) -> int:
        """The position behind a phrase at i, or i."""
        found = self.find(phrases, i)
        return found[1] if found else i

    def behind(self, phrases: Phrases[T], i: int) -> bool:
        """Whether one of the phrases ends right before i."""
        for n in range(1, phrases.longest + 1):
            found = self.find(phrases, i - n)
            if found and found[1] == i:
                return True
        return False
