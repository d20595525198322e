"""A case by hand lives like any other: its draft is sent, its person answers, further mail finds it."""

from __future__ import annotations

import pytest
from world import ANN, ME, Begin, Life, invited, when

from followupd.cases.entries import Add, Entry, SetField
from followupd.state.ledger import Ledger

ROOT = "<larkfield@by-hand.invalid>"
LAID, DONE, SOON, DAYS_LATER = "2026-11-13T15:00", "2026-11-13T16:00", "2026-11-13T16:30", "2026-11-19T10:00"
REJECTION = "Hi Jordan,\n\nUnfortunately, we have decided to move forward with another candidate.\n\nAnn\n"


def added(life: Life, at: str = "2026-11-09T12:00", contact: tuple[str, str] = ANN) -> None:
    """Agreed by telephone: the interview is on Tuesday 10 November, 14:00-15:00."""
    says(life, Add(
        at=when(at), case="larkfield", root=ROOT, account=ME[1], employer="Larkfield", role="Data Engineer",
        start=when("2026-11-10T14:00"), contact_name=contact[0], contact_address=contact[1],
    ))  # fmt: skip


def says(life: Life, entry: Entry) -> None:
    (life.folder / "state").mkdir(exist_ok=True)
    Ledger(life.folder / "state" / "ledger.jsonl").append(entry)


@pytest.fixture
def life(ashore: Begin) -> Life:
    life = ashore()
    added(life)
    return life


@pytest.mark.parametrize("edited", [False, True], ids=["as it was", "edited"])
def test_its_draft_that_was_sent_is_a_contact(life: Life, edited: bool) -> None:
    before = life.case(LAID)
    if edited:
        life.edits(DONE)
        assert life.case(DONE)["state"] == "draft_ready"
    life.sends(DONE)
    case = life.case(SOON)
    assert (case["id"], case["state"], case["contacts"]) == (before["id"], "waiting", 1)
    assert life.events()[-1] == "Sent" and "Deleted" not in life.events()
    case = life.case(DAYS_LATER)
    assert (case["id"], case["state"], case["next"]["kind"]) == (before["id"], "draft_ready", "check_in")


def test_its_draft_that_was_deleted_stays_deleted(life: Life) -> None:
    life.scan(LAID)
    life.deletes()
    assert life.case(SOON)["state"] == life.case(DAYS_LATER)["state"] == "paused"


@pytest.mark.parametrize("sent", [False, True], ids=["the draft lies there", "the draft was sent"])
def test_the_answer_of_its_person_ends_it(life: Life, sent: bool) -> None:
    life.scan(LAID)
    mail = life.sends(DONE) if sent else None
    life.receives("2026-11-13T17:00", ANN, "Larkfield", REJECTION, reply_to=mail)
    case = life.case("2026-11-13T17:10")
    assert (case["state"], life.drafts()) == ("rejected", [])


def test_mail_that_tells_of_the_same_interview_makes_no_second_case_and_no_second_draft(life: Life) -> None:
    invited(life, "2026-11-09T15:00")
    assert life.case("2026-11-09T16:00")["state"] == "upcoming"
    assert life.case(LAID)["state"] == "draft_ready"
    (draft,) = life.drafts()
    assert draft["In-Reply-To"]


def test_an_interview_that_is_moved_or_cancelled_by_mail_is_no_interview_any_more(life: Life) -> None:
    mail = life.receives("2026-11-10T09:00", ANN, "Your interview", "Hi Jordan,\n\nWe have to reschedule your interview"
                         " to Thursday, November 12, 2026 at 2:00 PM.\n\nAnn\n")
    case = life.case("2026-11-10T10:00")
    assert case["interview"]["start"] == "2026-11-12T14:00:00-05:00"
    life.receives("2026-11-12T09:00", ANN, "Re: Your interview", "Hi Jordan,\n\nI have to cancel our interview on"
                  " Thursday. I am sorry.\n\nAnn\n", reply_to=mail)
    assert life.case("2026-11-20T10:00")["state"] == "cancelled"
    assert not life.drafts()


def test_what_mail_had_told_before_stays_a_case_of_its_own(ashore: Begin) -> None:
    life = ashore()
    mail = invited(life)
    added(life)
    ids = {case["id"] for case in life.cases("2026-11-09T13:00")}
    assert len(ids) == 2
    life.receives("2026-11-13T17:00", ANN, "Re: Interview", REJECTION, reply_to=mail)
    assert {case["id"]: case["state"] for case in life.cases("2026-11-13T17:10")}.keys() == ids


def test_another_employer_s_mail_stays_away(life: Life) -> None:
    life.receives("2026-11-11T10:00", ("Bo Sand", "bo@oxbow.test"), "Your application to Oxbow",
                  "Hi Jordan,\n\nUnfortunately, we have decided to move forward with another candidate.\n\nBo Sand\n")
    assert sorted(case["state"] for case in life.cases(LAID)) == ["draft_ready", "rejected"]


def test_without_an_address_mail_finds_it_by_the_employer_s_name(ashore: Begin) -> None:
    life = ashore()
    added(life, contact=("", ""))
    assert life.case("2026-11-09T13:00")["contact"] is None
    invited(life, "2026-11-09T15:00")
    case = life.case(LAID)
    assert (case["state"], case["contact"]["name"]) == ("draft_ready", "Ann Brook")


def test_whom_it_was_sent_to_may_be_told_afterwards(ashore: Begin) -> None:
    """To lay empty, and the user filled it in: nothing but the user's word tells that this mail belongs here."""
    life = ashore()
    added(life, contact=("", ""))
    life.scan(LAID)
    (draft,), (path,) = life.drafts(), life.draft_files()
    draft["To"] = ANN[1]
    path.write_bytes(draft.as_bytes())
    life.sends(DONE)
    assert life.case(SOON)["state"] == "paused"
    said = SetField(at=when(SOON), case="larkfield", root=ROOT, field="contact", value=f"{ANN[0]} <{ANN[1]}>")
    says(life, said)
    case = life.case("2026-11-13T17:00")
    assert (case["state"], case["contacts"]) == ("waiting", 1)
    assert life.events()[-1] == "Sent"
