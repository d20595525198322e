"""The model says no where the etiquette does, and only there."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from model import DAY, Event, Told
from world import ZONE

#: the interview is on Tuesday 10 November until 15:00: by E2 the window opens on Friday 13 November at that hour
BEGINS, OVER, OPENS = (datetime(2026, 11, day, hour, tzinfo=ZONE) for day, hour in ((2, 10), (10, 15), (13, 15)))
HOUR = timedelta(hours=1)
SOON = OVER + HOUR
Said = tuple[datetime, str] | tuple[datetime, str, date]


def told(*said: Said) -> Told:
    told = Told()
    for event in (Event(BEGINS, "invites", OVER.date()), *(Event(*one) for one in said)):
        told.take(event)
    return told


@pytest.mark.parametrize(("rule", "now", "said"), [
    ("", OPENS, ()),
    ("E1", OVER - HOUR, ()),
    ("E2", OPENS - HOUR, ()),
    ("E2", OPENS, ((SOON, "chats"),)),
    ("E2", OPENS, ((SOON, "holds"),)),
    ("E2", OPENS, ((SOON, "writes"),)),
    ("", OPENS, ((SOON, "receives"),)),
    ("E2", OPENS, ((SOON, "promises", date(2026, 11, 20)),)),
    ("", OPENS - 5 * HOUR, ((SOON, "promises", date(2026, 11, 12)),)),
    ("E2", OPENS, ((SOON, "is away", date(2026, 11, 20)),)),
    ("E6", OPENS + 5 * DAY, ((SOON, "asks"),)),
    ("E6", OPENS + 5 * DAY, ((SOON, "sets a task"),)),
    ("E6", OPENS + 5 * DAY, ((SOON, "proposes", date(2026, 11, 25)),)),
    ("", OPENS + 5 * DAY, ((SOON, "asks"), (SOON + HOUR, "writes"))),
    ("E1", OPENS + 5 * DAY, ((SOON, "proposes", date(2026, 11, 25)), (SOON + HOUR, "accepts"))),
    ("E1", OPENS + 5 * DAY, ((SOON, "invites", date(2026, 11, 25)),)),
    ("E1", OPENS, ((BEGINS + HOUR, "moves", date(2026, 11, 16)),)),
    ("E1", OPENS, ((BEGINS + HOUR, "cancels"),)),
    ("E8", OPENS + 9 * DAY, ((SOON, "invites", date(2026, 11, 25)), (SOON + HOUR, "cancels"))),
    ("W4", OPENS + 9 * DAY, ((SOON, "rejects"),)),
    ("", OPENS, ((SOON, "rejects"),)),
    ("W4", OPENS, ((BEGINS + HOUR, "rejects"),)),
    ("W5", OPENS, ((SOON, "offers"),)),
    ("closed", OPENS + 9 * DAY, ((SOON, "withdraws"),)),
    ("", OPENS + 9 * DAY, ((SOON, "thanks"), (SOON, "sends"))),
    ("E4", OPENS + 9 * DAY, ((SOON, "thanks"), (SOON, "sends"), (SOON, "sends"))),
    ("", OPENS + 9 * DAY, ((SOON, "sends"), (SOON, "sends"), (SOON, "sends"), (SOON, "bounces"))),
])  # fmt: skip
def test_what_forbids_a_draft(rule: str, now: datetime, said: tuple[Said, ...]) -> None:
    forbidden = told(*said).forbids(now)
    assert forbidden.startswith(rule) and bool(forbidden) == bool(rule), forbidden
