"""The laws as a state machine: mails of every kind, a user with a mail client, two machines that crash and forget."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import count
from pathlib import Path
from random import Random

import pytest
from dice import ABLE, acts
from dovecot import Dovecot
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from laws import MACHINES, Lawful
from mishaps import POINTS
from model import ANSWERS, NOISE, PEOPLE, SAYINGS
from wiretap import WAYS_TO_CUT

pytestmark = pytest.mark.slow

names, machines, yes_or_no = st.sampled_from(sorted(PEOPLE)), st.sampled_from(MACHINES), st.booleans()
days = st.integers(1, 12)
LIVES = count(1)


class Lives(RuleBasedStateMachine):
    """Over a Maildir below `home`, or with `port` over a server that keeps it there. `met` counts what happened."""

    def __init__(self, home: Callable[[str], Path], met: Counter[str], port: int = 0) -> None:
        super().__init__()
        self.life, self.met = Lawful(home(f"lawful{next(LIVES)}"), port), met

    def teardown(self) -> None:
        try:
            for machine in MACHINES:
                self.life.tells_the_same_without_cache(machine)
        finally:
            self.met.update(self.life.met)
            self.life.ends()

    @initialize(name=names, days=days, by_calendar=yes_or_no)
    def begins(self, name: str, days: int, by_calendar: bool) -> None:
        self.life.applies(name, days, by_calendar=by_calendar)

    @rule(name=names, days=days, by_calendar=yes_or_no)
    def applies(self, name: str, days: int, by_calendar: bool) -> None:
        self.life.applies(name, days, by_calendar=by_calendar)

    @rule(hours=st.one_of(st.integers(1, 24), st.integers(24, 240)))
    def passes(self, hours: int) -> None:
        self.life.passes(hours)

    @rule(name=names, saying=st.sampled_from(sorted(SAYINGS)), days=days, late=yes_or_no)
    def hears(self, name: str, saying: str, days: int, late: bool) -> None:
        self.life.hears(name, saying, days, late=late)

    @rule()
    def arrives(self) -> None:
        self.life.arrives()

    @rule(kind=st.sampled_from(sorted(NOISE)))
    def noise(self, kind: str) -> None:
        self.life.noise(kind)

    @rule(name=names, answer=st.sampled_from(["accepts", "thanks", "writes"]))
    def writes(self, name: str, answer: str) -> None:
        self.life.writes(name, answer)

    @rule(name=names, how=st.sampled_from(["bounces", "withdraws", "", "", ""]))
    def comes_to_an_end(self, name: str, how: str) -> None:
        """Seldom: after it little can happen in this case."""
        if how == "bounces":
            self.life.bounces(name)
        elif how:
            self.life.writes(name, how)

    @rule(name=names, in_thread=yes_or_no)
    def drafts_by_hand(self, name: str, in_thread: bool) -> None:
        self.life.drafts_by_hand(name, in_thread=in_thread)

    @rule(name=names, same_id=yes_or_no, keeps_thread=yes_or_no, leaves_copy=yes_or_no)
    def edits(self, name: str, same_id: bool, keeps_thread: bool, leaves_copy: bool) -> None:
        self.life.edits(name, same_id=same_id, keeps_thread=keeps_thread, leaves_copy=leaves_copy)

    @rule(name=names)
    def flags(self, name: str) -> None:
        self.life.flags(name)

    @rule(name=names, keeps_thread=yes_or_no, leaves_copy=yes_or_no, folder=st.sampled_from([".Sent", ".Archive"]))
    def sends(self, name: str, keeps_thread: bool, leaves_copy: bool, folder: str) -> None:
        self.life.sends(name, keeps_thread=keeps_thread, leaves_copy=leaves_copy, folder=folder)

    @rule(name=names, for_good=yes_or_no)
    def deletes(self, name: str, for_good: bool) -> None:
        self.life.deletes(name, for_good=for_good)

    @rule(name=names)
    def undoes(self, name: str) -> None:
        self.life.undoes(name)

    @rule(machine=machines, what=st.sampled_from(["cache", "ledger"]))
    def loses(self, machine: str, what: str) -> None:
        self.life.loses(machine, what)

    @rule(machine=machines)
    def scan(self, machine: str) -> None:
        self.life.scan(machine)

    @rule(name=names, machine=machines)
    def waits_and_scan(self, name: str, machine: str) -> None:
        self.life.waits_for_window(name)
        self.life.scan(machine)

    @rule(machine=machines, at=st.integers(1, 25))
    def scan_and_die(self, machine: str, at: int) -> None:
        self.life.scan_and_die(machine, at)

    @rule(name=names, machine=machines, outdated=yes_or_no, point=st.sampled_from(POINTS))
    def is_due_and_dies(self, name: str, machine: str, outdated: bool, point: str) -> None:
        self.life.is_due(name, machine, outdated=outdated)
        self.life.scan_and_die(machine, point)

    @rule(call=st.integers(1, 5))
    def scan_twice_at_once(self, call: int) -> None:
        self.life.scan_twice_at_once(call)


class ServedLives(Lives):
    """By IMAP, with a wire that is cut, and a server that can more or less. What the user does another client does."""

    @initialize(lacks=st.sampled_from(ABLE))
    def meets(self, lacks: tuple[str, ...]) -> None:
        assert self.life.wire
        self.life.wire.lacks = frozenset(lacks)

    @rule(name=names, machine=machines, outdated=yes_or_no, at=st.integers(1, 30), how=st.sampled_from(WAYS_TO_CUT))
    def is_due_and_cut(self, name: str, machine: str, outdated: bool, at: int, how: str) -> None:
        self.life.is_due(name, machine, outdated=outdated)
        self.life.scan_and_cut(machine, at, how)


def played(machine: Callable[[], Lives], lives: int) -> None:
    """The same short lives each time; many and long ones are played by benchmarks/lives.py."""
    run_state_machine_as_test(machine, settings=settings(
        max_examples=lives, stateful_step_count=30, deadline=None, derandomize=True, database=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    ))


def test_whatever_happens_over_a_maildir_the_laws_hold(memory: Path) -> None:
    met = Counter[str]()
    played(lambda: Lives(memory.joinpath, met), 40)
    assert met["drafts laid"] >= 15, met


def test_whatever_happens_over_a_server_the_laws_hold(dovecot: Dovecot, others_may_write: None) -> None:
    met = Counter[str]()
    played(lambda: ServedLives(dovecot.home, met, dovecot.port), 12)
    assert met["drafts laid"] >= 5, met


def by_dice(lives: int, life: Callable[[], Lawful]) -> Counter[str]:
    met = Counter[str]()
    for seed in range(lives):
        lawful = life()
        if lawful.wire:
            lawful.wire.lacks = frozenset(ABLE[seed % len(ABLE)])
        met.update(acts(lawful, Random(seed), 30))
        met.update(lawful.met)
        lawful.ends()
    return met


def test_lives_that_die_at_every_kind_of_effect_keep_the_laws(memory: Path) -> None:
    met = by_dice(30, lambda: Lawful(memory / f"lawful{next(LIVES)}"))
    assert {f"mail, {kind}" for kind in (*SAYINGS, *ANSWERS, "sends", "bounces")} <= met.keys(), met
    deaths = [met[f"died, {point}"] for point in POINTS]
    assert sum(deaths) >= 50 and sum(map(bool, deaths)) >= 10, met
    assert met["drafts laid"] >= 30 and met["drafts withdrawn"] >= 8, met


def test_lives_whose_wire_is_cut_in_every_way_keep_the_laws(dovecot: Dovecot, others_may_write: None) -> None:
    met = by_dice(12, lambda: Lawful(dovecot.home(f"lawful{next(LIVES)}"), dovecot.port))
    cuts = [met[f"cut, {how}"] for how in WAYS_TO_CUT]
    assert sum(cuts) >= 12 and min(cuts) >= 2, met
    assert met["drafts laid"] >= 12 and met["drafts withdrawn"] >= 4, met
