"""The ledger: what the mailbox cannot tell, one JSON object a line, only ever appended to.

A line is on the disk before `append` returns (fsync), is never rewritten and never deleted by us. Several processes
may append (a command beside the daemon): each append locks the file and reads what the others wrote first.
"""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

import msgspec

from followupd.cases.entries import Entry
from followupd.errors import LedgerError, StateUnavailable

_HEADER = b'{"ledger": 1}\n'
_VERSION = 1
_KNOWN = frozenset(str(entry.__struct_config__.tag) for entry in get_args(Entry))
_decode = msgspec.json.Decoder(Entry).decode
_encode = msgspec.json.Encoder().encode


class Ledger:
    """The entries of the ledger at `path`, oldest first; a file that is not there is an empty ledger.

    A last line that a crash tore off is passed over, and set aside (`ledger.jsonl.torn`) before the next append.
    Events and keys of a newer version are passed over and kept. Raises `LedgerError` for any other damaged line, and
    `StateUnavailable` where the file cannot be read or written now.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._entries: tuple[Entry, ...] = ()
        self._signature: tuple[int, int, int] | None = None
        #: how many bytes from the start are sound; what follows was torn off
        self._sound = 0
        self.refresh()

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self._entries

    def refresh(self) -> None:
        """Read again what others wrote since, if anything changed."""
        try:
            file = os.open(self.path, os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            self._entries, self._signature, self._sound = (), None, 0
            return
        except OSError as error:
            raise self._unavailable(error) from error
        try:
            self._read(file)
        except OSError as error:
            raise self._unavailable(error) from error
        finally:
            os.close(file)

    def append(self, entry: Entry) -> None:
        """Write one entry and return when it lies on the disk; on an error nothing of it stays."""
        line = _encode(entry) + b"\n"
        with self._locked() as file:
            self._read(file)
            self._set_torn_line_aside(file)
            if self._sound == 0:
                line = _HEADER + line
            elif os.pread(file, 1, self._sound - 1) != b"\n":  # edited by hand, without the last newline
                line = b"\n" + line
            self._write(file, line)
            self._entries = (*self._entries, entry)
            self._sound += len(line)
            self._signature = _signature(file)

    def _write(self, file: int, line: bytes) -> None:
        try:
            if os.write(file, line) != len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(file)
        except OSError as error:
            os.ftruncate(file, self._sound)
            raise self._unavailable(error) from error

    @contextmanager
    def _locked(self) -> Iterator[int]:
        created = not self.path.exists()
        try:
            file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise self._unavailable(error) from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            if created:
                _sync_directory(self.path.parent)
            yield file
        except OSError as error:
            raise self._unavailable(error) from error
        finally:
            os.close(file)

    def _read(self, file: int) -> None:
        signature = _signature(file)
        if signature == self._signature:
            return
        entries: list[Entry] = []
        sound = 0
        for number, line in enumerate(os.pread(file, signature[1], 0).splitlines(keepends=True), 1):
            try:
                entry = _entry(line)
            except ValueError as error:
                if not line.endswith(b"\n"):
                    break
                raise self._damaged(number, str(error)) from error
            sound += len(line)
            if entry is not None:
                entries.append(entry)
        self._entries, self._sound, self._signature = tuple(entries), sound, signature

    def _set_torn_line_aside(self, file: int) -> None:
        torn = os.pread(file, 1 << 20, self._sound)
        if torn:
            aside = os.open(f"{self.path}.torn", os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
            try:
                os.write(aside, torn + b"\n")
            finally:
                os.close(aside)
            os.ftruncate(file, self._sound)

    def _damaged(self, number: int, why: str) -> LedgerError:
        return LedgerError(
            f"line {number} cannot be understood ({why})",
            where=str(self.path),
            do="Move that line to another file, or restore the ledger from a backup; until then no draft is laid.",
        )

    def _unavailable(self, error: OSError) -> StateUnavailable:
        return StateUnavailable(
            error.strerror or "cannot be used",
            where=str(self.path),
            do="Make room or set the permissions right; until then no draft is laid.",
        )


def _entry(line: bytes) -> Entry | None:
    """The entry of a line; None for the header, an empty line, or an event of a newer version. Raises ValueError."""
    if not line.strip():
        return None
    try:
        entry: Entry = _decode(line)
    except msgspec.DecodeError as error:
        _only_unknown(line, error)
        return None
    if any(isinstance(value, datetime) and value.tzinfo is None for value in msgspec.structs.astuple(entry)):
        raise ValueError("a moment without its offset from UTC")
    return entry


def _only_unknown(line: bytes, error: msgspec.DecodeError) -> None:
    """Raise unless the line is sound and only speaks of what this version does not know."""
    value: Any = msgspec.json.decode(line)
    if not isinstance(value, dict):
        raise error
    version = value.get("ledger")
    if version is not None and version != _VERSION:
        raise ValueError("written by a newer followupd")
    event = value.get("event")
    if version is None and (not isinstance(event, str) or event in _KNOWN):
        raise error


def _signature(file: int) -> tuple[int, int, int]:
    status = os.fstat(file)
    return status.st_ino, status.st_size, status.st_mtime_ns


def _sync_directory(directory: Path) -> None:
    """A new file is only there for good when its directory is on the disk too."""
    file = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
