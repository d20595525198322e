"""The labelled mails keep their schema, and what was read out of them once is read out of them still.

The floors lie a little below what benchmarks/reading.py tells: they are to notice a loss, not to measure.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

from labelled import Labelled, own_set  # noqa: E402
from reading import CLASSES, MOVING, Said  # noqa: E402

SETS = sorted(path.stem for path in (BENCHMARKS / "mails").glob("*.toml"))
#: the sets in which it is noticed what gets lost or is made up; of the others only the form is looked at
READ = ("apart", "apart_2000", "apart_firms", "apart_mailbox", "apart_public", "french", "german", "offices",
        "people", "systems", "traps", "typical")
ORDINARY = ("arrangements", "candidates", "lists", "near", "private")
#: set, class → recall, precision
FLOORS: dict[tuple[str, str], tuple[float, float]] = {
    ("apart", "interview"): (0.95, 0.99), ("apart", "interview_set"): (0.9, 0.97), ("apart", "rejected"): (0.96, 0.99),
    ("apart", "interview_cancelled"): (0.9, 0.9), ("apart", "offered"): (0.9, 0.95),
    ("apart", "task_set"): (0.85, 0.75),
    ("apart", "application_received"): (0.9, 0.9), ("apart", "answer_promised"): (0.9, 0.95),
    ("apart_firms", "interview"): (0.6, 0.97), ("apart_firms", "rejected"): (0.75, 0.85),
    ("apart_public", "interview"): (0.8, 0.97), ("apart_public", "rejected"): (0.55, 0.95),
    ("apart_mailbox", "interview"): (0.9, 0.97), ("apart_mailbox", "rejected"): (0.88, 0.95),
    ("apart_mailbox", "offered"): (0.9, 0.95), ("apart_2000", "interview"): (0.75, 0.95),
    ("german", "rejected"): (0.98, 0.98), ("german", "application_received"): (0.95, 0.98),
    ("german", "interview"): (0.9, 0.98), ("french", "rejected"): (0.98, 0.95),
    ("french", "application_received"): (0.94, 0.98), ("french", "interview"): (0.93, 0.98),
    ("typical", "interview"): (0.98, 0.99), ("typical", "interview_set"): (0.95, 0.97),
    ("typical", "rejected"): (0.99, 0.98), ("typical", "offered"): (0.98, 0.98),
    ("typical", "application_received"): (0.95, 0.97), ("typical", "task_set"): (0.95, 0.9),
    ("systems", "interview"): (0.97, 0.95), ("systems", "rejected"): (0.9, 0.98),
    ("people", "interview"): (0.95, 0.97), ("people", "rejected"): (0.97, 0.98), ("people", "offered"): (0.9, 0.98),
}
#: mails without a fact of the reader's that move something all the same
MOVED_FOR_NOTHING = {
    "apart": 0, "apart_2000": 2, "apart_firms": 1, "apart_mailbox": 1, "apart_public": 0, "german": 0, "french": 1,
    "offices": 1, "people": 0, "systems": 1, "traps": 1, "typical": 1,
    "arrangements": 3, "candidates": 1, "lists": 1, "near": 3, "private": 3,
}
#: mails with a start that is wrong, or only its day where the hour is told
START_WRONG = {"apart": 0, "apart_2000": 5, "apart_firms": 4, "apart_mailbox": 9, "apart_public": 7, "french": 0,
               "german": 2, "offices": 0, "people": 1, "systems": 1, "traps": 0, "typical": 3}


@cache
def read(name: str) -> list[tuple[Labelled, Said]]:
    return [(mail, Said(mail)) for mail in own_set(BENCHMARKS / "mails" / f"{name}.toml")]


@pytest.mark.parametrize("name", SETS)
def test_a_set_keeps_the_schema(name: str) -> None:
    mails = own_set(BENCHMARKS / "mails" / f"{name}.toml")
    assert len({mail.id for mail in mails}) == len(mails)
    known = {fact for facts in CLASSES.values() for fact in facts} | {"withdrawn"}
    for mail in mails:
        assert mail.facts | mail.may <= known, mail.id
        assert not mail.facts & mail.may, mail.id


@pytest.mark.parametrize(("name", "kind"), FLOORS)
def test_no_class_is_read_worse(name: str, kind: str) -> None:
    names, (recall, precision) = CLASSES[kind], FLOORS[name, kind]
    wanted = [said for mail, said in read(name) if mail.facts & names]
    told = [mail for mail, said in read(name) if said.names & names]
    right = [mail for mail in told if (mail.facts | mail.may) & names]
    assert sum(bool(said.names & names) for said in wanted) >= recall * len(wanted)
    assert len(right) >= precision * len(told)


@pytest.mark.parametrize("name", READ + ORDINARY)
def test_no_more_is_moved_for_nothing(name: str) -> None:
    moved = [mail.id for mail, said in read(name) if said.names & MOVING and not (mail.facts | mail.may) & MOVING]
    assert len(moved) <= MOVED_FOR_NOTHING[name], moved


@pytest.mark.parametrize("name", READ)
def test_hardly_a_start_is_wrong(name: str) -> None:
    wrong = [mail.id for mail, said in read(name) if mail.starts and said.starts - mail.starts]
    assert len(wrong) <= START_WRONG[name], wrong
