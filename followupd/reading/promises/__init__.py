"""When the employer says that the user will hear: ETIQUETTE E3. Precise first: what is missed falls back to E2's wait.

A promise is somebody of the employer's, a word that promises ("will", "hope to"), something that is done to the reader
("get back to you") or decided, and a day that belongs to it. The reader's own deadlines, the interview's own date,
conditions, and what other mail promises are none. The words are data (`languages/*/promises.toml`).
"""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from followupd.reading.facts import AnswerPromised, Doubt, Evidence
from followupd.reading.promises.days import Told, silent_day, told_day
from followupd.reading.promises.patterns import patterns
from followupd.reading.promises.sentence import Sentence, commitments
from followupd.reading.times.page import Page
from followupd.reading.times.scan import Item, scanned
from followupd.reading.times.sentences import sentences

__all__ = ["find_promises"]

_ABOUT = "answer_promised"


def _sentences(page: Page, items: list[Item], language: str) -> list[Sentence]:
    say, result = patterns(language), list[Sentence]()
    earlier: tuple[Item, ...] = ()
    for number, (start, end) in enumerate(sentences(page)):
        mine = tuple(item for item in items if item.sentence == number)
        result.append(Sentence(page, say, start, end, mine, earlier))
        earlier = mine
    return result


def _of_sentence(sentence: Sentence, sent: date) -> Told | None:
    """The first promise of a sentence that names a day, else the first doubt."""
    if not any(item.day for item in sentence.items + sentence.earlier):
        return None
    told = [told_day(sentence, commitment, sent) for commitment in commitments(sentence)]
    silence = silent_day(sentence, sent)
    found = [one for one in [silence, *told] if one]
    return next((one for one in found if not one.doubt), found[0] if found else None)


def find_promises(
    text: str, sent: datetime, zone: tzinfo, language: str = "en",
) -> tuple[tuple[AnswerPromised, ...], tuple[Doubt, ...]]:
    """The promises in an incoming mail's new text, and what might be one. At most one a sentence.

    `sent` is the mail's Date in its sender's offset: relative words count from it there (E3). Linear in the text.
    """
    page, items = scanned(text, sent, zone, language)
    read = (_of_sentence(sentence, sent.date()) for sentence in _sentences(page, items, language))
    told = [(one, _evidence(page, one, language)) for one in read if one]
    promises = tuple(
        AnswerPromised(
            evidence=evidence, by=one.by, after_interview_days=one.after_interview, about_scheduling=one.scheduling,
        )
        for one, evidence in told if not one.doubt
    )
    return promises, tuple(Doubt(_ABOUT, one.doubt, evidence) for one, evidence in told if one.doubt)


def _evidence(page: Page, told: Told, language: str) -> Evidence:
    start, end = page.tokens.all[told.start].start, page.tokens.all[told.end - 1].end
    return Evidence("text", start, max(start, end), f"{language}.promise.{told.rule}")
