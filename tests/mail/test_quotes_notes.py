"""Replies as Notes wrote them: a name, an address and a time in one line, then the fields of the original."""

from __future__ import annotations

import pytest

from followupd.mail.quotes import split

NEW = "Ann,\n\nTuesday at 2 works.\n\nJordan"


@pytest.mark.parametrize(
    "head",
    [
        '"Ann Brook" <ann@acme.test> on 11/02/2026 10:00:55 AM',
        "Ann Brook on 11/02/2026 10:00:55 AM",
        "ann@acme.test on 02.11.2026 10:00",
    ],
)
def test_a_name_and_a_time_above_the_fields_begin_the_original(head: str) -> None:
    text = f"{NEW}\n\n{head}\nTo: jordan@example.org\ncc:\nSubject: Interview\n\nCould you do Tuesday at 2?"
    found = split(text)
    assert found.new == NEW
    assert found.quoted.startswith(head)


def test_a_time_in_a_sentence_begins_none() -> None:
    text = "We meet on 11/02/2026 10:00 in room 3.\n\nTo: the point\n\nAnn"
    assert split(text).new == text
