"""Whatever a mail holds, only so much of it is looked at."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from followupd.mail import body
from followupd.mail.headers import MAX_BLOCK, MAX_FIELDS, MAX_VALUE, split_fields
from followupd.mail.message import Message, Unreadable
from followupd.mail.parse import MAX_CALENDARS, MAX_INVITES, MAX_MAIL, parse

RECEIVED = datetime(2026, 11, 10, 15, 0, tzinfo=UTC)


def calendars(number: int, events: int) -> bytes:
    """A mail with so many calendars of so many events, no two alike."""
    parts = []
    for calendar in range(number):
        told = "".join(f"BEGIN:VEVENT\nUID:{calendar}.{event}@x.test\nDTSTART:20261110T190000Z\nEND:VEVENT\n"
                       for event in range(events))
        parts.append(f"--b\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR\n{told}END:VCALENDAR\n")
    return f"From: a@x.test\nContent-Type: multipart/mixed; boundary=b\n\n{''.join(parts)}--b--\n".encode()


def test_what_lies_beyond_two_megabytes_is_not_read() -> None:
    mail = (b"From: a@x.test\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: image/png\n\n%s\n"
            b"--b\nContent-Type: text/plain\n\nHello.\n--b--\n")
    near, far = (parse(mail % (b"x" * size), RECEIVED) for size in (MAX_MAIL - 1000, MAX_MAIL))
    assert isinstance(near, Message) and isinstance(far, Message)
    assert (near.text, far.text) == ("Hello.", "")


def test_a_header_is_read_to_a_bound() -> None:
    fields, body_starts = split_fields(b"A: b\n" * 300_000)
    assert len(fields) == MAX_FIELDS
    assert MAX_BLOCK <= body_starts < MAX_BLOCK + 10
    ((_, value),), _ = split_fields(b"A: " + b"x" * 200_000 + b"\n")
    assert len(value) <= MAX_VALUE


@pytest.mark.parametrize(("mail", "left"), [(calendars(30, 1), MAX_CALENDARS), (calendars(10, 40), MAX_INVITES)])
def test_so_many_calendars_and_invitations_are_read(mail: bytes, left: int) -> None:
    found = parse(mail, RECEIVED)
    assert isinstance(found, Message)
    assert len(found.invites) == left


def test_a_fault_of_ours_makes_one_mail_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "read", lambda part: 1 / 0)
    found = parse(b"From: a@x.test\n\nHello.\n", RECEIVED)
    assert isinstance(found, Unreadable) and "ZeroDivisionError" in found.reason
