"""Which day belongs to a promise (ETIQUETTE E3), and what takes it away again."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from followupd.reading.promises.pointing import following_day, named_before, pointed_day, that_time
from followupd.reading.promises.sentence import Commitment, Sentence
from followupd.reading.times.item import Item
from followupd.reading.times.meaning import Day, meaning
from followupd.reading.times.reckoning import day_of_month, shift, weekday_after

_NEAR = 6
_BESIDE = 3
_LONG = 21


class Told(Struct, frozen=True):
    """A promise at tokens [start, end): by a day, or so many days after the interview; or why it is none."""

    rule: str
    start: int
    end: int
    by: date | None = None
    after_interview: int | None = None
    scheduling: bool = False
    doubt: str = ""


def _noun_before(sentence: Sentence, item: Item, after: int) -> bool:
    """ "your interview on Tuesday": a single day behind such a noun is the interview's own."""
    at = item.i
    while at > sentence.start and (sentence.page.behind("on", at) or sentence.behind("noun_links", at)):
        at -= 1
    by = sentence.page.behind("until", item.i)
    return not by and item.day is not None and item.day.one and at > after and sentence.behind("interviews", at)


def takes_away(sentence: Sentence, item: Item, after: int) -> bool:
    """Whether what stands around a day makes it another's: "after Friday", "Friday's", "your interview on Tuesday"."""
    until = sentence.page.behind("until", item.i)
    return (
        sentence.past("possessive", item.j) > item.j
        or sentence.past("at_interview", item.j) > item.j
        or (sentence.behind("not_by", item.i) and not until)
        or _noun_before(sentence, item, after)
    )


