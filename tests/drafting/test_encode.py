"""Draft → RFC 5322, and the mark of an untouched draft."""

from __future__ import annotations

import email
import re
import time
from datetime import datetime, timedelta, timezone
from email import policy
from email.message import EmailMessage
from email.utils import getaddresses

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from followupd.drafting.draft import Draft
from followupd.drafting.encode import encode, fingerprint, message_id_for
from followupd.mail.message import Address

DRAFT = Draft(
    message_id="<0123456789abcdef@example.org>",
    sender=Address("Sam Doe", "sam.doe@example.org"),
    to=Address("Ana Ortiz", "ana@harbor.test"),
    subject="Re: Your interview",
    body="Hi Ana,\n\nThank you.\n\nSam Doe",
    date=datetime(2026, 3, 13, 15, tzinfo=timezone(timedelta(hours=-4))),
    in_reply_to="<m2@harbor.test>",
    references=("<m1@harbor.test>", "<m2@harbor.test>"),
)
FIELDS = {
    "date", "from", "to", "subject", "message-id", "in-reply-to", "references", "mime-version", "content-type",
    "content-transfer-encoding",
}  # fmt: skip


def encoded(**changes: object) -> bytes:
    return encode(msgspec.structs.replace(DRAFT, **changes))


def read(raw: bytes) -> EmailMessage:
    mail = email.message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def test_a_draft_to_the_letter() -> None:
    assert encode(DRAFT).decode() == (
        "Date: Fri, 13 Mar 2026 15:00:00 -0400\r\n"
        "From: Sam Doe <sam.doe@example.org>\r\n"
        "To: Ana Ortiz <ana@harbor.test>\r\n"
        "Subject: Re: Your interview\r\n"
        "Message-ID: <0123456789abcdef@example.org>\r\n"
        "In-Reply-To: <m2@harbor.test>\r\n"
        "References: <m1@harbor.test>\r\n <m2@harbor.test>\r\n"
        "MIME-Version: 1.0\r\n"
        'Content-Type: text/plain; charset="utf-8"\r\n'
        "Content-Transfer-Encoding: 7bit\r\n"
        "\r\nHi Ana,\r\n\r\nThank you.\r\n\r\nSam Doe\r\n"
    )


def test_without_a_person_to_write_to_there_is_no_recipient() -> None:
    assert "to" not in {name.lower() for name in read(encoded(to=None))}


def test_letters_of_every_script_come_back_as_they_were() -> None:
    body = "Grüezi Zoë,\n\n谢谢 – “danke”.\n\n=20 is no blank.\n" + "long " * 300 + "\n\nÅse"
    subject = " ".join(["Re: Gespräch 面试"] * 9)
    mail = read(encoded(sender=Address("Åse Ødegård, 李", "a@example.org"), subject=subject, body=body))
    assert mail.get_content().splitlines() == [line.rstrip() for line in body.split("\n")]
    assert mail["From"].addresses[0].display_name == "Åse Ødegård, 李"
    assert str(mail["Subject"]) == subject


def test_a_message_id_longer_than_a_line_keeps_the_thread() -> None:
    long = "<" + "X1" * 70 + "@mail.harbor.test>"
    raw = encoded(in_reply_to=long, references=("<m1@harbor.test>", long))
    assert f"In-Reply-To: {long}\r\n".encode() in raw
    assert read(raw)["References"].split() == ["<m1@harbor.test>", long]


def test_a_long_thread_keeps_its_beginning_and_its_end() -> None:
    ids = [f"<m{n}@harbor.test>" for n in range(100)]
    assert read(encoded(references=tuple(ids)))["References"].split() == ids[:20] + ids[-20:]


hostile = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from("\r\n\t\x00:<>@,;\"\\=?é")), max_size=120
) | st.sampled_from(["a\r\nBcc: eve@evil.test", "x\n\nbody", "=?utf-8?q?a=0D=0ABcc:_eve@evil.test?=", "\u2028Bcc: e"])


@given(hostile, hostile, hostile, hostile, hostile)
def test_no_stranger_can_add_a_field_or_a_recipient(subject: str, name: str, address: str, id_: str, body: str) -> None:
    to = Address(name, f"{address.replace('@', '')}@harbor.test")
    raw = encoded(subject=subject, to=to, in_reply_to=id_, references=(id_, "<m1@harbor.test>"), body=body)
    head, _, text = raw.partition(b"\r\n\r\n")
    names = [line.partition(b":")[0].decode().lower() for line in head.split(b"\r\n") if line[:1] not in (b" ", b"\t")]
    assert set(names) <= FIELDS and len(names) == len(set(names))
    assert not re.search(rb"[^\r]\n|\r[^\n]|\x00", raw)
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert text.endswith(b"\r\n")
    recipients = email.message_from_bytes(raw).get_all("To", [])
    assert len(getaddresses(recipients)) <= 1


