"""What French machines write: out-of-office notes with their days, receipts, bounces, alerts; and what persons do."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from followupd.mail.message import Address, Message
from followupd.reading.automatic import Heard, hear
from followupd.reading.facts import Automatic, Away, Bounced, Reader

SENT = datetime(2026, 11, 13, 9, 0, tzinfo=ZoneInfo("Europe/Paris"))
READER = Reader(name="Robin Hale", own=frozenset({"robin@hale.test"}))
PERSON = Address("Inès Brandt", "ines.brandt@weidenhof.test")
ROBOT = Address("Weidenhof Recrutement", "ne-pas-repondre@weidenhof.test")


def heard(text: str, subject: str = "Re: Notre échange", sender: Address = PERSON, **headers: str) -> Heard:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    to = (Address("Robin Hale", "robin@hale.test"),)
    return hear(Message("<1@w.test>", SENT, sender, subject=subject, text=text, headers=named, to=to), READER, SENT)


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("Je suis absente du bureau jusqu'au jeudi 26 novembre.", "2026-11-26"),
        ("Je suis actuellement en congés jusqu'au 26 novembre inclus. Merci de contacter Paul.", "2026-11-26"),
        ("Je suis en vacances et serai de retour le jeudi 26 novembre.", "2026-11-26"),
        ("Bonjour, je suis absent(e) du 16 au 20 novembre.", "2026-11-20"),
        ("Je suis en congé du lundi 16 au vendredi 20 novembre, de retour le lundi 23 novembre.", "2026-11-23"),
        ("Je suis en déplacement. Je serai de nouveau joignable à partir du 26 novembre.", "2026-11-26"),
        ("Je suis absent et ne reviendrai pas avant le 23 novembre.", "2026-11-23"),
        ("Nos bureaux sont fermés du 24 décembre au 1er janvier. Réouverture le lundi 4 janvier.", "2027-01-04"),
        ("Je serai absente jusqu'au lundi 23 novembre matin, avec un accès limité à mes mails.", "2026-11-23"),
        ("Actuellement en congés, je reprendrai mes fonctions le 23 novembre 2026.", "2026-11-23"),
        ("Je ne serai pas disponible jusqu'au 26 novembre.", "2026-11-26"),
        ("Je travaille du lundi au jeudi. Je suis absent jusqu'au 23 novembre.", "2026-11-23"),
        ("Je suis en congés jusqu'à mercredi prochain.", "2026-11-18"),
        ("Je suis en congés. Mon retour est prévu pour le 26 novembre.", "2026-11-26"),
        ("Je suis absent aujourd'hui.", "2026-11-13"),
        ("Je rentre de congés le 26 novembre.", "2026-11-26"),
    ],
)
def test_an_out_of_office_note_tells_the_day(text: str, until: str) -> None:
    (fact,) = heard(text, "Réponse automatique : Notre échange").facts
    assert isinstance(fact, Away) and fact.until == date.fromisoformat(until)


@pytest.mark.parametrize(
    "text", ["Je suis en arrêt maladie.", "Je suis absente, sans date.", "J'étais absent jusqu'au 2 novembre."]
)
def test_a_note_may_tell_no_day(text: str) -> None:
    facts = heard(text, "Réponse automatique : Notre échange").facts
    assert [getattr(fact, "until", None) for fact in facts] == [None]


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Re: Notre échange", "Je suis en congés jusqu'au 26 novembre. En cas d'urgence, vous pouvez contacter Paul."),
        ("Absente du bureau", "Je vous répondrai à mon retour."),
        ("Absence du bureau : Notre échange", "Je ne suis pas là cette semaine."),
    ],
)
def test_a_note_is_known_by_its_words(subject: str, text: str) -> None:
    said = heard(f"Bonjour,\n\n{text}\n\nInès Brandt", subject)
    assert said.voice == "automatic" and isinstance(said.facts[0], Away)


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour Robin,\n\nJe suis en congés jusqu'à lundi, je vous écris à mon retour.\n\nInès",
        "Bonjour,\nJe serai absente lundi. Pouvez-vous me proposer un créneau mardi ?",
        "Bonjour,\nTom est absent jusqu'à lundi, votre entretien est donc décalé à mercredi.",
        "Bonjour,\nJe suis en déplacement mais mardi me convient, à bientôt dans nos bureaux.",
        "Bonjour,\nNous avons bien reçu votre candidature et reviendrons vers vous à mon retour de congés.",
    ],
)
def test_a_person_who_speaks_of_an_absence_answers(text: str) -> None:
    assert heard(text).voice == "person"


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Lu : Notre échange", "Votre message\n\nÀ : Inès\n\na été lu le vendredi 13 novembre 2026 08:12."),
        ("Non lu : Votre candidature", "Votre message a été supprimé sans être lu le vendredi 13 novembre 2026."),
        ("[Ticket #48213] Votre demande", "Bonjour, un ticket a été créé. Votre demande porte le numéro 48213."),
    ],
)
def test_receipts_and_tickets_are_nobodys_word(subject: str, text: str) -> None:
    said = heard(text, subject, ROBOT if "Ticket" in subject else PERSON)
    assert said.voice == "automatic" and isinstance(said.facts[0], Automatic)


@pytest.mark.parametrize("subject", ["Non remis : Notre échange", "Échec de la remise : Notre échange"])
def test_a_failure_of_delivery_is_a_bounce(subject: str) -> None:
    said = heard("Adresse introuvable.", subject, Address("Mail", "postmaster@weidenhof.test"))
    assert said.voice == "automatic" and isinstance(said.facts[0], Bounced)


@pytest.mark.parametrize(
    ("subject", "text", "voice"),
    [
        ("Votre candidature", "Nous avons bien reçu votre candidature. Se désabonner", "system"),
        ("Accusé de réception de votre candidature", "Ceci est un message automatique.", "system"),
        ("Votre entretien est confirmé", "Mardi à 10h. Ceci est une réponse automatique.", "system"),
        ("12 nouvelles offres d'emploi pour vous", "Voir toutes les offres. Se désabonner", "bulk"),
        ("Comment réussir votre prochain entretien ?", "Nos conseils. Se désabonner", "bulk"),
        ("Alerte emploi : comptable à Lyon", "3 offres similaires. Gérer mes alertes", "bulk"),
        ("Notre infolettre de novembre", "Lire la suite. Me désinscrire", "bulk"),
    ],
)
def test_systems_speak_for_the_employer_and_bulk_for_nobody(subject: str, text: str, voice: str) -> None:
    assert heard(text, subject, ROBOT).voice == voice
