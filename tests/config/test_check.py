"""`check`: one line for each thing that has to work, what to do where one fails, and never a secret."""

import json
from argparse import Namespace

import pytest

from followupd.cli.check import run

SECRET = "correct-horse"
CONFIG = """
state_dir = "state"
[you]
name = "Alex Berg"
time_zone = "Europe/Vienna"
[[account]]
address = "alex@example.net"
"""


@pytest.fixture
def check(tmp_path, capsysbinary):
    """The exit code and what was shown, by check."""

    def check(text, as_json=True):
        (tmp_path / "config.toml").write_text(text)
        code = run(Namespace(config=str(tmp_path / "config.toml"), json=as_json))
        shown = capsysbinary.readouterr().out
        assert SECRET.encode() not in shown
        return code, json.loads(shown) if as_json else shown.decode()

    return check


@pytest.fixture
def maildir(tmp_path):
    for folder in ("", ".Drafts", ".Sent", ".Trash"):
        for part in ("cur", "new", "tmp"):
            (tmp_path / "Mail" / folder / part).mkdir(parents=True)
    return CONFIG + 'maildir = "Mail"\n'


def test_all_is_well(check, maildir):
    code, shown = check(maildir)
    assert code == 0 and shown["ok"]
    assert {"configuration", "templates", "state", "login", "mailbox"} == {one["check"] for one in shown["checks"]}
    assert any("drafts" in one["what"] for one in shown["checks"])


def test_a_person_sees_a_line_each(check, maildir):
    code, shown = check(maildir, as_json=False)
    assert code == 0 and all(line.startswith("ok  ") for line in shown.splitlines())


def test_a_broken_configuration_is_all_that_is_told(check):
    code, shown = check("[you]\n")
    (only,) = shown["checks"]
    assert code == 78 and only["check"] == "configuration" and "you.name" in only["what"] and not shown["ok"]


def test_a_missing_secret_names_the_ways_out(check):
    code, shown = check(CONFIG + 'host = "127.0.0.1"\npassword_command = ["false"]\n')
    last = shown["checks"][-1]
    assert (code, last["check"], last["account"]) == (77, "secret", "alex@example.net") and last["do"]


def test_a_server_that_is_not_there_may_be_there_later(check):
    server = 'host = "127.0.0.1"\nport = 1\nsecurity = "none"\n'
    code, shown = check(CONFIG + server + f'password_command = ["echo", "{SECRET}"]\n')
    secret, login = shown["checks"][-2:]
    assert code == 75 and secret["ok"] and "password_command" in secret["what"] and login["check"] == "login"


def test_a_damaged_ledger_is_told(check, maildir, tmp_path):
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "ledger.jsonl").write_text("garbage\n")
    code, shown = check(maildir)
    (bad,) = [one for one in shown["checks"] if not one["ok"]]
    assert code == 78 and bad["check"] == "state" and "line 1" in bad["what"] and "Move that line" in bad["do"]


def test_a_template_that_is_wrong_is_told_and_the_rest_is_tried(check, maildir, tmp_path):
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "thank_you.txt").write_text("Hello {nobody}")
    code, shown = check(maildir + '[drafts]\ntemplates = "notes"\n')
    bad = [one["check"] for one in shown["checks"] if not one["ok"]]
    assert code == 78 and bad == ["templates"] and shown["checks"][-1]["check"] == "mailbox"
