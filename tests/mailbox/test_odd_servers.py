"""What no server should say costs the session, or a fresh start, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from scripted import Scripted, Talk

from followupd.errors import MailboxUnreachable
from followupd.mailbox.imap import wire
from followupd.mailbox.imap.mailbox import ImapMailbox
from followupd.mailbox.imap.wire import Timing
from followupd.mailbox.protocol import Sync
from followupd.settings import Account

LONG_AGO = date(2026, 1, 1)
NO_ANSWER = b"* 1 FETCH (" + b"X {1}\r\na " * 100 + b"\r\n"


def connected(server: Scripted) -> ImapMailbox:
    account = Account(address="jordan@example.org", host="127.0.0.1", port=server.port, security="none")
    return ImapMailbox(account, lambda: "secret", Timing(connect=1, read=1))


def test_a_uidnext_that_went_back_is_a_fresh_start() -> None:
    def script(talk: Talk) -> None:
        talk.greet_and_list()
        talk.examined(3, 10)

    with Scripted(script) as server:
        mailbox = connected(server)
        assert mailbox.look("inbox", LONG_AGO, Sync(7, 50)).fresh_start
        mailbox.close()


def test_a_server_that_does_not_greet_is_not_waited_for() -> None:
    with Scripted(lambda talk: talk.linger()) as server, pytest.raises(MailboxUnreachable, match="in time"):
        connected(server)


def test_after_a_broken_answer_nothing_more_is_asked() -> None:
    """What comes next on that stream may be the rest of anything."""

    def script(talk: Talk) -> None:
        talk.greet_and_list()
        tag = talk.expect("EXAMINE")
        talk.raw(NO_ANSWER)
        talk.say(f"{tag} OK done")
        talk.examined(3, 10)

    with Scripted(script) as server:
        mailbox = connected(server)
        for _ in range(2):
            with pytest.raises(MailboxUnreachable):
                mailbox.look("inbox", LONG_AGO)
        mailbox.close()


@pytest.mark.parametrize(
    ("said", "told"),
    [(b"* " + b"x" * 20_000, "endless line"), (NO_ANSWER, "makes no sense")],
    ids=["a line", "an answer"],
)
def test_what_never_ends_ends_the_session(said: bytes, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def script(talk: Talk) -> None:
        talk.greet_and_list()
        talk.expect("EXAMINE")
        talk.raw(said)
        talk.linger()

    monkeypatch.setattr(wire, "MAX_LINE", 10_000)
    with Scripted(script) as server:
        mailbox = connected(server)
        with pytest.raises(MailboxUnreachable, match=told):
            mailbox.look("inbox", LONG_AGO)
        mailbox.close()
