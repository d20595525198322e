"""Which times of a mail are hardly its interview's: a deadline, a call before it, the time as it was, another matter.

What stands around a time weighs for or against it, as words do for a fact (`leaning`); the weights are data, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from followupd.reading.appointment import STRETCHES, ahead, of_other
from followupd.reading.leaning import Signs, bare, lean, weights_of
from followupd.reading.lexicon import Heard
from followupd.reading.sentences import TIME, Stream
from followupd.reading.times import TimeMention

START = "start"
_FILE = "straying.tsv"
#: words on either side that are looked at, and those whose very place counts
_REACH, _NEAR = 5, 2
_MOST = 6
#: so many times are weighed; a mail with more is no invitation
_TIMES = 40
#: how much further a time must lean away where a phrase tells which one is meant, and where it is the last one
_TOLD, _LAST = 0.6, 1.6


def sums_of_times(heard: Heard, times: Sequence[TimeMention], sent: datetime) -> dict[int, float]:
    """How much speaks for each time being the interview's, by the place where it starts."""
    weights = weights_of(heard.language, _FILE)
    if weights is None:
        return {}
    return {mention.start: lean(signs, weights).sums[START] for mention, signs in signs_of_times(heard, times, sent)}


def without_strays(
    heard: Heard, times: Sequence[TimeMention], sums: Mapping[int, float], *, told: bool
) -> tuple[TimeMention, ...]:
    """The times without those that lean far away from being the interview's, as their `sums` tell.

    `told`: a phrase tells which time is meant. Then it takes more, the last one stays that no phrase tells to be
    another's, and so do the rows of a table of several interviews.
    """
    weights = weights_of(heard.language, _FILE)
    if weights is None:
        return tuple(times)
    bar = weights.least[START]
    strays = _below(sums, bar - _TOLD if told else bar)
    others, stretched = of_other(heard), any(one.slot and one.doubt in STRETCHES for one in times)
    left = [one.start for one in times if one.start in sums and others.isdisjoint((one.start, one.end))]
    if strays.issuperset(left) and not stretched:
        strays = frozenset() if told else _below(sums, bar - _LAST)
    table = told and heard.marked("several")
    return tuple(one for one in times if one.start not in strays or (table and one.row))


def _below(sums: Mapping[int, float], bar: float) -> frozenset[int]:
    return frozenset(start for start, much in sums.items() if much < bar)


def signs_of_times(
    heard: Heard, times: Sequence[TimeMention], sent: datetime
) -> Iterator[tuple[TimeMention, Signs]]:
    """What is weighed of each time that lies ahead and is not in doubt."""
    coming = [one for one in times if one.slot and not one.doubt and one.start >= 0 and ahead(one.slot, sent)]
    words, spans = [bare(word) for word in heard.text.words], heard.text.spans
    places = [index for index, word in enumerate(words) if word == TIME]
    for number, mention in enumerate(coming[:_TIMES]):
        index = next((n for n in places if spans[n][0] < mention.end and mention.start < spans[n][1]), None)
        if index is not None:
            told = {*_around(words, heard.text, index), *_marked(heard, index), *_kind(mention, coming, number)}
            if mention.slot and mention.slot.day_only:
                told |= {f"day {sign}" for sign in told if sign[:2] in ("b1", "a1", "w:")}
            yield mention, dict.fromkeys(told, 0)


def _around(words: Sequence[str], stream: Stream, index: int) -> Iterator[str]:
    """The words of the sentence, those near by with their side, the nearest with their place."""
    number = stream.sentence[index]
    first, last = stream.sentence.index(number), index
    while last + 1 < len(words) and stream.sentence[last + 1] == number:
        last += 1
    yield from (f"w:{word}" for word in words[first : last + 1])
    for side, step in (("b", -1), ("a", 1)):
        for distance in range(1, _REACH + 1):
            place = index + step * distance
            if first <= place <= last:
                yield f"{side}:{words[place]}"
                yield from (f"{side}{distance}:{words[place]}",) if distance <= _NEAR else ()
    yield f"bb:{' '.join(words[max(first, index - 2) : index])}"
    yield f"aa:{' '.join(words[index + 1 : min(last, index + 2) + 1])}"


def _marked(heard: Heard, index: int) -> Iterator[str]:
    """The marks of the sentence and of the one before, and the facts that rules hear in it."""
    number = heard.text.sentence[index]
    yield from (f"m:{name}" for name in heard.marks.get(("text", number), ()))
    yield from (f"pm:{name}" for name in heard.marks.get(("text", number - 1), ()))
    yield from (f"h:{hit.name}" for hit in heard.hits if hit.source == "text" and hit.sentence == number)
    yield f"sentence:{min(number, _MOST)}"
    yield f"asks:{heard.text.asks[number]}"


def _kind(mention: TimeMention, coming: Sequence[TimeMention], number: int) -> Iterator[str]:
    """How it is written, and how it stands among the others."""
    assert mention.slot
    day_only = mention.slot.day_only
    told = {"day": day_only, "row": mention.row, "choice": mention.choice, "relative": mention.relative,
            "zone": mention.zone_told}
    yield from (f"{name}:{is_so}" for name, is_so in told.items())
    yield f"number:{min(number, 3)}"
    yield f"of:{min(len(coming), 4)}"
    if any(one is not mention and one.slot and not one.slot.day_only for one in coming):
        yield f"hours besides:{day_only}"
