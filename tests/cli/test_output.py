"""Text from a stranger's mail reaches a terminal only as text."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followupd.cli.output import one_line, printable, say_json


@given(st.text())
def test_nothing_that_moves_colours_or_reorders_comes_through(text):
    shown = printable(text)
    for char in shown:
        assert char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs", "Zl", "Zp")
        assert unicodedata.bidirectional(char) not in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"])))
def test_words_in_any_script_stand_as_they_are(text):
    assert printable(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),
        ("a\rb", "a\\x0db"),
        ("\x9b31m", "\\x9b31m"),
        ("moc\u202e", "moc\\u202e"),
        ("a\U000e0041b", "a\\U000e0041b"),
        ("\udc80", "\\udc80"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        ("line\nand\ttab", "line\nand\ttab"),
    ],
)
def test_what_is_escaped_can_be_read(text, shown):
    assert printable(text) == shown


def test_one_line_is_one_line():
    assert one_line(" a\r\n b\u2028c ") == "a b c"


def test_json_is_one_line_of_utf8_whatever_is_in_it(capsysbinary):
    say_json({"text": "Zoë\n\u2028\x1b"})
    out = capsysbinary.readouterr().out
    assert out.count(b"\n") == 1 and json.loads(out) == {"text": "Zoë\n\u2028\x1b"}
