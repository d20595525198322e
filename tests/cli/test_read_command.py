"""`followupd read`: a line a mail, in order, whatever the mail is; no account, no configuration, no clock."""

import json
import os
import time
import tracemalloc

import pytest

from followupd.cli.main import main

REJECTION = b"""From: Ann Moss <ann@employer.test>
To: jordan.lee@example.org
Subject: Your application
Date: Tue, 10 Nov 2026 10:00:00 -0500
Message-ID: <one@employer.test>

Hi Jordan,

Unfortunately, we have decided to move forward with other candidates.

On Mon, Nov 9, 2026 at 9:00 AM Jordan Lee <jordan.lee@example.org> wrote:
> Thank you for your time.
"""
INVITATION = b"""From: Ann Moss <ann@employer.test>
Subject: Interview
Date: Tue, 10 Nov 2026 10:00:00 -0500
Message-ID: <two@employer.test>
MIME-Version: 1.0
Content-Type: text/calendar; method=REQUEST; charset=utf-8

BEGIN:VCALENDAR
VERSION:2.0
METHOD:REQUEST
BEGIN:VEVENT
UID:abc@employer.test
SEQUENCE:0
DTSTAMP:20261110T150000Z
DTSTART:20261112T190000Z
DTEND:20261112T200000Z
SUMMARY:Interview with Employer
STATUS:CONFIRMED
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture(autouse=True)
def no_configuration(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))


def read(capfdbinary, *paths, code=0):
    assert main(["read", "--json", *map(str, paths)]) == code
    return [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]


def test_a_mail_is_told_in_new_text_and_facts(tmp_path, capfdbinary):
    (tmp_path / "1.eml").write_bytes(REJECTION)
    (row,) = read(capfdbinary, tmp_path / "1.eml")
    assert set(row) == {"path", "message_id", "date", "text", "facts", "doubts", "invites"}
    assert row["path"] == str(tmp_path / "1.eml") and row["message_id"] == "<one@employer.test>"
    assert row["date"] == "2026-11-10T10:00:00-05:00" and "Thank you for your time" not in row["text"]
    (fact,) = row["facts"]
    seen = fact["evidence"]
    assert fact["fact"] == "rejected" and "other candidates" in row["text"][seen["start"] : seen["end"]]


def test_an_invitation_is_told_as_it_stands(tmp_path, capfdbinary):
    (tmp_path / "2.eml").write_bytes(INVITATION)
    (row,) = read(capfdbinary, tmp_path)
    (invite,) = row["invites"]
    assert invite["uid"] == "abc@employer.test" and invite["start"].startswith("2026-11-12T")
    assert [fact["fact"] for fact in row["facts"]] == ["interview_set"]


def test_what_cannot_be_read_says_so_and_the_rest_follows_in_order(tmp_path, capfdbinary):
    (tmp_path / "1.eml").write_bytes(REJECTION)
    (tmp_path / "2.eml").write_bytes(b"\x00\xff" * 50)
    (tmp_path / "3.eml").write_bytes(b"")
    rows = read(capfdbinary, tmp_path / "3.eml", tmp_path / "missing", tmp_path, code=2)
    assert ["unreadable" in row for row in rows] == [True, True, False, True, True]
    assert all(set(row) == {"path", "unreadable"} and row["unreadable"] for row in rows if "unreadable" in row)


def test_a_name_that_is_no_utf8_is_no_obstacle(tmp_path, capfdbinary):
    (tmp_path / os.fsdecode(b"caf\xe9.eml")).write_bytes(REJECTION)
    (row,) = read(capfdbinary, tmp_path)
    assert row["facts"]


@pytest.mark.parametrize(
    "raw",
    [
        b"Subject: x\r\n\r\n" + b"On " * 60_000,
        b"Subject: x\r\n\r\n" + b"by Friday at 10 or " * 20_000,
        b"Subject: x\r\nContent-Type: text/html\r\n\r\n" + b"<a " * 100_000,
        b"Subject: x\r\nContent-Type: text/html\r\n\r\n" + b"<div>" * 100_000,
        b"Subject: " + b"=?utf-8?q?" * 20_000 + b"\r\n\r\nx",
        b"From: " + b"<(\"" * 50_000 + b"\r\n\r\nx",
        b"Subject: x\r\n\r\n" + b"> " * 200_000,
    ],
    ids=["attribution", "dates", "tags", "nesting", "encoded words", "address", "quotation"],
)
def test_a_hostile_mail_takes_no_long_time(tmp_path, capfdbinary, raw):
    (tmp_path / "1.eml").write_bytes(raw)
    began = time.process_time()
    assert len(read(capfdbinary, tmp_path)) == 1
    assert time.process_time() - began < 2


def test_memory_stays_flat_however_many_there_are(tmp_path, capfdbinary):
    postmark = b"From ann@employer.test Thu Nov 12 09:00:01 2026\n"
    (tmp_path / "box").write_bytes((postmark + REJECTION + b"\n") * 100)
    read(capfdbinary, tmp_path / "box")
    tracemalloc.start()
    rows = read(capfdbinary, tmp_path / "box")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(rows) == 100 and peak < 4_000_000


def test_a_person_sees_the_words_that_say_it_and_no_escape_sequences(tmp_path, capsys):
    (tmp_path / "1.eml").write_bytes(REJECTION.replace(b"Your application", b"\x1b[31mred"))
    assert main(["read", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "rejected" in out and "other candidates" in out and "\x1b" not in out
