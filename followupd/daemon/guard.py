"""Never sends, physically: an audit hook (PEP 578) that refuses what a mailbox reader has no business to do.

Refused are smtplib, child processes other than the configured commands, and connections to anything but Unix
sockets and the configured servers. A hook cannot be removed from its process; `allow` only changes what it lets by.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterable
from types import FrameType
from typing import Any

from followupd.settings import Account

#: events that start a program or another process (docs.python.org/3/library/audit_events.html)
_CHILDREN = ("os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.system", "pty.spawn")
_OTHER_WIRES = ("smtplib.", "ftplib.", "telnetlib.", "nntplib.", "poplib.")


class Forbidden(BaseException):
    """A bug of ours was about to do what followupd never does. No `except Exception` may keep it quiet."""

    exit_code = 70

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class _Guard:
    """What is allowed: argvs, ports of each configured host, ports of each address that those resolved to."""

    def __init__(self) -> None:
        self.commands: set[tuple[str, ...]] = set()
        self.hosts: dict[str, set[int]] = {}
        self.addresses: dict[str, set[int]] = {}

    def hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith("socket."):
            self._socket(event, arguments)
        elif event == "subprocess.Popen" or event in _CHILDREN:
            self._child(event, arguments)
        elif event.startswith(_OTHER_WIRES):
            raise Forbidden(f"{event} was refused: followupd never sends")

    def _socket(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
            wire, address = arguments[0], arguments[1]
            if wire.family != socket.AF_UNIX and address is not None and not self._is_server(address):
                raise Forbidden(f"{event} was refused: no configured server is there")
        elif event in ("socket.getaddrinfo", "socket.gethostbyname") and _text(arguments[0]) not in self.hosts:
            raise Forbidden(f"{event} was refused: no configured server has that name")

    def _is_server(self, address: Any) -> bool:
        if not isinstance(address, tuple) or len(address) < 2:
            return False
        name, port = _text(address[0]), address[1]
        return port in self.hosts.get(name, ()) or port in self.addresses.get(name, ())

    def _child(self, event: str, arguments: tuple[Any, ...]) -> None:
        """`subprocess.Popen` and `os.posix_spawn` carry (program, argv, …)."""
        told = arguments[1] if event in ("subprocess.Popen", "os.posix_spawn") else None
        argv = tuple(map(_path, told)) if isinstance(told, list | tuple) else ()
        if argv in self.commands and _path(arguments[0]) == argv[0]:
            return
        if _is_asked_by_ctypes():
            raise PermissionError(f"{event} is not for this process")
        raise Forbidden(f"{event} was refused: only a configured password_command may run")

    def resolved(self, host: object, found: Iterable[tuple[Any, ...]]) -> None:
        ports = self.hosts.get(_text(host), set())
        for *_, address in found:
            self.addresses.setdefault(_text(address[0]), set()).update(ports)


def _is_asked_by_ctypes() -> bool:
    """`ctypes.util.find_library` asks ldconfig, and takes "cannot" for "not there": keyring's backends call it."""
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        if frame.f_globals.get("__name__") == "ctypes.util":
            return True
        frame = frame.f_back
    return False


def _path(value: object) -> str:
    return os.fsdecode(value) if isinstance(value, str | bytes | os.PathLike) else ""


def _text(host: object) -> str:
    """A host name or address as it is compared: lower-cased, without the zone of a link-local address."""
    text = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    return text.lower().rstrip(".").partition("%")[0]


_guard: _Guard | None = None


def allow(accounts: Iterable[Account]) -> None:
    """From now on only the servers and commands of these accounts; the first call installs the hook, for good."""
    global _guard  # noqa: PLW0603 - an audit hook is the process's, as this is
    if _guard is None:
        _guard = _Guard()
        _remember_addresses(_guard)
        sys.addaudithook(_guard.hook)
    accounts = tuple(accounts)
    _guard.commands = {account.password_command for account in accounts if account.password_command}
    hosts: dict[str, set[int]] = {}
    for account in accounts:
        if account.host:
            hosts.setdefault(_text(account.host), set()).add(account.port)
    _guard.hosts, _guard.addresses = hosts, {}


def _remember_addresses(guard: _Guard) -> None:
    """The hook hears a look-up before its answer is there, so `socket.getaddrinfo` passes the answer on."""
    look_up = socket.getaddrinfo

    def getaddrinfo(host: Any, *arguments: Any, **named: Any) -> Any:
        found = look_up(host, *arguments, **named)
        guard.resolved(host, found)
        return found

    socket.getaddrinfo = getaddrinfo
