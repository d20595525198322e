"""Mails that certainly belong together, and what they tell of whom they are about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from followupd.cases.entries import Add
from followupd.cases.opening import may_open
from followupd.cases.seen import Seen
from followupd.cases.threads import order_of_mail
from followupd.mail.address import is_no_reply, is_public_provider, registrable_domain
from followupd.reading.facts import Reading


class Cluster(Struct):
    """Mails that certainly belong together, and what is known of whom they are about. Mutable while it grows.

    `added`: the case by hand that it is; such a one may have no mail yet.
    """

    members: list[Seen]
    employers: list[str]
    hints: list[str]
    roles: list[str]
    addresses: set[str]
    domains: set[str]
    #: whole names of those who wrote or were named
    names: set[str]
    opens: bool
    uncertain: list[str]
    added: Add | None = None

    @property
    def beginning(self) -> tuple[datetime, str]:
        """Since when there is something to tell, and the id that names it."""
        if self.added is not None:
            return min(self.added.at, self.added.start), self.added.root
        return order_of_mail(self.members[0])

    @property
    def first(self) -> datetime:
        return self.beginning[0]


def learn(cluster: Cluster, reading: Reading, own: frozenset[str]) -> None:
    """What one more mail tells of the cluster it belongs to."""
    cluster.opens = cluster.opens or opens_a_case(reading)
    if reading.voice in ("automatic", "bulk") or not reading.trusted:
        return
    if reading.employer is not None:
        _note(cluster.employers if reading.employer.sure else cluster.hints, reading.employer.text)
    if reading.role is not None:
        _note(cluster.roles, reading.role.text)
    cluster.names |= set(_named(reading))
    for who in _correspondents(reading):
        if who not in own and not is_no_reply(who):
            meet(cluster, who)


def meet(cluster: Cluster, address: str) -> None:
    """Somebody of this application, and the house they write from."""
    cluster.addresses.add(address)
    domain = registrable_domain(address.rpartition("@")[2])
    if domain and not is_public_provider(domain):
        cluster.domains.add(domain)


def _note(names: list[str], name: str) -> None:
    if name not in names:
        names.append(name)


def _correspondents(reading: Reading) -> list[str]:
    """Addresses that belong to this application: of the writer, of who is written to, and of who was named."""
    if reading.outgoing:
        return [who.address for who in reading.recipients]
    writers = [reading.author] if reading.voice == "person" else []
    if reading.reply_to is not None:
        writers.append(reading.reply_to)
    return [who.address for who in (*writers, *reading.people) if who.address]


def _named(reading: Reading) -> Iterator[str]:
    """The whole names of who writes and of those one meets, whatever their addresses are."""
    writers = (reading.author,) if reading.voice == "person" and not reading.outgoing else ()
    return (name for who in (*writers, *reading.people) if " " in (name := who.name.casefold()))


def absorb(case: Cluster, cluster: Cluster) -> None:
    """The case takes in a cluster that belongs to it."""
    case.members.extend(cluster.members)
    case.addresses |= cluster.addresses
    case.domains |= cluster.domains
    case.names |= cluster.names
    for mine, theirs in ((case.employers, cluster.employers), (case.hints, cluster.hints), (case.roles, cluster.roles)):
        mine.extend(name for name in theirs if name not in mine)


def opens_a_case(reading: Reading) -> bool:
    """Whether this mail alone shows an application, and the user did not write it."""
    return may_open(reading) and not reading.outgoing
