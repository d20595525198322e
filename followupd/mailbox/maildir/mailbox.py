"""`Mailbox` (see `mailbox/protocol.py`) on a Maildir.

`Sync` of a folder: `uidvalidity` a hash of its path, `uidnext` the latest moment at which one of its files came or was
renamed (ctime, nanoseconds), `modseq` a fingerprint of the set of its messages. An unchanged fingerprint means that
nothing came; else everything follows that came since an hour before: a message told twice has the same UID, one that is
passed over is lost.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Literal

from followupd.errors import MailboxRefused, MailboxUnreachable
from followupd.mailbox.folders import roles_of
from followupd.mailbox.identity import MAX_HEADER, message_id, wanted_fields, with_crlf
from followupd.mailbox.maildir import store
from followupd.mailbox.maildir.tree import folders_in
from followupd.mailbox.protocol import Header, Look, Sync
from followupd.mailbox.waker import Waker
from followupd.settings import Account

DAY = timedelta(days=1)
HOUR_NS = 3_600_000_000_000
MAX_DRAFT = 1_000_000
#: seconds between two looks at the directories' times
PACE = 2.0


class MaildirMailbox:
    """Nothing is kept open between calls."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._root = Path(account.maildir).expanduser()
        with self._reaching():
            if not self._root.is_dir():
                do = "Name an existing Maildir in maildir, or let your synchroniser create it."
                raise MailboxRefused(f"there is no Maildir at {self._root}", where=account.address, do=do)
            self._roles = roles_of(folders_in(self._root), account)
        self._waker = Waker()
        self._seen: tuple[int, ...] | None = None

    @property
    def folders(self) -> Mapping[str, str]:
        return {role: folder.name for role, folder in self._roles.items()}

    def look(self, role: str, since: date, known: Sync | None = None) -> Look:
        folder = self._folder(role)
        with self._reaching():
            if role == "inbox":
                self._seen = store.signature(folder)
            uidvalidity, fingerprint = _uidvalidity(folder), store.fingerprint(folder)
            if known is not None and (known.uidvalidity, known.modseq) == (uidvalidity, fingerprint):
                return Look(known, iter(()))
            found = list(store.entries(folder))
        sync = Sync(uidvalidity, max((entry.changed for entry in found), default=0), fingerprint)
        if known is None or known.uidvalidity != uidvalidity:
            return Look(sync, self._headers(found, since), fresh_start=known is not None)
        if not self._clock_went_back(folder, known):
            found = [entry for entry in found if entry.changed >= known.uidnext - HOUR_NS]
        return Look(sync, self._headers(found, since))

    def _clock_went_back(self, folder: Path, known: Sync) -> bool:
        """Something came or went, and yet no directory was touched since: times tell nothing here."""
        with self._reaching():
            return max((folder / part).stat().st_mtime_ns for part in ("new", "cur")) < known.uidnext - HOUR_NS

    def _headers(self, found: list[store.Entry], since: date) -> Iterator[Header]:
        for entry in found:
            if entry.received.date() < since - DAY:
                continue
            with self._reaching():
                raw = store.read(entry.path, MAX_HEADER)
            if raw is not None:
                yield Header(entry.uid, entry.received, entry.size, entry.flags, wanted_fields(raw))

    def peek(self, role: str, uids: Iterable[int], limit: int) -> Iterator[tuple[int, bytes]]:
        for uid, raw in self._read(role, uids, limit + MAX_HEADER):
            yield uid, raw.partition(b"\r\n\r\n")[2][:limit]

    def fetch(self, role: str, uids: Iterable[int], limit: int) -> Iterator[tuple[int, bytes]]:
        for uid, raw in self._read(role, uids, limit):
            yield uid, raw[:limit]

    def _read(self, role: str, uids: Iterable[int], limit: int) -> Iterator[tuple[int, bytes]]:
        """Messages with CRLF line ends, as a server would tell them; each may have been renamed meanwhile."""
        wanted = set(uids)
        for entry in self._entries(role, wanted) if wanted else ():
            with self._reaching():
                raw = store.read(entry.path, limit)
                if raw is None:
                    raw = next((r for e in self._entries(role, {entry.uid}) if (r := store.read(e.path, limit))), None)
            if raw is not None:
                yield entry.uid, with_crlf(raw)

    def _entries(self, role: str, uids: set[int]) -> list[store.Entry]:
        folder = self._folder(role)
        with self._reaching():
            return list(store.entries(folder, uids))

    def find(self, role: str, message_id: str) -> tuple[int, ...]:
        folder = self._folder(role)
        with self._reaching():
            return tuple(sorted({e.uid for e in store.entries(folder) if message_id and _has_id(e, message_id)}))

    def lay(self, raw: bytes, at: datetime | None = None) -> int | None:
        with self._reaching():
            return store.write(self._folder("drafts"), raw.replace(b"\r\n", b"\n"), at)

    def withdraw(
        self, uid: int, still_ours: Callable[[bytes, frozenset[str]], bool]
    ) -> Literal["withdrawn", "gone", "changed", "unable"]:
        entry = next(iter(self._entries("drafts", {uid})), None)
        with self._reaching():
            raw = store.read(entry.path, MAX_DRAFT) if entry else None
        if entry is None or raw is None or "\\Deleted" in entry.flags:
            return "gone"
        if not still_ours(with_crlf(raw), entry.flags):
            return "changed"
        if "trash" not in self._roles:
            return "unable"
        with self._reaching():
            try:
                store.move(entry, self._folder("trash"))
            except FileNotFoundError:
                return "changed" if self._entries("drafts", {uid}) else "gone"
        return "withdrawn"

    def wait(self, seconds: float) -> bool:
        folder = self._folder("inbox")
        until = monotonic() + seconds
        while True:
            with self._reaching():
                now = store.signature(folder)
            if self._seen is not None and now != self._seen:
                return True
            self._seen = now
            left = until - monotonic()
            if left <= 0 or self._waker.sleep(min(left, PACE)):
                return False

    def wake(self) -> None:
        self._waker.wake()

    def describe(self) -> list[str]:
        lines = [f"Maildir: {self._root}"]
        if "trash" not in self._roles:
            lines.append("no Trash: a draft that is not needed any more stays, and you are told")
        return lines + [f"{role}: {name}" for role, name in self.folders.items()]

    def close(self) -> None:
        self._waker.close()

    def _folder(self, role: str) -> Path:
        if role not in self._roles:
            raise MailboxRefused(f"the mailbox has no folder for {role}", where=self._account.address)
        return Path(os.fsdecode(self._roles[role].key))

    @contextlib.contextmanager
    def _reaching(self) -> Iterator[None]:
        """Around everything that touches the disk."""
        where = f"{self._account.address} ({self._root})"
        try:
            yield
        except PermissionError as error:
            raise MailboxRefused("no permission", where=where, do="Check who owns the files.") from error
        except OSError as error:
            raise MailboxUnreachable(error.strerror or type(error).__name__, where=where) from error


def _uidvalidity(folder: Path) -> int:
    """RFC 3501: another folder, another number."""
    return int.from_bytes(hashlib.blake2b(os.fsencode(folder), digest_size=4).digest(), "big") or 1


def _has_id(entry: store.Entry, wanted: str) -> bool:
    raw = store.read(entry.path, MAX_HEADER)
    return raw is not None and message_id(raw) == wanted
