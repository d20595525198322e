"""Lives over a Maildir, and over the same Maildir behind a private Dovecot."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from dovecot import DOVECOT, Dovecot, running
from exchange import Exchange
from world import USERS, Begin, Life


@pytest.fixture(scope="session")
def memory() -> Iterator[Path]:
    """A folder in memory, where there is one: thousands of syncs are waited for otherwise."""
    shared = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=shared if os.access(shared, os.W_OK) else None) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def dovecot(memory: Path) -> Iterator[Dovecot]:
    if DOVECOT is None:
        pytest.skip("dovecot is not installed")
    folder = memory / "dovecot"
    folder.mkdir()
    with running(Dovecot(folder)) as server:
        yield server


@pytest.fixture
def others_may_write() -> Iterator[None]:
    """The server is another user than the test: what one lays the other may move."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture
def served(dovecot: Dovecot, others_may_write: None) -> Begin:
    """Begins lives whose mailbox is reached by IMAP."""
    return lambda **more: Life(dovecot.home(f"user{next(USERS)}"), port=more.pop("port", dovecot.port), **more)


@pytest.fixture
def ashore(memory: Path) -> Begin:
    """Begins lives over a Maildir."""
    return lambda **more: Life(memory / f"life{next(USERS)}", **more)


@pytest.fixture(params=["maildir", "imap"])
def begin(request: pytest.FixtureRequest) -> Begin:
    """Begins lives, one after the other: over Maildirs, over a server."""
    found: Begin = request.getfixturevalue("served" if request.param == "imap" else "ashore")
    return found


@pytest.fixture
def life(ashore: Begin) -> Life:
    return ashore()


@pytest.fixture
def exchange() -> Iterator[Exchange]:
    """Nobody has called it yet."""
    exchange = Exchange()
    exchange.start()
    exchange.calls = 0
    yield exchange
    exchange.stop()
