"""All that may ever be asked of a mailbox.

There is no verb for sending, marking or deleting. Every folder but Drafts is only ever examined (RFC 3501 6.3.2,
BODY.PEEK); Drafts is opened for writing by `lay` and `withdraw` alone, and Trash is only asked for Message-IDs of ours.

Roles of folders: "inbox", "sent", "archive" (all mail, where that is what the server has), "drafts", "trash", and
"read:NAME" for each further folder of the user's configuration. Junk has no role.

Every call may raise `MailboxUnreachable` (the session is over: close it and begin a new one), `MailboxRefused`, or,
on opening only, `CredentialError`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Literal, Protocol

from msgspec import Struct


class Sync(Struct, frozen=True):
    """Up to where a folder is known (RFC 3501 2.3.1.1, RFC 7162). `modseq` is 0 where the server has none."""

    uidvalidity: int
    uidnext: int
    modseq: int = 0


class Header(Struct, frozen=True):
    """A message's outside: `received` is INTERNALDATE, aware; `fields` the raw header fields worth knowing."""

    uid: int
    received: datetime
    size: int
    flags: frozenset[str]
    fields: bytes


class Look(Struct, frozen=True):
    """What a look at a folder found. `headers` streams and must be exhausted before the next call.

    `fresh_start`: nothing known held any more (another UIDVALIDITY): all messages since the date follow.
    """

    sync: Sync
    headers: Iterator[Header]
    fresh_start: bool = False


class Mailbox(Protocol):
    """One account's mailbox, signed in."""

    @property
    def folders(self) -> Mapping[str, str]:
        """Role → the folder's name as a person knows it."""

    def look(self, role: str, since: date, known: Sync | None = None) -> Look:
        """Headers of messages that arrived on or after `since` and are not yet `known`, in any order.

        Where nothing changed since `known` it costs one round trip and streams nothing.
        """

    def peek(self, role: str, uids: Iterable[int], limit: int) -> Iterator[tuple[int, bytes]]:
        """The first `limit` bytes of each body as they lie (BODY.PEEK[TEXT]<0.limit>); gone messages are left out."""

    def fetch(self, role: str, uids: Iterable[int], limit: int) -> Iterator[tuple[int, bytes]]:
        """Each whole message, cut at `limit` bytes (BODY.PEEK[]<0.limit>); gone messages are left out."""

    def find(self, role: str, message_id: str) -> tuple[int, ...]:
        """UIDs of the messages with exactly this Message-ID (angle brackets included), ascending."""

    def lay(self, raw: bytes, at: datetime | None = None) -> int | None:
        """APPEND to Drafts with \\Draft and \\Seen, INTERNALDATE `at`; the new UID where the server tells it."""

    def withdraw(
        self, uid: int, still_ours: Callable[[bytes, frozenset[str]], bool]
    ) -> Literal["withdrawn", "gone", "changed", "unable"]:
        """Move one message from Drafts to Trash if `still_ours(its bytes, its flags)` says so now.

        "unable": the server has neither MOVE nor UIDPLUS, or there is no Trash. It is never gone before its copy
        lies in Trash (D6).
        """

    def wait(self, seconds: float) -> bool:
        """Until the inbox may have changed (True) or the time is over (False). Returns early when `wake` was called."""

    def wake(self) -> None:
        """End a `wait` from a signal handler or another thread."""

    def describe(self) -> list[str]:
        """Facts for `check`: the server's kind, what it can, where the folders are; one line each."""

    def close(self) -> None:
        """End the session; never raises, never waits long."""
