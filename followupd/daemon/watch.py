"""Waiting: the bell that wakes the loop, and a thread a mailbox that does nothing but wait and ring it."""

from __future__ import annotations

import os
from contextlib import suppress
from select import select
from threading import Thread
from typing import Protocol

from followupd.errors import MailboxUnreachable
from followupd.mailbox.protocol import Mailbox

#: how long one wait may last; RFC 2177 allows 29 minutes, but a NAT forgets a silent flow sooner
WAIT_SECONDS = 300.0
_JOIN_SECONDS = 0.5
_JOINS = 8
#: what a pipe holds on Linux: one read hears all rings
_RINGS = 65_536


class Bell(Protocol):
    """What the loop sleeps on."""

    def ring(self) -> None:
        """End the wait that is on, or the next one; allowed in a signal handler."""

    def fileno(self) -> int:
        """A byte written there rings it."""

    def wait(self, seconds: float) -> None:
        """Until it rings or the time is over."""


class PipeBell:
    """A `Bell` on a pipe, which takes no lock: an Event or a Condition could deadlock in a signal handler.

    `fileno` is its ringing end, not blocking, for `signal.set_wakeup_fd`.
    """

    def __init__(self) -> None:
        self._heard, self._rope = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)

    def __del__(self) -> None:
        os.close(self._heard)
        os.close(self._rope)

    def fileno(self) -> int:
        return self._rope

    def ring(self) -> None:
        with suppress(BlockingIOError):  # full: it rings already
            os.write(self._rope, b"\0")

    def wait(self, seconds: float) -> None:
        select([self._heard], [], [], max(0.0, seconds))
        with suppress(BlockingIOError):
            os.read(self._heard, _RINGS)


class Watch:
    """One mailbox's wait, in a thread of its own; the mailbox is not touched elsewhere until `end` has returned.

    `changed` and `error` tell how the last wait ended.
    """

    def __init__(self, mailbox: Mailbox, bell: Bell) -> None:
        self._mailbox = mailbox
        self._bell = bell
        #: over before the bell rings: whoever it wakes must not find the thread on its way out, and sleep again
        self._waiting = False
        self.changed = False
        self.error: BaseException | None = None

    @property
    def waiting(self) -> bool:
        return self._waiting

    def begin(self, seconds: float = WAIT_SECONDS) -> None:
        self._waiting, self.changed, self.error = True, False, None
        self._thread = Thread(target=self._wait, args=(seconds,), daemon=True)
        self._thread.start()

    def _wait(self, seconds: float) -> None:
        try:
            self.changed = self._mailbox.wait(seconds)
        except BaseException as error:  # carried to the loop, in whose thread it is raised or mended
            self.error = error
        finally:
            self._waiting = False
            self._bell.ring()

    def end(self) -> None:
        """Have the wait come back; one that does not within seconds loses its session."""
        for _ in range(_JOINS):
            if not self.waiting:
                return
            self._mailbox.wake()
            self._thread.join(_JOIN_SECONDS)
        self._mailbox.close()
        self.error = MailboxUnreachable("the session did not come back from its wait")
