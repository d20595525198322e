"""A wire between an IMAP client and a server that keeps every command, and may be cut at a chosen one."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from types import TracebackType

_LITERAL = re.compile(rb"\{(\d+)\+?\}\r\n\Z")


class Wiretap:
    """`with Wiretap(port) as wire:` clients of `wire.port` reach 127.0.0.1:`port`. Plain text only.

    `cut_before_ok = "APPEND"`: the next such command reaches the server whole, its OK never comes back.
    `cut_in_literal = "APPEND"`: of the next such command's literal only a half reaches the server.
    `refuse = {"APPEND": "NO [OVERQUOTA] full"}`: the server is not even asked.
    """

    def __init__(self, port: int) -> None:
        self._server = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.commands: list[str] = []
        self.cut_before_ok = self.cut_in_literal = ""
        self.refuse: dict[str, str] = {}
        self.cuts = self.connections = 0

    def __enter__(self) -> Wiretap:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._listener.close()

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
                if verb and verb == self._wire.cut_before_ok:
                    self._wire.cut_before_ok, self._hold = "", tag + b" OK"
                self._server.sendall(line)
                while literal := _LITERAL.search(line):
                    text = file.read(int(literal[1]))
                    if verb == self._wire.cut_in_literal:
                        self._wire.cut_in_literal = ""
                        self._wire.cuts += 1
                        self._server.sendall(text[: len(text) // 2])
                        raise OSError("cut")
                    line = file.readline()
                    self._server.sendall(text + line)

    def _refuse(self, tag: bytes, line: bytes, file: object, answer: str) -> None:
        if line.endswith(b"+}\r\n"):  # a literal that does not wait
            found = _LITERAL.search(line)
            assert found
            file.read(int(found[1]))  # type: ignore[attr-defined]
            file.readline()  # type: ignore[attr-defined]
        self._client.sendall(tag + b" " + answer.encode() + b"\r\n")

    def _down(self) -> None:
        with self._server, self._server.makefile("rb") as file:
            while line := file.readline():
                if self._hold and line.startswith(self._hold):
                    self._wire.cuts += 1
                    raise OSError("cut")
                self._client.sendall(line)
