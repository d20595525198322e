"""The connection: imaplib's documented hooks (open, read, readline, send, shutdown) on a buffer of our own.

Why not as the libraries are: `idle_check` polls the socket while a line already sits in imaplib's buffer (a lost
wake-up), returns at once for ever after the end of the stream (a busy loop), and under TLS loses half a line. Here
the end of the stream is always an exception, half a line waits for its other half, and every wait has an end.

This is the only module that uses names which imaplib and imapclient do not promise; `tests/mailbox/test_wire.py`
fails when one of them vanishes.
"""

from __future__ import annotations

import contextlib
import imaplib
import ipaddress
import logging
import select
import socket
import ssl
from typing import Any

import imapclient
from msgspec import Struct

from followupd.mailbox.imap.trouble import printable

MAX_LINE = 8_000_000
MAX_LITERAL = 64_000_000
CHUNK = 262_144
#: probes of an idle connection: after a minute, every 20 s, three times (routers forget silent flows)
KEEPALIVE = (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 20), ("TCP_KEEPCNT", 3), ("TCP_USER_TIMEOUT", 60_000))

# imapclient's debug lines hold addresses, folder names and whole commands
logging.getLogger("imapclient").setLevel(logging.ERROR)


class Timing(Struct, frozen=True):
    """Seconds: to connect, for one read, of IDLE without a sign of life, of IDLE at all, between NOOPs without IDLE."""

    connect: float = 10
    read: float = 30
    quiet: float = 300
    idle: float = 600
    poll: float = 90


def is_loopback(host: str) -> bool:
    """Whether `host` is this machine by its very name: no name service is asked."""
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class Wire(imaplib.IMAP4):
    """One connection. TLS from the first byte where `tls`; else plain until `starttls`."""

    sock: socket.socket

    def __init__(self, host: str, port: int, tls: bool, timing: Timing) -> None:
        self._tls, self._timing, self._buffer = tls, timing, bytearray()
        super().__init__(host, port, timing.connect)

    def open(self, host: str = "", port: int = 143, timeout: float | None = None) -> None:
        self.host, self.port = host, port
        self.sock = socket.create_connection((host, port), self._timing.connect)
        try:
            self._prepare()
        except BaseException:
            self.sock.close()
            raise

    def _prepare(self) -> None:
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for name, value in KEEPALIVE:
            if option := getattr(socket, name, None):
                self.sock.setsockopt(socket.IPPROTO_TCP, option, value)
        if self._tls:
            self._wrap(ssl.create_default_context())
        self.sock.settimeout(self._timing.read)

    def _wrap(self, context: ssl.SSLContext) -> None:
        self.sock = context.wrap_socket(self.sock, server_hostname=self.host)

    def starttls(self, ssl_context: ssl.SSLContext | None = None) -> Any:
        """RFC 3501 6.2.1. What came in the clear behind the answer is an attack on the session, not an answer."""
        kind, data = self._simple_command("STARTTLS")
        if kind == "OK":
            if self._buffer:
                raise self.abort("data behind the STARTTLS answer")
            self._wrap(ssl_context or ssl.create_default_context())
            self._get_capabilities()
        return kind, data

    def readline(self) -> bytes:
        """One line with its end. Raises `abort` at the end of the stream, `TimeoutError` on silence."""
        start = 0
        while (end := self._buffer.find(b"\n", start)) < 0:
            start = len(self._buffer)
            if start > MAX_LINE:
                raise self.abort("an endless line")
            self._receive()
        line = bytes(self._buffer[: end + 1])
        del self._buffer[: end + 1]
        return line

    def read(self, size: int) -> bytes:
        return self.take(size, MAX_LITERAL)

    def take(self, size: int, keep: int) -> bytes:
        """The next `size` bytes are read; the first `keep` of them are returned."""
        kept = bytearray()
        while size:
            if not self._buffer:
                self._receive()
            piece = self._buffer[:size]
            del self._buffer[: len(piece)]
            size -= len(piece)
            kept += piece[: max(0, keep - len(kept))]
        return bytes(kept)

    def _receive(self) -> None:
        data = self.sock.recv(CHUNK)
        if not data:
            bye = self.untagged_responses.get("BYE")
            raise self.abort(printable(bye[-1]) if bye else "the end of the stream")
        self._buffer += data

    def line_within(self, seconds: float, other: socket.socket) -> bool:
        """Whether a whole line is there before `seconds` are over or `other` can be read (one poll, no loop)."""
        if b"\n" in self._buffer:
            return True
        if not (isinstance(self.sock, ssl.SSLSocket) and self.sock.pending()):
            poll = select.poll()
            poll.register(self.sock, select.POLLIN)
            poll.register(other, select.POLLIN)
            if self.sock.fileno() not in dict(poll.poll(seconds * 1000)):
                return False
        self.sock.settimeout(0)
        try:
            with contextlib.suppress(BlockingIOError, ssl.SSLWantReadError):
                self._receive()
        finally:
            self.sock.settimeout(self._timing.read)
        return b"\n" in self._buffer

    def send(self, data: Any) -> None:
        self.sock.sendall(data)

    def shutdown(self) -> None:
        with contextlib.suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)
        self.sock.close()

    def _log(self, line: str) -> None:
        """imaplib would keep the last ten commands, LOGIN among them."""

    def login_quoted(self, user: str, password: str) -> None:
        """LOGIN with both strings quoted: imaplib sends the user name as it is. Raises `error` on NO and BAD."""
        kind, data = self._simple_command("LOGIN", quoted(user), quoted(password))
        if kind != "OK":
            raise self.error(data[-1].decode("utf-8", "replace"))
        self.state = "AUTH"


def quoted(text: str) -> str:
    """A quoted string (RFC 3501 4.3)."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


class Client(imapclient.IMAPClient):  # type: ignore[misc]
    """imapclient for what it does well: STARTTLS, capabilities, SASL."""

    def __init__(self, host: str, port: int, tls: bool, timing: Timing) -> None:
        self._timing = timing
        super().__init__(host, port, ssl=tls, timeout=imapclient.SocketTimeout(timing.connect, timing.read))
        self._imap.debug = 0  # imapclient sets 5: every literal would be repr'd, x4 on whole messages

    def _create_IMAP4(self) -> Wire:
        return Wire(self.host, self.port, self.ssl, self._timing)

    def starttls(self, ssl_context: ssl.SSLContext | None = None) -> None:
        """The wire's own: imapclient before 4.1 wraps the socket itself, past what may lie in the buffer."""
        kind, data = self.wire.starttls(ssl_context)
        if kind != "OK":
            raise self.wire.error(printable(data[-1]))
        self._starttls_done = True  # capabilities are asked anew (RFC 3501 6.2.1)

    @property
    def wire(self) -> Wire:
        wire: Wire = self._imap
        return wire
