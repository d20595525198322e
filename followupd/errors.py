"""Errors by who can mend them: what, where, what to do. The exit code stands on the class.

A message is one or two lines for a person; it never holds a secret nor the content of a mail.
Library exceptions are translated in the module that imports the library.
"""

from __future__ import annotations


class FollowupdError(Exception):
    """Whatever a person has to be told about. `where` names the account, file or key; `do` the way out."""

    exit_code = 70

    def __init__(self, what: str, *, where: str = "", do: str = "") -> None:
        super().__init__(what)
        self.what, self.where, self.do = what, where, do

    def __str__(self) -> str:
        first = f"{self.where}: {self.what}" if self.where else self.what
        return f"{first}\n{self.do}" if self.do else first


class UsageError(FollowupdError):
    """The command line does not fit."""

    exit_code = 2


class ConfigError(FollowupdError):
    """The configuration, or a template, is wrong; `what` lists all problems, one a line, each with its key."""

    exit_code = 78


class CredentialError(FollowupdError):
    """The secret is missing, locked, or refused by the server."""

    exit_code = 77


class CredentialLocked(CredentialError):
    """The keyring that may hold the secret is locked: it will be unlocked when its user signs in."""


class MailboxUnreachable(FollowupdError):
    """The server cannot be reached now, or went silent; the same call may work later (back-off)."""

    exit_code = 75


class MailboxBusy(MailboxUnreachable):
    """The server says "not now" (a limit, a throttle): asking again soon makes it worse."""


class MailboxRefused(FollowupdError):
    """The server answered, and said no: a folder is missing, an APPEND over quota, a command not allowed."""

    exit_code = 76


class LedgerError(FollowupdError):
    """The ledger is damaged or not ours: no draft is laid until a person has looked at it."""

    exit_code = 78


class StateUnavailable(FollowupdError):
    """The state directory cannot be used now: a full disk, no permission, another instance at work."""

    exit_code = 75
