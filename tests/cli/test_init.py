"""`init`: everything is tried before a line is written, and no secret is."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import pytest
from dovecot import DOVECOT, PASSWORD, Dovecot, running

from followupd.cli import find_server as finding
from followupd.cli.config import load
from followupd.cli.init import Person, set_up
from followupd.errors import ConfigError, CredentialError

ADDRESS = "robin@example.org"


def person(*answers: str, secrets: tuple[str, ...] = ()) -> Person:
    given, hidden = iter(answers), iter(secrets)
    return Person(lambda _: next(given), lambda _: next(hidden))


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Dovecot]:
    if not DOVECOT:
        pytest.skip("needs Dovecot")
    with running(Dovecot(tmp_path / "imap")) as dovecot:
        found = finding.Server("127.0.0.1", dovecot.port, "none")
        monkeypatch.setattr("followupd.cli.init.find_server", lambda address: found)
        yield dovecot


def test_a_login_that_works_is_written_without_its_secret(
    server: Dovecot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[str] = []
    monkeypatch.setattr("followupd.cli.init.store_in_keyring", lambda account, secret: kept.append(secret))
    path = tmp_path / "new" / "config.toml"
    answers = person("Robin Hale", ADDRESS, "n", "", "", secrets=("wrong", PASSWORD))
    assert set_up(Namespace(config=str(path), force=False), answers, {}) == 0
    settings = load(str(path))
    assert (settings.you.name, settings.accounts[0].address) == ("Robin Hale", ADDRESS)
    assert kept == [PASSWORD] and PASSWORD not in path.read_text()
    assert path.stat().st_mode & 0o077 == 0


def test_without_a_keyring_a_command_prints_the_secret(
    server: Dovecot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(account: object, secret: str) -> None:
        raise CredentialError("no keyring here")

    monkeypatch.setattr("followupd.cli.init.store_in_keyring", locked)
    path = tmp_path / "config.toml"
    answers = person("Robin Hale", ADDRESS, "n", "", "", f"printf %s {PASSWORD}", secrets=(PASSWORD,))
    set_up(Namespace(config=str(path), force=False), answers, {})
    assert load(str(path)).accounts[0].password_command == ("printf", "%s", PASSWORD)


def test_three_wrong_passwords_write_nothing(server: Dovecot, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    with pytest.raises(CredentialError):
        set_up(Namespace(config=str(path), force=False),
               person("Robin Hale", ADDRESS, "n", "", "", secrets=("a", "b", "c")), {})
    assert not path.exists()


def test_a_configuration_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("[you]\n")
    with pytest.raises(ConfigError, match="there already"):
        set_up(Namespace(config=str(path), force=False), person(), {})


def test_a_maildir_needs_no_server(tmp_path: Path) -> None:
    for folder in ("", ".Drafts"):
        for part in ("cur", "new", "tmp"):
            (tmp_path / "Mail" / folder / part).mkdir(parents=True)
    path = tmp_path / "config.toml"
    set_up(Namespace(config=str(path), force=False), person("Robin Hale", ADDRESS, "y", str(tmp_path / "Mail")), {})
    assert load(str(path)).accounts[0].maildir == str(tmp_path / "Mail")


def test_as_json_it_asks_elsewhere(tmp_path: Path) -> None:
    """A real terminal for the questions; standard output holds one object and nothing else."""
    for part in ("cur", "new", "tmp", ".Drafts/cur", ".Drafts/new", ".Drafts/tmp"):
        (tmp_path / "Mail" / part).mkdir(parents=True)
    path, (ours, theirs) = tmp_path / "config.toml", pty.openpty()
    command = [sys.executable, "-m", "followupd", "--config", str(path), "init", "--json"]
    with subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        os.write(ours, f"Robin Hale\n{ADDRESS}\ny\n{tmp_path / 'Mail'}\n".encode())
        out, asked = process.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    assert process.returncode == 0 and json.loads(out) == {"config": str(path)} and path.exists()
    assert b"Your mail address" in asked


@pytest.mark.parametrize(("address", "host"), [
    ("a@gmail.com", "imap.gmail.com"), ("a@small.test", "mail.small.test"), ("a@nowhere.test", ""),
])
def test_the_server_is_known_or_tried(address: str, host: str) -> None:
    found = finding.find_server(address, lambda name: name == "mail.small.test")
    assert (found.host if found else "") == host
