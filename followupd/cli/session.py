"""What most commands begin with: the settings, the moment, and the cases as the last scan left them."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime
from pathlib import Path

from followupd.cli.config import load
from followupd.daemon.clock import moment
from followupd.daemon.gather import view
from followupd.errors import UsageError
from followupd.plan import CasePlan, Plan, make_plan
from followupd.settings import Settings
from followupd.state.cache import Cache
from followupd.state.ledger import Ledger


def settings_of(options: Namespace) -> Settings:
    """The configuration, read once for a command."""
    if not hasattr(options, "settings"):
        options.settings = load(options.config)
    settings: Settings = options.settings
    return settings


def now_of(options: Namespace) -> datetime:
    """`--now`, or the clock, on the user's clock; the same for the whole command."""
    if not hasattr(options, "moment"):
        options.moment = moment(getattr(options, "now", None), settings_of(options).you.zone)
    found: datetime = options.moment
    return found


def ledger_of(settings: Settings) -> Ledger:
    return Ledger(Path(settings.state_dir) / "ledger.jsonl")


def look_back(options: Namespace) -> tuple[Settings, Plan]:
    """The cases from the cache and the ledger alone, as of `now`; no server is asked."""
    settings, now = settings_of(options), now_of(options)
    ledger = ledger_of(settings)
    with Cache(Path(settings.state_dir) / "cache.sqlite3", read_only=True) as cache:
        gathered = view(cache, ledger, settings, now)
    return settings, make_plan(gathered, settings, now)


def find_case(plan: Plan, wanted: str) -> CasePlan:
    """The case with this id; the beginning of an id is enough where only one case has it."""
    exact = [planned for planned in plan.cases if planned.case.id == wanted]
    found = exact or [planned for planned in plan.cases if wanted and planned.case.id.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    what = f"{len(found)} cases begin with" if found else "no case is called"
    raise UsageError(f"{what} {wanted!r}", do="`followupd status --all` lists them.")
