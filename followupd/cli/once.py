"""One round from the command line: the state directory held alone, every account that can be reached, the round."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from followupd.cli.templates import load_templates
from followupd.daemon import guard
from followupd.daemon.gather import fingerprint_of
from followupd.daemon.round import Report, run_round
from followupd.drafting.templates import Templates
from followupd.errors import CredentialError, FollowupdError, MailboxRefused, MailboxUnreachable
from followupd.mailbox.connect import open_mailbox
from followupd.mailbox.protocol import Mailbox
from followupd.mailbox.secrets import secret_source
from followupd.settings import Account, Settings
from followupd.state.cache import Cache
from followupd.state.directory import prepare
from followupd.state.ledger import Ledger
from followupd.state.lock import Lock


def scan_once(settings: Settings, now: datetime, *, dry_run: bool = False) -> Report:
    """Raises what concerns the whole (configuration, state, ledger); what concerns one account is in the report."""
    templates = templates_of(settings)
    guard.allow(settings.accounts)
    with ExitStack() as stack:
        cache, ledger = stack.enter_context(state_of(settings))
        mailboxes, failed = mailboxes_of(settings, stack)
        report = run_round(settings, mailboxes, cache, ledger, now, templates=templates, dry_run=dry_run)
    return replace(report, failed={**failed, **report.failed})


def mailboxes_of(settings: Settings, stack: ExitStack) -> tuple[dict[str, Mailbox], dict[str, FollowupdError]]:
    """Every account that can be reached, closed with the stack, and why the others cannot."""
    mailboxes: dict[str, Mailbox] = {}
    failed: dict[str, FollowupdError] = {}
    for account in settings.accounts:
        try:
            mailboxes[account.address] = opened(account)
            stack.callback(mailboxes[account.address].close)
        except (CredentialError, MailboxRefused, MailboxUnreachable) as error:
            failed[account.address] = error
    return mailboxes, failed


def exit_code(errors: Sequence[FollowupdError]) -> int:
    """What can be reached later asks for another try (75); else what a person has to mend; 0 where nothing failed."""
    codes = [error.exit_code for error in errors]
    return 75 if 75 in codes else next(iter(codes), 0)


@contextmanager
def state_of(settings: Settings) -> Iterator[tuple[Cache, Ledger]]:
    """The state directory, held alone (D2), with its cache and ledger."""
    directory = prepare(settings.state_dir)
    with Lock(directory), Cache(directory / "cache.sqlite3", fingerprint_of(settings)) as cache:
        yield cache, Ledger(directory / "ledger.jsonl")


def opened(account: Account) -> Mailbox:
    return open_mailbox(account, secret_source(account, environ=os.environ))


def templates_of(settings: Settings) -> Templates | None:
    return load_templates(Path(settings.templates))[0] if settings.templates else None
