"""Weekdays that dates beside them tell again: "Wednesday or Thursday (8/16 or 8/17)", "Friday at 2 pm, 20 November"."""

from __future__ import annotations

from msgspec.structs import replace

from followupd.reading.times.item import Item, apart
from followupd.reading.times.joining import listed
from followupd.reading.times.meaning import DISAGREE
from followupd.reading.times.page import Page

_CLOSE = 2


def told_again(page: Page, items: list[Item]) -> list[Item]:
    """The items without the weekdays that dates behind them tell better; where the two disagree, all are doubtful."""
    result, rest = list[Item](), items[:]
    for n in range(len(rest)):
        named = _weekdays_before(page, result, rest, n)
        dated = _dates_from(page, rest, n) if result[named] else []
        if dated and not (why := _doubt(result[named], dated)):
            del result[named]
        elif dated:
            result[named] = [_doubted(item, why) for item in result[named]]
            rest[n:n + len(dated)] = [_doubted(item, why) for item in dated]
        result.append(rest[n])
    return result


def _doubt(named: list[Item], dated: list[Item]) -> str:
    """Why the dates cannot stand for the weekdays."""
    known, told = ({item.day.first.weekday() for item in of if item.day} for of in (named, dated))
    before = next((item.day.doubt for item in named if item.day and item.day.doubt), "")
    return before if told <= known else DISAGREE


def _doubted(item: Item, why: str) -> Item:
    return replace(item, day=replace(item.day, doubt=why)) if item.day else item


def _weekdays_before(page: Page, told: list[Item], items: list[Item], n: int) -> slice:
    """Where, of what was told, the bare weekdays stand that item n, a date, tells again; empty where there are none."""
    date, last, nothing = items[n], len(told) - 1, slice(0, 0)
    if not told or not _is_dated(date) or date.i - told[last].j not in (1, 2):
        return nothing
    opens = page.tokens.word(date.i - 1)
    if told[last].clock:
        own = n + 1 < len(items) and items[n + 1].clock is not None and apart(date, items[n + 1]) <= _CLOSE
        if own or opens not in ("(", ",") or last == 0 or apart(told[last - 1], told[last]) > _CLOSE:
            return nothing
        last -= 1
    elif opens != "(":
        return nothing
    first = last + 1
    while first and _is_weekday(told[first - 1]) and (first > last or listed(page, told[first - 1], told[first])):
        first -= 1
    return slice(first, last + 1)


def _dates_from(page: Page, items: list[Item], n: int) -> list[Item]:
    last = n
    while last + 1 < len(items) and _is_dated(items[last + 1]) and listed(page, items[last], items[last + 1]):
        last += 1
    return items[n:last + 1]


def _is_weekday(item: Item) -> bool:
    parts = item.parts
    return parts is not None and parts.weekday is not None and not (parts.day or parts.numeric)


def _is_dated(item: Item) -> bool:
    return item.parts is not None and item.day is not None and bool(item.parts.month or item.parts.numeric)
