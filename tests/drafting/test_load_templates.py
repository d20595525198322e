"""The user's folder of templates."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from followupd.cli.templates import load_templates
from followupd.drafting.templates import FIELDS, fill
from followupd.errors import ConfigError


def test_a_template_replaces_the_built_in_note_of_its_kind(tmp_path: Path) -> None:
    text = "\ufeff[[Hi {first_name},|Hello,]]\r\n\r\nHas a decision been made?\r\n"
    (tmp_path / "check_in.txt").write_text(text, "utf-8")
    templates, warnings = load_templates(tmp_path)
    assert list(templates) == ["check_in"]
    assert fill(templates["check_in"], {"first_name": "Zoë"}) == "Hi Zoë,\n\nHas a decision been made?"
    assert warnings == ()


def test_all_problems_are_told_at_once_with_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "check_in.txt").write_text("Hello,\n\nHow is {rolle}?\n")
    (tmp_path / "last_note.txt").write_bytes(b"Hello,\ngr\xfc\xdfe\n")
    (tmp_path / "thank_you.txt").write_text("x" * 16_385)
    (tmp_path / "gracious_reply.txt").write_text(" \n")
    with pytest.raises(ConfigError) as raised:
        load_templates(tmp_path)
    lines = str(raised.value).splitlines()
    assert [line.partition(": ")[0].rpartition("/")[2] for line in lines] == [
        "check_in.txt:3", "gracious_reply.txt:1", "last_note.txt:2", "thank_you.txt:1",
    ]  # fmt: skip
    assert "{rolle}" in lines[0] and "{role}" in lines[0]
    assert "empty" in lines[1] and "UTF-8" in lines[2] and "16 KB" in lines[3]


def test_bad_manners_are_a_warning_that_names_the_word_and_its_line(tmp_path: Path) -> None:
    file = tmp_path / "check_in.txt"
    file.write_text("Hello,\n\nJust checking in about the {role} role!\n\nDear [Name], sorry.\n")
    assert load_templates(tmp_path)[1] == (
        f"{file}:3: “checking in” is a worn phrase",
        f"{file}:3: “!” is an exclamation mark",
        f"{file}:5: “[Name]” is a blank that nobody fills",
        f"{file}:5: “sorry” apologises for writing",
    )


def test_length_is_counted_with_the_facts_filled_in_and_without_the_signature(tmp_path: Path) -> None:
    file = tmp_path / "check_in.txt"
    file.write_text("word " * 97 + "{role}.\n\n{signature}\n")
    assert load_templates(tmp_path)[1] == ()
    file.write_text("word " * 98 + "{role}.\n\n{signature}\n")
    assert load_templates(tmp_path)[1] == (f"{file}: “101 words” are more than the 100 of a brief note",)


def test_a_greeting_that_may_be_left_out_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "check_in.txt").write_text("Hi {first_name},\n\nHas a decision been made?\n")
    assert "[[Hi {first_name},|Hello,]]" in load_templates(tmp_path)[1][0]


def test_other_files_are_a_warning_and_hidden_ones_nothing(tmp_path: Path) -> None:
    (tmp_path / "thankyou.txt").write_text("Thanks {whoever}.")
    (tmp_path / ".check_in.txt.swp").write_bytes(b"\xff")
    (tmp_path / "old").mkdir()
    templates, warnings = load_templates(tmp_path)
    assert templates == {}
    assert len(warnings) == 1 and "thankyou.txt" in warnings[0] and "thank_you.txt" in warnings[0]


def test_a_folder_that_is_not_there_names_its_key(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"drafts\.templates"):
        load_templates(tmp_path / "none")


def test_the_example_of_the_documentation_is_good_manners(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "templates.md").read_text("utf-8")
    (tmp_path / "thank_you.txt").write_text(page.partition("```text\n")[2].partition("```")[0], "utf-8")
    assert load_templates(tmp_path)[1] == ()
    assert re.findall(r"^\| `\{(\w+)\}` \| (?!a fact)", page, re.MULTILINE) == list(FIELDS)
