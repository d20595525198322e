"""An IMAP server that says exactly what a test wrote: for what real servers do only on bad days."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable
from types import TracebackType

Script = Callable[["Talk"], None]

CAPABILITIES = "IMAP4rev1 AUTH=PLAIN IDLE UIDPLUS MOVE"
FOLDERS = ('(\\HasNoChildren) "/" INBOX', '(\\Drafts) "/" Drafts', '(\\Trash) "/" Trash')


class Gone(Exception):
    """The client is not there any more."""


class Talk:
    """One connection, seen from the server."""

    def __init__(self, sock: socket.socket, capabilities: str) -> None:
        self._sock, self.capabilities, self.commands = sock, capabilities, list[str]()
        self._file = sock.makefile("rb")
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def hear(self) -> tuple[str, str]:
        """The next command: its tag (or "" for a bare line like DONE) and the rest."""
        heard = self._file.readline()
        if not heard:
            raise Gone
        line = heard.decode("utf-8", "replace").rstrip("\r\n")
        self.commands.append(line)
        tag, _, rest = line.partition(" ")
        return (tag, rest) if rest else ("", tag)

    def say(self, *lines: str) -> None:
        """All lines in one segment."""
        self.raw("".join(f"{line}\r\n" for line in lines).encode())

    def raw(self, data: bytes) -> None:
        self._sock.sendall(data)

    def greet_and_list(self) -> None:
        """Everything until the folders are known, for a client that signs in with PLAIN."""
        self.say("* OK here")
        while True:
            tag, command = self.hear()
            match command.split()[0].upper():
                case "CAPABILITY":
                    self.say(f"* CAPABILITY {self.capabilities}", f"{tag} OK done")
                case "AUTHENTICATE":
                    self.say("+ ")
                    self.hear()
                    self.say(f"{tag} OK done")
                case "LIST":
                    self.say(*(f"* LIST {folder}" for folder in FOLDERS), f"{tag} OK done")
                    return
                case _:
                    self.say(f"{tag} BAD what?")

    def expect(self, name: str) -> str:
        """The tag of the next command, which must be `name`."""
        tag, command = self.hear()
        assert command.upper().startswith(name), f"{command} instead of {name}"
        return tag

    def examined(self, exists: int = 0, uidnext: int = 1, uidvalidity: int = 7, name: str = "EXAMINE") -> None:
        """The answer to the EXAMINE (or `name`) that comes next."""
        mode = "READ-ONLY" if name == "EXAMINE" else "READ-WRITE"
        told = (f"* {exists} EXISTS", f"* OK [UIDVALIDITY {uidvalidity}] ok", f"* OK [UIDNEXT {uidnext}] ok")
        self.say(*told, f"{self.expect(name)} OK [{mode}] done")

    def linger(self, seconds: float = 5) -> None:
        """Say nothing until the client is gone."""
        self._sock.settimeout(seconds)
        try:
            while self._sock.recv(4096):
                pass
        except OSError:
            return

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._sock.shutdown(socket.SHUT_RDWR)
        self._file.close()
        self._sock.close()


class Scripted:
    """`with Scripted(script) as server:` runs `script` for one connection to 127.0.0.1:`server.port`.

    A failure of the script's own is raised when the block ends.
    """

    def __init__(self, script: Script, capabilities: str = CAPABILITIES) -> None:
        self._script, self._capabilities = script, capabilities
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._failure: BaseException | None = None
        self.commands: list[str] = []

    def _serve(self) -> None:
        try:
            sock, _ = self._listener.accept()
        except OSError:
            return
        talk = Talk(sock, self._capabilities)
        self.commands = talk.commands
        try:
            self._script(talk)
        except (Gone, ConnectionError):
            pass
        except BaseException as error:
            self._failure = error
        finally:
            talk.close()

    def __enter__(self) -> Scripted:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        with contextlib.suppress(OSError):  # wakes a thread that still waits for a client
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)
        if self._failure is not None and error is None:
            raise self._failure


def pause(seconds: float = 0.1) -> None:
    """Long enough for a client to have read what was said before."""
    time.sleep(seconds)
