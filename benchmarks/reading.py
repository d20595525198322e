"""How long a mail takes to read: every example of the language packs, and one long mail that says nothing.

    python benchmarks/reading.py
"""

from __future__ import annotations

import time
import tomllib
from datetime import datetime
from importlib.resources import files
from statistics import median
from zoneinfo import ZoneInfo

from followupd.mail.message import Address, Message
from followupd.reading.facts import Reader
from followupd.reading.lexicon import packs
from followupd.reading.read import read

NOW = datetime(2026, 11, 3, 10, 0, tzinfo=ZoneInfo("America/New_York"))
SIGNED = (
    "\n\nBest regards,\nAnn Brook\nTalent Acquisition, Larkfield\n\nLarkfield is a friendly place of three hundred"
    " people who make maps. Our offices are in Boston and Leeds. We are an equal opportunity employer.\n"
)
LONG = "The build was green again on Monday, so we merged the branch and went for lunch at noon. " * 90


def texts() -> list[str]:
    """The examples of every pack, as people sign them."""
    found: list[str] = []
    for pack in packs():
        data = files("followupd.languages").joinpath(pack.language, "examples.toml").read_text(encoding="utf-8")
        for lists in tomllib.loads(data).values():
            lines = [line.rpartition(" | ")[2] for lines in lists.values() for line in lines]
            found += [f"Hi Jordan,\n\n{line}{SIGNED}" for line in lines]
    return found


def milliseconds(text: str) -> float:
    message = Message("<1@larkfield.test>", NOW, Address("Ann Brook", "ann@larkfield.test"), "Data Engineer", text=text)
    started = time.perf_counter()
    read(message, NOW, Reader())
    return 1000 * (time.perf_counter() - started)


def main() -> None:
    mails = texts()
    first = milliseconds(mails[0])
    took = sorted(milliseconds(text) for text in mails)
    print(f"first mail, with the packs loaded: {first:.0f} ms")
    print(f"{len(took)} mails: median {median(took):.2f} ms, 95 % below {took[len(took) * 95 // 100]:.2f} ms")
    print(f"8 KB of other things: {milliseconds(LONG):.1f} ms")


if __name__ == "__main__":
    main()
