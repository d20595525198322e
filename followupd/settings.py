"""The user's settings as values. `cli/config.py` reads them from the file; nobody else knows the file.

Times of day are on the user's clock (`You.zone`). The defaults here are the documented ones:
`config.example.toml` is held to them by a test.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from datetime import date, time, tzinfo
from typing import Literal


@dataclass(frozen=True, slots=True)
class You:
    """Who signs the drafts. `zone_told` is false where the zone is the system's, not the configuration's."""

    name: str
    zone: tzinfo
    signature: str
    zone_told: bool = True


@dataclass(frozen=True, slots=True)
class Policy:
    """The numbers of the etiquette (docs/etiquette.md, E1-E10 and W4)."""

    zone: tzinfo
    wait_days: int = 3
    max_contacts: int = 3
    promise_grace_days: int = 1
    window_days: int = 42
    thank_you: Literal["after-wait", "next-morning"] = "after-wait"
    gracious_reply: bool = True
    work_begins: time = time(9, 0)
    work_ends: time = time(17, 0)
    holidays: Container[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Account:
    """One mailbox: an IMAP server (`host`) or a Maildir (`maildir`), never both."""

    address: str
    aliases: tuple[str, ...] = ()
    host: str = ""
    port: int = 993
    security: Literal["tls", "starttls", "none"] = "tls"
    username: str = ""
    maildir: str = ""
    look_back_days: int = 90
    folders: dict[str, str] = field(default_factory=dict)
    read_folders: tuple[str, ...] = ()
    password_command: tuple[str, ...] = ()
    auth: Literal["password", "oauth2"] = "password"


@dataclass(frozen=True, slots=True)
class Smtp:
    """Where the digest is handed in; user name and secret are those of the account with the digest's address."""

    host: str
    port: int = 465
    security: Literal["tls", "starttls", "none"] = "tls"


@dataclass(frozen=True, slots=True)
class Digest:
    """The note to oneself: `at` a time of day, `to` one of the user's own addresses."""

    to: str
    smtp: Smtp
    at: time = time(8, 30)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the configuration file says, checked."""

    you: You
    policy: Policy
    accounts: tuple[Account, ...]
    state_dir: str
    digest: Digest | None = None
    templates: str = ""

    @property
    def own_addresses(self) -> frozenset[str]:
        """Every address of the user's, lower-cased."""
        return frozenset(a.lower() for account in self.accounts for a in (account.address, *account.aliases))