def _broken(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the promise ends in [start, end): at "if", "once", or where it is done to somebody else, "to Jim"."""
    tokens = sentence.page.tokens
    named = (tokens.at(i + 1) for i in range(start, end - 1) if sentence.past("recipient", i) == i + 1)
    return sentence.has("breaks", start, end) or any(token.capital for token in named if token)


def _after_act(sentence: Sentence, commitment: Commitment) -> Item | None:
    """The first day behind the act, before anything that ends the promise."""
    for item in sentence.items:
        if item.day is None or item.i <= commitment.act:
            continue
        arranged = commitment.rule == "schedules" and not item.day.one
        broken = _broken(sentence, commitment.end, _until_at(sentence, commitment, item))
        if broken or (takes_away(sentence, item, commitment.end) and not arranged):
            return None
        return item
    return None


def _until_at(sentence: Sentence, commitment: Commitment, item: Item) -> int:
    """Where what leads to a day begins: "you will have an answer until Friday", as many say who mean "by"."""
    led = item.i - 1 >= commitment.end and sentence.past("until_words", item.i - 1) == item.i
    return item.i - 1 if led and not sentence.has("lasting", commitment.act, commitment.end) else item.i


def last_of(sentence: Sentence, item: Item) -> Item:
    """ "by Thursday or Friday": the later of the two."""
    at = sentence.page.past("or", item.j)
    later = next((one for one in sentence.items if one.day and at > item.j and one.i == at), None)
    return later if later and later.day and item.day and later.day.last >= item.day.last else item


def _until(sentence: Sentence, commitment: Commitment) -> Item | None:
    """The day until which nothing is done: "we won't have a decision until Friday"."""
    for item in sentence.items:
        if item.day and item.i > commitment.act and sentence.behind("until_words", item.i):
            return item
    return None


def opens(sentence: Sentence, i: int) -> bool:
    """Whether only opening words stand between i and the start of its clause."""
    while i > sentence.start:
        if sentence.word(i - 1) in (",", ";", ":", "-", "–"):
            return True
        past = sentence.past, sentence.page.past
        ends = (n for n in range(1, _NEAR) if i in (past[0]("openers", i - n), past[1]("until", i - n)))
        step = next(ends, 0)
        if not step:
            return False
        i -= step
    return True


def _before_act(sentence: Sentence, commitment: Commitment) -> Item | None:
    """A day that opens the clause: "By Friday, we will", "Next week you should"."""
    for item in reversed(sentence.items):
        if item.day is None or item.j > commitment.modal:
            continue
        near = commitment.modal - item.j <= _NEAR and not any(
            sentence.has(name, item.j, commitment.modal) for name in ("breaks", "modals")
        )
        return item if near and opens(sentence, item.i) and not takes_away(sentence, item, commitment.end) else None
    return None


def _bounding(sentence: Sentence, commitment: Commitment) -> Item | None:
    """ "as soon as it lands, Tuesday at the latest"; "I'll have read it by tomorrow and will call"."""
    for item in reversed(sentence.items):
        if item.day is None or takes_away(sentence, item, commitment.end):
            continue
        latest = sentence.past("latest_after", item.j) > item.j or sentence.behind("latest_before", item.i)
        by = sentence.page.behind("until", item.i) and not sentence.behind("until_words", item.i)
        if (latest and item.i >= commitment.end) or (by and _joined(sentence, commitment, item)):
            return item
    return None


def _joined(sentence: Sentence, commitment: Commitment, item: Item) -> bool:
    """Whether nothing but "and I will" stands between a day and a promise of its own; not "let me know by Friday"."""
    own = sentence.has("modals", item.j, commitment.act)
    asked = sentence.has("asks_reader", None, item.i)
    return own and not asked and commitment.modal in (item.j, sentence.past("and_then", item.j))


def _by_clock(sentence: Sentence, item: Item, sent: date) -> Item:
    """ "by 5 pm Friday": the day counts as one with "by"."""
    clock = next((one for one in sentence.items if one.clock and 0 <= item.i - one.j <= 2), None)
    if clock is None or item.parts is None or not sentence.page.behind("until", clock.i):
        return item
    return replace(item, day=meaning(replace(item.parts, until=True), sent, None))


def _hours(sentence: Sentence) -> list[Item]:
    """The clocks that say when, not by when or after when."""
    page = sentence.page
    bounded = [item for item in sentence.items if page.behind("until", item.i) or page.behind("bound", item.i)]
    return [item for item in sentence.items if item.clock and item not in bounded]


def _appointment(sentence: Sentence, commitment: Commitment) -> bool:
    """ "We will call you Tuesday at 2 pm": a call at a told hour is the interview itself; so is a wish to call."""
    calls = sentence.has("calls", commitment.act, commitment.end + 1)
    wish = commitment.rule != "hears" and sentence.past("wishes", commitment.modal) > commitment.modal
    reason = sentence.first("call_reasons", commitment.act, sentence.end)
    for_it = reason is not None and not sentence.behind("picked", reason)
    return (calls and (wish or bool(_hours(sentence)))) or for_it


def _at_an_hour(sentence: Sentence, commitment: Commitment, day: Item) -> bool:
    """Whether a day has its hour beside it: an appointment, no promise."""
    if sentence.past("after_act", commitment.end) > commitment.end:
        return False  # "I have a meeting on Thursday at 3 and can tell you more afterwards"
    beside = (max(clock.i - day.j, day.i - clock.j) <= _BESIDE for clock in _hours(sentence))
    return any(beside) and not sentence.page.behind("until", day.i)


def refused(sentence: Sentence, before: int) -> bool:
    """Whether the sentence is a question, a condition, or about other business."""
    if sentence.word(sentence.end - 1) == "?":
        return True
    first = sentence.past("not_first", sentence.start) > sentence.start
    asked = any(
        sentence.past("conditions", i) > i and sentence.past("polite", i) == i for i in range(sentence.start, before)
    )
    return first or asked or sentence.has("not_ours")


def _about_scheduling(sentence: Sentence, commitment: Commitment) -> bool:
    if commitment.rule == "schedules":
        return True
    return sentence.has("scheduling", commitment.act) and not sentence.has("verdicts")


def _week_before(sentence: Sentence, commitment: Commitment, sent: date) -> Item | None:
    """An undated call to arrange what the sentence before puts into a range of days."""
    if not _about_scheduling(sentence, commitment) or sentence.has("breaks", commitment.end):
        return None
    ranges = [item for item in sentence.earlier if item.day and not item.day.one]
    return ranges[-1] if ranges and ranges[-1].day and (ranges[-1].day.last - sent).days <= _LONG else None


def as_told(sentence: Sentence, commitment: Commitment, item: Item, sent: date) -> Told | None:
    """The promise with its day."""
    day = item.day
    if day is None or day.last < sent:
        return None
    end = max(commitment.end, item.j) if sentence.start <= item.i else commitment.end
    told = Told(commitment.rule, commitment.modal, end, scheduling=_about_scheduling(sentence, commitment))
    if day.doubt:
        return replace(told, doubt=day.doubt)
    counted = not day.one and day.relative
    if counted and (sentence.past("after_interview", item.j) > item.j or sentence.has("interview_over")):
        return replace(told, after_interview=day.elapsed or (day.last - sent).days)
    if counted and sentence.past("of_that", item.j) > item.j and (base := named_before(sentence, item.i)) and base.day:
        return replace(told, by=shift(base.day.last, day.elapsed or (day.last - sent).days))
    from_mail = sentence.past("from_mail", item.j) > item.j
    if sentence.past("other_start", item.j) > item.j and not from_mail:
        return replace(told, doubt="counted from something whose day is not known")
    return replace(told, by=day.last)


def _told_later(sentence: Sentence, item: Item) -> Item:
    """ "The board meets on 30 January and you will hear by the 3rd": such a day counts from the one named before."""
    base = next((one for one in reversed(sentence.items) if one.day and one.j <= item.i), None)
    if base is None or base.day is None or base.day.doubt or item.day is None or item.parts is None:
        return item
    parts, after = item.parts, base.day.first
    if item.day.last >= after or parts.month or parts.numeric or parts.which or parts.week is not None:
        return item
    day = day_of_month(parts.day, after) if parts.day else None
    if parts.weekday is not None and not parts.day:
        day = weekday_after(after, parts.weekday)
    return replace(item, day=Day(day, day)) if day and not sentence.has("begins") else item


def _day_of(sentence: Sentence, commitment: Commitment, sent: date) -> Item | None:
    """The day that belongs to a commitment: told in it, behind it, before it, or pointed to."""
    return (
        commitment.inside or pointed_day(sentence, commitment) or _after_act(sentence, commitment)
        or _before_act(sentence, commitment) or _bounding(sentence, commitment)
        or following_day(sentence, commitment) or that_time(sentence, commitment)
        or _week_before(sentence, commitment, sent)
    )


def told_day(sentence: Sentence, commitment: Commitment, sent: date) -> Told | None:
    """The day of a commitment, or why it has none to be sure of."""
    before = sentence.start if commitment.rule == "time" else commitment.modal
    if refused(sentence, before) or _appointment(sentence, commitment):
        return None
    item = _until(sentence, commitment) if commitment.negated else _day_of(sentence, commitment, sent)
    if item is None or _at_an_hour(sentence, commitment, item):
        return None
    if commitment.rule == "schedules" and item.day and item.day.one:
        return None
    item = _told_later(sentence, _by_clock(sentence, last_of(sentence, item), sent))
    return as_told(sentence, commitment, item, sent)
