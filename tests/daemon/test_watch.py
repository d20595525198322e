"""A wait in a thread, and the bell: nothing here sleeps, everything waits for something."""

import signal
import threading
from select import select

import pytest

from followupd.daemon.watch import PipeBell, Watch
from followupd.errors import MailboxUnreachable


class Box:
    """A mailbox whose wait ends when the test says how."""

    def __init__(self, outcome=False, stubborn=False):
        self.outcome, self.stubborn = outcome, stubborn
        self.released, self.waiting, self.closed = threading.Event(), threading.Event(), False

    def wait(self, seconds):
        self.waiting.set()
        assert self.released.wait(30)
        if isinstance(self.outcome, BaseException):
            raise self.outcome
        return self.outcome

    def wake(self):
        if not self.stubborn:
            self.released.set()

    def close(self):
        self.closed = True
        self.released.set()


def watched(box):
    bell = PipeBell()
    watch = Watch(box, bell)
    watch.begin()
    assert box.waiting.wait(30)
    return watch, bell


def silent(bell):
    return not select([bell._heard], [], [], 0)[0]


def test_mail_rings_the_bell():
    box = Box(outcome=True)
    watch, bell = watched(box)
    assert watch.waiting
    box.released.set()
    bell.wait(30)
    watch.end()
    assert watch.changed and watch.error is None and not watch.waiting


@pytest.mark.parametrize("outcome", [True, False, MailboxUnreachable("gone")])
def test_the_wait_is_over_before_the_bell_rings(outcome):
    """Else the loop, woken by it, could find a wait that goes on, and sleep again with the mail unread."""
    heard = []

    class Rung(PipeBell):
        def ring(self):
            heard.append(watch.waiting)
            super().ring()

    box, bell = Box(outcome), Rung()
    watch = Watch(box, bell)
    watch.begin()
    box.released.set()
    bell.wait(30)
    assert heard == [False]


def test_a_lost_session_rings_too_and_says_why():
    box = Box(outcome=MailboxUnreachable("gone"))
    watch, bell = watched(box)
    box.released.set()
    bell.wait(30)
    watch.end()
    assert isinstance(watch.error, MailboxUnreachable) and not watch.changed


def test_a_wait_can_be_ended_and_begun_again():
    box = Box()
    watch, _ = watched(box)
    watch.end()
    assert not watch.waiting and not watch.changed and not box.closed
    watch.begin()
    watch.end()
    assert watch.error is None


def test_a_wait_that_does_not_come_back_loses_its_session(monkeypatch):
    monkeypatch.setattr("followupd.daemon.watch._JOIN_SECONDS", 0.01)
    box = Box(stubborn=True)
    watch, _ = watched(box)
    watch.end()
    assert box.closed and isinstance(watch.error, MailboxUnreachable)


def test_ending_what_never_began_is_nothing():
    box = Box()
    Watch(box, PipeBell()).end()
    assert not box.closed


def test_a_ring_before_the_wait_ends_it_and_many_rings_end_one():
    bell = PipeBell()
    for _ in range(3):
        bell.ring()
    bell.wait(30)
    assert silent(bell)


def test_many_rings_block_nobody():
    bell = PipeBell()
    for _ in range(100_000):
        bell.ring()
    bell.wait(30)
    assert silent(bell)


@pytest.mark.parametrize("seconds", [0, -1])
def test_no_time_left_is_no_wait(seconds):
    PipeBell().wait(seconds)
    assert True  # it came back


def test_a_signal_handler_may_ring():
    bell = PipeBell()
    kept = signal.signal(signal.SIGALRM, lambda *_: bell.ring())
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.01)
        bell.wait(30)
    finally:
        signal.signal(signal.SIGALRM, kept)
    assert silent(bell)
