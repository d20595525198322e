"""The shipped completions know every command and every option."""

import argparse
import subprocess
import sys

import pytest

from followupd.cli.completion import NAMES
from followupd.cli.main import main
from followupd.cli.parser import build_parser


def commands():
    (subparsers,) = (a for a in build_parser()._actions if isinstance(a, argparse._SubParsersAction))
    return subparsers.choices


@pytest.mark.parametrize("shell", NAMES)
def test_every_command_and_option_is_in_it(shell, capsys):
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    options = {o for c in commands().values() for a in c._actions for o in a.option_strings if a.help != "==SUPPRESS=="}
    wanted = {*commands(), *(option.lstrip("-") for option in options)}
    assert [word for word in sorted(wanted) if word not in script] == []


def complete(*words):
    """What bash offers for the last word."""
    program = (
        'source /dev/stdin; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); '
        '_shtab_followupd followupd "${@: -1}"; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    command = [sys.executable, "-m", "followupd", "completion", "bash"]
    script = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout
    bash = ["bash", "-c", program, "bash", *words]
    done = subprocess.run(bash, input=script, capture_output=True, check=True, timeout=60)
    return done.stdout.decode().split()


def test_bash_completes_commands_and_their_options():
    assert complete("followupd", "re") == ["rehearse", "read", "resume"]
    assert complete("followupd", "scan", "--d") == ["--dry-run"]
    assert complete("followupd", "service", "i") == ["install"]
