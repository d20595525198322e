"""iCalendar objects → `Invite`s (RFC 5545, 5546). The one door to icalendar.

Each VEVENT is handed to the library alone, stripped to the properties that are read here: a broken one loses itself
only, and none of the rest can cost time. Recurrence rules are not expanded: an invitation is one meeting.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from followupd.mail.address import normal
from followupd.mail.message import Address, Invite
from followupd.mail.text import clean, decode, one_line

MAX_CALENDAR = 512 * 1024
MAX_EVENTS = 200
MAX_ZONES = 10
MAX_ZONE_RULES = 8
MAX_ATTENDEES = 100
MAX_LINE = 20_000
#: what the library raises for broken properties: it parses with what the language offers, and says what that says
BROKEN = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError, RecursionError)

_NAME = re.compile(r"[A-Za-z-]{1,40}(?=[;:])")
#: a zone's name with a colon in it, "(UTC-05:00) Eastern Time (US & Canada)", has to be quoted and often is not
_BARE_ZONE = re.compile(r';TZID=(\([^":]{1,10}:[^":]{1,80}):(\d{8})')
_SINGLE = {
    "UID", "DTSTART", "DTEND", "DURATION", "SEQUENCE", "STATUS", "DTSTAMP", "SUMMARY", "DESCRIPTION", "LOCATION",
    "ORGANIZER", "RECURRENCE-ID",
}  # fmt: skip
#: what a time zone's rule needs to say (RFC 5545 3.6.5); anything else could be expanded without end
_ZONE_RULE = re.compile(
    r"RRULE:(?:;?(?:FREQ=YEARLY|INTERVAL=\d{1,2}|BYMONTH=\d{1,2}|BYDAY=[+-]?\d?[A-Z]{2}|BYMONTHDAY=[-\d,]{1,30}"
    r"|UNTIL=[\dTZ]{8,16}|WKST=[A-Z]{2}))+",
    re.IGNORECASE,
)
#: zones by the names that Notes and Outlook show to people; some mailers write them as TZID and define them nowhere
_SHOWN_ZONES = {
    "eastern": "America/New_York", "eastern time (us & canada)": "America/New_York",
    "central": "America/Chicago", "central time (us & canada)": "America/Chicago",
    "mountain": "America/Denver", "mountain time (us & canada)": "America/Denver",
    "pacific": "America/Los_Angeles", "pacific time (us & canada)": "America/Los_Angeles",
    "western/central europe": "Europe/Berlin", "w. europe": "Europe/Berlin", "eastern europe": "Europe/Bucharest",
    "amsterdam, berlin, bern, rome, stockholm, vienna": "Europe/Berlin",
    "brussels, copenhagen, madrid, paris": "Europe/Paris", "dublin, edinburgh, lisbon, london": "Europe/London",
    "chennai, kolkata, mumbai, new delhi": "Asia/Kolkata", "coordinated universal time": "UTC",
}  # fmt: skip


def invites(raw: bytes, zone: tzinfo | None, method_of_part: str) -> tuple[Invite, ...]:
    """Every event in `raw`, in its order; one whose DTSTART is broken is left out. Never raises.

    `zone` (default UTC) is for times that tell none. `method_of_part` is the method parameter of the Content-Type
    (RFC 6047 2.4), for objects that have no METHOD. Of more than 512 KB the beginning is read.
    """
    text = clean(decode(raw[:MAX_CALENDAR]))
    if "BEGIN:VEVENT" not in text.upper():
        return ()
    zones, events = _blocks(text, method_of_part)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        asked = "\n".join(line for _, lines in events for line in lines if "TZID=" in line.upper())
        _learn([lines for lines in zones if _zone_name(lines) in asked][:MAX_ZONES])
        return tuple(filter(None, (_invite(lines, method, zone or UTC) for method, lines in events)))


def _blocks(text: str, method: str) -> tuple[list[list[str]], list[tuple[str, list[str]]]]:
    """The lines of each VTIMEZONE, and method and lines of each VEVENT."""
    zones: list[list[str]] = []
    events: list[tuple[str, list[str]]] = []
    inside = ""
    nested = 0
    for line in re.sub(r"\n[ \t]", "", text).split("\n"):
        mark = line.strip().upper() if line[:6].upper() in ("BEGIN:", "END:VE", "END:VT", "END:VA") else ""
        if inside and mark == f"END:{inside}":
            inside, nested = "", 0
        elif mark in ("BEGIN:VEVENT", "BEGIN:VTIMEZONE"):
            inside, nested = mark[6:], 0
            if inside == "VEVENT":
                events.append((method.upper(), []))
            else:
                zones.append([])
        elif inside == "VTIMEZONE":
            zones[-1].append(line)
        elif inside == "VEVENT":
            nested += (mark[:6] == "BEGIN:") - (mark[:4] == "END:")
            if not nested:
                events[-1][1].append(line)
        elif line[:7].upper() == "METHOD:":
            method = one_line(line[7:], 20)
    return zones, events[:MAX_EVENTS]


def _zone_name(lines: list[str]) -> str:
    return next((line[5:].strip() for line in lines if line[:5].upper() == "TZID:"), "")


def _zone_lines(lines: list[str]) -> Iterator[str]:
    rules = 0
    for line in lines[:400]:
        if line[:6].upper() in ("RRULE:", "RDATE:"):
            rules += 1
            if rules > MAX_ZONE_RULES or not _ZONE_RULE.fullmatch(line):
                continue
        yield line


def _learn(zones: list[list[str]]) -> None:
    """Tells the library this object's own time zones, and makes it forget those of the mail before."""
    from icalendar import Timezone
    from icalendar.timezone import tzp

    tzp.use_default()
    for lines in zones:
        try:
            Timezone.from_ical("\r\n".join(["BEGIN:VTIMEZONE", *_zone_lines(lines), "END:VTIMEZONE", ""]))
        except BROKEN:  # its times count as floating
            continue


