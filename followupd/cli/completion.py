"""`followupd completion`: what a shell needs to complete the command line.

The scripts are generated from the parser when it changes (`python -m followupd.cli.completion`, needs shtab) and
shipped, so that nothing has to be generated on the user's machine.
"""

from __future__ import annotations

from argparse import Namespace
from importlib.resources import files
from pathlib import Path

from followupd.cli.output import say_json
from followupd.cli.parser import build_parser

#: shell → the file's name as that shell's loader wants it
NAMES = {"bash": "followupd.bash", "zsh": "_followupd", "fish": "followupd.fish"}


def run(options: Namespace) -> int:
    """Prints the script: `eval "$(followupd completion bash)"`, or into the folder that the shell loads from."""
    script = (files("followupd") / "completions" / NAMES[options.shell]).read_text("utf-8")
    if options.json:
        say_json({"shell": options.shell, "script": script})
    else:
        print(script, end="")
    return 0


def generate(shell: str) -> str:
    """The script from the parser as it is now."""
    import shtab

    script: str = shtab.complete(build_parser(), shell=shell)
    return "\n".join(line.rstrip() for line in script.strip().splitlines()) + "\n"


if __name__ == "__main__":
    for each, name in NAMES.items():
        Path(str(files("followupd") / "completions" / name)).write_text(generate(each), "utf-8")
