"""The words of the language packs, as tables of lists and as patterns. Data lives in languages/<code>/<file>.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain
from typing import Any

#: how much of a text is looked at: what matters stands early, and mail may be endless
BOUND = 12_000
_PLAIN = str.maketrans("’‘`\u00a0\u202f–—‐‑", "'''  ----")
#: a set of characters stays as it is
_SPACE = re.compile(r"\[[^\]]*\]| \?| ")
#: a sign that stands for others ("\W") is no capital letter
_LETTER = re.compile(r"\\.|[^\\]")
_ODD = str.maketrans("\u0130\u0131\u017f", "iis")


@lru_cache(maxsize=64)
def plain(text: str) -> str:
    """The text in simple quotes, spaces and hyphens, and bounded; every character stays in its place."""
    return text[:BOUND].translate(_PLAIN)


@cache
def _packs(file: str, languages: tuple[str, ...]) -> tuple[dict[str, Any], ...]:
    """The file of these languages, of all where none is named."""
    folders = sorted(files("followupd.languages").iterdir(), key=lambda entry: entry.name)
    found = [folder.joinpath(f"{file}.toml") for folder in folders if not languages or folder.name in languages]
    return tuple(tomllib.loads(data.read_text(encoding="utf-8")) for data in found if data.is_file())


@cache
def listed(file: str, table: str, key: str, languages: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The entries of `key` in [table] of `file`.toml: of these languages, or of all packs, one after the other."""
    return tuple(entry for data in _packs(file, languages) for entry in data.get(table, {}).get(key, []))


@cache
def mapped(file: str, table: str, key: str) -> dict[str, str]:
    """A table of words that stand for others."""
    found: dict[str, str] = {}
    for data in _packs(file, ()):
        found |= data.get(table, {}).get(key, {})
    return found


class Pattern:
    """What a list of words finds in a text, in any case.

    It looks through the text in small letters, which takes a third of the time of re.IGNORECASE: places are those of
    the text itself, the words of a match are small.
    """

    def __init__(self, entries: str) -> None:
        self.compiled = re.compile(rf"(?<!\w)(?:{entries or '(?!)'})(?!\w)")

    def search(self, text: str) -> re.Match[str] | None:
        return self.compiled.search(small(text))

    def match(self, text: str) -> re.Match[str] | None:
        return self.compiled.match(small(text))

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self.compiled.finditer(small(text))

    def split(self, text: str) -> list[str]:
        """What stands before, between and behind its words."""
        places = [0, *chain.from_iterable(found.span() for found in self.finditer(text)), len(text)]
        return [text[start:end] for start, end in zip(places[::2], places[1::2], strict=True)]

    def sub(self, instead: str, text: str) -> str:
        return instead.join(self.split(text))


@lru_cache(maxsize=64)
def small(text: str) -> str:
    """The text in small letters, every character in its place; the odd forms of i and s are these letters."""
    return text.lower() if text.isascii() else text.translate(_ODD).lower()


@cache
def pattern(file: str, table: str, key: str, languages: tuple[str, ...] = ()) -> Pattern:
    """One pattern for all entries of a list: whole words, any case, a space standing for any white space.

    An entry is a regular expression without unbounded repetition, so that matching stays linear.
    """
    entries = "|".join(_SPACE.sub(_spaced, entry) for entry in listed(file, table, key, languages))
    return Pattern(_LETTER.sub(lambda found: found[0] if found[0][0] == "\\" else found[0].lower(), entries))


def _spaced(found: re.Match[str]) -> str:
    return {" ": r"\s{1,4}", " ?": r"\s{0,4}"}.get(found[0], found[0])


@cache
def folded(file: str, table: str, key: str) -> frozenset[str]:
    """The entries of a list of single words, case-folded."""
    return frozenset(entry.casefold() for entry in listed(file, table, key))
