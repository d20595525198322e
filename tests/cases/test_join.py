"""Which mails belong together, whatever the order they are met in."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from followupd.cases.build import tell_cases
from followupd.cases.entries import Entry, Join, Split
from followupd.cases.seen import Gathered, Seen
from followupd.mail.message import Address
from followupd.reading.facts import (
    ApplicationReceived,
    Bounced,
    Evidence,
    Fact,
    InterviewProposed,
    InterviewSet,
    Named,
    Reading,
    Rejected,
    Slot,
    TaskSet,
    Withdrawn,
)

ZONE = ZoneInfo("America/New_York")
ME = Address("Jordan Lee", "jordan@example.org")
ANN = Address("Ann Brook", "ann.brook@larkfield.test")
BEN = Address("Ben Cole", "ben.cole@larkfield.test")
AGENT = Address("Kim Park", "kim@talentbridge.test")
START = datetime(2026, 11, 2, 9, tzinfo=ZONE)
HERE = Evidence("text", 0, 0, "test")


def meeting(day: int) -> InterviewSet:
    return InterviewSet(slot=Slot(START + timedelta(days=day)), evidence=HERE)


REJECTED, ASKED = Rejected(evidence=HERE), InterviewProposed(evidence=HERE)


def mail(number: int, author: Address, *facts: Fact, day: int = 0, employer: str = "", role: str = "",
         thread: tuple[int, ...] = (), to: Address = ME, **more: object) -> Seen:
    at = START + timedelta(days=day, minutes=number)
    outgoing = author is ME
    reading = Reading(
        f"<{number}@test>", at, at, author, facts=facts, thread=tuple(f"<{n}@test>" for n in thread),
        recipients=(to,), outgoing=outgoing, employer=Named(employer) if employer else None,
        role=Named(role) if role else None, **more,
    )
    return Seen(ME.address, "inbox", reading)


def test_an_interviewer_whom_only_the_text_named_joins_by_name() -> None:
    told = mail(1, Address("Larkfield via Desk", "larkfield@desk.test"), meeting(1), people=(Address("Ben Cole", ""),))
    assert groups(told, mail(2, BEN, day=1)) == [[1, 2]]
    assert groups(told, mail(2, ANN, day=1)) == [[1]]


def test_a_test_of_a_portal_joins_the_same_role_at_the_same_employer() -> None:
    portal, task = Address("Larkfield", "noreply@portal.test"), TaskSet(evidence=HERE)
    told = mail(1, ANN, meeting(1), employer="Larkfield", role="Data Engineer")
    asked = mail(2, portal, task, day=2, employer="Larkfield", role="Data Engineer", voice="system")
    assert groups(told, asked) == [[1, 2]]
    assert groups(told, mail(2, portal, task, day=2, employer="Larkfield", role="Painter", voice="system")) == [[1]]


def groups(*seen: Seen, entries: tuple[Entry, ...] = ()) -> list[list[int]]:
    """The numbers of the mails in each case; the same for every order, which is tried."""
    found = []
    for seed in range(3):
        shuffled = list(seen)
        random.Random(seed).shuffle(shuffled)
        gathered = Gathered(START + timedelta(days=90), tuple(shuffled), (), entries, frozenset())
        cases = tell_cases(gathered, frozenset({ME.address}), ZONE)
        found.append([[int(word.message_id[1:].partition("@")[0]) for word in case.words] for case in cases])
    assert found[0] == found[1] == found[2]
    return found[0]


def test_a_thread_is_one_case() -> None:
    assert groups(mail(1, ANN, meeting(5)), mail(2, ME, thread=(1,), to=ANN), mail(3, BEN, thread=(2,))) == [[1, 2, 3]]


def test_two_employers_are_two() -> None:
    other = Address("Tom", "tom@oakfield.test")
    assert groups(mail(1, ANN, meeting(5), employer="Larkfield"),
                  mail(2, other, meeting(6), employer="Oakfield")) == [[1], [2]]


def test_two_roles_at_one_employer_are_two() -> None:
    assert groups(mail(1, ANN, meeting(5), employer="Larkfield", role="Data Engineer"),
                  mail(2, ANN, meeting(6), employer="Larkfield", role="Product Manager")) == [[1], [2]]


def test_a_new_subject_for_each_round_is_one_case() -> None:
    assert groups(mail(1, ANN, meeting(5), employer="Larkfield", role="Data Engineer"),
                  mail(2, BEN, meeting(9), day=6, employer="Larkfield")) == [[1, 2]]


def test_an_agency_with_three_clients_is_three_cases() -> None:
    clients = ("Larkfield", "Oakfield", "Meridian")
    assert groups(*(mail(n, AGENT, meeting(n), employer=name) for n, name in enumerate(clients, 1))) == [[1], [2], [3]]


def test_a_second_application_after_a_rejection_is_a_new_case() -> None:
    assert groups(mail(1, ANN, meeting(5), employer="Larkfield", role="Data Engineer"),
                  mail(2, ANN, REJECTED, day=8, thread=(1,)),
                  mail(3, ANN, ASKED, day=40, employer="Larkfield", role="Data Engineer")) == [[1, 2], [3]]


def test_a_second_no_is_the_same_no() -> None:
    robot = Address("Larkfield Careers", "no-reply@larkfield.test")
    assert groups(mail(1, ANN, meeting(5), employer="Larkfield"), mail(2, ANN, REJECTED, day=8, thread=(1,)),
                  mail(3, robot, REJECTED, day=9, employer="Larkfield", voice="system")) == [[1, 2, 3]]


def test_a_new_application_after_ones_own_withdrawal_is_a_new_case() -> None:
    withdrawn = Withdrawn(evidence=HERE)
    assert groups(mail(1, ANN, meeting(5), employer="Larkfield"), mail(2, ME, withdrawn, day=2, thread=(1,), to=ANN),
                  mail(3, BEN, meeting(40), day=30, employer="Larkfield")) == [[1, 2], [3]]


def test_what_fits_two_cases_joins_none_and_makes_both_uncertain() -> None:
    robot = Address("Larkfield", "no-reply@larkfield.test")
    seen = (mail(1, ANN, meeting(5), employer="Larkfield", role="Data Engineer"),
            mail(2, BEN, meeting(6), employer="Larkfield", role="Product Manager"),
            mail(3, robot, REJECTED, day=9, employer="Larkfield", voice="system"))
    gathered = Gathered(START + timedelta(days=90), seen, (), (), frozenset())
    cases = tell_cases(gathered, frozenset({ME.address}), ZONE)
    assert [bool(case.uncertain) for case in cases] == [True, True, False]


def test_a_note_by_hand_to_a_colleague_joins_by_domain() -> None:
    assert groups(mail(1, ANN, meeting(5), employer="Larkfield"), mail(2, ME, day=6, to=BEN)) == [[1, 2]]


def test_a_bounce_joins_by_the_address_that_failed() -> None:
    daemon = Address("", "mailer-daemon@example.org")
    bounce = Bounced(address=ANN.address, evidence=HERE)
    assert groups(mail(1, ANN, meeting(5)), mail(2, ME, day=6, thread=(1,), to=ANN),
                  mail(3, daemon, bounce, day=6, voice="automatic")) == [[1, 2, 3]]


@pytest.mark.parametrize("more", [{"trusted": False}, {"host": True}, {"voice": "bulk"}, {"voice": "automatic"}])
def test_what_opens_nothing(more: dict[str, object]) -> None:
    assert groups(mail(1, ANN, meeting(5), **more)) == []


def test_a_receipt_alone_is_no_case() -> None:
    assert groups(mail(1, ANN, ApplicationReceived(evidence=HERE), employer="Larkfield")) == []


def test_the_user_joins_and_splits() -> None:
    seen = (mail(1, ANN, meeting(5), employer="Larkfield"), mail(2, AGENT, meeting(6), employer="Oakfield"),
            mail(3, ANN, meeting(9), thread=(1,)))
    join = Join(at=START, case="x", root="<1@test>", other="<2@test>")
    split = Split(at=START, case="x", root="<3@test>")
    assert groups(*seen, entries=(join,)) == [[1, 2, 3]]
    assert groups(*seen, entries=(split,)) == [[1], [2], [3]]


def test_the_users_last_word_counts() -> None:
    seen = (mail(1, ANN, meeting(5), employer="Larkfield"), mail(2, AGENT, meeting(6), employer="Oakfield"),
            mail(3, AGENT, thread=(2,)))
    join = Join(at=START, case="x", root="<1@test>", other="<2@test>")
    split = Split(at=START, case="x", root="<2@test>")
    assert groups(*seen, entries=(join, split)) == [[1], [2, 3]]
    assert groups(*seen, entries=(split, join)) == [[1, 2, 3]]


def test_the_same_message_in_two_folders_or_accounts_is_one() -> None:
    one = mail(1, ANN, meeting(5))
    gathered = Gathered(START, (one, Seen("other@example.org", "archive", one.reading)), (), (), frozenset())
    assert len(tell_cases(gathered, frozenset({ME.address}), ZONE)[0].words) == 1


def test_a_mail_says_more_where_the_case_tells_what_it_is_about():
    opening = mail(1, ANN, meeting(8), within=(REJECTED,))
    answer, aside = mail(2, ANN, day=9, thread=(1,), within=(REJECTED,)), mail(3, ANN, day=10, within=(ASKED,))
    stranger = mail(4, BEN, day=9, employer="Oakfield", within=(REJECTED,))
    (case,) = tell_cases(
        Gathered(START, (opening, answer, aside, stranger), (), (), frozenset()), frozenset({ME.address}), ZONE
    )
    facts = {word.message_id: word.reading.facts for word in case.words}
    assert facts == {"<1@test>": (meeting(8),), "<2@test>": (REJECTED,), "<3@test>": (ASKED,)}
