"""The word lists: patterns that compile, and cannot run away on a hostile mail."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest

from followupd.reading.words import pattern, plain

TABLES = [
    (file, table, key)
    for file in ("automatic", "people", "trust", "calendar")
    for table, lists in tomllib.loads(
        files("followupd.languages").joinpath("en", f"{file}.toml").read_text(encoding="utf-8")).items()
    for key, entries in lists.items() if isinstance(entries, list)
]


@pytest.mark.parametrize("file, table, key", TABLES)
def test_every_list_is_a_pattern_without_unbounded_repetition(file, table, key):
    bare = re.sub(r"\\.|\[[^\]]*\]", "", pattern(file, table, key).compiled.pattern)
    assert not re.search(r"[*+]|\{\d*,\}", bare)


def test_a_space_in_an_entry_is_any_white_space_and_ends_are_word_ends():
    until = pattern("automatic", "away", "between")
    assert until.search("by the\nend")
    assert not until.search("nearby")


def test_an_entry_is_found_in_any_case_where_it_stands():
    until = pattern("automatic", "away", "between")
    text = "İİſ BY Ann"
    found = until.search(text)
    assert found is not None
    assert found[0] == "by"
    assert text[found.start() : found.end()] == "BY"
    assert until.sub("-", text) == "İİſ - Ann"
    assert until.split("Nobody") == ["Nobody"]


def test_plain_text_keeps_every_character_in_its_place():
    text = "I’m\u00a0here – now"
    assert plain(text) == "I'm here - now"
    assert len(plain(text)) == len(text)
