"""New text apart from quotation, forward and signature."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followupd.mail.quotes import split, split_lines

ATTRIBUTIONS = [
    "On Mon, Nov 9, 2026 at 3:00 PM Ann Lee <ann@acme.test> wrote:",
    "On Mon, Nov 9, 2026 at 3:00 PM, Ann Lee via Acme Careers <\nann@acme.test> wrote:",
    "On Mon, Nov 9, 2026 at 3:00 PM Ann Lee\n<ann@acme.test>\nwrote:",
    "On Nov 9, 2026, at 3:00 PM, Ann Lee <ann@acme.test> wrote:",
    "Ann Lee <ann@acme.test> writes:",
    "At 11/9/2026 03:00 PM, you wrote:",
    "Am 09.11.2026 um 15:00 schrieb Ann Lee:",
    "Am Mo., 9. Nov. 2026 um 15:00 Uhr schrieb Ann Lee <\nann@acme.test>:",
    "Am 09.11.2026 15:00 schrieb Ann Lee <ann@acme.test\n>:",
    "Le lun. 9 nov. 2026 à 15:00, Ann Lee <ann@acme.test> a écrit :",
    "El lun, 9 nov 2026 a las 15:00, Ann Lee (<ann@acme.test>) escribió:",
    "Il giorno lun 9 nov 2026 alle ore 15:00 Ann Lee <\nann@acme.test> ha scritto:",
    "Op ma 9 nov 2026 om 15:00 schreef Ann Lee <ann@acme.test>:",
    "Op 9 nov. 2026 om 15:00 heeft Ann Lee <ann@acme.test> het volgende\ngeschreven:",
    "Em seg., 9 de nov. de 2026 às 15:00, Ann Lee <ann@acme.test> escreveu:",
    "Den mån 9 nov. 2026 kl 15:00 skrev Ann Lee <ann@acme.test>:",
    "W dniu 9.11.2026 o 15:00, Ann Lee pisze/napisał(a):",
    "2026-11-09 15:00 GMT+01:00 Ann Lee <ann@acme.test>:",
    "2026年11月9日(月) 15:00 Ann Lee <ann@acme.test>:",
    "---- On Mon, 09 Nov 2026 15:00:00 +0100 Ann Lee <ann@acme.test> wrote ----",
    "Quoting Ann Lee <ann@acme.test>:",
]


@pytest.mark.parametrize("attribution", ATTRIBUTIONS)
def test_an_attribution_goes_with_its_quotation(attribution: str) -> None:
    marked = split(f"Tuesday works.\n\n{attribution}\n\n> Does Tuesday work?\n> Ann\n")
    assert (marked.new, marked.signature, marked.forwarded) == ("Tuesday works.", "", "")
    assert marked.quoted.endswith("> Ann")
    unmarked = split(f"Tuesday works.\n{attribution}\n\nDoes Tuesday work?\nAnn\n")
    assert unmarked.new == "Tuesday works."
    assert unmarked.quoted.endswith("Does Tuesday work?\nAnn")


@pytest.mark.parametrize(
    "text",
    [
        "On Tuesday, Nov 10 you will meet:\n\n- Ann\n- Bob",
        "As Ann wrote on Monday:\n\nwe are hiring.",
        "On November 5 she wrote:\n\nwe are hiring.",
        "From: 10:00\nTo: 11:00\nRoom: 5",
        "Date: Tuesday, November 10\nTime: 2 PM\nSubject: Final round",
        "Our process:\n\n-----\n\nFirst a call, then a visit.",
        "The original message is on our site.",
        "I can be reached on my mobile phone.",
        "Get your phone ready, please.",
        "Thanks,\n\nand see you on Tuesday at 2 pm.",
        "Best,\nAnn\n\nP.S. Could you also do Wednesday?",
    ],
)
def test_what_only_resembles_quotation_or_signature_stays(text: str) -> None:
    assert split(text).new == text


HEADERS = [
    "From: Ann Lee <ann@acme.test>\nSent: Monday, November 9, 2026 3:00 PM\nTo: Jordan\nSubject: Interview",
    "*From:* Ann Lee\n*Sent:* 2026-11-09\n*To:* Jordan\n*Subject:* Interview",
    "From:\tAnn Lee\nDate:\tMonday\nTo:\tA very long list of\n  people; and more\nCc:\tBob\nSubject:\tInterview",
    "Von: Ann Lee\nGesendet: Montag, 9. November 2026 15:00\nAn: Jordan\nBetreff: Gespräch",
    "De : Ann Lee\nEnvoyé : lundi 9 novembre 2026 15:00\nÀ : Jordan\nObjet : Entretien",
    "De: Ann Lee\nEnviado el: lunes, 9 de noviembre de 2026 15:00\nPara: Jordan\nAsunto: Entrevista",
    "Da: Ann Lee\nInviato: lunedì 9 novembre 2026 15:00\nA: Jordan\nOggetto: Colloquio",
    "Van: Ann Lee\nVerzonden: maandag 9 november 2026 15:00\nAan: Jordan\nOnderwerp: Gesprek",
    "De: Ann Lee\nEnviada em: segunda-feira, 9 de novembro de 2026\nPara: Jordan\nAssunto: Entrevista",
]


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("above", ["", "________________________________\n", "-----Original Message-----\n"])
def test_a_header_block_starts_the_original(header: str, above: str) -> None:
    said = split(f"Fine with me.\n\n{above}{header}\n\nDoes Tuesday work?\n")
    assert said.new == "Fine with me."
    assert said.quoted == f"{above}{header}\n\nDoes Tuesday work?"


@pytest.mark.parametrize(
    "mark",
    [
        "-----Original Message-----", "-------- Original Message --------", "*-------- Original Message --------*",
        "-----Ursprüngliche Nachricht-----", "-----Message d'origine-----", "-----Mensaje original-----",
        "-----Messaggio originale-----", "-----Oorspronkelijk bericht-----", "-----Mensagem original-----",
    ],
)  # fmt: skip
def test_the_line_of_an_original_message_needs_no_header_below_it(mark: str) -> None:
    assert split(f"Yes.\n\n{mark}\n\nthe rest").new == "Yes."


@pytest.mark.parametrize(
    "mark",
    [
        "---------- Forwarded message ---------", "Begin forwarded message:", "-------- Forwarded Message --------",
        "-------- Weitergeleitete Nachricht --------", "Anfang der weitergeleiteten Nachricht:",
        "---------- Message transféré ----------", "---------- Mensaje reenviado ----------",
        "---------- Messaggio inoltrato ----------", "---------- Doorgestuurd bericht ----------",
        "---------------------- Forwarded by Ann Lee/HOU on 11/09/2026 03:00 PM ----------------------",
    ],
)  # fmt: skip
def test_a_forward_keeps_its_original_whole(mark: str) -> None:
    original = f"{mark}\n\nFrom: Bob <bob@other.test>\nSubject: Interview\n\nTuesday at two."
    said = split(f"FYI\n\n{original}\n")
    assert (said.new, said.quoted) == ("FYI", "")
    assert said.forwarded == original


def test_a_reply_of_notes_is_cut_above_the_name_of_its_author() -> None:
    said = split(
        "Fine.\n\n\tAnn Lee\n\t11/09/2026 03:00 PM\n\t\t \n\t\t To: Jordan\n\t\t cc: Bob\n\t\t Subject: Talk\n\nWhen?"
    )
    assert said.new == "Fine."
    assert said.quoted.startswith("\tAnn Lee")


def test_answers_between_quoted_lines_are_new() -> None:
    said = split("Hi Ann,\n\n> Does Tuesday work?\n\nYes.\n\n> And at two?\n\nAt three, please.\n\nJordan\n")
    assert said.new == "Hi Ann,\n\nYes.\n\nAt three, please.\n\nJordan"
    assert said.quoted == "> Does Tuesday work?\n> And at two?"


def test_an_answer_below_the_quotation_is_new() -> None:
    said = split("On Mon, Nov 9, 2026 at 3:00 PM Ann <ann@acme.test> wrote:\n> Tuesday?\n\nYes.\n\n-- \nJordan\n+1 555")
    assert (said.new, said.signature) == ("Yes.", "-- \nJordan\n+1 555")


def test_a_mail_that_is_all_quotation_and_names_nobody_is_its_own_text() -> None:
    assert split("> We invite you.\n> Ann").new == "> We invite you.\n> Ann"
    assert split("On Mon, Nov 9, 2026 Ann <ann@acme.test> wrote:\n> We invite you.").new == ""


@pytest.mark.parametrize(
    "block",
    [
        "Best regards,\nSarah Chen\nTalent Acquisition | Acme\n+1 555 010 2030\nwww.acme.test",
        "Kind regards\n\nSarah Chen\nSenior Recruiter",
        "Mit freundlichen Grüßen\n\nSarah Chen\nPersonalabteilung\nTel. +49 30 1234567",
        "Cordialement,\nSarah Chen\nResponsable recrutement",
        "Saludos,\nSarah Chen\nReclutamiento\nsarah@acme.test",
        "Cordiali saluti\nSarah Chen\nRisorse umane",
        "Met vriendelijke groet,\nSarah Chen\nRecruiter",
        "-- \nSarah Chen\nAcme",
        "--\nSarah Chen",
        "Sent from my iPhone",
        "Get Outlook for iOS<https://aka.ms/x>",
        "Von meinem iPhone gesendet",
        "Envoyé de mon iPhone",
        "Enviado desde mi iPhone",
        "Inviato da iPhone",
        "Verzonden vanaf mijn iPhone",
        "Enviado do meu iPhone",
        "Sent from Mail for Windows",
        "Thanks,\nSarah Chen\nRecruiter\n\nSent from my iPhone",
        "CONFIDENTIALITY NOTICE: This e-mail may contain confidential\nmaterial for its intended recipient.",
    ],
)
def test_a_signature_is_cut(block: str) -> None:
    said = split(f"Hi Jordan,\n\nYou will hear from us by Friday.\n\n{block}\n")
    assert said.new == "Hi Jordan,\n\nYou will hear from us by Friday."
    assert said.signature == block


def test_a_closing_with_a_name_alone_stays() -> None:
    assert split("See you.\n\nThanks,\nSarah Chen").new == "See you.\n\nThanks,\nSarah Chen"


def test_a_rule_between_two_parts_is_no_signature() -> None:
    text = "Agenda\n--\nWe start at 10:00.\nPlease bring your laptop.\nWill you come?"
    assert split(text).new == text


class CountingLines(Sequence[str]):
    """Lines that count how often one of them is looked at."""

    def __init__(self, lines: list[str]) -> None:
        self.lines, self.looks = lines, 0

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        found = self.lines[at]
        self.looks += 1 if isinstance(at, int) else len(found)
        return found

    def __len__(self) -> int:
        return len(self.lines)


LINES = st.sampled_from(
    [
        "", "text", "a:", "> quoted", ">", "From: a@x.test", "Sent: Monday", "To: b", "Subject: c", "cc: d",
        "On 1 Jan 2026, a@x.test", "wrote:", "On 1 Jan 2026 a <a@x.test> wrote:", "____________", "-----", "-- ",
        "Best,", "Ann", "+1 555 010 2030", "Sent from my iPhone", "11/09/2026 03:00 PM",
    ]
)  # fmt: skip


@given(st.lists(LINES, min_size=1, max_size=12), st.integers(1, 40))
def test_the_work_grows_with_the_length_and_with_nothing_else(block: list[str], times: int) -> None:
    lines = CountingLines(block * times)
    split_lines(lines)
    assert lines.looks <= 30 * len(lines)


@given(st.lists(LINES, max_size=30))
def test_no_line_is_lost_and_none_invented(lines: list[str]) -> None:
    said = split("\n".join(lines))
    parts = "\n".join([said.new, said.quoted, said.signature, said.forwarded]).split("\n")
    assert sorted(filter(None, map(str.strip, parts))) == sorted(filter(None, map(str.strip, lines)))
