"""The engine: what phrases mean, what context does to a rule, and that its work is one step a word."""

from __future__ import annotations

import string
from copy import deepcopy
from typing import Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from followupd.reading.automaton import Automaton, PhraseError, backwards, parse
from followupd.reading.lexicon import Pack, pack
from followupd.reading.sentences import BOUND, Manner, split
from followupd.reading.spoken import languages

#: read once here: no single example is to wait for it
PACKS = [pack(language) for language in languages()]


def found(phrase: str, text: str) -> bool:
    stream = split(text, (), Manner())
    return bool(list(Automaton([parse(phrase, {"jobs": ["role", "job opening"]})]).find(stream.words)))


@pytest.mark.parametrize(
    ("phrase", "text", "hears"),
    [
        ("we (have|had) decided", "Well, we had decided.", True),
        ("we have decided", "we have not decided", False),
        ("we have not? decided", "We have\nnot decided", True),
        ("we ..2 decided", "we have just decided", True),
        ("we ..2 decided", "we have only just decided", False),
        ("we ..5 decided", "There we have it. They decided.", False),
        ("the @jobs is", "the job opening is", True),
        ("^ sure $", "Sure!\n\nAnn", True),
        ("^ sure $", "I am sure.", False),
        ("(opt for|pick) one", "for one", False),
        ("# minutes", "30 minutes", True),
        ("(30 days|# minutes)", "30 minutes", True),
        ("see LINK", "See https://acme.test/interview?x=1", True),
    ],
)
def test_a_phrase_is_heard_in_words(phrase: str, text: str, hears: bool) -> None:
    assert found(phrase, text) is hears


@pytest.mark.parametrize("phrase", ["(a", "a)", "? a", "a @nobody"])
def test_a_phrase_that_is_not_well_formed_is_told(phrase: str) -> None:
    with pytest.raises(PhraseError):
        parse(phrase, {})


def test_short_forms_hyphens_and_invisible_signs_do_not_matter() -> None:
    manner = Manner(short={"can't": "can not"}, endings={"n't": "not", "ve": "have"})
    words = split("We’ve re-sched\u00aduled; it WASN'T, we can’t", (), manner).words
    assert [word for word in words if word not in "^$"] == [
        "we", "have", "re", "scheduled", "it", "was", "not", "we", "can", "not",
    ]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two? Three!", 3),
        ("Dr. Who is here", 1),
        ("a line that was wrapped by a program at its\nend goes on here", 1),
        ("Date: Tuesday\nTime: 2 pm", 2),
        ("one\n\ntwo", 2),
        ("- one\n- two", 2),
    ],
)
def test_line_breaks_end_a_sentence_where_they_look_like_it(text: str, sentences: int) -> None:
    assert len(split(text, (), Manner(abbreviations=frozenset({"dr"}))).asks) == sentences


PACK = """
[mark.job]
say = ["job"]
[mark.maybe]
say = ["if"]
[rejected.no]
say = ["not chosen"]
needs = ["job"]
unless = ["maybe"]
[rejected.asked]
say = ["really no"]
asks = true
[thanked.thanks]
say = ["thank you"]
by = "me"
"""


@pytest.mark.parametrize(
    ("subject", "text", "by", "rules"),
    [
        ("The job", "You were not chosen.", "them", ["xx.rejected.no"]),
        ("", "You were not chosen.", "them", []),
        ("The job", "If not chosen, apply again.", "them", []),
        ("Re: The job, not chosen", "Hello.", "them", []),
        ("", "Really no?", "them", ["xx.rejected.asked"]),
        ("", "Really no.", "them", []),
        ("", "Thank you.", "me", ["xx.thanked.thanks"]),
        ("", "Thank you.", "them", []),
    ],
)
def test_context_decides_whether_a_rule_speaks(
    subject: str, text: str, by: Literal["them", "me"], rules: list[str]
) -> None:
    pack = Pack("xx", '[text]\nreplies = ["re"]\n' + PACK)
    assert [hit.rule for hit in pack.hear(subject, text, (), by).hits] == rules


