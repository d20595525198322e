"""How houses are called: a name read from a text, made bare, and held against another."""

from __future__ import annotations

import re

from followupd.reading.words import folded, pattern, plain

#: a name as it is written: capitalised words, small ones only between them
_WORD = r"(?:[a-z]?[A-ZÀ-ÖØ-Þ0-9][\w&'+]*(?:[.\-/][\w&'+]+)*\.?(?=\W|$)|&)"
NAME = re.compile(rf"(?:the |The )?({_WORD}(?: (?:(?:of|and|de|du|von|der|of the) )?{_WORD}){{0,5}})")
_BREAK = re.compile(r"\s[-|•·:–]\s|[()\[\]|;!?\n\",]|\.\s|\.$")


def clean(name: str) -> str:
    """The bare name: "Brightloom Inc. Talent Team" → "Brightloom"; "" where nothing but such words is left."""
    words = plain(name).strip(" .,:;-'\"").split()
    small, legal = folded("people", "employer", "departments"), folded("people", "employer", "legal")
    while words and words[0].casefold() in folded("people", "employer", "leading"):
        words = words[1:]
    while words and (bare := words[-1].strip(".,").casefold().replace(".", "")) and (bare in small or bare in legal):
        words = words[:-1]
    text = " ".join(words).strip(" ,;:-")
    return text if re.search(r"\w", text) and len(text) <= 60 else ""


def same_employer(a: str, b: str) -> bool:
    """Whether two names are one house's: case, punctuation, legal forms apart, and "Oakfield" for "Oakfield Labs".

    Only whole words are compared ("HP" is not in "PHP"); a word that begins many names stands for none of them.
    """
    left, right = _tokens(a), _tokens(b)
    if not left or not right:
        return False
    if left == right or "".join(left) == "".join(right):
        return True
    short, long = sorted((left, right), key=len)
    generic = folded("people", "employer", "generic")
    return long[: len(short)] == short and not all(word in generic or len(word) < 2 for word in short)


def _tokens(name: str) -> list[str]:
    bare = re.sub(r"'s\b", "", clean(name).casefold())
    return [word.replace("'", "") for word in re.findall(r"[^\W_]+(?:'[^\W_]+)?", bare)]


def name_at(text: str, at: int) -> str:
    """The name that begins at `at`, "" where none does or where a person is introduced ("…, our hiring manager")."""
    rest = text[at : at + 120].lstrip(" \t:\n")
    end = _BREAK.search(rest)
    after = rest[end.end() :].lstrip() if end and end[0] == "," else ""
    if pattern("people", "employer", "introduces").match(after):
        return ""
    found = NAME.match(rest[: end.start()] if end else rest)
    if not found or _is_field(rest[found.end() :]):
        return ""
    name = found[1].rstrip(".,")
    # "Brightloom's team" is Brightloom's, "at Moody's." is Moody's
    if name.endswith("'s") and re.match(r"\s\w", rest[found.end() :]):
        name = name.removesuffix("'s")
    name = name.split("'s ")[0]
    words, stops = name.split(), folded("people", "employer", "stops")
    while words and words[-1].casefold().strip(".,'") in stops:
        words = words[:-1]
    if not words or words[0].casefold().strip(".,'") in stops or _number(words[0]):
        return ""
    return " ".join(words)


def _is_field(after: str) -> bool:
    """What was named is a field of work or a place: "Product Design at Brightloom", "the Seattle office"."""
    after = after.lstrip()
    at = pattern("people", "employer", "field_at").match(after)
    if at:
        return after[at.end() :].lstrip()[:1].isupper()
    return pattern("people", "employer", "field_of").match(after) is not None


def _heads() -> frozenset[str]:
    return folded("people", "role", "heads")


def is_title(name: str) -> bool:
    """ "application to Data Engineer": a role, not a house."""
    words = [word for word in name.casefold().split() if word not in folded("people", "role", "levels")]
    return bool(words) and words[-1] in _heads()


def _number(word: str) -> bool:
    """ "12", "10-11", "2pm"; but "3M" and "23andMe" are houses."""
    return word[0].isdigit() and (not re.search(r"[A-Za-z]{2}", word) or word.casefold().endswith(("am", "pm")))


def is_no_house(name: str) -> bool:
    """A tool, a board, a day, a pronoun, a title: what no house is called, or what many houses write through."""
    words = [word.strip(".,'") for word in name.casefold().split()]
    never, stops, heads = folded("people", "employer", "never"), folded("people", "employer", "stops"), _heads()
    if " ".join(words) in never or all(word in stops or word in heads for word in words):
        return True
    # "Google Calendar", "Zoom Scheduler"
    return words[0] in never and all(word in folded("people", "names", "groups") for word in words[1:])


def whole_name(line: str) -> str:
    line = line.strip(" ,|.-").removeprefix("at ").removeprefix("The ").removeprefix("the ")
    found = NAME.fullmatch(line)
    return found[1] if found and not is_no_house(found[1]) and not re.search(r"\d{3}", line) else ""
