"""What the prose of a mail says: by the rules of the language packs, by what its words lean to, and by promises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import partial
from itertools import chain
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from followupd.mail.message import Message
from followupd.reading.appointment import ahead
from followupd.reading.arranging import Found
from followupd.reading.facts import AnswerPromised, Doubt, Fact, Named, Reader, Rejected
from followupd.reading.leaning import HIRING, INTERVIEW, Leaning, Signs, lean, name_of, share, signs, weights_of
from followupd.reading.lexicon import LETTER, Heard, Hit, pack
from followupd.reading.promises import find_promises
from followupd.reading.role import untitled
from followupd.reading.sentences import BOUND
from followupd.reading.side import Side
from followupd.reading.straying import sums_of_times, without_strays
from followupd.reading.times import TimeMention, find_dates, find_times, names_a_weekday
from followupd.reading.times.zones import zone_of_reader
from followupd.reading.weigh import weigh
from followupd.reading.words import pattern

_SUBJECT = 200
#: how much of what a mail answers is looked at for dates
_QUOTED = 3000
_NOTHING: Found = ((), ())
#: a rule is trusted so much more in a mail that speaks of its reader's application
_OF_A_LETTER = 3.0
#: and with each further rule that says the same
_ANOTHER = 0.5
_AWAY = "the words of the whole mail speak against it"


class Listening(Struct, frozen=True):
    """What the pack of one language heard in a mail, and what it takes to weigh it. `own` and `host` as of a `Side`."""

    heard: Heard
    times: tuple[TimeMention, ...]
    sent: datetime
    by: Literal["them", "me"]
    own: bool
    host: bool
    #: those of what it answers
    dates: tuple[date, ...] = ()
    #: how much speaks for each time
    sums: dict[int, float] = {}

    def by_rules(self) -> Found:
        return self._with(self.heard, (), own=self.own, host=self.host)

    def leaning(self, facts: Sequence[Fact]) -> Leaning | None:
        """Where the words lean to. Nobody asks of the user's own."""
        weights = weights_of(self.heard.language) if self.by == "them" else None
        if weights is None:
            return None
        found = self.signs(facts)
        return lean(found, weights, share(found))

    def signs(self, facts: Sequence[Fact]) -> Signs:
        """What is weighed of the mail, `facts` being those by the rules."""
        times = {mention.slot.start for mention in self.times if mention.slot and ahead(mention.slot, self.sent)}
        return signs(self.heard, facts, times=len(times), own=self.own, host=self.host)

    def alone(self, found: Found, leaning: Leaning | None, promises: Sequence[Fact]) -> Found:
        """What the mail says by itself: `found` by the rules, with what it leans to and without what it leans from."""
        if leaning is None:
            return found
        away = leaning.away(self._trust())
        refused = [fact for fact in found[0] if name_of(fact) in away]
        trusted = [fact for fact in found[0] if name_of(fact) not in away]
        leant = _besides(promises, leaning.hits(self.heard, trusted, known=False))
        more = tuple(hit for hit in leant if name_of(hit) not in away)
        if not more and not refused:
            return found
        believed = tuple(hit for hit in self.heard.hits if name_of(hit) not in away)
        heard = replace(self.heard, hits=believed)
        facts, doubts = self._with(heard, more, own=self.own or bool(more), host=self.host)
        return facts, (*doubts, *(Doubt(name_of(fact), _AWAY, fact.evidence) for fact in refused))

    def _trust(self) -> dict[str, float]:
        """How much more than usual it takes that the words outweigh the rules: more, the more rules say the same."""
        rules = Counter(name for name, _ in {(name_of(hit), hit.rule) for hit in self.heard.hits if not hit.weak})
        letter, told = _OF_A_LETTER if self.heard.marked(LETTER) else 0.0, {name_of(hit) for hit in self.heard.hits}
        return {name: letter + _ANOTHER * max(rules[name] - 1, 0) for name in told}

    def within(self, leaning: Leaning | None, promises: Sequence[Fact]) -> Found:
        """What it says in the correspondence of a case, which is the user's own, whoever else it speaks of."""
        heard = self.heard.within()
        found = self._with(heard, (), own=True, host=False)
        more = _besides(promises, leaning.hits(heard, found[0], known=True)) if leaning else ()
        return self._with(heard, more, own=True, host=False) if more else found

    def _with(self, heard: Heard, more: tuple[Hit, ...], *, own: bool, host: bool) -> Found:
        """By the rules, with what it leans to: no phrase tells then which time is meant. The strays go out."""
        heard = replace(heard, hits=(*heard.hits, *more)) if more else heard
        sums = sums_of_times(heard, self.times, self.sent) if more else self.sums
        times = without_strays(heard, self.times, sums, told=not more)
        return weigh(heard, times, self.sent, self.by, host=host, own=own)


def prose(
    message: Message, text: str, sent: datetime, reader: Reader, role: Named | None, *, side: Side,
    languages: Iterable[str],
) -> tuple[Found, Found]:
    """What a mail says by itself, and what it says in the correspondence of a case; in every language it speaks."""
    found = [
        _in_language(message, text, sent, reader, role, side=side, language=language) for language in languages
    ]
    return _together(alone for alone, _ in found), _together(within for _, within in found)


