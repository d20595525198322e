"""Whether a mail may open anything (D8)."""

from __future__ import annotations

import re

from followupd.mail.address import is_public_provider
from followupd.mail.message import Message
from followupd.reading.facts import Doubt, Evidence
from followupd.reading.words import pattern, plain

#: RFC 8601 2.2: quoted strings and comments may hold anything; a comment is taken with those inside it
_PIECE = re.compile(r'"(?:[^"\\]|\\.)*(?:"|$)|\(|\)|;|[^"();]+', re.DOTALL)
_RESULT = re.compile(r"\s*dmarc\s*(?:/\s*\d+\s*)?=\s*([a-z]+)", re.IGNORECASE)


def distrust(message: Message) -> tuple[Doubt, ...]:
    """Why it opens nothing: what the user's own server found out about the sender, and what the mail asks for."""
    return tuple(doubt for doubt in (_dmarc(message), _asks_for_money(message), _moves_to_chat(message)) if doubt)


def dmarc_of(field: str) -> str:
    """The DMARC result of an Authentication-Results field, lower-cased; "" where it tells none (RFC 8601 2.2)."""
    depth, parts = 0, [""]
    for piece in _PIECE.finditer(field[:8192]):
        if piece[0] == "(":
            depth += 1
        elif piece[0] == ")":
            depth = max(0, depth - 1)
        elif depth == 0 and piece[0] == ";":
            parts.append("")
        elif depth == 0:
            parts[-1] += '""' if piece[0][0] == '"' else piece[0]
    # the first part names the server that checked
    results = [found[1].lower() for part in parts[1:] if (found := _RESULT.match(part))]
    return results[0] if results else ""


def _dmarc(message: Message) -> Doubt | None:
    field = message.header("authentication-results")
    if dmarc_of(field) != "fail":
        return None
    return Doubt("trust", "D8: DMARC failed", Evidence("header", 0, len(field), "trust.dmarc"))


def _asks_for_money(message: Message) -> Doubt | None:
    if doubt := _spoken(message, "money", "trust", "it asks for money or gift cards"):
        return doubt
    if is_public_provider(message.sender.domain):
        return _spoken(message, "bank", "trust", "it asks for bank details or papers, from an address anybody can have")
    return None


def _moves_to_chat(message: Message) -> Doubt | None:
    return _spoken(message, "chat", "trust", "it moves the interview to a messenger")


def _spoken(message: Message, key: str, about: str, why: str) -> Doubt | None:
    for source, text in (("text", plain(message.text)), ("subject", plain(message.subject))):
        for found in list(pattern("trust", "words", key).finditer(text))[:10]:
            if about == "trust" and _warns(text, found.start(), found.end()):
                continue
            evidence = Evidence("text" if source == "text" else "subject", found.start(), found.end(), f"trust.{key}")
            return Doubt(about, why, evidence)
    return None


def _warns(text: str, start: int, end: int) -> bool:
    """ "We never ask for a fee": the sentence warns of what it names."""
    before = re.split(r"[.!?]\s|\n", text[max(0, start - 160) : start])[-1]
    after = re.split(r"[.!?]\s|\n", text[end : end + 80])[0]
    return pattern("trust", "words", "warns").search(f"{before} {text[start:end]} {after}") is not None
