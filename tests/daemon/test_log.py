"""One line an event, whatever the values are."""

import io
import logging
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followupd.daemon import log


@pytest.fixture(autouse=True)
def restore_logging():
    followupd, root = logging.getLogger("followupd"), logging.getLogger()
    kept = followupd.handlers[:], followupd.propagate, followupd.level, root.handlers[:]
    yield
    followupd.handlers[:], followupd.propagate, followupd.level, root.handlers[:] = kept


@given(st.text())
def test_no_value_can_begin_a_line_of_its_own(value):
    line = log.line("round", {"what": value})
    assert line.isascii() and line.isprintable()


def test_plain_values_stand_bare_others_are_quoted_and_none_is_left_out():
    line = log.line("round", {"read": 3, "next": "2026-11-13T15:00-05:00", "why": "two words", "failed": None})
    assert line == 'round read=3 next=2026-11-13T15:00-05:00 why="two words"'


def test_on_the_journal_a_line_carries_its_priority(monkeypatch, tmp_path):
    with (tmp_path / "journal").open("w+") as stream:
        about = os.fstat(stream.fileno())
        monkeypatch.setenv("JOURNAL_STREAM", f"{about.st_dev}:{about.st_ino}")
        log.set_up(stream)
        log.info("round")
        log.warning("session_lost", account=1)
        log.error("round_failed")
        stream.seek(0)
        assert stream.read().splitlines() == ["<6>round", "<4>session_lost account=1", "<3>round_failed"]


def test_a_journal_that_is_not_this_stream_gets_no_priorities(monkeypatch):
    monkeypatch.setenv("JOURNAL_STREAM", "1:1")
    stream = io.StringIO()
    log.set_up(stream)
    log.info("round")
    assert stream.getvalue() == "followupd: round\n"


def test_what_libraries_log_is_not_shown(capsys, monkeypatch):
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    stream = io.StringIO()
    log.set_up(stream)
    logging.getLogger("imapclient.imaplib").error("LOGIN jordan secret")
    assert stream.getvalue() == "" and capsys.readouterr().err == ""


def test_the_place_of_an_error_is_ours_or_nowhere():
    try:
        log.line("x", None)  # type: ignore[arg-type]
    except AttributeError as error:
        assert log.place(error).startswith("log.py:")
    assert log.place(ValueError("secret")) == ""
