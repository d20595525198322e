"""`followupd read`: what a mail says. No account and no configuration needed, nothing is written."""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path

from followupd.cli.config import default_path, load
from followupd.cli.facts import doubt_row, fact_row, fact_words, invite_row
from followupd.cli.files import Found, mails
from followupd.cli.output import one_line, say, say_json
from followupd.errors import ConfigError
from followupd.mail.message import Message, Unreadable
from followupd.reading.facts import Evidence, Reader, Reading


def run(options: Namespace) -> int:
    """One JSON line a message, or a person's view, in the order given.

    A mail that cannot be read never stops it. The code is 2 where a PATH of the command line is not there.
    """
    reader = _reader(options.config)
    show = _show_json if options.json else _show
    for found in mails(options.paths):
        show(found, *_read(found, reader))
    return 0 if all(path == "-" or Path(path).exists() for path in options.paths) else 2


def _reader(config: str | None) -> Reader:
    """Who reads: the user of the configuration, if there is one; a broken one counts only where it was asked for."""
    if config is None and not default_path(os.environ).exists():
        return Reader()
    try:
        settings = load(config)
    except ConfigError:
        if config is not None:
            raise
        return Reader()
    zone = settings.you.zone if settings.you.zone_told else None
    return Reader(zone=zone, name=settings.you.name, own=settings.own_addresses)


def _read(found: Found, reader: Reader) -> tuple[Message | Unreadable, Reading | None]:
    from followupd.mail.parse import parse
    from followupd.reading.read import read

    if found.problem:
        return Unreadable(found.problem), None
    try:
        message = parse(found.raw, found.arrived, reader.zone)
        if isinstance(message, Unreadable):
            return message, None
        return message, read(message, message.date or found.arrived, reader)
    except Exception as error:  # a fault of ours in one mail must not hide what the others say
        return Unreadable(f"a fault of followupd's own: {type(error).__name__}"), None


def _show_json(found: Found, message: Message | Unreadable, reading: Reading | None) -> None:
    path = os.fsencode(found.path).decode("utf-8", "replace")
    if isinstance(message, Unreadable) or reading is None:
        say_json({"path": path, "unreadable": message.reason if isinstance(message, Unreadable) else ""})
        return
    say_json(
        {
            "path": path,
            "message_id": message.message_id,
            "date": message.date,
            "text": message.text,
            "facts": [fact_row(fact) for fact in reading.facts],
            "doubts": [doubt_row(doubt) for doubt in reading.doubts],
            "invites": [invite_row(invite) for invite in message.invites],
        }
    )


def _show(found: Found, message: Message | Unreadable, reading: Reading | None) -> None:
    if isinstance(message, Unreadable) or reading is None:
        say(f"{found.path}: cannot be read: {message.reason if isinstance(message, Unreadable) else ''}")
        return
    day = message.date.strftime("%a %d %b %Y %H:%M %z") if message.date else "no date"
    say(f"{one_line(found.path)}: {one_line(message.subject)[:80]}")
    say(f"  {day}, {one_line(message.sender.name or message.sender.address)[:60]}")
    for fact in reading.facts:
        say(f"  {fact_words(fact)}{_quote(message, fact.evidence)}")
    for doubt in reading.doubts:
        say(f"  perhaps {doubt.about}, but {one_line(doubt.why)}{_quote(message, doubt.evidence)}")
    if not reading.facts and not reading.doubts:
        say("  nothing that moves a case")


def _quote(message: Message, evidence: Evidence) -> str:
    """The words that say it, and the rule that saw them."""
    source = {"text": message.text, "subject": message.subject}.get(evidence.source, "")
    words = one_line(source[evidence.start : evidence.end])[:100]
    return f' - "{words}" ({evidence.rule})' if words else f" ({evidence.source}, {evidence.rule})"
