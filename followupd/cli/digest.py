"""`followupd digest`: today in ten lines, for the terminal or, with `--send`, as a mail to oneself."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from msgspec import Struct

from followupd.cli.output import one_line, say, say_json
from followupd.cli.session import now_of, settings_of
from followupd.cli.status import summaries
from followupd.cli.view import KINDS, title

#: The heading is one of them.
MOST_LINES = 10
#: What ended longer ago than this after its interview is history, not news.
_NEWS = timedelta(days=60)


class Item(Struct, frozen=True):
    """What the digest knows of a case. `kind` and `opens` are those of its draft, or of its next window.

    `held` is the end of its latest interview.
    """

    name: str
    state: str
    kind: str = ""
    opens: datetime | None = None
    held: datetime | None = None


def run(options: Namespace) -> int:
    """Show the digest; with `--send`, hand it in for the user's own address first."""
    now = now_of(options)
    items = [item(case) for case in summaries(options)]
    problems = _problems(options)
    sent_to = _send(options, *note(items, now, problems)) if options.send else None
    if options.json:
        say_json({"now": now.isoformat(), "lines": lines(items, now, problems), "sent_to": sent_to})
        return 0
    for line in lines(items, now, problems):
        say(line)
    if sent_to:
        say(f"Sent to {sent_to}.")
    return 0


def _problems(options: Namespace) -> list[str]:
    """What went wrong in the last scan, as it noted it, an account a line."""
    from followupd.state.cache import Cache

    with Cache(Path(settings_of(options).state_dir) / "cache.sqlite3", read_only=True) as cache:
        return cache.noted("problems").splitlines()


def _send(options: Namespace, subject: str, text: Sequence[str]) -> str:
    from followupd.cli.send_digest import send
    from followupd.mailbox.secrets import secret_source

    return send(settings_of(options), subject, text, lambda account: secret_source(account)())


def item(case: Mapping[str, Any]) -> Item:
    """From a case as `status --json` shows it."""
    upcoming, interview = case["next"] or {}, case["interview"] or {}
    return Item(
        name=title(dict(case)),
        state=case["state"],
        kind=upcoming.get("kind", ""),
        opens=_read(upcoming.get("opens")),
        held=_read(interview.get("end")),
    )


def _read(iso: str | None) -> datetime | None:
    return datetime.fromisoformat(iso) if iso else None


def lines(cases: Sequence[Item], now: datetime, problems: Sequence[str] = ()) -> list[str]:
    """Today in at most ten lines, what is to be done first. May name employers and roles: it stays on the terminal."""
    told = [
        *(f"problem    {one_line(problem)}" for problem in problems),
        *(f"draft      {c.name}: {_kind(c)} waits in Drafts" for c in _in(cases, "draft_ready")),
        *(f"your turn  {c.name}: they wait for your answer" for c in _in(cases, "your_turn")),
        *(f"offer      {c.name}: the answer is yours" for c in _news(cases, "offer", now)),
        *(f"opens      {c.name}: {_kind(c)}, {_moment(c.opens, now)}" for c in _opening(cases) if c.opens),
        *(f"let go     {c.name}: silence after all that good manners allow" for c in _news(cases, "moved_on", now)),
    ]
    if len(told) >= MOST_LINES:
        left = len(told) - (MOST_LINES - 2)
        told[MOST_LINES - 2 :] = [f"           and {left} more: `followupd status`"]
    return [f"{now:%A} {now.day} {now:%B}", *(told or ["Nothing is due."])]


def note(cases: Sequence[Item], now: datetime, problems: Sequence[str] = ()) -> tuple[str, list[str]]:
    """Subject and lines of the mail to oneself: counts in our own words, nothing that a mail brought in."""
    drafts, turns = len(_in(cases, "draft_ready")), len(_in(cases, "your_turn"))
    told = [
        _count(len(problems), "account was", "accounts were", "not read at the last scan."),
        _count(drafts, "draft waits", "drafts wait", "in your Drafts folder."),
        _count(turns, "employer waits", "employers wait", "for your answer."),
        _count(len(_news(cases, "offer", now)), "offer is", "offers are", "for you to answer."),
        _count(len(_news(cases, "moved_on", now)), "application is", "applications are", "to be let go."),
    ]
    for case in _opening(cases)[:1]:
        told.append(f"The next note may be written {_moment(case.opens, now)}." if case.opens else "")
    text = list(filter(None, told)) or ["Nothing is due."]
    subject = f"followupd: {drafts} to send, {turns} to answer" if drafts + turns else "followupd: nothing to do today"
    return subject, [*text, "", "`followupd digest` tells more."]


def _news(cases: Sequence[Item], state: str, now: datetime) -> list[Item]:
    return [case for case in _in(cases, state) if case.held is None or now - case.held <= _NEWS]


def _in(cases: Sequence[Item], state: str) -> list[Item]:
    return [case for case in cases if case.state == state]


def _opening(cases: Sequence[Item]) -> list[Item]:
    waiting = [case for case in cases if case.state in ("waiting", "upcoming") and case.opens]
    return sorted(waiting, key=lambda case: (case.opens, case.name))


def _kind(case: Item) -> str:
    return KINDS.get(case.kind, "a note")


def _moment(opens: datetime, now: datetime) -> str:
    there = opens.astimezone(now.tzinfo)
    day = "today" if there.date() == now.date() else f"{there:%a} {there.day} {there:%b}"
    return f"{day} at {there:%H:%M}"


def _count(number: int, one: str, many: str, rest: str) -> str:
    return f"{number} {one if number == 1 else many} {rest}" if number else ""
