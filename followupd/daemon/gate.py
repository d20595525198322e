"""The cost gate: which mail is worth fetching whole. Pure; words are data (`languages/*/gate.toml`).

Recall is what counts: what passes is read with care. Everything works on bytes, lower-cased, with every run of what
is no letter or digit made one blank, so that a word is found by looking for " word".
"""

from __future__ import annotations

import binascii
import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from msgspec import Struct

from followupd.reading.leaning import HIRING, Signs, Weights, lean, weights_of

Verdict = Literal["skip", "peek", "read"]

#: words that together speak for hiring mail, where none by itself does
FILE = "gate.tsv"
#: how far the second look goes where the first saw only the head of an HTML page
LONG_PEEK = 48 * 1024
_TEXT_ENOUGH = 300
_CALENDAR = (b"text/calendar", b"application/ics", b"begin:vcalendar")
#: letters to lower case, what is neither letter nor digit to a blank; beyond ASCII everything stays
_LETTERS = bytes(c if c >= 0x80 else ord(chr(c).lower()) if chr(c).isalnum() else 32 for c in range(256))
_BASE64 = re.compile(rb"(?:^[A-Za-z0-9+/]{40,}={0,2}\r?\n?)+", re.MULTILINE)
_STYLE = re.compile(rb"<(?:style|script|head)\b.*?(?:</(?:style|script|head)>|\Z)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(rb"<[^<>]*>?")
_HTML = (b"<html", b"<!doctype html", b"<style", b"<table", b"<body")


class Words(Struct, frozen=True):
    subject: tuple[bytes, ...]
    strong: tuple[bytes, ...]
    weak: tuple[bytes, ...]


@cache
def words() -> Words:
    """Of all language packs together: a cost gate need not know which language a mail is in."""
    packs = [
        tomllib.loads(entry.joinpath("gate.toml").read_text("utf-8"))
        for entry in files("followupd.languages").iterdir()
        if entry.joinpath("gate.toml").is_file()
    ]
    subject, strong, weak = (
        tuple(dict.fromkeys(f" {word}".encode() for pack in packs for word in pack[name]))
        for name in ("subject", "strong", "weak")
    )
    return Words(subject, strong, weak)


def by_header(subject: str, sender_name: str, *, bulk: bool) -> Verdict:
    """What subject and sender alone say; both decoded (RFC 2047)."""
    text = _plain(f"{subject} ; {sender_name}".encode())
    if any(word in text for word in words().subject):
        return "read"
    if bulk:
        return "skip"
    text = _plain(subject.encode())
    return "read" if any(word in text for word in words().weak) else "peek"


def by_body(beginning: bytes) -> bool:
    """Whether the first bytes of a raw body (with its parts' headers) hold anything that may matter."""
    lower = beginning.lower()
    if any(mark in lower for mark in _CALENDAR):
        return True
    text, known = _text(beginning), words()
    if any(word in text for word in known.strong) or sum(word in text for word in known.weak) > 1:
        return True
    said = _signs(text)
    return bool(said) and any(lean(said, weights).sums[HIRING] >= weights.alone[HIRING] for weights in _weights())


def signs_of(beginning: bytes) -> Signs:
    """What is weighed of the first bytes of a raw body: its words."""
    return _signs(_text(beginning))


def _signs(text: bytes) -> Signs:
    return dict.fromkeys(text.decode("ascii", "ignore").split(), 0)


def _text(beginning: bytes) -> bytes:
    return _plain(_TAG.sub(b" ", _STYLE.sub(b" ", decoded(beginning))))


@cache
def _weights() -> tuple[Weights, ...]:
    names = sorted(entry.name for entry in files("followupd.languages").iterdir())
    return tuple(weights for name in names if (weights := weights_of(name, FILE)))


def hides_its_text(beginning: bytes) -> bool:
    """Whether these first bytes are the head of an HTML page, its text yet to come."""
    raw = decoded(beginning)
    if not any(mark in raw[:20_000].lower() for mark in _HTML):
        return False
    return len(_text(beginning)) < _TEXT_ENOUGH


def decoded(raw: bytes) -> bytes:
    """Quoted-printable and base64 undone wherever they stand; charsets are left alone, words are ASCII."""
    raw = _BASE64.sub(_from_base64, raw)
    raw = binascii.a2b_qp(raw) if b"=" in raw else raw
    return raw.replace(b"\0", b"") if b"\0" in raw else raw


def _from_base64(match: re.Match[bytes]) -> bytes:
    data = re.sub(rb"[^A-Za-z0-9+/]", b"", match[0])
    return binascii.a2b_base64(data[: len(data) // 4 * 4])


def _plain(text: bytes) -> bytes:
    return b" " + b" ".join(text.translate(_LETTERS).split()) + b" "
