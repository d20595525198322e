"""Whom a scan in this process calls: heard by an audit hook (PEP 578), in the scan's own thread only."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_WIRES = ("socket.connect", "socket.sendto", "socket.sendmsg")
_LOOK_UPS = ("socket.getaddrinfo", "socket.gethostbyname")
_CHILDREN = ("subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "smtplib.")


class _Ear(threading.local):
    calls: set[tuple[Any, ...]] | None = None


_ear = _Ear()


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if _ear.calls is None:
        return
    if event in _WIRES:
        _ear.calls.add(tuple(arguments[1][:2]))
    elif event in _LOOK_UPS:
        _ear.calls.add(tuple(arguments[:2]))
    elif event.startswith(_CHILDREN):
        _ear.calls.add((event,))


sys.addaudithook(_hook)


@contextmanager
def outward() -> Iterator[set[tuple[Any, ...]]]:
    """Addresses that were called or looked up, and what else left the process: children, words of SMTP."""
    calls = _ear.calls = set[tuple[Any, ...]]()
    try:
        yield calls
    finally:
        _ear.calls = None
