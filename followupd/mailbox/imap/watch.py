"""Waiting for mail in an examined INBOX: IDLE where the server has it (RFC 2177), else a NOOP now and then.

IDLE goes on between waits, so that a heartbeat costs the server nothing. It is renewed after five minutes without a
sign of life (routers forget silent flows, servers stop pushing), and in any case every ten: DONE is the probe.
"""

from __future__ import annotations

import time

from followupd.mailbox.imap.dialogue import Dialogue
from followupd.mailbox.imap.trouble import refused
from followupd.mailbox.imap.wire import Timing
from followupd.mailbox.waker import Waker

SHORTEST = 5.0


class Watch:
    """Knows when the other side was last heard; the clock is monotonic."""

    def __init__(self, dialogue: Dialogue, waker: Waker, timing: Timing, can_idle: bool) -> None:
        self._dialogue, self._waker, self._timing, self._can_idle = dialogue, waker, timing, can_idle
        self._begun = self._heard = self._asked = time.monotonic()

    def wait(self, seconds: float) -> bool:
        """True once EXISTS was heard; False when the time is over or `wake` was called."""
        until = time.monotonic() + seconds
        while not self._dialogue.news:
            now = time.monotonic()
            if now >= until or self._waker.woken():
                return False
            if self._can_idle:
                self._keep_idle(now)
            if not self._can_idle:
                self._ask(now)
            if not self._dialogue.news and self._dialogue.listen(self._patience(until), self._waker.end):
                self._heard = time.monotonic()
            self._judge_idle()
        return True

    def _patience(self, until: float) -> float:
        """Seconds until something has to be done."""
        if self._can_idle:
            until = min(until, self._heard + self._timing.quiet, self._begun + self._timing.idle)
        else:
            until = min(until, self._asked + self._timing.poll)
        return max(0.0, until - time.monotonic())

    def _keep_idle(self, now: float) -> None:
        stale = now >= self._heard + self._timing.quiet or now >= self._begun + self._timing.idle
        if self._dialogue.idle and not stale:
            return
        if self._dialogue.idle:
            self._dialogue.end_idle()
        self._can_idle = self._dialogue.begin_idle()
        self._begun = self._heard = time.monotonic()

    def _judge_idle(self) -> None:
        """A server that ends its IDLE at once would be asked again and again: it gets NOOPs instead."""
        if self._can_idle and not self._dialogue.idle and time.monotonic() < self._begun + SHORTEST:
            self._can_idle = False

    def _ask(self, now: float) -> None:
        if now < self._asked + self._timing.poll:
            return
        answer = self._dialogue.run(b"NOOP")
        if not answer.ok:
            raise refused(self._dialogue.where, "waiting for mail", answer.text)
        self._asked = time.monotonic()