def test_a_rule_may_want_another_sign_anywhere_in_the_mail() -> None:
    pack = Pack("xx", '[mark.bye]\nsay = ["farewell"]\n[rejected.sorry]\nsay = ["sorry"]\nalso = ["bye"]\n')
    assert not pack.hear("", "Sorry.", (), "them").hits
    assert pack.hear("", "Sorry. We talked for long. Farewell.", (), "them").hits


def test_context_is_looked_for_near_by_and_in_the_subject() -> None:
    pack, between = Pack("xx", PACK), "Well, well. " * 12
    assert pack.hear("", "The job. You were not chosen.", (), "them").hits
    assert not pack.hear("", f"The job. {between}You were not chosen.", (), "them").hits
    assert pack.hear("The job", f"{between}You were not chosen.", (), "them").hits


def test_what_is_quoted_gives_context_and_says_nothing() -> None:
    pack = Pack("xx", PACK)
    assert pack.hear("", "You were not chosen.", (), "them", around="the job").hits
    assert not pack.hear("", "Hello.", (), "them", around="job: not chosen").hits


@pytest.mark.parametrize("wrong", ['[rejected.no]\nsay = ["a"]\nneeds = ["nothing"]', '[rejected.no]\nsays = ["a"]'])
def test_a_pack_that_does_not_keep_the_schema_is_told(wrong: str) -> None:
    with pytest.raises((PhraseError, msgspec.ValidationError)):
        Pack("xx", wrong)


@given(st.lists(st.sampled_from(["we", "have", "not", "decided", "the", "(", "x"]), max_size=30))
def test_a_phrase_read_backwards_is_the_same_phrase(words: list[str]) -> None:
    tree = parse("we (have|had)? ..2 not? decided", {})
    forwards = Automaton([tree]).reach(words) == len(words)
    assert forwards == (Automaton([backwards(tree)]).reach(words[::-1]) == len(words))


class Counted(Automaton):
    steps = 0

    def _step(self, states: set[int], word: str) -> set[int]:
        type(self).steps += 1
        return super()._step(states, word)


@given(st.text(string.ascii_lowercase + " .?\n'0", max_size=2000))
def test_no_text_takes_more_than_one_step_a_word(text: str) -> None:
    words = split(text, (), Manner()).words
    Counted.steps = 0
    list(Counted([parse("(we|i) ..9 ..9 not ..9 (decided|moving)", {}), parse("..5 a", {})]).find(words))
    assert Counted.steps <= len(words) <= 2 * len(text) + 2


@given(st.lists(st.sampled_from(["a", "b", "1", "x", "y"]), max_size=30))
def test_phrases_that_begin_alike_are_heard_as_each_by_itself(words: list[str]) -> None:
    trees = [parse(phrase, {}) for phrase in ("a b", "a b", "a (b|b 1)", "a ..2 b", "a ..2 b a?", "(a|b)? #", "..3 y")]
    alone = {(number, end) for number, tree in enumerate(trees) for _, end in Automaton([tree]).find(words)}
    assert set(Automaton(trees).find(words)) == alone


@given(st.text(max_size=500))
def test_nothing_that_a_mail_says_makes_it_raise(text: str) -> None:
    for one in PACKS:
        heard = one.hear(text, text, (), "them", around=text)
        assert all(0 <= hit.start <= hit.end <= len(text) for hit in heard.hits)


def test_a_mail_without_end_is_read_to_a_bound() -> None:
    late = "word " * BOUND + "we will not be moving forward with your application."
    assert not pack("en").hear("", late, (), "them").hits


def test_an_automaton_keeps_nothing_of_what_it_read() -> None:
    automaton = Automaton([parse("a ..9 b", {}), parse("..3 #", {})])
    list(automaton.find(["a", "x", "1", "b"] * 20))
    before = deepcopy(vars(automaton))
    list(automaton.find(word for number in range(1000) for word in ("a", f"x{number}", str(number), "b")))
    assert vars(automaton) == before
