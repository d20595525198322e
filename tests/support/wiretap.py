"""A wire between an IMAP client and a server that keeps every command, and may be cut at a chosen one."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from types import TracebackType
from typing import IO

_LITERAL = re.compile(rb"\{(\d+)\+?\}\r\n\Z")
_NEW_UIDS = re.compile(rb"(?<= OK )\[(?:APPENDUID|COPYUID) [^]]*\] ")
#: of the command at which a wire is cut the server hears nothing, a half, or all and its answer does not get through
WAYS_TO_CUT = ("unheard", "half", "unanswered")


class Wiretap:
    """`with Wiretap(port) as wire:` clients of `wire.port` reach 127.0.0.1:`port`. Plain text only.

    `cut_before_ok = "APPEND"`: the next such command reaches the server whole, its OK never comes back.
    `cut_in_literal = "APPEND"`: of the next such command's literal only a half reaches the server.
    `cut(5, "half")`: the fifth command from now on is the last; `spare()`: it is not. LOGOUT is let by.
    `refuse = {"APPEND": "NO [OVERQUOTA] full"}`: the server is not even asked.
    `lacks = {"MOVE"}`: the server does not tell that it can do so; without UIDPLUS it tells no new UIDs either.
    """

    def __init__(self, port: int) -> None:
        self._server = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.commands: list[str] = []
        self.cut_before_ok = self.cut_in_literal = ""
        self.refuse: dict[str, str] = {}
        self.lacks: frozenset[str] = frozenset()
        self.cuts = self.connections = 0
        self._left, self._how = 0, ""

    def __enter__(self) -> Wiretap:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        with contextlib.suppress(OSError):  # wakes the thread that waits for a client
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def cut(self, at: int, how: str) -> None:
        self._left, self._how = at, how

    def spare(self) -> None:
        self._left = 0

    def cut_now(self) -> str:
        """How the wire is cut at the command that was just heard, or ""."""
        self._left -= 1
        return self._how if self._left == 0 else ""

    @property
    def verbs(self) -> list[str]:
        """The commands' names, with UID where it leads."""
        words = [command.upper().split() for command in self.commands]
        return [" ".join(found[: 2 if found[0] == "UID" else 1]) for found in words if found]

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            _Call(self, client, socket.create_connection(("127.0.0.1", self._server))).begin()


class _Call:
    """One connection, in two threads."""

    def __init__(self, wire: Wiretap, client: socket.socket, server: socket.socket) -> None:
        self._wire, self._client, self._server = wire, client, server
        self._hold = b""
        for end in (client, server):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def begin(self) -> None:
        for way in (self._up, self._down):
            threading.Thread(target=self._carry, args=(way,), daemon=True).start()

    def _carry(self, way: object) -> None:
        try:
            way()  # type: ignore[operator]
        except OSError:
            pass
        finally:
            for end in (self._client, self._server):
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)

    def _up(self) -> None:
        """Commands: a line, and its literals with the lines that follow them."""
        with self._client, self._client.makefile("rb") as file:
            while line := file.readline():
                tag, _, rest = line.rstrip(b"\r\n").partition(b" ")
                if rest:  # not the answer to a challenge
                    self._wire.commands.append(rest.decode("utf-8", "replace"))
                verb = rest.split(b" ")[0].decode().upper()
                if verb in self._wire.refuse:
                    self._refuse(tag, line, file, self._wire.refuse[verb])
                    continue
                how = self._wire.cut_now() if verb not in ("", "LOGOUT") else ""
                if verb and verb == self._wire.cut_before_ok:
                    self._wire.cut_before_ok, how = "", "unanswered"
                if verb and verb == self._wire.cut_in_literal:
                    self._wire.cut_in_literal, how = "", "half"
                self._pass(tag, line, file, how)

    def _pass(self, tag: bytes, line: bytes, file: IO[bytes], how: str) -> None:
        if how == "unanswered":
            self._hold = tag + b" "
        elif how == "unheard":
            self._is_cut()
        elif how == "half" and not _LITERAL.search(line):
            self._server.sendall(line[: len(line) // 2])
            self._is_cut()
        self._server.sendall(line)
        while literal := _LITERAL.search(line):
            text = file.read(int(literal[1]))
            if how == "half":
                self._server.sendall(text[: len(text) // 2])
                self._is_cut()
            line = file.readline()
            self._server.sendall(text + line)

    def _is_cut(self) -> None:
        self._wire.cuts += 1
        raise OSError("cut")

    def _refuse(self, tag: bytes, line: bytes, file: IO[bytes], answer: str) -> None:
        if line.endswith(b"+}\r\n"):  # a literal that does not wait
            found = _LITERAL.search(line)
            assert found
            file.read(int(found[1]))
            file.readline()
        self._client.sendall(tag + b" " + answer.encode() + b"\r\n")

    def _down(self) -> None:
        with self._server, self._server.makefile("rb") as file:
            while line := file.readline():
                if self._hold and line.startswith(self._hold):
                    self._is_cut()
                self._client.sendall(self._less_able(line) if self._wire.lacks else line)

    def _less_able(self, line: bytes) -> bytes:
        if line.upper().startswith(b"* CAPABILITY ") or b"[CAPABILITY " in line:
            return re.sub(rb" (?:%s)\b(?!=)" % "|".join(self._wire.lacks).encode(), b"", line)
        return _NEW_UIDS.sub(b"", line) if "UIDPLUS" in self._wire.lacks else line
