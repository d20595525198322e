"""Where an account's secret comes from: the first that is there of a systemd credential, a command, the keyring.

It is never in the configuration file, an argument or the environment, and never in an error.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from threading import Thread

from followupd.errors import CredentialError, CredentialLocked
from followupd.settings import Account

SERVICE = "followupd"
#: seconds for a command, or a keyring: an unlock prompt that nobody answers would block for ever
LIMIT = 15.0
MAX_SECRET = 65_536
WAYS = (
    "Three ways: `followupd init` stores it in the keyring; password_command in the configuration prints it; "
    "or a systemd credential named after the address (LoadCredential=)."
)

_BY_HAND = "Look at it by hand: its first line has to be the secret and nothing else."

Run = Callable[[Sequence[str]], bytes]
KeyringGet = Callable[[str, str], str | None]


def secret_source(
    account: Account,
    *,
    environ: Mapping[str, str] = os.environ,
    run: Run | None = None,
    keyring_get: KeyringGet | None = None,
) -> Callable[[], str]:
    """A function that gets the secret anew each time: a password, or with `auth = "oauth2"` an access token.

    It raises `CredentialError`, or `CredentialLocked` where a keyring has only to be unlocked.
    """

    def secret() -> str:
        if (path := _credential(account, environ)) is not None:
            return _first_line(_read(path, account), account, f"the systemd credential {path.name}")
        if account.password_command:
            printed = _printed(account, run or _run)
            return _first_line(printed, account, "password_command")
        return _from_keyring(account, keyring_get or _keyring_get)

    return secret


def describe_source(account: Account, *, environ: Mapping[str, str] = os.environ) -> str:
    """Which source it is, for `check`; asks none of them."""
    if _credential(account, environ) is not None:
        return f"systemd credential {account.address}"
    if account.password_command:
        return f"password_command: {account.password_command[0]}"
    return f'keyring: service "{SERVICE}", name "{entry_name(account)}"'


def entry_name(account: Account) -> str:
    """The name under which the keyring has the secret."""
    return f"imap:{account.username or account.address}@{account.host}"


def store_in_keyring(account: Account, secret: str) -> None:
    """Store, or replace. Raises `CredentialError` where the keyring cannot."""

    def store() -> None:
        import keyring

        keyring.set_password(SERVICE, entry_name(account), secret)

    _in_time(account, "set:" + entry_name(account), store)


def _credential(account: Account, environ: Mapping[str, str]) -> Path | None:
    directory = environ.get("CREDENTIALS_DIRECTORY", "")
    if not directory or "/" in account.address:
        return None
    path = Path(directory) / account.address
    return path if path.is_file() else None


def _read(path: Path, account: Account) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_SECRET)
    except OSError as error:
        raise CredentialError(
            f"the systemd credential {path.name} cannot be read: {error.strerror}", where=account.address
        ) from None


def _run(command: Sequence[str]) -> bytes:
    """Its standard output; what it says on standard error may hold anything and is dropped."""
    done = subprocess.run(
        list(command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=LIMIT,
        check=True,
    )
    return done.stdout[:MAX_SECRET]


def _printed(account: Account, run: Run) -> bytes:
    name = f"password_command ({account.password_command[0]})"
    try:
        return run(account.password_command)
    except subprocess.TimeoutExpired:
        what = f"{name} did not end within {LIMIT:.0f} s: perhaps it waits for a passphrase"
        raise CredentialLocked(what, where=account.address) from None
    except subprocess.CalledProcessError as error:
        what = f"{name} failed with status {error.returncode}"
        raise CredentialError(what, where=account.address, do="Run it by hand to see why.") from None
    except OSError as error:
        what, do = f"{name} cannot be run: {error.strerror}", "Check password_command: a program and its arguments."
        raise CredentialError(what, where=account.address, do=do) from None


def _first_line(printed: bytes, account: Account, source: str) -> str:
    line = printed.split(b"\n", 1)[0].removesuffix(b"\r")
    try:
        secret = line.decode()
    except UnicodeDecodeError:
        raise CredentialError(f"{source} is not UTF-8", where=account.address, do=_BY_HAND) from None
    if not secret or "\0" in secret:
        raise CredentialError(f"{source} holds no secret in its first line", where=account.address, do=_BY_HAND)
    return secret


def _keyring_get(service: str, name: str) -> str | None:
    import keyring

    secret: str | None = keyring.get_password(service, name)
    return secret


def _from_keyring(account: Account, get: KeyringGet) -> str:
    name = entry_name(account)
    secret = _in_time(account, "get:" + name, lambda: get(SERVICE, name))
    if not secret:
        what = f'no secret in the keyring under service "{SERVICE}", name "{name}"'
        raise CredentialError(what, where=account.address, do=WAYS)
    return secret


#: questions that a keyring has not answered yet: never two for the same, and a late answer is not lost
_pending: dict[str, Future[str | None]] = {}


def _in_time(account: Account, question: str, ask: Callable[[], str | None]) -> str | None:
    """The keyring's answer. A thread of its own asks, for no keyring library has a time limit."""
    future = _pending.get(question)
    if future is None:
        future = _pending[question] = Future()
        Thread(target=_answer, args=(future, ask), daemon=True).start()
    try:
        return future.result(LIMIT)
    except TimeoutError:
        what = f"the keyring did not answer within {LIMIT:.0f} s: it waits to be unlocked"
        raise CredentialLocked(what, where=account.address, do=WAYS) from None
    except Exception as error:
        raise _judged(account, error) from None
    finally:
        if future.done():
            _pending.pop(question, None)


def _answer(future: Future[str | None], ask: Callable[[], str | None]) -> None:
    try:
        future.set_result(ask())
    except BaseException as error:  # carried to whoever asked
        future.set_exception(error)


def _judged(account: Account, error: Exception) -> CredentialError:
    """By the error's name: its class is the keyring's, and its text may hold anything."""
    name = type(error).__name__
    if name in ("KeyringLocked", "InitError"):
        return CredentialLocked("the keyring is locked", where=account.address, do=WAYS)
    if name == "NoKeyringError":
        return CredentialError("there is no keyring in this session", where=account.address, do=WAYS)
    return CredentialError(f"the keyring failed ({name})", where=account.address, do=WAYS)
