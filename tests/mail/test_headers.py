"""Header fields: encoded words, dates, identifiers, parameters; broken ones above all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followupd.mail.headers import MAX_IDS, first, message_ids, parameters, read_date, split_fields, unencoded


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("plain", "plain"),
        ("=?utf-8?q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
        ("=?ISO-8859-1?Q?Gr=FC=DFe?= aus Wien", "Grüße aus Wien"),
        ("=?utf-8?b?R3LDvMOfZQ==?= =?utf-8?b?IGF1cyBXaWVu?=", "Grüße aus Wien"),
        ("=?utf-8?B?R3LDvMOfZQ?=", "Grüße"),  # no padding
        ("=?utf-8?b?R3LD?= =?utf-8?b?vMOfZQ==?=", "Grüße"),  # a character cut in two
        ("=?utf-8*de?q?Gr=C3=BC=C3=9Fe?=", "Grüße"),  # RFC 2231 5
        ("=?utf-8?q?with a space?=", "with a space"),
        ("=?x-nonsense?q?caf=C3=A9?=", "café"),
        ("=?gb2312?b?1tDOxA==?=", "中文"),
        ("=?utf-8?q?open", "=?utf-8?q?open"),
    ],
)
def test_encoded_words_are_decoded_even_broken_ones(value: str, text: str) -> None:
    assert unencoded(value) == text


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("Tue, 10 Nov 2026 14:00:00 -0500", "2026-11-10T14:00:00-05:00"),
        ("10 Nov 2026 14:00 +0100 (CET)", "2026-11-10T14:00:00+01:00"),
        ("Tue, 10 Nov 26 14:00:00 EST", "2026-11-10T14:00:00-05:00"),
        ("Tue, 10 Nov 2026 14:00:00 -0000", "2026-11-10T14:00:00+00:00"),
        ("2026-11-10T14:00:00+01:00", "2026-11-10T14:00:00+01:00"),
    ],
)
def test_a_date_keeps_the_offset_of_its_sender(value: str, moment: str) -> None:
    read = read_date(value)
    assert read is not None
    assert read.isoformat() == moment


@pytest.mark.parametrize(
    "value",
    ["", "yesterday", "Tue, 99 Nov 2026 14:00:00 -0500", "Tue, 10 Nov 1201 00:00:00 +0000", "1 Jan 2026 0:0:0 +9999"],
)
def test_a_date_that_cannot_be_read_is_none(value: str) -> None:
    assert read_date(value) is None


@given(st.text(max_size=80))
def test_a_date_is_always_aware_and_far_from_the_ends_of_time(value: str) -> None:
    moment = read_date(value)
    assert moment is None or abs(moment - datetime(2026, 1, 1, tzinfo=UTC)) < timedelta(days=365 * 200)


def test_identifiers_are_told_apart_whatever_stands_between_them() -> None:
    assert message_ids("<a@x.test>,<b@x.test>\n\t<a@x.test> (comment) <c>") == ("<a@x.test>", "<b@x.test>", "<c>")
    assert message_ids("a@x.test b@x.test") == ("<a@x.test>", "<b@x.test>")
    assert message_ids("your mail of Tuesday") == ()


def test_of_a_thread_too_long_the_first_and_the_last_are_kept() -> None:
    kept = message_ids(" ".join(f"<{n}@x.test>" for n in range(300)))
    assert len(kept) == MAX_IDS
    assert (kept[0], kept[1], kept[-1]) == ("<0@x.test>", "<201@x.test>", "<299@x.test>")


def test_parameters_are_read_quoted_continued_and_in_other_charsets() -> None:
    assert parameters('Text/Plain; charset="UTF-8"; format=flowed') == (
        "text/plain",
        {"charset": "UTF-8", "format": "flowed"},
    )
    assert parameters("attachment; filename*=utf-8''Lebenslauf%20M%C3%BCller.pdf")[1] == {
        "filename": "Lebenslauf Müller.pdf"
    }
    assert parameters('x/y; name*0="long"; name*1=".pdf"')[1] == {"name": "long.pdf"}
    assert parameters('x/y; name="=?utf-8?q?M=C3=BCller.pdf?="')[1] == {"name": "Müller.pdf"}
    assert parameters('x/y; boundary="open')[1] == {"boundary": "open"}
    assert parameters("") == ("", {})


def test_fields_are_unfolded_and_a_stray_line_is_passed_over() -> None:
    fields, start = split_fields(b"Subject: one\n two\nstray line\nFrom : a@x.test\n\nbody")
    assert fields == (("subject", "one two"), ("from", "a@x.test"))
    assert start == len(b"Subject: one\n two\nstray line\nFrom : a@x.test\n\n")


def test_the_body_starts_where_no_field_follows() -> None:
    fields, start = split_fields(b"Subject: one\nHello Jordan,\nhow are you?\n")
    assert fields == (("subject", "one"),)
    assert start == len(b"Subject: one\n")


def test_of_doubled_fields_the_first_that_says_something_counts() -> None:
    fields, _ = split_fields(b"Subject:\nSubject: one\nSubject: two\n\n")
    assert first(fields, "subject") == "one"


def test_eight_bit_fields_are_read_in_utf_8_and_in_windows_1252() -> None:
    fields, _ = split_fields("Subject: Grüße\n\n".encode())
    assert first(fields, "subject") == "Grüße"
    fields, _ = split_fields("Subject: Grüße\n\n".encode("windows-1252"))
    assert first(fields, "subject") == "Grüße"
