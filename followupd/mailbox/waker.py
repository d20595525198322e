"""Ending a wait from a signal handler or another thread: a socket pair, so that a wake before the wait is kept."""

from __future__ import annotations

import contextlib
import select
import socket


class Waker:
    """`wake` never blocks and never raises, also after `close`."""

    def __init__(self) -> None:
        self.end, self._other = socket.socketpair()
        self.end.setblocking(False)
        self._other.setblocking(False)

    def wake(self) -> None:
        with contextlib.suppress(OSError):
            self._other.send(b"\0")

    def woken(self) -> bool:
        """Whether `wake` was called since this was last asked."""
        try:
            return bool(self.end.recv(4096))
        except OSError:
            return False

    def sleep(self, seconds: float) -> bool:
        """Until woken (True) or the time is over (False)."""
        poll = select.poll()
        poll.register(self.end, select.POLLIN)
        return bool(poll.poll(seconds * 1000)) and self.woken()

    def close(self) -> None:
        self.end.close()
        self._other.close()
