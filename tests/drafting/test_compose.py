"""The four notes: what they say, what they never say (ETIQUETTE W1-W8)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from itertools import combinations, product
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from followupd.cases.entries import Kind
from followupd.drafting.compose import compose
from followupd.drafting.draft import Brief, Draft, Parent
from followupd.drafting.manners import faults, has_blank
from followupd.drafting.phrases import phrases
from followupd.drafting.templates import Template, parse_template
from followupd.mail.message import Address
from followupd.reading.spoken import languages
from followupd.settings import You

ZONE = ZoneInfo("America/New_York")
ME = "sam.doe@example.org"
YOU = You("Sam Doe", ZONE, "Sam Doe\n+1 555 0100")
NOW = datetime(2026, 3, 13, 15, tzinfo=ZONE)  # a Friday
TUESDAY = datetime(2026, 3, 10, 14, tzinfo=ZONE)
KINDS: tuple[Kind, ...] = get_args(Kind)
#: enough names for each of a kind's notes to come up
WINDOWS = [f"k3f9/1/{n}" for n in range(12)]

FULL = Brief(
    kind="thank_you",
    window=WINDOWS[0],
    account=ME,
    to=Address("Ana Ortiz", "ana@harbor.test"),
    parent=Parent("<m2@harbor.test>", ("<m1@harbor.test>",), "Your interview"),
    greeting="Ana",
    employer="Harbor",
    role="Bridge Engineer",
    interview_day=TUESDAY,
)


def draft(now: datetime = NOW, templates: dict[Kind, Template] | None = None, **changes: object) -> Draft:
    return compose(msgspec.structs.replace(FULL, **changes), YOU, ME, now, templates)


def note(**changes: object) -> str:
    """The body without the signature."""
    body = draft(**changes).body
    assert body.endswith("\n\nSam Doe\n+1 555 0100")
    return body.removesuffix("\n\nSam Doe\n+1 555 0100")


def everything() -> list[tuple[Kind, dict[str, object], str]]:
    """Every note that can be written, in every language, for every combination of what is known."""
    names = ("Ana", "Ana Ortiz"), ("", "")
    facts = product(names, ("Harbor", ""), ("Bridge Engineer", ""), (TUESDAY, None), (True, False))
    keys = ("employer", "role", "interview_day", "asks_status")
    known = [dict(zip(("greeting", "name", *keys), (*name, *told), strict=True)) for name, *told in facts]
    known = [one | {"language": language} for one, language in product(known, languages())]
    return [(k, f, note(kind=k, window=w, **f)) for k, f, w in product(KINDS, known, WINDOWS)]


EVERYTHING = everything()


def sentences(text: str) -> set[str]:
    paragraphs = text.split("\n\n")[1:-1]  # without greeting and sign-off
    return {s for p in paragraphs for s in re.split(r"(?<=[.?]) ", p)}


def test_every_note_keeps_to_good_manners() -> None:
    assert [text for _, facts, text in EVERYTHING if faults(text, str(facts["language"]))] == []


def test_every_note_is_brief_and_says_something() -> None:
    assert all(35 <= len(text.split()) <= 80 for _, _, text in EVERYTHING)


def test_every_note_is_well_formed() -> None:
    for _, facts, text in EVERYTHING:
        assert not re.search(r" [,.?;]|[ ]{2}|\n{3}|\.\.|,,|\s$|[{}\[\]|]", text), text
        greeting, *said, parting = text.split("\n\n")
        assert re.match(r"[A-Z].*,$", greeting) and re.match(r"[A-Z].*\w,?$", parting), text
        first = r"[^\W\d]" if facts["language"] == "de" else "[A-Z]"  # German goes on after the greeting's comma
        assert all(re.match(f"{first}.*[.?]$", line) for line in said), text


def test_every_phrase_comes_up() -> None:
    for kind, language in product(KINDS, languages()):
        notes = {text for k, facts, text in EVERYTHING if k == kind and facts["language"] == language}
        assert len(notes) >= len(phrases(language).notes[kind])


#: language → greeting by name, and without; the day; what asks where things stand; what a check-in asks
WORDS = {
    "en": ("Hi Ana,", "Hello,", "Tuesday", "where things stand", "whether a final decision has been made"),
    "de": ("Guten Tag Ana Ortiz,", "Guten Tag,", "Dienstag", r"Stand\b", "ob .{0,20}endgültige Entscheidung"),
    "fr": ("Bonjour,", "Bonjour,", "mardi", "recrutement|suite.\\?", "si (la|une) décision (finale|définitive)"),
}


def test_every_language_is_held_to_the_same() -> None:
    assert set(WORDS) == set(languages())


def test_a_note_says_all_that_is_known_and_nothing_else() -> None:
    for kind, facts, text in EVERYTHING:
        named, unnamed, day, asks, _ = WORDS[str(facts["language"])]
        assert text.startswith(f"{named if facts['greeting'] else unnamed}\n\n")
        assert ("Bridge Engineer" in text) == bool(facts["role"])
        assert ("Harbor" in text) == bool(facts["employer"])
        assert day not in text or facts["interview_day"]
        if kind == "thank_you":
            assert bool(re.search(asks, text)) == facts["asks_status"], text


def test_the_first_note_thanks_and_is_glad_to_join() -> None:
    for kind, _, text in EVERYTHING:
        if kind == "thank_you":
            assert re.search(r"\b[Tt]hank(s| you)\b|\b[Dd]ank|bedanken|remerci|[Mm]erci", text)
            assert re.search(r"\b(join|part of) the team\b|Team|Zusage|rejoindr|avec vous|vos projets", text)


def test_the_check_in_asks_one_thing_whether_a_final_decision_has_been_made() -> None:
    for kind, facts, text in EVERYTHING:
        assert bool(re.search(WORDS[str(facts["language"])][4], text)) == (kind == "check_in")


def test_the_last_note_and_the_gracious_reply_ask_for_nothing() -> None:
    for kind, _, text in EVERYTHING:
        if kind in ("last_note", "gracious_reply"):
            assert "?" not in text
            assert not re.search(r"let me know|could you|would you|when |hear back", text, re.IGNORECASE)


def test_the_gracious_reply_thanks_wishes_well_and_never_argues() -> None:
    for kind, _, text in EVERYTHING:
        if kind == "gracious_reply":
            assert re.search(r"\bthank\b|dank|merci|remerci", text, re.IGNORECASE)
            assert re.search(r"\bwish\b|wünsche|vœux|souhaite", text)
            assert not re.search(r"\b(why|reason|feedback|unfortunately|but|however|reconsider)\b", text.lower())


def test_the_notes_of_one_case_never_repeat_a_sentence() -> None:
    said = {kind: set().union(*(sentences(text) for k, _, text in EVERYTHING if k == kind)) for kind in KINDS}
    for one, other in combinations(KINDS, 2):
        assert said[one] & said[other] == set()


def test_one_window_makes_one_note_wherever_and_whenever_it_is_made() -> None:
    again = draft(now=NOW + timedelta(hours=1))
    assert (again.message_id, again.body) == (draft().message_id, draft().body)
    assert len({draft(window=window).message_id for window in WINDOWS}) == len(WINDOWS)


@pytest.mark.parametrize("language", languages())
def test_the_notes_as_they_were_read_and_approved(language: str) -> None:
    """Each of the twelve with everything known, and with nothing; the thank-you also where it comes late."""
    known = {"employer": "Harbor", "role": "Bridge Engineer", "interview_day": TUESDAY}
    full: dict[str, object] = {"greeting": "Ana", "name": "Ana Ortiz", **known}
    asked = [dict(full, asks_status=late) for late in (False, True)]
    asked.append({**dict.fromkeys(full, ""), "interview_day": None, "asks_status": False})
    said = [(kind, text) for wanted in asked for kind, facts, text in EVERYTHING
            if facts == wanted | {"language": language}]
    pages = [f"== {kind}\n\n{text}\n" for kind, text in dict.fromkeys(said)]
    assert "\n".join(pages) == (Path(__file__).parent / f"approved_notes_{language}.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("ago", "said"),
    [(1, "on Thursday "), (5, "on Sunday "), (6, "on March 7 "), (60, "on January 12 "), (61, None), (0, None)],
)
def test_the_day_is_named_so_that_it_is_still_right_when_the_draft_is_sent(ago: int, said: str | None) -> None:
    held = NOW - timedelta(days=ago)
    texts = [note(window=w, interview_day=held, role="", employer="") + " " for w in WINDOWS]
    assert any(said in text for text in texts) if said else not any(re.search(r" on [A-Z]", text) for text in texts)


@pytest.mark.parametrize(
    ("told", "said"),
    [("Yahoo!", "Yahoo"), ("Acme Inc.", "Acme Inc."), ("  Two\n Words ", "Two Words"), ("{employer}", None),
     ("[Company]", None), ("X" * 81, None), ("Star ⭐ Labs", None), ("evil\u202egnp", None), ("!", None)],
)  # fmt: skip
def test_a_name_that_would_spoil_the_note_is_mended_or_left_out(told: str, said: str | None) -> None:
    for kind, window in product(KINDS, WINDOWS):
        text = note(kind=kind, window=window, employer=told)
        assert faults(text) == () and ".." not in text and ".," not in text.replace("Inc.,", "")
        assert said in text if said else text == note(kind=kind, window=window, employer="")


@pytest.mark.parametrize(
    ("parent", "subject"),
    [("Your interview", "Re: Your interview"), ("RE: Your interview", "Re: Your interview"),
     ("Re: AW: Fwd: Re[2]: Your interview", "Re: Your interview"), ("re:no blank", "Re: no blank"),
     ("Regarding: your visit", "Re: Regarding: your visit"), ("  folded\r\n line ", "Re: folded line")],
)  # fmt: skip
def test_the_subject_is_the_parents_with_a_single_re(parent: str, subject: str) -> None:
    assert draft(parent=Parent("<a@b>", (), parent)).subject == subject


@pytest.mark.parametrize("parent", [None, Parent("<a@b>"), Parent("<a@b>", (), "Re: ")])
def test_without_a_subject_to_answer_the_note_has_one_of_its_own(parent: Parent | None) -> None:
    assert draft(parent=parent).subject == "Thank you for the interview for the Bridge Engineer role"
    assert draft(parent=parent, role="").subject == "Thank you for the interview"
    assert draft(parent=parent, kind="last_note", role="", employer="").subject == "My application"


def test_it_answers_in_the_thread_from_the_address_that_was_written_to() -> None:
    made = draft()
    assert made.in_reply_to == "<m2@harbor.test>"
    assert made.references == ("<m1@harbor.test>", "<m2@harbor.test>")
    assert made.sender == Address("Sam Doe", ME)
    assert made.to == FULL.to
    assert made.date == NOW


def test_the_mail_that_is_answered_stands_last_in_the_references() -> None:
    assert draft(parent=Parent("<b@x>", ("<a@x>", "<b@x>", "<c@x>"))).references == ("<a@x>", "<c@x>", "<b@x>")


strange = st.text(max_size=90) | st.text(alphabet="{}[]|!.<>_ \n\r\u202e\u2028aX", max_size=40)


@given(strange, strange, strange, st.sampled_from(KINDS), st.sampled_from(WINDOWS))
def test_no_name_that_a_mail_brings_in_spoils_a_note(name: str, employer: str, role: str, kind: Kind, w: str) -> None:
    text = note(greeting=name, employer=employer, role=role, kind=kind, window=w)
    assert not has_blank(text) and "!" not in text
    assert len(text.splitlines()) == len(note(kind=kind, window=w).splitlines())


def test_the_users_template_is_preferred_and_signed_once() -> None:
    own = parse_template("Hi {first_name},\n\nThanks for your time[[ at {employer}]].\n\nSam")
    assert isinstance(own, Template)
    assert note(templates={"thank_you": own}) == "Hi Ana,\n\nThanks for your time at Harbor.\n\nSam"
    assert "final decision" in note(kind="check_in", templates={"thank_you": own})
    signed = parse_template("Thanks.\n\n{signature}\nSent from Harbor Road")
    assert draft(templates={"thank_you": signed}).body == "Thanks.\n\nSam Doe\n+1 555 0100\nSent from Harbor Road"


@pytest.mark.parametrize("text", ["Dear [Name],\n\nThanks.", "Thanks, TODO.", "{employer} is nice."])
def test_a_template_that_leaves_a_blank_gives_way_to_our_own_words(text: str) -> None:
    own = parse_template(text)
    assert isinstance(own, Template)
    assert draft(templates={"thank_you": own}, employer="").body == draft(employer="").body


def test_without_a_signature_the_name_stands_under_the_note() -> None:
    assert compose(FULL, You("Sam Doe", ZONE, ""), ME, NOW).body.endswith(",\n\nSam Doe")
