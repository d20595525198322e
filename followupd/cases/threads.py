"""Which mails certainly belong together: by thread, by calendar UID, and by the user's own word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from followupd.cases.entries import Join
from followupd.cases.seen import Seen
from followupd.reading.facts import Reading


def once_each(seen: Iterable[Seen]) -> list[Seen]:
    """Each message once, in order of time; of copies in several folders or accounts the one that arrived first."""
    first: dict[str, Seen] = {}
    for one in sorted(seen, key=lambda one: (one.reading.received, one.account, one.role)):
        first.setdefault(one.reading.message_id, one)
    return sorted(first.values(), key=order_of_mail)


def order_of_mail(one: Seen) -> tuple[datetime, str]:
    return one.reading.sent, one.reading.message_id


def linked(mails: Sequence[Seen], joins: Iterable[Join], apart: set[str]) -> list[list[Seen]]:
    """Groups by thread (RFC 5322 3.6.4), calendar UID and the user's own `join`."""
    union = _Union()
    for one in mails:
        reading = one.reading
        union.find(reading.message_id)
        if reading.message_id in apart:
            continue
        for reference in reading.thread:
            if reference not in apart:
                union.join(reading.message_id, reference)
        for uid in _uids(reading):
            union.join(reading.message_id, f"uid:{uid}")
    for entry in joins:
        union.join(entry.root, entry.other)
    groups: dict[str, list[Seen]] = {}
    for one in mails:
        groups.setdefault(union.find(one.reading.message_id), []).append(one)
    return list(groups.values())


def _uids(reading: Reading) -> set[str]:
    return {invite.uid for invite in reading.invites if invite.uid}


class _Union:
    """Disjoint sets of names (Tarjan), path halving."""

    def __init__(self) -> None:
        self.parent: dict[str, str] = {}

    def find(self, name: str) -> str:
        parent = self.parent
        parent.setdefault(name, name)
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    def join(self, one: str, other: str) -> None:
        first, second = sorted((self.find(one), self.find(other)))
        self.parent[second] = first
