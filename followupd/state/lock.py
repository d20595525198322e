"""One instance at a time in a state directory."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from types import TracebackType

from followupd.errors import StateUnavailable


class Lock:
    """Held from construction until `release` or the end of the process, however it ends (flock(2)).

    Raises `StateUnavailable` naming the process that holds it.
    """

    def __init__(self, directory: Path) -> None:
        path = directory / "lock"
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise StateUnavailable(f"cannot be opened: {error.strerror}", where=str(path)) from error
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.ftruncate(self._file, 0)
            os.pwrite(self._file, b"%d\n" % os.getpid(), 0)
        except BlockingIOError as error:
            holder = os.pread(self._file, 20, 0).decode("ascii", "replace").strip() or "unknown"
            self.release()
            raise StateUnavailable(
                f"another followupd is at work here (process {holder})",
                where=str(directory),
                do="Wait until it is done, or stop it: systemctl --user stop followupd",
            ) from error
        except OSError as error:
            self.release()
            raise StateUnavailable(f"cannot be locked: {error.strerror}", where=str(path)) from error

    def release(self) -> None:
        """Let the next one in. The file stays: removing it would let two in."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def __enter__(self) -> Lock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
