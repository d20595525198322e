"""Every key the configuration may hold: how it is checked, its default, whether it is needed.

The documented twin is `config.example.toml`; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from followupd.cli import config_checks as check
from followupd.cli.config_checks import Check

SECURITY = check.one_of("tls", "starttls", "none")


@dataclass(frozen=True, slots=True)
class Key:
    """`default` is what an unset key means; None where that is decided by the rest of the configuration."""

    check: Check
    default: object = None
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table, or with `many` an array of tables."""

    keys: Mapping[str, Key]
    many: bool = False
    needed: bool = False


TABLES: Mapping[str, Table] = {
    "": Table({"state_dir": Key(check.path)}),
    "you": Table(
        {
            "name": Key(check.text, needed=True),
            "time_zone": Key(check.text),
            "signature": Key(check.lines),
        },
        needed=True,
    ),
    "etiquette": Table(
        {
            "wait_days": Key(check.whole(3, 60, ": less is no good manners (E2)"), 3),
            "max_contacts": Key(check.whole(1, 3, ": after three it is time to move on (E4)"), 3),
            "promise_grace_days": Key(check.whole(1, 30), 1),
            "window_days": Key(check.whole(1, 365), 42),
            "thank_you": Key(check.one_of("after-wait", "next-morning"), "after-wait"),
            "gracious_reply": Key(check.yes_or_no, True),
            "working_hours": Key(check.hours, (time(9, 0), time(17, 0))),
            "holidays": Key(check.country, frozenset()),
        }
    ),
    "account": Table(
        {
            "address": Key(check.address, needed=True),
            "aliases": Key(check.addresses, ()),
            "host": Key(check.host, ""),
            "port": Key(check.whole(1, 65535)),
            "security": Key(SECURITY, "tls"),
            "username": Key(check.text),
            "maildir": Key(check.path, ""),
            "look_back_days": Key(check.whole(1, 3650), 90),
            "password_command": Key(check.command, ()),
            "auth": Key(check.one_of("password", "oauth2"), "password"),
        },
        many=True,
        needed=True,
    ),
    "account.folders": Table(
        {
            **{role: Key(check.text) for role in ("inbox", "sent", "archive", "drafts", "trash")},
            "read": Key(check.texts, ()),
        }
    ),
    "digest": Table({"at": Key(check.clock_time, time(8, 30)), "to": Key(check.address, needed=True)}),
    "digest.smtp": Table(
        {"host": Key(check.host, needed=True), "port": Key(check.whole(1, 65535)), "security": Key(SECURITY, "tls")},
        needed=True,
    ),
    "drafts": Table({"templates": Key(check.path)}),
}

#: keys under which people keep secrets elsewhere
SECRETS = frozenset(
    {"password", "passwd", "pass", "passphrase", "secret", "client_secret", "app_password", "api_key"}
    | {"token", "access_token", "refresh_token"}
)
