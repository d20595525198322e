"""Who promises what in a sentence: a subject, a promising word, and an act, before any day is looked for."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from followupd.reading.promises.patterns import Patterns
from followupd.reading.times.item import Item
from followupd.reading.times.page import Page

_SUBJECT_REACH = 8
_MOST = 8
_REACH = 12
SIGNS = frozenset({",", ";", ":", "-", "–", "—", "("})


class Sentence(Struct, frozen=True):
    """Tokens [start, end) of a page, the times in them and in the sentences before, and the language's phrases."""

    page: Page
    say: dict[str, Patterns]
    start: int
    end: int
    items: tuple[Item, ...]
    earlier: tuple[Item, ...] = ()
    #: where the sentence before begins
    previous: int = 0
    #: the words that a commitment can begin with
    beginnings: frozenset[str] = frozenset()

    def word(self, i: int) -> str:
        return self.page.tokens.word(i)

    def past(self, name: str, i: int) -> int:
        """The position behind a phrase of the list at i, or i."""
        end = self.say[name].end(self.page.tokens, i)
        return end if end is not None and end <= self.end else i

    def first(self, name: str, start: int, end: int) -> int | None:
        """Where the first phrase of the list in [start, end) begins."""
        return self.say[name].first_in(self.page.tokens, start, end)

    def has(self, name: str, start: int | None = None, end: int | None = None) -> bool:
        first = self.start if start is None else start
        return self.first(name, first, self.end if end is None else end) is not None

    def behind(self, name: str, i: int) -> bool:
        return self.say[name].behind(self.page.tokens, i)


class Commitment(Struct, frozen=True):
    """An act at [act, end), promised by the word at `modal`; `inside`: a day told between the two.

    `negated`: it will not be done, until a day ("we won't know until Friday").
    """

    rule: str
    modal: int
    act: int
    end: int
    inside: Item | None = None
    negated: bool = False


Subject = Literal["reader", "employer", "outcome", "other"]


def _kind_at(sentence: Sentence, i: int) -> Subject | None:
    """What a subject that ends before i is, if it is one of those we know."""
    kinds: tuple[tuple[str, Subject], ...] = (("reader", "reader"), ("outcomes", "outcome"), ("employers", "employer"))
    return next((kind for name, kind in kinds if sentence.behind(name, i)), None)


def subject(sentence: Sentence, modal: int) -> Subject:
    """Whose promise it is: the nearest subject before the promising word."""
    lowest = max(sentence.start, modal - _SUBJECT_REACH)
    for i in range(modal, lowest, -1):
        kind = _kind_at(sentence, i)
        if kind in ("reader", "outcome") and sentence.behind("joins", modal):
            continue  # "we are meeting candidates and will": an object of the first verb is no subject of the second
        if kind:
            return _through(sentence, i, lowest) if kind == "employer" and i < modal else kind
        token = sentence.page.tokens.at(i - 1)
        if token is not None and token.capital and i == modal and not sentence.behind("not_names", i):
            return "employer"
    left_out = modal == sentence.start or sentence.word(modal - 1) in SIGNS
    return "employer" if left_out else "other"


def _through(sentence: Sentence, i: int, lowest: int) -> Subject:
    """ "A decision from the committee will": the outcome is the subject."""
    near = range(i - 1, max(lowest, i - 4), -1)
    return "outcome" if any(sentence.say["outcomes"].behind(sentence.page.tokens, n) for n in near) else "employer"


def _filled(sentence: Sentence, i: int) -> tuple[int, Item | None]:
    """Behind adverbs, "be able to", and a day told in between: "will by Friday let you know"."""
    inside = None
    for _ in range(6):
        item = next((item for item in sentence.items if item.i == i and item.day), None)
        until = sentence.page.past("until", i)
        behind_by = next((item for item in sentence.items if item.i == until and item.day), None) if until > i else None
        if item or behind_by:
            inside = item or behind_by
            i = inside.j if inside else i
            continue
        after = max(sentence.past("adverbs", i), sentence.past("more", i))
        after = after + 1 if sentence.word(after) == "," and after > i else after
        if after == i:
            break
        i = after
    return i, inside


_ACTS: dict[Subject, tuple[tuple[str, str], ...]] = {
    "employer": (("acts", "told"), ("own", "decides"), ("schedule_acts", "schedules")),
    "other": (("acts", "told"), ("schedule_acts", "schedules")),
    "outcome": (("passives", "decided"), ("acts", "told")),
    "reader": (("reader_acts", "hears"),),
}


def _act(sentence: Sentence, kind: Subject, at: int) -> tuple[str, int] | None:
    for name, rule in _ACTS[kind]:
        end = sentence.past(name, at)
        if end > at and not _to_others(sentence, name, end):
            settles = rule != "decides" or sentence.past("settling", at) > at
            return (rule if settles else "told"), end
    return None


def _to_others(sentence: Sentence, name: str, end: int) -> bool:
    """ "follow up with me", "call him back": done to somebody else."""
    if name == "own" and sentence.past("not_own", end - 1) > end - 1:
        return True
    at = sentence.past("toward", end)
    return name == "own" and sentence.past("nobody", at) > at


