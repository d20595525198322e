"""One round, in three lines: gather (world → values), make_plan (values → values), apply (values → world)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from followupd.cases.entries import Add, Close, Intends, Join, Pause, Resume, SetField, Split
from followupd.cases.seen import Gathered
from followupd.daemon import log
from followupd.daemon.apply import apply
from followupd.daemon.gather import gather
from followupd.drafting.templates import Templates
from followupd.errors import FollowupdError
from followupd.mailbox.protocol import Mailbox
from followupd.plan import Plan, Withdraw, make_plan
from followupd.settings import Settings
from followupd.state.cache import Cache
from followupd.state.ledger import Ledger

#: the user's word may be given at any time; it does not stop a round that plays an earlier moment
_WORDS = (Add, Close, Join, Pause, Resume, SetField, Split)
#: cases in these states are over
OVER = frozenset({"closed", "offer", "rejected", "cancelled", "moved_on"})


class Report(Struct, frozen=True):
    """What one round did. `held_back`: why nothing was written although something was due, or ""."""

    now: datetime
    plan: Plan
    read: int = 0
    written: tuple[Intends, ...] = ()
    withdrawn: tuple[Withdraw, ...] = ()
    failed: Mapping[str, FollowupdError] = {}
    held_back: str = ""

    @property
    def open_cases(self) -> int:
        return sum(case.standing.state not in OVER for case in self.plan.cases)

    @property
    def next_window(self) -> datetime | None:
        opens = [case.standing.window.opens for case in self.plan.cases
                 if case.standing.window and case.standing.state in ("upcoming", "waiting")]
        return min(opens, default=None)


def run_round(
    settings: Settings, mailboxes: Mapping[str, Mailbox], cache: Cache, ledger: Ledger, now: datetime,
    *, templates: Templates | None = None, dry_run: bool = False,
) -> Report:
    """Look, decide, do. `mailboxes` holds the accounts that can be reached now."""
    ledger.refresh()
    everywhere = {account.address: mailboxes.get(account.address) for account in settings.accounts}
    gathered = gather(everywhere, cache, ledger, settings, now)
    plan = make_plan(gathered, settings, now, templates)
    _note_problems(cache, gathered)
    held_back = _held_back(ledger, now)
    if held_back and plan.actions:
        log.warning("held_back", why=held_back)
    if dry_run or held_back or not plan.actions:
        return Report(now, plan, gathered.looked_at, failed=_failed(gathered), held_back=held_back)
    outcome = apply(plan, mailboxes, ledger)
    failed = {**_failed(gathered), **outcome.failed}
    if outcome.written or outcome.withdrawn or outcome.surprised:
        again = gather(everywhere, cache, ledger, settings, now)
        plan = make_plan(again, settings, now, templates)
        failed = {**_failed(again), **failed}
    return Report(now, plan, gathered.looked_at, tuple(outcome.written), tuple(outcome.withdrawn), failed)


def _failed(gathered: Gathered) -> dict[str, FollowupdError]:
    return dict(gathered.problems)


def _note_problems(cache: Cache, gathered: Gathered) -> None:
    """For the digest: what kept an account from being looked at, in our words, one line each."""
    cache.note("problems", "\n".join(f"{address}: {error.what}" for address, error in gathered.problems))


def _held_back(ledger: Ledger, now: datetime) -> str:
    """The past is not rewritten: a moment before the ledger's last entry writes nothing."""
    last = max((entry.at for entry in ledger.entries if not isinstance(entry, _WORDS)), default=None)
    if last is not None and now < last:
        return f"the ledger already tells of {last.isoformat()}; a moment before that writes nothing"
    return ""
