"""W8: whom the next note goes to. To a person who interviewed, else to who wrote last; never to a no-reply address."""

from __future__ import annotations

from collections.abc import Iterable
from email.utils import parseaddr

from msgspec import Struct

from followupd.cases.case import Case, Round
from followupd.cases.entries import Add, SetField
from followupd.mail.address import is_no_reply
from followupd.mail.message import Address
from followupd.reading.facts import Bounced
from followupd.reading.names import is_person


class Contact(Struct, frozen=True):
    """`address` is None where nobody can be written to; `why` says how it was chosen, for `explain`."""

    address: Address | None
    why: str


def contact_of(case: Case, held: Round | None, own: frozenset[str]) -> Contact:
    """The one recipient of the next note."""
    told = _told(case)
    if told is not None:
        return Contact(told, "W8: you named this contact")
    dead = bounced(case)
    writers = _writers(case, dead, own)
    guests = _interviewers(held, dead, own) if held else []
    if guests and not _by_agency(case):
        return _of_several(guests, writers, held)
    if writers:
        return Contact(writers[-1], "W8: who wrote last")
    if dead:
        return Contact(None, "E9: the only known address does not work")
    return Contact(None, "W8: only a no-reply address is known; To stays empty")


def bounced(case: Case) -> frozenset[str]:
    """Addresses of this case that do not work (E9), of those the user wrote to: a forged report bars nobody."""
    written: set[str] = set()
    dead: set[str] = set()
    for word in case.words:
        if word.by == "user":
            written |= {who.address for who in word.reading.recipients}
        dead |= {fact.address.lower() for fact in word.reading.facts if isinstance(fact, Bounced)} & written
    return frozenset(dead)


def _told(case: Case) -> Address | None:
    for entry in reversed(case.entries):
        if isinstance(entry, SetField) and entry.field == "contact":
            name, address = parseaddr(entry.value)
            return Address(name, address.lower()) if address else None
    for entry in case.entries:
        if isinstance(entry, Add) and entry.contact_address:
            return Address(entry.contact_name, entry.contact_address.lower())
    return None


def _usable(who: Address | None, dead: frozenset[str], own: frozenset[str]) -> bool:
    return bool(who and who.address and who.address not in dead and who.address not in own
                and not is_no_reply(who.address))


def _writers(case: Case, dead: frozenset[str], own: frozenset[str]) -> list[Address]:
    """People of the employer who wrote, the last one last, each at the address where answers are wanted."""
    found: dict[str, Address] = {}
    for word in case.words:
        who = _answer_address(word.reading.author, word.reading.reply_to)
        if word.by == "employer" and who is not None and _usable(who, dead, own):
            found.pop(who.address, None)
            found[who.address] = who
    return list(found.values())


def _answer_address(author: Address, reply_to: Address | None) -> Address | None:
    """Reply-To is honoured (RFC 5322 3.6.2), under the writer's name where it has none of its own."""
    if reply_to is None or not reply_to.address or reply_to.address == author.address:
        return author
    return reply_to if reply_to.name else Address(author.name, reply_to.address)


def _interviewers(held: Round, dead: frozenset[str], own: frozenset[str]) -> list[Address]:
    """Named interviewers, else guests of the calendar object other than its organizer, else the organizer."""
    for group in (
        held.named,
        [who for who in held.attendees if held.organizer is None or who.address != held.organizer.address],
        [held.organizer] if held.organizer else [],
    ):
        usable = [who for who in group if _usable(who, dead, own) and is_person(who)]
        if usable:
            return list({who.address: who for who in usable}.values())
    return []


def _of_several(guests: list[Address], writers: Iterable[Address], held: Round | None) -> Contact:
    if len(guests) == 1:
        return Contact(guests[0], "W8: who interviewed")
    wrote = [who for who in writers if any(who.address == guest.address for guest in guests)]
    if wrote:
        return Contact(wrote[-1], "W8: of the interviewers, who wrote last")
    organizer = held.organizer if held else None
    if organizer and any(organizer.address == guest.address for guest in guests):
        return Contact(organizer, "W8: of the interviewers, the organizer")
    return Contact(guests[0], "W8: of the interviewers, the first named")


def _by_agency(case: Case) -> bool:
    """An agency's candidate writes to the agency."""
    return any(word.reading.agency for word in case.words if word.by == "employer")
