"""Which language a mail is written in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followupd.reading.spoken import USUAL, languages, spoken


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("We would like to meet you on Thursday.", ("en",)),
        ("Wir möchten Sie gerne am Donnerstag kennenlernen.", ("de",)),
        ("Nous vous proposons un entretien jeudi.", ("fr",)),
        ("Passt mir gut, bis Donnerstag um 15 Uhr!", ("de",)),
        ("Data Engineer, 3 pm", (USUAL,)),
        ("", (USUAL,)),
        ("Mon 11/30 8am confirm", (USUAL,)),
    ],
)
def test_its_commonest_words_tell_it(text: str, told: tuple[str, ...]) -> None:
    assert spoken(text) == told


def test_what_is_quoted_tells_where_the_answer_does_not() -> None:
    assert spoken("Ok!", "Wir möchten Sie gerne kennenlernen.") == ("de",)


def test_a_translation_below_is_a_further_language_and_a_signature_is_none() -> None:
    english, german = "We would like to meet you. ", "Wir möchten Sie gerne bei uns kennenlernen. "
    assert set(spoken(english * 3 + german * 3)) == {"en", "de"}
    assert spoken(english * 9 + german) == ("en",)


@given(st.text())
def test_every_text_has_a_language_that_has_a_pack(text: str) -> None:
    assert set(spoken(text)) <= set(languages())
