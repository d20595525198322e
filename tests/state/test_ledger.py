"""The ledger is precious: nothing is lost, nothing is guessed."""

import fcntl
import json
import os
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followupd.cases.entries import Intends, Pause, Proposed
from followupd.errors import LedgerError, StateUnavailable
from followupd.state.ledger import Ledger

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PAUSE = Pause(at=AT, case="k3f9", root="<root@acme.test>")
INTENDS = Intends(
    at=AT + timedelta(minutes=1), case="k3f9", root="<root@acme.test>", window="w", kind="check_in",
    message_id="<d@example.org>", account="me@example.org",
)
PROPOSED = Proposed(at=AT + timedelta(minutes=2), case="k3f9", root="<root@acme.test>", message_id="<d@example.org>")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ledger.jsonl"


def written(path, *entries):
    ledger = Ledger(path)
    for entry in entries:
        ledger.append(entry)
    return ledger


def test_what_was_appended_is_read_again(path):
    assert Ledger(path).entries == ()
    ledger = written(path, PAUSE, INTENDS)
    assert ledger.entries == (PAUSE, INTENDS) == Ledger(path).entries


def test_it_is_one_json_object_a_line_for_the_user_alone(path):
    written(path, PAUSE)
    header, line = path.read_text().splitlines()
    assert json.loads(header) == {"ledger": 1}
    assert json.loads(line)["event"] == "pause"
    assert path.stat().st_mode & 0o777 == 0o600


def test_every_entry_is_synced_before_append_returns(path, monkeypatch):
    synced = []
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda file: (synced.append(os.fstat(file).st_size), real(file)))
    written(path, PAUSE)
    assert synced[-1] == path.stat().st_size and len(synced) == 2  # the new directory entry, then the line
    written(path, INTENDS)
    assert synced[-1] == path.stat().st_size and len(synced) == 3


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_crash_at_any_byte_of_the_last_line_costs_that_line_at_most(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("torn") / "ledger.jsonl"
    written(path, PAUSE, INTENDS)
    whole = path.read_bytes()
    before_last = whole[:-1].rindex(b"\n") + 1
    path.write_bytes(whole[: data.draw(st.integers(before_last, len(whole)))])
    ledger = Ledger(path)
    assert ledger.entries in [(PAUSE,), (PAUSE, INTENDS)]
    ledger.append(PROPOSED)
    assert Ledger(path).entries == (*ledger.entries[:-1], PROPOSED)


def test_a_torn_line_is_set_aside_not_deleted(path):
    written(path, PAUSE)
    with path.open("ab") as file:
        file.write(b'{"event":"inten')
    ledger = Ledger(path)
    assert path.read_bytes().endswith(b"inten")  # reading changes nothing
    ledger.append(PROPOSED)
    aside = path.with_name("ledger.jsonl.torn")
    assert aside.read_bytes() == b'{"event":"inten\n'
    assert aside.stat().st_mode & 0o777 == 0o600
    assert Ledger(path).entries == (PAUSE, PROPOSED)


def test_a_line_edited_by_hand_without_a_newline_is_kept(path):
    written(path, PAUSE)
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    written(path, PROPOSED)
    assert Ledger(path).entries == (PAUSE, PROPOSED)


def test_what_a_newer_version_wrote_is_passed_over_and_kept(path):
    written(path, PAUSE)
    with path.open("ab") as file:
        file.write(b'{"event":"debriefed","at":"2026-03-02T10:00:00Z","case":"k","root":"<r@x>"}\n')
        file.write(b'{"event":"resume","at":"2026-03-02T10:00:00Z","case":"k","root":"<r@x>","mood":"good"}\n')
    before = path.read_bytes()
    ledger = written(path, PROPOSED)
    assert [type(entry).__name__ for entry in ledger.entries] == ["Pause", "Resume", "Proposed"]
    assert path.read_bytes().startswith(before)


@pytest.mark.parametrize(
    "line",
    [
        b"garbage\n",
        b'{"event":"pause"}\n',
        b'{"event":"pause","at":"2026-03-02T10:00:00","case":"k","root":"<r@x>"}\n',
        b'{"event":7}\n',
        b"[]\n",
        b"\xff\xfe\n",
        b'{"ledger":2}\n',
        b"\x00\x00\x00\n",
    ],
)
def test_any_other_damage_stops_and_names_the_line_and_the_way_out(path, line):
    written(path, PAUSE)
    with path.open("ab") as file:
        file.write(line)
    with pytest.raises(LedgerError) as caught:
        written(path, PROPOSED)
    assert str(path) in str(caught.value) and "line 3" in str(caught.value) and "Move that line" in str(caught.value)


def test_two_processes_may_append_to_one_ledger(path):
    one, two = Ledger(path), Ledger(path)
    one.append(PAUSE)
    two.append(INTENDS)
    one.append(PROPOSED)
    assert one.entries == (PAUSE, INTENDS, PROPOSED)
    two.refresh()
    assert two.entries == one.entries == Ledger(path).entries


def test_an_append_waits_for_the_one_that_is_under_way(path):
    written(path, PAUSE)
    with path.open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        waiting = Thread(target=written, args=(path, PROPOSED))
        waiting.start()
        waiting.join(0.2)
        assert waiting.is_alive() and Ledger(path).entries == (PAUSE,)
    waiting.join(10)
    assert Ledger(path).entries == (PAUSE, PROPOSED)


def test_a_full_disk_leaves_no_half_line(path, monkeypatch):
    ledger = written(path, PAUSE)
    before = path.read_bytes()
    real = os.write
    monkeypatch.setattr(os, "write", lambda file, data: real(file, data[:10]))
    with pytest.raises(StateUnavailable, match="No space left"):
        ledger.append(PROPOSED)
    monkeypatch.undo()
    assert path.read_bytes() == before and ledger.entries == (PAUSE,)
    ledger.append(PROPOSED)
    assert Ledger(path).entries == (PAUSE, PROPOSED)


def test_a_ledger_that_cannot_be_opened_says_where(tmp_path):
    (tmp_path / "ledger.jsonl").mkdir()
    with pytest.raises(StateUnavailable, match=r"ledger\.jsonl"):
        Ledger(tmp_path / "ledger.jsonl").append(PAUSE)
