"""A whole mail → Message."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest

from followupd.mail.message import Address, Message, Unreadable
from followupd.mail.parse import MAX_MAIL, parse

RECEIVED = datetime(2026, 11, 10, 15, 0, tzinfo=UTC)
HEAD = "From: Ann Lee <ann@acme.test>\nTo: Jordan <jordan@example.org>\nDate: Tue, 10 Nov 2026 10:00:00 -0500\n"


def read(mail: str | bytes) -> Message:
    found = parse(mail if isinstance(mail, bytes) else mail.encode(), RECEIVED)
    assert isinstance(found, Message), found
    return found


def test_an_ordinary_reply() -> None:
    mail = read(
        HEAD
        + "Subject: =?utf-8?q?Re=3A_Data_Engineer?=\nMessage-ID: <2@acme.test>\nIn-Reply-To: <1@example.org>\n"
        + "References: <0@acme.test> <1@example.org>\nReply-To: jobs@acme.test\nCc: bob@acme.test\n\n"
        + "Tuesday at two works.\n\n> Does Tuesday work?\n"
    )
    assert mail.message_id == "<2@acme.test>"
    assert mail.sender == Address("Ann Lee", "ann@acme.test")
    assert mail.date is not None
    assert mail.date.isoformat() == "2026-11-10T10:00:00-05:00"
    assert mail.subject == "Re: Data Engineer"
    assert mail.in_reply_to == ("<1@example.org>",)
    assert mail.references == ("<0@acme.test>", "<1@example.org>")
    assert mail.reply_to == (Address("", "jobs@acme.test"),)
    assert mail.cc == (Address("", "bob@acme.test"),)
    assert mail.text == "Tuesday at two works."
    assert mail.quoted == "> Does Tuesday work?"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_kind_make_the_same_mail(line_end: str) -> None:
    mail = HEAD + "Message-ID: <2@acme.test>\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nOne.\nTwo.\n--x--\n"
    assert read(mail.replace("\n", line_end)) == read(mail)


def test_an_mbox_line_a_byte_order_mark_and_blank_lines_before_the_header_are_passed_over() -> None:
    mail = HEAD + "\nHello.\n"
    assert read("From ann@acme.test Tue Nov 10 10:00:00 2026\n" + mail) == read(mail)
    assert read("\ufeff" + mail) == read("\n\n" + mail) == read(mail)


@pytest.mark.parametrize(
    "raw", [b"", b"\r\n\r\n \x00", b"\x89PNG\r\n\x1a\n\x00\x00", bytes(range(256)) * 50, b"just a note"]
)
def test_what_is_no_mail_is_unreadable_in_words(raw: bytes) -> None:
    found = parse(raw, RECEIVED)
    assert isinstance(found, Unreadable)
    assert found.reason


def test_without_a_message_id_every_copy_gets_the_same_one() -> None:
    one = read("Received: from here\n" + HEAD + "\nHello.\n")
    two = read("Received: from there\nX-Other: field\n" + HEAD + "\nHello.\r\n")
    other = read(HEAD + "\nHello!\n")
    assert one.message_id == two.message_id != other.message_id
    assert one.message_id.endswith("@no-message-id.invalid>")


def test_a_message_id_with_white_space_or_endless_is_not_taken() -> None:
    assert read(HEAD + "Message-ID: < a b >\n\nx").message_id.endswith("@no-message-id.invalid>")
    assert read(HEAD + f"Message-ID: <{'a' * 5000}@x.test>\n\nx").message_id.endswith("@no-message-id.invalid>")
    assert read(HEAD + "Message-ID: 7@acme.test\n\nx").message_id == "<7@acme.test>"


def test_the_date_is_none_where_there_is_none_and_the_first_readable_one_else() -> None:
    assert read("From: a@acme.test\n\nx").date is None
    assert read("From: a@acme.test\nDate: soon\nDate: Tue, 10 Nov 2026 10:00:00 -0500\n\nx").date is not None


def test_a_from_without_an_address_leaves_the_sender_field() -> None:
    assert read("From: Ann\nSender: Bob <bob@acme.test>\n\nx").sender == Address("Bob", "bob@acme.test")
    assert read("From: Ann\n\nx").sender == Address("Ann", "")
    assert read("To: ann@acme.test\n\nx").sender == Address("", "")


def part(kind: str, text: str, more: str = "") -> str:
    return f"--b\nContent-Type: {kind}\n{more}\n{text}\n"


def multi(kind: str, *parts: str) -> str:
    return HEAD + f'Content-Type: multipart/{kind}; boundary="b"\n\n' + "".join(parts) + "--b--\n"


def test_a_plain_half_whose_table_ran_together_gives_way_to_the_html() -> None:
    table = "<table><tr><td>Date</td><td>Fri, Oct 16</td></tr><tr><td>Time</td><td>1:00 PM</td></tr></table>"
    glued = "Your start time has not changed.DateFri, Oct 16Time1:00 PMInterviewerGordon Pak, who is a manager here."
    rich = f"<p>Your start time has not changed.</p>{table}"
    parts = part("text/plain", glued), part("text/html", rich)
    assert "Time  1:00 PM" in read(multi("alternative", *parts)).text
    glued = "You have been invited to record your answers.\nDeadlineSunday, September 13, whenever you like before it."
    assert "Time  1:00 PM" in read(multi("alternative", part("text/plain", glued), parts[1])).text
    plainly = "We use Python3.11 here, and LinkedIn, and YouTube, and meet on Friday at 10 as we said before."
    assert read(multi("alternative", part("text/plain", plainly), parts[1])).text == plainly


def test_the_plain_half_is_preferred() -> None:
    mail = multi(
        "alternative",
        part("text/plain", "Plain and long enough to be read by anybody."),
        part("text/html", "<p>Rich</p>"),
    )
    assert read(mail).text == "Plain and long enough to be read by anybody."


@pytest.mark.parametrize(
    "stub", ["", "  ", "Please view this email in an HTML-capable browser.", "See the HTML version."]
)
def test_a_plain_half_that_says_nothing_gives_way_to_the_html(stub: str) -> None:
    rich = "<p>We would like to invite you to an interview on Tuesday, in our office.</p>"
    assert read(multi("alternative", part("text/plain", stub), part("text/html", rich))).text.startswith(
        "We would like"
    )


def test_a_short_plain_half_that_says_all_stays() -> None:
    assert (
        read(multi("alternative", part("text/plain", "See you."), part("text/html", "<p>See you.</p>"))).text
        == "See you."
    )


def test_text_around_a_picture_is_one_text_and_files_are_no_text() -> None:
    mail = multi(
        "mixed",
        part("text/plain", "Before."),
        part("image/png; name=logo.png", "xx"),
        part("text/plain", "After."),
        part("text/plain", "Not mine.", "Content-Disposition: attachment; filename=notes.txt\n"),
    )
    assert read(mail).text == "Before.\n\nAfter." or read(mail).text == "Before.\nAfter."


def test_broken_transfer_encodings_are_read_as_far_as_they_go() -> None:
    coded = base64.b64encode("Grüße aus Wien".encode()).decode().rstrip("=")
    assert read(HEAD + f"Content-Transfer-Encoding: base64\n\n{coded[:8]}\n*{coded[8:]}\n").text == "Grüße aus Wien"
    assert (
        read(HEAD + "Content-Transfer-Encoding: quoted-printable\n\nGr=C3=BC=C3=9Fe =ZZ wei=\nter").text
        == "Grüße =ZZ weiter"
    )


@pytest.mark.parametrize(
    ("charset", "raw", "text"),
    [
        ("utf-8", "Grüße".encode(), "Grüße"),
        ("us-ascii", "Grüße".encode(), "Grüße"),
        ("iso-8859-1", "„Grüße“".encode("windows-1252"), "„Grüße“"),
        ("x-unknown", "Grüße".encode("latin-1"), "Grüße"),
        ("utf-8", "Grüße".encode("latin-1"), "Grüße"),
        ("utf-8", "Grüße, ça va, 中".encode()[:-1], "Grüße, ça va, \ufffd"),
        ("punycode", b"abc-def", "abc-def"),
        ("unicode_escape", rb"\ud800", r"\ud800"),
        ("gb2312", "中文".encode("gb18030"), "中文"),
        ("shift_jis", "日本".encode("cp932"), "日本"),
    ],
)
def test_every_charset_becomes_text(charset: str, raw: bytes, text: str) -> None:
    assert read(HEAD.encode() + f"Content-Type: text/plain; charset={charset}\n\n".encode() + raw).text == text


def test_control_characters_and_invisible_filling_are_gone() -> None:
    assert read(HEAD + "\nA\x00\x07\u202eB\u200b\xa0C\u00ad\tD\n").text == "AB C\tD"


def test_flowed_lines_are_joined() -> None:
    flowed = "Content-Type: text/plain; format=flowed\n\nOne \nsentence.\n> quoted \n> line\n-- \nAnn\n"
    mail = read(HEAD + flowed)
    assert mail.text == "One sentence."
    assert mail.quoted == "> quoted line"
    assert mail.signature == "-- \nAnn"


def test_a_mail_attached_to_a_mail_is_a_forward() -> None:
    inner = (
        "From: Bob <bob@other.test>\nSubject: Your interview\nDate: Mon, 9 Nov 2026 10:00:00 -0500\n\nTuesday at two.\n"
    )
    mail = read(multi("mixed", part("text/plain", "FYI"), part("message/rfc822", inner)))
    assert mail.text == "FYI"
    assert mail.forwarded.startswith("From: Bob <bob@other.test>")
    assert mail.forwarded.endswith("Tuesday at two.\n") or mail.forwarded.endswith("Tuesday at two.")


def test_a_subject_that_says_forward_makes_the_original_below_one() -> None:
    original = "From: Bob <bob@other.test>\nSent: Monday, November 9, 2026\nTo: Ann\nSubject: Talk\n\nTuesday at two.\n"
    assert read(HEAD + f"Subject: Fw: Talk\n\nFYI\n\n{original}").forwarded == original.strip()
    assert read(HEAD + f"Subject: Re: Talk\n\nFine.\n\n{original}").forwarded == ""


def test_fields_that_tell_the_kind_of_mail_are_kept_and_the_topmost_wins() -> None:
    mail = read(
        "Authentication-Results: one\nAuthentication-Results: two\nAuto-Submitted: auto-replied\nX-Secret: 1\n"
        + HEAD
        + "\nx"
    )
    assert mail.header("authentication-results") == "one"
    assert mail.header("auto-submitted") == "auto-replied"
    assert "x-secret" not in mail.headers


def test_structured_objects_are_taken_from_html_even_beside_a_plain_half() -> None:
    script = '<script type="application/ld+json">{"@type": "EventReservation"}</script>'
    mail = multi(
        "alternative", part("text/plain", "A plain text of some length, for people."), part("text/html", script)
    )
    assert read(mail).json_ld == ('{"@type": "EventReservation"}',)


def test_a_missing_or_wrong_boundary_loses_no_text() -> None:
    assert read(HEAD + "Content-Type: multipart/mixed\n\n--zzz\n\nHello.\n--zzz--\n").text == "Hello."
    assert read(HEAD + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nHello.\n").text == "Hello."


def test_boundaries_that_begin_alike_are_told_apart() -> None:
    inner = "Content-Type: multipart/alternative; boundary=bb\n\n--bb\n\nInner.\n--bb--\n"
    assert read(multi("mixed", f"--b\n{inner}", part("text/plain", "Outer."))).text.split() == ["Inner.", "Outer."]


def test_of_an_endless_mail_the_beginning_is_read() -> None:
    mail = read(HEAD.encode() + b"\nHello.\n" + b"x" * (2 * MAX_MAIL))
    assert mail.text.startswith("Hello.")
    assert len(mail.text) < MAX_MAIL