def listen(
    message: Message, text: str, sent: datetime, reader: Reader, role: Named | None, *, side: Side, language: str
) -> Listening:
    """What the pack of a language hears in a mail."""
    zone, manner = zone_of_reader(reader.zone, sent), pack(language).manner
    asked = message.quoted and names_a_weekday(f"{message.subject[:_SUBJECT]} {text[:BOUND]}", language)
    dates = find_dates(message.quoted[:_QUOTED], sent, zone, language) if asked else ()
    find = partial(find_times, sent=sent, zone=zone, language=language, dates=dates)
    by: Literal["them", "me"] = "me" if message.sender.address in reader.own else "them"
    times = _apart(find(text[:BOUND]))
    answering = bool(message.in_reply_to or message.references)
    hirer = pattern("people", "employer", "hirer").search(f"{message.sender.name} {message.sender.address}")
    given = frozenset(
        mark for mark, is_so in (("titled", role), ("answering", answering), ("hirer", hirer)) if is_so
    )
    around, spans = f"{message.signature}\n\n{message.quoted}", [(m.start, m.end) for m in times]
    subject, body = untitled(message.subject, role), untitled(text, role)
    heard = pack(language).hear(subject, body, spans, by, around=around, given=given)
    above = () if manner.is_reply(message.subject) else _in_subject(message.subject, text[:BOUND], times, find)
    own = side.own or role is not None or by == "me"
    times = above or times
    sums = sums_of_times(heard, times, sent)
    return Listening(heard, times, sent, by, own, side.host is not None, dates, sums)


def _in_language(
    message: Message, text: str, sent: datetime, reader: Reader, role: Named | None, *, side: Side, language: str
) -> tuple[Found, Found]:
    told = listen(message, text, sent, reader, role, side=side, language=language)
    by_rules = told.by_rules()
    leaning = told.leaning(by_rules[0])
    zone = zone_of_reader(reader.zone, sent)
    promised = _NOTHING
    if told.by == "them" and told.times:
        promised = find_promises(text[:BOUND], sent, zone, language, dates=told.dates)
    alone = _NOTHING if told.host else promised
    if alone[0] and not (role or "own_interview" in told.heard.context):
        beside = message.subject[:_SUBJECT], message.signature[:_SUBJECT]
        alone = find_promises(text[:BOUND], sent, zone, language, around=beside, dates=told.dates)
    if leaning and HIRING in leaning.away():
        alone = (), tuple(Doubt("answer_promised", _AWAY, fact.evidence) for fact in alone[0])
    by_itself, in_case = told.alone(by_rules, leaning, promised[0]), told.within(leaning, promised[0])
    return _joined(by_itself, alone), _joined(in_case, promised)


def _besides(promises: Sequence[Fact], hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """What is leaned to beside a promise: who promises the outcome by a day arranges no interview."""
    outcome = any(isinstance(fact, AnswerPromised) and fact.by and not fact.about_scheduling for fact in promises)
    return tuple(hit for hit in hits if not (outcome and name_of(hit) == INTERVIEW))


def _joined(found: Found, promised: Found) -> Found:
    """What was found, and what is promised besides; where it is over, no answer is to come."""
    (facts, doubts), (promises, unsure) = found, promised
    if any(isinstance(fact, Rejected) for fact in facts):
        return found
    return (*facts, *promises), (*doubts, *unsure)


def _together(found: Iterable[Found]) -> Found:
    """What is said in the language most spoken that says something: a translation below it says no more."""
    facts, doubts = zip(*found, strict=True)
    return next(filter(None, facts), ()), tuple(chain.from_iterable(doubts))


def _apart(times: Sequence[TimeMention]) -> tuple[TimeMention, ...]:
    """The mentions with places that do not overlap: a second hour of the same day begins behind the first."""
    found: list[TimeMention] = []
    for mention in sorted(times, key=lambda mention: (mention.end, mention.start)):
        start = max(mention.start, found[-1].end + 1) if found else mention.start
        if start < mention.end:
            found.append(replace(mention, start=start))
    return tuple(found)


def _in_subject(
    subject: str, text: str, times: Sequence[TimeMention], find: Callable[[str], tuple[TimeMention, ...]]
) -> tuple[TimeMention, ...]:
    """The times of a mail whose subject tells the day or the hour that the text lacks ("Interview, May 5, 10 am").

    Those of the subject stand before the text. Empty where the text tells them itself, or where the subject is that of
    a reply (RFC 5322 3.6.5): it may be long past.
    """
    told = any(mention.slot and not mention.slot.day_only for mention in times)
    if told or not any(mention.slot or mention.clock for mention in find(subject[:_SUBJECT])):
        return ()
    above = f"{subject[:_SUBJECT]}\n\n"
    return tuple(
        replace(mention, start=max(mention.start - len(above), -1), end=max(mention.end - len(above), -1))
        for mention in _apart(find(above + text))
    )
