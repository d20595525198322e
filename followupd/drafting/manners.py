"""What a note may not say (ETIQUETTE W6). The words are data: `languages/<language>/manners.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from msgspec import Struct

#: W6: at most so many words, without the signature.
MOST_WORDS = 100

_WORD = re.compile(r"\w[\w'’-]*")
_EXCLAMATION = re.compile("[!\uff01¡‼⁉❗❕]")
_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\ufe0f]"
    r"|(?<![\w:;])[:;=]-?[()DPp](?!\w)|<3(?!\d)"
)
_BLANK = re.compile(
    r"\{[^{}\n]{0,60}\}|\[[^\[\]\n]{0,60}\]|<[A-Za-z][A-Za-z _-]{0,40}>|[{}]|_{3,}"
    r"|\b(?:X{3,}|TODO|TBD|FIXME)\b|Lorem ipsum"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


class Fault(Struct, frozen=True):
    """One thing a note should not say: the word, why not, and on which line of the text (from 1; 0: all of it)."""

    word: str
    why: str
    line: int = 1

    def __str__(self) -> str:
        return f"“{self.word}” {self.why}"


def faults(text: str, language: str = "en") -> tuple[Fault, ...]:
    """All faults of a note without its signature, in the order of the text; its length last."""
    found = sorted((m.start(), m.group(), why) for why, pattern in _patterns(language) for m in pattern.finditer(text))
    listed = [Fault(" ".join(word.split()), why, text.count("\n", 0, at) + 1) for at, word, why in found]
    if (count := len(_WORD.findall(text))) > MOST_WORDS:
        listed.append(Fault(f"{count} words", f"are more than the {MOST_WORDS} of a brief note", line=0))
    return tuple(listed)


def has_blank(text: str) -> bool:
    """Whether something was left to be filled in, or a control character is left over: no draft says that."""
    return bool(_BLANK.search(text) or _CONTROL.search(text))


def spoils(name: str) -> bool:
    """Whether a name, of an employer, a role, or a person, would spoil the note that it stands in."""
    seemly = name.isprintable() and any(map(str.isalnum, name)) and not set("[]{}<>") & set(name)
    return not seemly or bool(_BLANK.search(name) or _EXCLAMATION.search(name) or _EMOJI.search(name))


@cache
def _patterns(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    source = resources.files("followupd.languages").joinpath(language, "manners.toml").read_text("utf-8")
    words: dict[str, list[str]] = tomllib.loads(source)["words"]
    return (
        ("is an exclamation mark", _EXCLAMATION),
        ("is an emoji", _EMOJI),
        ("is a blank that nobody fills", _BLANK),
        *((why, _any_of(phrases)) for why, phrases in words.items()),
    )


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_whole, phrases))})(?!\w)", re.IGNORECASE)


def _whole(phrase: str) -> str:
    words = r"\s+".join(re.escape(word) for word in phrase.removesuffix("*").split())
    return words.replace("'", "['’]") + (r"\w*" if phrase.endswith("*") else "")
