"""What real mail clients left in the mailbox, recorded byte by byte: each is told for what it was (D3-D5)."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
from world import Begin, Life, invited, when

RECORDED = Path(__file__).parent / "recorded"
HABITS = sorted(path.parent for path in RECORDED.glob("*/*/laid.eml"))
LAID, DONE = "2026-11-13T15:00", "2026-11-13T16:00"
SOON, DAYS_LATER = timedelta(minutes=30), timedelta(days=6)


def test_something_is_recorded_of_every_habit() -> None:
    assert set(TOLD) <= {path.name.partition("-")[0] for path in HABITS}


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: f"{habit.parent.name}-{habit.name}")
@pytest.mark.parametrize(
    ("begin", "after"), [("imap", SOON), ("maildir", DAYS_LATER)], ids=["at once", "days later"], indirect=["begin"])
def test_what_a_client_left_there_is_told_for_what_it_was(begin: Begin, habit: Path, after: timedelta) -> None:
    life = begin()
    invited(life)
    life.scan(LAID)
    kind = habit.name.partition("-")[0]
    done = replay(life, habit, looked_between=kind == "undone")
    stays = life.draft_files()[kind == "twice":]
    for later in (after, after + timedelta(hours=1)):
        TOLD[kind](life, life.case((done + later).isoformat()), after)
    if kind != "sent":
        assert life.draft_files() == stays


def replay(life: Life, habit: Path, *, looked_between: bool) -> datetime:
    """Put the mailbox into the recorded state; when the client did that.

    A mail that was left as we laid it is laid as we lay it now: no wording of ours is recorded here.
    """
    (path,) = life.draft_files()
    ours = path.read_bytes()
    path.unlink()
    laid = (habit / "laid.eml").read_bytes()
    done = when(DONE)
    if looked_between:
        assert life.case(DONE)["state"] == "paused"
    for each in sorted(habit.glob("*.*.*.eml")):
        folder, number, flags, _ = each.name.split(".")
        kept = each.read_bytes() == laid
        lying = life.maildir / f".{folder}" / "cur" / f"{number}.recorded.{folder}:2,{flags}"
        lying.write_bytes(ours if kept else as_now(each.read_bytes(), laid, ours))
        if not kept:
            done = max(done, parsedate_to_datetime(str(life.read(lying)["Date"])))
    for lying in (path for folder in (".Drafts", ".Sent", ".Trash") for path in life.files(folder)):
        os.utime(lying, (done.timestamp(), done.timestamp()))
    return done


def as_now(recorded: bytes, laid: bytes, ours: bytes) -> bytes:
    for part in (message_id, text):
        recorded = recorded.replace(part(laid), part(ours))
    return recorded


def text(raw: bytes) -> bytes:
    return raw.replace(b"\r\n", b"\n").partition(b"\n\n")[2]


def message_id(raw: bytes) -> bytes:
    (line,) = (line for line in raw.splitlines() if line.lower().startswith(b"message-id:"))
    return line.partition(b":")[2].strip()


def tells_an_edit(life: Life, case: dict[str, Any], after: timedelta) -> None:
    ids = [str(draft["Message-ID"]) for draft in life.drafts()]
    assert case["state"] == "draft_ready"
    assert sorted(told["message_id"] for told in case["drafts"]) == sorted(ids)
    assert any("D3: a draft of your own" in why for why in case["why"])
    assert life.events() == ["Intends", "Proposed"]


def tells_a_contact(life: Life, case: dict[str, Any], after: timedelta) -> None:
    assert case["contacts"] == 1
    assert (case["state"], len(life.drafts())) == (("waiting", 0) if after == SOON else ("draft_ready", 1))
    assert life.events()[2] in ("Sent", "Withdraws")  # the latter where it still lay in Drafts when we looked
    assert "Deleted" not in life.events()


def tells_a_deletion(life: Life, case: dict[str, Any], after: timedelta) -> None:
    assert (case["state"], case["contacts"], life.drafts()) == ("paused", 0, [])
    assert life.events() == ["Intends", "Proposed", "Deleted"]


def tells_ours(life: Life, case: dict[str, Any], after: timedelta) -> None:
    assert (case["state"], len(life.drafts())) == ("draft_ready", 1)
    assert "a draft of ours lies in Drafts" in case["why"]


def tells_only_the_newer(life: Life, case: dict[str, Any], after: timedelta) -> None:
    """The older is ours and goes: the client may have marked it already, to be expunged when the client likes."""
    (newer,) = life.drafts()
    assert case["state"] == "draft_ready"
    assert [told["message_id"] for told in case["drafts"]] == [newer["Message-ID"] or ""]
    assert "Deleted" not in life.events()


#: the first word of a habit's folder, and what must be told of it
TOLD: dict[str, Callable[[Life, dict[str, Any], timedelta], None]] = {
    "edited": tells_an_edit, "sent": tells_a_contact, "deleted": tells_a_deletion,
    "undone": tells_ours, "seen": tells_ours, "twice": tells_only_the_newer,
}
