"""Facts as scripts see them (`read --json`), and as a person does."""

from datetime import date, datetime, timedelta, timezone
from typing import get_args

import msgspec
import pytest

from followupd.cli.facts import fact_row, fact_words, invite_row
from followupd.mail.message import Invite
from followupd.reading.facts import (
    AnswerPromised,
    Away,
    Bounced,
    Evidence,
    Fact,
    InterviewProposed,
    InterviewSet,
    Rejected,
    Slot,
    SlotAccepted,
)

SEEN = Evidence("text", 40, 71, "en.some.rule")
TWO = datetime(2026, 11, 10, 14, tzinfo=timezone(timedelta(hours=-5)))
THREE = TWO + timedelta(hours=1)


def as_json(row):
    return msgspec.json.decode(msgspec.json.encode(row))


@pytest.mark.parametrize(
    ("fact", "carries"),
    [
        (InterviewSet(evidence=SEEN, slot=Slot(TWO, THREE)),
         {"fact": "interview_set", "start": "2026-11-10T14:00:00-05:00", "end": "2026-11-10T15:00:00-05:00"}),
        (InterviewSet(evidence=SEEN, slot=Slot(TWO, day_only=True)),
         {"fact": "interview_set", "start": "2026-11-10", "end": None}),
        (InterviewProposed(evidence=SEEN), {"fact": "interview_proposed", "starts": []}),
        (SlotAccepted(evidence=SEEN, slots=(Slot(TWO),)),
         {"fact": "slot_accepted", "starts": ["2026-11-10T14:00:00-05:00"]}),
        (AnswerPromised(evidence=SEEN, by=date(2026, 11, 20)),
         {"fact": "answer_promised", "by": "2026-11-20", "after_interview_days": None}),
        (AnswerPromised(evidence=SEEN, after_interview_days=7),
         {"fact": "answer_promised", "by": None, "after_interview_days": 7}),
        (Away(evidence=SEEN), {"fact": "away", "until": None}),
        (Bounced(evidence=SEEN, address="a@b.test"), {"fact": "bounced", "address": "a@b.test"}),
        (Rejected(evidence=SEEN), {"fact": "rejected"}),
    ],
)  # fmt: skip
def test_a_fact_is_a_row_with_what_it_carries_and_its_evidence(fact, carries):
    evidence = {"source": "text", "start": 40, "end": 71, "rule": "en.some.rule"}
    assert as_json(fact_row(fact)) == {**carries, "evidence": evidence}


def test_every_fact_has_a_row_under_its_own_name_and_words():
    made = [kind(evidence=SEEN, **({"slot": Slot(TWO)} if kind is InterviewSet else {})) for kind in get_args(Fact)]
    assert len({as_json(fact_row(fact))["fact"] for fact in made}) == len(get_args(Fact))
    assert all(fact_words(fact).isprintable() and "_" not in fact_words(fact) for fact in made)


def test_words_name_the_day_and_the_hour():
    assert fact_words(InterviewSet(evidence=SEEN, slot=Slot(TWO))) == "interview set: Tue 10 Nov 2026 14:00 -0500"
    assert fact_words(AnswerPromised(evidence=SEEN, after_interview_days=7)).endswith("7 days after the interview")


def test_an_invitation_of_a_whole_day_has_days_and_a_broken_one_none():
    row = as_json(invite_row(Invite("u", "REQUEST", 2, TWO, None, "CONFIRMED", day_only=True)))
    assert row == {"uid": "u", "method": "REQUEST", "sequence": 2, "start": "2026-11-10", "end": None,
                   "status": "CONFIRMED"}  # fmt: skip
    assert as_json(invite_row(Invite("", "", 0, None, None)))["start"] is None
