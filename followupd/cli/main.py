"""`followupd`: parse, run one command, and turn what went wrong into two lines and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper

from followupd.cli.parser import MODULES, build_parser, parse
from followupd.errors import FollowupdError

#: sysexits.h EX_SOFTWARE: a bug of ours
BUG = 70
#: the shell's convention for a process ended by SIGINT
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. The exit code is the command's, or that of the error it met; never raises."""
    _survive_narrow_terminals()
    try:
        code = _run(arguments)
        sys.stdout.flush()
        return code
    except FollowupdError as error:
        from followupd.cli.output import complain

        complain(error)
        return error.exit_code
    except BrokenPipeError:
        return _reader_left()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BaseException as error:  # the guard's refusal is no Exception
        return _bug(error)


def _run(arguments: Sequence[str] | None) -> int:
    try:
        options = parse(arguments)
    except SystemExit as done:  # --help and --version have printed
        return int(done.code or 0)
    if options.command is None:
        build_parser().print_help(sys.stderr)
        return 2
    command = import_module(f"followupd.cli.{MODULES.get(options.command, options.command)}")
    return int(command.run(options))


def _survive_narrow_terminals() -> None:
    """A name that the terminal's encoding lacks is escaped, not an error."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _reader_left() -> int:
    """`followupd status | head`: nobody reads on, which is no error. The stream is replaced, lest exit complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _bug(error: BaseException) -> int:
    """Two lines, without a library's own text: that might quote a mail or a secret. `what` is always ours."""
    from followupd.daemon.log import place

    if os.environ.get("FOLLOWUPD_DEBUG") == "1":
        import traceback

        traceback.print_exc()
    told = ", ".join(filter(None, (type(error).__name__, place(error), getattr(error, "what", ""))))
    print(
        f"followupd: a fault of followupd's own, not of yours ({told}).\n"
        "FOLLOWUPD_DEBUG=1 shows its traceback, which may quote your mail; please report it.",
        file=sys.stderr,
    )
    return BUG
