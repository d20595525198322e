"""A mail as a tree of parts (RFC 2045, 2046). At most `MAX_DEPTH` deep and `MAX_PARTS` wide, each level read once."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator

from msgspec import Struct

from followupd.mail.headers import Fields, first, from_base64, parameters, split_fields, unencoded
from followupd.mail.text import decode, one_line

MAX_DEPTH = 10
MAX_PARTS = 200

_DELIMITER = re.compile(rb"^--([^\s-][^\n]{0,200}?)[ \t]*$", re.MULTILINE)


class Part(Struct, frozen=True):
    """One entity: its fields, its type ("text/plain"), and its content with the transfer encoding taken off."""

    fields: Fields
    kind: str
    options: dict[str, str]
    disposition: str
    filename: str
    content: bytes
    parts: tuple[Part, ...] = ()

    @property
    def attached(self) -> bool:
        return self.disposition == "attachment" or (bool(self.filename) and not self.kind.startswith("text/"))

    @property
    def text(self) -> str:
        return decode(self.content, self.options.get("charset", ""))

    def walk(self) -> Iterator[Part]:
        """This part and all below it, in the order of the mail."""
        yield self
        for part in self.parts:
            yield from part.walk()


class _Budget:
    """How many parts may still be opened in this mail."""

    def __init__(self) -> None:
        self.left = MAX_PARTS

    def take(self) -> bool:
        self.left -= 1
        return self.left >= 0


def read_part(raw: bytes) -> Part:
    """The whole mail in `raw`, whose lines end in LF."""
    return _read(raw, "text/plain", MAX_DEPTH, _Budget())


def _read(raw: bytes, default: str, depth: int, budget: _Budget) -> Part:
    fields, start = split_fields(raw)
    kind, options = parameters(first(fields, "content-type"))
    disposition, more = parameters(first(fields, "content-disposition"))
    kind = kind if re.fullmatch(r"[!-.0-~]{1,80}/[!-.0-~]{1,80}", kind) else default
    content = _unwrapped(raw[start:], first(fields, "content-transfer-encoding"))
    parts: tuple[Part, ...] = ()
    if kind.startswith("multipart/") and depth:
        inner = "message/rfc822" if kind == "multipart/digest" else "text/plain"
        bodies = _split(content, options.get("boundary", ""))
        parts = tuple(_read(body, inner, depth - 1, budget) for body in bodies if budget.take())
    elif kind == "message/rfc822" and depth and budget.take():
        parts = (_read(content.lstrip(b"\n"), "text/plain", depth - 1, budget),)
    filename = one_line(unencoded(more.get("filename") or options.get("name", "")), 200)
    return Part(fields, kind, options, disposition, filename, content, parts)


def _unwrapped(body: bytes, encoding: str) -> bytes:
    name = encoding.partition(";")[0].strip().lower()
    if name == "base64":
        return from_base64(body)
    if name == "quoted-printable":
        return binascii.a2b_qp(body)
    return body


def _split(body: bytes, boundary: str) -> Iterator[bytes]:
    """The bodies between the boundary lines; where none is told, the first line that looks like one tells it."""
    mark = boundary.encode("utf-8", "replace").rstrip()
    if not mark:
        guess = _DELIMITER.search(body)
        if guess is None:
            return
        mark = guess[1]
    mark = b"--" + mark
    start, at = -1, body.find(mark)
    while at >= 0:
        end = body.find(b"\n", at)
        end = len(body) if end < 0 else end
        rest = body[at + len(mark) : end].strip()
        if (at == 0 or body[at - 1 : at] == b"\n") and rest in (b"", b"--"):
            if start >= 0:
                yield body[start : max(start, at - 1)]
            if rest:
                return
            start = end + 1
        at = body.find(mark, end)
    if 0 <= start < len(body):
        yield body[start:]
