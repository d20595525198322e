"""What `followupd/mailbox/protocol.py` promises, held to by a real server and by Maildirs alike."""

from __future__ import annotations

import threading
import time
from datetime import date, timedelta

import msgspec
import pytest
from worlds import NOON, World, mail

from followupd.errors import MailboxRefused

LONG_AGO = date(2026, 1, 1)
OURS = mail("<draft.1@example.org>", "Dear Ms Nair,\r\n")


def always(_raw: bytes, _flags: frozenset[str]) -> bool:
    return True


def ids(headers: object) -> list[bytes]:
    """The Message-ID lines, sorted."""
    return sorted(line for h in headers for line in h.fields.splitlines() if line.startswith(b"Message-ID"))  # type: ignore[attr-defined]


def test_the_folders_are_found_with_their_names(world: World) -> None:
    assert set(world.open().folders) == {"inbox", "sent", "drafts", "trash", "archive"}
    assert world.open().folders["drafts"] == "Drafts"


def test_a_look_tells_what_lies_there(world: World) -> None:
    raw = mail("<one@firm.test>")
    world.deliver("INBOX", raw, flags="\\Seen")
    (header,) = world.open().look("inbox", LONG_AGO).headers
    assert header.received == NOON
    assert header.flags == {"\\Seen"}
    assert abs(header.size - len(raw)) <= raw.count(b"\n")
    assert b"Subject: Hello\r\n" in header.fields
    assert b"X-Odd" not in header.fields


def test_an_empty_folder_is_known_too(world: World) -> None:
    look = world.open().look("sent", LONG_AGO)
    assert list(look.headers) == []
    assert not look.fresh_start


def test_what_is_known_is_not_told_again_and_what_comes_is(world: World) -> None:
    mailbox = world.open()
    world.deliver("INBOX", mail("<one@firm.test>"))
    first = mailbox.look("inbox", LONG_AGO)
    old = {header.uid for header in first.headers}
    again = mailbox.look("inbox", LONG_AGO, first.sync)
    assert list(again.headers) == []
    world.deliver("INBOX", mail("<two@firm.test>"))
    later = mailbox.look("inbox", LONG_AGO, again.sync)
    assert ids(h for h in later.headers if h.uid not in old) == [b"Message-ID: <two@firm.test>"]
    assert not later.fresh_start


def test_what_is_known_holds_in_the_next_session(world: World) -> None:
    world.deliver("INBOX", mail("<one@firm.test>"))
    first = world.open().look("inbox", LONG_AGO)
    uids = {header.uid for header in first.headers}
    second = world.open()
    assert list(second.look("inbox", LONG_AGO, first.sync).headers) == []
    assert {uid for uid, _ in second.fetch("inbox", uids, 100)} == uids


def test_a_flag_that_changes_brings_no_message_back_nor_a_new_uid(world: World) -> None:
    mailbox = world.open()
    world.deliver("INBOX", mail("<one@firm.test>"))
    look = mailbox.look("inbox", LONG_AGO)
    uids = [header.uid for header in look.headers]
    world.flag("INBOX", "\\Seen")
    assert list(mailbox.look("inbox", LONG_AGO, look.sync).headers) == []
    assert [header.uid for header in mailbox.look("inbox", LONG_AGO).headers] == uids


def test_another_uidvalidity_is_a_fresh_start(world: World) -> None:
    mailbox = world.open()
    world.deliver("INBOX", mail("<one@firm.test>"))
    look = mailbox.look("inbox", LONG_AGO)
    list(look.headers)
    stranger = msgspec.structs.replace(look.sync, uidvalidity=look.sync.uidvalidity + 1)
    fresh = mailbox.look("inbox", LONG_AGO, stranger)
    assert fresh.fresh_start
    assert len(list(fresh.headers)) == 1


def test_mail_from_before_the_date_is_left_out(world: World) -> None:
    world.deliver("INBOX", mail("<old@firm.test>"), NOON - timedelta(days=30))
    world.deliver("INBOX", mail("<new@firm.test>"), NOON)
    headers = world.open().look("inbox", NOON.date() - timedelta(days=3)).headers
    assert ids(headers) == [b"Message-ID: <new@firm.test>"]


def test_the_first_day_is_never_lost_to_a_time_zone(world: World) -> None:
    world.deliver("INBOX", mail("<early@firm.test>"), NOON.replace(hour=0, minute=1))
    world.deliver("INBOX", mail("<late@firm.test>"), NOON.replace(hour=23, minute=59))
    assert len(list(world.open().look("inbox", NOON.date()).headers)) == 2


