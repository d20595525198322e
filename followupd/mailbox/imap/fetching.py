"""FETCH in windows, two commands under way at once: at the speed of the server, not of the round trip.

A window that the server refuses (some refuse a whole window because of one broken message) is halved until the
broken message is alone; that one is left out.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from followupd.errors import MailboxRefused
from followupd.mailbox.imap.answers import Response, fetched, number
from followupd.mailbox.imap.dialogue import Dialogue, is_ok
from followupd.mailbox.imap.trouble import refused

Range = tuple[int, int]
Window = list[Range]

IN_FLIGHT = 2
MAX_RANGES = 400
MAX_REFUSALS = 60


def windows(ranges: Iterable[Range], size: int) -> Iterator[Window]:
    """Cut ascending ranges into windows of at most `size` UIDs, newest first, each short enough for one command."""
    window: Window = []
    room = size
    for first, last in sorted(ranges, reverse=True):
        high = last
        while high >= first:
            low = max(first, high - room + 1)
            window.append((low, high))
            room -= high - low + 1
            high = low - 1
            if room <= 0 or len(window) >= MAX_RANGES:
                yield window
                window, room = [], size
    if window:
        yield window


def ranges_from(uids: Iterable[int]) -> list[Range]:
    """UIDs as they come, each a range of its own; zeros and doubles are left out."""
    return [(uid, uid) for uid in sorted(set(uids)) if uid > 0]


def fetch(dialogue: Dialogue, todo: Iterable[Window], items: bytes, keep: int) -> Iterator[dict[bytes, bytes]]:
    """The items of every message of the windows that is there, as `answers.fetched` tells them.

    Responses without UID (the server's own news) and malformed ones are left out. Raises `MailboxUnreachable` where
    the server asks to come back later, `MailboxRefused` where it refuses everything.
    """
    dialogue.settle()
    waiting, coming = deque[Window](), iter(todo)
    under_way: deque[tuple[bytes, Window]] = deque()
    refusals = 0
    while True:
        while len(under_way) < IN_FLIGHT and (window := waiting.popleft() if waiting else next(coming, None)):
            under_way.append((dialogue.send(b"UID FETCH " + _set(window) + b" " + items), window))
        if not under_way:
            return
        tag, window = under_way.popleft()
        met: set[int] = set()
        yield from _told(dialogue.responses(tag, keep), met)
        text = dialogue.result(tag)
        if not text:
            raise RuntimeError("another command came before this answer was read to its end")
        if not is_ok(text):
            refusals += 1
            error = refused(dialogue.where, "reading messages", text)
            if refusals > MAX_REFUSALS or not isinstance(error, MailboxRefused):
                raise error
            waiting.extendleft(_halves(window, met))


def fetch_last(dialogue: Dialogue) -> int:
    """The highest UID of the folder now open, or 0."""
    answer = dialogue.run(b"UID FETCH * (UID)")
    return max((number(told.get(b"UID", b"")) for r in answer.responses if (told := fetched(r))), default=0)


def _told(responses: Iterator[Response], met: set[int]) -> Iterator[dict[bytes, bytes]]:
    for response in responses:
        items = fetched(response)
        if items and items.get(b"UID", b"").isdigit():
            met.add(int(items[b"UID"]))
            yield items


def _set(window: Window) -> bytes:
    return b",".join(b"%d" % low if low == high else b"%d:%d" % (low, high) for low, high in window)


def _halves(window: Window, met: set[int]) -> list[Window]:
    """What was not met, in two windows; nothing where that is a single message."""
    left = [uid for low, high in window for uid in range(low, high + 1) if uid not in met]
    if len(left) < 2:
        return []
    middle = len(left) // 2
    return [ranges_from(left[:middle]), ranges_from(left[middle:])]
