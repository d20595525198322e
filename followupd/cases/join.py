"""Which mails belong together: threads and calendar UIDs first, then people, employer and role.

Two employers, and two roles at one employer, stay apart; an application after a rejection is a new one. What fits
more than one case joins none: those cases are told that they are uncertain.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from email.utils import parseaddr

from msgspec.structs import replace

from followupd.cases.cluster import Cluster, absorb, learn, meet, opens_a_case
from followupd.cases.entries import Add, Entry, Join, SetField, Split
from followupd.cases.seen import Seen
from followupd.cases.threads import linked, once_each, order_of_mail
from followupd.reading.facts import (
    Bounced,
    InterviewProposed,
    InterviewSet,
    Offered,
    Rejected,
    Withdrawn,
)
from followupd.reading.people import same_employer, same_role

#: a second "no" within this time belongs to the same application
_ECHO = timedelta(days=14)
_DECISIVE = (Rejected, Offered, InterviewSet, InterviewProposed)


def join(seen: Iterable[Seen], entries: Sequence[Entry], own: frozenset[str]) -> list[Cluster]:
    """The clusters that are cases, each in order of time; the same for every order of `seen`."""
    mails = once_each(seen)
    joins, apart = _told(entries)
    groups = linked(mails, joins, apart)
    cases: list[Cluster] = []
    loose: list[Cluster] = []
    for cluster in sorted((_cluster(group, own) for group in groups), key=lambda cluster: cluster.beginning):
        (cases if cluster.opens else loose).append(cluster)
    merged: list[Cluster] = []
    for cluster in sorted((*cases, *_by_hand(entries, cases)), key=lambda cluster: cluster.beginning):
        _place(cluster, merged, apart)
    for cluster in loose:
        _attach(cluster, merged, apart)
    for case in merged:
        case.members.sort(key=order_of_mail)
    return merged


def _told(entries: Iterable[Entry]) -> tuple[list[Join], set[str]]:
    """The user's joins that stand, and the messages set apart: of two words about one message the later counts."""
    joins: list[Join] = []
    apart: set[str] = set()
    for entry in entries:
        if isinstance(entry, Join):
            joins.append(entry)
            apart -= {entry.root, entry.other}
        elif isinstance(entry, Split):
            standing = [one for one in joins if entry.root not in (one.root, one.other)]
            if len(standing) == len(joins):  # else it takes a join back
                apart.add(entry.root)
            joins = standing
    return joins, apart


def _by_hand(entries: Sequence[Entry], cases: Sequence[Cluster]) -> list[Cluster]:
    """What exists because the user says so, but for what the user has joined to a case that mails tell."""
    told = {one.reading.message_id for case in cases for one in case.members}
    found = [entry for entry in entries if isinstance(entry, Add) and not _partners(entry.root, entries) & told]
    return [_begun(entry, entries) for entry in found]


def _partners(root: str, entries: Sequence[Entry]) -> set[str]:
    return {entry.other if entry.root == root else entry.root for entry in entries
            if isinstance(entry, Join) and root in (entry.root, entry.other)}


def _begun(added: Add, entries: Iterable[Entry]) -> Cluster:
    cluster = Cluster(
        [], [added.employer], [], [added.role] if added.role else [], set(), set(), set(), True, [], added,
    )
    told = [entry.value for entry in entries
            if isinstance(entry, SetField) and entry.field == "contact" and entry.root == added.root]
    for contact in (added.contact_address, *told):
        if address := parseaddr(contact)[1].lower():
            meet(cluster, address)
    return cluster


def _cluster(group: list[Seen], own: frozenset[str]) -> Cluster:
    cluster = Cluster(sorted(group, key=order_of_mail), [], [], [], set(), set(), set(), False, [])
    for one in cluster.members:
        learn(cluster, one.reading, own)
    openers = [one for one in cluster.members if opens_a_case(one.reading)]
    if openers:
        cluster.members = [one if openers == [one] else _within(one) for one in cluster.members]
    return cluster


def _within(one: Seen) -> Seen:
    """The mail as it reads where the rest of the correspondence tells what it is about."""
    reading = one.reading
    return one if reading.within is None else replace(one, reading=replace(reading, facts=reading.within, within=None))


def _place(cluster: Cluster, cases: list[Cluster], apart: set[str]) -> None:
    """Join an opening cluster to the one case it continues, or let it be a case of its own, as one by hand is."""
    if cluster.added is not None or _set_apart(cluster, apart):
        cases.append(cluster)
        return
    fitting = _told_first(case for case in cases if not _set_apart(case, apart) and _continues(cluster, case))
    chosen = _only(fitting, cluster)
    if chosen is not None:
        absorb(chosen, cluster)
        return
    if len(fitting) > 1 and not any(isinstance(f, InterviewSet) for m in cluster.members for f in m.reading.facts):
        for case in fitting:
            case.uncertain.append(cluster.members[0].reading.message_id)
    cases.append(cluster)


