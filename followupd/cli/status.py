"""`followupd status`: the cases, from what the last scan saw. It asks no server and imports nothing heavy."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from followupd.cli.output import say, say_json
from followupd.cli.session import look_back, now_of
from followupd.cli.view import case_view, summary
from followupd.daemon.round import OVER


def run(options: Namespace) -> int:
    views = summaries(options)
    shown = [view for view in views if options.all or view["state"] not in OVER or view["drafts"]]
    if options.json:
        say_json({"now": now_of(options).isoformat(), "cases": shown})
        return 0
    for view in shown:
        for line in summary(view):
            say(line)
    hidden = len(views) - len(shown)
    if not shown:
        say("No open case. `followupd scan` looks into the mailbox.")
    if hidden:
        say(f"{hidden} more {'is' if hidden == 1 else 'are'} over: followupd status --all")
    return 0


def summaries(options: Namespace) -> list[dict[str, Any]]:
    """Every case as `status --json` shows it."""
    settings, plan = look_back(options)
    return [case_view(planned, settings.you.zone) for planned in plan.cases]
