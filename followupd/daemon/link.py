"""One account's session: begun, lost, and begun again after a pause that grows."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from followupd.daemon.watch import Watch
from followupd.errors import CredentialError, CredentialLocked, FollowupdError, MailboxBusy, MailboxRefused
from followupd.mailbox.protocol import Mailbox
from followupd.settings import Account

Open = Callable[[Account], Mailbox]
MakeWatch = Callable[[Mailbox], Watch]
Jitter = Callable[[float, float], float]

_LONGEST = 300.0
#: a session that lasted so long was a good one: the next failure is a first one
_GOOD = 300.0
_SECRET_LOCKED = 60.0
#: what only a person can mend is not tried again and again: servers lock accounts for wrong secrets
_REFUSED = 900.0


class Link:
    """The session with one mailbox, or why there is none.

    `retry_at` and `watch_at` are monotonic seconds before which no session, no wait begins.
    """

    def __init__(self, account: Account, open_mailbox: Open, make_watch: MakeWatch, jitter: Jitter) -> None:
        self.account = account
        self.mailbox: Mailbox | None = None
        self.watch: Watch | None = None
        self.error: FollowupdError | None = None
        self.retry_at = 0.0
        self.watch_at = 0.0
        self._open, self._make_watch, self._jitter = open_mailbox, make_watch, jitter
        self._failures = 0
        self._since = 0.0

    def connect(self, now: float) -> None:
        """Begin a session. Raises what opening raises."""
        self.mailbox = self._open(self.account)
        self.watch = self._make_watch(self.mailbox)
        self._since, self.error = now, None

    def lose(self, error: FollowupdError, now: float) -> None:
        """The session is over, or did not begin: close what is left and say when to try again."""
        if self.mailbox is not None and now - self._since >= _GOOD:
            self._failures = 0
        self.close()
        self.error = error
        self.retry_at = now + self._pause(error)
        self._failures += 1

    def close(self) -> None:
        """End the session without a grudge: it may begin again at once."""
        if self.watch is not None:
            self.watch.end()
        if self.mailbox is not None:
            with suppress(FollowupdError, OSError):
                self.mailbox.close()
        self.mailbox = self.watch = None
        self.retry_at = 0.0

    def _pause(self, error: FollowupdError) -> float:
        match error:
            case CredentialLocked():
                return _SECRET_LOCKED
            case CredentialError() | MailboxRefused():
                return _REFUSED
            case MailboxBusy():
                return _LONGEST
            case _:
                return self._jitter(0.8, 1.2) * min(2.0**self._failures, _LONGEST)
