"""Bytes of any charset → clean text. Nothing here raises, and every step is linear in its input."""

from __future__ import annotations

import re

#: what a label means in practice: the WHATWG Encoding names, and labels that mailers write but Python does not know
_LABELS = {
    "ascii": "utf-8", "us-ascii": "utf-8", "ansi_x3.4-1968": "utf-8", "utf8mb4": "utf-8", "unicode": "utf-8",
    "unicode-1-1-utf-8": "utf-8", "unicode-1-1-utf-7": "utf-7",
    "iso-8859-1": "windows-1252", "iso8859-1": "windows-1252", "latin1": "windows-1252", "latin-1": "windows-1252",
    "ansi": "windows-1252", "default": "utf-8", "unknown-8bit": "utf-8", "x-unknown": "utf-8", "8bit": "utf-8",
    "iso-8859-9": "windows-1254", "iso-8859-8-i": "iso-8859-8", "iso-8859-11": "windows-874", "x-sjis": "cp932",
    "shift_jis": "cp932", "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949", "x-mac-roman": "mac-roman", "macintosh": "mac-roman",
}  # fmt: skip
#: Python codecs that are no charset of any mail, or that are not linear (punycode)
_NO_CHARSET = {"punycode", "idna", "undefined", "mbcs", "oem", "palmos"}

_HIGH = bytes(range(0x80, 0x100))
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
#: deleted: C0 and C1 controls, bidi marks and overrides, and the invisible filling of preheaders (soft hyphen,
#: grapheme joiner, zero-width spaces); turned into a space: every other kind of space
_TABLE: dict[int, str | None] = {
    **dict.fromkeys((c for c in range(0x20) if c not in (0x09, 0x0A)), None),
    **dict.fromkeys(range(0x7F, 0xA0), None),
    **dict.fromkeys((0xAD, 0x034F, 0x061C, 0x180E, 0x200B, 0x200C, 0x200E, 0x200F, 0x2060, 0xFEFF, 0xFFFE), None),
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2061, 0x2070)), None),
    **dict.fromkeys((0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " "),
    0x2028: "\n", 0x2029: "\n",
}  # fmt: skip


def decode(raw: bytes, charset: str = "") -> str:
    """`raw` as text. An unknown or wrong charset: UTF-8 where the bytes are, else windows-1252 with replacement."""
    label = charset.strip().strip("\"'").lower().replace("_", "-") if charset else "utf-8"
    label = _LABELS.get(label, _LABELS.get(label.replace("-", "_"), label))
    if label not in ("utf-8", "utf8"):
        try:
            if label in _NO_CHARSET or "escape" in label or not label.isascii() or len(label) > 40:
                raise LookupError(label)
            return _without_surrogates(raw.decode(label))
        except (LookupError, ValueError):
            pass
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        # said to be UTF-8 and mostly is: one broken character must not turn the rest into mojibake
        return raw.decode("utf-8" if _mostly_utf8(raw) else "windows-1252", "replace")


def _mostly_utf8(raw: bytes) -> bool:
    high = len(raw) - len(raw.translate(None, _HIGH))
    valid = raw.decode("utf-8", "ignore").encode()
    return len(valid) - len(valid.translate(None, _HIGH)) > high // 2


def _without_surrogates(text: str) -> str:
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def clean(text: str) -> str:
    """Lines end in "\\n"; no control characters but newline and tab, no bidi overrides, one kind of space."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", text) if text.isascii() else text.translate(_TABLE)


def one_line(text: str, limit: int) -> str:
    """`text` on one line, white space squeezed, at most `limit` characters."""
    return " ".join(clean(text[: 4 * limit]).split())[:limit].rstrip()
