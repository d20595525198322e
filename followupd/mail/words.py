"""What a line is, by the words in it (quotes.toml). Each question looks at one line and is linear in it."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

_MARK = r"^[\s>*]{0,8}[-_=*─—|~]{2,80}[\s*]{0,5}(%s)\b"
_ANNOUNCED = r"^[\s>*]{0,8}(%s)[\s*]{0,3}:[\s*]{0,3}$"


@cache
def _listed() -> dict[str, list[str]]:
    return tomllib.loads(files("followupd.mail").joinpath("quotes.toml").read_text("utf-8"))


@cache
def _any(*names: str) -> str:
    words = sorted((word for name in names for word in _listed()[name]), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s{1,3}").replace("'", "['’]") for word in words)


@cache
def _compiled(pattern: str, *names: str) -> re.Pattern[str]:
    return re.compile(pattern % _any(*names) if names else pattern, re.IGNORECASE)


def mark(line: str) -> str:
    """ "original" or "forwarded" for a line that announces such a mail, else ""."""
    if line.lstrip(" \t>*")[:2] not in _MARK_STARTS and ":" not in line[-4:]:
        return ""
    for name in ("forwarded", "original"):
        if _compiled(_MARK, name).match(line) or (name == "forwarded" and _compiled(_ANNOUNCED, name).match(line)):
            return name
    return ""


_MARK_STARTS = ("--", "__", "==", "──", "——", "||", "~~")


def wrote(text: str) -> bool:
    """Whether somebody "wrote" in it."""
    return bool(_compiled(r"(?<!\w)(?:%s)(?!\w)|写道|寫道", "wrote").search(text))


def opens(text: str) -> bool:
    """Whether it starts as attributions start: "On", "Am", "Le", …"""
    return bool(_compiled(r"^[\s*-]{0,8}(?:%s)[\s.,]", "opens").match(text))


@cache
def _fields() -> dict[str, str]:
    kinds = ("copy", "to", "subject", "date", "from")
    return {word: kind for kind in kinds for word in _listed()[kind]}


def field(line: str) -> str | None:
    """Which field of a quoted header it is: "from", "date", "to", "copy" or "subject"; asterisks are passed over."""
    name, colon, _ = line[:60].replace("：", ":").partition(":")
    if not colon or len(name) > 30:
        return None
    return _fields().get(" ".join(name.strip(" \t*_>").lower().split()))


def is_closing(line: str) -> bool:
    """Whether "Best regards," or the like stands alone on it."""
    return " ".join(line.strip(" \t,.!;:-–—*").lower().split()) in _closings()


@cache
def _closings() -> frozenset[str]:
    return frozenset(_listed()["closing"])


def is_device(line: str) -> bool:
    """What a program adds: "Sent from my iPhone", "Get Outlook for iOS"; short, and it names a device or a program."""
    size = len(line.split())
    if not size or size > 14 or len(line) > 200:
        return False
    if size < 6 and _compiled(
        r"^[^\w\n]{0,4}(?:\w{1,20} )?(?:from|via) (?:my )?(?:%s)(?:[ \w]{0,10})\W{0,4}$", "device"
    ).search(line):
        return True
    if re.match(r"\W{0,4}sent from my \w", line, re.IGNORECASE):
        return True
    starts = _compiled(r"^[^\w\n]{0,4}(?:%s)", "sent").search(line)
    return bool(starts and _compiled(r"(?<![^\W_])(?:%s)(?!\w{3})", "device").search(line))


def is_disclaimer(paragraph: str) -> bool:
    """What lawyers add."""
    said = " ".join(paragraph[:2000].lower().replace("’", "'").split())
    return any(word in said for word in _listed()["disclaimer"])