def _invite(lines: list[str], method: str, zone: tzinfo) -> Invite | None:
    from icalendar import Event

    try:
        event: Any = Event.from_ical("\r\n".join(["BEGIN:VEVENT", *_needed(lines), "END:VEVENT", ""]))
        broken_start = "DTSTART" not in event and any(line[:7].upper() == "DTSTART" for line in lines)
        return None if broken_start else _read(event, method, zone)
    except BROKEN:
        return None


def _needed(lines: list[str]) -> Iterator[str]:
    """The first of each property that may stand once, and the attendees."""
    seen: set[str] = set()
    attendees = 0
    for line in lines:
        match = _NAME.match(line)
        name = match[0].upper() if match else ""
        if name == "ATTENDEE" and attendees < MAX_ATTENDEES:
            attendees += 1
            yield line[:MAX_LINE]
        elif name in _SINGLE and name not in seen:
            seen.add(name)
            yield _BARE_ZONE.sub(r';TZID="\1":\2', line[:MAX_LINE])


def _read(event: Any, method: str, zone: tzinfo) -> Invite:
    start, day_only, told = _moment(event["DTSTART"], zone) if "DTSTART" in event else (None, False, True)
    attendees = event.get("ATTENDEE", [])
    attendees = attendees if isinstance(attendees, list) else [attendees]
    return Invite(
        uid=_text(event, "UID", 500),
        method=method,
        sequence=_number(_text(event, "SEQUENCE", 12)),
        start=start,
        end=_end(event, start, zone),
        status=_text(event, "STATUS", 40).upper(),
        day_only=day_only,
        zone_told=told,
        summary=_text(event, "SUMMARY", 500),
        description=clean(str(event.get("DESCRIPTION", "")))[:MAX_LINE],
        organizer=_person(event["ORGANIZER"]) if "ORGANIZER" in event else None,
        attendees=tuple(map(_person, attendees)),
        answers=tuple(one_line(str(who.params.get("PARTSTAT", "")), 40).upper() for who in attendees),
        recurrence_id=event["RECURRENCE-ID"].to_ical().decode() if "RECURRENCE-ID" in event else "",
    )


def _moment(stated: Any, zone: tzinfo) -> tuple[datetime, bool, bool]:
    """(the moment, whether it is only a day, whether its zone was told)."""
    value = stated.dt
    if not isinstance(value, datetime):
        if not isinstance(value, date):
            raise ValueError("no date")
        return _sane(datetime.combine(value, time(), zone)), True, False
    if value.tzinfo is None and (shown := _shown_zone(str(stated.params.get("TZID", "")))):
        value = value.replace(tzinfo=shown)
    if value.tzinfo is None:
        return _sane(value.replace(tzinfo=zone)), False, False
    if not isinstance(value.tzinfo, ZoneInfo):
        # a zone of the mail's own would compute its rules again at each use
        value = value.replace(tzinfo=timezone(value.utcoffset() or timedelta()))
    return _sane(value), False, True


def _shown_zone(name: str) -> ZoneInfo | None:
    plain = re.sub(r"^\((?:UTC|GMT)[^()]{0,10}\)\s{0,5}", "", name.strip("\"' ")).lower()
    return ZoneInfo(_SHOWN_ZONES[plain]) if plain in _SHOWN_ZONES else None


def _sane(moment: datetime) -> datetime:
    if not 1900 <= moment.year <= 2200:
        raise ValueError("out of all calendars")
    return moment


def _end(event: Any, start: datetime | None, zone: tzinfo) -> datetime | None:
    """DTEND, or DTSTART and DURATION (RFC 5545 3.8.2.5: hours elapse); None where it is not after the start."""
    if start is None:
        return None
    try:
        if "DTEND" in event:
            end = _moment(event["DTEND"], zone)[0]
        elif "DURATION" in event:
            end = _sane((start.astimezone(UTC) + event["DURATION"].dt).astimezone(start.tzinfo))
        else:
            return None
    except Exception:  # a broken end leaves the start as good as it was
        return None
    # as instants: two times of one zone compare by their clocks
    return end if end.astimezone(UTC) > start.astimezone(UTC) else None


def _text(event: Any, name: str, limit: int) -> str:
    return one_line(str(event.get(name, "")), limit)


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0


def _person(value: Any) -> Address:
    return Address(one_line(str(value.params.get("CN", "")), 200).strip("\"' "), normal(str(value)))
