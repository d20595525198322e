"""One Maildir folder: its messages, and the two things that are ever written (https://cr.yp.to/proto/maildir.html).

A message's UID is a hash of the unique part of its file name, which every program keeps when it renames the file to
set a flag; nothing of ours is written into the folder to number it.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import hashlib
import os
import secrets
import shutil
import socket
import stat
from collections.abc import Container, Iterator
from datetime import UTC, datetime
from operator import xor
from pathlib import Path

from msgspec import Struct

#: the info part's letters; in new/ a message has none
FLAGS = {"D": "\\Draft", "F": "\\Flagged", "P": "$Forwarded", "R": "\\Answered", "S": "\\Seen", "T": "\\Deleted"}


class Entry(Struct, frozen=True):
    """A message's file. Times are in nanoseconds: `modified` is when it was received, `changed` when it came here."""

    uid: int
    path: Path
    size: int
    modified: int
    changed: int

    @property
    def received(self) -> datetime:
        try:
            return datetime.fromtimestamp(self.modified // 1_000_000_000, UTC)
        except (ValueError, OverflowError):
            return datetime.fromtimestamp(0, UTC)

    @property
    def flags(self) -> frozenset[str]:
        info = self.path.name.partition(":2,")[2] if self.path.parent.name == "cur" else ""
        return frozenset(FLAGS[letter] for letter in info if letter in FLAGS)


def uid_of(name: str) -> int:
    """A positive 63-bit number from the unique part of a file name, before ":2," and before ",S=" and the like."""
    unique = name.partition(":")[0].partition(",")[0]
    digest = hashlib.blake2b(os.fsencode(unique), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1 or 1


def files(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Every message's file in new/ and cur/: regular files only, links are not followed."""
    for part in ("new", "cur"):
        with contextlib.suppress(FileNotFoundError), os.scandir(folder / part) as found:
            yield from (file for file in found if file.name[0] != "." and file.is_file(follow_symlinks=False))


def entries(folder: Path, wanted: Container[int] | None = None) -> Iterator[Entry]:
    """Every message, or those with the `wanted` UIDs; of the others only the name is looked at."""
    for file in files(folder):
        if wanted is not None and uid_of(file.name) not in wanted:
            continue
        with contextlib.suppress(FileNotFoundError):
            told = file.stat(follow_symlinks=False)
            yield Entry(uid_of(file.name), Path(file.path), told.st_size, told.st_mtime_ns, told.st_ctime_ns)


def fingerprint(folder: Path) -> int:
    """Of the set of messages, by their names alone: the same whatever flags change."""
    return functools.reduce(xor, {uid_of(file.name) for file in files(folder)}, 0)


def read(path: Path, limit: int) -> bytes | None:
    """At most `limit` bytes of a regular file, or None where it is not there any more."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ELOOP):
            return None
        raise
    with os.fdopen(handle, "rb") as file:
        return file.read(limit) if stat.S_ISREG(os.fstat(handle).st_mode) else None


def signature(folder: Path) -> tuple[int, ...]:
    """Differs when a message came, went or was renamed: the directories' times, and how many are new."""
    told = [(folder / part).stat().st_mtime_ns for part in ("new", "cur")]
    return (*told, sum(1 for _ in (folder / "new").iterdir()))


def write(folder: Path, raw: bytes, at: datetime | None) -> int:
    """Lay a draft: written and synced in tmp/, then renamed into cur/. The new UID."""
    temporary = folder / "tmp" / f"0.R{secrets.token_hex(8)}.{_host()}"
    try:
        with temporary.open("xb") as file:
            file.write(raw)
            file.flush()
            if at is not None:
                os.utime(temporary, (at.timestamp(), at.timestamp()))
            os.fsync(file.fileno())
            seconds = int(os.fstat(file.fileno()).st_mtime)
        name = f"{seconds}.R{secrets.token_hex(8)}P{os.getpid()}.{_host()}"
        temporary.rename(folder / "cur" / f"{name}:2,DS")
    finally:
        temporary.unlink(missing_ok=True)
    sync(folder / "cur")
    return uid_of(name)


def move(entry: Entry, folder: Path) -> None:
    """Into another folder's cur/, at once; across file systems it is there, synced, before it is gone here.

    Flags and time are kept. Raises FileNotFoundError where the file was renamed or removed meanwhile.
    """
    unique, _, info = entry.path.name.partition(":")
    letters = "".join(sorted({*info.removeprefix("2,"), "S"}))
    target = folder / "cur" / f"{unique}:2,{letters}"
    if target.exists():
        target = folder / "cur" / f"{unique}.R{secrets.token_hex(4)}:2,{letters}"
    try:
        entry.path.rename(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _copy(entry.path, folder, target)
        sync(target.parent)
        entry.path.unlink()
    sync(target.parent)
    sync(entry.path.parent)


def _copy(source: Path, folder: Path, target: Path) -> None:
    """To another file system: through tmp/, so that no half a message is ever seen."""
    temporary = folder / "tmp" / f"0.R{secrets.token_hex(8)}.{_host()}"
    try:
        shutil.copy2(source, temporary, follow_symlinks=False)
        with temporary.open("rb") as file:
            os.fsync(file.fileno())
        temporary.rename(target)
    finally:
        temporary.unlink(missing_ok=True)


def sync(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _host() -> str:
    return socket.gethostname().replace("/", "\\057").replace(":", "\\072").replace(",", "_")[:64] or "localhost"