@given(st.text(max_size=60), st.text(max_size=60))
def test_subject_and_name_survive_the_way(subject: str, name: str) -> None:
    mail = read(encoded(subject=subject, to=Address(name, "ana@harbor.test")))
    plain = lambda text: " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", text).split())  # noqa: E731
    assert [a.addr_spec for a in mail["To"].addresses] == ["ana@harbor.test"]
    assert plain(str(mail["Subject"] or "")) == plain(subject)


def test_what_looks_encoded_is_not_decoded_once_more() -> None:
    odd = "=?utf-8?q?Gift?="
    mail = read(encoded(subject=odd, to=Address(odd, "ana@harbor.test")))
    assert str(mail["Subject"]) == mail["To"].addresses[0].display_name == odd


def test_the_message_id_is_made_from_the_window_alone_and_looks_ordinary() -> None:
    assert re.fullmatch(r"<[0-9a-f]{32}@example\.org>", message_id_for("k3f9/1/x", "Sam@Example.org"))
    assert message_id_for("k3f9/1/x", "sam@example.org") == message_id_for("k3f9/1/x", "Sam@Example.org")
    assert message_id_for("k3f9/1/x", "sam@example.org") != message_id_for("k3f9/1/y", "sam@example.org")
    assert message_id_for("w", "sam@exa mple").endswith("@localhost>")


def test_a_servers_handling_leaves_the_fingerprint_as_it_is() -> None:
    raw = encoded(body="Grüße an Zoë  \n\nSam", subject="Re: Gespräch mit Zoë")
    mark = fingerprint(raw)
    assert fingerprint(b"Received: by mx.test\r\nX-Spam: no\r\n" + raw) == mark
    assert fingerprint(raw.replace(b"\r\n", b"\n")) == mark
    assert fingerprint(raw + b"\r\n\r\n") == mark
    assert fingerprint(raw.replace(b"To: Ana Ortiz <", b"To: Ana\r\n Ortiz\r\n <")) == mark
    again = read(raw)
    again.set_content(again.get_content(), cte="base64")
    assert fingerprint(again.as_bytes()) == mark


@pytest.mark.parametrize(
    ("was", "edited"),
    [(b"Thank you.", b"Thank you so much."), (b"Re: Your interview", b"Your interview"), (b"ana@", b"bea@"),
     (b"To: Ana", b"Cc: bea@harbor.test\r\nTo: Ana"), (b"To: Ana", b"Bcc: bea@harbor.test\r\nTo: Ana"),
     (b"To: Ana Ortiz <ana@harbor.test>\r\n", b""), (b"text/plain", b"text/html"), (b"<sam.doe@", b"<sam@"),
     (b"Hi Ana,\r\n\r\n", b"Hi Ana,\r\n"), (b"In-Reply-To: <m2@harbor.test>\r\n", b"")],
)  # fmt: skip
def test_any_edit_changes_the_fingerprint(was: bytes, edited: bytes) -> None:
    raw = encode(DRAFT)
    assert was in raw
    assert fingerprint(raw.replace(was, edited)) != fingerprint(raw)


def test_an_attachment_changes_the_fingerprint() -> None:
    mail = read(encode(DRAFT))
    mail.add_attachment(b"cv", maintype="application", subtype="pdf", filename="cv.pdf")
    assert fingerprint(mail.as_bytes()) != fingerprint(encode(DRAFT))


@given(st.binary(max_size=400) | st.builds(lambda head, body: head + b"\r\n\r\n" + body, st.binary(), st.binary()))
def test_no_bytes_make_the_fingerprint_stumble(raw: bytes) -> None:
    assert re.fullmatch(r"[0-9a-f]{64}", fingerprint(raw))


def test_deep_nesting_does_not_make_it_stumble() -> None:
    nested = b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n' * 3000
    assert re.fullmatch(r"[0-9a-f]{64}", fingerprint(nested))


def test_what_is_larger_than_any_draft_of_ours_is_not_taken_apart() -> None:
    raw = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\n" * 125_000
    began = time.perf_counter()
    assert re.fullmatch(r"[0-9a-f]{64}", fingerprint(raw))
    assert time.perf_counter() - began < 1
