"""Header fields: where they end, what they say (RFC 5322 2.2, 2047, 2231). Tolerant, bounded, linear.

The `email` package reads the same fields, but its parser nests as deep as the mail tells it to, checks each line
against every open boundary, and its modern policy raises on hostile values.
"""

from __future__ import annotations

import binascii
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from followupd.mail.text import decode, one_line

MAX_BLOCK = 256 * 1024
MAX_FIELDS = 1000
MAX_VALUE = 16 * 1024
MAX_IDS = 100

Fields = tuple[tuple[str, str], ...]

_FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]*:")
#: [^?]* stops at the next "?", so no character is looked at more than a few times
_ENCODED = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_PARAMETER = re.compile(r';\s*([^=;\s"]{1,60})\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)')
_ID = re.compile(r"<([^<>\s]{1,500})>")
_BARE_ID = re.compile(r"[^\s<>,;\"()]{1,250}@[^\s<>,;\"()]{1,250}")


def split_fields(raw: bytes) -> tuple[Fields, int]:
    """The header fields of `raw`, names lower-cased, and where the body starts.

    A stray line between two fields is passed over; one that no field follows is where the body starts.
    """
    found: list[tuple[str, list[bytes]]] = []
    at, limit = 0, min(len(raw), MAX_BLOCK)
    while at < limit:
        end = raw.find(b"\n", at)
        end = len(raw) if end < 0 else end
        line = raw[at:end].rstrip(b"\r")
        if not line.strip(b" \t\r\x00"):
            return _joined(found), min(end + 1, len(raw))
        match = _FIELD.match(line)
        if line[:1] in b" \t" and found:
            found[-1][1].append(line)
        elif match:
            found.append((match[1].decode("ascii").lower(), [line[match.end() :]]))
        elif at and not _FIELD.match(raw, end + 1):
            return _joined(found), at
        at = end + 1
    return _joined(found), min(at, len(raw))


def _joined(found: list[tuple[str, list[bytes]]]) -> Fields:
    return tuple((name, decode(b"".join(lines)[:MAX_VALUE]).strip()) for name, lines in found[:MAX_FIELDS])


def first(fields: Fields, name: str) -> str:
    """The first value of the field `name` that says something, as it stands."""
    return next((value for key, value in fields if key == name and value), "")


def unencoded(value: str) -> str:
    """Encoded words (RFC 2047) decoded, wherever they stand: inside quotes and with spaces inside them, too."""
    if "=?" not in value:
        return value
    out: list[str] = []
    pending, charset, last = b"", "", 0
    for match in _ENCODED.finditer(value):
        between = value[last : match.start()]
        label = match[1].partition("*")[0].lower()
        if pending and (between.strip() or label != charset):
            out.append(decode(pending, charset))
            pending = b""
        # white space between two encoded words is only folding (RFC 2047 6.2)
        out.append(between if between.strip() or not last else "")
        pending, charset, last = pending + _encoded_bytes(match[2], match[3]), label, match.end()
    return "".join([*out, decode(pending, charset), value[last:]])


def _encoded_bytes(encoding: str, text: str) -> bytes:
    raw = text.encode("utf-8", "replace")
    return from_base64(raw) if encoding in "bB" else binascii.a2b_qp(raw, header=True)


def from_base64(raw: bytes) -> bytes:
    """Base64 as far as it goes: foreign characters skipped, a missing or early padding mended."""
    kept = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
    if len(kept) % 4 == 1:
        kept = kept[:-1]
    return binascii.a2b_base64(kept + b"=" * (-len(kept) % 4))


def parameters(value: str) -> tuple[str, dict[str, str]]:
    """A field like Content-Type: its value, lower-cased, and its parameters (RFC 2045 5.1, 2231), decoded."""
    value = value[:4096]
    found: dict[str, str] = {}
    pieces: dict[str, dict[int, str]] = {}
    for match in _PARAMETER.finditer(value):
        name, text = match[1].lower(), match[2].strip()
        if text[:1] == '"':
            text = re.sub(r"\\(.)", r"\1", text.strip('"'))
        base, star, number = name.partition("*")
        if star:
            order = number.rstrip("*")
            pieces.setdefault(base, {})[int(order) if order.isdecimal() and len(order) < 4 else 0] = text
        else:
            found.setdefault(base, unencoded(text))
    for base, parts in pieces.items():
        found[base] = _extended("".join(parts[number] for number in sorted(parts)))
    return value.partition(";")[0].strip().lower(), found


def _extended(text: str) -> str:
    charset, mark, rest = text.partition("'")
    _, second, encoded = rest.partition("'")
    if not (mark and second):
        charset, encoded = "", text
    raw = re.sub(rb"%([0-9A-Fa-f]{2})", lambda m: bytes.fromhex(m[1].decode()), encoded.encode("utf-8", "replace"))
    return decode(raw, charset)


def read_date(value: str) -> datetime | None:
    """The Date field in its sender's offset; "-0000" and unknown zones count as UTC. None where it cannot be read."""
    value = one_line(value, 200)
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError, OverflowError):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment if 1970 <= moment.year <= 2200 else None


def message_ids(value: str) -> tuple[str, ...]:
    """The identifiers of References, In-Reply-To or Message-ID (RFC 5322 3.6.4), angle brackets on, each once.

    At most 100: of a longer list the first one, which names the thread, and the last ones.
    """
    value = "".join(c for c in unencoded(value) if c.isprintable())
    found = _ID.findall(value) if "<" in value else _BARE_ID.findall(value)
    unique = list(dict.fromkeys(f"<{name}>" for name in found))
    return tuple(unique if len(unique) <= MAX_IDS else [unique[0], *unique[1 - MAX_IDS :]])
