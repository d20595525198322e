"""Where followupd keeps what it knows: one directory, the user's alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from followupd.errors import StateUnavailable


def default_directory(environ: Mapping[str, str]) -> str:
    """$STATE_DIRECTORY (the first of its paths, systemd.exec(5)), else $XDG_STATE_HOME/followupd.

    A relative XDG path is to be ignored (XDG Base Directory Specification).
    """
    given = environ.get("STATE_DIRECTORY", "").partition(":")[0]
    if given:
        return given
    base = environ.get("XDG_STATE_HOME", "")
    if not base.startswith("/"):
        base = str(Path(environ.get("HOME") or Path.home()) / ".local" / "state")
    return str(Path(base) / "followupd")


def prepare(directory: str) -> Path:
    """The directory, made with mode 0700 where it was not there. Raises `StateUnavailable`."""
    path = Path(directory)
    try:
        if not path.is_dir():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise StateUnavailable(
            f"cannot be made: {error.strerror}", where=str(path), do="Set state_dir to a directory you may write to."
        ) from error
    return path