def test_bodies_are_cut_at_the_limit_and_missing_ones_left_out(world: World) -> None:
    raw = mail("<one@firm.test>", "x" * 5_000 + "\r\n")
    world.deliver("INBOX", raw)
    mailbox = world.open()
    (header,) = mailbox.look("inbox", LONG_AGO).headers
    assert list(mailbox.fetch("inbox", [header.uid, header.uid + 77], 1_000_000)) == [(header.uid, raw)]
    assert list(mailbox.fetch("inbox", [header.uid], 64)) == [(header.uid, raw[:64])]
    assert list(mailbox.peek("inbox", [header.uid], 10)) == [(header.uid, b"x" * 10)]
    assert list(mailbox.peek("inbox", [], 10)) == []


def test_find_wants_the_whole_message_id(world: World) -> None:
    for name in ("<a.b@x.test>", "<a.b@x.test.org>", "<za.b@x.test>"):
        world.deliver("Sent", mail(name))
    mailbox = world.open()
    (uid,) = mailbox.find("sent", "<a.b@x.test>")
    assert b"<a.b@x.test>" in dict(mailbox.fetch("sent", [uid], 1000))[uid]
    assert mailbox.find("sent", "<b@x.test>") == ()
    assert mailbox.find("sent", "") == ()
    assert mailbox.find("sent", '<"odd\\name"@x.test>') == ()


def test_a_draft_lies_in_drafts_as_a_draft_at_its_time(world: World) -> None:
    mailbox = world.open()
    uid = mailbox.lay(OURS, NOON)
    (header,) = mailbox.look("drafts", LONG_AGO).headers
    assert header.uid == uid
    assert header.flags == {"\\Draft", "\\Seen"}
    assert header.received == NOON
    assert dict(mailbox.fetch("drafts", [header.uid], 10_000)) == {uid: OURS}
    assert mailbox.find("drafts", "<draft.1@example.org>") == (uid,)


def test_bare_newlines_are_told_as_crlf(world: World) -> None:
    mailbox = world.open()
    uid = mailbox.lay(OURS.replace(b"\r\n", b"\n"))
    assert uid is not None
    assert dict(mailbox.fetch("drafts", [uid], 10_000)) == {uid: OURS}


def test_an_untouched_draft_moves_to_trash(world: World) -> None:
    mailbox = world.open()
    other, uid = mailbox.lay(mail("<other@example.org>"), NOON), mailbox.lay(OURS, NOON)
    assert uid is not None
    asked: list[tuple[bytes, frozenset[str]]] = []

    def ours(raw: bytes, flags: frozenset[str]) -> bool:
        asked.append((raw, flags))
        return True

    assert mailbox.withdraw(uid, ours) == "withdrawn"
    assert asked == [(OURS, frozenset({"\\Draft", "\\Seen"}))]
    assert mailbox.find("drafts", "<draft.1@example.org>") == ()
    (there,) = mailbox.find("trash", "<draft.1@example.org>")
    assert dict(mailbox.fetch("trash", [there], 10_000)) == {there: OURS}
    assert [header.uid for header in mailbox.look("drafts", LONG_AGO).headers] == [other]
    assert mailbox.withdraw(uid, always) == "gone"


def test_a_draft_that_is_not_ours_any_more_stays_as_it_is(world: World) -> None:
    mailbox = world.open()
    uid = mailbox.lay(OURS, NOON)
    assert uid is not None
    before = world.state()
    assert mailbox.withdraw(uid, lambda raw, flags: False) == "changed"
    mailbox.close()
    assert world.state() == before


def test_a_draft_that_was_edited_is_gone_under_its_old_uid(world: World) -> None:
    mailbox = world.open()
    uid = mailbox.lay(OURS, NOON)
    assert uid is not None
    world.replace("Drafts", mail("<edited@example.org>"))
    assert mailbox.withdraw(uid, always) == "gone"
    assert len(mailbox.find("drafts", "<edited@example.org>")) == 1


def test_a_draft_marked_as_deleted_is_gone(world: World) -> None:
    mailbox = world.open()
    uid = mailbox.lay(OURS, NOON)
    assert uid is not None
    world.flag("Drafts", "\\T" if world.account.maildir else "\\Deleted")
    assert mailbox.withdraw(uid, always) == "gone"


def test_messages_the_user_marked_as_deleted_are_not_expunged(world: World) -> None:
    mailbox = world.open()
    world.deliver("Drafts", mail("<theirs@example.org>"), flags="\\T" if world.account.maildir else "\\Deleted")
    uid = mailbox.lay(OURS, NOON)
    assert uid is not None
    assert mailbox.withdraw(uid, always) == "withdrawn"
    assert len(mailbox.find("drafts", "<theirs@example.org>")) == 1


