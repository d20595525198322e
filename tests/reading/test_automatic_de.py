"""Machines that write German: who is away and until when, receipts, bounces, newsletters; and persons, who are none."""

from datetime import UTC, date, datetime

import pytest

from followupd.mail.message import Address, Message
from followupd.reading.automatic import Heard, hear
from followupd.reading.facts import Away, Bounced, Reader

#: a Tuesday
SENT = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
READER = Reader(name="Robin Hale", own=frozenset({"robin@hale.test"}))
PERSON = Address("Ida Brandt", "ida.brandt@weidenhof.test")
ROBOT = Address("Weidenhof Karriere", "no-reply@weidenhof.test")
SYSTEM = Address("Mail Delivery System", "mailer-daemon@weidenhof.test")

AWAY = """
Ich bin bis zum 11. Dezember im Urlaub. => 2026-12-11
Ich bin bis einschließlich Freitag, 11. Dezember, nicht im Büro. => 2026-12-11
Ich bin vom 1. Dezember bis 11. Dezember 2026 abwesend. => 2026-12-11
Ich befinde mich bis 11.12.2026 im Urlaub und habe keinen Zugriff auf meine E-Mails. => 2026-12-11
Ich bin im Urlaub und erst am 14. Dezember wieder im Büro. => 2026-12-14
Ich bin derzeit nicht im Büro. Ich bin wieder ab dem 14. Dezember erreichbar. => 2026-12-14
Ich bin zurzeit außer Haus und kehre am 14. Dezember zurück. => 2026-12-14
Ich bin bis 11. Dezember im Urlaub und wieder ab Montag, 14. Dezember, erreichbar. => 2026-12-14
Ich bin bis zum 11. Dezember auf Dienstreise. => 2026-12-11
Frau Brandt ist bis zum 11. Dezember nicht im Haus. => 2026-12-11
Unser Büro ist vom 24. Dezember bis 3. Januar geschlossen. => 2027-01-03
Ich bin ab Montag im Urlaub. => None
Ich bin in Elternzeit. Bitte wenden Sie sich an meine Kollegin. => None
"""

#: told by their words alone, in a reply without any mark of a machine
NOTES = """
Ich bin bis zum 11. Dezember im Urlaub. In dringenden Fällen wenden Sie sich bitte an info@weidenhof.test.
Vielen Dank für Ihre Nachricht. Ich bin derzeit nicht im Büro. Ihre E-Mail wird nicht weitergeleitet.
Guten Tag, ich bin ab dem 14. Dezember wieder erreichbar und bis dahin abwesend. Meine Vertretung ist Frau Kern.
"""

PERSONS = """
Hallo Robin, ich bin nächste Woche im Urlaub, aber gerne am 14. Dezember. Passt Ihnen 10 Uhr?
Ich bin am Freitag nicht im Büro. Können wir das Vorstellungsgespräch auf Montag verschieben?
Vielen Dank für das Gespräch. Ich melde mich bis Freitag bei Ihnen.
Bitte kommen Sie um 10 Uhr, mein Kollege ist im Haus.
"""


def heard(text: str, subject: str = "AW: Unser Gespräch", sender: Address = PERSON, **headers: str) -> Heard:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    to = (Address("Robin Hale", "robin@hale.test"),)
    message = Message("<1@weidenhof.test>", SENT, sender, subject=subject, text=text, headers=told, to=to)
    return hear(message, READER, SENT)


@pytest.mark.parametrize("line", AWAY.strip().split("\n"))
def test_until_when_somebody_is_away(line: str) -> None:
    text, until = line.rsplit(" => ", 1)
    (fact,) = heard(text, subject="Automatische Antwort: Unser Gespräch").facts
    assert isinstance(fact, Away)
    assert fact.until == (None if until == "None" else date.fromisoformat(until))


@pytest.mark.parametrize("text", NOTES.strip().split("\n"))
def test_a_note_told_by_its_words(text: str) -> None:
    (fact,) = heard(text).facts
    assert isinstance(fact, Away)


@pytest.mark.parametrize("text", PERSONS.strip().split("\n"))
def test_a_person_answers(text: str) -> None:
    assert heard(text) == Heard("person")


@pytest.mark.parametrize(
    "subject",
    [
        "Abwesenheitsnotiz: Unser Gespräch", "Abwesend: Unser Gespräch", "Automatische Antwort: AW: Gespräch",
        "Abwesenheitsmeldung", "Nicht im Büro: Gespräch",
    ],
)
def test_the_subject_tells_an_absence(subject: str) -> None:
    (fact,) = heard("Vielen Dank für Ihre Nachricht. Ich bin bis zum 11. Dezember im Urlaub.", subject).facts
    assert isinstance(fact, Away)


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Gelesen: Vielen Dank", "Ihre Nachricht wurde am 1. Dezember 2026 um 10:04 gelesen."),
        ("Ihre Anfrage", "Dies ist eine automatisch generierte Eingangsbestätigung. Wir bearbeiten Ihr Anliegen."),
        ("Ticket", "Ihr Ticket wurde erstellt. Ihre Ticketnummer lautet 48213."),
    ],
)
def test_a_machine_acknowledges(subject: str, text: str) -> None:
    assert heard(text, subject).voice == "automatic"


def test_a_bounce() -> None:
    (fact,) = heard("Die folgende Adresse ist unbekannt.", "Unzustellbar: Vielen Dank", SYSTEM).facts
    assert isinstance(fact, Bounced)


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("12 neue Jobs für Sie", "Gärtner in Kassel. Newsletter abbestellen"),
        ("Ihr Jobagent: Gärtner", "Alle Stellen ansehen"),
        ("10 Tipps für das Vorstellungsgespräch", "So überzeugen Sie. Hier abmelden"),
    ],
)
def test_mail_to_many(subject: str, text: str) -> None:
    assert heard(text, subject, ROBOT).voice == "bulk"


def test_a_system_of_the_employers() -> None:
    assert heard("Vielen Dank für Ihre Bewerbung als Gärtner.", "Ihre Bewerbung", ROBOT).voice == "system"
