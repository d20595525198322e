"""Whose interview a mail speaks of: the reader's own, or somebody else's (ETIQUETTE D9)."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from followupd.mail.address import is_public_provider, registrable_domain
from followupd.mail.message import Message
from followupd.reading.facts import Doubt, Evidence, Reader
from followupd.reading.words import pattern, plain

_OF_OTHERS = "D9: the user is on the interviewing side"
_ENOUGH = 10


class Side(Struct, frozen=True):
    """`own`: it speaks to its reader as to a candidate. `host`: its interviews are none of the reader's (D9)."""

    own: bool = True
    host: Doubt | None = None


def side_of(message: Message, reader: Reader) -> Side:
    """On which side of the table the mail sees its reader. Linear in the text, of which a bound is read."""
    own = next(_said(message, "yours"), None) is not None
    return Side(own, _host(message, reader, own=own))


def _host(message: Message, reader: Reader, *, own: bool) -> Doubt | None:
    """The user interviews others, is a colleague of the one who invites, or the interview is of another kind."""
    if place := next(_said(message, "panel"), None):
        return Doubt("interview_set", _OF_OTHERS, place)
    incoming = message.sender.address not in reader.own
    if incoming and (place := next(_said(message, "candidate"), None)):
        return Doubt("interview_set", _OF_OTHERS, place)
    theirs = list(_said(message, "theirs"))
    if len(theirs) > own:
        return Doubt("interview_set", "D9: it speaks of somebody else's interview", theirs[0])
    job = pattern("sides", "words", "job").search(plain(message.subject + "\n" + message.text))
    for key in ("other",) if job else ("other", "aside"):
        if place := next(_said(message, key), None):
            return Doubt("interview_set", "D9: no job interview of the user's", place)
    if _is_colleague(message, reader):
        evidence = Evidence("header", 0, len(message.sender.address), "sides.colleague")
        return Doubt("interview_set", "D9: it comes from the domain of the user's own address", evidence)
    return None


def _said(message: Message, key: str) -> Iterator[Evidence]:
    for source, text in (("text", plain(message.text)), ("subject", plain(message.subject))):
        for count, found in enumerate(pattern("sides", "words", key).finditer(text)):
            if count == _ENOUGH:
                break
            yield Evidence("text" if source == "text" else "subject", found.start(), found.end(), f"sides.{key}")


def _is_colleague(message: Message, reader: Reader) -> bool:
    """Written or invited from the domain of the user's own address, unless anybody can have an address there."""
    if message.sender.address in reader.own:
        organizers = [invite.organizer.domain for invite in message.invites if invite.organizer]
    else:
        organizers = [message.sender.domain]
    homes = {registrable_domain(address.rpartition("@")[2]) for address in reader.own} - {""}
    return any(registrable_domain(d) in homes and not is_public_provider(d) for d in organizers)