def _with_modal(sentence: Sentence, i: int) -> Commitment | None:
    negated = sentence.past("negated", i)
    ends = {name: max(negated, sentence.past(name, i)) for name in ("reader_modals", "modals")}
    told = sentence.past("reported_modals", i) > i and sentence.has("reported", None, i)
    if max(ends.values()) == i or sentence.past("not_modals", i) > i or told:
        return None
    kind = subject(sentence, i)
    names = {"reader": ["reader_modals"], "employer": ["modals"]}.get(kind, list(ends))
    after = max(ends[name] for name in names)
    if after == i:
        return None
    at, inside = _filled(sentence, after)
    # an act may begin with the words that only fill elsewhere ("be in touch", "be notified")
    for begin in (at, at - 1, after):
        found = _act(sentence, kind, begin) if begin >= after else None
        if found:
            no = negated > i or sentence.behind("no", max(sentence.start, i - 1))
            return Commitment(found[0], i, begin, found[1], inside, no)
    if negated > i or (kind != "reader" and sentence.past("wishes", i) > i):
        return None
    return _loosely(sentence, kind, i, sentence.past("adverbs", after) if kind == "reader" else at)


def _loosely(sentence: Sentence, kind: Subject, i: int, at: int) -> Commitment | None:
    """ "I intend to call all three of you", "you will know on Wednesday": words of telling that lead to a day."""
    day = next((item.i for item in sentence.items if item.day and item.i >= at), min(at + _REACH, sentence.end))
    stop = min(day, at + _REACH)
    if kind == "reader":
        knows, gets = sentence.past("knows", at), sentence.past("gets", at)
        near = knows > at and day - knows <= 1
        begin = at if near else sentence.first("got", gets, stop) if gets > at else None
        end = knows if near else sentence.past("got", begin) if begin is not None else at
    else:
        begin = sentence.first("tells", at, stop)
        begin = begin if sentence.has("to_reader", at, min(stop + _REACH, sentence.end)) else None
        end = sentence.past("tells", begin) if begin is not None else at
    if begin is None or sentence.has("strays", at, stop) or sentence.has("breaks", at, end):
        return None
    return Commitment("hears" if kind == "reader" else "told", i, begin, end)


def _bare(sentence: Sentence, i: int) -> Commitment | None:
    """ "Expect to hear from us by Friday": at the start; "a decision is expected by Friday"."""
    if (end := sentence.past("do_not_expect", i)) > i:
        return Commitment("expect", i, i, end, negated=True)
    begins = i == sentence.start or sentence.word(i - 1) in SIGNS or sentence.behind("leads", i)
    if begins and (end := sentence.past("imperatives", i)) > i:
        return Commitment("expect", i, i, end)
    end = sentence.past("passives", i) if sentence.past("being", i) > i else i
    return Commitment("decided", i, i, end) if end > i and subject(sentence, i) == "outcome" else None


def _time_asked(sentence: Sentence, item: Item) -> Commitment | None:
    """ "Allow us two weeks to get back to you", "we need until Friday to decide"."""
    asked = sentence.past("asks_time", item.i) > item.i or sentence.behind("asks_time", item.i)
    at, answer = sentence.past("time_to", item.j), sentence.past("time_for", item.j)
    if asked and answer > item.j:
        return Commitment("time", item.i, item.i, answer, item)
    if not asked or at == item.j:
        return None
    for i in range(at, min(at + _SUBJECT_REACH, sentence.end)):
        begin = i if i == at else sentence.past("continues", i)
        for name in ("acts", "own", "reader_acts"):
            end = sentence.past(name, begin)
            if (i == at or begin > i) and end > begin and not _to_others(sentence, name, end):
                return Commitment("time", item.i, begin, end, item)
    return None


def _continued(sentence: Sentence, i: int, before: int | None) -> Commitment | None:
    """ "We will review your application and get back to you": a second act of the same promise."""
    begin = sentence.past("continues", i)
    kind = subject(sentence, before) if before is not None and begin > i else "other"
    if kind not in ("employer", "outcome"):
        return None
    begin, inside = _filled(sentence, begin)
    found = _act(sentence, kind, begin)
    return Commitment("told" if kind == "outcome" else found[0], i, begin, found[1], inside) if found else None


def _present(sentence: Sentence, i: int) -> Commitment | None:
    """ "I text you Monday", "we decide tomorrow": what is told of a coming day as if it were now."""
    at = sentence.past("speakers", i)
    left_out = i == sentence.start or sentence.word(i - 1) in SIGNS or sentence.behind("leads", i)
    if left_out and (end := sentence.past("left_out", i)) > i:
        return Commitment("told", i, i, end)
    reader = sentence.past("present_reader", i) if sentence.behind("reader", i) else i
    if reader > i:
        return Commitment("hears", i, i, reader)
    if at == i or sentence.behind("not_present", i):
        return None
    while (after := sentence.past("adverbs", at)) > at:
        at = after
    rules = (("present", "told"), ("present_own", "decides"))
    found = next(((rule, end) for name, rule in rules if (end := sentence.past(name, at)) > at), None)
    return Commitment(found[0], i, at, found[1]) if found else None


def commitments(sentence: Sentence) -> list[Commitment]:
    """All that is promised in a sentence, in order."""
    found: list[Commitment] = []
    modal, behind = None, sentence.start
    for i in range(sentence.start, sentence.end):
        if sentence.word(i) not in sentence.beginnings:
            continue
        commitment = (
            _with_modal(sentence, i) or _bare(sentence, i) or _continued(sentence, i, modal) or _present(sentence, i)
        )
        end = sentence.past("modals", i)
        if end > i >= behind:
            modal, behind = i, end
        found += [commitment] if commitment else []
    found += [commitment for item in sentence.items if item.day and (commitment := _time_asked(sentence, item))]
    return found[:_MOST]