def test_nothing_but_drafts_and_trash_is_ever_changed(world: World) -> None:
    for folder in ("INBOX", "Sent", "Archive", "Junk"):
        world.deliver(folder, mail("<a@firm.test>"))
        world.deliver(folder, mail("<b@firm.test>"), flags="\\Seen")
    before = world.state()
    mailbox = world.open()
    for role in ("inbox", "sent", "archive", "drafts", "trash"):
        uids = [header.uid for header in mailbox.look(role, LONG_AGO).headers]
        assert len(list(mailbox.peek(role, uids, 100))) == len(list(mailbox.fetch(role, uids, 10_000))) == len(uids)
        mailbox.find(role, "<a@firm.test>")
    mailbox.wait(0.1)
    uid = mailbox.lay(OURS, NOON)
    assert uid is not None
    assert mailbox.withdraw(uid, always) == "withdrawn"
    mailbox.close()
    after = world.state()
    for folder in ("INBOX", "Sent", "Archive", "Junk"):
        assert after[folder] == before[folder], folder


def test_a_wait_ends_when_mail_comes(world: World) -> None:
    mailbox = world.open()
    list(mailbox.look("inbox", LONG_AGO).headers)
    threading.Timer(0.3, world.deliver, ("INBOX", mail("<one@firm.test>"))).start()
    begun = time.monotonic()
    assert mailbox.wait(20)
    assert time.monotonic() - begun < 10
    assert len(list(mailbox.look("inbox", LONG_AGO).headers)) == 1
    assert not mailbox.wait(0.05)


def test_mail_that_came_between_the_look_and_the_wait_ends_it_at_once(world: World) -> None:
    mailbox = world.open()
    list(mailbox.look("inbox", LONG_AGO).headers)
    world.deliver("INBOX", mail("<one@firm.test>"))
    list(mailbox.look("sent", LONG_AGO).headers)
    assert mailbox.wait(20)


def test_bodies_can_be_asked_for_right_after_a_wait(world: World) -> None:
    world.deliver("INBOX", mail("<one@firm.test>"))
    mailbox = world.open()
    uids = [header.uid for header in mailbox.look("inbox", LONG_AGO).headers]
    assert not mailbox.wait(0.05)
    assert len(list(mailbox.fetch("inbox", uids, 1000))) == 1
    assert not mailbox.wait(0.05)
    assert list(mailbox.look("inbox", LONG_AGO, mailbox.look("inbox", LONG_AGO).sync).headers) == []


def test_a_wait_without_mail_ends_in_time(world: World) -> None:
    mailbox = world.open()
    begun = time.monotonic()
    assert not mailbox.wait(0.3)
    assert not mailbox.wait(0)
    assert 0.25 < time.monotonic() - begun < 2


def test_wake_ends_a_wait_also_one_that_has_not_begun(world: World) -> None:
    mailbox = world.open()
    mailbox.wake()
    begun = time.monotonic()
    assert not mailbox.wait(20)
    threading.Timer(0.2, mailbox.wake).start()
    assert not mailbox.wait(20)
    assert time.monotonic() - begun < 5
    mailbox.close()
    mailbox.wake()


def test_a_folder_that_is_not_there_is_refused_by_role(world: World) -> None:
    with pytest.raises(MailboxRefused, match="read:Elsewhere"):
        world.open().look("read:Elsewhere", LONG_AGO)


def test_check_is_told_where_the_folders_are(world: World) -> None:
    assert "drafts: Drafts" in world.open().describe()


def test_without_move_and_uidplus_a_draft_is_never_touched(plain_imap: World) -> None:
    mailbox = plain_imap.open()
    uid = mailbox.lay(OURS, NOON)
    assert uid is not None, "found by its Message-ID where the server tells no APPENDUID"
    before = plain_imap.state()
    assert mailbox.withdraw(uid, always) == "unable"
    assert plain_imap.state() == before
    assert any("cannot move a draft" in line for line in mailbox.describe())


def test_without_any_extension_mail_is_still_found_and_waited_for(plain_imap: World) -> None:
    mailbox = plain_imap.open()
    plain_imap.deliver("INBOX", mail("<one@firm.test>"))
    look = mailbox.look("inbox", LONG_AGO)
    assert len(list(look.headers)) == 1
    assert not mailbox.wait(0.1)
    plain_imap.deliver("INBOX", mail("<two@firm.test>"))
    assert ids(mailbox.look("inbox", LONG_AGO, look.sync).headers) == [b"Message-ID: <two@firm.test>"]


def test_headers_that_are_read_late_are_still_their_own_folder_s(world: World) -> None:
    world.deliver("INBOX", mail("<in@firm.test>"))
    world.deliver("Sent", mail("<out@firm.test>"))
    mailbox = world.open()
    look = mailbox.look("inbox", LONG_AGO)
    assert len(mailbox.find("sent", "<out@firm.test>")) == 1
    assert ids(look.headers) == [b"Message-ID: <in@firm.test>"]
