"""What goes wrong on the way to a server, in words for a person: the one place where the libraries' errors end."""

from __future__ import annotations

import contextlib
import imaplib
import re
import socket
import ssl
from collections.abc import Iterator

from followupd.errors import FollowupdError, MailboxBusy, MailboxRefused, MailboxUnreachable

BUSY = re.compile(
    r"\[LIMIT\]|throttl|too many|rate.?limit|not connected|bandwidth|session expired|backoff", re.IGNORECASE
)
TEMPORARY = re.compile(
    r"\[(?:UNAVAILABLE|INUSE|SERVERBUG|CONTACTADMIN)\]|temporar|try again|internal (?:server )?error", re.IGNORECASE
)


def printable(text: object, limit: int = 160) -> str:
    """A server's words as one bounded, printable line."""
    if isinstance(text, bytes):
        text = text[: 4 * limit].decode("utf-8", "replace")
    line = "".join(c if c.isprintable() else " " for c in str(text)[: 4 * limit])
    return " ".join(line.split())[:limit]


def unreachable(where: str, error: BaseException) -> MailboxUnreachable:
    """Which of the many ways to lose a server this was."""
    if isinstance(error, imaplib.IMAP4.error):
        what, said = "the connection was lost", printable(error.args[0] if error.args else "")
        return not_now(where, what, said) or MailboxUnreachable(f"{what}: {said}", where=where)
    what, do = _told(error)
    return MailboxUnreachable(what, where=where, do=do)


def _told(error: BaseException) -> tuple[str, str]:
    match error:
        case ssl.SSLCertVerificationError():
            return (
                f"the server's certificate is not trusted: {printable(error.verify_message)}",
                "The password was not sent. Check host and network: a guest network's login page looks like this too.",
            )
        case ssl.SSLError():
            hint = 'Perhaps another port, or security = "starttls".' if "VERSION" in str(error).upper() else ""
            return f"TLS failed: {printable(error.reason or 'no reason given')}", hint
        case socket.gaierror():
            return "the server's name was not found", "Check the host's spelling and the network."
        case ConnectionRefusedError():
            return "the server refuses connections", "Check host and port."
        case TimeoutError():
            return "the server did not answer in time", "Check host, port and the network."
        case OSError():
            return f"the connection was lost: {printable(error.strerror or type(error).__name__)}", ""
        case _:
            return f"the server's answer makes no sense ({type(error).__name__})", ""


@contextlib.contextmanager
def reaching(where: str) -> Iterator[None]:
    """Around anything that touches the connection: whatever a library raises becomes `MailboxUnreachable`."""
    try:
        yield
    except FollowupdError:
        raise
    except Exception as error:
        raise unreachable(where, error) from error


def not_now(where: str, what: str, said: str) -> MailboxUnreachable | None:
    """The error for a server's words that mean "later"; None where they mean anything else."""
    if BUSY.search(said):
        return MailboxBusy(f"{what}: {said}", where=where)
    if TEMPORARY.search(said):
        return MailboxUnreachable(f"{what}: {said}", where=where)
    return None


def ended(where: str, text: bytes) -> MailboxUnreachable:
    """BYE."""
    what, said = "the server ends the session", printable(text)
    return not_now(where, what, said) or MailboxUnreachable(f"{what}: {said}", where=where)


def refused(where: str, doing: str, answer: bytes) -> MailboxRefused | MailboxUnreachable:
    """A tagged NO or BAD: temporary ones can be tried again, the others need a person."""
    said = printable(answer)
    if (later := not_now(where, f"{doing}: not now, says the server", said)) is not None:
        return later
    if "QUOTA" in said.upper():
        return MailboxRefused(f"{doing}: the mailbox is full", where=where, do="Make room in it.")
    if "[TRYCREATE]" in said.upper():
        return MailboxRefused(f"{doing}: the folder is not there", where=where, do="Create it in a mail program.")
    return MailboxRefused(f"{doing}: the server says no: {said}", where=where)
