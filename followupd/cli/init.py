"""`followupd init`: a few questions, the server found, the login tried, the secret in the keyring, a configuration."""

from __future__ import annotations

import getpass
import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path

from followupd.cli.config import default_path, system_zone
from followupd.cli.find_server import Server, find_server
from followupd.cli.output import say, say_json
from followupd.errors import ConfigError, CredentialError, MailboxRefused, MailboxUnreachable, UsageError
from followupd.mailbox.connect import open_mailbox
from followupd.mailbox.secrets import store_in_keyring
from followupd.settings import Account

_TRIES = 3


@dataclass(frozen=True)
class Person:
    """Who answers: a line for a question, a secret without echo."""

    ask: Callable[[str], str]
    ask_secret: Callable[[str], str]


def run(options: Namespace) -> int:
    if not sys.stdin.isatty():
        raise UsageError("init asks questions and needs a terminal", do="Or copy config.example.toml and edit it.")
    person, environ = Person(input, getpass.getpass), dict(os.environ)
    if not options.json:
        return set_up(options, person, environ)
    with redirect_stdout(sys.stderr):  # what is asked is no answer
        code = set_up(options, person, environ)
    say_json({"config": str(_path(options, environ))})
    return code


def _path(options: Namespace, environ: dict[str, str]) -> Path:
    return Path(options.config).expanduser() if options.config else default_path(environ)


def set_up(options: Namespace, person: Person, environ: dict[str, str]) -> int:
    """Everything is tried before a line is written. Raises `ConfigError` where a configuration is there already."""
    path = _path(options, environ)
    if path.exists() and not options.force:
        raise ConfigError("a configuration is there already", where=str(path), do="--force writes over it.")
    say("followupd reads your mailbox and lays drafts into it. It never sends. A few questions:\n")
    name = _asked(person, "Your name, as it stands under a mail")
    account = _account(person, _address(person))
    command = _sign_in(person, account)
    zone = getattr(system_zone(environ), "key", "")
    _write(path, _configuration(name, zone, account, command))
    say(f"\nWritten: {path}")
    say("Next:  followupd check               everything tried once")
    say("       followupd rehearse            what it would have drafted lately, without writing anything")
    say("       followupd service install     from then on by itself")
    return 0


def _asked(person: Person, question: str, default: str = "") -> str:
    while True:
        answer = person.ask(f"{question}{f' [{default}]' if default else ''}: ").strip() or default
        if answer and answer.isprintable():
            return answer


def _address(person: Person) -> str:
    while True:
        address = _asked(person, "Your mail address")
        local, _, domain = address.rpartition("@")
        if local and "." in domain and " " not in address:
            return address
        say("That is no mail address.")


def _account(person: Person, address: str) -> Account:
    if person.ask("Is your mail in a Maildir on this machine (mbsync, offlineimap)? [y/N] ").strip().lower() == "y":
        return Account(address, maildir=_asked(person, "Its folder", "~/Mail"))
    server = find_server(address)
    if server is None:
        say("No IMAP server was found for this address; your provider's help pages name it.")
        server = Server("")
    if server.note:
        say(server.note)
    host = _asked(person, "IMAP server", server.host)
    if host != server.host:
        server = Server(host)
    username = _asked(person, "User name", address)
    return Account(address, host=host, port=server.port, security=server.security, auth=server.auth, username=username)


def _sign_in(person: Person, account: Account) -> list[str]:
    """Try it until it works. The secret goes into the keyring; where there is none, a command that prints it counts."""
    if account.maildir:
        open_mailbox(account, lambda: "").close()
        return []
    if account.auth == "oauth2":
        return _command(person, account)
    for _ in range(_TRIES):
        secret = person.ask_secret("Password (not shown): ")
        try:
            open_mailbox(account, lambda secret=secret: secret).close()  # type: ignore[misc]
        except CredentialError as error:
            say(str(error))
            continue
        return _kept(person, account, secret)
    do = "Nothing was written; try `followupd init` again."
    raise CredentialError("no password worked", where=account.address, do=do)


def _kept(person: Person, account: Account, secret: str) -> list[str]:
    try:
        store_in_keyring(account, secret)
    except CredentialError as error:
        say(f"The login works, but the keyring cannot keep the password: {error.what}.")
        return _command(person, account)
    say("The login works. The password is in your keyring.")
    return []


def _command(person: Person, account: Account) -> list[str]:
    say("Name a command that prints the secret, as for other mail programs, e.g.  pass show mail")
    command = _asked(person, "Command").split()
    try:
        from followupd.mailbox.secrets import secret_source

        told = replace(account, password_command=tuple(command))
        open_mailbox(told, secret_source(told)).close()
    except (CredentialError, MailboxRefused, MailboxUnreachable) as error:
        say(f"Written all the same, but it does not work yet: {error.what}.")
    return command


def _configuration(name: str, zone: str, account: Account, command: list[str]) -> str:
    """Only what was answered; every other key has its default (config.example.toml names them all)."""
    text = json.dumps
    lines = ["# followupd: see config.example.toml for every key. No secret stands here.", "", "[you]",
             f"name = {text(name, ensure_ascii=False)}"]
    lines += [f"time_zone = {text(zone)}"] if zone else []
    lines += ["", "[[account]]", f"address = {text(account.address)}"]
    if account.maildir:
        return "\n".join([*lines, f"maildir = {text(account.maildir)}", ""])
    lines += [f"host = {text(account.host)}", f"port = {account.port}", f"security = {text(account.security)}"]
    lines += [f"username = {text(account.username)}"] if account.username != account.address else []
    lines += [f"auth = {text(account.auth)}"] if account.auth != "password" else []
    lines += [f"password_command = {text(command)}"] if command else []
    return "\n".join([*lines, ""])


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        what, do = f"cannot be written: {error.strerror}", "Choose another file with --config."
        raise ConfigError(what, where=str(path), do=do) from None
