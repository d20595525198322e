"""The dispatcher: every way to fail has its exit code, two lines at most, and no secret in them."""

from __future__ import annotations

import subprocess
import sys
import types

import pytest

from followupd.cli import main as dispatcher
from followupd.cli.main import main
from followupd.daemon.guard import Forbidden
from followupd.errors import (
    ConfigError,
    CredentialError,
    LedgerError,
    MailboxRefused,
    MailboxUnreachable,
    StateUnavailable,
)


@pytest.fixture
def command(monkeypatch):
    """Stands in for every command; `command(error)` makes it raise."""

    def make(outcome):
        def run(options):
            if isinstance(outcome, BaseException):
                raise outcome
            return outcome

        monkeypatch.setattr(dispatcher, "import_module", lambda name: types.SimpleNamespace(run=run))

    return make


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (MailboxUnreachable("the server did not answer in time"), 75),
        (StateUnavailable("no space left"), 75),
        (MailboxRefused("the mailbox is full"), 76),
        (CredentialError("no secret"), 77),
        (ConfigError("etiquette.wait_days: must be 1 to 60"), 78),
        (LedgerError("line 3 cannot be understood"), 78),
    ],
)
def test_who_can_mend_it_is_told_by_the_exit_code(command, capsys, error, code):
    command(error)
    assert main(["status"]) == code
    out, err = capsys.readouterr()
    assert out == "" and err == f"{error}\n"


def test_an_error_names_the_place_and_the_way_out_in_two_lines(command, capsys):
    command(MailboxUnreachable("no answer\x1b[2J", where="jordan@example.org", do="Check the network."))
    main(["status"])
    assert capsys.readouterr().err == "jordan@example.org: no answer\\x1b[2J\nCheck the network.\n"


def test_a_bug_is_called_ours_and_shows_nothing_of_what_it_met(command, capsys, monkeypatch):
    monkeypatch.delenv("FOLLOWUPD_DEBUG", raising=False)
    command(ValueError("Dear Jordan, open-sesame"))
    assert main(["status"]) == 70
    err = capsys.readouterr().err
    assert "not of yours (ValueError" in err and "FOLLOWUPD_DEBUG=1" in err
    assert "Jordan" not in err and "sesame" not in err and "Traceback" not in err and len(err.splitlines()) == 2


def test_a_bug_shows_its_traceback_to_who_asks(command, capsys, monkeypatch):
    monkeypatch.setenv("FOLLOWUPD_DEBUG", "1")
    command(ValueError("why"))
    assert main(["status"]) == 70
    assert "Traceback" in capsys.readouterr().err


def test_what_the_guard_refused_is_a_bug_of_ours_and_is_named(command, capsys):
    command(Forbidden("smtplib.connect was refused: followupd never sends"))
    assert main(["scan"]) == 70
    assert "never sends" in capsys.readouterr().err


def test_interrupted_is_what_a_shell_expects(command):
    command(KeyboardInterrupt())
    assert main(["demo"]) == 130


def test_the_commands_own_code_is_the_exit_code(command):
    command(75)
    assert main(["scan"]) == 75


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["scna"], "did you mean 'scan'?"),
        (["scan", "--dryrun"], "did you mean '--dry-run'?"),
        (["scan", "--dry"], "did you mean '--dry-run'?"),
        (["--confg", "x", "scan"], "did you mean '--config'?"),
        (["--config", "x", "--jsn"], "not understood: '--jsn'"),
        (["--config", "x", "--versio"], "did you mean '--version'?"),
        (["xyzzy"], "no such command: 'xyzzy'\n"),
        (["explain"], "CASE"),
        (["set", "k3f9"], "KEY=VALUE"),
        (["rehearse", "--days", "many"], "--days"),
        (["service", "instal"], "did you mean 'install'?"),
        (["completion", "tcsh"], "no such shell: 'tcsh'"),
        (["status", "surplus"], "not understood: 'surplus'"),
    ],
)
def test_a_slip_on_the_command_line_is_met_with_a_hint(capsys, arguments, said):
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == "" and said in err and "--help" in err and len(err.splitlines()) == 2


def test_without_a_command_it_shows_the_commands_and_fails(capsys):
    assert main([]) == 2
    assert "COMMAND" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["scan", "--help"], ["set", "--help"]])
def test_help_and_version_are_no_failure(capsys, arguments):
    assert main(arguments) == 0
    assert "followupd" in capsys.readouterr().out


def test_help_loads_nothing_but_the_parser():
    program = "import sys; from followupd.cli.main import main; main(['--help']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=30)
    heavy = {"msgspec", "imapclient", "bs4", "keyring", "sqlite3", "tomllib", "email", "logging", "datetime", "difflib"}
    assert not heavy & set(done.stderr.split())


def test_a_reader_that_leaves_is_no_error(tmp_path):
    mail = b"From: a@b.test\r\nSubject: x\r\n\r\nHello.\r\n"
    for number in range(300):
        (tmp_path / f"{number:03}.eml").write_bytes(mail + b"x" * 500)
    done = subprocess.run(
        f"{sys.executable} -m followupd read --json {tmp_path} | head -c 10; echo ${{PIPESTATUS[0]}}",
        shell=True, executable="/bin/bash", capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert done.stderr == "" and done.stdout.endswith("0\n")
