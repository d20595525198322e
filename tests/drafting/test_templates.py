"""The language of the notes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followupd.drafting.templates import FIELDS, Problem, Template, fill, parse_template


def filled(text: str, **facts: str) -> str:
    template = parse_template(text)
    assert isinstance(template, Template)
    return fill(template, facts)


def problems(text: str) -> list[tuple[int, str]]:
    found = parse_template(text)
    assert isinstance(found, tuple)
    return [(problem.line, problem.what) for problem in found]


def test_a_fact_is_put_in() -> None:
    assert filled("The {role} role at { employer }.", role="Cook", employer="Harbor") == "The Cook role at Harbor."


@pytest.mark.parametrize(
    ("facts", "said"),
    [({"role": "Cook", "employer": "Harbor"}, "the Cook role at Harbor"), ({"role": "Cook"}, "the Cook role"),
     ({"employer": "Harbor"}, "the role at Harbor"), ({}, "the role")],
)  # fmt: skip
def test_a_fragment_with_an_unknown_fact_is_left_out(facts: dict[str, str], said: str) -> None:
    assert filled("the[[ {role}]] role[[ at {employer}]]", **facts) == said


def test_the_first_alternative_with_all_its_facts_is_taken() -> None:
    text = "[[Hi {first_name},|Hello,]]"
    assert filled(text, first_name="Ana") == "Hi Ana,"
    assert filled(text) == "Hello,"


def test_a_sentence_with_an_unknown_fact_is_left_out() -> None:
    text = "Thanks for your time. I liked {employer}. Shall we talk?\n\nThe {role} role.\n\nSam"
    assert filled(text) == "Thanks for your time. Shall we talk?\n\nSam"
    assert filled(text, employer="Harbor", role="Cook").startswith("Thanks for your time. I liked Harbor. Shall")


def test_a_sentence_may_go_over_lines_and_end_in_a_fragment() -> None:
    assert filled("One. Two at\n{employer}\nis long. Three.") == "One. Three."
    assert filled("One.\nTwo {role}.\nThree.") == "One.\nThree."
    assert filled("One.[[{late} Two.]] I like {employer}.", late="") == "One. Two."
    assert filled("One.[[{late} Two.]] I like {employer}.", employer="Harbor") == "One. I like Harbor."


def test_lines_stay_and_white_space_is_tidied() -> None:
    assert filled("\n\n  A  b \r\nc\n \n\n\nd\t\n") == "A b\nc\n\nd"


def test_a_name_that_ends_with_a_full_stop_ends_the_sentence_with_one() -> None:
    assert filled("I liked {employer}. Thanks.", employer="Acme Inc.") == "I liked Acme Inc. Thanks."


def test_what_a_fact_says_is_never_read_as_a_template() -> None:
    assert filled("At {employer}.", employer="[[{role}|x]]") == "At [[{role}|x]]."


def test_every_problem_is_told_with_its_line() -> None:
    known = ", ".join(f"{{{field}}}" for field in FIELDS)
    assert problems("Hi {frist_name},\n\n]] and {\n\n[[ [[x]]\n[[ open") == [
        (1, f"unknown field {{frist_name}}; known are {known}"),
        (3, "]] closes nothing"),
        (3, "a single {; a fact is written like {role}"),
        (5, "[[ stands inside another [[ ]]"),
        (6, "[[ is never closed with ]]"),
    ]


@given(st.text(alphabet="{}[]|.\n role?", max_size=200), st.sets(st.sampled_from(sorted(FIELDS))))
def test_any_text_is_a_template_or_a_list_of_problems(text: str, known: set[str]) -> None:
    found = parse_template(text)
    if isinstance(found, Template):
        assert "{role}" not in fill(found, dict.fromkeys(known, "fact"))
    else:
        assert all(isinstance(problem, Problem) and 1 <= problem.line <= text.count("\n") + 1 for problem in found)
