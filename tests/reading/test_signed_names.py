"""The first name of somebody whose display name is one word: told by how the mail is signed, or not at all (W7)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from followupd.mail.parse import parse
from followupd.reading.facts import Reader
from followupd.reading.people import signed_name

READER = Reader(name="Robin Hale", own=frozenset({"robin@hale.test"}))


def signed(text: str, sender: str = "Ida <ida@weidenhof.test>") -> str:
    raw = f"From: {sender}\nTo: robin@hale.test\nSubject: Our talk\n\n{text}\n"
    message = parse(raw.encode(), datetime(2026, 11, 25, tzinfo=UTC))
    assert message is not None
    return signed_name(message, READER)


@pytest.mark.parametrize("text", [
    "Hi Robin,\n\nI enjoyed our talk.\n\nBest,\nIda",
    "Hi Robin,\n\nI'll be in touch.\n\nida",
    "Hi Robin,\n\nit was good to meet you.\n\nKind regards\nIda Brandt",
    "Hi Robin,\n\nwe will write on Friday.\n\nBest regards,\n\nIda Brandt\nHead of Sales\nWeidenhof\n+49 30 1234567",
    "Hi Robin,\n\nsee you on Friday.\n\n-- \nIda Brandt\nWeidenhof",
])
def test_a_name_that_is_signed_with_is_sure(text):
    assert signed(text) == "Ida"


@pytest.mark.parametrize("text, sender", [
    ("Hi Robin,\n\nthank you for coming in.", "Ida <ida@weidenhof.test>"),
    ("Hi Robin,\n\nthank you for coming in.\n\nThe hiring team", "Ida <ida@weidenhof.test>"),
    ("Hi Robin,\n\nwe thank you for your time.\n\nAcme", "Acme <hello@acme.test>"),
    ("Hi Robin,\n\nI thank you for your time.\n\nAcme", "Acme <jobs@acme.test>"),
    ("Hi Robin,\n\nwe thank you for your time.\n\nLumio", "Lumio <lumio@mail.test>"),
    ("Hi Robin,\n\nthank you for your time.\n\nLumio Talent Team", "Lumio <lumio@mail.test>"),
    ("Ida,\n\nI forward what you asked for.", "Ida <ida@weidenhof.test>"),
    ("Hi,\n\nI enjoyed our talk.\n\nRobin", "Robin <robin@weidenhof.test>"),
    ("Hi Robin,\n\nI enjoyed our talk.\n\nJD", "JD <jd@weidenhof.test>"),
    ("Hi Robin,\n\nI enjoyed our talk.\n\nIda Brandt", "Ida Brandt <ida@weidenhof.test>"),
])
def test_what_may_be_a_house_or_another_is_no_name(text, sender):
    assert signed(text, sender) == ""
