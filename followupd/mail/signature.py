"""Where a text ends and its signature begins. Cut with care: a line that says something stays."""

from __future__ import annotations

import re

from followupd.mail import words

#: a signature longer than this is no signature
MAX_SIGNATURE = 25
MAX_BLOCK = 10

#: what a line of a signature block holds: telephone, address, link, or a title beside a name
_CONTACT = re.compile(
    r"\S@\S|https?://|www\.|\+?\d[\d ()./-]{6,20}\d|[\w-]{3,}\.(?:com|org|net|io|de|fr|co)\b|\|", re.IGNORECASE
)
_SAYS = re.compile(
    r"[?]|[.!]\s+\w|^\s*p\.?\s?s\b|\d{1,2}(?::\d\d)?\s?(?:am|pm|uhr|h)\b|\b\d{1,2}:\d\d\b"
    r"|\b(?:i|we|you|please|your|let|will|could|ich|wir|sie|bitte|je|nous|vous|por favor)\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:mon|diens|donners|frei|sams|sonn)tag\b|\bmittwoch\b"
    r"|\b(?:lun|mar|mercre|jeu|vendre|same)di\b|\b(?:lunes|martes|miércoles|jueves|viernes)\b"
    r"|\b(?:lune|marte|mercole|giove|vener)dì\b|\b(?:maan|dins|woens|donder|vrij)dag\b|-feira\b",
    re.IGNORECASE,
)


def cut(lines: list[str]) -> tuple[str, str]:
    """(the text, its signature)."""
    end = len(lines)
    while (shorter := _without_tail(lines, end)) < end:
        end = shorter
    start = _delimiter(lines, end)
    start = _closing(lines, start if start is not None else end) if start is None or start > 0 else start
    return "\n".join(lines[:start]), "\n".join(lines[start:]).strip("\n")


def _without_tail(lines: list[str], end: int) -> int:
    """Without the blank lines, the device line and the disclaimer at the end of lines[:end]."""
    while end and not lines[end - 1].strip():
        end -= 1
    if not end:
        return 0
    if words.is_device(lines[end - 1]) or re.fullmatch(r"[\s_*=-]{3,}", lines[end - 1][:200]):
        return end - 1
    start = end - 1
    while start and lines[start - 1].strip() and end - start < MAX_SIGNATURE:
        start -= 1
    paragraph = " ".join(lines[start:end])
    if start and len(paragraph) > 60 and words.is_disclaimer(paragraph):
        return start
    return end


def _delimiter(lines: list[str], end: int) -> int | None:
    """The "-- " line (RFC 3676 4.3), also as programs mangle it."""
    for at in range(end - 1, max(-1, end - MAX_SIGNATURE), -1):
        if lines[at].strip() in ("--", "—", "–", "---") and lines[at][:1] in "-—–":
            # without its trailing space it may be a rule between two parts of the text
            return at if lines[at] == "-- " or sum(map(_says, lines[at + 1 : end])) < 2 else None
    return None


def _closing(lines: list[str], end: int) -> int:
    """Where a closing with a whole block of name, title and telephone begins; a closing with a name alone stays."""
    said = [at for at in range(max(0, end - 2 * MAX_BLOCK), end) if lines[at].strip()]
    for at in said:
        if words.is_closing(lines[at][:80]):
            block = [lines[i] for i in said if i > at]
            if len(block) > MAX_BLOCK or any(len(line) > 120 or _says(line) for line in block):
                continue
            if len(block) > 1 or any(_CONTACT.search(line) for line in block):
                return at
            return end
    return end


def _says(line: str) -> bool:
    return bool(_SAYS.search(line)) and not re.search(r"https?://|www\.|\S@\S", line)
