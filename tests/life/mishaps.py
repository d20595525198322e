"""Hands that die at a chosen effect of a round, or at whose work somebody else meddles."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from world import Hands

from followupd.mailbox.protocol import Mailbox
from followupd.settings import Account
from followupd.state.cache import Cache
from followupd.state.ledger import Ledger


class Killed(BaseException):
    """The process is gone. No `except Exception` may live on."""


#: every kind of effect at which a process may die
POINTS = (
    "ledger: before a line", "ledger: a torn line", "ledger: before the sync", "ledger: after a line",
    "cache: before a commit", "cache: after a commit", "find: before", "find: after", "lay: before",
    "lay: stored, and no answer", "withdraw: before", "withdraw: looked, not moved", "withdraw: moved, and not noted",
)


class Mortal(Hands):
    """`met` names the points passed so far; at the `at`th, or the first one of that name, the process dies."""

    def __init__(self, at: int | str = 0) -> None:
        self.at, self.met = at, list[str]()

    def step(self, name: str) -> None:
        self.met.append(name)
        if self.at in (name, len(self.met)):
            raise Killed(name)

    def ledger(self, path: Path) -> Ledger:
        return _MortalLedger(path, self.step)

    def cache(self, path: Path, fingerprint: str) -> Cache:
        return _MortalCache(path, fingerprint, self.step)

    def mailbox(self, account: Account) -> Mailbox:
        return _MortalMailbox(super().mailbox(account), self.step)  # type: ignore[return-value]


Step = Callable[[str], None]


class _MortalLedger(Ledger):
    def __init__(self, path: Path, step: Step) -> None:
        self._step = step
        super().__init__(path)

    def _write(self, file: int, line: bytes) -> None:
        self._step("ledger: before a line")
        for name, part in (("a torn line", line[: len(line) // 2]), ("before the sync", line)):
            try:
                self._step(f"ledger: {name}")
            except Killed:
                os.write(file, part)
                raise
        super()._write(file, line)
        self._step("ledger: after a line")


class _MortalCache(Cache):
    def __init__(self, path: Path, fingerprint: str, step: Step) -> None:
        super().__init__(path, fingerprint)
        begin = self._file.transaction

        @contextmanager
        def transaction() -> Iterator[Any]:
            with begin() as db:
                yield db
                step("cache: before a commit")
            step("cache: after a commit")

        self._file.transaction = transaction  # type: ignore[method-assign]


class _MortalMailbox:
    def __init__(self, mailbox: Mailbox, step: Step) -> None:
        self._mailbox, self._step = mailbox, step

    def __getattr__(self, name: str) -> Any:
        return getattr(self._mailbox, name)

    def find(self, *asked: Any) -> tuple[int, ...]:
        self._step("find: before")
        found = self._mailbox.find(*asked)
        self._step("find: after")
        return found

    def lay(self, *what: Any) -> int | None:
        self._step("lay: before")
        uid = self._mailbox.lay(*what)
        self._step("lay: stored, and no answer")
        return uid

    def withdraw(self, uid: int, still_ours: Callable[[bytes, frozenset[str]], bool]) -> str:
        def asked(raw: bytes, flags: frozenset[str]) -> bool:
            self._step("withdraw: looked, not moved")
            return still_ours(raw, flags)

        self._step("withdraw: before")
        told = self._mailbox.withdraw(uid, asked)
        self._step("withdraw: moved, and not noted")
        return told


class _Meddled:
    """A mailbox at which something happens just before the `number`th call of find, lay or withdraw."""

    def __init__(self, mailbox: Mailbox, number: int, meddle: Callable[[], object]) -> None:
        self._mailbox, self._left, self._meddle = mailbox, number, meddle

    def __getattr__(self, name: str) -> Any:
        verb = getattr(self._mailbox, name)
        if name not in ("find", "lay", "withdraw"):
            return verb

        def asked(*what: Any) -> Any:
            self._left -= 1
            if self._left == 0:
                self._meddle()
            return verb(*what)

        return asked


class Meddling(Hands):
    def __init__(self, number: int, meddle: Callable[[], object]) -> None:
        self.number, self.meddle = number, meddle

    def mailbox(self, account: Account) -> Mailbox:
        return _Meddled(super().mailbox(account), self.number, self.meddle)  # type: ignore[return-value]
