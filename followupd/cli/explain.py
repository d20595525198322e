"""`followupd explain CASE`: why a case is where it is. Every fact with the mail it came from, every rule by number."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

import msgspec

from followupd.cases.case import Word
from followupd.cases.entries import Entry
from followupd.cli.output import one_line, say, say_json
from followupd.cli.remembered import remembered
from followupd.cli.session import find_case, look_back
from followupd.cli.view import case_view, summary
from followupd.plan import CasePlan
from followupd.reading.facts import Doubt, Fact

_TIME = "%a %d %b %Y %H:%M"
_BY = {"employer": "they wrote", "user": "you wrote", "nobody": "a machine wrote"}


def run(options: Namespace) -> int:
    settings, plan = look_back(options)
    planned = find_case(plan, options.case)
    view = case_view(planned, settings.you.zone)
    if options.json:
        say_json({**view, "mails": [_mail(word) for word in planned.case.words],
                  "remembered": [msgspec.to_builtins(entry) for entry in planned.case.entries]})
        return 0
    for line in (*summary(view), "", *_reasons(view), "", *_story(planned)):
        say(line)
    return 0


def _reasons(view: dict[str, Any]) -> list[str]:
    contact = view["contact"]
    return [*(f"  {reason}" for reason in view["why"]),
            f"  the next note goes to {one_line(contact['name'] or contact['address'])}" if contact else
            "  nobody is known to write to"]


def _story(planned: CasePlan) -> list[str]:
    """Mails and what the ledger remembers, in order of time."""
    told = [(word.at, _told(word)) for word in planned.case.words]
    told += [(entry.at, _remembered(entry)) for entry in planned.case.entries]
    return [line for _, lines in sorted(told, key=lambda one: one[0]) for line in lines]


def _told(word: Word) -> list[str]:
    return [
        f"{word.at:{_TIME}}  {_BY[word.by]}: {one_line(word.reading.subject)[:100]}",
        f"      {one_line(word.reading.author.address)}  {one_line(word.message_id)}",
        *(f"      {_fact(fact, word)}" for fact in word.reading.facts),
        *(f"      {_doubt(doubt)}" for doubt in word.reading.doubts),
    ]


def _remembered(entry: Entry) -> list[str]:
    return [f"{entry.at:{_TIME}}  {one_line(remembered(entry))}"]


def _fact(fact: Fact, word: Word) -> str:
    told = msgspec.to_builtins(fact)
    name, evidence = told.pop("fact"), told.pop("evidence")
    details = ", ".join(f"{key} {_value(value)}" for key, value in told.items() if value)
    words = f": “{_quote(evidence, word)}”" if _quote(evidence, word) else ""
    return one_line(f"{name}{f' ({details})' if details else ''}{words} [{evidence['rule']}]")


def _value(value: object) -> str:
    if isinstance(value, dict):
        return f"{value.get('start', '')}{' to ' + value['end'] if value.get('end') else ''}"
    return ", ".join(map(_value, value)) if isinstance(value, list | tuple) else str(value)


def _quote(evidence: dict[str, Any], word: Word) -> str:
    source = {"text": word.reading.excerpt, "subject": word.reading.subject}.get(evidence["source"], "")
    return source[evidence["start"]:evidence["end"]][:160]


def _doubt(doubt: Doubt) -> str:
    return one_line(f"in doubt: {doubt.about}: {doubt.why}")


def _mail(word: Word) -> dict[str, Any]:
    return {
        "message_id": word.message_id, "date": word.at.isoformat(), "by": word.by, "subject": word.reading.subject,
        "from": word.reading.author.address, "facts": [msgspec.to_builtins(fact) for fact in word.reading.facts],
        "doubts": [msgspec.to_builtins(doubt) for doubt in word.reading.doubts],
    }
