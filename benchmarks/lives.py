"""Random lives under the laws of the etiquette, many and long: `python benchmarks/lives.py [LIVES] [STEPS] [SEED]`.

Each life is a user with two applications, a mail client and two machines that crash and forget; every scan is held to
the laws (tests/life/laws.py). A life that breaks one is told with its seed, and played again with `--only SEED`.
With `--kills N` the real `followupd scan` is killed (SIGKILL) N times at random moments, and run once more.
"""

from __future__ import annotations

import argparse
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from multiprocessing import Pool
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "life"), str(ROOT / "tests" / "support")]

from laws import MACHINES, PEOPLE, SAYINGS, Lawful  # noqa: E402
from process import configured, scanned, scanning  # noqa: E402
from stories import first_look  # noqa: E402
from world import Life  # noqa: E402

MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
NAMES = sorted(PEOPLE)


def step(life: Lawful, dice: Random) -> str:
    """One thing that happens; its name."""
    name, machine, yes = dice.choice(NAMES), dice.choice(MACHINES), lambda: dice.random() < 0.5
    days = dice.randint(1, 12)
    lies = bool(life.drafts_of(name))  # what is done with a draft needs one
    acts = {
        "applies": (6 if life.cases[name].thread is None else 0, lambda: life.applies(name, days)),
        "passes": (12, lambda: life.passes(dice.choice((1, 5, 24, 72, 100, 240)))),
        "hears": (8, lambda: life.hears(name, _saying(dice), days)),
        "writes": (2, lambda: life.writes(name)),
        "drafts by hand": (1, lambda: life.drafts_by_hand(name, in_thread=yes())),
        "edits": (8 * lies, lambda: life.edits(name, same_id=yes(), keeps_thread=yes(), leaves_copy=yes())),
        "flags": (2 * lies, lambda: life.flags(name)),
        "sends": (14 * lies, lambda: life.sends(name, keeps_thread=yes(), leaves_copy=dice.random() < 0.2,
                                                folder=dice.choice((".Sent", ".Archive")))),
        "deletes": (6 * lies, lambda: life.deletes(name, for_good=dice.random() < 0.3)),
        "undoes": (6 * life.cases[name].deleted, lambda: life.undoes(name)),
        "loses": (2, lambda: life.loses(machine, dice.choice(("cache", "ledger")))),
        "scan": (20, lambda: life.scan(machine)),
        "dies": (12, lambda: life.scan_and_die(machine, dice.randint(1, 45))),
        "at once": (3, lambda: life.scan_twice_at_once(dice.randint(1, 5))),
    }
    act = dice.choices(list(acts), [weight for weight, _ in acts.values()])[0]
    acts[act][1]()
    return act


def _saying(dice: Random) -> str:
    weights = {"rejects": 1, "offers": 1}
    return dice.choices(list(SAYINGS), [weights.get(saying, 4) for saying in SAYINGS])[0]


def live(told: tuple[int, int]) -> tuple[int, str, Counter[str]]:
    """One life: its seed, the law it broke or "", and what happened."""
    seed, steps = told
    dice, folder = Random(seed), Path(tempfile.mkdtemp(dir=MEMORY))
    life, done = Lawful(folder / "life"), Counter[str]()
    trail: list[str] = []
    broken = ""
    try:
        life.applies(dice.choice(NAMES), dice.randint(1, 6))
        for _ in range(steps):
            trail.append(step(life, dice))
        for machine in MACHINES:
            life.ends_the_same_without_cache(machine)
    except Exception as error:
        broken = f"{type(error).__name__}: {error} after {', '.join(trail[-12:])}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    done.update(trail)
    done.update({"drafts laid": life.laid, "drafts withdrawn": life.withdrawn, "killed": life.kills})
    return seed, broken, done


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
    """Until so many were killed before they were done."""
    began = time.monotonic()
    kill((0, 60.0))
    lasts, killed, late, wrong = (time.monotonic() - began) / 2, 0, 0, 0
    with Pool(jobs) as pool:
        while killed < number:
            for what, in_time, laid in pool.map(kill, [(seed + n, lasts) for n in range(50)]):
                killed, late, wrong = killed + in_time, late + (in_time and laid), wrong + bool(what)
                print(what, end="\n" if what else "", flush=True)
            seed += 50
    print(f"{killed} scans killed, {late} of them after the draft was laid; {wrong} ended otherwise")
    return bool(wrong)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lives", type=int, nargs="?", default=10_000)
    parser.add_argument("steps", type=int, nargs="?", default=40)
    parser.add_argument("seed", type=int, nargs="?", default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", type=int)
    parser.add_argument("--kills", type=int)
    asked = parser.parse_args()
    if asked.kills:
        return kills(asked.kills, asked.seed, asked.jobs)
    if asked.only is not None:
        print(*live((asked.only, asked.steps)), sep="\n")
        return 0
    began, total, broken = time.monotonic(), Counter[str](), 0
    with Pool(asked.jobs) as pool:
        seeds = ((seed, asked.steps) for seed in range(asked.seed, asked.seed + asked.lives))
        for seed, law, done in pool.imap_unordered(live, seeds, chunksize=8):
            total += done
            if law:
                broken += 1
                print(f"seed {seed}: {law}", flush=True)
    print(f"{asked.lives} lives of {asked.steps} steps in {time.monotonic() - began:.0f} s: {broken} broke a law")
    print(", ".join(f"{what} {count}" for what, count in sorted(total.items())))
    return bool(broken)


if __name__ == "__main__":
    sys.exit(main())
