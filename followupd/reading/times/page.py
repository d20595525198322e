"""A mail to be read: its tokens and the words of its language, and how the two meet."""

from __future__ import annotations

from msgspec import Struct

from followupd.reading.times.tokens import Tokens
from followupd.reading.times.words import Words


class Page(Struct, frozen=True):
    """The mail to be read: its tokens and the words of its language."""

    tokens: Tokens
    words: Words

    def is_in(self, name: str, i: int) -> bool:
        return self.tokens.find(self.words.sets[name], i) is not None

    def past(self, name: str, i: int) -> int:
        return self.tokens.skip(self.words.sets[name], i)

    def behind(self, name: str, i: int) -> bool:
        return self.tokens.behind(self.words.sets[name], i)

    def count_word(self, i: int) -> tuple[int, int] | None:
        """A number in digits or letters, and the position behind it."""
        number = self.tokens.number(i, 0, 999, (1, 2, 3))
        return (number, i + 1) if number is not None else self.tokens.find(self.words.numbers, i)
