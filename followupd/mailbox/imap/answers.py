"""Servers' answers, read: pure, linear, and never raising because of what a server wrote (RFC 3501 7).

A response is a list of bytes: the line, and for each literal its bytes and the line's next part.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from functools import lru_cache

from followupd.mailbox.protocol import Header

Response = list[bytes]

MONTHS = {name: n for n, name in enumerate(b"jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
LITERAL = re.compile(rb"\{(\d{1,10})\+?\}$")
STATUS = re.compile(rb"\* (?:OK|NO|BAD|BYE|PREAUTH)\b", re.IGNORECASE)

_FETCH = re.compile(rb"\* \d{1,10} FETCH \(", re.IGNORECASE)
_ITEM = re.compile(
    rb" *([A-Za-z0-9.-]{1,40})(?:\[[^\]]{0,2000}\])?(?:<\d{1,10}>)? +"
    rb'(?:\(([^()]*)\)|"([^"\\]*(?:\\.[^"\\]*)*)"|~?\{\d{1,10}\+?\}$|([^ ()"{]+))'
)
_LIST = re.compile(rb'\* LIST \(([^)]{0,500})\) (?:"\\?(.)"|NIL) (.*)', re.IGNORECASE | re.DOTALL)
_ESEARCH = re.compile(rb"\* ESEARCH\b.{0,200}?\bALL ([0-9:,]+)", re.IGNORECASE)
_SEARCH = re.compile(rb"\* SEARCH\b([ 0-9]*)", re.IGNORECASE)
_DATE = re.compile(rb" ?(\d{1,2})-([A-Za-z]{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)$")


def literal_size(line: bytes) -> int | None:
    """The octets of the literal that follows `line`, if one does. A status line's text is never one."""
    if not line.endswith(b"}") or not line.startswith(b"* ") or STATUS.match(line):
        return None
    found = LITERAL.match(line, line.rfind(b"{"))
    return int(found[1]) if found else None


def fetched(response: Response) -> dict[bytes, bytes] | None:
    """The items of a FETCH response by name (`UID`, `FLAGS`, `BODY`, …), or None where it is none or malformed."""
    begin = _FETCH.match(response[0])
    if not begin:
        return None
    items: dict[bytes, bytes] = {}
    part, at = 0, begin.end()
    while True:
        text = response[part]
        item = _ITEM.match(text, at)
        if not item:
            return items if text[at:].strip() == b")" else None
        if item.lastindex != 1:
            items[item[1].upper()] = item[item.lastindex or 1]
            at = item.end()
        elif part + 2 < len(response):
            items[item[1].upper()] = response[part + 1]
            part, at = part + 2, 0
        else:
            return None


def number(data: bytes) -> int:
    """A number of the protocol, or 0."""
    return int(data) if len(data) <= 20 and data.isdigit() else 0


def header_of(items: dict[bytes, bytes]) -> Header | None:
    """The `Header` that a FETCH response tells, or None where UID or INTERNALDATE is missing."""
    uid, received = number(items.get(b"UID", b"")), internal_date(items.get(b"INTERNALDATE", b""))
    if not uid or received is None:
        return None
    size = number(items.get(b"RFC822.SIZE", b""))
    return Header(uid, received, size, flags_of(items), body_of(items))


def flags_of(items: dict[bytes, bytes]) -> frozenset[str]:
    """The flags, system flags in the RFC's case, without \\Recent: that is the session's (RFC 3501 2.3.2)."""
    return _flags(items.get(b"FLAGS", b""))


@lru_cache(maxsize=256)
def _flags(data: bytes) -> frozenset[str]:
    told = data[:4_000].decode("ascii", "replace").split()
    return frozenset("\\" + flag[1:].capitalize() if flag[0] == "\\" else flag for flag in told) - {"\\Recent"}


def body_of(items: dict[bytes, bytes]) -> bytes:
    """The literal, or what a server sent as a quoted string or NIL instead."""
    body = items.get(b"BODY", b"")
    return b"" if body.upper() == b"NIL" else body


def internal_date(data: bytes) -> datetime | None:
    """INTERNALDATE (RFC 3501 2.3.3) in its own offset."""
    found = _DATE.match(data)
    if not found:
        return None
    day, month, year, hour, minute, second = found.groups()[:6]
    offset = timedelta(hours=int(found[8]), minutes=int(found[9]))
    try:
        zone = timezone(offset if found[7] == b"+" else -offset)
        return datetime(
            int(year), MONTHS[month.lower()], int(day), int(hour), int(minute), min(int(second), 59), tzinfo=zone
        )
    except (ValueError, KeyError):
        return None


def listed(response: Response) -> tuple[frozenset[str], str, bytes] | None:
    """Flags in lower case, separator and name as it lies of a LIST response; None where it is none."""
    found = _LIST.match(response[0])
    if not found:
        return None
    flags = frozenset(found[1].decode("ascii", "replace").lower().split())
    separator = (found[2] or b"").decode("ascii", "replace")
    if len(response) > 1:
        name = response[1]
    else:
        name = found[3].strip()
        if name[:1] == b'"' and name[-1:] == b'"' and len(name) > 1:
            name = re.sub(rb"\\(.)", rb"\1", name[1:-1])
    return None if not name or re.search(rb"[\r\n\0]", name) else (flags, separator, name)


def ranges_of(responses: list[Response]) -> list[tuple[int, int]]:
    """The UIDs of SEARCH and ESEARCH responses (RFC 4731) as ranges, ascending, each (first, last)."""
    found: list[tuple[int, int]] = []
    for response in responses:
        if told := _ESEARCH.match(response[0]):
            for item in told[1].split(b","):
                first, _, last = item.partition(b":")
                ends = sorted((number(first), number(last or first)))
                found.append((ends[0], ends[1]))
        elif told := _SEARCH.match(response[0]):
            found += ((uid, uid) for uid in map(number, told[1].split()))
    return _joined(sorted(pair for pair in found if pair[0] > 0))


def _joined(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for first, last in pairs:
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def told_number(name: bytes, responses: list[Response]) -> int:
    """`UIDNEXT 17` and the like, in whatever line it stands; 0 where nobody tells it."""
    pattern = re.compile(rb"\b" + name + rb" (\d{1,20})\b", re.IGNORECASE)
    for response in reversed(responses):
        if found := pattern.findall(response[-1]):
            return int(found[-1])
    return 0
