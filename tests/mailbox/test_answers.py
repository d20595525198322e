"""Reading what servers answer, as each of them writes it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followupd.mailbox.folders import folder_name
from followupd.mailbox.identity import FIELDS, message_id, wanted_fields, with_crlf
from followupd.mailbox.imap.answers import (
    fetched,
    header_of,
    internal_date,
    listed,
    literal_size,
    ranges_of,
    told_number,
)
from followupd.mailbox.imap.fetching import windows
from followupd.mailbox.imap.trouble import printable

HEAD = b'* 7 FETCH (UID 12 FLAGS (\\Seen $Label1) INTERNALDATE " 1-Nov-2026 09:05:00 -0500" RFC822.SIZE 345 '
noise = st.text(' ()"\\{}[]<>*+0123456789ABDEFHILNOSTUXYabcdefuid.:,-&', max_size=80).map(str.encode)


@pytest.mark.parametrize(
    "response",
    [
        [HEAD + b"BODY[HEADER.FIELDS (DATE FROM)] {7}", b"From: a", b")"],
        [HEAD + b'BODY[HEADER.FIELDS ("DATE" "FROM")] {7}', b"From: a", b")"],
        [HEAD + b'BODY[HEADER.FIELDS (DATE)] "From: a")'],
        [HEAD + b"BODY[HEADER.FIELDS (DATE)]<0> {7+}", b"From: a", b" MODSEQ (1234567890123))"],
        [b"* 7 fetch (BODY[HEADER.FIELDS (DATE)] {7}", b"From: a", b" " + HEAD[11:].rstrip() + b")"],
    ],
)
def test_a_header_is_read_whatever_the_order_and_the_quoting(response: list[bytes]) -> None:
    items = fetched(response)
    assert items is not None
    header = header_of(items)
    assert header is not None
    assert (header.uid, header.size, header.fields) == (12, 345, b"From: a")
    assert header.flags == {"\\Seen", "$Label1"}
    assert header.received == datetime(2026, 11, 1, 14, 5, tzinfo=UTC)


def test_a_literal_that_looks_like_an_answer_is_only_a_literal() -> None:
    items = fetched([b"* 7 FETCH (UID 3 BODY[] {20}", b"UID 99 FLAGS (\\Seen)", b")"])
    assert items == {b"UID": b"3", b"BODY": b"UID 99 FLAGS (\\Seen)"}


@given(st.lists(noise, min_size=1, max_size=5))
def test_no_answer_whatever_it_is_makes_the_readers_raise(parts: list[bytes]) -> None:
    for begin in (b"", b"* 1 FETCH (", b"* LIST (", b"* SEARCH ", b"* ESEARCH "):
        response = [begin + parts[0], *parts[1:]]
        items = fetched(response)
        assert items is None or header_of(items) is None or header_of(items)
        listed(response)
        ranges_of([response])
        told_number(b"UIDNEXT", [response])
        literal_size(response[0])


def test_internal_date_keeps_its_offset_and_refuses_nonsense() -> None:
    assert internal_date(b"10-Nov-2026 23:59:60 +0530") == datetime(
        2026, 11, 10, 23, 59, 59, tzinfo=timezone(timedelta(hours=5, minutes=30))
    )
    for wrong in (b"", b"31-Feb-2026 00:00:00 +0000", b"1-Xyz-2026 00:00:00 +0000", b"1-Nov-2026 00:00:00 +9900"):
        assert internal_date(wrong) is None


def test_only_a_line_that_ends_in_a_literal_has_one() -> None:
    assert literal_size(b"* 1 FETCH (BODY[] {12}") == 12
    assert literal_size(b"* 1 FETCH (BINARY[] ~{3}") == 3
    assert literal_size(b"* OK your {12}") is None
    assert literal_size(b"f1 OK {12}") is None
    assert literal_size(b"* 1 FETCH (BODY[] {99999999999}") is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (rb'* LIST (\HasNoChildren \Drafts) "/" Drafts', ({"\\hasnochildren", "\\drafts"}, "/", b"Drafts")),
        (rb'* LIST () "." "INBOX.Sent Items"', (set(), ".", b"INBOX.Sent Items")),
        (rb'* LIST () "\\" "a\\b \"c\""', (set(), "\\", rb'a\b "c"')),
        (rb"* LIST () NIL INBOX", (set(), "", b"INBOX")),
        (rb'* LSUB () "/" x', None),
        (rb'* LIST () "/" ""', None),
    ],
)
def test_a_folder_line_is_read(line: bytes, expected: tuple[set[str], str, bytes] | None) -> None:
    assert listed([line]) == expected


def test_a_folder_name_may_be_a_literal_but_no_second_command() -> None:
    assert listed([b'* LIST () "/" {3}', b"a b", b""]) == (set(), "/", b"a b")
    assert listed([b'* LIST () "/" {9}', b"a\r\nLOGOUT", b""]) is None


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"Entw&APw-rfe", "Entwürfe"),
        (b"&Jjo-!", "☺!"),
        (b"R&-D", "R&D"),
        (b"&broken", "&broken"),
        (b"&A-x", "&A-x"),
        ("Entwürfe".encode(), "Entwürfe"),
        (b"\xff", "�"),
    ],
)
def test_folder_names_are_decoded_as_far_as_they_can_be(raw: bytes, name: str) -> None:
    assert folder_name(raw) == name


def test_search_and_esearch_say_the_same() -> None:
    plain = ranges_of([[b"* SEARCH 3 1 2"], [b"* SEARCH 9"]])
    assert plain == ranges_of([[b'* ESEARCH (TAG "f3") UID ALL 1:3,9']]) == [(1, 3), (9, 9)]
    assert ranges_of([[b'* ESEARCH (TAG "f3") UID']]) == ranges_of([[b"* SEARCH"]]) == []


@given(st.lists(st.tuples(st.integers(1, 5_000), st.integers(0, 400)), max_size=30), st.integers(1, 500))
def test_windows_hold_every_uid_once_newest_first(spans: list[tuple[int, int]], size: int) -> None:
    wanted = sorted({uid for first, more in spans for uid in range(first, first + more + 1)})
    ranges = ranges_of([[b"* SEARCH " + " ".join(map(str, wanted)).encode()]])
    cut = list(windows(ranges, size))
    told = [[uid for low, high in window for uid in range(low, high + 1)] for window in cut]
    assert sorted(uid for window in told for uid in window) == wanted
    assert all(0 < len(window) <= size for window in told)
    assert [max(window) for window in told] == sorted((max(window) for window in told), reverse=True)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (b"Subject: x\r\nMessage-Id:  <a@b> \r\n\r\nMessage-ID: <body@b>", "<a@b>"),
        (b"Message-ID:\r\n <folded@b>\r\n", "<folded@b>"),
        (b"MESSAGE-ID:<tight@b>\n\n", "<tight@b>"),
        (b"Message-ID:\r\nSubject: x\r\n\r\n", ""),
        (b"X-Message-ID: <no@b>\r\nResent-Message-ID: <no@b>\r\n", ""),
        (b"\r\nMessage-ID: <body@b>", ""),
    ],
)
def test_the_message_id_is_the_header_s(header: bytes, expected: str) -> None:
    assert message_id(header) == expected


def test_wanted_fields_keep_their_folded_lines_and_nothing_else() -> None:
    raw = b"Received: x\n by y\nSubject: a\n b\nX-Mailer: z\nDate: now\n\nSubject: body\n"
    assert wanted_fields(raw) == b"Subject: a\r\n b\r\nDate: now\r\n"
    assert {"Message-ID", "In-Reply-To", "References", "Auto-Submitted"} <= set(FIELDS)


@given(st.binary(max_size=200))
def test_every_line_end_becomes_crlf_and_stays_so(raw: bytes) -> None:
    once = with_crlf(raw)
    assert with_crlf(once) == once
    assert b"\n" not in once.replace(b"\r\n", b"")
    assert message_id(raw) == message_id(raw)


def test_what_a_server_says_is_one_short_printable_line() -> None:
    assert printable(b"a\x1b[31m\r\nb\x00 \xff" + b"c" * 9_999).startswith("a [31m b �c")
    assert len(printable(b"c" * 9_999)) == 160
