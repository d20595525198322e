"""iCalendar objects → invites."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from followupd.mail.calendar import MAX_ATTENDEES, MAX_EVENTS, invites
from followupd.mail.message import Address, Invite, Message
from followupd.mail.parse import parse

NEW_YORK = ZoneInfo("America/New_York")


def calendar(*lines: str, method: str = "REQUEST", zones: str = "") -> bytes:
    event = "\n".join(["BEGIN:VEVENT", "UID:u1", *lines, "END:VEVENT"])
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:{method}\n{zones}{event}\nEND:VCALENDAR\n".encode()


def one(*lines: str, method: str = "REQUEST", zones: str = "") -> Invite:
    (found,) = invites(calendar(*lines, method=method, zones=zones), NEW_YORK, "")
    return found


def zone(name: str, winter: str = "+0100", summer: str = "+0200") -> str:
    return (
        f"BEGIN:VTIMEZONE\nTZID:{name}\n"
        f"BEGIN:STANDARD\nDTSTART:16011028T030000\nTZOFFSETFROM:{summer}\nTZOFFSETTO:{winter}\n"
        f"RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\n"
        f"BEGIN:DAYLIGHT\nDTSTART:16010325T020000\nTZOFFSETFROM:{winter}\nTZOFFSETTO:{summer}\n"
        f"RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
    )


def test_a_whole_invitation() -> None:
    invite = one(
        "DTSTART:20261110T190000Z",
        "DTEND:20261110T200000Z",
        "DTSTAMP:20261101T080000Z",
        "SEQUENCE:3",
        "STATUS:confirmed",
        "SUMMARY:Interview\\, second",
        "  round",
        "DESCRIPTION:Line one\\nLine two",
        "LOCATION:Room 5",
        'ORGANIZER;CN="Chen, Sarah":mailto:Sarah@acme.test',
        "ATTENDEE;PARTSTAT=ACCEPTED;CN=Jordan:mailto:jordan@example.org",
        "ATTENDEE:mailto:ann@acme.test",
        "RRULE:FREQ=SECONDLY",
    )
    assert (invite.uid, invite.method, invite.sequence, invite.status) == ("u1", "REQUEST", 3, "CONFIRMED")
    assert invite.start == datetime(2026, 11, 10, 19, 0, tzinfo=UTC)
    assert invite.end == datetime(2026, 11, 10, 20, 0, tzinfo=UTC)
    assert (invite.summary, invite.description) == ("Interview, second round", "Line one\nLine two")
    assert invite.organizer == Address("Chen, Sarah", "sarah@acme.test")
    assert invite.attendees == (Address("Jordan", "jordan@example.org"), Address("", "ann@acme.test"))
    assert invite.answers == ("ACCEPTED", "")
    assert invite.zone_told
    assert not invite.day_only


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL", "REPLY", "COUNTER", "PUBLISH", "request"])
def test_the_method_is_that_of_its_calendar(method: str) -> None:
    assert one("DTSTART:20261110T190000Z", method=method).method == method.upper()


def test_the_method_of_the_part_stands_in_where_the_object_has_none() -> None:
    raw = calendar("DTSTART:20261110T190000Z").replace(b"METHOD:REQUEST\n", b"")
    assert [invite.method for invite in invites(raw, None, "cancel")] == ["CANCEL"]


@pytest.mark.parametrize(
    ("start", "utc"),
    [
        ("DTSTART:20261110T140000Z", "2026-11-10T14:00"),
        ("DTSTART;TZID=America/New_York:20261110T140000", "2026-11-10T19:00"),
        ('DTSTART;TZID="America/New_York":20260710T140000', "2026-07-10T18:00"),
        ("DTSTART;TZID=Eastern Standard Time:20260710T140000", "2026-07-10T18:00"),
        ("DTSTART;TZID=W. Europe Standard Time:20261110T140000", "2026-11-10T13:00"),
        ("DTSTART;TZID=/mozilla.org/20070129_1/Europe/Berlin:20261110T140000", "2026-11-10T13:00"),
        ("DTSTART;TZID=(UTC-05:00) Eastern Time (US & Canada):20260710T140000", "2026-07-10T18:00"),
        ('DTSTART;TZID="(UTC-05:00) Eastern Time (US & Canada)":20260710T140000', "2026-07-10T18:00"),
        ("DTSTART;TZID=Office:20261110T140000", "2026-11-10T13:00"),
        ("DTSTART;TZID=Office:20260710T140000", "2026-07-10T12:00"),
    ],
)
def test_a_time_is_read_in_its_zone(start: str, utc: str) -> None:
    invite = one(start, zones=zone("Office"))
    assert invite.start is not None
    assert invite.start.astimezone(UTC).strftime("%Y-%m-%dT%H:%M") == utc
    assert invite.zone_told


@pytest.mark.parametrize("start", ["DTSTART:20261110T140000", "DTSTART;TZID=Nowhere/Known:20261110T140000"])
def test_a_time_without_a_known_zone_is_in_the_readers(start: str) -> None:
    invite = one(start)
    assert invite.start == datetime(2026, 11, 10, 14, 0, tzinfo=NEW_YORK)
    assert not invite.zone_told


def test_a_zone_that_one_mail_defines_means_nothing_in_the_next() -> None:
    assert one("DTSTART;TZID=Office:20261110T140000", zones=zone("Office")).zone_told
    other = one("DTSTART;TZID=Office:20261110T140000", zones=zone("Office", "-0800", "-0700"))
    assert other.start == datetime(2026, 11, 10, 22, 0, tzinfo=UTC)
    assert not one("DTSTART;TZID=Office:20261110T140000").zone_told


def test_a_zone_whose_rule_has_no_end_costs_nothing() -> None:
    endless = zone("Office").replace("FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", "FREQ=SECONDLY")
    assert one("DTSTART;TZID=Office:20261110T140000", zones=endless).start is not None


def test_a_day_is_its_midnight() -> None:
    invite = one("DTSTART;VALUE=DATE:20261110", "DTEND;VALUE=DATE:20261111")
    assert invite.day_only
    assert invite.start == datetime(2026, 11, 10, tzinfo=NEW_YORK)
    assert invite.end == datetime(2026, 11, 11, tzinfo=NEW_YORK)


@pytest.mark.parametrize(
    ("lines", "end"),
    [
        (["DURATION:PT45M"], "2026-11-01T06:15:00+00:00"),
        (["DURATION:P1D"], "2026-11-02T05:30:00+00:00"),
        (["DURATION:-PT1H"], None),
        (["DURATION:P99999999999W"], None),
        (["DTEND:20261101T053000Z"], None),
        (["DTEND:garbage"], None),
        ([], None),
    ],
)
def test_the_end_is_told_or_counted_in_elapsed_time_or_none(lines: list[str], end: str | None) -> None:
    invite = one("DTSTART;TZID=America/New_York:20261101T013000", *lines)  # the clocks go back at two
    assert (invite.end and invite.end.astimezone(UTC).isoformat()) == end


@pytest.mark.parametrize(
    "start", ["DTSTART:garbage", "DTSTART:20261399T990000", "DTSTART:00010101T000000", "DTSTART;VALUE=PERIOD:x"]
)
def test_an_event_with_a_broken_start_loses_itself_only(start: str) -> None:
    broken = calendar(start).replace(b"UID:u1", b"UID:broken")
    found = invites(broken + calendar("DTSTART:20261110T190000Z"), None, "")
    assert [invite.uid for invite in found] == ["u1"]


def test_a_cancellation_needs_no_start() -> None:
    assert one(method="CANCEL").start is None


def test_doubled_properties_count_once_and_alarms_not_at_all() -> None:
    invite = one(
        "DTSTART:20261110T190000Z", "DTSTART:20261111T190000Z", "SUMMARY:One", "SUMMARY:Two",
        "BEGIN:VALARM", "DESCRIPTION:Reminder", "TRIGGER:-PT15M", "END:VALARM", "DESCRIPTION:Agenda",
    )  # fmt: skip
    assert invite.start == datetime(2026, 11, 10, 19, 0, tzinfo=UTC)
    assert (invite.summary, invite.description) == ("One", "Agenda")


def test_every_event_of_every_calendar_counts_and_an_instance_keeps_its_name() -> None:
    raw = calendar("DTSTART:20261110T190000Z") + calendar(
        "DTSTART:20261117T190000Z", "RECURRENCE-ID:20261117T180000Z", method="CANCEL"
    )
    found = invites(raw, None, "")
    assert [(invite.method, invite.recurrence_id) for invite in found] == [
        ("REQUEST", ""),
        ("CANCEL", "20261117T180000Z"),
    ]


@pytest.mark.parametrize(
    "raw", [b"", b"BEGIN:VEVENT", b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID", b"\x00\xff" * 50, b"BEGIN:VEVENT\n" * 9]
)
def test_rubble_is_read_without_a_word(raw: bytes) -> None:
    assert all(invite.start is None for invite in invites(raw, None, ""))


def test_a_truncated_object_is_read_as_far_as_it_goes() -> None:
    raw = calendar("DTSTART:20261110T190000Z", "SUMMARY:Interview")
    assert invites(raw[: raw.index(b"END:VEVENT")], None, "")[0].summary == "Interview"


def test_events_and_attendees_are_bounded() -> None:
    many = calendar("DTSTART:20261110T190000Z", *["ATTENDEE:mailto:a@x.test"] * 5000)
    assert len(invites(many, None, "")[0].attendees) == MAX_ATTENDEES
    assert len(invites(calendar("DTSTART:20261110T190000Z") * 1000, None, "")) == MAX_EVENTS


def test_the_same_invitation_in_body_and_attachment_is_one() -> None:
    ics = calendar("DTSTART:20261110T190000Z").decode()
    mail = (
        "From: ann@acme.test\nContent-Type: multipart/mixed; boundary=b\n\n"
        f"--b\nContent-Type: text/calendar; method=REQUEST\n\n{ics}\n"
        f"--b\nContent-Type: application/octet-stream; name=invite.ics\n\n{ics}\n--b--\n"
    )
    found = parse(mail.encode(), datetime(2026, 11, 9, tzinfo=UTC))
    assert isinstance(found, Message)
    assert len(found.invites) == 1


def test_a_floating_time_is_in_the_senders_offset_where_the_reader_has_no_zone() -> None:
    ics = calendar("DTSTART:20261110T140000").decode()
    mail = f"From: ann@acme.test\nDate: Mon, 9 Nov 2026 10:00:00 +0100\nContent-Type: text/calendar\n\n{ics}"
    found = parse(mail.encode(), datetime(2026, 11, 9, tzinfo=UTC))
    assert isinstance(found, Message)
    assert found.invites[0].start == datetime(2026, 11, 10, 13, 0, tzinfo=UTC)
