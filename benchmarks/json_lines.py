"""Others' labelled mails, a JSON object a line: `mails.jsonl`, `promises.jsonl`, `ordinary.jsonl` and `auto.jsonl`.

A row has `id`, `source`, `from`, `subject`, `date`, `body_text` or `body_html`, and a `label`; a promise has `text`,
`sent_date` and `expected` (a range of days, whose end counts); an automatic mail the `path` of its file.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from datetime import date, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from labelled import Labelled

INTERVIEW = frozenset({"interview_proposed", "interview_set"})
#: label → what must come out; an invitation may name its time, too
FACTS = {
    "interview_invite": frozenset({"interview_proposed"}),
    "interview_confirmed": frozenset({"interview_set"}),
    "interview_reschedule": frozenset({"interview_proposed"}),
    "interview_cancel": frozenset({"interview_cancelled"}),
    "rejection": frozenset({"rejected"}),
    "offer": frozenset({"offered"}),
    "assessment": frozenset({"task_set"}),
    "application_ack": frozenset({"application_received"}),
    "out_of_office": frozenset({"away"}),
    "bounce": frozenset({"bounced"}),
    "auto_reply": frozenset({"automatic"}),
}
#: rows of these labels say nothing about promises and questions
SIDE = frozenset({"answer_promised", "question_asked", "automatic"})


def corpus_sets(folder: Path) -> dict[str, list[Labelled]]:
    """Every set of the folder by name; a language and an age apart from the others."""
    sets: dict[str, list[Labelled]] = defaultdict(list)
    for row in _rows(folder / "mails.jsonl"):
        if row.get("scorable", True) and not row.get("dup_of"):
            facts = FACTS.get(row["label"], frozenset())
            may = SIDE | (INTERVIEW if facts & INTERVIEW else frozenset())
            sets[_name(row)].append(Labelled(str(row["id"]), row["label"], _mail(row), facts, may, by_known=False))
    for row in _rows(folder / "promises.jsonl"):
        sets[f"{row.get('lang') or 'en'} promises"].append(_promise(row))
    for row in _rows(folder / "ordinary.jsonl"):
        sets["ordinary"].append(Labelled(str(row["id"]), "ordinary", _mail(row), by_known=False))
    for row in _rows(folder / "auto.jsonl"):
        facts = FACTS.get(row["label"], frozenset())
        may = frozenset({"automatic", "away"}) if facts else frozenset()
        raw = (folder / row["path"]).read_bytes()
        sets["automatic"].append(Labelled(str(row["id"]), row["label"], raw, facts, may, by_known=False))
    return dict(sets)


def _name(row: dict[str, Any]) -> str:
    """Real mail and invented, of today and of the year 2000, each by its language."""
    age = "invented" if not row.get("real", True) else "of 2000" if row["source"].startswith("enron") else "of today"
    return f"{row.get('lang') or 'en'} {age}"


def _rows(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def _promise(row: dict[str, Any]) -> Labelled:
    text = f"Hi Jordan,\n\n{row['text']}\n\nBest regards,\nAnn\n"
    told = {"id": row["id"], "subject": "Your interview with Employer", "date": row.get("sent_date"), "body_text": text}
    real, ends = row["kind"] == "promise", (row.get("expected") or {}).get("to")
    by = date.fromisoformat(ends) if real and ends and row.get("sent_date") else None
    facts = frozenset({"answer_promised"}) if by else frozenset()
    may = frozenset({"answer_promised"}) if real else frozenset()
    return Labelled(str(row["id"]), row["kind"], _mail(told), facts, may | {"question_asked", "interview_set"}, by=by)


def _mail(row: dict[str, Any]) -> bytes:
    message = EmailMessage(policy=SMTP)
    try:
        message["From"] = _line(row.get("from")) or "people@employer.test"
    except (ValueError, IndexError):  # what no address parser takes
        message["From"] = "people@employer.test"
    message["To"], message["Subject"] = "jordan.lee@example.org", _line(row.get("subject"))
    message["Date"] = _date(row.get("date") or "2026-11-10")
    message["Message-ID"] = f"<{re.sub(r'[^A-Za-z0-9.]', '-', str(row['id']))}@labelled.test>"
    text, html = _clean(row.get("body_text") or row.get("text")), _clean(row.get("body_html"))
    message.set_content(text or html, subtype="plain" if text else "html")
    if text and html:
        message.add_alternative(html, subtype="html")
    return message.as_bytes()


def _date(told: str) -> str:
    try:
        moment = datetime.fromisoformat(str(told)[:25])
        return format_datetime(moment if len(str(told)) > 10 else moment.replace(hour=10))
    except ValueError:
        return _line(told)


def _clean(text: str | None) -> str:
    return (text or "").replace("\x00", "").encode("utf-8", "replace").decode()


def _line(text: str | None) -> str:
    return re.sub(r"[\r\n]+", " ", _clean(text))
