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
#: set, class → recall, precision
FLOORS: dict[tuple[str, str], tuple[float, float]] = {
    ("apart", "interview"): (0.82, 0.97), ("apart", "rejected"): (0.95, 0.99), ("apart", "offered"): (0.75, 0.95),
    ("apart", "application_received"): (0.9, 0.75), ("apart", "answer_promised"): (0.9, 0.95),
    ("typical", "interview"): (0.89, 0.99), ("typical", "interview_set"): (0.82, 0.97),
    ("typical", "rejected"): (0.96, 0.98), ("typical", "offered"): (0.92, 0.98),
    ("typical", "application_received"): (0.92, 0.94), ("typical", "task_set"): (0.78, 0.84),
    ("systems", "interview"): (0.95, 0.92), ("systems", "rejected"): (0.86, 0.98),
    ("people", "interview"): (0.69, 0.94), ("people", "rejected"): (0.9, 0.98), ("people", "offered"): (0.9, 0.98),
}
#: mails without a fact of the reader's that move something all the same
MOVED_FOR_NOTHING = {"apart": 0, "offices": 4, "people": 1, "systems": 4, "traps": 12, "typical": 3}


@cache
def read(name: str) -> list[tuple[Labelled, Said]]:
    return [(mail, Said(mail)) for mail in own_set(BENCHMARKS / "mails" / f"{name}.toml")]


@pytest.mark.parametrize("name", SETS)
def test_a_set_keeps_the_schema(name: str) -> None:
    mails = [mail for mail, _ in read(name)]
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


@pytest.mark.parametrize("name", SETS)
def test_no_more_is_moved_for_nothing(name: str) -> None:
    moved = [mail.id for mail, said in read(name) if said.names & MOVING and not (mail.facts | mail.may) & MOVING]
    assert len(moved) <= MOVED_FOR_NOTHING[name], moved


@pytest.mark.parametrize("name", SETS)
def test_hardly_a_start_is_wrong(name: str) -> None:
    wrong = [mail.id for mail, said in read(name) if mail.starts and said.starts - mail.starts]
    assert len(wrong) <= 0.02 * len(read(name)), wrong
