"""A kill at every effect of a round: the rounds after it end where an undisturbed one does."""

from __future__ import annotations

import contextlib
import subprocess
import time
from collections.abc import Callable

import pytest
from mishaps import POINTS, Killed, Mortal
from process import configured, scanned, scanning
from stories import (
    LAID,
    answered,
    deleted,
    edited,
    first_look,
    outcome,
    rejected,
    sent,
    sent_and_due_again,
    two_of_ours,
)
from world import Begin, Life

pytestmark = pytest.mark.slow

Story = Callable[[Life], str]
#: the story, and how many points at which its last round may die were met over a Maildir and over IMAP at the least
STORIES: dict[Story, int] = {first_look: 30, answered: 25, sent: 14, sent_and_due_again: 25, deleted: 8, edited: 4,
                             two_of_ours: 5, rejected: 30}


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_a_kill_at_any_effect_changes_nothing_of_the_outcome(begin: Begin, story: Story) -> None:
    life, alive = begin(), Mortal()
    at = story(life)
    life.scan(at, hands=alive)
    undisturbed = outcome(life, at)
    assert len(alive.met) >= STORIES[story], alive.met
    for kill in range(1, len(alive.met) + 1):
        life = begin()
        at = story(life)
        for _ in range(2):  # killed, and at the same point of the round that was to mend it once more
            try:
                life.scan(at, hands=Mortal(kill))
            except Killed:
                continue
        assert outcome(life, at) == undisturbed, f"killed at {kill}: {alive.met[kill - 1]}"


def test_every_kind_of_effect_was_met(begin: Begin) -> None:
    met: set[str] = set()
    for story in STORIES:
        alive, life = Mortal(), begin()
        life.scan(story(life), hands=alive)
        met |= set(alive.met)
    assert met == set(POINTS)


def test_a_process_that_is_killed_at_any_moment_leaves_one_draft(begin: Begin) -> None:
    """kill -9 of the real command, at moments spread over the second half of its life."""
    whole = begin()
    configured(whole)
    began = time.monotonic()
    assert scanned(whole, first_look(whole))[0] == 0
    lasts = time.monotonic() - began
    for part in range(5):
        life = begin()
        configured(life)
        process = scanning(life, first_look(life))
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.communicate(timeout=lasts * (0.5 + part / 10))
        process.kill()
        process.communicate()
        assert scanned(life, LAID)[0] == 0
        assert [str(draft["Message-ID"]) for draft in life.drafts()] == [whole.drafts()[0]["Message-ID"]]
        assert life.case(LAID)["state"] == "draft_ready"
