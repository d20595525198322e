"""Calendar objects and schema.org events: which are interviews of the user's, and when."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followupd.mail.message import Address, Invite, Message
from followupd.reading.facts import InterviewCancelled, InterviewSet, Reader, SlotAccepted
from followupd.reading.structured import doubts_of_invites, facts_of_invites, facts_of_json_ld

SENT = datetime(2026, 11, 13, 20, 31, tzinfo=UTC)
START = datetime(2026, 11, 17, 15, tzinfo=UTC)
HOUR = timedelta(hours=1)
ME, IDA = Address("Robin Hale", "robin@hale.test"), Address("Ida Brandt", "ida@weidenhof.test")
READER = Reader(name="Robin Hale", own=frozenset({"robin@hale.test"}))


def invite(summary="Interview: Gardener", method="REQUEST", start: datetime | None = START, **more) -> Invite:
    given = {"uid": "u1", "sequence": 0, "end": start and start + HOUR, "organizer": IDA, "attendees": (ME,)} | more
    return Invite(method=method, summary=summary, start=start, **given)


def facts(*invites: Invite, text: str = "", subject: str = "", sender: Address = IDA):
    message = Message("<1@x.test>", SENT, sender, subject=subject, text=text, invites=invites)
    return facts_of_invites(message, READER, SENT)


def test_an_invitation_to_an_interview_sets_it():
    (fact,) = facts(invite(sequence=2))
    assert isinstance(fact, InterviewSet)
    assert (fact.uid, fact.sequence, fact.slot.start, fact.slot.end, fact.moved) == ("u1", 2, START, START + HOUR, True)


@pytest.mark.parametrize(
    "summary, text, subject",
    [
        ("Interview: Training Manager", "", ""),
        ("Interview - Conference Room 4", "", ""),
        ("Phone screen with Weidenhof", "", ""),
        ("Recruiter call", "", ""),
        ("Onsite - Weidenhof", "", ""),
        ("Chat with our hiring manager", "", ""),
        ("Call Robin / Ida", "We talk about the gardener role.", ""),
        ("Robin <> Ida", "to discuss your application", "Invitation: Robin <> Ida @ Tue Nov 17"),
    ],
)
def test_what_an_interview_is_called(summary, text, subject):
    assert len(facts(invite(summary), text=text, subject=subject)) == 1


@pytest.mark.parametrize(
    "summary, text",
    [
        ("Webinar: how to interview", ""),
        ("Dentist", "Your application"),
        ("Interview preparation", "your interview"),
        ("Panel discussion on gardens", "see you there"),
        ("Project sync", "agenda below"),
        ("Lunch", "see you"),
        ("First day at Weidenhof", "your application"),
    ],
)
def test_what_is_no_interview(summary, text):
    assert facts(invite(summary), text=text) == ()


def test_what_the_user_calls_others_to_is_none_of_theirs():
    assert facts(invite(organizer=ME, attendees=(IDA,))) == ()


@pytest.mark.parametrize("cancelled", [invite(method="CANCEL"), invite(status="CANCELLED")])
def test_a_cancellation(cancelled):
    (fact,) = facts(cancelled)
    assert isinstance(fact, InterviewCancelled)
    assert fact.uid == "u1"


def test_a_timetable_of_one_day_is_one_interview():
    talks = [invite(f"Interview {n}", uid=f"u{n}", start=START + n * HOUR) for n in (2, 0, 1)]
    (fact,) = facts(*talks)
    assert (fact.uid, fact.slot.start, fact.slot.end) == ("u0", START, START + 3 * HOUR)


def test_two_days_are_two_rounds_and_the_latest_version_of_an_object_counts():
    later = invite(uid="u2", start=START + 48 * HOUR)
    assert len(facts(invite(), later)) == 2
    (fact,) = facts(invite(sequence=1, start=START + HOUR), invite(sequence=0))
    assert fact.slot.start == START + HOUR


def test_the_users_own_yes_accepts():
    reply = invite(method="REPLY", answers=("ACCEPTED",))
    (fact,) = facts(reply, sender=ME)
    assert isinstance(fact, SlotAccepted)


def test_the_other_sides_no_and_a_counter_are_doubts():
    declined = invite(method="REPLY", attendees=(IDA,), answers=("DECLINED",))
    message = Message("<1@x.test>", SENT, IDA, invites=(declined, invite(method="COUNTER")))
    doubts = doubts_of_invites(message, READER)
    assert [doubt.about for doubt in doubts] == ["interview_cancelled", "interview_proposed"]
    assert facts_of_invites(message, READER, SENT) == ()


def told(**thing):
    message = Message("<1@x.test>", SENT, IDA, json_ld=(json.dumps(thing),))
    return facts_of_json_ld(message, READER, SENT)


def test_a_schema_org_event():
    event = {"@type": "Event", "name": "Interview at Weidenhof", "startDate": "2026-11-17T15:00:00Z"}
    (fact,) = told(**event, endDate="2026-11-17T16:00:00Z")
    assert (fact.slot.start, fact.slot.end) == (START, START + HOUR)
    (fact,) = told(**{"@type": "EventReservation"}, reservationFor=event)
    assert isinstance(fact, InterviewSet)
    (fact,) = told(**event, eventStatus="https://schema.org/EventCancelled")
    assert isinstance(fact, InterviewCancelled)
    (fact,) = told(**event, eventStatus="EventRescheduled")
    assert fact.moved


def test_a_schema_org_clock_without_a_zone_is_the_readers():
    event = {"@type": "Event", "name": "Interview at Weidenhof", "startDate": "2026-11-17T15:00"}
    message = Message("<1@x.test>", SENT, IDA, json_ld=(json.dumps(event),))
    (fact,) = facts_of_json_ld(message, Reader(zone=ZoneInfo("Europe/Vienna")), SENT)
    assert fact.slot.start == datetime(2026, 11, 17, 14, 0, tzinfo=UTC) and not fact.slot.zone_told


@pytest.mark.parametrize(
    "thing",
    [
        {"@type": "JobPosting", "name": "Interview now", "startDate": "2026-11-17"},
        {"@type": "Event", "name": "Concert", "startDate": "2026-11-17T20:00:00Z"},
        {"@type": "Event", "name": "Interview", "startDate": "soon"},
        {"@type": ["Event"], "name": 5, "startDate": []},
    ],
)
def test_other_objects_say_nothing(thing):
    assert told(**thing) == ()


@given(
    st.recursive(
        st.none() | st.text() | st.integers(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(["@type", "name", "startDate", "endDate", "reservationFor", "eventStatus"]), inner
            )
        ),
        max_leaves=12,
    )
)
def test_no_object_raises(thing):
    message = Message("<1@x.test>", SENT, IDA, json_ld=(json.dumps(thing), "{"))
    facts_of_json_ld(message, READER, SENT)


@given(
    st.lists(
        st.builds(
            invite,
            summary=st.sampled_from(["Interview", "", "Screen"]),
            method=st.sampled_from(["REQUEST", "CANCEL", "REPLY", ""]),
            start=st.none() | st.datetimes(timezones=st.just(UTC)),
            end=st.none() | st.datetimes(timezones=st.just(UTC)),
            uid=st.sampled_from(["", "a", "b"]),
            sequence=st.integers(0, 3),
        ),
        max_size=5,
    )
)
def test_no_calendar_raises(invites):
    for fact in facts(*invites):
        assert not isinstance(fact, InterviewSet) or fact.slot.end is None or fact.slot.start < fact.slot.end
