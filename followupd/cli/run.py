"""`followupd run`: the daemon, as systemd starts it or a person in a terminal."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import datetime

from followupd.cli.config import load
from followupd.cli.once import opened, state_of, templates_of
from followupd.cli.output import say_json
from followupd.daemon import guard, log
from followupd.daemon.gather import fingerprint_of
from followupd.daemon.loop import Hands, Loop
from followupd.daemon.round import Report, run_round
from followupd.daemon.signals import Stopped, listen
from followupd.errors import ConfigError
from followupd.mailbox.protocol import Mailbox
from followupd.settings import Settings


def run(options: Namespace) -> int:
    """Until SIGTERM or SIGINT; SIGHUP reads the configuration again.

    Raises what no later try would mend (configuration, ledger), and `StateUnavailable` where another one is at work.
    """
    settings = load(options.config)
    templates_of(settings)
    log.set_up()
    guard.allow(settings.accounts)
    with _Rounds(settings) as rounds:
        loop = Loop(settings, Hands(opened, rounds.play, lambda: _reload(options.config, settings)))
        listen(loop)
        try:
            loop.run()
        except Stopped:
            log.info("cut_off")
    if options.json:
        say_json({"rounds": rounds.played})
    return 0


def _reload(config: str | None, before: Settings) -> Settings:
    settings = load(config)
    templates_of(settings)
    if settings.state_dir != before.state_dir:
        raise ConfigError("state_dir cannot change while it runs", do="systemctl --user restart followupd")
    guard.allow(settings.accounts)
    return settings


class _Rounds:
    """The state directory, held alone while it runs, and the rounds over it."""

    def __init__(self, settings: Settings) -> None:
        self._stack = ExitStack()
        self.played = 0
        self._open(settings)

    def __enter__(self) -> _Rounds:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def _open(self, settings: Settings) -> None:
        self._cache, self._ledger = self._stack.enter_context(state_of(settings))
        self._fingerprint = fingerprint_of(settings)

    def play(self, settings: Settings, mailboxes: Mapping[str, Mailbox], now: datetime) -> Report:
        """One round; a reload that changed whose eyes read opens the cache anew."""
        if fingerprint_of(settings) != self._fingerprint:
            self._stack.close()
            self._open(settings)
        self.played += 1
        return run_round(settings, mailboxes, self._cache, self._ledger, now, templates=templates_of(settings))
