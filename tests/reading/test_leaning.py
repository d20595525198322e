"""What no phrase says, the words of a mail say together; and the weights are data that keep their form."""

from __future__ import annotations

from datetime import datetime
from importlib.resources import files
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from followupd.mail.message import Address, Message
from followupd.reading import prose
from followupd.reading.facts import ApplicationReceived, InterviewSet, Reader, Reading
from followupd.reading.leaning import HIRING, Weights, lean, share, weights_of
from followupd.reading.lexicon import GIVEN, pack
from followupd.reading.read import read

ME, BEV = Address("Jordan Lee", "jordan.lee@example.org"), Address("Bev Tully", "bev@tullyjoinery.test")
NOW = datetime(2026, 11, 3, 10, 0, tzinfo=ZoneInfo("Europe/London"))
READER = Reader(zone=ZoneInfo("Europe/London"), name="Jordan Lee", own=frozenset({ME.address}))
FILES = ("leaning.tsv", "straying.tsv", "gate.tsv")
OVER = (
    "Evening Jordan. Had a think with Dave. We don't want to take a person on for the winter after all, the work is "
    "too little. Good luck with everything. Bev"
)
MEETS = (
    "Jordan, that's you in with Sandra and Dave for Thursday 4pm. Bring your certificates, they'll show you round the "
    "workshop. Bev"
)


def heard(text: str, subject: str = "Bench joiner") -> Reading:
    return read(Message("<1@tullyjoinery.test>", NOW, BEV, to=(ME,), subject=subject, text=text), NOW, READER)


@pytest.mark.parametrize("text", [OVER, MEETS])
def test_no_rule_hears_it(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prose, "weights_of", lambda language: None)
    assert heard(text).facts == ()


def test_what_no_rule_hears_is_told_by_all_its_words() -> None:
    [fact] = heard(OVER).facts
    assert fact.evidence.rule == "en.rejected.leaning"
    assert "take a person on" in OVER[fact.evidence.start : fact.evidence.end]


def test_an_interview_without_its_word_has_its_time() -> None:
    [fact] = heard(MEETS).facts
    assert isinstance(fact, InterviewSet) and fact.slot.start == datetime(2026, 11, 5, 16, tzinfo=READER.zone)


def test_what_a_rule_hears_against_all_other_words_is_a_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "We have you down for an interview on Thursday at 4pm. Bring your oboe."
    assert [type(fact) for fact in heard(text).facts] == [InterviewSet]
    weights = weights_of("en")
    assert weights
    doubtful = replace(weights, least=weights.least | {"interview": 1000.0})
    monkeypatch.setattr(prose, "weights_of", lambda language: doubtful)
    reading = heard(text)
    assert reading.facts == () and ("interview", prose._AWAY) in {(doubt.about, doubt.why) for doubt in reading.doubts}
    monkeypatch.setattr(prose, "_OF_A_LETTER", 2000.0)
    spoken_of = heard("Thank you for your application. " + text)  # there a rule is trusted more
    assert [type(fact) for fact in spoken_of.facts] == [InterviewSet]


