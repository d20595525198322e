"""The other hand at a mailbox: a mail program, a delivery, an onlooker."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import imapclient
from dovecot import PASSWORD, SPECIAL, Dovecot

from followupd.mailbox.connect import open_mailbox
from followupd.mailbox.protocol import Mailbox
from followupd.settings import Account

NOON = datetime(2026, 11, 10, 12, 0, tzinfo=UTC)
ADDRESS = "jordan@example.org"


def mail(message_id: str, body: str = "Hello.\r\n", subject: str = "Hello") -> bytes:
    head = f"From: A <a@firm.test>\r\nTo: {ADDRESS}\r\nSubject: {subject}\r\nMessage-ID: {message_id}\r\nX-Odd: 1\r\n"
    return (head + "\r\n" + body).encode()


class World(Protocol):
    account: Account

    def open(self) -> Mailbox: ...
    def deliver(self, folder: str, raw: bytes, at: datetime = NOON, flags: str = "") -> None: ...
    def flag(self, folder: str, flags: str) -> None:
        """Set flags on every message of a folder."""

    def replace(self, folder: str, raw: bytes) -> None:
        """What a mail program does when a draft is edited: a new message, and the old one is gone."""

    def state(self) -> dict[str, object]:
        """Everything about each folder that anybody could notice."""

    def close(self) -> None: ...


class ImapWorld:
    def __init__(self, server: Dovecot, user: str) -> None:
        self.server = server
        self.account = Account(address=ADDRESS, host="127.0.0.1", port=server.port, security="none", username=user)
        self._hand = imapclient.IMAPClient("127.0.0.1", server.port, ssl=False)
        self._hand.login(user, PASSWORD)
        self._opened: list[Mailbox] = []

    def open(self, secret: Callable[[], str] = lambda: PASSWORD) -> Mailbox:
        self._opened.append(open_mailbox(self.account, secret, read_timeout=5))
        return self._opened[-1]

    def deliver(self, folder: str, raw: bytes, at: datetime = NOON, flags: str = "") -> None:
        self._hand.append(folder, raw, flags.split(), at)

    def flag(self, folder: str, flags: str) -> None:
        self._hand.select_folder(folder)
        self._hand.add_flags(self._hand.search("ALL"), flags.split())
        self._hand.unselect_folder()

    def replace(self, folder: str, raw: bytes) -> None:
        self._hand.select_folder(folder)
        old = self._hand.search("ALL")
        self.deliver(folder, raw, flags="\\Draft")
        self._hand.delete_messages(old)
        self._hand.expunge()
        self._hand.unselect_folder()

    def state(self) -> dict[str, object]:
        """UIDs, flags and dates, and HIGHESTMODSEQ where the server counts it."""
        told: dict[str, object] = {}
        for folder in ("INBOX", *SPECIAL):
            wanted = ["MESSAGES", "UIDNEXT", "UNSEEN", "RECENT"]
            if self._hand.has_capability("CONDSTORE"):
                wanted.append("HIGHESTMODSEQ")
            counts = self._hand.folder_status(folder, wanted)
            self._hand.select_folder(folder, readonly=True)
            uids = self._hand.search("ALL")
            items = self._hand.fetch(uids, ["FLAGS", "INTERNALDATE"]) if uids else {}
            self._hand.unselect_folder()
            told[folder] = (counts, {uid: (sorted(i[b"FLAGS"]), i[b"INTERNALDATE"]) for uid, i in items.items()})
        return told

    def close(self) -> None:
        for mailbox in self._opened:
            mailbox.close()
        self._hand.logout()


class MaildirWorld:
    """`dotted`: Maildir++, the root is the inbox; else every folder is a directory, the inbox among them."""

    def __init__(self, root: Path, *, dotted: bool) -> None:
        self._root, self._dotted = root, dotted
        self.account = Account(address=ADDRESS, maildir=str(root))
        for folder in ("INBOX", *SPECIAL):
            for part in ("cur", "new", "tmp"):
                (self.path(folder) / part).mkdir(parents=True)
        self._opened: list[Mailbox] = []

    def path(self, folder: str) -> Path:
        if self._dotted:
            return self._root if folder == "INBOX" else self._root / f".{folder}"
        return self._root / ("Inbox" if folder == "INBOX" else folder)

    def open(self) -> Mailbox:
        self._opened.append(open_mailbox(self.account, lambda: ""))
        return self._opened[-1]

    def deliver(self, folder: str, raw: bytes, at: datetime = NOON, flags: str = "") -> None:
        letters = "".join(sorted(flag[1] for flag in flags.split()))
        name = f"{int(at.timestamp())}.R{secrets.token_hex(6)}.host"
        temporary = self.path(folder) / "tmp" / name
        temporary.write_bytes(raw.replace(b"\r\n", b"\n"))
        os.utime(temporary, (at.timestamp(), at.timestamp()))
        place = self.path(folder) / "cur" / f"{name}:2,{letters}" if flags else self.path(folder) / "new" / name
        temporary.rename(place)

    def flag(self, folder: str, flags: str) -> None:
        for part in ("new", "cur"):
            for file in list((self.path(folder) / part).iterdir()):
                base, _, old = file.name.partition(":2,")
                letters = "".join(sorted({*old, *(flag[1] for flag in flags.split())}))
                file.rename(self.path(folder) / "cur" / f"{base}:2,{letters}")

    def replace(self, folder: str, raw: bytes) -> None:
        old = list((self.path(folder) / "cur").iterdir())
        self.deliver(folder, raw, flags="\\Draft")
        for file in old:
            file.unlink()

    def state(self) -> dict[str, object]:
        """Every file with its name, bytes and time."""
        return {
            folder: {
                (part, file.name, file.read_bytes(), file.stat().st_mtime_ns)
                for part in ("new", "cur", "tmp")
                for file in (self.path(folder) / part).iterdir()
            }
            for folder in ("INBOX", *SPECIAL)
        }

    def close(self) -> None:
        for mailbox in self._opened:
            mailbox.close()
