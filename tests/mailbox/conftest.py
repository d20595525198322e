"""Mailboxes to make claims about: on private Dovecots of several abilities, and as Maildirs of both layouts."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from dovecot import DOVECOT, Dovecot, running
from worlds import ImapWorld, MaildirWorld, World

BASE = "IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+ LIST-EXTENDED SPECIAL-USE UNSELECT NAMESPACE"
ABILITIES = {
    "imap": "",
    "imap-without-move": f"imap_capability = {BASE} UIDPLUS CONDSTORE ESEARCH",
    "imap-plain": f"imap_capability = {BASE.replace(' IDLE', '').replace(' LIST-EXTENDED SPECIAL-USE', '')}",
}
USERS = itertools.count(1)


@pytest.fixture(scope="session")
def dovecots(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Dovecot]]:
    """Started when first asked for, one a kind of server, for the whole run."""
    if DOVECOT is None:
        pytest.skip("dovecot is not installed")
    with contextlib.ExitStack() as stack:

        class Servers(dict[str, Dovecot]):
            def __missing__(self, kind: str) -> Dovecot:
                server = Dovecot(tmp_path_factory.mktemp("dovecot"), extra=ABILITIES[kind])
                self[kind] = stack.enter_context(running(server))
                return self[kind]

        yield Servers()


def made(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> World:
    if kind.startswith("maildir"):
        return MaildirWorld(tmp_path / "mail", dotted=kind == "maildir++")
    server = request.getfixturevalue("dovecots")[kind]
    return ImapWorld(server, f"user{next(USERS)}")


@pytest.fixture(params=["imap", "imap-without-move", "maildir++", "maildir"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """A mailbox that can do everything, and the hand from outside that changes it."""
    world = made(request.param, tmp_path, request)
    yield world
    world.close()


@pytest.fixture
def imap(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    world = made("imap", tmp_path, request)
    yield world
    world.close()


@pytest.fixture
def plain_imap(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """A server with neither IDLE, MOVE, UIDPLUS, CONDSTORE, ESEARCH nor SPECIAL-USE."""
    world = made("imap-plain", tmp_path, request)
    yield world
    world.close()
