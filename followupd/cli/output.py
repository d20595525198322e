"""What reaches the terminal: JSON on standard output, complaints on standard error, nothing that could harm either."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from followupd.errors import FollowupdError

#: bidi marks, overrides and isolates (UAX #9), line and paragraph separators, zero-width blanks, the byte order mark
_TRICKS = frozenset(
    [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x061C, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029, 0x2060, 0xFEFF]
)


def printable(text: str) -> str:
    """`text` with everything escaped that could move the cursor, colour the terminal or reorder the line.

    Newlines and tabs stay; C0, DEL, C1, bidi controls (UAX #9), invisible separators, tag characters, and lone
    surrogates become `\\xNN`, `\\uNNNN` or `\\U000NNNNN`.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(char if _harmless(ord(char)) else _escape(ord(char)) for char in text)


def one_line(text: str) -> str:
    """`printable`, and on one line: every run of white space is one blank."""
    return printable(" ".join(text.split()))


def _harmless(code: int) -> bool:
    if code < 0xA0:
        return 0x20 <= code < 0x7F or code in (0x09, 0x0A)
    return code not in _TRICKS and not 0xD800 <= code <= 0xDFFF and not 0xE0000 <= code <= 0xE007F


def _escape(code: int) -> str:
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def say(text: str = "") -> None:
    """A line for a person; what a mail brought into it is made printable."""
    print(printable(text))


def say_json(value: Mapping[str, object]) -> None:
    """One JSON object on one line of standard output, in UTF-8; datetimes as ISO 8601, structs by their fields."""
    import msgspec

    sys.stdout.buffer.write(msgspec.json.encode(value) + b"\n")


def complain(error: FollowupdError) -> None:
    """The error on standard error, each of its lines made printable; in the journal it is an error there too."""
    from followupd.daemon.log import is_journal

    mark = "<3>" if is_journal(sys.stderr) else ""
    for line in printable(str(error)).splitlines():
        print(f"{mark}{line}", file=sys.stderr)
