"""Two columns of times, as they were and as they are now: a line with the two heads, and below it rows of pairs.

    Was          Now
    Thu 3 Dec    Mon 7 Dec

Told cell by cell, each has a line of its own.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from followupd.reading.times.item import Item
from followupd.reading.times.page import Page
from followupd.reading.times.tokens import LINE

#: words of a line of heads, and lines below it that are its rows
_HEADS, _ROWS = 8, 9
#: and lines where each cell has its own
_CELLS = 20
_PAIR = ["column_new", "column_old"]

#: from one token to another, with the times between them
_Line = tuple[int, int, list[Item]]


def without_old(page: Page, items: list[Item]) -> list[Item]:
    """The items without those in a column of old times."""
    starts = [item.i for item in items]
    lines = [
        (start, end, items[bisect_left(starts, start) : bisect_left(starts, end)]) for start, end in _lines(page)
    ]
    gone = _beside(page, lines) | _below(page, lines) | _in_block(page, lines)
    return [item for item in items if item.i not in gone]


def _beside(page: Page, lines: list[_Line]) -> set[int]:
    """The old ones of rows that are lines."""
    gone, old, left = set[int](), 0, 0
    for start, end, row in lines:
        heads = _old_column(page, start, end)
        old, left = (heads, _ROWS) if heads is not None else (old, left - 1)
        for pair in ([item.i for item in row if item.parts], [item.i for item in row if item.clock]):
            gone.update(pair[old : old + 1] if left > 0 and len(pair) == 2 else ())
    return gone


def _below(page: Page, lines: list[_Line]) -> set[int]:
    """The old ones of a table that is told cell by cell: of two lines that hold the same kind of time."""
    gone, old, left, head = set[int](), 0, 0, ""
    last: list[Item] = []
    for start, end, row in lines:
        above, head = head, _head_alone(page, start, end)
        old, left = (int(head == "column_old"), _CELLS) if {above, head} == {*_PAIR} else (old, left - 1)
        if left > 0 and row and [bool(item.parts) for item in last] == [bool(item.parts) for item in row]:
            gone.update(item.i for item in (last, row)[old])
            last = []
        else:
            last = row
    return gone


def _in_block(page: Page, lines: list[_Line]) -> set[int]:
    """Those below a line that says "Previous", up to one that says "New", where a mail has both."""
    heads = [_head_alone(page, start, end) for start, end, _ in lines]
    alone = [head for head, after in pairwise([*heads, ""]) if head and not after]
    if sorted(alone) != _PAIR:
        return set()
    gone, head = set[int](), ""
    for now, (_, _, row) in zip(heads, lines, strict=True):
        head = now or head
        gone.update(item.i for item in row if head == "column_old")
    return gone


def _head_alone(page: Page, start: int, end: int) -> str:
    """Which of the two heads a line is."""
    if page.is_in("from", start) or page.is_in("to", start):
        return ""  # the first and the last hour of a slot
    last = end - 1 if page.tokens.word(end - 1) == ":" else end
    return next((name for name in _PAIR if start < page.past(name, start) == last), "")


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
