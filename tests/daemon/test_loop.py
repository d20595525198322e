"""The loop, in a world where an hour takes no time: scripted mailboxes, a clock that only moves when it sleeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine

from followupd.daemon import notify
from followupd.daemon.loop import ROUND_LIMIT, Hands, Loop
from followupd.daemon.watch import Watch
from followupd.errors import (
    ConfigError,
    CredentialError,
    CredentialLocked,
    LedgerError,
    MailboxBusy,
    MailboxRefused,
    MailboxUnreachable,
    StateUnavailable,
)
from followupd.settings import Account, Policy, Settings, You

START = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
ONE, TWO = Account("one@example.org", host="a"), Account("two@example.org", host="b")
GONE = MailboxUnreachable("the connection was lost")


def settings(*accounts: Account) -> Settings:
    return Settings(You("Jordan", UTC, ""), Policy(UTC), accounts or (ONE,), "/nowhere")


@dataclass
class Report:
    read: int = 1
    written: tuple = ()
    withdrawn: tuple = ()
    failed: dict = field(default_factory=dict)
    open_cases: int = 3
    next_window: datetime | None = None


class Box:
    """A mailbox that is opened, waited for and closed; `events` are (second, what happens in a wait)."""

    def __init__(self, world: World, account: Account) -> None:
        self.account, self.closed, self.events = account, False, world.events.setdefault(account.address, [])

    def wake(self) -> None:
        pass

    def close(self) -> None:
        self.closed = True


class ScriptedWatch(Watch):
    """A `Watch` without a thread: its wait ends when the world's clock has come to the mailbox's next event."""

    def __init__(self, world: World, box: Box) -> None:
        super().__init__(box, world)  # type: ignore[arg-type]
        self.world, self.box, self.until = world, box, None
        world.watches.append(self)

    def begin(self, seconds: float = 300.0) -> None:
        self.changed, self.error, self.until = False, None, self.world.time + min(seconds, self.world.patience)
        self.world.waits += 1

    @property
    def waiting(self) -> bool:
        if self.until is None:
            return False
        if self.box.events and self.box.events[0][0] <= self.world.time:
            outcome = self.box.events.pop(0)[1]
            self.changed, self.error, self.until = outcome is True, None if outcome is True else outcome, None
        elif self.until <= self.world.time:
            self.until = None
        if self.until is None:
            self.world.ring()
        return self.until is not None

    def end(self) -> None:
        self.until = None


class World:
    """Clock, bell, server and round in one. `seconds` of it are played by `run`."""

    def __init__(self, travel: time_machine.Traveller) -> None:
        self.travel = travel
        self.time = self.suspended = 0.0
        self.turns = self.waits = 0
        self.rung = False
        self.patience = 300.0
        self.opened: list[float] = []
        self.rounds: list[float] = []
        self.events: dict[str, list[tuple[float, object]]] = {}
        self.at: list[tuple[float, Callable[[], None]]] = []
        self.refusal: Callable[[Account, float], Exception | None] = lambda account, time: None
        self.play: Callable[[float], Report] = lambda time: Report()
        self.reloaded = settings()
        self.boxes: list[Box] = []
        self.watches: list[ScriptedWatch] = []
        self.reached: list[set[str]] = []

    def open_mailbox(self, account: Account) -> Box:
        self.opened.append(round(self.time))
        if (error := self.refusal(account, self.time)) is not None:
            raise error
        self.boxes.append(Box(self, account))
        return self.boxes[-1]

    def round(self, settings: Settings, mailboxes: dict, now: datetime) -> Report:
        assert not any(watch.waiting for watch in self.watches), "a session is used while it waits"
        self.rounds.append(round(self.time))
        for events in self.events.values():  # a round sees all that has come
            events[:] = [event for event in events if event[0] > self.time or event[1] is not True]
        self.reached.append(set(mailboxes))
        return self.play(self.time)

    def ring(self) -> None:
        self.rung = True

    def wait(self, seconds: float) -> None:
        """Time passes only here: until the first thing that would ring."""
        self.turns += 1
        assert self.turns < 5000, "it spins"
        coming = [self.time + (0 if self.rung else seconds), *(at for at, _ in self.at)]
        coming += [watch.box.events[0][0] for watch in self.watches if watch.until is not None and watch.box.events]
        self.rung = False
        self._go_to(max(self.time, min(coming)))
        for entry in [entry for entry in self.at if entry[0] <= self.time]:
            self.at.remove(entry)
            entry[1]()

    def _go_to(self, time: float) -> None:
        self.travel.shift(time - self.time)
        self.time = time

    def suspend(self, seconds: float) -> None:
        self.travel.shift(seconds)
        self.suspended += seconds

    def hands(self) -> Hands:
        return Hands(
            open_mailbox=self.open_mailbox,
            play=self.round,
            reload=self.reload,
            bell=self,
            now=lambda _: START + timedelta(seconds=self.time + self.suspended),
            monotonic=lambda: self.time,
            drift=lambda: self.suspended,
            jitter=lambda low, high: 1.0,
            make_watch=lambda box, bell: ScriptedWatch(self, box),  # type: ignore[arg-type]
        )

    def reload(self) -> Settings:
        if isinstance(self.reloaded, Exception):
            raise self.reloaded
        return self.reloaded

    def run(self, seconds: float, *accounts: Account, during: dict[float, str] | None = None) -> Loop:
        loop = Loop(settings(*accounts), self.hands())
        self.at += [(seconds, loop.stop), *((at, getattr(loop, call)) for at, call in (during or {}).items())]
        loop.run()
        return loop


@pytest.fixture
def world() -> Iterator[World]:
    with time_machine.travel(START, tick=False) as travel:
        yield World(travel)


def test_a_session_begins_with_a_round_and_ends_closed(world):
    world.run(60)
    assert world.rounds == [0] and [box.closed for box in world.boxes] == [True]


def test_mail_that_arrives_is_read_at_once(world):
    world.events[ONE.address] = [(100, True)]
    world.run(200)
    assert world.rounds == [0, 100]


def test_a_burst_of_mail_is_one_round_more_not_ten(world):
    world.events[ONE.address] = [(100 + n, True) for n in range(4)]
    world.run(200)
    assert world.rounds == [0, 100, 105]


def test_a_server_that_never_tells_is_looked_at_every_five_minutes(world):
    world.run(3600)
    assert world.rounds == [0, *range(300, 3600, 300)]


def test_a_quiet_hour_costs_about_a_turn_a_minute(world):
    world.run(3600)
    assert world.turns < 150


def test_back_off_doubles_to_five_minutes(world):
    world.refusal = lambda account, time: GONE
    world.run(1200)
    pauses = [b - a for a, b in pairwise(world.opened)]
    assert pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]


def test_a_good_session_makes_the_next_failure_a_first_one(world):
    world.refusal = lambda account, time: GONE if time < 100 else None
    world.events[ONE.address] = [(1000, GONE)]
    world.run(1100)
    assert world.opened[-2:] == [127, 1001]


def test_a_session_that_is_lost_at_once_does_not_reset_the_back_off(world):
    world.events[ONE.address] = [(0, GONE)] * 20
    world.run(200)
    pauses = [b - a for a, b in pairwise(world.opened)]
    assert pauses == sorted(pauses) and pauses[-1] >= 64


def test_after_a_lost_session_the_new_one_begins_with_a_round(world):
    world.events[ONE.address] = [(50, GONE)]
    world.run(60)
    assert world.rounds == [0, 51] and world.boxes[0].closed


def test_a_wait_that_returns_at_once_for_ever_does_not_spin(world):
    world.events[ONE.address] = [(n / 1000, True) for n in range(60_000)]
    world.run(60)
    assert len(world.rounds) <= 13 and world.waits <= 60


def test_a_wait_that_ends_at_once_with_nothing_does_not_spin_either(world):
    world.patience = 0.0
    world.run(60)
    assert world.rounds == [0] and world.waits <= 61


def test_a_server_that_says_not_now_is_left_alone_for_five_minutes(world):
    world.refusal = lambda account, time: MailboxBusy("too many connections")
    world.run(1000)
    assert world.opened == [0, 300, 600, 900]


@pytest.mark.parametrize(
    ("error", "pause"),
    [(CredentialError("refused"), 900), (CredentialLocked("locked"), 60), (MailboxRefused("no Drafts"), 900)],
)
def test_what_a_person_has_to_mend_makes_no_login_storm(world, error, pause):
    world.refusal = lambda account, time: error
    world.run(3000)
    assert world.opened == list(range(0, 3000, pause))


def test_it_is_told_once_and_again_only_after_it_had_worked(world, caplog):
    world.refusal = lambda account, time: CredentialLocked("locked") if time < 200 or 400 < time < 600 else None
    world.events[ONE.address] = [(400, GONE)]
    with caplog.at_level("INFO", "followupd"):
        world.run(700)
    told = [record.message for record in caplog.records if "CredentialLocked" in record.message]
    assert len(told) == 2 and all("example.org" not in line for line in told)


def test_one_account_that_is_away_does_not_hold_up_the_other(world):
    world.refusal = lambda account, time: GONE if account is ONE else None
    world.events[TWO.address] = [(10, True)]
    world.run(20, ONE, TWO)
    assert world.rounds == [0, 10] and world.reached == [{TWO.address}] * 2


def test_an_account_that_fails_in_a_round_begins_a_session_of_its_own_again(world):
    world.play = lambda time: Report(failed={ONE.address: GONE} if time == 0 else {})
    world.run(20, ONE, TWO)
    assert world.opened == [0, 0, 1] and world.reached[-1] == {ONE.address, TWO.address}


def test_a_window_that_opens_brings_a_round_within_a_minute(world):
    world.play = lambda time: Report(next_window=START + timedelta(seconds=100) if time < 100 else None)
    world.run(200)
    assert len(world.rounds) == 2 and 100 <= world.rounds[1] <= 161


def test_after_a_suspend_every_session_begins_anew(world):
    world.at.append((100, lambda: world.suspend(8 * 3600)))
    world.run(150, ONE, TWO)
    assert len(world.boxes) == 4 and world.boxes[0].closed and world.rounds == [0, 100]


def test_a_clock_set_back_by_a_day_does_not_stop_the_heart(world):
    world.at.append((100, lambda: world.suspend(-86400)))
    world.run(1100)
    assert world.rounds == [0, 100, 400, 700, 1000]


def test_a_full_disk_is_tried_again_a_minute_later(world):
    def play(time):
        if time < 100:
            raise StateUnavailable("no space left")
        return Report()

    world.play = play
    world.run(200)
    assert world.rounds == [0, 60, 120] and len(world.boxes) == 1


@pytest.mark.parametrize("error", [LedgerError("damaged"), ZeroDivisionError()])
def test_what_another_try_cannot_mend_ends_it_with_everything_closed(world, error):
    def play(time):
        raise error

    world.play = play
    with pytest.raises(type(error)):
        world.run(100)
    assert world.boxes[0].closed


def test_a_bug_in_a_wait_is_not_taken_for_a_lost_connection(world):
    world.events[ONE.address] = [(5, ZeroDivisionError())]
    with pytest.raises(ZeroDivisionError):
        world.run(100)


def test_a_reload_takes_the_new_accounts(world):
    world.reloaded = settings(TWO)
    world.run(100, ONE, during={50: "ask_reload"})
    assert world.reached == [{ONE.address}, {TWO.address}] and world.boxes[0].closed


def test_a_broken_configuration_is_told_and_the_old_one_stays(world, caplog):
    world.reloaded = ConfigError("etiquette.wait_days: …")
    with caplog.at_level("INFO", "followupd"):
        world.run(100, during={50: "ask_reload"})
    assert any("reload_failed" in record.message for record in caplog.records)
    assert len(world.boxes) == 1 and not world.boxes[0].account.maildir


def test_systemd_hears_ready_before_the_first_login_and_then_how_it_stands(world, monkeypatch):
    heard: list[str] = []
    monkeypatch.setattr(notify, "_send", heard.append)
    world.refusal = lambda account, time: heard.append("login")
    world.play = lambda time: Report(next_window=datetime(2026, 11, 12, 9, 0, tzinfo=UTC))
    world.run(10)
    assert heard.index("READY=1") < heard.index("login") and heard[-1] == "STOPPING=1"
    assert "STATUS=1 account · 3 open cases · next window Thu 12 Nov 09:00 · last scan 09:00" in heard


def test_systemd_hears_what_is_missing(world, monkeypatch):
    heard: list[str] = []
    monkeypatch.setattr(notify, "_send", heard.append)
    world.refusal = lambda account, time: CredentialLocked("locked") if account is TWO else None
    world.run(10, ONE, TWO)
    assert any("1 of 2 accounts reached · waiting for the keyring to be unlocked" in line for line in heard)


def test_the_watchdog_is_fed_three_times_in_its_limit(world, monkeypatch):
    fed: list[float] = []
    monkeypatch.setenv("WATCHDOG_USEC", "30000000")
    monkeypatch.delenv("WATCHDOG_PID", raising=False)
    monkeypatch.setattr(notify, "alive", lambda: fed.append(world.time))
    world.run(300)
    assert max(b - a for a, b in pairwise(fed)) <= 10


def test_a_round_asks_the_watchdog_for_patience_and_gives_it_back(world, monkeypatch):
    told: list[object] = []
    monkeypatch.setenv("WATCHDOG_USEC", "30000000")
    monkeypatch.delenv("WATCHDOG_PID", raising=False)
    monkeypatch.setattr(notify, "expect_within", told.append)
    world.play = lambda time: told.append("round") or Report()
    world.run(10)
    assert told == [ROUND_LIMIT, "round", 30]


def test_the_same_settings_serve_after_a_reload(world):
    world.reloaded = replace(settings(), templates="/elsewhere")
    world.run(100, during={50: "ask_reload"})
    assert world.rounds == [0, 50]
