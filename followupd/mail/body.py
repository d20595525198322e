"""Which parts of a mail hold its text, and that text: plain where there is any worth reading, else from HTML."""

from __future__ import annotations

import re

from msgspec import Struct

from followupd.mail import html
from followupd.mail.headers import first, unencoded
from followupd.mail.mime import Part
from followupd.mail.text import clean, one_line

MAX_TEXT = 512 * 1024
MAX_JSON_LD = 20

#: what a mailer writes into the plain half that it does not want to fill
_STUB = re.compile(
    r"\b(?:html|browser|online version|web version|navigateur|navegador|email client|mail client|graphics)\b",
    re.IGNORECASE,
)


class Body(Struct, frozen=True):
    """`attached_mail`: the text of a mail that travels as an attachment, under its main header fields."""

    text: str
    json_ld: tuple[str, ...] = ()
    attached_mail: str = ""


def read(mail: Part) -> Body:
    """The text of `mail` as its author's client would show it, cleaned and bounded; and what else travels in it."""
    text = _shown(mail)[:MAX_TEXT]
    objects: list[str] = []
    for part in mail.walk():
        if part.kind == "text/html" and b"ld+json" in part.content.lower():
            objects += html.json_ld(part.text)
    return Body(text, tuple(objects[:MAX_JSON_LD]), _attached_mail(mail))


def _shown(part: Part) -> str:
    if part.attached:
        return ""
    if part.kind == "multipart/alternative":
        return _alternative(part)
    if part.kind in ("multipart/related", "multipart/signed", "multipart/report", "multipart/encrypted"):
        # the root (RFC 2387), what was signed (RFC 1847), what a person may read (RFC 6522) stands first
        return _shown(part.parts[0]) if part.parts else ""
    if part.kind.startswith("multipart/"):
        return "\n".join(filter(None, map(_shown, part.parts)))
    if part.kind == "text/html":
        return clean(html.to_text(part.text))
    return _plain(part) if part.kind in ("text/plain", "text") else ""


def _alternative(part: Part) -> str:
    """The plain half, unless it is empty or only says that the mail is to be read as HTML (RFC 2046 5.1.4)."""
    plain = next((text for text in (_shown(p) for p in part.parts if p.kind == "text/plain") if text.strip()), "")
    rest = [p for p in part.parts if p.kind != "text/plain"]
    if plain and not _is_stub(plain):
        return plain
    rich = next((text for text in map(_shown, rest) if text.strip()), "")
    return rich if len(rich) > len(plain) else plain


def _is_stub(plain: str) -> bool:
    words = one_line(plain, 400)
    return len(words) < 40 or (len(words) < 400 and bool(_STUB.search(words)))


def _plain(part: Part) -> str:
    text = clean(part.text[:MAX_TEXT])
    flowed = part.options.get("format", "").lower() == "flowed"
    return _unflowed(text, part.options.get("delsp", "").lower() == "yes") if flowed else text


def _unflowed(text: str, delete_space: bool) -> str:
    """Paragraphs of format=flowed on one line each (RFC 3676 4.2), quote marks kept."""
    out: list[str] = []
    open_depth = -1
    for line in text.split("\n"):
        bare = line.lstrip(">")
        depth = len(line) - len(bare)
        bare = bare.removeprefix(" ")
        flows = bare.endswith(" ") and bare != "-- "
        if flows and delete_space:
            bare = bare[:-1]
        if depth == open_depth and bare != "-- ":
            out.append(bare)
        else:
            out.append(("\n" if out else "") + ">" * depth + (" " if depth else "") + bare)
        open_depth = depth if flows else -1
    return "".join(out)


def _attached_mail(mail: Part) -> str:
    if mail.kind == "multipart/report":
        return ""
    inner = next((part for part in mail.walk() if part.kind == "message/rfc822" and part.parts), None)
    if inner is None:
        return ""
    original = inner.parts[0]
    names = ("From", "Date", "Subject", "To")
    told = [(name, one_line(unencoded(first(original.fields, name.lower())), 500)) for name in names]
    head = "\n".join(f"{name}: {value}" for name, value in told if value)
    return f"{head}\n\n{_shown(original)}"[:MAX_TEXT]
