"""The few header fields that a mailbox itself looks at, read from raw bytes without parsing the mail."""

from __future__ import annotations

import re

#: what `Header.fields` holds: enough to tell whom a mail belongs to, before its body is asked for
FIELDS = (
    "Message-ID", "In-Reply-To", "References", "Date", "From", "Sender", "Reply-To", "To", "Cc", "Subject",
    "List-Id", "List-Unsubscribe", "Precedence", "Auto-Submitted", "Content-Type",
)  # fmt: skip
MAX_HEADER = 65_536

_EMPTY = re.compile(rb"(?:\A|(?<=\n))\r?\n")
_WANTED = re.compile(rb"(?:" + "|".join(FIELDS).encode() + rb")[ \t]*:", re.IGNORECASE)
_MESSAGE_ID = re.compile(
    rb"^Message-ID[ \t]*:[ \t]*(?:\r?\n[ \t]+)?([^\s][^\r\n]{0,998})", re.IGNORECASE | re.MULTILINE
)


def message_id(header: bytes) -> str:
    """The first Message-ID of a header, angle brackets included; "" where there is none."""
    block = header_block(header)
    found = _MESSAGE_ID.search(block)
    return found[1].strip().decode("utf-8", "replace") if found else ""


def header_block(raw: bytes) -> bytes:
    """Everything before the first empty line, at most 64 KB of it."""
    head = raw[:MAX_HEADER]
    end = _EMPTY.search(head)
    return head[: end.start()] if end else head


def wanted_fields(raw: bytes) -> bytes:
    """The fields of `FIELDS` as they lie, folded lines included, with CRLF ends."""
    kept: list[bytes] = []
    keeping = False
    for line in header_block(raw).splitlines():
        if line[:1] not in (b" ", b"\t"):
            keeping = bool(_WANTED.match(line))
        if keeping:
            kept.append(line + b"\r\n")
    return b"".join(kept)


def with_crlf(raw: bytes) -> bytes:
    """Every line end as CRLF (RFC 5322 2.1): bare LF and bare CR alike."""
    return re.sub(rb"\r\n|\r|\n", b"\r\n", raw)
