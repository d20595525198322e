"""The folders of a Maildir tree: Maildir++ (".Sent") and plain ("Sent/"), as mbsync, Dovecot and mutt lay them out.

Symbolic links below the root are not followed, special files are not opened.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from followupd.mailbox.folders import MAX_FOLDERS, Folder, folder_name

MAX_DEPTH = 4
MAX_DIRECTORIES = 20_000


def folders_in(root: Path) -> list[Folder]:
    """Every folder of the tree; `Folder.key` is its path. The root is INBOX where it is a Maildir itself."""
    whole = is_folder(root)
    found = [Folder(os.fsencode(root), "INBOX", "/")] if whole else []
    for path in islice(_walk(root, MAX_DEPTH), MAX_DIRECTORIES):
        if len(found) >= MAX_FOLDERS:
            break
        if is_folder(path):
            found.append(Folder(os.fsencode(path), _name(path.relative_to(root), whole), "/"))
    return found


def _name(relative: Path, root_is_inbox: bool) -> str:
    """The folder's name with "/" between levels; Maildir++ joins them with dots and begins with one."""
    parts = [part for piece in relative.parts for part in (piece.split(".")[1:] if piece.startswith(".") else [piece])]
    name = "/".join(folder_name(os.fsencode(part)) for part in parts)
    return f"./{name}" if name.upper() == "INBOX" and root_is_inbox else name


def _walk(path: Path, depth: int) -> Iterator[Path]:
    try:
        with os.scandir(path) as entries:
            below = sorted(Path(e.path) for e in entries if e.is_dir(follow_symlinks=False) and not _inside(e.name))
    except OSError:
        return
    for child in below:
        yield child
        if depth > 1:
            yield from _walk(child, depth - 1)


def _inside(name: str) -> bool:
    """A Maildir's own directories, and what indexers keep beside them."""
    return name in ("cur", "new", "tmp", ".notmuch", ".git", ".mbsync", ".mu", ".nnmaildir", ".stversions")


def is_folder(path: Path) -> bool:
    return all((path / part).is_dir() and not (path / part).is_symlink() for part in ("cur", "new", "tmp"))
