"""The connection on bad days: each of these loses mail, spins or hangs with the libraries as they are."""

from __future__ import annotations

import imaplib
import resource
import time
from datetime import date

import imapclient
import pytest
from scripted import Scripted, Talk, pause

from followupd.errors import MailboxBusy, MailboxRefused, MailboxUnreachable
from followupd.mailbox.imap.mailbox import ImapMailbox
from followupd.mailbox.imap.wire import Client, Timing, Wire, is_loopback
from followupd.settings import Account

BRISK = Timing(connect=2, read=0.5, quiet=300, idle=600, poll=0.2)
LONG_AGO = date(2026, 1, 1)


def connected(server: Scripted, timing: Timing = BRISK) -> ImapMailbox:
    account = Account(address="jordan@example.org", host="127.0.0.1", port=server.port, security="none")
    return ImapMailbox(account, lambda: "secret", timing)


def waits(server: Scripted, seconds: float = 3, timing: Timing = BRISK) -> tuple[bool, float]:
    """What a first wait says, and after how many seconds."""
    mailbox = connected(server, timing)
    begun = time.monotonic()
    try:
        return mailbox.wait(seconds), time.monotonic() - begun
    finally:
        mailbox.close()


def idling(talk: Talk, *first: str) -> str:
    """Up to a running IDLE; `first` is said in the same segment as the continuation."""
    talk.greet_and_list()
    talk.examined()
    tag = talk.expect("IDLE")
    talk.say(*(first or ("+ idling",)))
    return tag


def test_news_in_the_same_segment_as_the_continuation_is_heard() -> None:
    def script(talk: Talk) -> None:
        idling(talk, "+ idling", "* 4 EXISTS")
        talk.linger()

    with Scripted(script) as server:
        changed, after = waits(server)
    assert changed
    assert after < 1


def test_news_before_the_continuation_is_heard() -> None:
    def script(talk: Talk) -> None:
        idling(talk, "* 4 EXISTS", "+ idling")
        talk.linger()

    with Scripted(script) as server:
        changed, after = waits(server)
    assert changed
    assert after < 1


def test_half_a_line_waits_for_its_other_half() -> None:
    def script(talk: Talk) -> None:
        idling(talk)
        talk.raw(b"* 4 EX")
        pause(0.2)
        talk.raw(b"ISTS\r\n")
        talk.linger()

    with Scripted(script) as server:
        changed, after = waits(server)
    assert changed
    assert after >= 0.15


def test_no_wakeup_is_lost_in_many_split_and_coalesced_deliveries() -> None:
    rounds = 100

    def script(talk: Talk) -> None:
        talk.greet_and_list()
        for count in range(1, rounds + 1):
            talk.examined(count, count + 1)
            line = b"* %d EXISTS\r\n" % (count + 1)
            tag = talk.expect("IDLE")
            cut = count % len(line)
            talk.raw(b"+ idling\r\n" + line[:cut])
            talk.raw(line[cut:])
            assert talk.hear() == ("", "DONE")
            talk.say(f"{tag} OK done")

    with Scripted(script) as server:
        mailbox = connected(server)
        for _ in range(rounds):
            mailbox.look("inbox", LONG_AGO)
            assert mailbox.wait(3)
        mailbox.close()


def test_the_end_of_the_stream_ends_the_session_and_does_not_spin() -> None:
    with Scripted(lambda talk: (idling(talk), pause(0.1))[1]) as server:
        mailbox = connected(server)
        with pytest.raises(MailboxUnreachable):
            mailbox.wait(3)
        spent = resource.getrusage(resource.RUSAGE_SELF).ru_utime
        for _ in range(3):
            with pytest.raises(MailboxUnreachable):
                mailbox.wait(3)
        assert resource.getrusage(resource.RUSAGE_SELF).ru_utime - spent < 0.1
        mailbox.close()


