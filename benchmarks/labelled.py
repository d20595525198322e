"""A labelled mail: its bytes, and what a careful person says that it tells."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

ME, ANN = "Jordan Lee <jordan.lee@example.org>", "Ann Brook <ann.brook@larkfield.test>"
SUBJECT, SENT = "Data Engineer at Larkfield", datetime(2026, 11, 3, 15, tzinfo=UTC)
LABELS = frozenset({
    "invited", "confirmed", "moved", "cancelled", "rejected", "offered", "received", "task", "promise", "question",
    "held", "away", "automatic", "bounced", "others", "advert", "ordinary", "near",
})


@dataclass(frozen=True)
class Labelled:
    """`facts` must come out, `may` may; `starts` and `by` empty where none is told or known."""

    id: str
    label: str
    raw: bytes
    facts: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()
    starts: frozenset[datetime | date] = field(default=frozenset())
    by: date | None = None
    #: whether a promised day may be taken for made up where `by` is None
    by_known: bool = True


def own_set(path: Path) -> list[Labelled]:
    """The mails of one of our own files. Raises ValueError or KeyError where it does not keep the schema."""
    return [_labelled(row) for row in tomllib.loads(path.read_text(encoding="utf-8"))["mail"]]


def examples(language: str) -> Iterator[tuple[str, str, Labelled]]:
    """(fact, list, mail) of what proves a language pack; but of what the user writes."""
    source = files("followupd.languages").joinpath(language, "examples.toml").read_text(encoding="utf-8")
    for fact, lists in tomllib.loads(source).items():
        for kind, lines in lists.items():
            for number, line in enumerate(lines if not kind.endswith("mine") else ()):
                subject, _, text = line.partition(" | ") if kind.endswith("first") else (f"Re: {SUBJECT}", "", line)
                replies = {} if kind.endswith("first") else {"In-Reply-To": "<0@labelled.test>"}
                row = {"id": f"{fact}-{kind}-{number}", "sent": SENT, "from": ANN, "subject": subject,
                       "text": f"Hi Jordan,\n\n{text}\n", "headers": replies}
                yield fact, kind, Labelled(row["id"], "near", _mail(row))


def _labelled(row: dict[str, Any]) -> Labelled:
    if row["label"] not in LABELS:
        raise ValueError(f"{row['id']}: no label is called {row['label']}")
    return Labelled(
        row["id"], row["label"], _mail(row), frozenset(row.get("facts", ())), frozenset(row.get("may", ())),
        frozenset(_start(start) for start in row.get("starts", ())), _day(row.get("by")),
    )


def _mail(row: dict[str, Any]) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = row["from"], row.get("to", ME), row.get("subject", "")
    message["Date"] = format_datetime(row["sent"])
    message["Message-ID"] = f"<{row['id']}@labelled.test>"
    for name, value in row.get("headers", {}).items():
        message[name] = value
    if "text" in row:
        message.set_content(row["text"])
    if "html" in row:
        add = message.add_alternative if "text" in row else message.set_content
        add(row["html"], subtype="html")
    if "ics" in row:
        lines = "\r\n".join(row["ics"].strip().splitlines()) + "\r\n"
        message.add_attachment(lines.encode(), "text", "calendar", filename="invite.ics",
                               params={"method": row.get("method", "REQUEST")})
    return message.as_bytes()


def _start(told: str | date) -> datetime | date:
    """In UTC; a day where no hour is told."""
    text = str(told)
    return datetime.fromisoformat(text).astimezone(UTC) if len(text) > 10 else date.fromisoformat(text)


def _day(told: str | date | None) -> date | None:
    return date.fromisoformat(str(told)) if told else None
