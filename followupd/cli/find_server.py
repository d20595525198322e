"""Where an address's mail lies: the providers' table, else the usual names, tried. Nothing but those hosts is asked."""

from __future__ import annotations

import socket
import ssl
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal

_SECONDS = 4.0
_PREFIXES = ("imap.", "mail.", "")


@dataclass(frozen=True, slots=True)
class Server:
    """A guess that may be corrected; `note` is what the provider's users have to know."""

    host: str
    port: int = 993
    security: Literal["tls", "starttls", "none"] = "tls"
    auth: Literal["password", "oauth2"] = "password"
    note: str = ""


def find_server(address: str, answers: Callable[[str], bool] | None = None) -> Server | None:
    """The server of this address, or None. `answers(host)`: whether an IMAP server that can prove its name is there."""
    domain = address.rpartition("@")[2].lower()
    for provider in _providers():
        if domain in provider["domains"]:
            return Server(**{key: value for key, value in provider.items() if key != "domains"})
    answers = answers or greets
    host = next((f"{prefix}{domain}" for prefix in _PREFIXES if answers(f"{prefix}{domain}")), "")
    return Server(host) if host else None


def _providers() -> list[dict[str, Any]]:
    text = files("followupd.cli").joinpath("providers.toml").read_text("utf-8")
    providers: list[dict[str, Any]] = tomllib.loads(text)["provider"]
    return providers


def greets(host: str) -> bool:
    """Whether an IMAP server greets there over TLS, with a certificate of that name (RFC 8314)."""
    try:
        with (
            socket.create_connection((host, 993), timeout=_SECONDS) as plain,
            ssl.create_default_context().wrap_socket(plain, server_hostname=host) as secure,
        ):
            return secure.recv(64).startswith(b"* OK")
    except (OSError, UnicodeError):
        return False
