"""Promises in German: when the employer says that the user will hear, and what only looks like it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from followupd.reading.promises import find_promises

BERLIN = ZoneInfo("Europe/Berlin")
#: a Tuesday
SENT = datetime(2026, 12, 1, 10, 0, tzinfo=BERLIN)

SAID = """
Wir melden uns bis Ende nächster Woche bei Ihnen. => 2026-12-11
Wir melden uns bis Freitag bei dir! => 2026-12-04
Wir werden uns bis spätestens 5. Dezember bei Ihnen melden. => 2026-12-05
Wir werden uns im Laufe der nächsten Woche bei Ihnen melden. => 2026-12-08
Bis Freitag melden wir uns bei Ihnen. => 2026-12-04
Spätestens am Freitag, den 11. Dezember, melde ich mich bei Ihnen. => 2026-12-11
Im Laufe der kommenden Woche melden wir uns wieder bei Ihnen. => 2026-12-08
Ich melde mich morgen wieder. => 2026-12-02
Melde mich bis Donnerstag. => 2026-12-03
Frau Sander meldet sich bis Mittwoch bei Ihnen. => 2026-12-02
Bis Freitag meldet sich meine Kollegin bei Ihnen. => 2026-12-04
Frau Dr. Berger wird sich bis Ende der Woche bei Ihnen melden. => 2026-12-04
Wir prüfen Ihre Unterlagen und melden uns innerhalb von zwei Wochen bei Ihnen. => 2026-12-15
Wir haben sie erhalten und melden uns innerhalb von 3 Wochen. => 2026-12-22
Bitte haben Sie noch etwas Geduld, wir melden uns bis zum 11. Dezember bei Ihnen. => 2026-12-11
Sie hören bis Freitag von uns. => 2026-12-04
Sie hören innerhalb von drei Wochen von uns. => 2026-12-22
Sie hören spätestens am 18. Dezember von mir. => 2026-12-18
Bis Mitte nächster Woche hören Sie wieder von uns. => 2026-12-10
Diese Woche schaffe ich es nicht mehr, aber du hörst bis Mittwoch (9.12.) von mir. => 2026-12-09
Sie werden bis Freitag von uns hören. => 2026-12-04
Sie hoeren bis Freitag von uns. => 2026-12-04
Sie erhalten in den nächsten zwei Wochen eine Rückmeldung. => 2026-12-15
Sie erhalten bis spätestens Freitag eine Antwort von uns. => 2026-12-04
Sie werden innerhalb der nächsten 10 Tage eine Rückmeldung von uns erhalten. => 2026-12-11
Bis Freitag, 11. Dezember, bekommen Sie von mir eine Rückmeldung, so oder so. => 2026-12-11
In den kommenden Tagen erhalten Sie von uns eine Rückmeldung zum weiteren Vorgehen. => 2026-12-08
Nach spätestens einer Woche bekommst du Feedback. => 2026-12-08
Du bekommst bis nächsten Montag Bescheid. => 2026-12-07
Unsere Rückmeldung erhalten Sie bis Ende Dezember. => 2026-12-31
Sie sollten bis Ende dieser Woche eine Rückmeldung erhalten. => 2026-12-04
Bis Freitag sollten Sie Bescheid haben. => 2026-12-04
In zwei Wochen wissen Sie Bescheid, ok? => None
In zwei Wochen wissen Sie Bescheid. => 2026-12-15
Eine Entscheidung wird bis Mitte Dezember fallen. => 2026-12-20
Die Entscheidung fällt am Freitag. => 2026-12-04
Die Entscheidung über Ihre Bewerbung wird voraussichtlich nächste Woche getroffen. => 2026-12-11
Eine Entscheidung treffen wir bis Ende nächster Woche. => 2026-12-11
Wir werden bis Ende des Monats entscheiden. => 2026-12-31
Wir werden bis Freitag eine Entscheidung treffen. => 2026-12-04
Wir entscheiden am Donnerstag. => 2026-12-03
Das Ergebnis liegt am Donnerstag vor. => 2026-12-03
Mit einer Rückmeldung können Sie bis zum 5. Dezember rechnen. => 2026-12-05
Sie können bis Mitte Dezember mit einer Rückmeldung rechnen. => 2026-12-20
Mit einer Entscheidung ist bis Ende Januar zu rechnen. => 2027-01-31
Alle Bewerberinnen und Bewerber werden bis zum 18. Dezember informiert. => 2026-12-18
Sie werden bis Freitag über das Ergebnis informiert. => 2026-12-04
Wir informieren Sie bis spätestens Freitag über das Ergebnis. => 2026-12-04
Wir werden Sie bis zum 10. Dezember über das weitere Vorgehen informieren. => 2026-12-10
Bis Freitag informieren wir Sie über unsere Entscheidung. => 2026-12-04
Wir geben Ihnen bis Freitag Bescheid. => 2026-12-04
Ich gebe dir bis morgen Abend Bescheid. => 2026-12-02
Am 7. Dezember gebe ich Ihnen aber auf jeden Fall Bescheid, wie wir uns entschieden haben. => 2026-12-07
Am Dienstag oder Mittwoch gebe ich Ihnen Nachricht. => 2026-12-09
Wir werden Ihnen innerhalb einer Woche eine Rückmeldung geben. => 2026-12-08
Wir können Ihnen bis Freitag Bescheid geben. => 2026-12-04
Wir hoffen, Ihnen bis Freitag Bescheid geben zu können. => 2026-12-04
Wir bemühen uns, Ihnen bis Ende nächster Woche eine Rückmeldung zu geben. => 2026-12-11
Ich gehe davon aus, dass wir uns bis Freitag bei Ihnen melden können. => 2026-12-04
Bitte haben Sie Verständnis, dass wir uns erst Ende nächster Woche bei Ihnen melden können. => 2026-12-11
Innerhalb der nächsten zwei Wochen teilen wir Ihnen mit, ob wir Sie zu einem Gespräch einladen. => 2026-12-15
Wir teilen Ihnen unsere Entscheidung bis Freitag mit. => 2026-12-04
Wir teilen Ihnen bis Freitag mit, wie es weitergeht. => 2026-12-04
Wir kommen bis Ende der Woche auf Sie zu. => 2026-12-04
Wir werden in den nächsten Tagen auf Sie zukommen. => 2026-12-08
Nächste Woche kommen wir wieder auf Sie zu. => 2026-12-11
Ich rufe Sie am Freitag an. => 2026-12-04
Ich rufe dich morgen an. => 2026-12-02
Wir lassen Sie bis Freitag wissen, wie wir uns entschieden haben. => 2026-12-04
Bitte geben Sie uns noch bis Freitag Zeit. => 2026-12-04
Bitte gedulden Sie sich noch bis zum 11. Dezember. => 2026-12-11
Wir benötigen noch bis Freitag, um eine Entscheidung zu treffen. => 2026-12-04
Wir haben noch zwei Gespräche, und bis Freitag melden wir uns. => 2026-12-04
Entscheidung voraussichtlich bis Freitag. => 2026-12-04
"""

NOT_SAID = """
Bitte melden Sie sich bis Freitag bei uns.
Bitte geben Sie uns bis Freitag Bescheid, ob der Termin passt.
Bitte teilen Sie uns bis Donnerstag mit, ob Sie kommen.
Wir bitten um Ihre Rückmeldung bis Freitag.
Wir erwarten Ihre Antwort bis zum 11. Dezember.
Wir freuen uns auf Ihre Rückmeldung bis Freitag.
Wir benötigen Ihre Unterlagen bis Freitag.
Könnten Sie sich bis Freitag bei uns melden?
Können Sie uns bis Freitag eine Rückmeldung geben?
Sie können uns bis Freitag eine Rückmeldung geben.
Sie können sich bis Freitag bei mir melden.
Melden Sie sich bis Freitag bei Frau Sander.
Lassen Sie uns bis Freitag wissen, ob Sie kommen können.
Gib mir bis morgen Bescheid.
Meldest du dich bis Freitag?
Senden Sie uns die Unterlagen bis Freitag zu.
Das Gespräch findet am Freitag statt.
Ihr Vorstellungsgespräch ist am Freitag, den 11. Dezember, um 14 Uhr.
Wir freuen uns, Sie am Freitag kennenzulernen.
Wir treffen uns am Freitag bei uns im Büro.
Wir sehen uns am Freitag.
Bis Freitag!
Wir werden uns am Freitag mit dem Team treffen.
Sie werden am Freitag von Herrn Meier am Empfang abgeholt.
Sie erhalten bis Freitag einen Link zum Gespräch.
Sie erhalten am Freitag die Zugangsdaten.
Wir melden uns zeitnah bei Ihnen.
Wir melden uns in Kürze.
Sie hören bald von uns.
Wir kommen so bald wie möglich auf Sie zu.
Wir melden uns, sobald wir Näheres wissen.
Sollten Sie bis Freitag nichts von uns hören, melden Sie sich gerne.
Falls Sie bis Freitag keine Rückmeldung erhalten, rufen Sie uns an.
Wenn Sie in die engere Auswahl kommen, melden wir uns bis Freitag.
Hören Sie bis Freitag nichts von uns, ist die Stelle vergeben.
Wir haben uns am Freitag entschieden.
Wir haben uns letzte Woche bei Ihnen gemeldet.
Sie haben am Montag eine Rückmeldung erhalten.
Wir wollten uns bis Freitag bei Ihnen melden.
Ich hatte gesagt, dass ich mich bis Freitag melde, und das tut mir leid.
Ihre Unterlagen bewahren wir bis zum 30. Juni auf.
Wir löschen Ihre Daten bis Ende Juni.
Wir behalten Ihre Unterlagen bis Ende des Jahres in unserem Talentpool und melden uns.
Die Bewerbungsfrist endet am 11. Dezember.
Die Stelle ist ab dem 1. Januar zu besetzen.
Wir melden uns nach dem 11. Dezember.
Ich bin bis Freitag im Urlaub.
Frau Sander ist ab Montag wieder im Büro.
Der Link ist bis Freitag gültig.
Die Aufgabe muss bis Freitag abgegeben werden.
Am Freitag rufen wir Sie um 14 Uhr an.
Wir rufen Sie am Freitag um 10 Uhr zum vereinbarten Telefoninterview an.
Ihre Bestellung wird bis Freitag geliefert.
Wir antworten auf Ihre Anfrage innerhalb von zwei Werktagen.
Wir melden uns nur bei erfolgreichen Bewerbern bis Freitag.
Der Newsletter erscheint jede Woche.
Haben Sie sich bis Freitag entschieden?
Bis wann melden Sie sich?
Der Kunde wünscht bis Freitag eine Rückmeldung von Ihnen.
Wir sollten bis Freitag eine Rückmeldung von Ihnen haben.
Die Stelle wird am 1. Februar besetzt.
Wir ziehen am Freitag um.
Sie können am Freitag ab 8 Uhr anfangen.
"""

#: not about the outcome
SCHEDULING = """
Wir melden uns bis Freitag bei Ihnen, um einen Termin zu vereinbaren. => 2026-12-04
Meine Kollegin meldet sich morgen bei Ihnen wegen eines Termins. => 2026-12-02
Wir melden uns nächste Woche mit Terminvorschlägen. => 2026-12-11
"""

AFTER_INTERVIEW = """
Wir melden uns innerhalb von zwei Wochen nach dem Gespräch bei Ihnen. => 14
Sie erhalten innerhalb einer Woche nach dem Vorstellungsgespräch eine Rückmeldung. => 7
Nach dem Gespräch melden wir uns innerhalb von drei Tagen. => 3
"""

#: of mail of which nothing else tells that it is an employer's
ALONE = """
Danke für das Gespräch heute. Ich melde mich bis Freitag. => 2026-12-04
Es war schön, Sie kennenzulernen. Wir melden uns bis Freitag bei Ihnen. => 2026-12-04
Wir haben noch zwei Kandidaten, du hörst bis Freitag von mir. => 2026-12-04
Ich melde mich am Freitag. => None
Ihre Bestellung ist da, wir melden uns bis Freitag. => None
Der Vermieter meldet sich bis Freitag wegen der Wohnung. => None
"""


def rows(block: str) -> list[tuple[str, date | None]]:
    split = (line.rsplit(" => ", 1) for line in block.strip().split("\n"))
    return [(text, None if day == "None" else date.fromisoformat(day)) for text, day in split]


@pytest.mark.parametrize(("text", "day"), rows(SAID))
def test_the_day_by_which_the_user_hears(text: str, day: date | None) -> None:
    promises, _ = find_promises(text, SENT, BERLIN, "de")
    assert {promise.by for promise in promises} == ({day} if day else set())
    assert not any(promise.about_scheduling for promise in promises)


@pytest.mark.parametrize("text", NOT_SAID.strip().split("\n"))
def test_no_promise(text: str) -> None:
    assert find_promises(text, SENT, BERLIN, "de")[0] == ()


@pytest.mark.parametrize(("text", "day"), rows(SCHEDULING))
def test_a_promise_to_arrange_is_none_about_the_outcome(text: str, day: date) -> None:
    (promise,), _ = find_promises(text, SENT, BERLIN, "de")
    assert (promise.by, promise.about_scheduling) == (day, True)


@pytest.mark.parametrize("line", AFTER_INTERVIEW.strip().split("\n"))
def test_it_counts_from_the_interview(line: str) -> None:
    text, days = line.rsplit(" => ", 1)
    (promise,), _ = find_promises(text, SENT, BERLIN, "de")
    assert promise.after_interview_days == int(days)


@pytest.mark.parametrize(("text", "day"), rows(ALONE))
def test_in_a_mail_by_itself(text: str, day: date | None) -> None:
    promises, _ = find_promises(text, SENT, BERLIN, "de", around=("", ""))
    assert [promise.by for promise in promises] == ([day] if day else [])