@pytest.mark.parametrize("text", ["* BYE shutting down", '* BYE it is (over) "now', "* bye"])
def test_bye_ends_the_session_whatever_it_says(text: str) -> None:
    def script(talk: Talk) -> None:
        idling(talk, "+ idling", text)
        talk.linger()

    with Scripted(script) as server, pytest.raises(MailboxUnreachable, match="ends the session"):
        waits(server)


def test_a_busy_server_is_told_apart() -> None:
    def script(talk: Talk) -> None:
        talk.say("* BYE Too many connections from your address")

    with Scripted(script) as server, pytest.raises(MailboxBusy):
        connected(server)


def test_silence_in_the_middle_of_an_answer_is_the_end() -> None:
    def script(talk: Talk) -> None:
        talk.greet_and_list()
        talk.expect("EXAMINE")
        talk.raw(b"* 1 EXIS")
        talk.linger()

    with Scripted(script) as server:
        mailbox = connected(server)
        begun = time.monotonic()
        with pytest.raises(MailboxUnreachable, match="in time"):
            mailbox.look("inbox", LONG_AGO)
        with pytest.raises(MailboxUnreachable):
            mailbox.look("inbox", LONG_AGO)
        assert time.monotonic() - begun < 2
        mailbox.close()


def test_a_dead_peer_is_noticed_by_the_probe() -> None:
    def script(talk: Talk) -> None:
        idling(talk)
        talk.linger()

    quick = Timing(connect=2, read=0.3, quiet=0.2)
    with Scripted(script) as server, pytest.raises(MailboxUnreachable, match="in time"):
        waits(server, 5, quick)


def test_a_sign_of_life_puts_the_probe_off() -> None:
    def script(talk: Talk) -> None:
        idling(talk)
        for _ in range(4):
            pause(0.15)
            talk.say("* OK Still here")
        talk.say("* 1 EXISTS")
        talk.linger()

    with Scripted(script) as server:
        changed, after = waits(server, 5, Timing(connect=2, read=0.3, quiet=0.3))
    assert changed
    assert after > 0.5
    assert "DONE" not in server.commands[:-2]


def test_idle_goes_on_between_waits_and_ends_before_the_next_command() -> None:
    def script(talk: Talk) -> None:
        tag = idling(talk)
        assert talk.hear() == ("", "DONE")
        talk.say("* 2 EXISTS", f"{tag} OK done")
        talk.examined(2, 3)
        talk.say(f"{talk.expect('UID SEARCH')} OK none")

    with Scripted(script) as server:
        mailbox = connected(server)
        assert [mailbox.wait(0.05) for _ in range(4)] == [False] * 4
        assert list(mailbox.look("inbox", LONG_AGO).headers) == []
        mailbox.close()
    assert sum("IDLE" in command for command in server.commands) == 1


@pytest.mark.parametrize("ending", ["+ idling", ""])
def test_a_server_that_ends_its_idle_at_once_is_asked_by_noop(ending: str) -> None:
    def script(talk: Talk) -> None:
        talk.greet_and_list()
        talk.examined()
        tag = talk.expect("IDLE")
        talk.say(*filter(None, (ending, f"{tag} OK done")))
        talk.say("* 5 EXISTS", f"{talk.expect('NOOP')} OK done")

    with Scripted(script) as server:
        changed, _ = waits(server)
    assert changed


def test_without_idle_noop_asks_at_its_pace_also_over_several_waits() -> None:
    def script(talk: Talk) -> None:
        talk.greet_and_list()
        talk.examined()
        talk.say(f"{talk.expect('NOOP')} OK done")
        talk.say("* 5 EXISTS", f"{talk.expect('NOOP')} OK done")

    with Scripted(script, "IMAP4rev1 AUTH=PLAIN UIDPLUS") as server:
        mailbox = connected(server)
        begun = time.monotonic()
        while not mailbox.wait(0.05):
            assert time.monotonic() - begun < 3
        assert time.monotonic() - begun > 0.35
        mailbox.close()


