"""Times that a text names, in short, for tables of phrases. The mail is of 1 December 2026, 10:00 in New York."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from followupd.reading.times import TimeMention, find_times

NEW_YORK = ZoneInfo("America/New_York")
BERLIN = ZoneInfo("Europe/Berlin")
SENT = datetime(2026, 12, 1, 10, 0, tzinfo=NEW_YORK)


def told(mention: TimeMention) -> str:
    """A mention in short: start, length of the day or range, "?" where it is doubtful."""
    if mention.doubt:
        return "?"
    if mention.slot and mention.slot.day_only:
        return mention.first_day.isoformat()
    if mention.slot:
        start, end = mention.slot.start, mention.slot.end
        return start.isoformat(timespec="minutes") + (f"/{end:%H:%M}" if end else "")
    if not mention.day_told:
        return f"{mention.clock:%H:%M}"
    return f"{mention.first_day}..{mention.last_day}"


def said(text: str, sent: datetime = SENT, zone: ZoneInfo = NEW_YORK) -> list[str]:
    return [told(mention) for mention in find_times(text, sent, zone)]
