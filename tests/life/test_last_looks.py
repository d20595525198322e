"""What is looked at once more in the moment of writing, and what may be known of a draft whose story was cut short."""

from __future__ import annotations

import pytest
from mishaps import Killed, Meddling, Mortal
from stories import LAID, drafted, hears
from world import Begin, Hands, invited, when

from followupd.cases.entries import SetField

pytestmark = pytest.mark.slow

LATER = "2026-11-16T10:00"


def test_a_second_draft_that_the_user_edited_in_the_moment_it_was_laid_is_theirs(served: Begin) -> None:
    """The other machine's, in a client that keeps the Message-ID, before we have looked again (D3 above D2)."""
    life = served()
    invited(life)

    def laid_and_edited() -> None:
        draft = life.read(life.draft_files()[0])
        draft.set_content("In my own words.\n")
        life.put(".Drafts", draft, LAID, "DS")

    life.scan(LAID, hands=Meddling(4, laid_and_edited))
    assert "In my own words.\n" in [draft.get_content() for draft in life.drafts()]


def test_no_draft_joins_one_that_was_edited_in_the_moment_it_was_to_make_room(begin: Begin) -> None:
    """A machine that slept from one window into the next: the old draft goes and the new one comes in one round."""
    life = begin()
    drafted(life)
    hears(life, "2026-11-13T16:00", "It was good to meet you.")
    life.scan("2026-11-17T12:00", hands=Meddling(1, lambda: life.edits("2026-11-17T12:00")))
    assert [draft.get_content() for draft in life.drafts()] == ["In my own words.\n"]


class Unanswered(Mortal):
    """Dies when the draft lies there and nothing has been noted yet."""

    def step(self, name: str) -> None:
        if name == "lay: stored, and no answer":
            raise Killed(name)


def test_a_draft_whose_laying_was_never_noted_is_known_as_ours_when_they_write(begin: Begin) -> None:
    """Its window has gone by the next round, so that nothing but the intent, written before, tells whose it is."""
    life = begin()
    invited(life)
    with pytest.raises(Killed):
        life.scan(LAID, hands=Unanswered())
    hears(life, "2026-11-13T15:30", "It was good to meet you.")
    life.scan("2026-11-13T15:35")
    assert (len(life.drafts()), len(life.trash())) == (0, 1)


def test_a_word_of_the_users_at_a_later_moment_holds_no_round_back(begin: Begin) -> None:
    life = begin()
    root = str(invited(life)["Message-ID"])
    life.scan("2026-11-10T16:00")
    ledger = Hands().ledger(life.folder / "state" / "ledger.jsonl")
    ledger.append(SetField(at=when(LATER), case="", root=root, field="employer", value="Larkfield"))
    assert len(life.scan(LAID).written) == 1
