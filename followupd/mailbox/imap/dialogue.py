"""Commands and their answers on a wire that is signed in. Knows tags, literals, IDLE and BYE; nothing about mail.

An IDLE may go on between calls: whatever command comes next ends it first. After any failure the connection is
closed and every further call raises `MailboxUnreachable` at once: a stream that stopped in the middle of an
answer is never read again.
"""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from typing import NamedTuple

from followupd.errors import MailboxUnreachable
from followupd.mailbox.imap.answers import Response, literal_size
from followupd.mailbox.imap.trouble import ended, unreachable
from followupd.mailbox.imap.wire import Wire

MAX_PARTS = 64
KEEP = 65_536


class Answer(NamedTuple):
    """A completed command: `text` is what stood behind the tag (`OK [READ-ONLY] done`)."""

    ok: bool
    text: bytes
    responses: list[Response]


class Dialogue:
    """`where` names account and server in errors. `news`: EXISTS was heard since it was last set to False."""

    def __init__(self, wire: Wire, where: str) -> None:
        self.wire, self.where, self.news = wire, where, False
        self._count = 0
        self._open: set[bytes] = set()
        self._results: dict[bytes, bytes] = {}
        self._idle = b""
        self._lost: MailboxUnreachable | None = None

    @property
    def idle(self) -> bool:
        return bool(self._idle)

    def run(self, command: bytes, literal: bytes | None = None, keep: int = KEEP) -> Answer:
        """One command with all its answers. A tagged NO or BAD is the caller's to judge (`Answer.ok`)."""
        self.settle()
        if literal is not None:
            command += b" {%d}" % len(literal)
        tag = self.send(command)
        if literal is not None and not self._continued(tag):
            return Answer(False, self._results.pop(tag), [])
        if literal is not None:
            self._write(literal + b"\r\n")
        responses = list(self.responses(tag, keep))
        text = self.result(tag)
        return Answer(is_ok(text), text, responses)

    def send(self, command: bytes) -> bytes:
        """Send without waiting: its tag. Several may be under way (RFC 3501 5.5), after a `settle`."""
        self._count += 1
        tag = b"f%d" % self._count
        self._write(tag + b" " + command + b"\r\n")
        self._open.add(tag)
        return tag

    def responses(self, tag: bytes, keep: int = KEEP) -> Iterator[Response]:
        """Untagged responses until `tag` is completed; of a literal at most `keep` bytes are kept."""
        while tag in self._open:
            response = self._next(keep)
            if response[0].startswith(b"* "):
                yield response

    def result(self, tag: bytes) -> bytes:
        """What the tagged line said; the command must be completed."""
        return self._results.pop(tag, b"")

    def settle(self) -> None:
        """End an IDLE and read away what nobody waited for."""
        if self._idle:
            self.end_idle()
        while self._open:
            self._next(0)
        self._results.clear()

    def begin_idle(self) -> bool:
        """IDLE (RFC 2177); False where the server refuses it. Untagged lines before the `+` are heard, too."""
        self.settle()
        tag = self.send(b"IDLE")
        if self._continued(tag):
            self._idle = tag
        return self.idle

    def end_idle(self) -> None:
        """DONE, and its answer: the proof that the other side lives."""
        tag, self._idle = self._idle, b""
        if tag in self._open:
            self._write(b"DONE\r\n")
            for _ in self.responses(tag, 0):
                pass
        self._results.pop(tag, None)

    def listen(self, seconds: float, other: socket.socket) -> bool:
        """Hear one response if it begins within `seconds`; False when it does not, or `other` can be read."""
        self._check()
        try:
            there = self.wire.line_within(seconds, other)
        except Exception as error:
            raise self._fail(unreachable(self.where, error)) from error
        if there:
            self._next(0)
            if self._idle not in self._open:
                self._idle = b""
        return there

    def farewell(self) -> None:
        """LOGOUT without waiting for the answer, and the end. Never raises."""
        with contextlib.suppress(MailboxUnreachable, OSError):
            self._check()
            self.wire.sock.settimeout(2)
            self._write((b"DONE\r\n" if self._idle else b"") + b"bye LOGOUT\r\n")
        self.close()

    def close(self) -> None:
        if self._lost is None:
            self._lost = MailboxUnreachable("the session is over", where=self.where)
        self.wire.shutdown()

    def _continued(self, tag: bytes) -> bool:
        """Whether `+` came before the tagged line."""
        while tag in self._open:
            if self._next(0)[0].startswith(b"+"):
                return True
        return False

    def _write(self, data: bytes) -> None:
        self._check()
        try:
            self.wire.send(data)
        except Exception as error:
            raise self._fail(unreachable(self.where, error)) from error

    def _next(self, keep: int) -> Response:
        self._check()
        try:
            response = self._read(keep)
        except Exception as error:
            raise self._fail(unreachable(self.where, error)) from error
        line = response[0]
        if not line.startswith(b"* "):
            self._complete(line)
        elif line.endswith(b" EXISTS"):
            self.news = True
        elif line[:5].upper() == b"* BYE":
            raise self._fail(ended(self.where, line[5:]))
        return response

    def _read(self, keep: int) -> Response:
        line = self.wire.readline().rstrip(b"\r\n")
        response = [line]
        while (size := literal_size(line if len(response) == 1 else b"* " + line)) is not None:
            if len(response) > MAX_PARTS:
                raise ValueError("too many literals")
            literal = self.wire.take(size, keep)
            line = self.wire.readline().rstrip(b"\r\n")
            response += [literal, line]
        return response

    def _complete(self, line: bytes) -> None:
        tag, _, text = line.partition(b" ")
        if tag in self._open:
            self._open.remove(tag)
            self._results[tag] = text

    def _check(self) -> None:
        if self._lost is not None:
            raise self._lost

    def _fail(self, error: MailboxUnreachable) -> MailboxUnreachable:
        self._lost = error
        self.wire.shutdown()
        return error


def is_ok(text: bytes) -> bool:
    return text[:2].upper() == b"OK"
