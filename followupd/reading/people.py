"""Who a mail speaks of: the employer, the role, and the people one meets there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from followupd.mail.message import Address, Message
from followupd.reading.employer import employer_of, is_agency
from followupd.reading.facts import Reader
from followupd.reading.houses import same_employer
from followupd.reading.names import as_first_name, is_person, person_words
from followupd.reading.role import role_of, same_role
from followupd.reading.words import pattern, plain

__all__ = [
    "employer_of", "interviewers_of", "is_agency", "people_of", "role_of", "same_employer", "same_role", "signed_name",
]

_PERSON = r"[A-ZÀ-ÖØ-Þ][\w'\-]+(?: [A-Z]\.)?(?: (?:de|van|von|der|da|la|bin|al) ?)?(?: [A-ZÀ-ÖØ-Þ][\w'\-]+){1,2}"
_PEOPLE = re.compile(rf"\s{{0,3}}({_PERSON})(?:\s?\([^()\n]{{0,60}}\))?")
_NEXT = re.compile(r",?\s{1,2}(?:and|&|or)\s{1,2}|,\s{1,2}|\s{0,2}[;\n]\s{0,2}(?:[-*•]\s)?")
_MOST = 12
_TAIL = 12


def people_of(message: Message, reader: Reader) -> tuple[Address, ...]:
    """Interviewers and coordinators, each once: the calendar's organiser, its attendees, then those the text names.

    No rooms, no robots, not the user. Somebody whom only the text names has the address "" unless the mail knows it.
    """
    return _persons((*_invited(message), *_named(message, "before"), *_named(message, "around")), message, reader)


def interviewers_of(message: Message, reader: Reader) -> tuple[Address, ...]:
    """Whom the text itself says one will meet ("with Priya Nair, our hiring manager"), where the mail knows an address.

    A calendar object does not tell its organiser, who may only coordinate, from the others, unless its summary names
    one: "Interview: Jordan Lee / Ana Sokolova".
    """
    named = (*_named(message, "before"), *_summoned(message))
    return tuple(who for who in _persons(named, message, reader) if who.address)


def signed_name(message: Message, reader: Reader) -> str:
    """The one word of the sender's display name, where it is signed with as a person's first name, else "" (W7).

    "Ida Brandt" at the end says so; "Ida" alone says it of somebody who speaks as one ("I"). A house does not.
    """
    words = person_words(message.sender)
    if len(words) != 1 or words[0].casefold() in reader.name.casefold().split():
        return ""
    lines = [line for line in f"{message.text}\n{message.signature}".splitlines() if line.strip()]
    signed = [found for line in lines[1:][-_TAIL:] if (found := _signature(line, words[0]))]
    house = employer_of(message, reader) if signed else None
    if not signed or (house and same_employer(house.text, words[0])):
        return ""
    alone = pattern("people", "names", "speaks").search(plain(message.text)) is not None
    return as_first_name(words[0]) if alone or any(len(found) > 1 for found in signed) else ""


def _signature(line: str, name: str) -> list[str]:
    """The words of a line that is nothing but that name, or the name and a family name."""
    words = line.strip(" \t,.-–—*~>")[:80].split()
    named = 1 <= len(words) <= 3 and words[0].casefold() == name.casefold()
    family = all(word[0].isupper() and word.replace("-", "").replace("'", "").isalpha() for word in words[1:])
    whole = Address(" ".join(words), "")
    return words if named and family and (len(words) == 1 or len(person_words(whole)) == len(words)) else []


def _persons(named: Iterable[Address], message: Message, reader: Reader) -> tuple[Address, ...]:
    found: dict[str, Address] = {}
    for who in named:
        if who.address not in reader.own and not _is_reader(who, reader) and is_person(who):
            found.setdefault(who.address or who.name.casefold(), who)
    house = employer_of(message, reader) if found else None
    people = [who for who in found.values() if house is None or not same_employer(house.text, who.name)]
    return tuple(people[:_MOST])


def _invited(message: Message) -> Iterator[Address]:
    for invite in message.invites[:5]:
        if invite.organizer:
            yield invite.organizer
        yield from invite.attendees[:50]


def _summoned(message: Message) -> Iterator[Address]:
    """Guests whose whole name stands in the summary of their calendar object."""
    for invite in message.invites[:5]:
        summary = plain(invite.summary).casefold()
        guests = (*((invite.organizer,) if invite.organizer else ()), *invite.attendees[:50])
        yield from (guest for guest in guests if " " in guest.name and guest.name.casefold() in summary)


def _named(message: Message, cues: str) -> Iterator[Address]:
    text = plain(message.text)
    known = {a.name.casefold(): a for a in (message.sender, *message.cc, *message.to, *_invited(message)) if a.name}
    for cue in list(pattern("people", "people", cues).finditer(text))[:20]:
        for name in _names_at(text, cue.end()):
            who = Address(name, "")
            if len(person_words(who)) > 1:
                yield known.get(name.casefold(), who)


def _names_at(text: str, at: int) -> Iterator[str]:
    """ "Priya Nair, Tom Ruiz (CTO) and Ann Bell" → the three."""
    for _ in range(_MOST):
        found = _PEOPLE.match(text, at)
        if not found:
            return
        yield found[1]
        following = _NEXT.match(text, found.end())
        if not following:
            return
        at = following.end()


def _is_reader(who: Address, reader: Reader) -> bool:
    return bool(reader.name) and who.name.casefold() == reader.name.casefold()
