"""The laws as a state machine: mails of every kind, a user with a mail client, two machines that crash and forget."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from laws import MACHINES, PEOPLE, SAYINGS, Lawful

names, machines, yes_or_no = st.sampled_from(sorted(PEOPLE)), st.sampled_from(MACHINES), st.booleans()
days = st.integers(1, 12)


class Lives(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=MEMORY))
        self.life = Lawful(self.folder / "life")

    def teardown(self) -> None:
        try:
            for machine in MACHINES:
                self.life.ends_the_same_without_cache(machine)
        finally:
            shutil.rmtree(self.folder)

    @initialize(name=names, days=days)
    def begins(self, name: str, days: int) -> None:
        self.life.applies(name, days)

    @rule(name=names, days=days)
    def applies(self, name: str, days: int) -> None:
        self.life.applies(name, days)

    @rule(hours=st.one_of(st.integers(1, 24), st.integers(24, 240)))
    def passes(self, hours: int) -> None:
        self.life.passes(hours)

    @rule(name=names, saying=st.sampled_from(sorted(SAYINGS)), days=days)
    def hears(self, name: str, saying: str, days: int) -> None:
        self.life.hears(name, saying, days)

    @rule(name=names)
    def writes(self, name: str) -> None:
        self.life.writes(name)

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

    @rule(machine=machines, hours=st.integers(24, 240))
    def passes_and_scan(self, machine: str, hours: int) -> None:
        self.life.passes(hours)
        self.life.scan(machine)

    @rule(machine=machines, at=st.integers(1, 45))
    def scan_and_die(self, machine: str, at: int) -> None:
        self.life.scan_and_die(machine, at)

    @rule(call=st.integers(1, 5))
    def scan_twice_at_once(self, call: int) -> None:
        self.life.scan_twice_at_once(call)


MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
#: the same short lives each time; many and long ones are played by benchmarks/lives.py
Lives.TestCase.settings = settings(
    max_examples=60, stateful_step_count=30, deadline=None, derandomize=True, database=None,
    phases=[Phase.generate], suppress_health_check=list(HealthCheck),
)
TestLives = pytest.mark.slow(Lives.TestCase)
