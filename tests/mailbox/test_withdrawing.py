"""A draft is never gone before its copy lies in Trash (D6), and nothing else changes (D7), whatever the server says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
import scripted
from scripted import Scripted, Talk

from followupd.errors import MailboxRefused
from followupd.mailbox.imap.mailbox import ImapMailbox
from followupd.mailbox.imap.wire import Timing
from followupd.mailbox.protocol import Sync
from followupd.settings import Account

OURS = 'UID 1 FLAGS (\\Draft) BODY[]<0> "Message-ID: <a@b>"'
ONLY_UIDPLUS = "IMAP4rev1 AUTH=PLAIN UIDPLUS"


def connected(server: Scripted) -> ImapMailbox:
    account = Account(address="jordan@example.org", host="127.0.0.1", port=server.port, security="none")
    return ImapMailbox(account, lambda: "secret", Timing(connect=2, read=2))


def seen(talk: Talk) -> None:
    """The draft is looked at, in an examined folder."""
    talk.greet_and_list()
    talk.examined(1, 2)
    talk.say(f"* 1 FETCH ({OURS})", f"{talk.expect('UID FETCH')} OK done")


def withdrawn(script: Callable[[Talk], None], capabilities: str = scripted.CAPABILITIES) -> tuple[str, list[str]]:
    """What came of withdrawing the draft, and what was said from the SELECT on."""
    with Scripted(script, capabilities) as server:
        mailbox = connected(server)
        try:
            told: str = mailbox.withdraw(1, lambda raw, flags: True)
        except MailboxRefused as error:
            told = str(error)
        mailbox.close()
    said = [command.partition(" ")[2] for command in server.commands]
    begins = next((at for at, command in enumerate(said) if command.startswith("SELECT")), len(said))
    return told, [command for command in said[begins:] if command != "LOGOUT"]


@pytest.mark.parametrize(("uidvalidity", "mode"), [(7, "READ-ONLY"), (8, "READ-WRITE")])
def test_a_folder_that_became_another_or_cannot_be_written_to_keeps_its_draft(uidvalidity: int, mode: str) -> None:
    def script(talk: Talk) -> None:
        seen(talk)
        told = ("* 1 EXISTS", f"* OK [UIDVALIDITY {uidvalidity}] ok", "* OK [UIDNEXT 2] ok")
        talk.say(*told, f"{talk.expect('SELECT')} OK [{mode}] done")

    assert withdrawn(script) == ("unable", ['SELECT "Drafts"'])


def test_a_move_that_is_refused_is_told() -> None:
    def script(talk: Talk) -> None:
        seen(talk)
        talk.examined(1, 2, name="SELECT")
        talk.say(f"{talk.expect('UID MOVE')} NO not today")

    told, said = withdrawn(script)
    assert "moving a draft to Trash" in told and said[1:] == ['UID MOVE 1 "Trash"']


def test_a_copy_that_is_refused_leaves_the_draft_where_it_is() -> None:
    def script(talk: Talk) -> None:
        seen(talk)
        talk.examined(1, 2, name="SELECT")
        talk.say(f"{talk.expect('UID COPY')} NO [OVERQUOTA] full")

    told, said = withdrawn(script, ONLY_UIDPLUS)
    assert "the mailbox is full" in told and said[1:] == ['UID COPY 1 "Trash"']


def test_where_no_copyuid_is_told_trash_is_looked_into_and_one_message_expunged() -> None:
    def script(talk: Talk) -> None:
        seen(talk)
        talk.examined(1, 2, name="SELECT")
        talk.say(f"{talk.expect('UID COPY')} OK done")
        talk.examined(1, 5)
        talk.say("* SEARCH 4", f"{talk.expect('UID SEARCH')} OK done")
        talk.say('* 1 FETCH (UID 4 BODY[HEADER.FIELDS (MESSAGE-ID)] "Message-ID: <a@b>")',
                 f"{talk.expect('UID FETCH')} OK done")
        talk.examined(1, 2, name="SELECT")
        for _ in range(2):
            talk.say(f"{talk.hear()[0]} OK done")

    told, said = withdrawn(script, ONLY_UIDPLUS)
    assert told == "withdrawn"
    assert said[-3:] == ['SELECT "Drafts"', "UID STORE 1 +FLAGS.SILENT (\\Deleted)", "UID EXPUNGE 1"]


def test_a_flag_that_is_refused_expunges_nothing() -> None:
    def script(talk: Talk) -> None:
        seen(talk)
        talk.examined(1, 2, name="SELECT")
        talk.say(f"{talk.expect('UID COPY')} OK [COPYUID 9 1 4] done")
        talk.say(f"{talk.expect('UID STORE')} NO not today")

    told, said = withdrawn(script, ONLY_UIDPLUS)
    assert "withdrawing a draft" in told and not any("EXPUNGE" in command for command in said)


def test_without_trash_a_draft_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scripted, "FOLDERS", scripted.FOLDERS[:2])
    assert withdrawn(seen) == ("unable", [])


def test_what_an_index_does_not_know_yet_is_found_among_the_newest() -> None:
    def script(talk: Talk) -> None:
        talk.greet_and_list()
        talk.examined(300, 400)
        talk.say("* SEARCH", f"{talk.expect('UID SEARCH')} OK done")
        talk.say('* 300 FETCH (UID 399 BODY[HEADER.FIELDS (MESSAGE-ID)] "Message-ID: <a@b>")',
                 f"{talk.expect('FETCH 101:*')} OK done")

    with Scripted(script) as server:
        mailbox = connected(server)
        assert mailbox.find("drafts", "<a@b>") == (399,)
        mailbox.close()


def test_nothing_in_a_name_begins_a_command_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def script(talk: Talk) -> None:
        talk.greet_and_list()
        talk.examined(1, 2)
        talk.hear()

    monkeypatch.setattr(scripted, "FOLDERS", (scripted.FOLDERS[0], '(\\Drafts) "/" "My \\"Drafts\\\\"'))
    with Scripted(script) as server:
        mailbox = connected(server)
        assert mailbox.find("drafts", "<a@b>\r\nf9 DELETE INBOX") == ()
        mailbox.close()
    assert server.commands[-2].endswith('EXAMINE "My \\"Drafts\\\\"') and server.commands[-1].endswith("LOGOUT")


def test_every_fetch_is_a_peek() -> None:
    def script(talk: Talk) -> None:
        talk.greet_and_list()
        while True:
            tag, command = talk.hear()
            told = ("* 2 EXISTS", "* OK [UIDVALIDITY 7] ok", "* OK [UIDNEXT 3] ok") if "EXAMINE" in command else ()
            talk.say(*told, f"{tag} OK done")

    with Scripted(script) as server:
        mailbox = connected(server)
        look = mailbox.look("inbox", date(2026, 1, 1), Sync(7, 2))
        for asked in (look.headers, mailbox.peek("inbox", [1], 10), mailbox.fetch("inbox", [1], 10)):
            assert list(asked) == []
        assert (mailbox.find("drafts", "<a@b>"), mailbox.withdraw(1, lambda raw, flags: True)) == ((), "gone")
        mailbox.close()
    fetched = [command for command in server.commands if "FETCH" in command]
    assert len(fetched) == 5 and all("BODY.PEEK[" in command and "BODY[" not in command for command in fetched)
