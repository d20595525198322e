"""The command line. Nothing but argparse is imported here: `--help` answers at once."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import NoReturn

from followupd import __version__
from followupd.errors import UsageError

#: command → the module of `followupd.cli` that runs it, where the two differ
MODULES = dict.fromkeys(("pause", "resume", "close", "set", "add", "join", "split"), "words")

#: how shtab, which generates the completions, is told that a file's name follows
_FILES = {"bash": "_shtab_compgen_files", "zsh": "_files", "fish": "(__fish_complete_path (commandline -ct))"}

_INTRODUCTION = """\
Watches your mailbox for interviews and lays brief, well-timed follow-ups into your Drafts folder.
It never sends: that is yours to do.

Begin with `followupd demo` (no account needed), then `followupd init`."""

_EXITS = """\
exit codes: 0 done; 2 the command line; 75 try again later; 76 the server refused; 77 the secret is missing or wrong;
78 the configuration; 70 a fault of followupd's own"""


class Parser(argparse.ArgumentParser):
    """An argparse parser that raises `UsageError` and, at a typo, names what was probably meant."""

    def __init__(self, **settings: object) -> None:
        super().__init__(allow_abbrev=False, **settings)  # type: ignore[arg-type]

    def _check_value(self, action: argparse.Action, value: object) -> None:
        if action.choices is not None and value not in action.choices:
            what = "command" if action.dest in ("command", "action") else action.dest
            near = _nearest(str(value), [str(choice) for choice in action.choices])
            self.error(f"no such {what}: {value!r}{near}")

    def error(self, message: str) -> NoReturn:
        raise UsageError(message, where=self.prog, do=f"`{self.prog} --help` shows what there is.")

    def misunderstood(self, word: str) -> NoReturn:
        self.error(f"not understood: {word!r}{_nearest(word, _options(self))}")


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The options as named below; raises `UsageError`. `--help` and `--version` print and raise SystemExit(0)."""
    arguments = sys.argv[1:] if arguments is None else arguments
    parser = build_parser()
    if arguments and arguments[0].startswith("-") and arguments[0].partition("=")[0] not in _options(parser):
        parser.misunderstood(arguments[0])  # argparse would take the value of a misspelt option for the command
    options, rest = parser.parse_known_args(arguments)
    if rest:
        getattr(options, "parser", parser).misunderstood(rest[0])
    return options


def _options(parser: Parser) -> list[str]:
    return [option for action in parser._actions for option in action.option_strings]


def _nearest(word: str, words: Sequence[str]) -> str:
    import difflib

    near = difflib.get_close_matches(word, words, n=1)
    return f", did you mean {near[0]!r}?" if near else ""


def build_parser() -> Parser:
    """The parser of every command; the completions are generated from it."""
    parser = Parser(
        prog="followupd",
        description=_INTRODUCTION,
        epilog=_EXITS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"followupd {__version__}")
    config = parser.add_argument(
        "--config", metavar="FILE", help="the configuration (default: $XDG_CONFIG_HOME/followupd/config.toml)"
    )
    config.complete = _FILES  # type: ignore[attr-defined]
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    _add_first_steps(commands)
    _add_work(commands)
    _add_views(commands)
    _add_words(commands)
    _add_machinery(commands)
    return parser


_Commands = argparse._SubParsersAction  # the stdlib has no public name for what add_subparsers returns


def _command(commands: _Commands[Parser], name: str, does: str, more: str = "") -> Parser:
    command = commands.add_parser(name, help=does, description=f"{does[0].upper()}{does[1:]}. {more}".strip())
    command.add_argument("--json", action="store_true", help="one JSON object on standard output, nothing else there")
    command.add_argument("--config", default=argparse.SUPPRESS, help=argparse.SUPPRESS)  # here it is understood too
    command.set_defaults(parser=command)
    return command


def _add_now(command: Parser) -> None:
    command.add_argument("--now", metavar="ISO", help="as of that moment, e.g. 2026-11-13T15:01-05:00")


def _add_first_steps(commands: _Commands[Parser]) -> None:
    demo = _command(
        commands, "demo", "the whole job in a minute, without an account",
        "A sample mailbox, three weeks in time lapse, and the drafts that came of it.",
    )
    demo.add_argument("--keep", action="store_true", help="leave the mailbox on disk, to be opened in a mail client")
    init = _command(
        commands, "init", "set up: a few questions, then a configuration",
        "Finds the server, tries the login, stores the secret in the keyring.",
    )
    init.add_argument("--force", action="store_true", help="write over a configuration that is there")
    _command(
        commands, "check", "try everything: configuration, secrets, login, folders",
        "One line each, and what to do where one fails.",
    )


def _add_work(commands: _Commands[Parser]) -> None:
    scan = _command(commands, "scan", "one full cycle: read, decide, lay or withdraw drafts")
    _add_now(scan)
    scan.add_argument("--dry-run", action="store_true", help="say what would be done; write nothing into the mailbox")
    rehearse = _command(
        commands, "rehearse", "what it would have drafted, and when; reads only",
        "Replays your real mailbox day by day, and writes nothing.",
    )
    rehearse.add_argument("--days", type=int, default=90, metavar="N", help="how far to look back (default: 90)")
    _add_now(rehearse)
    _command(commands, "run", "the daemon", "Waits for mail and for windows to open, until it is stopped.")


def _add_views(commands: _Commands[Parser]) -> None:
    read = _command(commands, "read", "what a mail says", "Needs no configuration.")
    paths = read.add_argument("paths", nargs="+", metavar="PATH", help="mails, folders, mbox files, Maildirs")
    paths.complete = _FILES  # type: ignore[attr-defined]
    digest = _command(commands, "digest", "today in ten lines")
    digest.add_argument("--send", action="store_true", help="mail it to your own address, as [digest] says")
    _add_now(digest)
    status = _command(commands, "status", "the cases, and what comes next in each")
    status.add_argument("--all", action="store_true", help="those that are over, too")
    _add_now(status)
    explain = _command(commands, "explain", "why a case is where it is: every fact, every rule")
    explain.add_argument("case", metavar="CASE", help="a case's id, as `status` shows it")
    _add_now(explain)


def _add_words(commands: _Commands[Parser]) -> None:
    """The user's own word about a case, above anything that was read."""
    pause = _word(commands, "pause", "no draft in this case for now")
    pause.add_argument("--until", metavar="DATE", help="until this day, YYYY-MM-DD (default: until something happens)")
    _word(commands, "resume", "go on with a case that is paused, closed or waits for you")
    _word(commands, "close", "a case is over for you")
    setting = _word(commands, "set", "tell what is so, above anything that was read", "`KEY=none` takes it back.")
    setting.add_argument(
        "assignments", nargs="+", metavar="KEY=VALUE",
        help="interview=2026-11-10T14:00, promised=2026-11-20, contact='Priya Nair <priya@…>', employer=…, role=…",
    )
    _add_case(commands)
    join = _word(commands, "join", "two cases are one")
    join.add_argument("other", metavar="CASE", help="the other one")
    split = _word(commands, "split", "a message belongs to a case of its own")
    split.add_argument("message_id", metavar="MESSAGE-ID", help="as `explain` shows it")


