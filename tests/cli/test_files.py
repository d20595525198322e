"""Mails from wherever they lie: in the order given, bounded, and never stopped by one of them."""

import mailbox
import os

import pytest

from followupd.cli.files import MAX_MAIL, mails

MAIL = b"From: ann@employer.test\r\nSubject: hello\r\n\r\nGood morning.\r\n"
POSTMARK = b"From ann@employer.test Thu Nov 12 09:00:01 2026\n"


def found(*paths):
    return list(mails(map(str, paths)))


def test_a_folder_is_read_in_order_of_names_and_to_its_depth(tmp_path):
    for name in ("b/2.eml", "b/10.eml", "a.eml", "c/d/e.eml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    assert [each.raw for each in found(tmp_path)] == [b"a.eml", b"b/10.eml", b"b/2.eml", b"c/d/e.eml"]


def test_paths_keep_the_order_they_were_given_in(tmp_path):
    (tmp_path / "a").write_bytes(b"a")
    (tmp_path / "b").write_bytes(b"b")
    assert [each.raw for each in found(tmp_path / "b", tmp_path / "a", tmp_path / "b")] == [b"b", b"a", b"b"]


def test_a_maildir_is_its_mails_without_what_the_server_keeps_beside_them(tmp_path):
    box = mailbox.Maildir(tmp_path / "Mail")
    box.add(MAIL)
    box.add_folder("Sent").add(MAIL + b"sent")
    (tmp_path / "Mail" / "dovecot-uidlist").write_bytes(b"3 V1")
    (tmp_path / "Mail" / "tmp" / "half").write_bytes(b"half")
    assert len(found(tmp_path / "Mail")) == 2


def test_an_mbox_is_its_mails(tmp_path):
    body = b"Subject: one\n\n>From here on.\nFrom here to there.\n\nFrom now on, 2026 it is.\n\n"
    (tmp_path / "box").write_bytes(POSTMARK + body + POSTMARK + b"Subject: two\n\nBye.\n")
    one, two = found(tmp_path / "box")
    assert one.raw == body.replace(b">From", b"From") and two.raw == b"Subject: two\n\nBye.\n"


def test_a_single_mail_that_begins_like_an_mbox_is_one_mail(tmp_path):
    (tmp_path / "one.eml").write_bytes(POSTMARK + MAIL + b"\n" + POSTMARK + MAIL)
    (only,) = found(tmp_path / "one.eml")
    assert only.raw.startswith(MAIL)


@pytest.mark.parametrize("name", ["huge.eml", "huge"])
def test_of_a_huge_mail_the_beginning_is_read(tmp_path, name):
    start = b"" if name.endswith(".eml") else POSTMARK
    (tmp_path / name).write_bytes(start + MAIL + b"x" * (3 * MAX_MAIL))
    (only,) = found(tmp_path / name)
    assert len(only.raw) <= MAX_MAIL + (1 << 17) and only.raw.startswith(MAIL)


def test_what_is_not_there_is_told_and_the_rest_goes_on(tmp_path):
    (tmp_path / "there").write_bytes(MAIL)
    missing, there = found(tmp_path / "missing", tmp_path / "there")
    assert missing.problem and not missing.raw and there.raw == MAIL


def test_devices_and_circles_are_not_followed(tmp_path):
    (tmp_path / "circle").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "zero").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "fifo")
    assert found(tmp_path) == []
    (zero,) = found("/dev/zero")
    assert zero.problem
