"""Today in ten lines."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from followupd.cli.digest import MOST_LINES, item, lines, note

NOW = datetime(2026, 3, 13, 8, 30, tzinfo=ZoneInfo("America/New_York"))
STATES = ("draft_ready", "your_turn", "offer", "waiting", "upcoming", "moved_on", "paused", "rejected", "scheduling")


def case(state: str, employer: str = "Harbor", **more: object) -> dict[str, object]:
    held = {"start": "2026-03-02T10:00:00-05:00", "end": "2026-03-02T11:00:00-05:00", "source": "text"}
    names = {"employer": employer, "role": "Cook", "contact": None}
    return {"id": "k3f9", "state": state, "interview": held, "next": None, **names, **more}


def opening(kind: str, opens: str) -> dict[str, object]:
    return {"next": {"kind": kind, "opens": opens}}


def test_what_is_to_be_done_comes_first() -> None:
    cases = [
        case("moved_on", "Mill"),
        case("waiting", "Pier", **opening("check_in", "2026-03-16T09:00:00-04:00")),
        case("waiting", "Quay", **opening("thank_you", "2026-03-13T15:00:00+00:00")),
        case("your_turn", "Dock"),
        case("draft_ready", "Harbor", **opening("last_note", "2026-03-12T09:00:00-04:00")),
        case("paused", "Lock"),
    ]
    assert lines([item(c) for c in cases], NOW) == [
        "Friday 13 March",
        "draft      Harbor, Cook: a last note waits in Drafts",
        "your turn  Dock, Cook: they wait for your answer",
        "opens      Quay, Cook: a thank-you, today at 11:00",
        "opens      Pier, Cook: a check-in, Mon 16 Mar at 09:00",
        "let go     Mill, Cook: silence after all that good manners allow",
    ]


def test_a_quiet_day_is_said_to_be_one() -> None:
    assert lines([], NOW) == ["Friday 13 March", "Nothing is due."]
    assert note([], NOW)[1][0] == "Nothing is due."


def test_what_ended_long_ago_is_no_news() -> None:
    old = {"start": "2025-11-03T10:00:00-05:00", "end": "2025-11-03T11:00:00-05:00", "source": "text"}
    cases = [item(case(state, interview=old)) for state in ("moved_on", "offer")]
    assert lines(cases, NOW) == lines([], NOW)
    assert note(cases, NOW) == note([], NOW)


def test_what_went_wrong_comes_before_everything_else() -> None:
    told = lines([item(case("your_turn"))], NOW, ["sam@example.org: the server\n refuses"])
    assert told[1] == "problem    sam@example.org: the server refuses"
    assert note([], NOW, ["sam@example.org: refused"])[1][0] == "1 account was not read at the last scan."


def test_more_than_fits_is_counted() -> None:
    told = lines([item(case("your_turn"))] * 30, NOW)
    assert len(told) == MOST_LINES
    assert told[-1].strip() == "and 22 more: `followupd status`"
    assert len(lines([item(case("your_turn"))] * 9, NOW)) == MOST_LINES


cases = st.builds(
    case, st.sampled_from(STATES), st.none() | st.text(max_size=30), role=st.none() | st.text(max_size=30),
    next=st.none() | st.just({"kind": "thank_you", "opens": "2026-03-16T09:00:00-04:00"}),
)  # fmt: skip


@given(st.lists(cases, max_size=30))
def test_it_never_has_more_than_ten_lines_nor_a_line_break_of_a_strangers(cases: list[dict[str, object]]) -> None:
    told = lines([item(case) for case in cases], NOW)
    assert len(told) <= MOST_LINES
    assert all(len(line.splitlines()) == 1 for line in told)


@given(st.lists(cases, max_size=30))
def test_the_mail_to_oneself_says_nothing_that_a_mail_brought_in(cases: list[dict[str, object]]) -> None:
    named = [item(case) for case in cases]
    assert note(named, NOW) == note([structs.replace(case, name="") for case in named], NOW)


def test_the_mail_counts() -> None:
    cases = [item(case("draft_ready")), item(case("your_turn")), item(case("your_turn")), item(case("moved_on"))]
    opens = item(case("waiting", **opening("check_in", "2026-03-16T09:00:00-04:00")))
    assert note([*cases, opens], NOW) == (
        "followupd: 1 to send, 2 to answer",
        [
            "1 draft waits in your Drafts folder.",
            "2 employers wait for your answer.",
            "1 application is to be let go.",
            "The next note may be written Mon 16 Mar at 09:00.",
            "",
            "`followupd digest` tells more.",
        ],
    )
