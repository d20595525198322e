"""Where sentences end, seen on tokens: it survives abbreviations, line wraps, and mails cut into tokens long ago."""

from __future__ import annotations

from itertools import pairwise

from followupd.reading.times.beside import behind_ordinal
from followupd.reading.times.page import Page

#: a longer sentence is cut: nobody writes one, and looking through it must not become long work
_LONGEST = 160
_STOPS = frozenset({".", "!", "?", "…"})
BULLETS = frozenset({"*", "•", "-", "–", "·", "o", ">"})


def _ends(page: Page, i: int) -> bool:
    """Whether the stop at i ends its sentence."""
    tokens = page.tokens
    after, before = tokens.at(i + 1), tokens.at(i - 1)
    if after is None or after.gap == 0:
        return False
    if tokens.word(i) != "." or before is None:
        return True
    if len(before.text) == 1 and before.text.isalpha():
        return after.capital and tokens.word(i - 2) == "."
    if tokens.gap(i - 1) == 0 and behind_ordinal(page, i):
        return after.capital  # "3rd." is no road
    if _is_ordinal(page, i):
        return after.capital and page.tokens.find(page.words.months, i + 1) is None
    if before.number is not None and tokens.gap(i) == 0 and tokens.word(i - 2) == ".":
        return after.capital
    return not page.is_in("abbreviations", i - 1)


def _is_ordinal(page: Page, i: int) -> bool:
    """Whether the point at i may be that of "den 3. Dezember"."""
    return page.is_in("ordinal_suffixes", i) and page.tokens.number(i - 1, 1, 31) is not None


def sentences(page: Page) -> tuple[tuple[int, int], ...]:
    """The sentences as [first, end) token positions, in order, covering all tokens."""
    starts = [0]
    for i, (before, token) in enumerate(pairwise(page.tokens.all), 1):
        bullet = token.gap == 2 and token.text in BULLETS and page.tokens.gap(i + 1) > 0
        ended = bullet or (before.text in _STOPS and _ends(page, i - 1))
        if token.gap == 3 or ended or i - starts[-1] >= _LONGEST:
            starts.append(i)
    ends = [*starts[1:], len(page.tokens)]
    return tuple((start, end) for start, end in zip(starts, ends, strict=True) if end > start)
