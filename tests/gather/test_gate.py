"""The gate is cheap, generous, and cannot be made slow."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followupd.daemon import gate


@pytest.mark.parametrize(
    "subject",
    ["Interview on Monday", "Your Application at Harrow", "Re: next steps", "Invitation: Alex / Dana", "HR: Dokumente"],
)
def test_hiring_words_in_the_subject_are_enough_even_in_bulk_mail(subject):
    assert gate.by_header(subject, "", bulk=True) == "read"


def test_the_sender_s_name_may_tell(subject="Hello"):
    assert gate.by_header(subject, "Corvid Recruiting", bulk=True) == "read"
    assert gate.by_header(subject, "Corvid", bulk=True) == "skip"
    assert gate.by_header(subject, "Corvid", bulk=False) == "peek"


@pytest.mark.parametrize("subject", ["Controller broken", "Scroll down", "Three new chairs"])
def test_a_word_inside_another_word_is_none(subject):
    assert gate.by_header(subject, "", bulk=True) == "skip"


@pytest.mark.parametrize(
    "text",
    [
        "We went with another candidate.",
        "Are you available for a call with our team?",
        "We regret to inform you about our decision.",
        "It was great to meet you. Let us schedule a time.",
        "Content-Type: text/calendar; method=REQUEST",
        "BEGIN:VCALENDAR",
        "you&nbsp;have been <b>selected</b>\r\nfor the next\r\nround",
        "an inter=\r\nview",
        "bring your r=C3=A9sum=C3=A9 to the=20interview",
        # in words of which none tells it by itself
        "Saw what you sent us. Pop in Thursday around 4 and we will show you the workshop, ask for Bev at the counter.",
        "Gerry got the nod in the end, it was very close between the two of you. Thanks for coming in.",
    ],
)
def test_what_may_matter_passes(text):
    assert gate.by_body(text.encode())


@pytest.mark.parametrize("text", [
    "",
    "Your parcel 4411 is on its way and will be delivered between 9:12 and 11:12. You can follow the driver. "
    "If you are not at home, it is left at the shop in Mill Lane.",
    "The build of branch main failed at commit 3f2a91c. 12 tests failed, 411 passed. The log is at the end. "
    "> make: *** [all] Error 2. This patch fixes the include path on FreeBSD, which broke with gcc 3.2.",
    "Your order 88-1204 has been dispatched. Two pairs of socks, navy, 12.00 each. Refunds within 14 days in store.",
])
def test_what_is_plainly_something_else_does_not(text):
    assert not gate.by_body(text.encode())


def test_a_page_whose_text_is_yet_to_come_is_told_from_one_without_text_to_find():
    head = b"<html><head><style>" + b".a{color:red}" * 300
    assert gate.hides_its_text(head)
    assert not gate.hides_its_text(b"<html><body>" + b"A long story about cake. " * 50)
    assert not gate.hides_its_text(b"plain text")


@given(st.binary(max_size=3000))
def test_no_bytes_make_it_raise(raw):
    assert {gate.by_body(raw), gate.hides_its_text(raw)} <= {True, False}


FLOODS = [b"<", b"<style", b"<a ", b"=", b"=\n", b"A" * 76 + b"\n", b" \n", b"<!--", b"<head><style>"]


@pytest.mark.parametrize("piece", FLOODS)
def test_no_flood_makes_it_slow(piece):
    raw = (piece * (gate.LONG_PEEK // len(piece) + 1))[: gate.LONG_PEEK]
    begun = time.process_time()
    gate.by_body(raw)
    gate.hides_its_text(raw)
    assert time.process_time() - begun < 0.3
