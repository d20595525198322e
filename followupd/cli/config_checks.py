"""What a value of the configuration may be. A check returns the value as it is used, or raises `ValueError`
with what is allowed; it never repeats the value it refuses (it could be a secret in the wrong place).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from datetime import date, time

Check = Callable[[object], object]

_ADDRESS = re.compile(r"[^\s@<>()\",;:\\]{1,64}@[^\s@<>()\",;:\\]{1,255}")
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_HOST = re.compile(r"[A-Za-z0-9._:\[\]-]{1,255}")


def text(value: object) -> str:
    """One line, not empty."""
    if isinstance(value, str) and value.strip() and value.isprintable():
        return value.strip()
    raise ValueError("wants text on one line")


def lines(value: object) -> str:
    """Text of one line or more, without control characters."""
    if isinstance(value, str) and all(c.isprintable() or c in "\n\t" for c in value):
        return value.strip("\n")
    raise ValueError("wants text")


def path(value: object) -> str:
    if isinstance(value, str) and value and "\0" not in value:
        return value
    raise ValueError("wants a path")


def address(value: object) -> str:
    """An address alone, as in RFC 5322 3.4.1 without quoting."""
    if isinstance(value, str) and _ADDRESS.fullmatch(value):
        return value
    raise ValueError("wants a mail address, like jordan.lee@example.org")


def addresses(value: object) -> tuple[str, ...]:
    return tuple(address(item) for item in _list(value, "wants a list of mail addresses"))


def host(value: object) -> str:
    if isinstance(value, str) and _HOST.fullmatch(value):
        return value
    raise ValueError("wants a server's name, like imap.example.org")


def texts(value: object) -> tuple[str, ...]:
    return tuple(text(item) for item in _list(value, "wants a list of names"))


def command(value: object) -> tuple[str, ...]:
    """A program and its arguments; no shell is involved."""
    words = _list(value, 'wants a list: the program, then its arguments, like ["pass", "mail"]')
    if words and all(isinstance(word, str) and "\0" not in word for word in words) and words[0]:
        return tuple(str(word) for word in words)
    raise ValueError('wants a list: the program, then its arguments, like ["pass", "mail"]')


def yes_or_no(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError("wants true or false")


def whole(low: int, high: int, why: str = "") -> Check:
    """A whole number from `low` to `high`, both included."""

    def check(value: object) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        raise ValueError(f"wants a whole number from {low} to {high}{why}")

    return check


def one_of(*words: str) -> Check:
    def check(value: object) -> str:
        if isinstance(value, str) and value in words:
            return value
        raise ValueError("wants " + " or ".join(f'"{word}"' for word in words))

    return check


def clock_time(value: object) -> time:
    """ "08:30", or TOML's own time."""
    if isinstance(value, str) and (match := _TIME.fullmatch(value)):
        return time(int(match[1]), int(match[2]))
    if isinstance(value, time):
        return value
    raise ValueError('wants a time of day, like "08:30"')


def hours(value: object) -> tuple[time, time]:
    """When working time begins and ends."""
    ends = _list(value, 'wants two times of day, like ["09:00", "17:00"]')
    if len(ends) == 2:
        begins, ends_at = clock_time(ends[0]), clock_time(ends[1])
        if begins < ends_at:
            return begins, ends_at
    raise ValueError('wants two times of day, the earlier one first, like ["09:00", "17:00"]')


def country(value: object) -> Container[date]:
    """The public holidays of a country ("US") or a part of it ("US-CA"), by ISO 3166."""
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z]{2}(-[A-Za-z0-9]{1,3})?", value):
        raise ValueError('wants the code of a country, like "US" (or "US-CA")')
    try:
        import holidays  # 0.2 s and 28 MB, so only for those who asked for it
    except ImportError:
        raise ValueError("needs a further package: pip install 'followupd[holidays]'") from None
    name, _, part = value.upper().partition("-")
    try:
        days: Container[date] = holidays.country_holidays(name, subdiv=part or None)
    except NotImplementedError:
        raise ValueError("is no country or part of one that the holidays package knows") from None
    return days


def _list(value: object, wants: str) -> list[object]:
    if isinstance(value, list):
        return value
    raise ValueError(wants)
