"""Nothing that anybody can send raises, hangs, or grows."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from followupd.mail.message import Message, Unreadable
from followupd.mail.mime import MAX_DEPTH, MAX_PARTS, read_part
from followupd.mail.parse import parse

RECEIVED = datetime(2026, 11, 10, 15, 0, tzinfo=UTC)
MAIL = b"""\
Return-Path: <ann@acme.test>
From: =?utf-8?q?Ann_Lee?= <ann@acme.test>
To: Team: a@x.test, "B, C" <b@x.test>;
Subject: =?utf-8?b?R3LDvMOfZQ==?= Interview
Date: Tue, 10 Nov 2026 10:00:00 -0500
Message-ID: <1@acme.test>
References: <0@acme.test>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: multipart/alternative; boundary=c

--c
Content-Type: text/plain; charset=utf-8; format=flowed
Content-Transfer-Encoding: quoted-printable

Hi,
Tuesday at 2 works =E2=82=AC.

Best,
Ann
+1 555 0100

On Mon, Nov 9, 2026 at 9:00 AM J <j@x.test> wrote:
> Hi
--c
Content-Type: text/html

<table><tr><td>Date<td>Tuesday</table><blockquote type=cite>Hi</blockquote>
<script type="application/ld+json">[{"a": 1}]</script>
--c--
--b
Content-Type: text/calendar; method=REQUEST

BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VTIMEZONE
TZID:X
BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:u
DTSTART;TZID=X:20261110T140000
DURATION:PT1H
ATTENDEE;PARTSTAT=ACCEPTED;CN="J":mailto:j@x.test
END:VEVENT
END:VCALENDAR
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; x

Final-Recipient: rfc822; a@x.test
Action: failed
--b--
""".replace(b"\n", b"\r\n")


def check(raw: bytes) -> None:
    """What the types of a message promise."""
    found = parse(raw, RECEIVED)
    if isinstance(found, Unreadable):
        assert found.reason
        return
    assert isinstance(found, Message)
    assert found.message_id[:1] + found.message_id[-1:] == "<>"
    texts = [found.text, found.quoted, found.signature, found.forwarded]
    for value in [*texts, found.subject, found.sender.name, *found.headers.values()]:
        value.encode()  # no lone surrogates
        assert not any(c in value for c in "\x00\r\x1b\u202e")
    assert "\n" not in found.subject + found.sender.name + "".join(found.headers.values())
    for invite in found.invites:
        assert invite.start is None or invite.start.utcoffset() is not None


def test_the_whole_mail_is_read_when_nothing_is_broken() -> None:
    found = parse(MAIL, RECEIVED)
    assert isinstance(found, Message)
    assert (found.text, found.signature) == ("Hi,\nTuesday at 2 works €.", "Best,\nAnn\n+1 555 0100")
    assert found.invites[0].start == datetime(2026, 11, 10, 13, 0, tzinfo=UTC)
    assert found.json_ld == ('{"a": 1}',)
    assert found.reports[0].recipient == "a@x.test"


@given(st.binary(max_size=400))
@example(b"From: =?utf-8?q?=?=\n\n")
@example(b"Content-Type: multipart/mixed; boundary=\n\n--\n--")
@example(b"From:\nContent-Type: message/rfc822\n\n" * 40)
@example(b"From: a\nContent-Type: text/html\n\n<![if")
@example(b"From: a\nContent-Type: text/plain; charset=utf-16\n\nabc")
def test_no_bytes_raise(raw: bytes) -> None:
    check(raw)
    check(b"From: a@x.test\nContent-Type: text/html\n\n" + raw)
    check(b"From: a@x.test\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR\nBEGIN:VEVENT\n" + raw + b"\nEND:VEVENT\n")


@settings(deadline=None)
@given(st.randoms(use_true_random=False))
def test_no_mutation_of_a_mail_raises(chance: random.Random) -> None:
    raw = bytearray(MAIL)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(raw) or 1)
        match chance.randrange(5):
            case 0:
                raw[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del raw[at : at + chance.randrange(60)]
            case 2:
                raw[at:at] = raw[chance.randrange(len(raw) or 1) :][: chance.randrange(200)]
            case 3:
                raw[at:at] = (
                    chance.choice([b"\x00", b"=?", b"?=", b'"', b"<", b"(", b"--b\r\n", b"\r\n\r\n", b"=", b"\xff"]) * 3
                )
            case _:
                del raw[at:]
                raw += b"\r\n"
    check(bytes(raw))


def nested(depth: int) -> bytes:
    """multipart in multipart in …, each with its own boundary."""
    head = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth))
    return b"From: a@x.test\n" + head + b"Content-Type: text/plain\n\nthe bottom\n"


def test_nesting_and_number_of_parts_are_bounded() -> None:
    assert len(list(read_part(nested(1000)).walk())) <= MAX_DEPTH + 1
    wide = b"From: a@x.test\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 5000
    assert len(list(read_part(wide).walk())) == MAX_PARTS + 1
    check(nested(5000))
    check(wide)
    check(b"From: a@x.test\nContent-Type: message/rfc822\n\n" * 3000)


@pytest.mark.parametrize(
    "raw",
    [
        b"Subject: " + b"=?utf-8?q?a?= " * 200_000,
        b"Subject: a\n" + b" folded\n" * 200_000,
        b"X: y\n" * 300_000 + b"From: a@x.test\n\n",
        b"From: " + b'"\\' * 500_000,
        b"To: " + b"(" * 500_000,
        b"Content-Type: x/y" + b';a="' * 300_000,
        b"From: a@x.test\nContent-Type: multipart/mixed; boundary=" + b"-" * 60 + b"\n\n" + b"-" * 2_000_000,
        b"From: a@x.test\n\n" + b"> " * 900_000,
        b"From: a@x.test\n\n" + b">\n" * 900_000,
        b"From: a@x.test\n\n" + b"On 1 Jan 2026, a@x wrote\n" * 60_000,
        b"From: a@x.test\n\n" + b"From: a\n" * 200_000,
        b"From: a@x.test\n\n" + b"Best,\n" * 200_000,
        b"From: a@x.test\n\n" + b"-- \n" * 200_000,
        b"From: mailer-daemon@x.test\nSubject: failure notice\n\n" + b"a@b.c " * 300_000,
        b"From: a@x.test\nContent-Type: text/html\n\n" + b"<div>" * 300_000,
        b"From: a@x.test\nContent-Type: text/html\n\n" + b"<blockquote type=cite>a" * 80_000,
        b"From: a@x.test\nContent-Type: text/html\n\n" + b"<table><tr><td>" * 80_000,
        b"From: a@x.test\nContent-Type: text/html\n\n" + b"<a " * 300_000,
        b"From: a@x.test\nContent-Type: text/html\n\n<script type='application/ld+json'>" + b"[" * 300_000,
        b"From: a@x.test\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 100_000,
    ],
    ids=lambda raw: raw[:30].decode("latin-1") + "…" + raw[-12:].decode("latin-1"),
)
def test_floods_are_answered(raw: bytes) -> None:
    check(raw)
