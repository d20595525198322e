"""`followupd scan`: one full cycle, now or as of another moment."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from followupd.cli.once import exit_code, scan_once
from followupd.cli.output import complain, say, say_json
from followupd.cli.session import now_of, settings_of
from followupd.cli.view import KINDS, case_view, title
from followupd.daemon.round import Report
from followupd.plan import Lay, Withdraw


def run(options: Namespace) -> int:
    """Exit code 0, or that of the first account that failed; the others are served all the same."""
    settings, now = settings_of(options), now_of(options)
    report = scan_once(settings, now, dry_run=options.dry_run)
    if options.json:
        say_json(_json(report, dry_run=options.dry_run))
    else:
        _tell(report, settings.you.zone, dry_run=options.dry_run)
    for error in report.failed.values():
        complain(error)
    return exit_code(list(report.failed.values()))


def _json(report: Report, *, dry_run: bool) -> dict[str, Any]:
    written = [action.intends for action in _due(report, Lay)] if dry_run else list(report.written)
    withdrawn = _due(report, Withdraw) if dry_run else list(report.withdrawn)
    return {
        "now": report.now.isoformat(),
        "read": report.read,
        "written": [{"case": one.case, "kind": one.kind, "message_id": one.message_id} for one in written],
        "withdrawn": [{"case": one.case, "message_id": one.message_id, "why": one.why} for one in withdrawn],
        **({"held_back": report.held_back} if report.held_back else {}),
    }


def _due(report: Report, kind: type) -> list[Any]:
    return [action for action in report.plan.actions if isinstance(action, kind)]


def _tell(report: Report, zone: Any, *, dry_run: bool) -> None:
    would = "would be " if dry_run else ""
    views = {planned.case.id: case_view(planned, zone) for planned in report.plan.cases}
    say(f"{report.read} new {'message' if report.read == 1 else 'messages'} looked at, {report.open_cases} open cases.")
    said = _json(report, dry_run=dry_run)
    for one in said["written"]:
        say(f"{would}laid into Drafts: {KINDS[one['kind']]} for {title(views[one['case']])}")
    for one in said["withdrawn"]:
        say(f"{would}moved to Trash: the draft for {title(views[one['case']])} ({one['why']})")
    if report.held_back:
        say(f"Nothing was written: {report.held_back}.")
