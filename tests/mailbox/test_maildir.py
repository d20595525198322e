"""What only a Maildir can do to us: renames, links, clocks, other file systems."""

from __future__ import annotations

import errno
import os
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import NOON, MaildirWorld, mail

from followupd.errors import MailboxRefused, MailboxUnreachable
from followupd.mailbox.connect import open_mailbox
from followupd.mailbox.maildir import store
from followupd.settings import Account

LONG_AGO = date(2026, 1, 1)


@pytest.fixture
def world(tmp_path: Path) -> MaildirWorld:
    return MaildirWorld(tmp_path / "mail", dotted=True)


def only(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


@given(st.text("abcXYZ0123456789._=-", min_size=1, max_size=40), st.text("DFPRST", max_size=6))
def test_a_uid_survives_every_rename_a_program_makes(unique: str, letters: str) -> None:
    uid = store.uid_of(unique)
    assert 0 < uid < 2**63
    for name in (f"{unique}:2,", f"{unique}:2,{letters}", f"{unique},S=123,W=130:2,S", f"{unique},U=7:2,{letters}"):
        assert store.uid_of(name) == uid


def test_a_message_moved_from_new_to_cur_is_the_same(world: MaildirWorld) -> None:
    world.deliver("INBOX", mail("<one@firm.test>"))
    mailbox = world.open()
    look = mailbox.look("inbox", LONG_AGO)
    uids = {header.uid for header in look.headers}
    world.flag("INBOX", "\\Seen")
    again = mailbox.look("inbox", LONG_AGO)
    assert {header.uid for header in again.headers} == uids
    assert list(mailbox.look("inbox", LONG_AGO, look.sync).headers) == []
    world.close()


def test_many_arrivals_in_the_same_moment_are_all_told(world: MaildirWorld) -> None:
    mailbox = world.open()
    sync, met = mailbox.look("inbox", LONG_AGO).sync, set[int]()
    for count in range(1, 40):
        world.deliver("INBOX", mail(f"<{count}@firm.test>"))
        look = mailbox.look("inbox", LONG_AGO, sync)
        met |= {header.uid for header in look.headers}
        sync = look.sync
        assert len(met) == count
    world.close()


def test_mail_with_an_old_date_that_arrives_today_is_new(world: MaildirWorld) -> None:
    mailbox = world.open()
    world.deliver("INBOX", mail("<one@firm.test>"))
    sync = mailbox.look("inbox", LONG_AGO).sync
    world.deliver("INBOX", mail("<synced@firm.test>"), NOON - timedelta(days=90))
    fields = b"".join(header.fields for header in mailbox.look("inbox", LONG_AGO, sync).headers)
    assert b"<synced@firm.test>" in fields
    world.close()


def test_when_the_clock_went_back_everything_is_told_again(world: MaildirWorld) -> None:
    mailbox = world.open()
    world.deliver("INBOX", mail("<one@firm.test>"))
    sync = mailbox.look("inbox", LONG_AGO).sync
    ahead = msgspec.structs.replace(sync, uidnext=sync.uidnext + 10**15)
    world.deliver("INBOX", mail("<two@firm.test>"))
    assert len(list(mailbox.look("inbox", LONG_AGO, ahead).headers)) == 2
    world.close()


def test_links_and_special_files_are_not_messages(world: MaildirWorld, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(mail("<secret@firm.test>"))
    new = world.path("INBOX") / "new"
    (new / "1.link").symlink_to(tmp_path / "elsewhere")
    os.mkfifo(new / "2.pipe")
    (new / "3.directory").mkdir()
    (new / ".hidden").write_bytes(b"x")
    assert list(world.open().look("inbox", LONG_AGO).headers) == []
    assert store.read(new / "1.link", 100) is None  # a link that took a file's place after it was listed
    world.close()


def test_a_folder_that_is_a_link_is_no_folder(world: MaildirWorld, tmp_path: Path) -> None:
    for part in ("cur", "new", "tmp"):
        (tmp_path / "outside" / part).mkdir(parents=True)
    (world.path("INBOX") / ".Linked").symlink_to(tmp_path / "outside")
    account = Account(address="a@b.test", maildir=world.account.maildir, read_folders=("Linked",))
    with pytest.raises(MailboxRefused, match="Linked"):
        open_mailbox(account, lambda: "")


def test_a_name_that_is_taken_in_trash_is_not_overwritten(world: MaildirWorld) -> None:
    mailbox = world.open()
    uid = mailbox.lay(mail("<draft@example.org>"), NOON)
    assert uid is not None
    name = only(world.path("Drafts") / "cur").name
    (world.path("Trash") / "cur" / name).write_bytes(b"Message-ID: <other@example.org>\n\n")
    assert mailbox.withdraw(uid, lambda raw, flags: True) == "withdrawn"
    assert len(mailbox.find("trash", "<draft@example.org>")) == 1
    assert len(mailbox.find("trash", "<other@example.org>")) == 1
    world.close()


def test_to_another_file_system_it_is_copied_before_it_is_removed(
    world: MaildirWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox = world.open()
    uid = mailbox.lay(mail("<draft@example.org>"), NOON)
    assert uid is not None
    rename = Path.rename

    def elsewhere(self: Path, target: Path) -> Path:
        if ".Drafts" in str(self):
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", elsewhere)
    assert mailbox.withdraw(uid, lambda raw, flags: True) == "withdrawn"
    file = only(world.path("Trash") / "cur")
    assert file.stat().st_mtime == NOON.timestamp()
    assert list((world.path("Drafts") / "cur").iterdir()) == list((world.path("Trash") / "tmp").iterdir()) == []
    world.close()


def test_a_draft_that_is_opened_while_we_ask_stays(world: MaildirWorld) -> None:
    mailbox = world.open()
    uid = mailbox.lay(mail("<draft@example.org>"), NOON)
    assert uid is not None

    def meanwhile(_raw: bytes, _flags: frozenset[str]) -> bool:
        world.flag("Drafts", "\\Flagged")
        return True

    assert mailbox.withdraw(uid, meanwhile) == "changed"
    assert len(mailbox.find("drafts", "<draft@example.org>")) == 1
    assert list((world.path("Trash") / "cur").iterdir()) == []
    world.close()


def test_a_draft_and_its_folder_are_on_the_disk_before_it_is_told(
    world: MaildirWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(os, "fsync", lambda file: synced.append(Path(f"/proc/self/fd/{file}").readlink()))
    world.open().lay(mail("<draft@example.org>"), NOON)
    drafts = world.path("Drafts")
    assert [synced[0].parent, *synced[1:]] == [drafts / "tmp", drafts / "cur"]
    world.close()


def test_no_half_a_draft_is_left_where_the_disk_is_full(world: MaildirWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    mailbox = world.open()
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(MailboxUnreachable, match="No space left"):
        mailbox.lay(mail("<draft@example.org>"), NOON)
    assert list((world.path("Drafts") / "tmp").iterdir()) == list((world.path("Drafts") / "cur").iterdir()) == []
    world.close()


def test_without_trash_a_draft_stays(tmp_path: Path) -> None:
    for folder in ("Inbox", "Drafts"):
        for part in ("cur", "new", "tmp"):
            (tmp_path / folder / part).mkdir(parents=True)
    mailbox = open_mailbox(Account(address="a@b.test", maildir=str(tmp_path)), lambda: "")
    assert set(mailbox.folders) == {"inbox", "drafts"}
    uid = mailbox.lay(mail("<draft@example.org>"))
    assert uid is not None
    assert mailbox.withdraw(uid, lambda raw, flags: True) == "unable"
    mailbox.close()


@pytest.mark.parametrize(
    ("drafts", "name"),
    [
        (".Entw&APw-rfe", "Entwürfe"),
        ("Entwürfe", "Entwürfe"),
        (".INBOX.Drafts", "INBOX/Drafts"),
        ("[Gmail]/Drafts", "[Gmail]/Drafts"),
    ],
)
def test_localised_and_nested_drafts_are_found(tmp_path: Path, drafts: str, name: str) -> None:
    for folder in (".", drafts):
        for part in ("cur", "new", "tmp"):
            (tmp_path / folder / part).mkdir(parents=True)
    mailbox = open_mailbox(Account(address="a@b.test", maildir=str(tmp_path)), lambda: "")
    assert mailbox.folders == {"inbox": "INBOX", "drafts": name}
    mailbox.close()


def test_a_maildir_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(MailboxRefused, match=r"a@b\.test: there is no Maildir at .*/nowhere"):
        open_mailbox(Account(address="a@b.test", maildir=str(tmp_path / "nowhere")), lambda: "")
