"""Mailboxes: read from a header field (RFC 5322 3.4), compared, judged by their domain."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from followupd.mail.headers import unencoded
from followupd.mail.message import Address
from followupd.mail.text import one_line

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

MAX_ADDRESSES = 100
NOBODY = Address("", "")

#: a quoted string, a comment, an angle address, a separator, or plain text; each ends at the first character that can
_PIECE = re.compile(r'"(?:[^"\\]|\\.)*(?:"|$)|\([^()]*\)|<[^<>,]*>?|[,;:]|[^"(<,;:]+|.', re.DOTALL)
_QUOTE = re.compile(r'(?<!\\)"')
_BARE = re.compile(r"[^\s@<>()\",;:]+@[^\s@<>()\",;:]+")
#: what may stand in a header field again without quoting
_ADDRESS = re.compile(r"[^\s<>()\[\]\\,;:\"@]+@[^\s<>()\\,;:\"@]+")
_NO_REPLY = re.compile(
    r"(?:^|[._+-])(?:no-?_?reply|no\.reply|do-?_?not-?_?reply|dont-?reply|donotrespond|nicht-?antworten|ne-?pas-?repondre"
    r"|no-?responder|non-?rispondere|mailer-?daemon|postmaster|bounces?|notifications?|notify|unmonitored|automailer"
    r"|auto-?(?:reply|confirm|response|mail)|daemon)(?:$|[._+0-9-])"
)


def read_addresses(value: str) -> tuple[Address, ...]:
    """The mailboxes of an address field, at most 100; groups are opened, what is no address at all is left out.

    Where there is no address in the whole field, its name alone.
    """
    found: list[Address] = []
    name: list[str] = []
    comment = angle = loose = ""
    if len(_QUOTE.findall(value)) % 2:
        value = value.replace('"', " ")  # one that never ends would swallow the addresses behind it
    for piece in [*_PIECE.findall(value), ","]:
        if piece in (",", ";"):
            box = _mailbox("".join(name), comment, angle, loose)
            # "Lee, Ann <ann@acme.test>": an unquoted comma (RFC 5322 3.4 forbids it, people do it)
            loose = box.name if not box.address else ""
            found += [box] if box.address else []
            name, comment, angle = [], "", ""
        elif piece == ":":
            name = []  # a group's name (RFC 5322 3.4), or the like
        elif piece[0] == "(" and len(piece) > 1:
            comment = comment or piece.strip("()")
        elif piece[0] == "<":
            angle = piece.strip("<>")
        else:
            name.append(re.sub(r"\\(.)", r"\1", piece.strip('"')) if piece[0] == '"' else piece)
        if len(found) >= MAX_ADDRESSES:
            break
    return tuple(found) or ((Address(loose, ""),) if loose else ())


def _mailbox(name: str, comment: str, angle: str, loose: str) -> Address:
    if not angle and (bare := _BARE.search(name)):
        angle, name = bare[0], name[: bare.start()] + name[bare.end() :]
    whole = f"{loose}, {name}" if loose and name.strip() and angle else name
    return Address(_name(whole) or _name(comment), normal(angle))


def _name(text: str) -> str:
    return one_line(unencoded(text), 200).strip("\"' ")


def normal(address: str) -> str:
    """`address` as it is compared: lower-cased, without "mailto:", route and space; "" where it is none."""
    bare = one_line(unencoded(address), 400).strip("<>'\" ").lower()
    plain = "".join(c for c in bare if c.isprintable() and c != " ").rpartition(":")[2].rstrip(".")
    return plain if len(plain) <= 320 and _ADDRESS.fullmatch(plain) else ""


def is_no_reply(address: str) -> bool:
    """Nobody reads what is sent there: no-reply, mailer-daemon, bounces+…, notifications@… (W8)."""
    return bool(_NO_REPLY.search(address.lower().partition("@")[0]))


def registrable_domain(domain: str) -> str:
    """The domain that somebody registered ("mail.acme.co.uk" → "acme.co.uk"); "" for an IP literal or a suffix."""
    name = domain.strip().strip(".").lower()
    if not name or name[0] == "[" or ":" in name or name.replace(".", "").isdecimal() or len(name) > 253:
        return ""
    return _suffixes().privatesuffix(name) or ""


@cache
def _suffixes() -> PublicSuffixList:
    from publicsuffixlist import PublicSuffixList  # 60 ms, and most commands compare no domains

    return PublicSuffixList()


def is_public_provider(domain: str) -> bool:
    """Anybody can have an address there, so it tells nothing about an employer (D9)."""
    name = domain.strip().strip(".").lower()
    return name in _providers() or registrable_domain(name) in _providers()


@cache
def _providers() -> frozenset[str]:
    listed = files("followupd.mail").joinpath("public_providers.txt").read_text("utf-8")
    return frozenset(line.strip() for line in listed.splitlines() if line.strip() and line[0] != "#")


def likely_addresses(name: str) -> frozenset[str]:
    """What may stand before the "@" of somebody's address: of "Greta Olsen" greta.olsen, golsen, greta and the like."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z]{1,40}", plain)[:4]
    if len(words) < 2:
        return frozenset()
    first, last = words[0], words[-1]
    pairs = ((first, last), (last, first), (first[0], last), (first, last[0]))
    return frozenset({first, last, *(one + sign + other for one, other in pairs for sign in ("", ".", "_", "-"))})
