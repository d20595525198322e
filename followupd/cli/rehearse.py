"""`followupd rehearse`: what would have been drafted, and when, over the last days of the real mailbox. Reads only.

The mailbox is read as it is now, through a cache that is thrown away afterwards; your own mails stand where you sent
them, and every draft is thought of as left lying.
"""

from __future__ import annotations

import dataclasses
from argparse import Namespace
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from followupd.cases.seen import Gathered
from followupd.cli.once import exit_code, mailboxes_of, templates_of
from followupd.cli.output import complain, say, say_json
from followupd.cli.session import now_of, settings_of
from followupd.cli.view import KINDS, case_view, title
from followupd.daemon import guard
from followupd.daemon.gather import fingerprint_of, gather
from followupd.errors import FollowupdError, UsageError
from followupd.plan import CasePlan
from followupd.plan.replay import replay
from followupd.settings import Settings
from followupd.state.cache import Cache
from followupd.state.ledger import Ledger

_MOST_DAYS = 366
_STEP = timedelta(hours=2)


def run(options: Namespace) -> int:
    settings, now = settings_of(options), now_of(options)
    if not 1 <= options.days <= _MOST_DAYS:
        raise UsageError(f"--days: a number from 1 to {_MOST_DAYS}", do="e.g. followupd rehearse --days 30")
    templates = templates_of(settings)
    gathered, failed = _gather(settings, now, options.days)
    laid = [
        {
            "at": _at(case, action.intends.at).isoformat(), "kind": action.intends.kind,
            **case_view(case, settings.you.zone),
        }
        for case, action in replay(gathered, settings, _moments(now, options.days), templates)
    ]
    if options.json:
        say_json({"now": now.isoformat(), "days": options.days, "would_have_laid": laid})
    else:
        _tell(laid, options.days)
    for error in failed:
        complain(error)
    return exit_code(failed)


def _at(case: CasePlan, played: datetime) -> datetime:
    """When the daemon would have laid it: as the window opened, where that was after the moment played before."""
    window = case.standing.window
    return window.opens if window is not None and played - _STEP < window.opens <= played else played


def _moments(now: datetime, days: int) -> Iterator[datetime]:
    moment = now - timedelta(days=days)
    while moment < now:
        yield moment
        moment += _STEP
    yield now


def _gather(settings: Settings, now: datetime, days: int) -> tuple[Gathered, list[FollowupdError]]:
    guard.allow(settings.accounts)
    accounts = tuple(dataclasses.replace(account, look_back_days=account.look_back_days + days)
                     for account in settings.accounts)
    settings = dataclasses.replace(settings, accounts=accounts)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="followupd-rehearsal-")))
        mailboxes, failed = mailboxes_of(settings, stack)
        cache = stack.enter_context(Cache(folder / "cache.sqlite3", fingerprint_of(settings)))
        everywhere = {account.address: mailboxes.get(account.address) for account in settings.accounts}
        gathered = gather(everywhere, cache, Ledger(folder / "ledger.jsonl"), settings, now)
    return gathered, [*failed.values(), *dict(gathered.problems).values()]


def _tell(laid: list[dict[str, Any]], days: int) -> None:
    for one in laid:
        say(f"{datetime.fromisoformat(one['at']):%a %d %b %Y %H:%M}  {KINDS[one['kind']]} for {title(one)}")
        say(f"      {one['why'][0] if one['why'] else ''}")
    count = f"{len(laid)} draft{'' if len(laid) == 1 else 's'}" if laid else "No draft"
    say(f"{count} in {days} days, if you had written nothing but what lies in Sent. Nothing was changed.")
