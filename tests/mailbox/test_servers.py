"""Real servers that are set up otherwise: below "INBOX.", in another language, full, large, and killed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from dovecot import DOVECOT, PASSWORD, Dovecot, running
from worlds import NOON, ImapWorld, World, mail

from followupd.errors import MailboxRefused, MailboxUnreachable
from followupd.mailbox.connect import open_mailbox
from followupd.mailbox.imap import mailbox as imap_mailbox
from followupd.mailbox.protocol import Mailbox
from followupd.settings import Account

LONG_AGO = date(2026, 1, 1)
QUOTA = """
mail_plugins = $mail_plugins quota
plugin {
  quota = maildir:User quota
  quota_rule = *:storage=1K
}
"""

pytestmark = pytest.mark.skipif(DOVECOT is None, reason="dovecot is not installed")


@contextlib.contextmanager
def opened(server: Dovecot, **overrides: str) -> Iterator[Mailbox]:
    account = Account(
        address="jordan@example.org", host="127.0.0.1", port=server.port, security="none", folders=overrides
    )
    mailbox = open_mailbox(account, lambda: PASSWORD, read_timeout=5)
    yield mailbox
    mailbox.close()


def test_folders_below_inbox_and_in_another_language_are_found_and_written_to(tmp_path: Path) -> None:
    special = {"Entwürfe": "\\Drafts", "Gesendete Objekte": "\\Sent", "Papierkorb": "\\Trash"}
    with running(Dovecot(tmp_path / "d", special=special, prefix="INBOX.")) as server, opened(server) as mailbox:
        assert mailbox.folders == {
            "inbox": "INBOX",
            "sent": "INBOX.Gesendete Objekte",
            "drafts": "INBOX.Entwürfe",
            "trash": "INBOX.Papierkorb",
        }
        uid = mailbox.lay(mail("<draft@example.org>"), NOON)
        assert uid is not None
        assert mailbox.withdraw(uid, lambda raw, flags: True) == "withdrawn"
        assert len(mailbox.find("trash", "<draft@example.org>")) == 1
        with opened(server, drafts="INBOX.Entwürfe") as another:
            assert another.folders["drafts"] == "INBOX.Entwürfe"


def test_a_full_mailbox_is_told_in_our_words(tmp_path: Path) -> None:
    with running(Dovecot(tmp_path / "d", extra=QUOTA)) as server, opened(server) as mailbox:
        with pytest.raises(MailboxRefused, match="full"):
            mailbox.lay(mail("<draft@example.org>", "x" * 5_000))
        assert mailbox.find("drafts", "<draft@example.org>") == ()


def test_a_server_that_is_killed_ends_the_session_and_not_the_program(tmp_path: Path) -> None:
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(running(Dovecot(tmp_path / "d")))
        mailbox = stack.enter_context(opened(server))
        assert not mailbox.wait(0.1)
        stack.pop_all().close()
        with pytest.raises(MailboxUnreachable):
            mailbox.wait(5)
        with pytest.raises(MailboxUnreachable):
            mailbox.lay(mail("<draft@example.org>"))


@pytest.mark.parametrize("window", [1, 3, 1000])
def test_however_many_windows_it_takes_every_message_is_told_once(
    imap: World, monkeypatch: pytest.MonkeyPatch, window: int
) -> None:
    monkeypatch.setattr(imap_mailbox, "HEADER_WINDOW", window)
    monkeypatch.setattr(imap_mailbox, "BODY_WINDOW", window)
    for count in range(1, 12):
        imap.deliver("INBOX", mail(f"<{count}@firm.test>"), NOON - timedelta(days=count % 3 * 20))
    mailbox = imap.open()
    everything = [header.uid for header in mailbox.look("inbox", LONG_AGO).headers]
    assert sorted(everything) == list(range(1, 12))
    recent = [header.uid for header in mailbox.look("inbox", NOON.date()).headers]
    assert sorted(recent) == [3, 6, 9]
    bodies = dict(mailbox.peek("inbox", everything, 100))
    assert bodies == dict.fromkeys(everything, b"Hello.\r\n")


def test_what_is_known_saves_all_but_one_round_trip(imap: World) -> None:
    assert isinstance(imap, ImapWorld)
    imap.deliver("INBOX", mail("<one@firm.test>"))
    mailbox = imap.open()
    assert isinstance(mailbox, imap_mailbox.ImapMailbox)
    sync = mailbox.look("inbox", LONG_AGO).sync
    sent: list[bytes] = []
    send = mailbox._dialogue.wire.send
    mailbox._dialogue.wire.send = lambda data: (sent.append(data), send(data))[1]  # type: ignore[method-assign]
    assert list(mailbox.look("inbox", LONG_AGO, sync).headers) == []
    assert len(sent) == 1
