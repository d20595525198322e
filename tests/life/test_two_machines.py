"""Two machines on one mailbox, lost state, and servers that can little: still one draft, and the user's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from dovecot import Dovecot, running
from mishaps import Meddling
from stories import LAID, SUBJECT, answered, hears, two_of_ours
from wiretap import Wiretap
from world import ANN, USERS, Begin, Hands, Life, invited, when

from followupd.cases.entries import Deleted, Intends
from followupd.daemon.gather import fingerprint_of
from followupd.daemon.round import run_round
from followupd.errors import MailboxRefused, MailboxUnreachable
from followupd.mailbox.connect import open_mailbox

pytestmark = pytest.mark.slow

LATER = "2026-11-16T10:00"


def forget(life: Life, *names: str) -> None:
    for name in names:
        for path in (life.folder / "state").glob(f"{name}*"):
            path.unlink()


# -- two machines -------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("call", range(1, 6))
def test_two_machines_at_it_in_the_same_second_leave_one_draft(begin: Begin, call: int) -> None:
    life = begin()
    invited(life)
    life.scan(LAID, "home", Meddling(call, lambda: life.scan(LAID, "office")))
    life.scan(LAID, "office")
    assert len(life.drafts()) == 1
    for machine in ("home", "office"):
        case = life.case(LATER, machine)
        assert (case["state"], len(case["drafts"])) == ("draft_ready", 1)
    assert len(life.drafts()) == 1


def test_what_another_machine_laid_meanwhile_is_seen_before_writing(begin: Begin) -> None:
    life = begin()
    invited(life)
    life.scan(LAID, "home", Meddling(1, lambda: life.scan(LAID, "office")))
    assert (len(life.drafts()), len(life.trash())) == (1, 0)


def test_what_another_machine_laid_in_the_same_moment_is_seen_after_writing(begin: Begin) -> None:
    life = begin()
    invited(life)
    life.scan(LAID, "home", Meddling(3, lambda: life.scan(LAID, "office")))
    assert (len(life.drafts()), len(life.trash())) == (1, 1)


def test_a_draft_seen_before_its_window_opened_again_is_known_when_it_is_deleted(begin: Begin) -> None:
    """Ann is away until the 17th: the second machine sees the draft while its window is shut."""
    life = begin()
    first = invited(life)
    life.scan(LAID, "home")
    life.receives("2026-11-13T16:00", ANN, "Automatic reply: Interview", "I am out of the office until Tuesday,"
                  " November 17, 2026.\n", reply_to=first, headers={"Auto-Submitted": "auto-replied"})
    life.scan("2026-11-14T10:00", "office")
    life.draft_files()[0].unlink()
    assert life.case("2026-11-19T10:00", "office")["state"] == "paused"
    assert not life.drafts()


def test_a_draft_edited_in_the_moment_of_its_withdrawal_stays(ashore: Begin) -> None:
    life = ashore()
    at = answered(life)
    (path,) = life.draft_files()
    life.scan(at, hands=Meddling(1, lambda: path.write_text(path.read_text() + "One more line.\n")))
    assert path.read_text().endswith("One more line.\n")
    assert not life.trash()


@pytest.mark.parametrize("call", range(1, 4))
def test_two_machines_that_withdraw_in_the_same_second_leave_none(begin: Begin, call: int) -> None:
    life = begin()
    invited(life)
    life.scan(LAID, "home")
    life.scan(LAID, "office")
    hears(life, "2026-11-13T16:00", "It was good to meet you.")
    life.scan("2026-11-13T16:05", "home", Meddling(call, lambda: life.scan("2026-11-13T16:05", "office")))
    for machine in ("office", "home"):
        assert life.case("2026-11-13T16:06", machine)["state"] == "waiting"
    assert (len(life.drafts()), len(life.trash())) == (0, 1)
    life.scan("2026-11-17T09:00", "home")
    life.scan("2026-11-17T09:00", "office")
    assert len(life.drafts()) == 1


def test_the_second_machine_sees_the_draft_of_the_first_and_lays_none(begin: Begin) -> None:
    life = begin()
    invited(life)
    assert len(life.scan(LAID, "home").written) == 1
    assert life.scan(LAID, "office").written == ()
    assert life.case(LATER, "office")["state"] == "draft_ready"
    assert len(life.drafts()) == 1


@pytest.mark.parametrize("does", [Life.edits, Life.sends, lambda life, _: life.deletes()])
@pytest.mark.parametrize("known", [True, False])
def test_what_the_user_did_with_the_draft_counts_on_the_second_machine(
    begin: Begin, does: Callable[[Life, str], object], known: bool
) -> None:
    life = begin()
    invited(life)
    life.scan(LAID, "home")
    if known:
        life.scan(LAID, "office")
    does(life, "2026-11-13T16:00")
    before = [str(draft["Message-ID"]) for draft in life.drafts()]
    home, office = life.case(LATER, "home"), life.case(LATER, "office")
    assert (home["state"], home["contacts"]) == (office["state"], office["contacts"])
    assert [str(draft["Message-ID"]) for draft in life.drafts()] == before


# -- lost state ---------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("lost", [("ledger",), ("cache",), ("ledger", "cache")], ids="-".join)
@pytest.mark.parametrize("does", [None, Life.edits, Life.sends, lambda life, _: life.deletes()])
def test_lost_state_makes_no_second_draft(
    begin: Begin, lost: tuple[str, ...], does: Callable[[Life, str], object] | None
) -> None:
    life = begin()
    invited(life)
    life.scan(LAID)
    if does:
        does(life, "2026-11-13T16:00")
        life.scan("2026-11-13T16:01")
    before = [str(draft["Message-ID"]) for draft in life.drafts()]
    status = life.case(LATER)
    forget(life, *lost)
    again = life.case(LATER)
    assert [str(draft["Message-ID"]) for draft in life.drafts()] == before
    assert (again["state"], again["contacts"]) == (status["state"], status["contacts"])


def test_a_draft_that_is_found_again_after_the_ledger_was_lost_is_still_withdrawn(begin: Begin) -> None:
    life = begin()
    invited(life)
    life.scan(LAID)
    forget(life, "ledger")
    life.scan(LATER)
    hears(life, "2026-11-16T11:00", "It was good to meet you.")
    assert len(life.scan("2026-11-16T11:05").withdrawn) == 1
    assert (len(life.drafts()), len(life.trash())) == (0, 1)


def test_a_draft_that_lies_there_makes_the_ledger_no_longer(begin: Begin) -> None:
    life = begin()
    invited(life)
    for minute in range(5):
        life.scan(f"2026-11-13T15:0{minute}")
    assert life.events() == ["Intends", "Proposed"]


def test_drafts_of_another_uidvalidity_are_the_same_drafts(served: Begin) -> None:
    life = served()
    invited(life)
    life.scan(LAID)
    uids = life.maildir / ".Drafts" / "dovecot-uidlist"
    first, _, rest = uids.read_text().partition("\n")
    uids.write_text(f"{_other_validity(first)}\n{rest}")
    for index in (life.maildir / ".Drafts").glob("dovecot.index*"):
        index.unlink()
    assert life.scan(LATER).written == ()
    assert len(life.drafts()) == 1
    life.deletes()
    assert life.case(LATER)["state"] == "paused"


def _other_validity(header: str) -> str:
    return " ".join(f"V{int(word[1:]) + 7}" if word.startswith("V") else word for word in header.split(" "))


def test_drafts_that_were_renamed_are_found_by_their_new_name(begin: Begin) -> None:
    life = begin()
    invited(life)
    life.scan(LAID)
    (life.maildir / ".Drafts").rename(life.maildir / ".Manuscripts")
    life.settings = replace(life.settings, accounts=(life.account(folders={"drafts": "Manuscripts"}),))
    assert life.scan(LATER).written == ()
    assert len(life.files(".Manuscripts")) == 1


def test_a_rejection_is_remembered_when_its_mail_and_the_cache_are_gone(begin: Begin) -> None:
    life = begin()
    invited(life)
    life.receives("2026-11-11T10:00", ANN, SUBJECT,
                  "Hi Jordan,\n\nunfortunately, we have decided to move forward with another candidate.\n\nAnn\n")
    assert life.case("2026-11-11T10:05")["state"] == "rejected"
    life.files("")[-1].unlink()
    forget(life, "cache")
    assert life.case(LATER)["state"] == "rejected"
    assert life.events().count("Ended") == 1


def test_a_moment_before_the_last_one_writes_nothing(begin: Begin) -> None:
    life = begin()
    invited(life)
    life.scan(LATER)
    life.deletes()
    report = life.scan(LAID)
    assert report.held_back
    assert life.events() == ["Intends", "Proposed"]
    assert not life.drafts()


# -- servers that can little --------------------------------------------------------------------------------------

BASE = "IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE LITERAL+ UNSELECT NAMESPACE"
KINDS = {
    "without-move": f"imap_capability = {BASE} UIDPLUS",
    "without-move-and-uidplus": f"imap_capability = {BASE}",
    "full": "mail_plugins = quota\nprotocol imap {\nmail_plugins = quota imap_quota\n}\n"
            "plugin {\nquota = maildir:User quota\nquota_rule = *:storage=2048\nquota_grace = 0\n}",
}


@pytest.fixture(params=["without-move", "without-move-and-uidplus"])
def poor(request: pytest.FixtureRequest, memory: Path, others_may_write: None) -> Iterator[Life]:
    folder = memory / f"dovecot{next(USERS)}"
    folder.mkdir()
    with running(Dovecot(folder, extra=KINDS[request.param])) as server:
        yield Life(server.home("jordan"), port=server.port)


def test_a_server_without_move_withdraws_by_copy_or_leaves_it_and_tells_so(
    poor: Life, request: pytest.FixtureRequest
) -> None:
    invited(poor)
    poor.scan(LAID)
    hears(poor, "2026-11-13T16:00", "It was good to meet you.")
    for minute in range(5, 9):
        poor.scan(f"2026-11-13T16:0{minute}")
    case = poor.case("2026-11-17T10:00")
    if "uidplus" in request.node.callspec.id:
        assert poor.events() == ["Intends", "Proposed", "Withdraws", "Withdrew"]
        assert any(why.startswith("D6: an outdated draft stays") for why in case["why"])
        assert (len(poor.drafts()), len(poor.trash())) == (1, 0)
    else:
        assert (len(poor.drafts()), len(poor.trash())) == (1, 1)  # the next window's, and the outdated one


def test_a_full_mailbox_is_told_once_a_scan_and_tried_again(served: Begin, dovecot: Dovecot) -> None:
    with Wiretap(dovecot.port) as wire:
        life = served(port=wire.port)
        invited(life)
        wire.refuse["APPEND"] = "NO [OVERQUOTA] Quota exceeded"
        for minute in range(5):
            (error,) = life.scan(f"2026-11-13T15:0{minute}").failed.values()
            assert isinstance(error, MailboxRefused)
            assert "the mailbox is full" in str(error)
        assert life.events() == ["Intends"]
        wire.refuse.clear()
        assert len(life.scan(LATER).written) == 1
        assert life.case(LATER)["state"] == "draft_ready"
        assert life.events() == ["Intends", "Proposed"]


@pytest.mark.parametrize("where", ["cut_before_ok", "cut_in_literal"])
def test_a_wire_cut_while_laying_makes_no_second_draft(served: Begin, dovecot: Dovecot, where: str) -> None:
    with Wiretap(dovecot.port) as wire:
        life = served(port=wire.port)
        invited(life)
        setattr(wire, where, "APPEND")
        (error,) = life.scan(LAID).failed.values()
        assert isinstance(error, MailboxUnreachable)
        assert wire.cuts == 1
        assert len(life.drafts()) == (where == "cut_before_ok")
        assert life.case("2026-11-13T15:05")["state"] == "draft_ready"
        assert len(life.drafts()) == 1


@pytest.mark.parametrize("verb", ["UID", "SELECT", "EXAMINE"])
def test_a_wire_cut_while_withdrawing_is_mended_by_the_next_round(served: Begin, dovecot: Dovecot, verb: str) -> None:
    with Wiretap(dovecot.port) as wire:
        life = served(port=wire.port)
        invited(life)
        life.scan(LAID)
        hears(life, "2026-11-13T16:00", "It was good to meet you.")
        wire.cut_before_ok = verb
        assert life.scan("2026-11-13T16:05").failed
        assert life.case("2026-11-13T16:06")["state"] == "waiting"
        assert (len(life.drafts()), len(life.trash())) == (0, 1)
        assert life.events()[-1] == "Withdrew"


# -- what comes late ----------------------------------------------------------------------------------------------

def test_a_draft_that_the_server_stored_late_is_withdrawn_and_the_other_stays(begin: Begin) -> None:
    """A proxy held the APPEND back until the next round had laid it again: two of ours, the later one goes."""
    life = begin()
    case = life.case(two_of_ours(life))
    assert (case["state"], len(case["drafts"])) == ("draft_ready", 1)
    assert (len(life.drafts()), len(life.trash())) == (1, 1)
    life.sends("2026-11-14T10:00")
    assert life.case("2026-11-14T10:05")["contacts"] == 1
    assert life.events()[-1] == "Sent"


def test_a_draft_whose_words_changed_before_it_could_be_laid_is_still_known_as_ours(
    served: Begin, dovecot: Dovecot
) -> None:
    with Wiretap(dovecot.port) as wire:
        life = served(port=wire.port)
        invited(life)
        wire.refuse["APPEND"] = "NO [OVERQUOTA] Quota exceeded"
        life.scan(LAID)
        wire.refuse.clear()
        case = life.case("2026-11-27T10:00")  # by now the thanks are late, and say so
        assert "a draft of ours lies in Drafts" in case["why"]


def test_a_draft_sent_while_it_was_to_be_withdrawn_counts_as_sent(begin: Begin) -> None:
    life = begin()
    invited(life)
    life.scan(LAID)
    hears(life, "2026-11-13T16:00", "It was good to meet you.")
    life.scan("2026-11-13T16:05", hands=Meddling(1, lambda: life.sends("2026-11-13T16:05")))
    assert life.case("2026-11-13T16:06")["contacts"] == 1
    assert life.events()[-1] == "Sent"


def test_an_account_that_cannot_be_reached_says_nothing_of_its_drafts(begin: Begin) -> None:
    life = begin()
    invited(life)
    life.scan(LAID)
    forget(life, "cache")
    other = Life(life.folder / "other")
    other.receives("2026-11-14T10:00", ANN, "Interview for Data Engineer at Larkfield",
                   "Hi Jordan,\n\nwe would like to invite you to an interview for the Data Engineer role on Tuesday,"
                   " November 24, 2026 at 2:00 PM.\n\nAnn\n", to=("Jordan", "jordan@example.net"),
                   reply_to=life.drafts()[0])
    second = replace(other.account(), address="jordan@example.net")
    settings = replace(life.settings, accounts=(*life.settings.accounts, second))
    ledger = Hands().ledger(life.folder / "state" / "ledger.jsonl")
    mailbox = open_mailbox(second, lambda: "")
    with Hands().cache(life.folder / "state" / "cache.sqlite3", fingerprint_of(settings)) as cache:
        run_round(settings, {second.address: mailbox}, cache, ledger, when(LATER))
    mailbox.close()
    assert not any(isinstance(entry, Deleted) for entry in life.entries())
    assert sum(isinstance(entry, Intends) for entry in life.entries()) == 1