def test_a_mailbox_without_uidnext_asks_status() -> None:
    def script(talk: Talk) -> None:
        talk.greet_and_list()
        talk.say("* 1 EXISTS", "* OK [UIDVALIDITY 9] ok", f"{talk.expect('EXAMINE')} OK done")
        talk.say('* STATUS "INBOX UIDNEXT 3" (UIDNEXT 42)', f"{talk.expect('STATUS')} OK done")

    with Scripted(script) as server:
        mailbox = connected(server)
        sync = mailbox.look("inbox", LONG_AGO).sync
        assert (sync.uidvalidity, sync.uidnext) == (9, 42)
        mailbox.close()


def test_broken_and_foreign_lines_cost_only_themselves() -> None:
    good = '* 1 FETCH (UID 5 FLAGS (\\seen) INTERNALDATE "10-Nov-2026 12:00:00 +0000" RFC822.SIZE 9 BODY[HEADER] {3}'

    def script(talk: Talk) -> None:
        talk.greet_and_list()
        talk.examined(9, 20)
        talk.say("* SEARCH 5 6", "* SEARCH 7", f"{talk.expect('UID SEARCH')} OK done")
        tag = talk.expect("UID FETCH")
        talk.say(
            "* 2 FETCH (FLAGS (\\Deleted))", '* 3 FETCH (UID 6 INTERNALDATE "yesterday")', "* 4 FETCH ((((", "* FETCH"
        )
        talk.say("* OK a literal? {999}", good.replace("UID 5", "UID 99"), "a)b)", good, "a: )", f"{tag} OK done")

    with Scripted(script) as server:
        mailbox = connected(server)
        (header,) = mailbox.look("inbox", LONG_AGO).headers
        assert (header.uid, header.flags, header.fields) == (5, {"\\Seen"}, b"a: ")
        mailbox.close()


def test_one_message_that_cannot_be_fetched_does_not_take_its_window_along() -> None:
    def script(talk: Talk) -> None:
        talk.greet_and_list()
        talk.examined(9, 20)
        while (heard := talk.hear())[1] != "LOGOUT":
            tag, wanted = heard[0], heard[1].split()[2]
            if "2" in wanted:
                talk.say(f"{tag} NO some messages could not be fetched")
            else:
                uids = [uid for part in wanted.split(",") for uid in part.split(":")]
                talk.say(*(f'* 1 FETCH (UID {uid} BODY[TEXT]<0> "x")' for uid in uids), f"{tag} OK done")

    with Scripted(script) as server:
        mailbox = connected(server)
        assert sorted(mailbox.peek("inbox", [1, 2, 3, 4], 10)) == [(1, b"x"), (3, b"x"), (4, b"x")]
        mailbox.close()


def test_what_nobody_read_to_the_end_is_read_away_before_the_next_command() -> None:
    def script(talk: Talk) -> None:
        talk.greet_and_list()
        talk.examined(2, 3)
        tag = talk.expect("UID FETCH")
        talk.say('* 1 FETCH (UID 1 BODY[] "x")', '* 2 FETCH (UID 2 BODY[] "y")', f"{tag} OK done")
        talk.examined(0, 1)

    with Scripted(script) as server:
        mailbox = connected(server)
        assert next(iter(mailbox.fetch("inbox", [1, 2], 10)))[1] == b"x"
        assert list(mailbox.look("sent" if "sent" in mailbox.folders else "drafts", LONG_AGO).headers) == []
        mailbox.close()


def test_an_endless_literal_is_cut_and_the_rest_read_away() -> None:
    def script(talk: Talk) -> None:
        talk.greet_and_list()
        talk.examined(1, 2)
        tag = talk.expect("UID FETCH")
        talk.raw(b"* 1 FETCH (UID 1 BODY[] {3000000}\r\n" + b"x" * 3_000_000 + b")\r\n" + f"{tag} OK done\r\n".encode())

    with Scripted(script) as server:
        mailbox = connected(server)
        assert list(mailbox.fetch("inbox", [1], 10)) == [(1, b"x" * 10)]
        mailbox.close()


