"""Which languages a text is written in: its commonest words vote (`languages/*/common.toml`)."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files

#: read where no word tells: what is said in numbers and names alone is said in any language
USUAL = "en"
#: characters of a text that vote
_VOTERS = 3_000
#: a further language of a text ("English version below") has at least this part of the votes of the first
_PART = 1 / 4
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def spoken(*texts: str) -> tuple[str, ...]:
    """The languages of the first text in which a word tells it, the one most spoken first; never empty."""
    for text in texts:
        votes = _votes(text[:_VOTERS])
        most = votes.most_common()
        if most:
            return tuple(language for language, count in most if count >= _PART * most[0][1])
    return (USUAL,)


def languages() -> tuple[str, ...]:
    """Every language that has a pack, in the order of their names."""
    return tuple(sorted(set(_tellers().values())))


def common_words(language: str) -> frozenset[str]:
    """The words that tell this language."""
    return frozenset(word for word, tells in _tellers().items() if tells == language)


def _votes(text: str) -> Counter[str]:
    tellers = _tellers()
    words = (tellers.get(word.replace("’", "'")) for word in _WORD.findall(text.lower()))
    return Counter(language for language in words if language)


@cache
def _tellers() -> dict[str, str]:
    """The words that tell a language, each with it."""
    return {
        word: folder.name
        for folder in sorted(files("followupd.languages").iterdir(), key=lambda entry: entry.name)
        if (source := folder.joinpath("common.toml")).is_file()
        for word in tomllib.loads(source.read_text(encoding="utf-8"))["words"]
    }
