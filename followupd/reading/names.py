"""Whose name a display name is: a person's, and which part of it one greets with. Never a guess."""

from __future__ import annotations

import re
import unicodedata

from followupd.mail.address import is_no_reply
from followupd.mail.message import Address
from followupd.reading.words import folded, pattern, plain

_ASIDE = re.compile(r"\([^()]{0,80}\)|\[[^\[\]]{0,80}\]|\"|<[^<>]{0,120}>")
_SIGN = re.compile(r"\s[/@-]\s|\s@|[|•·]")
_WORD = re.compile(r"[^\W\d_]+(?:['\-.][^\W\d_]+)*\.?")


def is_person(address: Address) -> bool:
    """Whether a human being stands behind the address: no department, room, list, robot or no-reply sender."""
    local = address.address.partition("@")[0]
    if is_no_reply(address.address):
        return False
    if address.name and "@" not in address.name:
        return bool(person_words(address))
    return bool(local) and not _groupish(re.split(r"[._+\-]", local)) and not any(c.isdigit() for c in local[:3])


def greeting_name(address: Address) -> str:
    """The first name, where it is sure which one that is, else ""."""
    if "@" in address.name or is_no_reply(address.address):
        return ""
    if "," in plain(address.name):
        return _after_comma(address)
    words = person_words(address)
    if not words or not all(map(_latin, words)) or _family_first(words, address):
        return ""
    if len(words) == 2 and words[0].isupper() and len(words[0]) > 2 and words[0].isalpha() and not words[1].isupper():
        words = words[::-1]  # RUIZ Dana: the capitals mark the family name
    return _as_greeted(words[0], address)


def whole_name(address: Address) -> str:
    """First name and family name, for languages that greet so; "" where it is not sure what the first name is."""
    words = person_words(address) if greeting_name(address) and "," not in plain(address.name) else []
    return " ".join(words) if len(words) > 1 else ""


def person_words(address: Address) -> list[str]:
    """The words of a person's name; empty where it is not plainly a person's."""
    words = _WORD.findall(name_core(address.name))
    tools = folded("people", "employer", "never")
    if not 1 <= len(words) <= 5 or _groupish(words) or " ".join(words).casefold() in tools:
        return []
    return [] if _is_house(words, address) else words


def name_core(name: str) -> str:
    """The name without what is hung on it: "(she/her)", "| Acme", "via LinkedIn", "at Acme", ", PhD"."""
    text = _ASIDE.sub(" ", plain(name)[:200])
    cut = _cut(text)
    return " ".join(text[: cut[0] if cut else None].split()).strip(" ,'")


def hung_on(name: str) -> str:
    """What is hung on a name: "Dana Ruiz | Acme", "Dana at Acme", "Dana Ruiz (Acme)" → "Acme"; "" where nothing is."""
    text = plain(name)[:200]
    cut, aside = _cut(text), re.search(r"\(([^()]{2,60})\)$", text)
    return text[cut[1] :].strip(" ()") if cut else aside[1] if aside else ""


def _cut(text: str) -> tuple[int, int] | None:
    """Where the first sign or word stands behind which a name is over."""
    words = (match.span() for match in pattern("people", "names", "hung").finditer(text) if match.start())
    signs = (match.span() for match in _SIGN.finditer(text))
    return min((*words, *signs), default=None)


def _after_comma(address: Address) -> str:
    """ "Nair, Priya" → "Priya"; "Dana Ruiz, PhD" and "Dana Ruiz, Talent Team" → "Dana"; "Acme, Inc." → ""."""
    family, _, given = name_core(address.name).partition(",")
    names, titles = _WORD.findall(given), folded("people", "names", "suffixes")
    if not names:
        return greeting_name(Address(family, address.address))
    legal = folded("people", "employer", "legal")
    hung = _groupish(names) and not any(word.strip(".").casefold() in legal for word in names)
    if hung or all(word.strip(".").casefold() in titles for word in names):
        return greeting_name(Address(family, address.address))
    words = [*names, *_WORD.findall(family)]
    if len(words) > 5 or _groupish(words) or not all(map(_latin, words)):
        return ""
    return _as_greeted(names[0], address)


def _as_greeted(word: str, address: Address) -> str:
    """The word as one writes it in a greeting; "" for single words that nothing confirms."""
    local = re.split(r"[._+\-]", address.address.partition("@")[0])
    bare = word.strip(".")
    alone = len(_WORD.findall(name_core(address.name))) == 1
    if (alone or bare.islower()) and not (len(local) > 1 and local[0] == _ascii(bare)):
        return ""  # "Acme" <acme@…> is written like "Ida" <ida@…>
    return as_first_name(word)


def as_first_name(word: str) -> str:
    """A word as one writes it in a greeting; "" for initials, titles and what is not written in Latin letters."""
    bare = word.strip(".")
    if len(bare) < 2 or word.endswith(".") or bare.casefold() in folded("people", "names", "titles"):
        return ""
    if not _latin(bare) or (bare.isupper() and len(bare) == 2):
        return ""  # JD, DJ: initials
    return "-".join(part.capitalize() for part in bare.split("-")) if bare.isupper() or bare.islower() else bare


def _family_first(words: list[str], address: Address) -> bool:
    """Whether the family name may stand first: it is one that often does, or the address turns the name round."""
    if len(words) < 2:
        return False
    first, last = _ascii(words[0]), _ascii(words[-1])
    turned = re.split(r"[._\-]", address.address.partition("@")[0])[:2] == [last, first]
    return turned or first in folded("people", "names", "family_first")


def _groupish(words: list[str]) -> bool:
    groups = folded("people", "names", "groups")
    return any(word.strip(".").casefold() in groups for word in words)


def _is_house(words: list[str], address: Address) -> bool:
    """A company's own name as display name: it is the domain's name, and the local part does not repeat it."""
    local, _, domain = address.address.partition("@")
    labels = set(re.split(r"[.\-]", domain)) | {label.replace("-", "") for label in domain.split(".")}
    first, joined = _ascii(words[0]), "".join(map(_ascii, words))
    return bool(labels & {first, joined}) and first not in local


def _latin(word: str) -> bool:
    return all(c in "'-." or unicodedata.name(c, "").startswith("LATIN") for c in word)


def _ascii(word: str) -> str:
    flat = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in flat if "a" <= c <= "z")
