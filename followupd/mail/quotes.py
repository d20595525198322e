"""New text apart from quotation and signature."""

from __future__ import annotations

from msgspec import Struct


class Split(Struct, frozen=True):
    """A mail's text in its four parts."""

    new: str
    quoted: str = ""
    signature: str = ""
    forwarded: str = ""


def split(text: str) -> Split:
    """Lines that start with ">" are quotation."""
    lines = text.strip().split("\n")
    return Split(
        "\n".join(line for line in lines if line[:1] != ">").strip(),
        "\n".join(line for line in lines if line[:1] == ">"),
    )