@pytest.mark.parametrize(
    ("said", "error", "match"),
    [
        ("NO [OVERQUOTA] no room", MailboxRefused, "full"),
        ("NO [TRYCREATE] no such thing", MailboxRefused, "not there"),
        ("NO [UNAVAILABLE] later", MailboxUnreachable, "not now"),
        ("NO Request is throttled. Suggested Backoff Time: 299961 milliseconds", MailboxBusy, "not now"),
        ("BAD \x1b[31mwhat" + "x" * 5_000, MailboxRefused, "the server says no"),
    ],
)
def test_a_draft_that_is_not_taken_is_an_error_in_our_words(said: str, error: type[Exception], match: str) -> None:
    def script(talk: Talk) -> None:
        talk.greet_and_list()
        talk.say(f"{talk.expect('APPEND')} {said}")

    with Scripted(script) as server:
        mailbox = connected(server)
        with pytest.raises(error, match=match) as raised:
            mailbox.lay(b"Message-ID: <a@b>\r\n\r\nsecret words\r\n")
        assert "secret words" not in str(raised.value)
        assert str(raised.value).isprintable() or "\n" in str(raised.value)
        assert len(str(raised.value)) < 400
        mailbox.close()


def test_a_copy_that_nobody_can_see_in_trash_leaves_the_draft_alone() -> None:
    def script(talk: Talk) -> None:
        talk.greet_and_list()
        talk.examined(1, 2)
        found = '* 1 FETCH (UID 1 FLAGS (\\Draft) BODY[]<0> "Message-ID: <a@b>")'
        talk.say(found, f"{talk.expect('UID FETCH')} OK done")
        talk.examined(1, 2, name="SELECT")
        talk.say(f"{talk.expect('UID COPY')} OK done")
        talk.examined(0, 1)
        talk.examined(1, 2, name="SELECT")

    with Scripted(script, "IMAP4rev1 AUTH=PLAIN UIDPLUS") as server:
        mailbox = connected(server)
        assert mailbox.withdraw(1, lambda raw, flags: True) == "unable"
        mailbox.close()
    assert not any("STORE" in command or "EXPUNGE" in command for command in server.commands)


def test_a_draft_that_changed_since_it_was_read_is_not_expunged() -> None:
    def script(talk: Talk) -> None:
        talk.greet_and_list()
        talk.examined(1, 2)
        found = '* 1 FETCH (UID 1 MODSEQ (17) FLAGS (\\Draft) BODY[]<0> "Message-ID: <a@b>")'
        talk.say(found, f"{talk.expect('UID FETCH')} OK done")
        talk.examined(1, 2, name="SELECT")
        talk.say(f"{talk.expect('UID COPY')} OK [COPYUID 9 1 4] done")
        tag, command = talk.hear()
        assert "UNCHANGEDSINCE 17" in command
        talk.say(f"{tag} OK [MODIFIED 1] not done")

    with Scripted(script, "IMAP4rev1 AUTH=PLAIN UIDPLUS CONDSTORE") as server:
        mailbox = connected(server)
        assert mailbox.withdraw(1, lambda raw, flags: True) == "changed"
        mailbox.close()
    assert not any("EXPUNGE" in command for command in server.commands)


def test_the_names_that_libraries_do_not_promise_are_still_there() -> None:
    for name in ("_simple_command", "_get_capabilities", "_log"):
        assert callable(getattr(imaplib.IMAP4, name)), name
    assert callable(imapclient.IMAPClient._create_IMAP4)
    assert {"open", "read", "readline", "send", "shutdown"} <= set(vars(imaplib.IMAP4))
    with Scripted(lambda talk: talk.greet_and_list()) as server:
        client = Client("127.0.0.1", server.port, False, BRISK)
        assert isinstance(client.wire, Wire)
        assert client.wire.debug == 0
        client.wire.shutdown()


def test_loopback_is_told_by_name_and_number() -> None:
    assert all(map(is_loopback, ("localhost", "LOCALHOST.", "127.0.0.1", "127.9.9.9", "::1", "[::1]")))
    assert not any(map(is_loopback, ("localhost.example.org", "192.168.0.1", "127.0.0.1.example.org", "", "0.0.0.0")))
