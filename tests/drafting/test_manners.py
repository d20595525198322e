"""What a note may not say (ETIQUETTE W6), and what it may."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followupd.drafting.manners import MOST_WORDS, faults, has_blank


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Thank you!", "!"),
        ("Thank you 😊", "😊"),
        ("Thank you :)", ":)"),
        ("I am anxiously\nwaiting.", "anxiously"),
        ("I was Disappointed.", "Disappointed"),
        ("I haven’t heard from you.", "haven’t heard"),
        ("Please answer as soon as possible.", "as soon as possible"),
        ("I have other offers.", "other offers"),
        ("A small gift is on its way.", "gift"),
        ("About the salary: we should talk.", "salary"),
        ("Just checking in.", "checking in"),
        ("I am touching  base.", "touching base"),
        ("I am circling\nback.", "circling back"),
        ("Apologies for writing again.", "Apologies"),
        ("Sorry to write.", "Sorry"),
        ("Dear {first_name},", "{first_name}"),
        ("Dear [Name],", "[Name]"),
        ("Dear <name>,", "<name>"),
        ("The XXX role.", "XXX"),
        ("The TODO role.", "TODO"),
    ],
)
def test_a_fault_is_named_by_its_word(text: str, word: str) -> None:
    assert [fault.word for fault in faults(text)] == [word]


@pytest.mark.parametrize(
    "text",
    [
        "The checking interview was on Monday.",
        "They are a gifted team, and it gave me an uplift.",
        "My database work; a payday; the wager.",
        "We spoke at 10:30, as planned (see below); thank you.",
        "The role: Data Engineer. C++ and C#; 3 < 4.",
        "I am happy to send todo lists.",
        "My work: <https://example.org/sam>, or <sam@example.org>.",
    ],
)
def test_words_that_only_look_alike_are_no_faults(text: str) -> None:
    assert faults(text) == ()


def test_a_fault_knows_its_line() -> None:
    assert [(f.line, f.word) for f in faults("Hello,\n\nSorry.\nThanks!")] == [(3, "Sorry"), (4, "!")]


def test_a_note_has_at_most_a_hundred_words() -> None:
    assert faults("well " * MOST_WORDS) == ()
    assert [fault.word for fault in faults("well " * (MOST_WORDS + 1))] == ["101 words"]


def test_a_fault_reads_as_a_sentence() -> None:
    assert str(faults("My salary.")[0]) == "“salary” speaks of money"


@given(st.text(alphabet="{}[]<>_!:;()-TODX\n a", max_size=300))
def test_no_text_makes_it_stumble(text: str) -> None:
    assert all(0 <= fault.line <= text.count("\n") + 1 for fault in faults(text))
    has_blank(text)


@pytest.mark.parametrize("piece", ["{", "[a", "<", "_", "haven't ", "as soon as ", " ", "\n", "x"])
def test_time_grows_with_the_text_only(piece: str) -> None:
    text = piece * (16_384 // len(piece))
    began = time.process_time()
    faults(text)
    assert time.process_time() - began < 1.0
