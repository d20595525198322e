"""A mail to be read: its tokens and the words of its language, and how the two meet."""

from __future__ import annotations

from msgspec import Struct

from followupd.reading.times.tokens import LINE, Tokens
from followupd.reading.times.words import Words

_FEW = 12
_LED = 6
_STOPS = frozenset({".", "!", "?", ";"})


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

    def replaced(self, i: int, *, day: bool) -> bool:
        """Whether another time has taken the place of the one at i: "instead of Friday", "moved from Monday to Friday".

        "moved to Friday from 2 to 3" is no such clock, but "moved to Friday from Thursday" is such a day.
        """
        if self.behind("replaced", i):
            return self.tokens.gap(i) < LINE or self.tokens.gap(i - 1) < LINE  # a label without its value
        if self._led(i):
            return True
        if not self.behind("from", i):
            return False
        for n in range(i - 2, max(i - _FEW, 0) - 1, -1):
            if self.is_in("moves", n):
                return True
            stops = self.tokens.word(n) in _STOPS and not self._abbreviates(n)
            if stops or (self.is_in("to", n) and not day):
                return False
        return False

    def _led(self, i: int) -> bool:
        """ "Instead of the interview at 3", "rather than our call on Tuesday at 2"."""
        for n in range(i - 1, max(i - _LED, 0), -1):
            if not self.tokens.word(n).isalpha():
                return False
            if self.behind("replaced_led", n):
                return True
        return False

    def _abbreviates(self, i: int) -> bool:
        """Whether the full stop at i stands behind a title: "Mr. Whitlock"."""
        after = self.tokens.at(i + 1)
        return self.tokens.word(i) == "." and len(self.tokens.word(i - 1)) <= 4 and after is not None and after.capital

    def count_word(self, i: int) -> tuple[int, int] | None:
        """A number in digits or letters, and the position behind it."""
        number = self.tokens.number(i, 0, 999, (1, 2, 3))
        return (number, i + 1) if number is not None else self.tokens.find(self.words.numbers, i)
