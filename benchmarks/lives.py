"""Random lives under the laws of the etiquette, many and long: `python benchmarks/lives.py [LIVES] [STEPS] [SEED]`.

Each life is a user with two applications, a mail client and two machines that crash and forget; every scan is held to
the laws (tests/life/laws.py). A life that breaks one is told with its seed, and played again with `--only SEED`.
With `--imap` each worker has a Dovecot of its own, its wire is cut, and some servers can less than others.
With `--killed` the real `followupd scan` is killed (SIGKILL) in the midst of them, while something is to be done.
With `--kills N` the real `followupd scan` is killed N times at random moments, and run once more.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing import Pool, SimpleQueue
from multiprocessing.pool import Pool as Workers
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "life"), str(ROOT / "tests" / "support")]

from dice import ABLE, acts  # noqa: E402
from dovecot import Dovecot, running  # noqa: E402
from laws import Lawful  # noqa: E402
from mishaps import POINTS  # noqa: E402
from process import configured, scanned, scanning  # noqa: E402
from stories import first_look  # noqa: E402
from world import Life  # noqa: E402

from followupd.daemon import intake  # noqa: E402
from followupd.reading.facts import Reader  # noqa: E402
from followupd.state.rows import Pending  # noqa: E402

MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
#: seconds between two words of progress
PROGRESS = 30
#: so many lives must have died at every kind of effect
ENOUGH = 300
#: so many scans are killed between two guesses of how long one lasts
BATCH = 20
#: how often the real command is killed in a life, among some ninety other things
KILLS = 8
#: the Dovecot of this worker process
server: Dovecot | None = None


def live(told: tuple[int, int, int]) -> tuple[int, str, Counter[str]]:
    """One life: its seed, the law it broke or "", and what happened."""
    seed, steps, kills = told
    dice, trail, broken = Random(seed), list[str](), ""
    with life_of(dice) as life:
        try:
            for act in acts(life, dice, steps, kills=kills):
                trail.append(act)
        except Exception as error:
            broken = f"{type(error).__name__}: {error} after {', '.join(trail[-12:])}"
        met = life.met + Counter(trail)
        met["lives with a kill"] = any(what.startswith("killed") for what in met)
        return seed, broken, met


@contextmanager
def life_of(dice: Random) -> Iterator[Lawful]:
    """Over a Maildir, or over this worker's server, which can all or not."""
    with tempfile.TemporaryDirectory(dir=MEMORY, ignore_cleanup_errors=True) as folder:
        life = Lawful(server.home(Path(folder).name), server.port) if server else Lawful(Path(folder) / "life")
        if life.wire:
            life.wire.lacks = frozenset(dice.choice(ABLE))
        try:
            yield life
        finally:
            life.ends()


def read_each_mail_once() -> None:
    """Reading is pure, and tried elsewhere: for two machines and many lost caches it would take a third of the time."""
    plain, known = intake._outcome, dict[object, Any]()

    def outcome(one: Pending, raw: bytes, reader: Reader) -> intake.Outcome:
        key = raw, one.received, reader
        if len(known) > 200:
            known.clear()
        if key not in known:
            known[key] = plain(one, raw, reader)[1:]
        assert known[key][0] == "read", "a mail was not read"
        return one.id, *known[key]

    intake._outcome = outcome


def serve(servers: SimpleQueue[Dovecot | None]) -> None:
    """A worker begins."""
    global server  # noqa: PLW0603 - a worker process has one
    server = servers.get()
    read_each_mail_once()


@contextmanager
def workers(jobs: int, imap: bool) -> Iterator[Workers]:
    with ExitStack() as stack:
        servers: SimpleQueue[Dovecot | None] = SimpleQueue()
        for _ in range(jobs):
            servers.put(stack.enter_context(_dovecot()) if imap else None)
        yield stack.enter_context(Pool(jobs, serve, (servers,)))


@contextmanager
def _dovecot() -> Iterator[Dovecot]:
    """The server is another user than we: what one lays the other may move."""
    os.umask(0)
    with tempfile.TemporaryDirectory(dir=MEMORY, ignore_cleanup_errors=True) as folder, \
            running(Dovecot(Path(folder))) as found:
        yield found


