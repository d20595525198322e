"""The cache: what was read, and up to where. It may vanish at any time; the mailbox is the truth.

One row a message of an account, met in however many folders; no subject and no text of what was not read. The
high-water mark of a folder (`Position`) is stored in the same transaction as the last of its headers, so a crash costs
work, never a message. A file of another version, or read with other eyes (`fingerprint`), is rebuilt from nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType

import msgspec

from followupd.cases.seen import DraftSeen, Seen
from followupd.reading.facts import Automatic, Away, Reading
from followupd.state.database import Database
from followupd.state.rows import Pending, Position, Row, State

_reading = msgspec.json.Decoder(Reading)
_draft = msgspec.json.Decoder(DraftSeen)
_encode = msgspec.json.Encoder().encode


class Cache:
    """Opened from `path`, or made. `read_only` never makes, rebuilds or writes: without a usable file it is empty.

    Raises `StateUnavailable` where the disk is full or the file cannot be used.
    """

    def __init__(self, path: Path, fingerprint: str = "", *, read_only: bool = False) -> None:
        self._file = Database(path, fingerprint, read_only=read_only)

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> Cache:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- folders ------------------------------------------------------------------------------

    def sync(self, account: str, role: str, since: date) -> Position | None:
        """Up to where the folder is known; None where it is not, or not as far back as `since`."""
        with self._file.looking() as db:
            row = db.execute(
                "SELECT uidvalidity, uidnext, modseq FROM sync WHERE account=? AND role=? AND since<=?",
                (account, role, since.isoformat()),
            ).fetchone()
        return (row[0], row[1], row[2]) if row else None

    def uidvalidity(self, account: str, role: str) -> int:
        """That of the last look at the folder, 0 where there was none."""
        with self._file.looking() as db:
            row = db.execute("SELECT uidvalidity FROM sync WHERE account=? AND role=?", (account, role)).fetchone()
        return int(row[0]) if row else 0

    def start_fresh(self, account: str, role: str) -> None:
        """No UID of this folder means anything any more (RFC 3501 2.3.1.1): it waits to be met again."""
        with self._file.transaction() as db:
            db.execute("UPDATE message SET uid=0 WHERE account=? AND role=?", (account, role))
            db.execute("DELETE FROM sync WHERE account=? AND role=?", (account, role))

    def add(self, account: str, rows: Sequence[Row]) -> int:
        """Store headers; how many of the messages were not known. A known one is only remembered where it lies now."""
        with self._file.transaction() as db:
            return sum([_add(db, account, row) for row in rows])

    def add_last(self, account: str, role: str, rows: Sequence[Row], position: Position, since: date) -> int:
        """The last of a folder's headers together with the folder's high-water mark."""
        with self._file.transaction() as db:
            added = sum([_add(db, account, row) for row in rows])
            db.execute(
                "INSERT INTO sync VALUES (?,?,?,?,?,?) ON CONFLICT DO UPDATE SET since=min(since, excluded.since),"
                " uidvalidity=excluded.uidvalidity, uidnext=excluded.uidnext, modseq=excluded.modseq",
                (account, role, since.isoformat(), *position),
            )
        return added

    # -- messages -----------------------------------------------------------------------------

    def pending(self, account: str, until: datetime, limit: int) -> list[Pending]:
        """The next messages to look into that arrived by `until`, those of one folder."""
        with self._file.looking() as db:
            found = db.execute(
                "SELECT id, message_id, account, role, uid, received, size, state FROM message"
                " WHERE state IN ('new', 'wanted') AND account=? AND received<=? ORDER BY role, uid LIMIT ?",
                (account, _seconds(until), limit),
            ).fetchall()
        return [_pending(row) for row in found if row[3] == found[0][3]]

    def settle(self, outcomes: Iterable[tuple[int, State, Reading | None]], *, related: bool = False) -> None:
        """What came of looking into messages, by id. A reading that says anything, or is `related`, counts."""
        rows = [
            (state, related or _says_anything(reading), reading and _encode(reading), id_)
            for id_, state, reading in outcomes
        ]
        with self._file.transaction() as db:
            db.executemany("UPDATE message SET state=?, keep=?, reading=? WHERE id=?", rows)

    def seen(self, until: datetime) -> Iterator[Seen]:
        """Every reading that counts of what arrived by `until`, in no particular order."""
        with self._file.looking() as db:
            for account, role, reading in db.execute(
                "SELECT account, role, reading FROM message WHERE keep AND reading IS NOT NULL AND received<=?",
                (_seconds(until),),
            ):
                yield Seen(account, role, _reading.decode(reading))

    # -- relations ----------------------------------------------------------------------------

    def related(
        self, threads: Iterable[str], people: Iterable[str], domains: Iterable[str], until: datetime,
        names: Iterable[str] = (),
    ) -> list[Pending]:
        """What does not count yet but hangs together with these, and was read or can be.

        Of `names` one stands before the "@" of an address. A domain that more than 20 different people wrote from is a
        provider's or a community's, no employer's.
        """
        with self._file.transaction() as db:
            lists = {"threads": threads, "people": people, "domains": domains, "names": names}
            for name, values in lists.items():
                db.execute(f"CREATE TEMP TABLE IF NOT EXISTS {name} (value TEXT PRIMARY KEY) WITHOUT ROWID")
                db.execute(f"DELETE FROM {name}")  # noqa: S608
                db.executemany(f"INSERT OR IGNORE INTO {name} VALUES (?)", ((value,) for value in values))  # noqa: S608
            db.execute(_NOT_A_CROWD, (_CROWD,))
            found = db.execute(_RELATED, (_seconds(until),)).fetchall()
        return [_pending(row) for row in found]

    def keep(self, ids: Iterable[int]) -> set[int]:
        """Let the readings among these count; which of them had none yet."""
        listed = list(ids)
        with self._file.transaction() as db:
            db.executemany("UPDATE message SET keep=1 WHERE id=? AND state='read'", ((id_,) for id_ in listed))
            unread = {
                id_
                for id_ in listed
                for (state,) in db.execute("SELECT state FROM message WHERE id=?", (id_,))
                if state != "read"
            }
        return unread

    def wake(self, domains: Iterable[str]) -> None:
        """Let bulk mail of these domains be looked into after all."""
        with self._file.transaction() as db:
            db.executemany("UPDATE message SET state='new' WHERE state='skipped' AND domain=?", [(d,) for d in domains])

    def unknown(self, account: str, message_ids: Iterable[str]) -> list[str]:
        """Which of these were never met in the account, nor asked for."""
        with self._file.looking() as db:
            return [
                message_id
                for message_id in message_ids
                if not db.execute(
                    "SELECT 1 FROM message WHERE message_id=?1 AND account=?2"
                    " UNION ALL SELECT 1 FROM asked WHERE message_id=?1 AND account=?2",
                    (message_id, account),
                ).fetchone()
            ]

    def remember_asked(self, account: str, message_id: str) -> None:
        with self._file.transaction() as db:
            db.execute("INSERT OR IGNORE INTO asked VALUES (?,?)", (message_id, account))

    def concerns(self, message_ids: Iterable[str], addresses: Iterable[str]) -> bool:
        """Whether one of these messages counts, or one of these people wrote one that does."""
        with self._file.looking() as db:
            asked = [("message_id", value) for value in message_ids] + [("author", value) for value in addresses]
            return any(
                db.execute(f"SELECT 1 FROM message WHERE {column}=? AND keep", (value,)).fetchone()  # noqa: S608
                for column, value in asked
            )

    # -- drafts -------------------------------------------------------------------------------

    def drafts(self, account: str = "", uidvalidity: int = 0) -> list[DraftSeen]:
        """What lay in Drafts at the last look: of every account, or of one whose folder is still the same one."""
        with self._file.looking() as db:
            rows = db.execute(
                "SELECT seen FROM draft WHERE ?='' OR (account=? AND uidvalidity=?) ORDER BY account, uid",
                (account, account, uidvalidity),
            ).fetchall()
        return [_draft.decode(row[0]) for row in rows]

    def replace_drafts(self, account: str, uidvalidity: int, drafts: Iterable[DraftSeen]) -> None:
        """All of Drafts as it is now."""
        with self._file.transaction() as db:
            db.execute("DELETE FROM draft WHERE account=?", (account,))
            db.executemany(
                "INSERT INTO draft VALUES (?,?,?,?)",
                [(account, uidvalidity, draft.uid, _encode(draft)) for draft in drafts],
            )

    # -- notes --------------------------------------------------------------------------------

    def note(self, key: str, value: str) -> None:
        """Something to know the next time: when the last scan was, how it went."""
        with self._file.transaction() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?,?)", (key, value))

    def noted(self, key: str) -> str:
        """What was noted, "" where nothing was."""
        with self._file.looking() as db:
            row = db.execute("SELECT value FROM meta WHERE key=?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def newest(self) -> int:
        """A number that grows with every message that becomes known."""
        with self._file.looking() as db:
            return int(db.execute("SELECT coalesce(max(id), 0) FROM message").fetchone()[0])

    def count(self, beyond: int, after: datetime, until: datetime) -> int:
        """How many messages arrived by `until` and became known beyond `newest`, or arrived after `after`."""
        with self._file.looking() as db:
            found = db.execute(
                "SELECT (SELECT count(*) FROM message WHERE id>?1 AND received<=?3)"
                " + (SELECT count(*) FROM message WHERE id<=?1 AND received>?2 AND received<=?3)",
                (beyond, _seconds(after), _seconds(until)),
            ).fetchone()
        return int(found[0])


_CROWD = 20
_NOT_A_CROWD = """
DELETE FROM domains WHERE (SELECT count(DISTINCT author) FROM message WHERE domain=value) > ?
"""
_RELATED = """
SELECT id, message_id, account, role, uid, received, size, state FROM message
WHERE NOT keep AND state NOT IN ('gone', 'unreadable') AND received<=? AND id IN (
  SELECT message FROM link JOIN threads ON ref=value
  UNION SELECT message FROM recipient JOIN people ON address=value
  UNION SELECT message FROM recipient JOIN domains ON address='@' || value
  UNION SELECT id FROM message JOIN people ON author=value
  UNION SELECT id FROM message JOIN names ON substr(author, 1, instr(author, '@') - 1)=value WHERE NOT bulk
  UNION SELECT id FROM message JOIN domains ON domain=value WHERE NOT bulk
) ORDER BY received DESC
"""


def _says_anything(reading: Reading | None) -> bool:
    """By itself. A machine's answer or an absence matters only where it is related to something."""
    if reading is None:
        return False
    return bool(reading.invites) or not all(isinstance(fact, Automatic | Away) for fact in reading.facts)


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _pending(row: tuple[int, str, str, str, int, int, int, State]) -> Pending:
    id_, message_id, account, role, uid, received, size, state = row
    return Pending(id_, message_id, account, role, uid, datetime.fromtimestamp(received, UTC), size, state)


def _add(db: sqlite3.Connection, account: str, row: Row) -> bool:
    known = db.execute(
        "SELECT id, state, role, uid FROM message WHERE message_id=? AND account=?", (row.message_id, account)
    ).fetchone()
    if known:
        state = "new" if known[1] == "gone" else known[1]
        if (state, row.role, row.uid) != known[1:]:
            place = (row.role, row.uid, state, known[0])
            db.execute("UPDATE message SET role=?, uid=?, state=? WHERE id=?", place)
        return False
    identity = db.execute(
        "INSERT INTO message (message_id, account, role, uid, received, size, author, domain, bulk, state)"
        " VALUES (?,?,?,?,?,?,?,?,?,?)",
        (row.message_id, account, row.role, row.uid, _seconds(row.received), row.size, row.author, row.domain,
         row.bulk, row.state),
    ).lastrowid  # fmt: skip
    db.executemany("INSERT OR IGNORE INTO link VALUES (?,?)", [(ref, identity) for ref in row.links])
    db.executemany(
        "INSERT OR IGNORE INTO recipient VALUES (?,?)", [(address, identity) for address in row.recipients]
    )
    return True
