"""Edited, deleted and sent are told apart whatever the mail client did to the draft, and also days later."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from clients import CLIENTS, Client
from world import ANN, ME, Life, invited

LAID, DONE, SOON, DAYS_LATER = "2026-11-13T15:00", "2026-11-13T16:00", "2026-11-13T16:30", "2026-11-19T10:00"

clients = pytest.mark.parametrize("client", CLIENTS, ids=lambda client: client.name)
looked = pytest.mark.parametrize("looked", [SOON, DAYS_LATER], ids=["at once", "days later"])


@pytest.fixture
def life(ashore: Callable[..., Life]) -> Life:
    life = ashore()
    invited(life)
    life.scan(LAID)
    return life


@clients
@looked
def test_an_edited_draft_is_the_users_and_the_only_one(life: Life, client: Client, looked: str) -> None:
    draft = client.edits(life, DONE)
    case = life.case(looked)
    assert case["state"] == "draft_ready"
    assert [told["message_id"] for told in case["drafts"]] == [draft["Message-ID"]]
    assert any("D3: a draft of your own" in why for why in case["why"])
    assert [str(lying["Message-ID"]) for lying in life.drafts()] == [draft["Message-ID"]]
    assert "Deleted" not in life.events() and "Sent" not in life.events()


@clients
def test_an_edited_draft_is_never_withdrawn(life: Life, client: Client) -> None:
    client.edits(life, DONE)
    life.scan(SOON)
    before = [path.read_bytes() for path in life.draft_files()]
    life.receives("2026-11-13T17:00", ANN, "Re: Interview for Data Engineer at Larkfield",
                  "Hi Jordan,\n\nUnfortunately, we have decided to move forward with another candidate.\n\nAnn\n")
    life.scan("2026-11-13T17:05")
    assert "Withdrew" not in life.events() or client.slowly  # the copy from before the edit was ours
    assert [path.read_bytes() for path in life.draft_files()] == before


@clients
@looked
def test_a_deleted_draft_stays_deleted(life: Life, client: Client, looked: str) -> None:
    client.deletes(life)
    assert life.case(looked)["state"] == "paused"
    assert life.case("2026-12-01T10:00")["state"] == "paused"
    assert not life.drafts()
    assert life.events() == ["Intends", "Proposed", "Deleted"]


@clients
@looked
def test_a_draft_that_was_edited_and_deleted_stays_deleted(life: Life, client: Client, looked: str) -> None:
    client.edits(life, DONE)
    if looked == SOON:
        life.scan(DONE)
    client.deletes(life)
    assert life.case(looked)["state"] == "paused"
    assert not life.drafts()


@clients
@looked
@pytest.mark.parametrize("edited", [False, True], ids=["as it was", "edited"])
def test_a_sent_draft_is_one_contact(life: Life, client: Client, looked: str, edited: bool) -> None:
    if edited:
        client.edits(life, "2026-11-13T15:30")
        if looked == SOON:
            life.scan("2026-11-13T15:31")
    mail = client.sends(life, DONE)
    case = life.case(looked)
    assert case["contacts"] == 1
    if client.leaves and edited:  # an edited draft is not touched, sent or not, and no other is laid beside it
        assert (case["state"], len(life.drafts())) == ("draft_ready", 1)
        return
    assert "Deleted" not in life.events()
    if not client.leaves:
        assert [entry.by for entry in life.entries() if hasattr(entry, "by")] == [mail["Message-ID"]]
    assert (case["state"], len(life.drafts())) == (("waiting", 0) if looked == SOON else ("draft_ready", 1))


@clients
def test_undone_the_draft_is_ours_again(life: Life, client: Client) -> None:
    (path,) = life.draft_files()
    kept = path.read_bytes()
    client.deletes(life)
    assert life.case(SOON)["state"] == "paused"
    path.write_bytes(kept)
    case = life.case("2026-11-13T17:00")
    assert case["state"] == "draft_ready"
    assert "a draft of ours lies in Drafts" in case["why"]


def test_a_draft_on_its_way_to_sent_was_not_deleted(life: Life) -> None:
    """The client takes it out of Drafts, sends it over a slow line, and files it: we looked in between."""
    (path,) = life.draft_files()
    kept = life.read(path)
    path.unlink()
    assert life.case(DONE)["state"] == "paused"
    kept.replace_header("Message-ID", "<late.sent@example.org>")
    life.put(".Sent", kept, DONE)
    case = life.case(SOON)
    assert (case["state"], case["contacts"]) == ("waiting", 1)
    assert life.events()[-2:] == ["Deleted", "Sent"]


@pytest.mark.parametrize("keyword", ["$MDNSent", "NonJunk", "$label1"])
def test_keywords_that_clients_set_by_themselves_make_no_draft_the_users(life: Life, keyword: str) -> None:
    from followupd.cases.entries import Intends
    from followupd.plan import untouched

    (intent,) = [entry for entry in life.entries() if isinstance(entry, Intends)]
    assert untouched(intent.fingerprint, frozenset({"\\Draft", "\\Seen", keyword}), intent)
    assert not untouched(intent.fingerprint, frozenset({"\\Draft", "\\Flagged"}), intent)
    assert not untouched(intent.fingerprint, frozenset({"\\Draft", "\\Answered"}), intent)


def test_a_draft_of_the_users_own_sends_ours_away_and_is_left_alone(life: Life) -> None:
    mine = life.made(DONE, ME, "Re: Interview for Data Engineer at Larkfield", "Dear Ann,\n", to=ANN)
    life.put(".Drafts", mine, DONE, "DS")
    life.scan(SOON)
    assert [str(draft["Message-ID"]) for draft in life.drafts()] == [mine["Message-ID"]]
    life.draft_files()[0].unlink()
    assert life.case("2026-11-13T17:00")["state"] == "draft_ready"
    assert len(life.drafts()) == 1
