"""With what eyes the cache was read: a change of any of it makes every reading stale."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from importlib.resources.abc import Traversable

from followupd import __version__
from followupd.reading.facts import Reader


def fingerprint(reader: Reader) -> str:
    """Of the program's version, the language packs, and whose eyes read: zone, name, addresses."""
    print_of = hashlib.sha256(f"{__version__}\n{reader.zone}\n{reader.name}\n{sorted(reader.own)}\n".encode())
    _add(print_of, files("followupd.languages"))
    return print_of.hexdigest()


def _add(print_of: hashlib._Hash, folder: Traversable) -> None:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and not entry.name.startswith("__"):
            _add(print_of, entry)
        elif entry.name.endswith((".toml", ".tsv")):
            print_of.update(entry.name.encode() + b"\n" + entry.read_bytes())
