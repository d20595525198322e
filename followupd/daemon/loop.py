"""The daemon's loop: sessions, rounds, and the waiting between them.

Rounds run in the main thread; between them each mailbox is waited for in a thread of its own (`Watch`), and the
loop sleeps on one bell. Every turn ends in that sleep, so nothing can make it spin. Whatever ends a session (a lost
connection, a silent peer, a restarted server, a suspended machine) closes it, and a new one begins after a pause; a
new session is always followed by a round, so no mail is missed between two.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from random import uniform

from followupd.daemon import clock, log, notify
from followupd.daemon.heartbeat import Heartbeat
from followupd.daemon.link import Jitter, Link, Open
from followupd.daemon.report import RoundReport, kinds, status_line
from followupd.daemon.watch import Bell, PipeBell, Watch
from followupd.errors import (
    ConfigError,
    CredentialError,
    FollowupdError,
    MailboxRefused,
    MailboxUnreachable,
    StateUnavailable,
)
from followupd.mailbox.protocol import Mailbox
from followupd.settings import Settings

#: a look even where IDLE told nothing: RFC 2177 obliges no server to tell
POLL_SECONDS = 300
EVALUATE_SECONDS = 60
#: the longest sleep, which makes a jump of the clock harmless
LONGEST_SLEEP = 60.0
SHORTEST_SLEEP = 0.05
#: between the beginnings of two waits, lest a mailbox whose wait returns at once makes the loop spin
WATCH_SECONDS = 1.0
#: between two rounds: a burst of mail is one round
QUIET_SECONDS = 5.0
#: how long a round may take until systemd takes it for hung: a first scan over a thin line takes its time
ROUND_LIMIT = 3600.0
#: wall clock against monotonic clock: so much only a suspended machine or a set clock makes
JUMP_SECONDS = 30.0
#: until a round that failed for a reason on this machine is tried again (a full disk, a broken template)
MEND_SECONDS = 60.0

#: one round, over the mailboxes that can be reached now, by account address
Round = Callable[[Settings, Mapping[str, Mailbox], datetime], RoundReport]


@dataclass(frozen=True)
class Hands:
    """What the loop does its work with; a test gives others."""

    open_mailbox: Open
    play: Round
    #: the configuration read again; raises `ConfigError`
    reload: Callable[[], Settings]
    bell: Bell = field(default_factory=PipeBell)
    now: Callable[[Settings], datetime] = lambda settings: clock.now(settings.you.zone)
    monotonic: Callable[[], float] = clock.monotonic
    drift: Callable[[], float] = clock.drift
    jitter: Jitter = uniform
    make_watch: Callable[[Mailbox, Bell], Watch] = Watch


class Loop:
    """`run` until `stop`. `stop` and `ask_reload` may be called in a signal handler."""

    def __init__(self, settings: Settings, hands: Hands) -> None:
        self._settings, self._hands = settings, hands
        self.bell = hands.bell
        self._stopping = self._reload_asked = self._due = False
        self._not_before = 0.0
        self._report: RoundReport | None = None
        self._scanned: datetime | None = None
        self._begin_anew()

    def _begin_anew(self) -> None:
        hands = self._hands
        watch: Callable[[Mailbox], Watch] = lambda mailbox: hands.make_watch(mailbox, hands.bell)  # noqa: E731
        self._links = [Link(each, hands.open_mailbox, watch, hands.jitter) for each in self._settings.accounts]
        self._drift = hands.drift()
        self._heart = Heartbeat({POLL_SECONDS: self._poll, EVALUATE_SECONDS: self._evaluate})

    def stop(self) -> None:
        self._stopping = True
        self.bell.ring()

    def ask_reload(self) -> None:
        self._reload_asked = True
        self.bell.ring()

    def run(self) -> None:
        """From the first connection to the last. Raises what only a person can mend, and bugs."""
        log.info("started", accounts=len(self._links))
        notify.ready()
        try:
            while not self._stopping:
                self._turn()
                if not self._stopping:
                    self.bell.wait(self._sleep_seconds())
        finally:
            notify.stopping()
            self._close()
            log.info("stopped")

    def _turn(self) -> None:
        if self._reload_asked:
            self._reload()
        self._notice_jump()
        self._heart.beat()
        self._hear()
        self._connect()
        if self._due and self._reached() and self._hands.monotonic() >= self._not_before:
            self._play()
        self._watch()
        notify.status(status_line(len(self._reached()), [x.error for x in self._links], self._report, self._scanned))
        notify.alive()

    def _poll(self) -> None:
        self._due = True

    def _evaluate(self) -> None:
        opens = self._report.next_window if self._report is not None else None
        if opens is not None and opens <= self._hands.now(self._settings):
            self._due = True

    def _reached(self) -> dict[str, Mailbox]:
        return {link.account.address: link.mailbox for link in self._links if link.mailbox is not None}

    def _notice_jump(self) -> None:
        """After a suspend every connection is dead, though none has said so, and `schedule` rests for too long."""
        if abs(self._hands.drift() - self._drift) > JUMP_SECONDS:
            log.info("clock_jumped", seconds=round(self._hands.drift() - self._drift))
            self._close()
            self._begin_anew()

    def _reload(self) -> None:
        self._reload_asked = False
        notify.reloading()
        try:
            settings = self._hands.reload()
        except FollowupdError as error:
            log.error("reload_failed", error=type(error).__name__, hint="the old configuration stays: followupd check")
        else:
            self._settings, self._due = settings, True
            self._close()
            self._begin_anew()
            log.info("reloaded", accounts=len(self._links))
        notify.ready()

    def _hear(self) -> None:
        """What the waits brought: mail, or the end of a session."""
        for link in self._links:
            if link.watch is None or link.watch.waiting:
                continue
            self._due = self._due or link.watch.changed
            link.watch.changed = False
            if link.watch.error is not None:
                self._lose(link, link.watch.error)

    def _lose(self, link: Link, error: BaseException) -> None:
        if not isinstance(error, FollowupdError):
            raise error
        known, event = type(link.error) is type(error), "session_lost" if link.mailbox is not None else "no_session"
        link.lose(error, self._hands.monotonic())
        if not known:  # told once, however often it is tried
            number = self._links.index(link) + 1
            pause = round(link.retry_at - self._hands.monotonic())
            hint = "followupd check" if isinstance(error, CredentialError | MailboxRefused) else None
            log.warning(event, account=number, error=type(error).__name__, retry_seconds=pause, hint=hint)

    def _connect(self) -> None:
        for link in self._links:
            if link.mailbox is None and link.retry_at <= self._hands.monotonic() and not self._stopping:
                notify.alive()
                try:
                    link.connect(self._hands.monotonic())
                except (MailboxUnreachable, MailboxRefused, CredentialError) as error:
                    self._lose(link, error)
                else:
                    self._due = True
                    log.info("session_begun", account=self._links.index(link) + 1)

    def _play(self) -> None:
        for link in self._links:
            if link.watch is not None:
                link.watch.end()
        self._hear()
        self._due = False
        began = self._hands.monotonic()
        limit = notify.watchdog_seconds()
        notify.expect_within(ROUND_LIMIT)
        try:
            self._report = self._hands.play(self._settings, self._reached(), self._hands.now(self._settings))
            self._scanned = self._hands.now(self._settings)
            self._note(self._report, self._hands.monotonic() - began)
            self._not_before = self._hands.monotonic() + QUIET_SECONDS
        except (MailboxUnreachable, MailboxRefused, CredentialError) as error:
            for link in self._links:
                if link.mailbox is not None:
                    self._lose(link, error)
        except (StateUnavailable, ConfigError) as error:
            self._due, self._not_before = True, self._hands.monotonic() + MEND_SECONDS
            log.error("round_failed", error=type(error).__name__, retry_seconds=MEND_SECONDS, hint="followupd check")
        finally:
            notify.expect_within(limit)

    def _note(self, report: RoundReport, seconds: float) -> None:
        """The one line a round, and the sessions that it lost."""
        log.info(
            "round",
            ms=round(seconds * 1000),
            read=report.read,
            written=len(report.written),
            withdrawn=len(report.withdrawn),
            open=report.open_cases,
            next=report.next_window.isoformat(timespec="minutes") if report.next_window else None,
            failed=kinds(report.failed.values()),
        )
        for link in self._links:
            error = report.failed.get(link.account.address)
            if error is not None and link.mailbox is not None:
                self._lose(link, error)

    def _watch(self) -> None:
        if self._due and self._reached():
            return  # a round comes first
        now = self._hands.monotonic()
        for link in self._links:
            if link.watch is not None and not link.watch.waiting and link.watch_at <= now:
                link.watch.begin()
                link.watch_at = now + WATCH_SECONDS

    def _sleep_seconds(self) -> float:
        now = self._hands.monotonic()
        ends = [self._heart.seconds(), notify.watchdog_seconds() / 3 or LONGEST_SLEEP]
        if self._due and self._reached():
            ends.append(self._not_before - now)
        for link in self._links:
            if link.watch is None:
                ends.append(link.retry_at - now)
            elif not link.watch.waiting:
                ends.append(link.watch_at - now)
        return min(max(min(ends), SHORTEST_SLEEP), LONGEST_SLEEP)

    def _close(self) -> None:
        for link in self._links:
            if link.mailbox is not None:
                link.mailbox.wake()  # all at once, so that the waits end side by side
        for link in self._links:
            link.close()
