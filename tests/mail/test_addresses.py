"""Mailboxes: whatever people and programs write into From, To and Reply-To."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followupd.mail.address import (
    MAX_ADDRESSES,
    is_no_reply,
    is_public_provider,
    likely_addresses,
    normal,
    read_addresses,
    registrable_domain,
)
from followupd.mail.message import Address


@pytest.mark.parametrize(
    ("field", "read"),
    [
        ("Ann Lee <Ann@Acme.test>", [("Ann Lee", "ann@acme.test")]),
        ("ann@acme.test", [("", "ann@acme.test")]),
        ("ann@acme.test (Ann Lee)", [("Ann Lee", "ann@acme.test")]),
        ('"Lee, Ann" <ann@acme.test>', [("Lee, Ann", "ann@acme.test")]),
        ("Lee, Ann <ann@acme.test>, bob@acme.test", [("Lee, Ann", "ann@acme.test"), ("", "bob@acme.test")]),
        ("=?utf-8?q?J=C3=BCrgen?= =?utf-8?q?_M=C3=BCller?= <j@acme.test>", [("Jürgen Müller", "j@acme.test")]),
        ("=?utf-8?q?Lee=2C_Ann?= <ann@acme.test>", [("Lee, Ann", "ann@acme.test")]),
        ('"=?utf-8?b?TcO8bGxlcg==?=" <m@acme.test>', [("Müller", "m@acme.test")]),
        ("Team: a@acme.test, Bob <b@acme.test>;", [("", "a@acme.test"), ("Bob", "b@acme.test")]),
        ("undisclosed-recipients:;", []),
        ("a@acme.test; b@acme.test", [("", "a@acme.test"), ("", "b@acme.test")]),
        ("<mailto:ann@acme.test>", [("", "ann@acme.test")]),
        ("Ann <ann@acme.test, bob@acme.test", [("Ann", "ann@acme.test"), ("", "bob@acme.test")]),
        ('"Ann <ann@acme.test>, bob@acme.test', [("Ann", "ann@acme.test"), ("", "bob@acme.test")]),
        ("Ann <not an address>", [("Ann", "")]),
        ("Ann\x07 \u202eLee\u2066 <ann@acme.test>", [("Ann Lee", "ann@acme.test")]),
        ("Ann <a@b@acme.test>", [("Ann", "")]),
    ],
)
def test_a_field_is_read_as_a_person_would(field: str, read: list[tuple[str, str]]) -> None:
    assert [(box.name, box.address) for box in read_addresses(field)] == read


@given(st.text(alphabet='ab@.<>()",;:\\ \t=?\u202e\x00ü', max_size=200))
def test_an_address_is_empty_or_has_one_at_with_something_on_both_sides(field: str) -> None:
    for box in read_addresses(field):
        local, at, domain = box.address.partition("@")
        assert box.address == "" or (local and at and domain and "@" not in domain)
        assert not any(c in box.name + box.address for c in "\x00\n\u202e")
        assert box.address == normal(box.address)


def test_a_field_of_thousands_is_read_to_the_hundredth() -> None:
    assert len(read_addresses("a@acme.test," * 5000)) == MAX_ADDRESSES


@pytest.mark.parametrize(
    "address",
    [
        "no-reply@acme.test", "noreply@acme.test", "NoReply@acme.test", "jobs-noreply@acme.test",
        "donotreply@acme.test", "do-not-reply+8842@acme.test",
        "mailer-daemon@acme.test", "bounces+ann=acme.test@mail.test",
        "notifications@acme.test", "no_reply@acme.test", "postmaster@acme.test",
    ],
)  # fmt: skip
def test_nobody_reads_what_is_sent_there(address: str) -> None:
    assert is_no_reply(address)


@pytest.mark.parametrize(
    "address", ["noreen@acme.test", "ann@noreply.test", "norepl@acme.test", "bouncer@acme.test", ""]
)
def test_somebody_may_read_what_is_sent_there(address: str) -> None:
    assert not is_no_reply(address)


@pytest.mark.parametrize(
    ("domain", "registered"),
    [
        ("mail.acme.co.uk", "acme.co.uk"), ("acme.com", "acme.com"), ("Jobs.Acme.COM.", "acme.com"), ("com", ""),
        ("", ""), ("127.0.0.1", ""), ("[127.0.0.1]", ""), ("2001:db8::1", ""), ("a" * 300 + ".com", ""),
    ],
)  # fmt: skip
def test_the_registrable_domain_is_what_somebody_could_own(domain: str, registered: str) -> None:
    assert registrable_domain(domain) == registered


def test_public_providers_tell_nothing_about_an_employer() -> None:
    assert is_public_provider("gmail.com")
    assert is_public_provider("mail.yahoo.co.uk")
    assert not is_public_provider("acme.com")


def test_the_domain_of_nobody_is_empty() -> None:
    assert Address("", "").domain == ""
    assert Address("Ann", "ann@acme.test").domain == "acme.test"


def test_what_an_address_may_begin_with_is_told_by_the_name() -> None:
    assert {"greta.olsen", "golsen", "greta", "olsen.greta", "gretao"} <= likely_addresses("Greta Olsen")
    assert "jose.nunez" in likely_addresses("José María Núñez")
    assert likely_addresses("Greta") == likely_addresses("") == likely_addresses("李 小龙") == frozenset()
