"""A message's outside: what the header tells, whatever the header is."""

import time

import pytest
from fake_mailbox import at
from hypothesis import given
from hypothesis import strategies as st

from followupd.daemon.outside import outside, row
from followupd.mailbox.protocol import Header

OWN = frozenset({"alex@example.net"})


def taken(fields, role="inbox", flags=()):
    return row(Header(7, at("2026-03-05T10:00"), 900, frozenset(flags), fields), role, OWN)


def test_threads_people_and_domains_are_told():
    found = taken(
        b"Message-ID: <3@x.test>\r\nIn-Reply-To: <2@x.test>\r\nReferences: <1@x.test>\r\n <2@x.test>\r\n"
        b'From: "Ruiz, Dana" <Dana@Mail.Corvid.co.uk>\r\nTo: alex@example.net, Eve <eve@corvid.test>\r\nSubject: Hi\r\n'
    )
    assert found.links == ("<3@x.test>", "<2@x.test>", "<1@x.test>")
    assert (found.author, found.domain) == ("dana@mail.corvid.co.uk", "corvid.co.uk")
    assert found.recipients == ("eve@corvid.test",)
    assert (found.state, found.bulk) == ("new", False)


@pytest.mark.parametrize("field", [b"List-Id: <a.b>", b"List-Unsubscribe: u", b"Precedence: Bulk", b"precedence:junk"])
def test_bulk_mail_is_known_by_any_of_its_fields(field):
    assert taken(b"From: a@b.test\r\nSubject: Sale\r\n" + field + b"\r\n").state == "skipped"


def test_an_encoded_subject_is_understood():
    assert taken(b"From: a@b.test\r\nSubject: =?utf-8?B?SW50ZXJ2aWV3?=\r\nList-Id: x\r\n").state == "wanted"


def test_mail_of_the_user_s_own_waits_for_a_relation_and_keeps_its_recipients_domains():
    found = taken(b"From: Alex <ALEX@example.net>\r\nTo: hr@jobs.corvid.test\r\nSubject: Interview\r\n")
    assert found.state == "own" and found.recipients == ("hr@jobs.corvid.test", "@corvid.test")
    assert taken(b"From: alias@elsewhere.test\r\n", role="sent").state == "own"


def test_a_draft_is_no_mail():
    assert taken(b"From: a@b.test\r\n", flags=["\\draft"]) is None


def test_mail_without_a_message_id_has_the_same_name_wherever_it_lies():
    one, other = (taken(b"From: a@b.test\r\nSubject: Hi\r\n", role=role) for role in ("inbox", "archive"))
    assert one.message_id == other.message_id != taken(b"From: a@b.test\r\nSubject: Ho\r\n").message_id


@given(st.binary(max_size=2000))
def test_no_bytes_make_it_raise(raw):
    taken(raw)
    outside(b"From: " + raw + b"\r\nTo: " + raw + b"\r\nReferences: " + raw)


@pytest.mark.parametrize("piece", [b"<", b"<a@b>", b"=?utf-8?q?", b'"', b"(", b"a@b,", b"\r\n ", b"\r\nTo: a@b"])
@pytest.mark.parametrize("name", [b"From: ", b"References: ", b"Subject: "])
def test_no_flood_makes_it_slow(name, piece):
    begun = time.process_time()
    taken((name + piece * 65536)[:65536])
    assert time.process_time() - begun < 0.5