def test_a_receipt_that_a_rule_hears_is_no_rejection_but_by_far(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = weights_of("en")
    assert weights
    low = dict.fromkeys(("rejected", HIRING), -99.0)
    eager = replace(weights, alone=weights.alone | low, least=weights.least | low)
    monkeypatch.setattr(prose, "weights_of", lambda language: eager)
    receipt = heard("Thank you for applying. We have received your application and our team will review it.")
    assert [type(fact) for fact in receipt.facts] == [ApplicationReceived]


def test_what_a_rule_hears_in_vain_hushes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = weights_of("en")
    assert weights
    doubtful = replace(weights, least=weights.least | {"interview": 1000.0})
    monkeypatch.setattr(prose, "weights_of", lambda language: doubtful)
    told = heard("Having considered your application we don't wish to take it any further. We wish you all the best.")
    assert [fact.evidence.rule for fact in told.facts] == ["en.rejected.leaning"]


def test_a_call_before_it_is_not_the_interview() -> None:
    text = "They've said yes to Friday 6th, 12:15, at their offices, seeing Miriam Stott and the practice manager. " \
           "Speak tomorrow to prep. T"
    [fact] = (fact for fact in heard(text, "Your interview").facts if isinstance(fact, InterviewSet))
    assert fact.slot.start == datetime(2026, 11, 6, 12, 15, tzinfo=READER.zone)


def test_the_users_own_mail_leans_nowhere() -> None:
    mine = Message("<1@example.org>", NOW, ME, to=(BEV,), subject="Bench joiner", text=OVER)
    assert read(mine, NOW, READER).facts == ()


@pytest.mark.parametrize("file", FILES)
def test_the_weights_keep_their_form(file: str) -> None:
    source = files("followupd.languages").joinpath("en", file).read_text(encoding="utf-8")
    lines = source.splitlines()
    width = len(lines[0].split("\t"))
    assert {len(line.split("\t")) for line in lines[:5]} == {width}
    assert {len(line.split("\t")) for line in lines[5:]} == {width + 1}
    signs = [line.split("\t")[0] for line in lines[5:]]
    assert len(set(signs)) == len(signs) and len(source) < 1_000_000


def test_no_sign_is_of_a_mark_that_is_gone() -> None:
    weights = weights_of("en")
    assert weights
    known = GIVEN | {part for rule in pack("en").rules for part in rule.split(".")[1:]}
    assert {sign[2:] for sign in weights.table if sign[:2] in ("m:", "g:")} <= known | {"own", "host"}


def test_a_language_without_weights_leans_nowhere() -> None:
    assert weights_of("xx") is None


def test_the_sentence_that_adds_most_is_the_evidence() -> None:
    assert lean({"x": 3, "y": 2, "z": 1}, TWO).loudest("a") == 3
    assert lean({"y": -1}, TWO).loudest("a") == 0


TWO = Weights(("a", "b"), (0.5, -1.0), {}, {}, {}, {"x": (100, 200), "y": (-25, 0)})


@given(st.dictionaries(st.sampled_from(["x", "y", "z", "", "#"]), st.integers(-1, 40)))
def test_a_sum_is_the_bias_and_the_share_of_each_known_sign(signs: dict[str, int]) -> None:
    found = lean(signs, TWO, share(signs))
    each = share(signs)
    assert found.sums["a"] == pytest.approx(0.5 + each * (("x" in signs) - 0.25 * ("y" in signs)))
    assert found.sums["b"] == pytest.approx(-1.0 + each * 2.0 * ("x" in signs))


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(-900, 900), min_size=2), st.randoms())
def test_a_sum_is_the_same_in_any_order(weights: dict[str, int], dice: Random) -> None:
    """Signs come out of sets, whose order changes from run to run; what lies just at a bar must not."""
    table = Weights(("a",), (0.0,), {}, {}, {}, {sign: (much,) for sign, much in weights.items()})
    shuffled = list(weights)
    dice.shuffle(shuffled)
    assert lean(dict.fromkeys(weights, 0), table).sums == lean(dict.fromkeys(shuffled, 0), table).sums


@given(st.integers(0, 3000), st.integers(1, 3000))
def test_a_longer_mail_is_not_surer_for_its_length(count: int, more: int) -> None:
    few, many = dict.fromkeys(map(str, range(count)), 0), dict.fromkeys(map(str, range(count + more)), 0)
    assert share(many) <= share(few) and share(many) * len(many) >= share(few) * len(few)


@given(st.text(max_size=3000))
def test_any_text_is_weighed(text: str) -> None:
    assert all(fact.evidence.start <= fact.evidence.end for fact in heard(text).facts)


def test_hiring_mail_is_told_from_other_mail() -> None:
    weights = weights_of("en")
    assert weights and weights.alone[HIRING] > weights.known[HIRING] > weights.least[HIRING]
