"""A user's machine in a folder: a configuration, a state directory, and the real command in a real process."""

from __future__ import annotations

import imaplib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from itertools import count
from pathlib import Path
from typing import Any

from dovecot import PASSWORD, Dovecot

ME = "jordan.lee@example.org"
ANN = ("Ann Brook", "ann.brook@larkfield.test")
#: "Tuesday 10 November, 14:00": the window opens on Friday 13 November, 15:00
INVITED = (
    "Hi Jordan,\n\nThank you for applying. We would like to invite you to an interview for the Data Engineer role on"
    " Tuesday, November 10, 2026 at 2:00 PM.\n\nBest regards,\nAnn Brook\nTalent Partner, Larkfield\n"
)
DUE = "2026-11-13T15:00-05:00"
_USERS = count(1)


@dataclass
class Done:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON object that was printed."""
        (line,) = self.out.splitlines()
        return json.loads(line)


class House:
    """`server` holds this user's mail; another keyword of `account` replaces, or with None removes, a line."""

    def __init__(self, folder: Path, server: Dovecot | None = None) -> None:
        self.folder, self.server, self.user = folder, server, f"user{next(_USERS)}"
        self.state, self.config = folder / "state", folder / "config" / "followupd" / "config.toml"
        self.config.parent.mkdir(parents=True)
        self.configure()

    def account(self, address: str = ME, **lines: str | None) -> str:
        port = str(self.server.port) if self.server else "1"
        usual: dict[str, str | None] = {
            "address": f'"{address}"', "host": '"127.0.0.1"', "port": port, "security": '"none"',
            "username": f'"{self.user}"', "password_command": f'["echo", "{PASSWORD}"]',
        }
        told = {**usual, **lines}
        return "[[account]]\n" + "".join(f"{key} = {value}\n" for key, value in told.items() if value is not None)

    def configure(self, *accounts: str, top: str = "", more: str = "", state: Path | None = None) -> None:
        you = '[you]\nname = "Jordan Lee"\ntime_zone = "America/New_York"\n'
        text = "".join(accounts) or self.account()
        self.config.write_text(f'state_dir = "{state or self.state}"\n{top}{you}{text}{more}')

    @property
    def environ(self) -> dict[str, str]:
        """No session bus, no systemd, nothing of whoever runs the tests."""
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "COVERAGE_PROCESS_START") if name in os.environ}
        xdg = {f"XDG_{kind}_HOME": str(self.folder / kind.lower()) for kind in ("CONFIG", "STATE", "DATA", "CACHE")}
        here = {"HOME": str(self.folder), "TMPDIR": str(self.folder)}
        return {**kept, **xdg, **here, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "followupd", *arguments]

    def run(self, *arguments: str, **more: Any) -> Done:
        done = subprocess.run(
            self.command(*arguments), env=self.environ, capture_output=True, text=True, timeout=60, check=False,
            stdin=subprocess.DEVNULL, **more,
        )  # fmt: skip
        return Done(done.returncode, done.stdout, done.stderr)

    @contextmanager
    def daemon(self, *options: str) -> Iterator[subprocess.Popen[str]]:
        """`followupd run`, begun, and killed at the end if it still lives."""
        process = subprocess.Popen(
            self.command("run", *options), env=self.environ, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        try:
            yield process
        finally:
            process.kill()
            process.communicate()

    # -- the mailbox --------------------------------------------------------------------------
    @contextmanager
    def imap(self) -> Iterator[imaplib.IMAP4]:
        assert self.server
        with imaplib.IMAP4("127.0.0.1", self.server.port, timeout=10) as client:
            client.login(self.user, PASSWORD)
            yield client

    def receives(
        self, at: str, text: str = INVITED, sender: tuple[str, str] = ANN, folder: str = "INBOX", **headers: str
    ) -> str:
        """A mail from `sender` arrives; its Message-ID."""
        mail, when = EmailMessage(), datetime.fromisoformat(at)
        mail["From"], mail["To"] = formataddr(sender), formataddr(("Jordan Lee", ME))
        mail["Subject"] = headers.pop("subject", "Interview for Data Engineer at Larkfield")
        mail["Date"], mail["Message-ID"] = format_datetime(when), f"<{next(_USERS)}.house@larkfield.test>"
        for name, value in headers.items():
            mail[name.replace("_", "-")] = value
        mail.set_content(text)
        with self.imap() as client:
            client.append(folder, "", imaplib.Time2Internaldate(when), mail.as_bytes())
        return str(mail["Message-ID"])

    def untouched(self) -> dict[str, object]:
        """All that can be seen of every folder but Drafts and Trash: counts, flags, and HIGHESTMODSEQ (RFC 7162)."""
        with self.imap() as client:
            names = {str(line, "ascii").rpartition(" ")[2].strip('"') for line in client.list()[1]}
            found: dict[str, object] = {}
            for name in sorted(names - {"Drafts", "Trash"}):
                counts = client.status(f'"{name}"', "(MESSAGES RECENT UNSEEN UIDNEXT UIDVALIDITY HIGHESTMODSEQ)")[1]
                client.select(f'"{name}"', readonly=True)
                found[name] = counts, client.uid("FETCH", "1:*", "(FLAGS INTERNALDATE MODSEQ)")[1]
        return found

    def messages(self, folder: str) -> list[bytes]:
        with self.imap() as client:
            _, (count,) = client.select(f'"{folder}"', readonly=True)
            found = client.fetch("1:*", "(BODY.PEEK[])")[1] if int(count or 0) else []
        return [part[1] for part in found if isinstance(part, tuple)]


def wait_for(happens: Any, seconds: float = 15) -> Any:
    """What `happens()` returns as soon as that is true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := happens():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not happen")
