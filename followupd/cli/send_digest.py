"""The only place that hands in mail: a note to the user's own address, and to nobody else (D1).

What yagmail would do by itself is not wanted here: it does not verify TLS, tries three times, attaches a line that
names a file, turns line ends into <br>, and gives notes with one subject the same Message-ID.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from email.utils import make_msgid
from typing import Any

from followupd.cli.config import is_loopback
from followupd.errors import ConfigError, CredentialError, FollowupdError, MailboxRefused, MailboxUnreachable
from followupd.mailbox.imap.trouble import unreachable
from followupd.settings import Account, Digest, Settings, Smtp

#: Seconds for each step of the dialogue.
_PATIENCE = 30.0

_OTHERWISE = 'Perhaps another port, or security = "starttls" (587) or "tls" (465).'


def send(settings: Settings, subject: str, lines: Sequence[str], secret_of: Callable[[Account], str]) -> str:
    """Hand the note in, once; returns the address it went to. `secret_of` is asked only by a server that wants one.

    `lines` are our own words: the HTML half, which yagmail makes, is not escaped. Raises `ConfigError`,
    `CredentialError`, `MailboxUnreachable`, or `MailboxRefused`.
    """
    digest = settings.digest
    if digest is None:
        raise ConfigError("there is no such table", where="digest", do="It wants `to`, and `smtp` with a host.")
    owner = _owner(settings, digest)
    client, mail = _prepare(digest, subject, lines)
    with _errors_of(digest.smtp):
        try:
            client.login()  # connects only: the user name may differ from the address, so that signing in is ours
            _sign_in(client.smtp, digest.smtp, owner, secret_of)
            client.smtp.sendmail(digest.to, [digest.to], mail)
        finally:
            with suppress(Exception):  # the note has been taken, or something worse has been told
                client.close()
    return digest.to


def _owner(settings: Settings, digest: Digest) -> Account:
    """The account that the address belongs to, main address or alias."""
    for account in settings.accounts:
        if digest.to.lower() in {own.lower() for own in (account.address, *account.aliases)}:
            return account
    raise ConfigError("is none of your own addresses", where="digest.to", do="Nobody else is ever written to.")


def _prepare(digest: Digest, subject: str, lines: Sequence[str]) -> tuple[Any, str]:
    """The client, not yet connected, and the mail; what yagmail made of the recipient is looked at once more."""
    import yagmail

    client = yagmail.SMTP(
        digest.to, password="", host=digest.smtp.host, port=digest.smtp.port, timeout=_PATIENCE,
        smtp_skip_login=True, soft_email_validation=False, **_security(digest.smtp),
    )  # fmt: skip
    client.set_logging(None)
    recipients, mail = client.prepare_send(
        to=digest.to,
        subject=subject,
        contents=[yagmail.raw(line) for line in lines],
        prettify_html=False,
        message_id=make_msgid(domain=digest.to.rpartition("@")[2]),
    )
    if recipients != [digest.to]:
        raise ConfigError("is not one plain address", where="digest.to", do="Write it like jordan.lee@example.org.")
    return client, mail


def _security(smtp: Smtp) -> dict[str, Any]:
    if smtp.security == "tls":
        return {"smtp_ssl": True, "context": ssl.create_default_context()}
    if smtp.security == "starttls":
        return {"smtp_ssl": False, "smtp_starttls": {"context": ssl.create_default_context()}}
    if not is_loopback(smtp.host):
        raise ConfigError('"none" is for this machine alone', where="digest.smtp.security", do='Use "tls".')
    return {"smtp_ssl": False, "smtp_starttls": False}


def _sign_in(smtp: smtplib.SMTP, to: Smtp, owner: Account, secret_of: Callable[[Account], str]) -> None:
    """With the account's user name and secret; a mail server on this machine may want none."""
    smtp.ehlo_or_helo_if_needed()
    if to.security == "none" and not smtp.has_extn("auth"):
        return
    user, secret = owner.username or owner.address, secret_of(owner)
    try:
        if owner.auth == "oauth2":
            smtp.auth("XOAUTH2", lambda challenge=None: "" if challenge else f"user={user}\1auth=Bearer {secret}\1\1")
        else:
            smtp.login(user, secret)
    except smtplib.SMTPAuthenticationError as error:
        raise CredentialError(
            f"the server does not take the secret ({error.smtp_code})",
            where=f"{owner.address} ({to.host}:{to.port})",
            do="Many providers want an app password, and one that may send.",
        ) from None
    except UnicodeEncodeError:
        raise CredentialError("this server takes no such letters in a secret", where=owner.address) from None


@contextmanager
def _errors_of(smtp: Smtp) -> Iterator[None]:
    """What the library raises, as errors of ours. The server's own words are left out: they may quote anything."""
    where = f"digest.smtp ({smtp.host}:{smtp.port})"
    try:
        yield
    except FollowupdError:
        raise
    except smtplib.SMTPNotSupportedError:
        raise MailboxRefused("the server offers no such security, or no sign-in", where=where, do=_OTHERWISE) from None
    except smtplib.SMTPServerDisconnected:
        raise MailboxUnreachable("the server ended the connection", where=where, do=_OTHERWISE) from None
    except smtplib.SMTPResponseException as error:
        kind = MailboxUnreachable if 400 <= error.smtp_code < 500 else MailboxRefused
        raise kind(f"the server does not take the note ({error.smtp_code})", where=where) from None
    except smtplib.SMTPException:
        raise MailboxRefused("the server does not take the note", where=where) from None
    except OSError as error:
        raise unreachable(where, error) from None
