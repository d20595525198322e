"""What hangs together with mail that shows an application: by thread, by person, by the employer's domain.

A mail that says nothing by itself ("Sounds good!") counts once it is part of a conversation that matters; so does
every mail of the user's own. Bulk mail from an employer's domain gets a second chance: its beginning is looked into.
Threads are followed to their beginning, past the days that are looked back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time

from followupd.cases.entries import Add, Entry, Intends, Sent, SetField
from followupd.cases.opening import may_open
from followupd.daemon.intake import Intake
from followupd.errors import CredentialError, FollowupdError, MailboxRefused, MailboxUnreachable
from followupd.mail.address import is_no_reply, is_public_provider, likely_addresses, normal, registrable_domain
from followupd.mailbox.protocol import Header
from followupd.reading.facts import Reading
from followupd.state.cache import Cache

_ROUNDS = 20
_READ_AT_ONCE = 1000
_ASKED_AT_ONCE = 12
_HEADER = 65_536

MAILBOX_ERRORS = (MailboxUnreachable, MailboxRefused, CredentialError)


@dataclass
class Relations:
    """Whom and what the applications known so far are about. Grows while mail comes in."""

    own: frozenset[str]
    threads: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    domains: set[str] = field(default_factory=set)
    #: whole names of those one meets, of whom no mail has told an address yet
    names: set[str] = field(default_factory=set)
    #: threads of mail that opens a case, by account: followed to their beginning
    beginnings: dict[str, set[str]] = field(default_factory=dict)

    def take_entries(self, entries: Iterable[Entry]) -> None:
        """What the ledger names: cases by hand, contacts the user told, drafts of ours."""
        for entry in entries:
            self.threads.add(entry.root)
            if isinstance(entry, Intends):
                self.threads |= {entry.message_id, entry.parent} - {""}
                self._take_person(entry.to)
            elif isinstance(entry, Sent):
                self.threads.add(entry.by)
            elif isinstance(entry, Add):
                self._take_person(entry.contact_address)
            elif isinstance(entry, SetField) and entry.field == "contact":
                self._take_person(entry.value.rpartition("<")[2])

    def take(self, account: str, reading: Reading) -> bool:
        """Let a reading add to what is related; whether it belongs here at all."""
        opens = may_open(reading)
        if not opens and not self._meets(reading):
            return False
        self.threads |= {reading.message_id, *reading.thread}
        if opens:
            self.beginnings.setdefault(account, set()).update(reading.thread)
            for who in (reading.author, reading.reply_to, *reading.people):
                self._take_person(who.address if who else "")
            self.names |= {who.name.casefold() for who in reading.people if not who.address and " " in who.name}
            domain = registrable_domain(reading.author.domain)
            if domain and not is_public_provider(domain) and domain not in self._own_domains:
                self.domains.add(domain)
        return True

    def close_over(self, counted: Iterable[tuple[str, Reading]]) -> None:
        """Take every reading that is related, until no further one is."""
        left = list(counted)
        while still := [(account, reading) for account, reading in left if not self.take(account, reading)]:
            if len(still) == len(left):
                return
            left = still

    def _meets(self, reading: Reading) -> bool:
        return (
            reading.message_id in self.threads
            or not self.threads.isdisjoint(reading.thread)
            or reading.author.address in self.people
            or (reading.voice == "person" and reading.author.name.casefold() in self.names)
            or any(who.address in self.people for who in reading.recipients)
        )

    def _take_person(self, address: str) -> None:
        address = normal(address)
        if address and address not in self.own and not is_no_reply(address):
            self.people.add(address)

    @property
    def _own_domains(self) -> set[str]:
        return {registrable_domain(address.rpartition("@")[2]) for address in self.own}


def relate(
    cache: Cache, intakes: Mapping[str, Intake], entries: Sequence[Entry], own: frozenset[str], now: datetime
) -> dict[str, FollowupdError]:
    """Read what is related until nothing new comes up. What failed, by account, which is then left alone."""
    relations = Relations(own)
    relations.take_entries(entries)
    left = dict(intakes)
    problems: dict[str, FollowupdError] = {}
    for _ in range(_ROUNDS):
        relations.close_over((seen.account, seen.reading) for seen in cache.seen(now))
        likely = {like for name in relations.names for like in likely_addresses(name)}
        found = cache.related(relations.threads, relations.people, relations.domains, now, likely)[:_READ_AT_ONCE]
        unread = cache.keep(one.id for one in found)
        changed = len(unread) < len(found)
        cache.wake(relations.domains)
        for address, intake in list(left.items()):
            wanted = [one for one in found if one.id in unread and one.account == address]
            try:
                changed |= bool(intake.read(wanted, related=True))
                changed |= intake.dig()
                changed |= _ask_for_beginnings(intake, relations.beginnings.get(address, set()))
            except MAILBOX_ERRORS as error:
                problems[address] = error
                del left[address]
        if not changed:
            break
    return problems


def _ask_for_beginnings(intake: Intake, message_ids: set[str]) -> bool:
    """Look for mail that threads refer to but no look has met; each is asked for once. Whether any was found."""
    address, found = intake.account.address, False
    for message_id in intake.cache.unknown(address, sorted(message_ids))[:_ASKED_AT_ONCE]:
        found |= _find(intake, message_id)
        intake.cache.remember_asked(address, message_id)
    return found


def _find(intake: Intake, message_id: str) -> bool:
    """Add the header of one older message to the cache, from the first folder that has it."""
    from followupd.daemon.outside import row
    from followupd.mail.headers import first, read_date, split_fields

    for role in intake.roles:
        uids = intake.mailbox.find(role, message_id)
        for uid, raw in intake.mailbox.fetch(role, uids[:1], _HEADER):
            fields, size = split_fields(raw.replace(b"\r\n", b"\n"))
            looked_back = datetime.combine(intake.since, time(), UTC)
            sent = read_date(first(fields, "date")) or looked_back
            header = Header(uid, min(sent, looked_back), len(raw), frozenset(), raw[:size])
            kept = row(header, role, intake.reader.own)
            if kept is not None and kept.message_id == message_id:
                intake.cache.add(intake.account.address, [kept])
                intake.dig()
                return True
    return False
