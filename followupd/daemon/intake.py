"""One account's mail: headers first, the beginning of what may matter, the whole of what does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice

import msgspec

from followupd.daemon import clock
from followupd.mail.message import Message
from followupd.mailbox.protocol import Header, Mailbox, Sync
from followupd.reading.facts import Reader, Reading
from followupd.settings import Account
from followupd.state.cache import Cache
from followupd.state.rows import Pending, State

#: told while headers come in: the account's address, and how many so far
Progress = Callable[[str, int], None]

_HEADERS_AT_ONCE = 500
_BODIES_AT_ONCE = 200
PEEK = 2048
_WHOLE = 1_000_000
#: so far ahead of the clock, `now` is a rehearsal
_AHEAD = timedelta(hours=1)

Outcome = tuple[int, State, Reading | None]


@dataclass(frozen=True)
class Intake:
    """Takes in the mail of one reachable account, as of `now`. Every call may raise what `Mailbox` raises."""

    account: Account
    mailbox: Mailbox
    cache: Cache
    reader: Reader
    now: datetime
    progress: Progress | None = None

    @property
    def since(self) -> date:
        """The first day looked at; a day early, since a folder's days may be those of another zone."""
        return (self.now - timedelta(days=self.account.look_back_days + 1)).date()

    @property
    def roles(self) -> list[str]:
        """The folders that are read: the archive last, since what lies there lies there to stay."""
        order = {"inbox": 0, "sent": 1, "archive": 3}
        found = [role for role in self.mailbox.folders if role in order or role.startswith("read:")]
        return sorted(found, key=lambda role: order.get(role, 2))

    def run(self) -> None:
        """Everything that is new, looked into."""
        for role in self.roles:
            self._look(role)
        self.dig()

    def _look(self, role: str) -> None:
        address = self.account.address
        position = self.cache.sync(address, role, self.since)
        look = self.mailbox.look(role, self.since, Sync(*position) if position else None)
        if look.fresh_start or self.cache.uidvalidity(address, role) not in (0, look.sync.uidvalidity):
            self.cache.start_fresh(address, role)
        count = 0
        for batch, is_last in _batches(look.headers):
            if is_last and not batch and position == msgspec.structs.astuple(look.sync):
                return
            self._add(role, batch, look.sync if is_last else None)
            count += len(batch)
            self._tell(count)

    def _add(self, role: str, headers: Sequence[Header], sync: Sync | None = None) -> None:
        from followupd.daemon.outside import row  # nothing of it is needed where nothing is new

        rows = [kept for header in headers if (kept := row(header, role, self.reader.own))]
        if sync is None:
            self.cache.add(self.account.address, rows)
        else:
            position = (sync.uidvalidity, sync.uidnext, sync.modseq)
            self.cache.add_last(self.account.address, role, rows, position, self.since)

    def _tell(self, count: int) -> None:
        if self.progress is not None:
            self.progress(self.account.address, count)

    def dig(self) -> bool:
        """Look into every message that waits for it and has arrived by now; whether any was read."""
        dug = False
        while found := self.cache.pending(self.account.address, self.now, _BODIES_AT_ONCE):
            self.cache.note("unrelated", "1")
            wanted = [one for one in found if one.state == "wanted"]
            waiting = [one for one in found if one.state == "new"]
            passed, outcomes = self._peek(waiting)
            self.cache.settle(outcomes)
            dug |= bool(self.read([*wanted, *passed]))
        return dug

    def _peek(self, waiting: Sequence[Pending]) -> tuple[list[Pending], list[Outcome]]:
        """Which may matter by the beginning of their bodies, and what became of the others."""
        from followupd.daemon import gate

        passed: list[Pending] = []
        outcomes: list[Outcome] = []
        hidden: list[Pending] = []
        for one, beginning in self._each(waiting, self.mailbox.peek, PEEK, outcomes):
            if gate.by_body(beginning):
                passed.append(one)
            elif one.size > len(beginning) >= PEEK and gate.hides_its_text(beginning):
                hidden.append(one)
            else:
                outcomes.append((one.id, "gated", None))
        for one, beginning in self._each(hidden, self.mailbox.peek, gate.LONG_PEEK, outcomes):
            if gate.by_body(beginning):
                passed.append(one)
            else:
                outcomes.append((one.id, "gated", None))
        return passed, outcomes

    def read(self, wanted: Iterable[Pending], *, related: bool = False) -> list[Reading]:
        """Fetch and read these, of any folder of this account; the readings, which are in the cache then."""
        by_role: dict[str, list[Pending]] = {}
        for one in wanted:
            by_role.setdefault(one.role, []).append(one)
        readings: list[Reading] = []
        for same_role in by_role.values():
            outcomes: list[Outcome] = []
            for one, raw in self._each(same_role, self.mailbox.fetch, _WHOLE, outcomes):
                outcomes.append(_outcome(one, raw, self.reader, self.now))
            self.cache.settle(outcomes, related=related)
            readings += [reading for _, _, reading in outcomes if reading is not None]
        return readings

    def _each(
        self,
        wanted: Sequence[Pending],
        ask: Callable[[str, Iterable[int], int], Iterator[tuple[int, bytes]]],
        limit: int,
        outcomes: list[Outcome],
    ) -> Iterator[tuple[Pending, bytes]]:
        """What the mailbox has of these messages, of one folder; the others go to `outcomes` as gone."""
        if not wanted:
            return
        left = {one.uid: one for one in wanted if one.uid > 0}
        if left and wanted[0].role in self.mailbox.folders:
            for uid, raw in ask(wanted[0].role, list(left), limit):
                if (one := left.pop(uid, None)) is not None:
                    yield one, raw
        outcomes += [(one.id, "gone", None) for one in wanted if one.uid <= 0 or one.uid in left]


def _batches(headers: Iterator[Header]) -> Iterator[tuple[list[Header], bool]]:
    """At least one batch, the last one marked."""
    batch = list(islice(headers, _HEADERS_AT_ONCE))
    while following := list(islice(headers, _HEADERS_AT_ONCE)):
        yield batch, False
        batch = following
    yield batch, True


def _outcome(one: Pending, raw: bytes, reader: Reader, now: datetime) -> Outcome:
    """What a message says; a mail that cannot be read never blocks those behind it."""
    from followupd.mail.message import Unreadable
    from followupd.mail.parse import parse
    from followupd.reading.read import read

    try:
        message = parse(raw, one.received, reader.zone)
        if isinstance(message, Unreadable):
            return one.id, "unreadable", None
        return one.id, "read", read(message, _arrival(message, one.received, now), reader)
    except Exception as error:  # a fault of ours in one mail must not stop the others
        from followupd.daemon import log

        log.error("mail_not_read", error=type(error).__name__)
        return one.id, "unreadable", None


def _arrival(message: Message, received: datetime, now: datetime) -> datetime:
    """When the mail came in. A server notes no moment ahead of its own clock, though `--now` may be ahead of it: in
    such a rehearsal a Date that is past tells it.
    """
    told = message.date
    if told is None or not received < told <= now:
        return received
    return told if clock.now(UTC) + _AHEAD < now else received
