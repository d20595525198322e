"""The cache's file: opened, rebuilt, set aside. sqlite3's errors end here."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import msgspec

from followupd.errors import StateUnavailable

_VERSION = 1
_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sync (
  account TEXT, role TEXT, since TEXT, uidvalidity INTEGER, uidnext INTEGER, modseq INTEGER,
  PRIMARY KEY (account, role)
) WITHOUT ROWID;
CREATE TABLE message (
  id INTEGER PRIMARY KEY, message_id TEXT, account TEXT, role TEXT, uid INTEGER, received INTEGER, size INTEGER,
  author TEXT, domain TEXT, bulk INTEGER, state TEXT, keep INTEGER DEFAULT 0, reading BLOB,
  UNIQUE (message_id, account)
);
CREATE INDEX by_state ON message (state, account, received);
CREATE INDEX by_author ON message (author);
CREATE INDEX by_domain ON message (domain);
CREATE INDEX by_received ON message (received);
CREATE INDEX kept ON message (received) WHERE keep;
CREATE TABLE link (ref TEXT, message INTEGER, PRIMARY KEY (ref, message)) WITHOUT ROWID;
CREATE TABLE recipient (address TEXT, message INTEGER, PRIMARY KEY (address, message)) WITHOUT ROWID;
CREATE TABLE asked (message_id TEXT, account TEXT, PRIMARY KEY (message_id, account)) WITHOUT ROWID;
CREATE TABLE draft (
  account TEXT, uidvalidity INTEGER, uid INTEGER, seen BLOB, PRIMARY KEY (account, uid)
) WITHOUT ROWID;
"""


class Database:
    """Opened from `path`, or made. `read_only` never makes, rebuilds or writes: without a usable file it is empty.

    A file of another version or another `fingerprint` is rebuilt from nothing. Every use stands in `looking` or
    `transaction`, which raise `StateUnavailable` where the disk is full or the file cannot be used, and set a damaged
    file aside so that the next start rebuilds it.
    """

    def __init__(self, path: Path, fingerprint: str = "", *, read_only: bool = False) -> None:
        self.path, self.read_only = path, read_only
        with self.door():
            self.connection = self._view() if read_only else self._open(fingerprint)

    def close(self) -> None:
        self.connection.close()

    @contextmanager
    def looking(self) -> Iterator[sqlite3.Connection]:
        with self.door():
            yield self.connection

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of it or nothing of it."""
        with self.door(), self.connection as connection:
            yield connection

    def _open(self, fingerprint: str) -> sqlite3.Connection:
        try:
            with closing(self._connect()) as db:
                sound = self._told(db) == (str(_VERSION), fingerprint)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            self._set_aside()
            sound = False
        return self._connect() if sound else self._rebuild(fingerprint)

    def _connect(self) -> sqlite3.Connection:
        os.close(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        db = sqlite3.connect(self.path, timeout=10)
        try:
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=NORMAL")
            db.execute("PRAGMA cache_size=-4000")
        except sqlite3.Error:
            db.close()
            raise
        return db

    @staticmethod
    def _told(db: sqlite3.Connection) -> tuple[str, str] | None:
        """(version, fingerprint) that the file was made with; None for a file of something else, or a new one."""
        if not db.execute("SELECT 1 FROM sqlite_master WHERE name='meta'").fetchone():
            return None
        told = dict(db.execute("SELECT key, value FROM meta WHERE key IN ('version', 'fingerprint')"))
        return told.get("version", ""), told.get("fingerprint", "")

    def _rebuild(self, fingerprint: str) -> sqlite3.Connection:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)
        db = self._connect()
        with db:
            db.executescript(_SCHEMA)
            db.executemany(
                "INSERT INTO meta VALUES (?,?)", [("version", str(_VERSION)), ("fingerprint", fingerprint)]
            )
        return db

    def _view(self) -> sqlite3.Connection:
        """The file as it is, whatever eyes read it; an empty cache in memory where there is none, or another's."""
        if self.path.exists():
            db = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True, timeout=5)
            try:
                if (self._told(db) or ("",))[0] == str(_VERSION):
                    return db
            except sqlite3.OperationalError:
                db.close()
                raise
            except sqlite3.DatabaseError:
                pass  # whoever writes next sets it aside
            db.close()
        db = sqlite3.connect(":memory:")
        db.executescript(_SCHEMA)
        return db

    def _set_aside(self) -> None:
        if self.read_only:
            return
        with suppress(OSError):
            self.path.replace(f"{self.path}.damaged")
        for suffix in ("-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)

    @contextmanager
    def door(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            raise StateUnavailable(str(error), where=str(self.path), do="Make room, or set its permissions.") from error
        except (sqlite3.DatabaseError, msgspec.DecodeError) as error:
            self._set_aside()
            raise StateUnavailable(
                "the cache is damaged, or of another version",
                where=str(self.path),
                do="The next `followupd scan` builds it anew; nothing is lost.",
            ) from error
        except OSError as error:
            raise StateUnavailable(error.strerror or "cannot be used", where=str(self.path)) from error