def lives(number: int, steps: int, first: int, jobs: int, *, imap: bool, killed: bool) -> int:
    """Whether any broke a law."""
    began, total, broken = time.monotonic(), Counter[str](), 0
    told = began
    with workers(jobs, imap) as pool:
        seeds = ((seed, steps, KILLS * killed) for seed in range(first, first + number))
        for done, (seed, law, met) in enumerate(pool.imap_unordered(live, seeds, chunksize=4), 1):
            total += met
            broken += bool(law)
            if law:
                print(f"seed {seed}: {law}", flush=True)
            if time.monotonic() - told > PROGRESS:
                told = time.monotonic()
                print(f"{done} of {number} lives, {done / (told - began):.1f} a second, {broken} broken", flush=True)
    lasted = time.monotonic() - began
    print(f"{number} lives of {steps} steps in {lasted:.0f} s, {number / lasted:.1f} a second: {broken} broke a law")
    print(", ".join(f"{what} {count}" for what, count in sorted(total.items())))
    unmet = [point for point in POINTS if not total[f"died, {point}"]]
    print(f"no life died at: {'; '.join(unmet)}" if unmet else "lives died at every kind of effect")
    return bool(broken or (unmet and number >= ENOUGH))


def kill(told: tuple[int, float]) -> tuple[str, bool, bool]:
    """What was wrong after a killed scan and a whole one, or ""; whether it was killed, and had laid its draft."""
    seed, lasts = told
    folder = Path(tempfile.mkdtemp(dir=MEMORY))
    life = Life(folder / "life")
    try:
        configured(life)
        at = first_look(life)
        process = scanning(life, at)
        with suppress(subprocess.TimeoutExpired):
            process.communicate(timeout=Random(seed).uniform(0.6, 1.1) * lasts)
        process.kill()
        process.communicate()
        laid = bool(life.drafts())
        status, _, complaint = scanned(life, at)
        found = [status, complaint, len(life.drafts()), len(life.trash()), life.case(at)["state"]]
        wrong = "" if found == [0, "", 1, 0, "draft_ready"] else f"seed {seed}: {found}"
        return wrong, process.returncode == -signal.SIGKILL, laid
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def kills(number: int, seed: int, jobs: int) -> int:
    """Until so many were killed before they were done, in batches; how long a scan lasts is learnt from each."""
    began = time.monotonic()
    kill((0, 60.0))
    lasts, killed, late, wrong = (time.monotonic() - began) / 2, 0, 0, 0
    with Pool(jobs) as pool:
        while killed < number:
            batch = pool.map(kill, [(seed + n, lasts) for n in range(BATCH)])
            in_time = [laid for _, in_time, laid in batch if in_time]
            killed, late = killed + len(in_time), late + sum(in_time)
            for what in filter(None, (what for what, *_ in batch)):
                print(what, flush=True)
                wrong += 1
            lasts *= 1.2 if sum(in_time) < BATCH / 5 and len(in_time) > BATCH / 2 else 0.9
            seed += BATCH
    lasted = time.monotonic() - began
    print(f"{killed} scans killed in {lasted:.0f} s, {late} of them after the draft was laid; {wrong} ended otherwise")
    return bool(wrong or not late)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lives", type=int, nargs="?", default=10_000)
    parser.add_argument("steps", type=int, nargs="?", default=30)
    parser.add_argument("seed", type=int, nargs="?", default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", type=int)
    parser.add_argument("--kills", type=int)
    parser.add_argument("--killed", action="store_true")
    parser.add_argument("--imap", action="store_true")
    asked = parser.parse_args()
    if asked.kills:
        return kills(asked.kills, asked.seed, asked.jobs)
    if asked.only is not None:
        with workers(1, asked.imap) as pool:
            print(*pool.apply(live, ((asked.only, asked.steps, KILLS * asked.killed),)), sep="\n")
        return 0
    return lives(asked.lives, asked.steps, asked.seed, asked.jobs, imap=asked.imap, killed=asked.killed)


if __name__ == "__main__":
    sys.exit(main())
