"""The words of the language packs, as tables of lists and as patterns. Data lives in languages/<code>/<file>.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

#: how much of a text is looked at: what matters stands early, and mail may be endless
BOUND = 12_000
_PLAIN = str.maketrans("’‘`\u00a0\u202f–—‐‑", "'''  ----")
#: a set of characters stays as it is
_SPACE = re.compile(r"\[[^\]]*\]| \?| ")


@lru_cache(maxsize=64)
def plain(text: str) -> str:
    """The text in simple quotes, spaces and hyphens, and bounded; every character stays in its place."""
    return text[:BOUND].translate(_PLAIN)


@cache
def _packs(file: str) -> tuple[dict[str, Any], ...]:
    folders = sorted(files("followupd.languages").iterdir(), key=lambda entry: entry.name)
    found = [folder.joinpath(f"{file}.toml") for folder in folders]
    return tuple(tomllib.loads(data.read_text(encoding="utf-8")) for data in found if data.is_file())


@cache
def listed(file: str, table: str, key: str) -> tuple[str, ...]:
    """The entries of `key` in [table] of `file`.toml, those of all packs one after the other."""
    return tuple(entry for data in _packs(file) for entry in data.get(table, {}).get(key, []))


@cache
def mapped(file: str, table: str, key: str) -> dict[str, str]:
    """A table of words that stand for others."""
    found: dict[str, str] = {}
    for data in _packs(file):
        found |= data.get(table, {}).get(key, {})
    return found


@cache
def pattern(file: str, table: str, key: str) -> re.Pattern[str]:
    """One pattern for all entries of a list: whole words, any case, a space standing for any white space.

    An entry is a regular expression without unbounded repetition, so that matching stays linear.
    """
    entries = "|".join(_SPACE.sub(_spaced, entry) for entry in listed(file, table, key))
    return re.compile(rf"(?<!\w)(?:{entries or '(?!)'})(?!\w)", re.IGNORECASE)


def _spaced(found: re.Match[str]) -> str:
    return {" ": r"\s{1,4}", " ?": r"\s{0,4}"}.get(found[0], found[0])


@cache
def folded(file: str, table: str, key: str) -> frozenset[str]:
    """The entries of a list of single words, case-folded."""
    return frozenset(entry.casefold() for entry in listed(file, table, key))
