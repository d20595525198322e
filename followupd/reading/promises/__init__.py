"""When the employer says that the user will hear: ETIQUETTE E3. Precise first: what is missed falls back to E2's wait.

A promise is somebody of the employer's, a word that promises ("will", "hope to"), something that is done to the reader
("get back to you") or decided, and a day that belongs to it. The reader's own deadlines, the interview's own date,
conditions, and what other mail promises are none. The words are data (`languages/*/promises.toml`).
"""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from followupd.reading.facts import AnswerPromised, Doubt, Evidence
from followupd.reading.promises.bare import bare_day, silent_day
from followupd.reading.promises.days import Told, told_day
from followupd.reading.promises.patterns import beginnings, patterns
from followupd.reading.promises.sentence import Sentence, commitments
from followupd.reading.times.item import Item
from followupd.reading.times.page import Page
from followupd.reading.times.scan import scanned
from followupd.reading.times.sentences import sentences
from followupd.reading.times.tokens import Tokens

__all__ = ["find_promises"]

_ABOUT = "answer_promised"
#: less than a promise to tell
_DECIDED = ("decides", "decided")


def _sentences(page: Page, items: list[Item], language: str) -> list[Sentence]:
    say, result = patterns(language), list[Sentence]()
    earlier: tuple[Item, ...] = ()
    previous = 0
    for number, (start, end) in enumerate(sentences(page)):
        mine = tuple(item for item in items if item.sentence == number)
        result.append(Sentence(page, say, start, end, mine, earlier, previous, beginnings(language)))
        earlier, previous = mine, start
    return result


def _of_sentence(sentence: Sentence, sent: date) -> Told | None:
    """The first promise of a sentence that names a day, rather to tell than to decide; else the first doubt."""
    if not any(item.day for item in sentence.items + sentence.earlier):
        return None
    told = [told_day(sentence, commitment, sent) for commitment in commitments(sentence)]
    found = [one for one in (silent_day(sentence, sent), *told, bare_day(sentence, sent)) if one]
    return min(found, key=lambda one: (bool(one.doubt), one.rule in _DECIDED), default=None)


def _to_applicants(
    page: Page, spoken: list[Sentence], around: tuple[str, str], language: str
) -> list[Sentence]:
    """The sentences that speak of an answer somebody waits for; all of them after words of an interview."""
    say, (subject, signature) = patterns(language), (Tokens(part) for part in around)

    def says(name: str, *parts: Tokens) -> bool:
        return any(say[name].first_in(tokens, 0, len(tokens)) is not None for tokens in parts)

    if says("business", page.tokens, signature) or says("business_subjects", subject):
        return []
    met = says("met", page.tokens, subject)
    greeted = says("greeted", page.tokens, subject) or say["replies"].end(subject, 0) is not None
    told = [one for one in spoken if not one.has("matters")]
    return [one for one in told if met or one.has("verdict", one.previous) or (greeted and _answers(one))]


def _answers(sentence: Sentence) -> bool:
    return (sentence.has("back") or sentence.has("answer", sentence.previous)) and not sentence.has("about")


def find_promises(
    text: str, sent: datetime, zone: tzinfo, language: str = "en", *, around: tuple[str, str] | None = None,
    dates: tuple[date, ...] = (),
) -> tuple[tuple[AnswerPromised, ...], tuple[Doubt, ...]]:
    """The promises in an incoming mail's new text, and what might be one. At most one a sentence.

    `sent` is the mail's Date in its sender's offset: relative words count from it there (E3). Linear in the text.
    `around`: the subject and signature of a mail of which nothing else tells that it is an employer's; there only
    what is said to an applicant counts. `dates`: those of the mail that it answers.
    """
    page, items = scanned(text, sent, zone, language, dates)
    spoken = _sentences(page, items, language)
    if around is not None:
        spoken = _to_applicants(page, spoken, around, language)
    read = (_of_sentence(sentence, sent.date()) for sentence in spoken)
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