def _word(commands: _Commands[Parser], name: str, does: str, more: str = "") -> Parser:
    command = _command(commands, name, does, more)
    command.add_argument("case", metavar="CASE", help="a case's id, as `status` shows it")
    _add_now(command)
    return command


def _add_case(commands: _Commands[Parser]) -> None:
    add = _command(commands, "add", "a case by hand: an interview agreed by telephone", "Asks for what is not given.")
    add.add_argument("--employer", metavar="NAME")
    add.add_argument("--interview", metavar="START[/END]", help="e.g. 2026-11-10T14:00/2026-11-10T15:00")
    add.add_argument("--role", metavar="ROLE", default="")
    add.add_argument("--contact", metavar="ADDRESS", default="", help="'Priya Nair <priya@brightloom.test>'")
    add.add_argument("--account", metavar="ADDRESS", default="", help="whose Drafts (default: the first account's)")
    _add_now(add)


def _add_machinery(commands: _Commands[Parser]) -> None:
    service = _command(commands, "service", "the systemd user service")
    service.add_argument("action", choices=("install", "remove", "status"), metavar="install|remove|status")
    service.add_argument("--force", action="store_true", help="write over a unit that was edited")
    service.add_argument("--hardened", action="store_true", help="install the further sandbox, if this system takes it")
    completion = _command(commands, "completion", "print completions for a shell")
    completion.add_argument("shell", choices=("bash", "zsh", "fish"), metavar="bash|zsh|fish")
