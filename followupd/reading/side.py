"""Whose interview a mail speaks of: the reader's own, or somebody else's (ETIQUETTE D9)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from followupd.mail.address import is_public_provider, registrable_domain
from followupd.mail.message import Message
from followupd.reading.facts import Doubt, Evidence, Named, Reader
from followupd.reading.role import untitled
from followupd.reading.spoken import USUAL
from followupd.reading.words import BOUND, pattern, plain

_OF_OTHERS = "D9: the user is on the interviewing side"
_ENOUGH = 10
#: how far a name may reach on behind a phrase
_NAME = 20
_WORD = re.compile(r"[^\W\d_]{2,40}")


class Side(Struct, frozen=True):
    """`own`: it speaks to its reader as to a candidate. `host`: its interviews are none of the reader's (D9)."""

    own: bool = True
    host: Doubt | None = None


def side_of(message: Message, reader: Reader, role: Named | None, languages: tuple[str, ...] = (USUAL,)) -> Side:
    """On which side of the table the mail sees its reader. Linear in the text, of which a bound is read."""
    names = _names(message, reader)
    message = replace(message, subject=untitled(message.subject, role), text=untitled(message.text, role))
    said = partial(_said, message, languages)
    own = any(next(said(key), None) for key in ("yours", "one_of_them")) or _named(message, names)
    spoken = own or next(said("spoken"), None) is not None
    return Side(spoken, _host(message, reader, names, said, own=own))


def _names(message: Message, reader: Reader) -> frozenset[str]:
    """What the reader is called: the names of the user and of whom the mail is to, and those in the addresses."""
    told = [reader.name, *reader.own, *(f"{one.name} {one.address}" for one in message.to[:_ENOUGH])]
    words = (word for one in told for word in _WORD.findall(one.partition("@")[0].casefold()))
    return frozenset(words)


def _named(message: Message, names: frozenset[str]) -> bool:
    """Whether it writes the reader's name out ("LEE, JORDAN")."""
    words = _WORD.findall(message.subject.casefold()) + _WORD.findall(message.text[:BOUND].casefold())
    return any(one != other and one in names and other in names for one, other in pairwise(words))


def _host(
    message: Message, reader: Reader, names: frozenset[str], said: Callable[..., Iterator[Evidence]], *, own: bool
) -> Doubt | None:
    """The user interviews others, is a colleague of the one who invites, or the interview is of another kind."""
    one_of_them = next(said("one_of_them"), None) is not None
    if not one_of_them and (place := next(said("panel", names), None)):
        return Doubt("interview_set", _OF_OTHERS, place)
    incoming = message.sender.address not in reader.own
    if incoming and (place := next(said("candidate"), None)):
        return Doubt("interview_set", _OF_OTHERS, place)
    theirs = list(said("theirs", names))
    if len(theirs) > own:
        return Doubt("interview_set", "D9: it speaks of somebody else's interview", theirs[0])
    for key in ("other",) if next(said("job"), None) else ("other", "aside"):
        if place := next(said(key), None):
            return Doubt("interview_set", "D9: no job interview of the user's", place)
    if _is_colleague(message, reader):
        evidence = Evidence("header", 0, len(message.sender.address), "sides.colleague")
        return Doubt("interview_set", "D9: it comes from the domain of the user's own address", evidence)
    return None


def _said(
    message: Message, languages: tuple[str, ...], key: str, names: frozenset[str] = frozenset()
) -> Iterator[Evidence]:
    """Where it is said, but of one who is called as the reader ("Candidate: Jordan Lee")."""
    told = (("text", plain(message.text)), ("subject", plain(message.subject)))
    # what stands in the subject of an answer the other one said: "RE: My application"
    for source, text in told[:1] if key == "candidate" and message.in_reply_to else told:
        for count, found in enumerate(pattern("sides", "words", key, languages).finditer(text)):
            if count == _ENOUGH:
                break
            if names and not names.isdisjoint(_WORD.findall(text[found.start() : found.end() + _NAME].casefold())):
                continue
            yield Evidence("text" if source == "text" else "subject", found.start(), found.end(), f"sides.{key}")


def _is_colleague(message: Message, reader: Reader) -> bool:
    """Written or invited from the domain of the user's own address, unless anybody can have an address there."""
    if message.sender.address in reader.own:
        organizers = [invite.organizer.domain for invite in message.invites if invite.organizer]
    else:
        organizers = [message.sender.domain]
    mine = reader.own or {one.address for one in message.to[:_ENOUGH]}  # nobody told: whom it is to
    homes = {registrable_domain(address.rpartition("@")[2]) for address in mine} - {""}
    if not reader.own and len(homes) > 1:  # one of them is the candidate
        return False
    return any(registrable_domain(d) in homes and not is_public_provider(d) for d in organizers)
