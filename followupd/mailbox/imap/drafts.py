"""The only two things that are ever written: a draft laid into Drafts, an untouched one moved to Trash."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Literal

from msgspec import Struct

from followupd.mailbox.identity import message_id, with_crlf
from followupd.mailbox.imap.answers import MONTHS, Response, body_of, fetched, flags_of, number, ranges_of
from followupd.mailbox.imap.dialogue import Dialogue
from followupd.mailbox.imap.trouble import refused
from followupd.mailbox.imap.wire import quoted

MAX_DRAFT = 1_000_000
#: so many of a folder's newest messages are looked through where SEARCH finds nothing
NEWEST = 200

Outcome = Literal["withdrawn", "gone", "changed", "unable"]


class Found(Struct, frozen=True):
    """A draft as it lies now; `modseq` is 0 where the server has none."""

    raw: bytes
    flags: frozenset[str]
    modseq: int


def named(key: bytes) -> bytes:
    """A folder's name for a command: quoted, as LIST told it."""
    return b'"' + key.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'


def lay(dialogue: Dialogue, drafts: bytes, raw: bytes, at: datetime | None) -> int | None:
    """APPEND (RFC 3501 6.3.11); the UID where APPENDUID tells it (RFC 4315), else None."""
    moment = b' "%s"' % _internal(at) if at else b""
    answer = dialogue.run(b"APPEND " + named(drafts) + rb" (\Draft \Seen)" + moment, with_crlf(raw))
    if not answer.ok:
        raise refused(dialogue.where, "laying a draft", answer.text)
    told = re.search(rb"\[APPENDUID \d{1,10} (\d{1,10})\]", answer.text, re.IGNORECASE)
    return int(told[1]) if told else None


def _internal(at: datetime) -> bytes:
    """date-time of RFC 3501: English months whatever the locale is."""
    month = {n: name.decode().capitalize() for name, n in MONTHS.items()}[at.month]
    return f"{at.day:2d}-{month}-{at.year:04d} {at:%H:%M:%S %z}".encode()


def find(dialogue: Dialogue, wanted: str, exists: int) -> tuple[int, ...]:
    """UIDs in the folder now open with exactly this Message-ID.

    SEARCH HEADER means "contains" (RFC 3501 6.4.4), some servers refuse it and others lag behind with their index: hits
    are verified, and where there is none the newest messages are looked through.
    """
    if not exists or not re.fullmatch(r"[^\r\n\0]{1,998}", wanted):
        return ()
    hits: list[tuple[int, int]] = []
    if wanted.isascii():
        answer = dialogue.run(b"UID SEARCH HEADER Message-ID " + quoted(wanted).encode())
        hits = ranges_of(answer.responses) if answer.ok else []
    found: tuple[int, ...] = ()
    if hits:
        uids = b",".join(b"%d:%d" % pair for pair in hits[-NEWEST:])
        found = _with_id(dialogue, b"UID FETCH " + uids, wanted)
    return found or _with_id(dialogue, b"FETCH %d:*" % max(1, exists - NEWEST + 1), wanted)


def _with_id(dialogue: Dialogue, command: bytes, wanted: str) -> tuple[int, ...]:
    answer = dialogue.run(command + b" (UID BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")
    met = [items for response in answer.responses if (items := fetched(response))]
    uids = {number(items.get(b"UID", b"")) for items in met if message_id(body_of(items)) == wanted}
    return tuple(sorted(uids - {0}))


def read_draft(dialogue: Dialogue, uid: int, modseq: bool) -> Found | None:
    """One message of the folder now open, or None where it is not there any more (or about to be expunged)."""
    command = b"UID FETCH %d (UID FLAGS BODY.PEEK[]<0.%d>%%s)" % (uid, MAX_DRAFT)
    answer = dialogue.run(command % (b" MODSEQ" if modseq else b""), keep=MAX_DRAFT)
    if modseq and not answer.ok:  # a folder may have none although the server has (RFC 7162 3.1.2.2)
        answer = dialogue.run(command % b"", keep=MAX_DRAFT)
    if not answer.ok:
        raise refused(dialogue.where, "reading a draft", answer.text)
    for response in answer.responses:
        told = fetched(response)
        if told and number(told.get(b"UID", b"")) == uid and b"BODY" in told:
            flags = flags_of(told)
            return None if "\\Deleted" in flags else Found(body_of(told), flags, number(told.get(b"MODSEQ", b"")))
    return None


def move(
    dialogue: Dialogue, uid: int, found: Found, trash: bytes, lies_in_trash: Callable[[str], bool] | None
) -> Outcome:
    """To Trash: MOVE (RFC 6851), or where the server has none: COPY, proof of the copy, and only then this one UID is
    expunged (RFC 4315). `lies_in_trash` asks Trash for a Message-ID and comes back to Drafts; None: MOVE will do.
    """
    if lies_in_trash is None:
        answer = dialogue.run(b"UID MOVE %d %s" % (uid, named(trash)))
        if not answer.ok:
            raise refused(dialogue.where, "moving a draft to Trash", answer.text)
        return "withdrawn"
    answer = dialogue.run(b"UID COPY %d %s" % (uid, named(trash)))
    if not answer.ok:
        raise refused(dialogue.where, "copying a draft to Trash", answer.text)
    copied = b"[COPYUID " in answer.text.upper() or lies_in_trash(message_id(found.raw))
    return _expunge(dialogue, uid, found.modseq) if copied else "unable"


def _expunge(dialogue: Dialogue, uid: int, modseq: int) -> Outcome:
    """Not where it was changed since it was read: the flag is set only if the modification sequence still holds."""
    condition = b" (UNCHANGEDSINCE %d)" % modseq if modseq else b""
    answer = dialogue.run(rb"UID STORE %d%s +FLAGS.SILENT (\Deleted)" % (uid, condition))
    if b"[MODIFIED " in answer.text.upper():
        return "changed"
    if not answer.ok:
        raise refused(dialogue.where, "withdrawing a draft", answer.text)
    answer = dialogue.run(b"UID EXPUNGE %d" % uid)
    if not answer.ok:
        raise refused(dialogue.where, "withdrawing a draft", answer.text)
    return "withdrawn"


def exists_in(responses: list[Response]) -> int:
    """How many messages the folder holds, as EXAMINE told."""
    for response in responses:
        if told := re.fullmatch(rb"\* (\d{1,10}) EXISTS", response[0], re.IGNORECASE):
            return int(told[1])
    return 0
