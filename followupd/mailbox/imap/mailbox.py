"""`Mailbox` (see `mailbox/protocol.py`) on an IMAP server."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from msgspec import Struct

from followupd.errors import MailboxRefused
from followupd.mailbox.folders import MAX_FOLDERS, Folder, folder_name, roles_of
from followupd.mailbox.identity import FIELDS, MAX_HEADER, message_id
from followupd.mailbox.imap import drafts, fetching, signin
from followupd.mailbox.imap.answers import (
    MONTHS,
    body_of,
    header_of,
    listed,
    number,
    ranges_of,
    told_number,
)
from followupd.mailbox.imap.dialogue import Dialogue
from followupd.mailbox.imap.drafts import Outcome, exists_in, named
from followupd.mailbox.imap.trouble import printable, refused
from followupd.mailbox.imap.watch import Watch
from followupd.mailbox.imap.wire import Timing
from followupd.mailbox.protocol import Header, Look, Sync
from followupd.mailbox.waker import Waker
from followupd.settings import Account

HEADER_WINDOW = 1_000
BODY_WINDOW = 50
DAY = timedelta(days=1)
HEADERS = f"(UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER.FIELDS ({' '.join(FIELDS).upper()})])".encode()


class Opened(Struct, frozen=True):
    """What EXAMINE or SELECT told about a folder."""

    sync: Sync
    exists: int
    writable: bool


class ImapMailbox:
    """Signed in on construction. Every call ends an IDLE that went on, so calls must not be made from two threads."""

    def __init__(self, account: Account, secret: Callable[[], str], timing: Timing) -> None:
        self._account, self._timing = account, timing
        self._dialogue = Dialogue(signin.sign_in(account, secret, timing).wire, signin.place(account))
        self._waker = Waker()
        try:
            self._can = self._capabilities()
            self._server = self._identified()
            self._roles = roles_of(self._listed(), account)
        except BaseException:
            self._dialogue.close()
            self._waker.close()
            raise
        self._watch = Watch(self._dialogue, self._waker, timing, b"IDLE" in self._can)
        self._open = ""
        self._inbox: Sync | None = None

    @property
    def folders(self) -> Mapping[str, str]:
        return {role: folder.name for role, folder in self._roles.items()}

    def look(self, role: str, since: date, known: Sync | None = None) -> Look:
        """EXAMINE tells UIDNEXT: where nothing came, that is all. QRESYNC (RFC 7162) would take as many round trips,
        and add flags and expunges that nobody asks for.
        """
        opened = self._examine(role)
        if role == "inbox":
            self._inbox, self._dialogue.news = opened.sync, False
        holds = known is not None and _holds(known, opened.sync)
        if known is not None and holds and known.uidnext == opened.sync.uidnext:
            return Look(opened.sync, iter(()))
        first = known.uidnext if known is not None and holds else 1
        return Look(opened.sync, self._headers(role, opened, first, since - DAY), known is not None and not holds)

    def _headers(self, role: str, opened: Opened, first: int, since: date) -> Iterator[Header]:
        if not opened.exists:
            return
        if self._open != role:  # read late, after another folder was opened
            self._examine(role)
        last = opened.sync.uidnext - 1
        ranges = [(first, last)] if first > 1 and last - first < HEADER_WINDOW else self._since(first, last, since)
        for items in fetching.fetch(self._dialogue, fetching.windows(ranges, HEADER_WINDOW), HEADERS, MAX_HEADER):
            header = header_of(items)
            if header is not None and first <= header.uid <= last and header.received.date() >= since:
                yield header

    def _since(self, first: int, last: int, since: date) -> list[fetching.Range]:
        """SEARCH SINCE compares INTERNALDATE's day in the server's own zone (RFC 3501 6.4.4)."""
        month = {n: name.decode().capitalize() for name, n in MONTHS.items()}[since.month]
        day = f"{since.day}-{month}-{since.year:04d}"
        asked = "RETURN (ALL) " if b"ESEARCH" in self._can else ""
        answer = self._dialogue.run(f"UID SEARCH {asked}UID {first}:{last} SINCE {day}".encode())
        if not answer.ok:
            raise refused(self._dialogue.where, "searching for new messages", answer.text)
        return ranges_of(answer.responses)

    def peek(self, role: str, uids: Iterable[int], limit: int) -> Iterator[tuple[int, bytes]]:
        return self._bodies(role, uids, b"(UID BODY.PEEK[TEXT]<0.%d>)" % limit, limit)

    def fetch(self, role: str, uids: Iterable[int], limit: int) -> Iterator[tuple[int, bytes]]:
        return self._bodies(role, uids, b"(UID BODY.PEEK[]<0.%d>)" % limit, limit)

    def _bodies(self, role: str, uids: Iterable[int], items: bytes, limit: int) -> Iterator[tuple[int, bytes]]:
        ranges = fetching.ranges_from(uids)
        if not ranges:
            return
        if self._open != role:
            self._examine(role)
        for told in fetching.fetch(self._dialogue, fetching.windows(ranges, BODY_WINDOW), items, limit):
            if b"BODY" in told:
                yield number(told[b"UID"]), body_of(told)

    def find(self, role: str, message_id: str) -> tuple[int, ...]:
        return drafts.find(self._dialogue, message_id, self._examine(role).exists)

    def lay(self, raw: bytes, at: datetime | None = None) -> int | None:
        uid = drafts.lay(self._dialogue, self._roles["drafts"].key, raw, at)
        if uid is None:
            uid = max(self.find("drafts", message_id(raw)), default=None)
        return uid

    def withdraw(self, uid: int, still_ours: Callable[[bytes, frozenset[str]], bool]) -> Outcome:
        """Drafts is opened for writing only once it is certain that something will be moved."""
        examined = self._examine("drafts").sync
        found = drafts.read_draft(self._dialogue, uid, b"CONDSTORE" in self._can and b"MOVE" not in self._can)
        if found is None:
            return "gone"
        if not still_ours(found.raw, found.flags):
            return "changed"
        if "trash" not in self._roles or not self._can & {b"MOVE", b"UIDPLUS"}:
            return "unable"
        selected = self._open_folder("drafts", write=True)
        if not selected.writable or selected.sync.uidvalidity != examined.uidvalidity:
            return "unable"
        trash = self._roles["trash"].key
        proof = None if b"MOVE" in self._can else self._lies_in_trash
        return drafts.move(self._dialogue, uid, found, trash, proof)

    def _lies_in_trash(self, message_id: str) -> bool:
        there = bool(self.find("trash", message_id))
        self._open_folder("drafts", write=True)
        return there

    def wait(self, seconds: float) -> bool:
        if self._open != "inbox":
            now = self._examine("inbox").sync
            self._inbox = self._inbox or now
        return self._watch.wait(seconds)

    def wake(self) -> None:
        self._waker.wake()

    def describe(self) -> list[str]:
        known = ("IDLE", "MOVE", "UIDPLUS", "CONDSTORE", "ESEARCH", "SPECIAL-USE")
        able = [name for name in known if name.encode() in self._can]
        lines = [f"server: {self._server}", f"can: {', '.join(able) or 'plain IMAP only'}"]
        if b"IDLE" not in self._can:
            lines.append(f"no IDLE: asks for new mail every {self._timing.poll:.0f} s")
        if "trash" not in self._roles or not self._can & {b"MOVE", b"UIDPLUS"}:
            lines.append("cannot move a draft to Trash: one that is not needed any more stays, and you are told")
        return lines + [f"{role}: {name}" for role, name in self.folders.items()]

    def close(self) -> None:
        self._dialogue.farewell()
        self._waker.close()

    def _examine(self, role: str) -> Opened:
        return self._open_folder(role, write=False)

    def _open_folder(self, role: str, write: bool) -> Opened:
        """EXAMINE, or SELECT for `withdraw` alone. News of INBOX is whatever differs from the last look at it."""
        if role not in self._roles:
            raise MailboxRefused(f"the mailbox has no folder for {role}", where=self._account.address)
        folder = self._roles[role]
        self._open = ""
        answer = self._dialogue.run((b"SELECT " if write else b"EXAMINE ") + named(folder.key))
        if not answer.ok:
            raise refused(self._dialogue.where, f'opening "{folder.name}"', answer.text)
        uidvalidity, uidnext, modseq = (
            told_number(name, answer.responses) for name in (b"UIDVALIDITY", b"UIDNEXT", b"HIGHESTMODSEQ")
        )
        exists = exists_in(answer.responses)
        sync = Sync(uidvalidity, uidnext or self._uidnext(folder, exists), modseq)
        if role == "inbox":
            self._dialogue.news = self._inbox is not None and _position(sync) != _position(self._inbox)
        self._open = "" if write else role
        return Opened(sync, exists, b"[READ-ONLY]" not in answer.text.upper())

    def _uidnext(self, folder: Folder, exists: int) -> int:
        """Where EXAMINE does not tell UIDNEXT (Courier) STATUS does, or else the last message."""
        told = told_number(b"UIDNEXT", self._dialogue.run(b"STATUS " + named(folder.key) + b" (UIDNEXT)").responses)
        if told or not exists:
            return told or 1
        last = fetching.fetch_last(self._dialogue)
        if not last:
            raise MailboxRefused(f'"{folder.name}" tells no UIDs', where=self._dialogue.where)
        return last + 1

    def _capabilities(self) -> frozenset[bytes]:
        """Asked again after the sign-in: some proxies tell another server's before."""
        answer = self._dialogue.run(b"CAPABILITY")
        lines = [r[0][13:] for r in answer.responses if r[0].upper().startswith(b"* CAPABILITY ")]
        return frozenset(b" ".join(lines).upper().split())

    def _identified(self) -> str:
        """ID (RFC 2971): some providers refuse SELECT to clients that do not introduce themselves."""
        if b"ID" not in self._can:
            return self._account.host
        answer = self._dialogue.run(b'ID ("name" "followupd")')
        lines = [printable(r[0][5:], 120) for r in answer.responses if r[0].upper().startswith(b"* ID (")]
        return f"{self._account.host} {lines[0] if lines else ''}".strip()

    def _listed(self) -> list[Folder]:
        command = b'LIST "" "*"'
        answer = None
        if {b"SPECIAL-USE", b"LIST-EXTENDED"} <= self._can:
            answer = self._dialogue.run(command + b" RETURN (SPECIAL-USE)")
        if answer is None or not answer.ok:
            answer = self._dialogue.run(command)
        if not answer.ok:
            raise refused(self._dialogue.where, "listing the folders", answer.text)
        told = [item for response in answer.responses if (item := listed(response))][:MAX_FOLDERS]
        found = [Folder(name, folder_name(name), separator, flags) for flags, separator, name in told]
        if not any(folder.name.upper() == "INBOX" for folder in found):
            found.append(Folder(b"INBOX", "INBOX"))  # it is always there, listed or not (RFC 3501 5.1)
        return found


def _position(sync: Sync) -> tuple[int, int]:
    return sync.uidvalidity, sync.uidnext


def _holds(known: Sync, now: Sync) -> bool:
    """UIDs mean what they meant (RFC 3501 2.3.1.1); a UIDNEXT that went back means that they do not."""
    return known.uidvalidity == now.uidvalidity and known.uidnext <= now.uidnext
