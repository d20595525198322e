"""What times people write in German and French. The mail is of Tuesday, 1 December 2026, 10:00 in Berlin."""

from __future__ import annotations

from datetime import datetime

import pytest
from mentions import BERLIN, told

from followupd.reading.times import find_times

SENT = datetime(2026, 12, 1, 10, 0, tzinfo=BERLIN)
GERMAN = """
am Donnerstag, den 3. Dezember 2026, um 14:30 Uhr => 2026-12-03T14:30+01:00
Do., 3.12., 14.30 Uhr => 2026-12-03T14:30+01:00
Donnerstag um halb drei => 2026-12-03T14:30+01:00
am 3.12. von 10 bis 11 Uhr => 2026-12-03T10:00+01:00/11:00
Morgen um 9 Uhr => 2026-12-02T09:00+01:00
am Dienstag, 8. Dezember, 9.30 Uhr => 2026-12-08T09:30+01:00
am 24. um 10 Uhr => 2026-12-24T10:00+01:00
am 5.1. um 10 Uhr => 2027-01-05T10:00+01:00
Dienstag nächster Woche um 14 Uhr => 2026-12-08T14:00+01:00
Mittwoch, 02.12.2026, 13.00-14.00 Uhr => 2026-12-02T13:00+01:00/14:00
Freitag 14 Uhr MEZ => 2026-12-04T14:00+01:00
Freitag um viertel nach zwei => 2026-12-04T14:15+01:00
Guten Morgen, bis Freitag um 8:15! => 2026-12-04T08:15+01:00
September 09, 2027 04:00 PM => 2027-09-09T16:00+02:00
am 3. Dezember. Wir freuen uns => 2026-12-03
Ende nächster Woche => 2026-12-10..2026-12-11
innerhalb von zwei Wochen => 2026-12-01..2026-12-15
"""
FRENCH = """
le jeudi 3 décembre 2026 à 14h30 => 2026-12-03T14:30+01:00
jeudi 3/12 à 14 h => 2026-12-03T14:00+01:00
le 3 décembre à 14 h 30 => 2026-12-03T14:30+01:00
demain à 9h => 2026-12-02T09:00+01:00
de 10h à 11h le vendredi 4 décembre => 2026-12-04T10:00+01:00/11:00
mardi prochain à 15 heures => 2026-12-08T15:00+01:00
mardi de la semaine prochaine à 10h => 2026-12-08T10:00+01:00
entretien de 1h le vendredi 4 décembre à 11h => 2026-12-04T11:00+01:00/12:00
demain à 16h00 et non à 14h00 => 2026-12-02T16:00+01:00 ?
le 24 à 10h => 2026-12-24T10:00+01:00
la semaine du 7 décembre => 2026-12-07..2026-12-11
mi-décembre => 2026-12-10..2026-12-20
sous dix jours ouvrés => 2026-12-01..2026-12-15
"""


def rows(block: str) -> list[list[str]]:
    return [line.split(" => ") for line in block.strip().split("\n")]


@pytest.mark.parametrize(("text", "times"), rows(GERMAN))
def test_german(text: str, times: str) -> None:
    assert [told(mention) for mention in find_times(text, SENT, BERLIN, "de")] == times.split()


@pytest.mark.parametrize(("text", "times"), rows(FRENCH))
def test_french(text: str, times: str) -> None:
    assert [told(mention) for mention in find_times(text, SENT, BERLIN, "fr")] == times.split()
