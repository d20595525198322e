"""Tell systemd how it goes: sd_notify(3), in plain sockets. Nothing here raises, and without systemd it is silent."""

from __future__ import annotations

import os
import socket


def ready() -> None:
    _send("READY=1")


def reloading() -> None:
    _send("RELOADING=1")


def stopping() -> None:
    _send("STOPPING=1")


def status(text: str) -> None:
    """One line for `systemctl status`, in UTF-8."""
    _send("STATUS=" + " ".join(text.split()))


def alive() -> None:
    """Feed the watchdog."""
    _send("WATCHDOG=1")


def watchdog_seconds() -> float:
    """How often at least systemd wants to hear `alive` (WATCHDOG_USEC, for this process); 0 where it does not care."""
    if os.environ.get("WATCHDOG_PID", str(os.getpid())) != str(os.getpid()):
        return 0.0
    told = os.environ.get("WATCHDOG_USEC", "")
    return int(told) / 1e6 if told.isascii() and told.isdigit() else 0.0


def expect_within(seconds: float) -> None:
    """Until told otherwise the watchdog waits so long: a first scan over a thin line takes its time."""
    if watchdog_seconds():
        _send(f"WATCHDOG_USEC={int(seconds * 1e6)}\nWATCHDOG=1")


def _send(message: str) -> None:
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address.startswith(("/", "@")):
        return
    address = "\0" + address[1:] if address[0] == "@" else address
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as out:
            out.settimeout(1)
            out.sendto(message.encode("utf-8", "replace"), address)
    except OSError:
        return