def _told_first(fitting: Iterable[Cluster]) -> list[Cluster]:
    """Mail goes to a case that mails tell, where one fits: a case by hand is for what no mail had told."""
    found = list(fitting)
    return [case for case in found if case.members] or found


def _set_apart(cluster: Cluster, apart: set[str]) -> bool:
    return any(one.reading.message_id in apart for one in cluster.members)


def _continues(cluster: Cluster, case: Cluster) -> bool:
    """Whether an opening cluster speaks of the same application as the case."""
    if _differ(cluster, case) or _begins_anew(cluster, case):
        return False
    return bool(cluster.addresses & case.addresses) or _one_employer(cluster, case)


def _differ(cluster: Cluster, case: Cluster) -> bool:
    """Known to be another employer, or another role."""
    if cluster.employers and case.employers and not _same_name(cluster.employers, case.employers):
        return True
    verdicts = [same_role(a, b) for a in cluster.roles for b in case.roles]
    return bool(verdicts) and False in verdicts and True not in verdicts


def _one_employer(cluster: Cluster, case: Cluster) -> bool:
    mine, theirs = cluster.employers or cluster.hints, case.employers or case.hints
    return bool(cluster.domains & case.domains) or _same_name(mine, theirs)


def _same_name(mine: Iterable[str], theirs: Sequence[str]) -> bool:
    return any(same_employer(a, b) for a in mine for b in theirs)


def _begins_anew(cluster: Cluster, case: Cluster) -> bool:
    """A second application: the first had ended, and this is not the echo of its end."""
    ends = [one.reading.sent for one in case.members
            if any(isinstance(fact, Rejected | Withdrawn) for fact in one.reading.facts)]
    if not ends or cluster.first <= min(ends):
        return False
    echo = all(isinstance(fact, Rejected) for one in cluster.members for fact in one.reading.facts
               if isinstance(fact, _DECISIVE))
    return not (echo and cluster.first - max(ends) <= _ECHO)


def _only(fitting: Sequence[Cluster], cluster: Cluster) -> Cluster | None:
    """The one case that fits, or that fits better than the others: same person, then same role."""
    if len(fitting) <= 1:
        return fitting[0] if fitting else None
    for closer in (
        [case for case in fitting if any(same_role(a, b) for a in cluster.roles for b in case.roles)],
        [case for case in fitting if cluster.addresses & case.addresses],
    ):
        if len(closer) == 1:
            return closer[0]
    return None


def _attach(cluster: Cluster, cases: list[Cluster], apart: set[str]) -> None:
    """A mail that opens nothing (a note, an answer, a bounce) joins the case of its people."""
    fitting = _told_first(case for case in cases if not _set_apart(case, apart) and _concerns(cluster, case))
    chosen = _only(fitting, cluster) or _latest_with_people(fitting, cluster)
    if chosen is not None:
        cluster.members = [_within(one) for one in cluster.members]
        absorb(chosen, cluster)


def _latest_with_people(fitting: Sequence[Cluster], cluster: Cluster) -> Cluster | None:
    """Of several cases with the same person: an answer of theirs counts for the one they last wrote in."""
    before = [case for case in fitting if case.first <= cluster.first]
    return max(before, key=_last, default=None)


def _last(case: Cluster) -> datetime:
    return max((one.reading.sent for one in case.members), default=case.first)


def _concerns(cluster: Cluster, case: Cluster) -> bool:
    bounced = {f.address for m in cluster.members for f in m.reading.facts if isinstance(f, Bounced) and f.address}
    if bounced:
        return bool(bounced & case.addresses)
    if all(one.reading.voice == "automatic" for one in cluster.members):
        return bool({one.reading.author.address for one in cluster.members} & case.addresses)
    if cluster.first < case.first or _differ(cluster, case):
        return False
    if cluster.addresses & case.addresses or cluster.names & case.names:
        return True
    return (bool(cluster.domains & case.domains) or _one_application(cluster, case)) and _speaks_of_it(cluster)


def _one_application(cluster: Cluster, case: Cluster) -> bool:
    """The same role at the same employer, whoever writes: a portal that sends a test."""
    role = any(same_role(a, b) for a in cluster.roles for b in case.roles)
    return role and _same_name(cluster.employers or cluster.hints, case.employers or case.hints)


def _speaks_of_it(cluster: Cluster) -> bool:
    """A colleague whom the case does not know yet counts when the mail is part of the process, or the user wrote it."""
    return any(one.reading.outgoing or one.reading.facts or one.reading.role for one in cluster.members)

