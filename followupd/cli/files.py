"""Mails from files: single ones, folders, mbox files (RFC 4155) and Maildirs, streamed and bounded."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from followupd.mail.parse import MAX_MAIL

_LINE_LIMIT = 1 << 16
_DEPTH_LIMIT = 64
#: a single mail may begin with a "From " line too; these names are never an mbox
_SINGLE = (".eml", ".msg")
_MAILDIR = frozenset(("cur", "new", "tmp"))
#: "From sender Thu Nov 12 09:00:01 2026" (RFC 4155); a sentence that begins with "From" has no such date
_POSTMARK = re.compile(rb"^From [^\r\n]{0,320}?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]?\d \d\d:\d\d")


class Found(Struct, frozen=True):
    """One mail as it lies, or `problem`: why there is none. `arrived` is the file's time, aware."""

    path: str
    arrived: datetime
    raw: bytes = b""
    problem: str = ""


def mails(paths: Iterable[str]) -> Iterator[Found]:
    """Every mail under `paths` in the order given, folders sorted by name; "-" is standard input. Never raises OSError.

    Links to folders inside a folder are not followed; of anything but a plain file only what was named is opened.
    """
    for path in paths:
        if path == "-":
            yield Found(path, _EPOCH, raw=sys.stdin.buffer.read(MAX_MAIL))
        elif Path(path).is_dir():
            yield from _folder(path, 0)
        else:
            yield from _file(path)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _folder(path: str, depth: int) -> Iterator[Found]:
    try:
        with os.scandir(path) as entries:
            inside = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        yield Found(path, _EPOCH, problem=_reason(error))
        return
    is_maildir = {entry.name for entry in inside} >= _MAILDIR
    for entry in inside:
        if entry.is_dir(follow_symlinks=False):
            if depth < _DEPTH_LIMIT and not (is_maildir and entry.name == "tmp"):
                yield from _folder(entry.path, depth + 1)
        elif entry.is_file() and not is_maildir:
            yield from _file(entry.path)


def _file(path: str) -> Iterator[Found]:
    try:
        with Path(path).open("rb") as file:
            about = os.fstat(file.fileno())
            if not (stat.S_ISREG(about.st_mode) or stat.S_ISFIFO(about.st_mode)):
                yield Found(path, _EPOCH, problem="not a file of mail")
                return
            arrived = _EPOCH
            with suppress(ValueError, OverflowError, OSError):
                arrived = datetime.fromtimestamp(about.st_mtime, UTC)
            for raw in _inside(file, path.endswith(_SINGLE)):
                yield Found(path, arrived, raw=raw)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        yield Found(path, _EPOCH, problem=_reason(error))


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or "cannot be opened"


def _inside(file: BinaryIO, single: bool) -> Iterator[bytes]:
    first = file.readline(_LINE_LIMIT)
    if not first.startswith(b"From "):
        yield first + file.read(MAX_MAIL)
    elif single:
        yield file.read(MAX_MAIL)
    else:
        yield from _mbox(file)


def _mbox(file: BinaryIO) -> Iterator[bytes]:
    """The mails after the first postmark; ">From " is "From " again, what is over the limit is left out."""
    lines: list[bytes] = []
    size, after_blank = 0, False
    while line := file.readline(_LINE_LIMIT):
        if after_blank and _POSTMARK.match(line):
            yield b"".join(lines)
            lines, size = [], 0
        elif size < MAX_MAIL:
            lines.append(line[1:] if line.startswith(b">From ") else line)
            size += len(line)
        after_blank = not line.strip()
    yield b"".join(lines)
