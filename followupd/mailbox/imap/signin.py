"""Connecting and signing in: verified TLS, then PLAIN, LOGIN, XOAUTH2 or OAUTHBEARER.

A wrong secret (`CredentialError`) is told apart from a server that does not want anybody now
(`MailboxUnreachable`): asking a person for a new password does not mend the latter.
"""

from __future__ import annotations

import base64
import imaplib
import json
import re
from collections.abc import Callable

from followupd.errors import CredentialError, MailboxRefused, MailboxUnreachable
from followupd.mailbox.imap.trouble import not_now, printable, reaching
from followupd.mailbox.imap.wire import Client, Timing, is_loopback
from followupd.settings import Account

#: what a provider's refusal means, and the way out
HINTS = (
    (
        re.compile(r"basic authentication (?:is )?(?:disabled|blocked)|basicauthblocked", re.IGNORECASE),
        'Microsoft takes no passwords any more: set auth = "oauth2" and let password_command print an access token.',
    ),
    (
        re.compile(r"application-specific password|app(?:lication)? ?password|web ?login", re.IGNORECASE),
        "This provider wants an app password: create one in the account's security settings and use it here.",
    ),
)


def sign_in(account: Account, secret: Callable[[], str], timing: Timing) -> Client:
    """A signed-in client. Raises `CredentialError`, `MailboxRefused` or `MailboxUnreachable`."""
    where = place(account)
    if account.security == "none" and not is_loopback(account.host):
        raise MailboxRefused(
            'security = "none" would send the password in the clear', where=where, do='Use "tls" or "starttls".'
        )
    password = secret()
    with reaching(where):
        client = Client(account.host, account.port, account.security == "tls", timing)
    try:
        with reaching(where):
            if account.security == "starttls":
                _upgrade(client, where)
            _authenticate(client, account, password, where)
    except BaseException:
        client.wire.shutdown()
        raise
    return client


def place(account: Account) -> str:
    """The account and its server, for an error's `where`."""
    return f"{account.address} ({account.host}:{account.port})"


def _upgrade(client: Client, where: str) -> None:
    """Never goes on in the clear: no STARTTLS offered, or a session that is signed in already, is a refusal."""
    if client.wire.state != "NONAUTH" or b"STARTTLS" not in client.capabilities():
        raise MailboxRefused("the server offers no STARTTLS", where=where, do='Try security = "tls", port 993.')
    client.starttls()


def _authenticate(client: Client, account: Account, password: str, where: str) -> None:
    user = account.username or account.address
    capabilities = frozenset(client.capabilities())
    oauth = account.auth == "oauth2"
    try:
        if client.wire.state != "NONAUTH":
            return  # PREAUTH: the connection itself is the proof
        if oauth:
            _bearer(client, user, password, capabilities, where)
        elif b"AUTH=PLAIN" in capabilities:
            client.sasl_login("PLAIN", _once(f"\0{user}\0{password}"))
        else:
            _login(client, user, password, capabilities, where)
    except imaplib.IMAP4.error as error:
        raise _judged(error, password, where, oauth) from None


def _once(answer: str) -> Callable[[bytes], bytes]:
    """A SASL mechanism of one step; a second challenge is answered with nothing, never with the secret again."""
    answers = [answer.encode()]
    return lambda _challenge: answers.pop() if answers else b""


def _login(client: Client, user: str, password: str, capabilities: frozenset[bytes], where: str) -> None:
    if b"LOGINDISABLED" in capabilities:
        raise MailboxRefused("the server takes no password on this connection", where=where, do="Use another security.")
    if not (user + password).isascii() or re.search(r"[\r\n\0]", user + password):
        raise CredentialError("this server cannot take such letters in a user name or password", where=where)
    client.wire.login_quoted(user, password)


def _bearer(client: Client, user: str, token: str, capabilities: frozenset[bytes], where: str) -> None:
    """RFC 7628, or Google's older XOAUTH2. The server's reason comes as a challenge that must be answered."""
    told: list[bytes] = []
    if b"AUTH=XOAUTH2" in capabilities:
        mechanism, last, first = "XOAUTH2", b"", f"user={user}\1auth=Bearer {token}\1\1"
    elif b"AUTH=OAUTHBEARER" in capabilities:
        escaped = user.replace("=", "=3D").replace(",", "=2C")
        mechanism, last, first = "OAUTHBEARER", b"\1", f"n,a={escaped},\1auth=Bearer {token}\1\1"
    else:
        raise MailboxRefused("the server offers neither XOAUTH2 nor OAUTHBEARER", where=where, do='auth = "password"?')

    def step(challenge: bytes) -> bytes:
        told.append(challenge)
        return first.encode() if len(told) == 1 else last

    try:
        client.sasl_login(mechanism, step)
    except imaplib.IMAP4.error as error:
        reason = _reason(told[-1]) if len(told) > 1 else ""
        raise _judged(error, token, where, True, reason) from None


def _reason(challenge: bytes) -> str:
    """The status of the JSON object in which a server says why it does not take a token."""
    try:
        status = json.loads(challenge[:4096]).get("status", "")
    except (ValueError, AttributeError, RecursionError):
        return ""
    return printable(str(status), 40)


def _judged(
    error: BaseException, secret: str, where: str, oauth: bool, reason: str = ""
) -> CredentialError | MailboxRefused | MailboxUnreachable:
    cause = error.__context__ if isinstance(error.__context__, imaplib.IMAP4.error | OSError) else error
    whole = printable(cause.args[0] if cause.args else "", 2000)
    said = _without(secret, whole)
    if isinstance(cause, imaplib.IMAP4.abort | OSError):
        what = "lost while signing in"
        return not_now(where, what, said) or MailboxUnreachable(f"{what}: {said}", where=where)
    if (later := not_now(where, "sign-in is not possible now, says the server", said)) is not None:
        return later
    if "command error: BAD" in whole:
        return MailboxRefused(f"the server does not understand the sign-in: {said}", where=where)
    do = next((hint for pattern, hint in HINTS if pattern.search(whole)), "")
    if oauth:
        what = f"the server does not take the access token{f' (status {reason})' if reason else ''}"
        return CredentialError(f"{what}: {said}", where=where, do=do or "Let password_command print a fresh token.")
    do = do or "Check user name and password; `followupd init` stores a new one in the keyring."
    return CredentialError(f"the server does not take the password: {said}", where=where, do=do)


def _without(secret: str, said: str) -> str:
    """The server's words, unless they hold the secret: as it is, or in any alignment of SASL's base64."""
    forms = {secret, " ".join(secret.split()), secret.replace("\\", "\\\\").replace('"', '\\"')}
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + secret.encode()).decode()
        forms.add(encoded[4 if shift else 0 : -4])
    if any(form and form in said for form in forms):
        return "(its words are not shown)"
    return said[:200]
