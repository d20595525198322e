"""What a round reports to the loop, and how the daemon stands, in one line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from followupd.errors import CredentialError, CredentialLocked, FollowupdError, MailboxRefused


class RoundReport(Protocol):
    """What the loop wants to know of a round. `read` counts the messages looked at; times are aware."""

    @property
    def read(self) -> int: ...

    @property
    def written(self) -> Sequence[object]: ...

    @property
    def withdrawn(self) -> Sequence[object]: ...

    @property
    def failed(self) -> Mapping[str, FollowupdError]:
        """Account address → why its session is over."""

    @property
    def open_cases(self) -> int: ...

    @property
    def next_window(self) -> datetime | None: ...


def status_line(
    reached: int, errors: Sequence[FollowupdError | None], report: RoundReport | None, scanned: datetime | None
) -> str:
    """ "2 accounts · 3 open cases · next window Thu 09:00 · last scan 14:02". `errors` has one for each account."""
    total = len(errors)
    parts = [_count(total, "account") if reached == total else f"{reached} of {_count(total, 'account')} reached"]
    parts += sorted({_what_to_do(error) for error in errors if error is not None} - {""})
    if report is not None:
        parts.append(_count(report.open_cases, "open case"))
        if report.next_window is not None:
            parts.append(f"next window {report.next_window:%a %d %b %H:%M}")
    if scanned is not None:
        parts.append(f"last scan {scanned:%H:%M}")
    return " · ".join(parts)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _what_to_do(error: FollowupdError) -> str:
    match error:
        case CredentialLocked():
            return "waiting for the keyring to be unlocked"
        case CredentialError():
            return "a secret is missing or wrong: followupd check"
        case MailboxRefused():
            return "a server says no: followupd check"
        case _:
            return ""


def kinds(errors: Iterable[FollowupdError]) -> str | None:
    """The errors' kinds for the log, which names no address."""
    return ",".join(sorted({type(error).__name__ for error in errors})) or None
