"""Opening an account's mailbox, whichever kind it is."""

from __future__ import annotations

from collections.abc import Callable

from followupd.mailbox.protocol import Mailbox
from followupd.settings import Account


def open_mailbox(
    account: Account, secret: Callable[[], str], *, connect_timeout: float = 10, read_timeout: float = 30
) -> Mailbox:
    """The account's Maildir, or its IMAP server, signed in.

    `secret` is asked once, and only for a server. Timeouts are in seconds. Raises `CredentialError`,
    `MailboxUnreachable` or `MailboxRefused`.
    """
    if account.maildir:
        from followupd.mailbox.maildir.mailbox import MaildirMailbox

        return MaildirMailbox(account)
    from followupd.mailbox.imap.mailbox import ImapMailbox
    from followupd.mailbox.imap.wire import Timing

    return ImapMailbox(account, secret, Timing(connect=connect_timeout, read=read_timeout))
