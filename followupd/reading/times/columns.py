"""Two columns of times, as they were and as they are now: a line with the two heads, and below it rows of pairs.

    Was          Now
    Thu 3 Dec    Mon 7 Dec
"""

from __future__ import annotations

from bisect import bisect_left

from followupd.reading.times.item import Item
from followupd.reading.times.page import Page
from followupd.reading.times.tokens import LINE

#: words of a line of heads, and lines below it that are its rows
_HEADS, _ROWS = 8, 9
_PAIR = ["column_new", "column_old"]


def without_old(page: Page, items: list[Item]) -> list[Item]:
    """The items without those in a column of old times."""
    starts, gone = [item.i for item in items], set[int]()
    old, left = 0, 0
    for start, end in _lines(page):
        heads = _old_column(page, start, end)
        old, left = (heads, _ROWS) if heads is not None else (old, left - 1)
        row = items[bisect_left(starts, start) : bisect_left(starts, end)] if left > 0 else []
        for pair in ([item.i for item in row if item.parts], [item.i for item in row if item.clock]):
            gone.update(pair[old : old + 1] if len(pair) == 2 else ())
    return [item for item in items if item.i not in gone]


def _lines(page: Page) -> list[tuple[int, int]]:
    starts = [i for i, token in enumerate(page.tokens.all) if token.gap >= LINE]
    return list(zip(starts, [*starts[1:], len(page.tokens)], strict=False))


def _old_column(page: Page, start: int, end: int) -> int | None:
    """0 or 1 where a line holds nothing but the heads of two columns, the old one first or second; else None."""
    heads: list[str] = []
    while start < end <= start + _HEADS:
        head = next((name for name in ("column_old", "column_new", "column_labels") if page.is_in(name, start)), "")
        if not head and page.tokens.word(start).isalnum():
            return None
        heads += [head] if head in _PAIR else []
        start = max(page.past(head, start), start + 1) if head else start + 1
    return heads.index("column_old") if sorted(heads) == _PAIR else None
