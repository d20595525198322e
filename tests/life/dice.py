"""Lives by dice: what happens is weighted, so that drafts are laid, outdated and died at more often than by chance."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from laws import MACHINES, Lawful
from mishaps import POINTS
from model import NOISE, PEOPLE, SAYINGS
from wiretap import WAYS_TO_CUT

NAMES = sorted(PEOPLE)
#: what the servers of the world lack
ABLE = ((), ("MOVE",), ("MOVE", "UIDPLUS"))
#: seconds until the real command is killed: before it has come to anything, and after it began to write
KILLED_AFTER, LINGERS = (0.2, 0.6), (0.0, 0.02)
Acts = dict[str, tuple[int, Callable[[], object]]]


def acts(life: Lawful, dice: Random, steps: int, *, kills: int = 0) -> Iterator[str]:
    """So many things that happen, by name, one after the other; at last the status is told without a cache.

    `kills`: the weight of the real command's being killed, which takes a second.
    """
    life.applies(dice.choice(NAMES), dice.randint(1, 6), by_calendar=dice.random() < 0.3)
    for _ in range(steps):
        may = {**of_the_world(life, dice), **of_the_user(life, dice), **of_the_machine(life, dice)}
        may["is due and is killed"] = (kills, lambda: is_due_and_is_killed(life, dice))
        act = dice.choices(list(may), [weight for weight, _ in may.values()])[0]
        yield act
        may[act][1]()
    life.tells_the_same_without_cache(dice.choice(MACHINES))


def yes(dice: Random) -> bool:
    return dice.random() < 0.5


def of_the_world(life: Lawful, dice: Random) -> Acts:
    name, days, late = dice.choice(NAMES), dice.randint(1, 12), dice.random() < 0.2
    ahead = life.cases[name].told.ahead(life.now)
    return {
        "applies": (6 if life.cases[name].thread is None else 0,
                    lambda: life.applies(name, days, by_calendar=dice.random() < 0.3)),
        "passes": (9, lambda: life.passes(dice.choice((1, 5, 24, 72, 100, 240)))),
        "waits": (4, lambda: life.waits_for_window(name)),
        "hears": (9, lambda: life.hears(name, _saying(dice, ahead=ahead), days, late=late)),
        "arrives": (1 + 3 * bool(life.under_way), life.arrives),
        "bounces": (1, lambda: life.bounces(name) if yes(dice) else None),
        "noise": (1, lambda: life.noise(dice.choice(sorted(NOISE)))),
    }


def _saying(dice: Random, *, ahead: bool) -> str:
    """Where an interview is ahead it may be moved or cancelled, else the next one be arranged."""
    weights = {"rejects": 1, "offers": 1, "moves": 12 * ahead, "cancels": 5 * ahead}
    return dice.choices(list(SAYINGS), [weights.get(saying, 4) for saying in SAYINGS])[0]


def of_the_user(life: Lawful, dice: Random) -> Acts:
    name = dice.choice(NAMES)
    lies, proposed = bool(life.drafts_of(name)), bool(life.cases[name].told.proposed)
    return {
        "writes": (2, lambda: life.writes(name, dice.choice(("writes", "writes", "thanks")))),
        "accepts": (8 * proposed, lambda: life.writes(name, "accepts")),
        "withdraws": (1, lambda: life.writes(name, "withdraws") if dice.random() < 0.3 else None),
        "drafts by hand": (1, lambda: life.drafts_by_hand(name, in_thread=yes(dice))),
        # what is done with a draft needs one
        "edits": (8 * lies, lambda: life.edits(name, same_id=yes(dice), keeps_thread=yes(dice), leaves_copy=yes(dice))),
        "flags": (2 * lies, lambda: life.flags(name)),
        "sends": (14 * lies, lambda: life.sends(name, keeps_thread=yes(dice), leaves_copy=dice.random() < 0.2,
                                                folder=dice.choice((".Sent", ".Archive")))),
        "deletes": (6 * lies, lambda: life.deletes(name, for_good=dice.random() < 0.3)),
        "undoes": (6 * life.cases[name].deleted, lambda: life.undoes(name)),
    }


def is_due_and_is_killed(life: Lawful, dice: Random) -> None:
    """SIGKILL at a random moment of the real command, while something is to be done."""
    machine = dice.choice(MACHINES)
    life.is_due(dice.choice(NAMES), machine, outdated=yes(dice))
    at_work = dice.random() < 0.7
    life.scan_and_be_killed(machine, dice.uniform(*(LINGERS if at_work else KILLED_AFTER)), at_work=at_work)


def of_the_machine(life: Lawful, dice: Random) -> Acts:
    name, machine, at, point = dice.choice(NAMES), dice.choice(MACHINES), dice.randint(1, 45), dice.choice(POINTS)
    wired, outdated, how = 6 * bool(life.wire), yes(dice), dice.choice(WAYS_TO_CUT)

    def is_due_and_dies() -> None:
        life.is_due(name, machine, outdated=outdated)
        life.scan_and_die(machine, point)

    def is_due_and_is_cut() -> None:
        life.is_due(name, machine, outdated=outdated)
        life.scan_and_cut(machine, at, how)

    return {
        "loses": (2, lambda: life.loses(machine, dice.choice(("cache", "ledger")))),
        "scan": (18, lambda: life.scan(machine)),
        "dies": (8, lambda: life.scan_and_die(machine, at)),
        "is due and dies": (4, is_due_and_dies),
        "at once": (3, lambda: life.scan_twice_at_once(dice.randint(1, 5))),
        "is cut": (wired, lambda: life.scan_and_cut(machine, at, how)),
        "is due and is cut": (wired, is_due_and_is_cut),
    }
