"""A wire that is cut at any command of a round is told, and mended by the next; so is what a server cannot do."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from dovecot import Dovecot
from stories import answered, drafted, first_look, outcome, two_of_ours
from wiretap import Wiretap
from world import Begin, Life

from followupd.errors import MailboxUnreachable

pytestmark = pytest.mark.slow


@pytest.fixture
def wire(dovecot: Dovecot) -> Iterator[Wiretap]:
    with Wiretap(dovecot.port) as wire:
        yield wire


def edited_in_a_copy(life: Life) -> str:
    """The client saved another message, and the one that we laid still lies there."""
    drafted(life)
    (path,) = life.draft_files()
    ours = path.read_bytes()
    life.edits("2026-11-13T17:00")
    path.write_bytes(ours)
    return "2026-11-14T09:00"


def told(life: Life, at: str) -> bool:
    """Whether this round told of a trouble."""
    try:
        return bool(life.scan(at).failed)
    except MailboxUnreachable:
        return True


@pytest.mark.parametrize("how", ["half", "unanswered"])
@pytest.mark.parametrize("story", [first_look, answered])
def test_a_cut_at_any_command_is_told_and_changes_nothing_of_the_outcome(
    served: Begin, wire: Wiretap, story: Callable[[Life], str], how: str
) -> None:
    life = served(port=wire.port)
    at = story(life)
    before = len(wire.commands)
    life.scan(at)
    commands = [command for command in wire.commands[before:] if command != "LOGOUT"]
    undisturbed = outcome(life, at)
    assert len(commands) >= 20
    for number, command in enumerate(commands, 1):
        life = served(port=wire.port)
        at = story(life)
        wire.cut(number, how)
        assert told(life, at), command
        assert outcome(life, at) == undisturbed, command
    assert wire.cuts == len(commands)


@pytest.mark.parametrize("story", [two_of_ours, edited_in_a_copy])
def test_a_second_draft_that_a_server_cannot_withdraw_stays_and_is_told_once_and_for_all(
    served: Begin, wire: Wiretap, story: Callable[[Life], str]
) -> None:
    wire.lacks = frozenset({"MOVE", "UIDPLUS"})
    life = served(port=wire.port)
    at = story(life)
    for _ in range(3):
        case = life.case(at)
        assert (len(life.drafts()), len(case["drafts"]), case["state"]) == (2, 2, "draft_ready")
        assert any(why.startswith("D6: an outdated draft stays") for why in case["why"])
    assert life.events() == ["Intends", "Proposed", "Withdrew"]
