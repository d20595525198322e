"""Where a secret comes from, in which order, and that no error holds it."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from followupd.errors import CredentialError, CredentialLocked
from followupd.mailbox import secrets
from followupd.mailbox.secrets import describe_source, entry_name, secret_source
from followupd.settings import Account

BARE = Account(address="jordan@example.org", host="imap.example.org", username="jordan")
COMMANDED = Account(address="jordan@example.org", host="imap.example.org", password_command=("pass", "mail"))


def python(code: str) -> Account:
    return Account(address="jordan@example.org", host="h", password_command=(sys.executable, "-c", code))


def failing(name: str) -> Callable[[str, str], str]:
    """A keyring that raises an error of that name, with a secret in its text."""

    def get(_service: str, _name: str) -> str:
        raise type(name, (Exception,), {})("hunter2")

    return get


def never(*_: object) -> str:
    raise AssertionError("asked although an earlier source is there")


def test_a_systemd_credential_comes_first(tmp_path: Path) -> None:
    (tmp_path / "jordan@example.org").write_text("from systemd\nsecond line\n")
    environ = {"CREDENTIALS_DIRECTORY": str(tmp_path)}
    assert secret_source(COMMANDED, environ=environ, run=never, keyring_get=never)() == "from systemd"
    assert describe_source(COMMANDED, environ=environ) == "systemd credential jordan@example.org"


def test_a_command_comes_second_and_its_first_line_counts(tmp_path: Path) -> None:
    environ = {"CREDENTIALS_DIRECTORY": str(tmp_path)}
    secret = secret_source(COMMANDED, environ=environ, run=lambda _: b" p w \r\nuser: x\n", keyring_get=never)
    assert secret() == " p w "
    assert describe_source(COMMANDED, environ={}) == "password_command: pass"


def test_the_keyring_comes_last_under_its_documented_name() -> None:
    asked: list[tuple[str, str]] = []

    def get(service: str, name: str) -> str:
        asked.append((service, name))
        return "from the keyring"

    assert secret_source(BARE, environ={}, keyring_get=get)() == "from the keyring"
    assert asked == [("followupd", "imap:jordan@imap.example.org")]
    assert entry_name(COMMANDED) == "imap:jordan@example.org@imap.example.org"
    assert "imap:jordan@imap.example.org" in describe_source(BARE, environ={})


def test_a_secret_is_asked_for_anew_each_time() -> None:
    answers = iter((b"one", b"two"))
    secret = secret_source(COMMANDED, environ={}, run=lambda _: next(answers))
    assert (secret(), secret()) == ("one", "two")


def test_a_real_command_runs_without_a_shell_and_without_a_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    code = "import sys; print('$HOME;' + sys.stdin.read() + 'pä'); print('hunter2', file=sys.stderr)"
    assert secret_source(python(code), environ={})() == "$HOME;pä"
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("account", "match"),
    [
        (python("print('hunter2'); raise SystemExit(3)"), "failed with status 3"),
        (python("print()"), "no secret in its first line"),
        (python("import sys; sys.stdout.buffer.write(bytes([255]))"), "not UTF-8"),
        (Account(address="jordan@example.org", password_command=("/nowhere/hunter",)), "cannot be run"),
    ],
)
def test_a_command_that_fails_is_named(account: Account, match: str) -> None:
    with pytest.raises(CredentialError, match=match) as raised:
        secret_source(account, environ={})()
    assert "jordan@example.org" in str(raised.value)
    assert "hunter2" not in str(raised.value)


def test_a_command_that_waits_for_somebody_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secrets, "LIMIT", 0.2)
    with pytest.raises(CredentialLocked, match="did not end"):
        secret_source(python("import time; time.sleep(30)"), environ={})()


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("KeyringLocked", CredentialLocked),
        ("InitError", CredentialLocked),
        ("NoKeyringError", CredentialError),
        ("EOFError", CredentialError),
    ],
)
def test_a_keyring_that_cannot_answer_shows_the_ways_out(name: str, error: type[CredentialError]) -> None:
    with pytest.raises(CredentialError) as raised:
        secret_source(BARE, environ={}, keyring_get=failing(name))()
    assert type(raised.value) is error
    assert "hunter2" not in str(raised.value)
    for way in ("followupd init", "password_command", "systemd credential"):
        assert way in raised.value.do


def test_a_keyring_without_the_secret_says_under_which_name_it_looked() -> None:
    with pytest.raises(CredentialError, match=r"imap:jordan@imap\.example\.org"):
        secret_source(BARE, environ={}, keyring_get=lambda service, name: None)()


def test_a_prompt_that_nobody_answers_blocks_one_thread_and_its_late_answer_counts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(secrets, "LIMIT", 0.1)
    unlocked, asked = threading.Event(), list[str]()

    def get(_service: str, name: str) -> str:
        asked.append(name)
        unlocked.wait(5)
        return "at last"

    secret = secret_source(BARE, environ={}, keyring_get=get)
    for _ in range(3):
        with pytest.raises(CredentialLocked):
            secret()
    assert len(asked) == 1
    unlocked.set()
    end = time.monotonic() + 5
    while time.monotonic() < end:
        try:
            assert secret() == "at last"
            break
        except CredentialLocked:
            continue
    assert len(asked) == 1
    assert secret() == "at last"
    assert len(asked) == 2


def test_an_address_is_never_a_path(tmp_path: Path) -> None:
    (tmp_path / "outside").write_text("no\n")
    (tmp_path / "inside").mkdir()
    account = Account(address="../outside", password_command=("x",))
    environ = {"CREDENTIALS_DIRECTORY": str(tmp_path / "inside")}
    assert secret_source(account, environ=environ, run=lambda _: b"yes")() == "yes"
