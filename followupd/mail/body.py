"""Which parts of a mail hold its text, and that text: plain where there is any worth reading, else from HTML."""

from __future__ import annotations

import re
from itertools import islice

from msgspec import Struct

from followupd.mail import html
from followupd.mail.headers import first, unencoded
from followupd.mail.mime import Part
from followupd.mail.text import clean, one_line

MAX_TEXT = 512 * 1024
MAX_JSON_LD = 20
_TWICE = 2

#: what a mailer writes into the plain half that it does not want to fill
_STUB = re.compile(
    r"\b(?:html|browser|online version|web version|navigateur|navegador|email client|mail client|graphics)\b",
    re.IGNORECASE,
)
#: cells that lost what stood between them: "leftTue 06 Oct", "1:00 PMInterviewer"; and what is hardly anything else
#: where it stands twice in a line: "Time1:00", "mins1Tue"
_GLUED = re.compile(r"[a-z](?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? |\d [AaPp][Mm][A-Z][a-z]")
_SEAM = re.compile(r"[a-z]\d{1,2}[:./-]|(?:\d|[A-Z][DS]T)[A-Z][a-z]")


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
    """The plain half, unless it is empty, only says that the mail is to be read as HTML (RFC 2046 5.1.4), or is the
    HTML without its tags.
    """
    plain = next((text for text in (_shown(p) for p in part.parts if p.kind == "text/plain") if text.strip()), "")
    rest = [p for p in part.parts if p.kind != "text/plain"]
    glued = _is_glued(plain)
    if plain and not _is_stub(plain) and not glued:
        return plain
    rich = next((text for text in map(_shown, rest) if text.strip()), "")
    return rich if len(rich) > len(plain) or (glued and rich and not _is_glued(rich)) else plain


def _is_stub(plain: str) -> bool:
    words = one_line(plain, 400)
    return len(words) < 40 or (len(words) < 400 and bool(_STUB.search(words)))


def _is_glued(plain: str) -> bool:
    """Whether the cells of a table run together in one of its lines: then times and names cannot be told apart."""
    lines = (line for line in plain[:MAX_TEXT].split("\n") if "://" not in line)
    return any(_GLUED.search(line) or len(list(islice(_SEAM.finditer(line), _TWICE))) == _TWICE for line in lines)


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
