"""`followupd check`: everything that has to work, tried; one line each, and what to do where one fails."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from msgspec import Struct

from followupd.cli.config import default_path, load
from followupd.cli.output import one_line, say, say_json
from followupd.errors import FollowupdError
from followupd.settings import Account, Settings


class Finding(Struct, frozen=True, omit_defaults=True):
    """One thing that was tried. `do` is the way out; `exit_code` that of the error."""

    check: Literal["configuration", "templates", "state", "secret", "login", "mailbox"]
    ok: bool
    what: str
    account: str = ""
    do: str = ""
    exit_code: int = 0


def run(options: Namespace) -> int:
    """Exit code 0 where all is well, else 75 if something may work later, else that of the first failure."""
    findings = []
    for finding in check(options.config):
        findings.append(finding)
        if not options.json:
            _show(finding)
    failed = [finding.exit_code for finding in findings if not finding.ok]
    if options.json:
        say_json({"ok": not failed, "checks": findings})
    return 75 if 75 in failed else next(iter(failed), 0)


def check(config: str | None) -> Iterator[Finding]:
    """Try everything, in the order in which one thing needs the other; a finding as soon as it is known."""
    try:
        settings = load(config)
    except FollowupdError as error:
        yield _failure("configuration", error)
        return
    yield Finding("configuration", True, config or str(default_path(os.environ)))
    yield from _templates(settings)
    yield from _state(settings)
    for account in settings.accounts:
        yield from _account(account)


def _templates(settings: Settings) -> Iterator[Finding]:
    if not settings.templates:
        yield Finding("templates", True, "the built-in ones")
        return
    from followupd.cli.templates import load_templates

    try:
        templates, warnings = load_templates(Path(settings.templates))
    except FollowupdError as error:
        yield _failure("templates", error)
        return
    yield Finding("templates", True, f"{', '.join(templates) or 'none'} from {settings.templates}")
    for warning in warnings:
        yield Finding("templates", True, f"warning: {warning}")


def _state(settings: Settings) -> Iterator[Finding]:
    from followupd.state.directory import prepare
    from followupd.state.ledger import Ledger

    try:
        directory = prepare(settings.state_dir)
        entries = len(Ledger(directory / "ledger.jsonl").entries)
    except FollowupdError as error:
        yield _failure("state", error)
        return
    if os.access(directory, os.W_OK | os.X_OK):
        yield Finding("state", True, f"{directory}, {entries} entries in the ledger")
    else:
        yield Finding("state", False, f"{directory} is closed to you", do="Set its permissions.", exit_code=75)


def _account(account: Account) -> Iterator[Finding]:
    """The secret first, so that a refused login is told from a missing secret. Its value is never shown."""
    from followupd.mailbox.connect import open_mailbox
    from followupd.mailbox.secrets import describe_source, secret_source

    secret = ""
    try:
        if not account.maildir:
            secret = secret_source(account)()
            yield Finding("secret", True, describe_source(account), account.address)
    except FollowupdError as error:
        yield _failure("secret", error, account.address)
        return
    try:
        mailbox = open_mailbox(account, lambda: secret)
    except FollowupdError as error:
        yield _failure("login", error, account.address)
        return
    try:
        yield Finding("login", True, account.maildir or f"{account.username} at {account.host}", account.address)
        for line in mailbox.describe():
            yield Finding("mailbox", True, line, account.address)
    except FollowupdError as error:
        yield _failure("mailbox", error, account.address)
    finally:
        mailbox.close()


def _failure(
    check: Literal["configuration", "templates", "state", "secret", "login", "mailbox"],
    error: FollowupdError,
    account: str = "",
) -> Finding:
    place = error.where.removeprefix(account).strip(" ()")  # the account is told apart
    what = f"{place}: {error.what}" if place else error.what
    return Finding(check, False, what, account, error.do, error.exit_code)


def _show(finding: Finding) -> None:
    where = f"{finding.account}: " if finding.account else ""
    lines = finding.what.splitlines() or [""]
    say(f"{'ok  ' if finding.ok else 'FAIL'}  {finding.check:<13}  {where}{one_line(lines[0])}")
    for line in (*lines[1:], *finding.do.splitlines()):
        say(f"{'':19}  {one_line(line)}")
