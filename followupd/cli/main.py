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
    except Exception as error:
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


def _bug(error: Exception) -> int:
    """One line, without the error's own text: that might quote a mail or a secret."""
    if os.environ.get("FOLLOWUPD_DEBUG") == "1":
        import traceback

        traceback.print_exc()
    place = _place_of(error)
    print(
        f"followupd: a fault of followupd's own ({type(error).__name__}{place}), not of yours.\n"
        "FOLLOWUPD_DEBUG=1 shows its traceback, which may quote your mail; please report it.",
        file=sys.stderr,
    )
    return BUG


def _place_of(error: Exception) -> str:
    """The innermost frame of ours, as "file.py:12"."""
    place, trace = "", error.__traceback__
    while trace is not None:
        path = trace.tb_frame.f_code.co_filename
        if f"{os.sep}followupd{os.sep}" in path:
            place = f" in {os.path.basename(path)}:{trace.tb_lineno}"  # noqa: PTH119 - pathlib costs 10 ms here
        trace = trace.tb_next
    return place
