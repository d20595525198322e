"""The demo is the first thing that a stranger sees: it needs nothing, leaves nothing, and ends with drafts."""

from __future__ import annotations

from pathlib import Path

import pytest
from house import House

pytestmark = pytest.mark.slow


@pytest.fixture
def house(tmp_path: Path) -> House:
    found = House(tmp_path)
    found.config.unlink()
    return found


def test_it_tells_three_weeks_and_shows_the_drafts(house: House) -> None:
    done = house.run("demo")
    assert (done.code, done.err) == (0, "")
    assert "Monday 02 November" in done.out and "Saturday 21 November" in done.out
    assert "laid into Drafts" in done.out and "they said no" in done.out
    assert done.out.count("in Drafts ──") == done.out.count("\nSubject: Re: ") >= 1
    assert list(house.folder.rglob("*")) == [house.folder / "config", house.config.parent]


def test_the_story_keeps_the_etiquette(house: House) -> None:
    told = house.run("demo").out.split("\nThe cases now")[0]
    days = dict(part.split("   ", 1) for part in told.strip().split("\n\n"))
    laid = {day: part.count("is laid into Drafts") for day, part in days.items() if "is laid" in part}
    assert laid == {
        "Monday 09 November": 2,  # thanks to Harborline, three days over the weekend, and to Meridian Health
        "Thursday 12 November": 1,  # thanks to Oakfield Labs, counted from the moved interview (E8)
        "Monday 16 November": 1,  # a check-in with Harborline, the working day after the promised Friday (E3)
        "Tuesday 17 November": 1,  # a gracious reply (W4)
        "Friday 20 November": 1,  # thanks for the further round (E7)
    }
    gone = {day: part.count("is withdrawn") for day, part in days.items() if "is withdrawn" in part}
    assert gone == {"Thursday 12 November": 1}


def test_as_json_it_is_the_drafts(house: House) -> None:
    drafts = house.run("demo", "--json").json["drafts"]
    assert drafts and all({"to", "subject", "text"} <= set(draft) for draft in drafts)
    assert all(len(draft["text"].split()) <= 100 for draft in drafts)
