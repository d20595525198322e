"""World → values: everything one round knows. Nothing heavy is imported where nothing is new."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from followupd.cases.seen import Gathered
from followupd.errors import CredentialError, FollowupdError, MailboxRefused, MailboxUnreachable
from followupd.mailbox.protocol import Mailbox
from followupd.reading.facts import Reader
from followupd.settings import Settings
from followupd.state.cache import Cache
from followupd.state.ledger import Ledger

if TYPE_CHECKING:
    from followupd.daemon.intake import Intake, Progress


class Mark(Struct, frozen=True):
    """Where the last round stood: the newest message known, its moment, how many entries the ledger had."""

    newest: int = 0
    now: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    entries: int = 0


def reader_of(settings: Settings) -> Reader:
    """Whose eyes read the mail of these accounts."""
    zone = settings.you.zone if settings.you.zone_told else None
    return Reader(zone=zone, name=settings.you.name, own=settings.own_addresses)


def fingerprint_of(settings: Settings) -> str:
    """With what eyes the mail of these accounts is read: what a `Cache` is opened with."""
    from followupd.state.fingerprint import fingerprint  # those who only look have no use for it

    return fingerprint(reader_of(settings))


def view(cache: Cache, ledger: Ledger, settings: Settings, now: datetime) -> Gathered:
    """What is known without any mailbox, as of `now`: for commands that only look."""
    accounts = {account.address for account in settings.accounts}
    return Gathered(
        now=now,
        seen=tuple(seen for seen in cache.seen(now) if seen.account in accounts),
        drafts=tuple(draft for draft in cache.drafts() if draft.account in accounts),
        entries=ledger.entries,
        reached=frozenset(),
    )


def gather(
    mailboxes: Mapping[str, Mailbox | None],
    cache: Cache,
    ledger: Ledger,
    settings: Settings,
    now: datetime,
    *,
    progress: Progress | None = None,
) -> Gathered:
    """Look into every mailbox, by account address; of one that is None, or fails, only what was known before counts.

    `reached` names those that answered to the end, `problems` holds what went wrong with the others. `looked_at`
    counts the messages met now that had not been met as of an earlier `now`. Raises `StateUnavailable`, `LedgerError`.
    """
    from followupd.daemon.intake import Intake

    ledger.refresh()
    reader = reader_of(settings)
    round_ = _Round(cache, ledger, settings, now)
    for account in settings.accounts:
        mailbox = mailboxes.get(account.address)
        if mailbox is not None:
            round_.intakes[account.address] = Intake(account, mailbox, cache, reader, now, progress)
    round_.look()
    looked_at = round_.count()
    round_.relate(looked_at)
    round_.look_at_drafts()
    round_.leave_mark()
    known = view(cache, ledger, settings, now)
    return msgspec.structs.replace(
        known, reached=frozenset(round_.intakes), looked_at=looked_at, problems=tuple(round_.problems.items())
    )


class _Round:
    """One round over the accounts that answer. An account that fails is left alone for the rest of it."""

    def __init__(self, cache: Cache, ledger: Ledger, settings: Settings, now: datetime) -> None:
        self.cache, self.ledger, self.settings, self.now = cache, ledger, settings, now
        self.intakes: dict[str, Intake] = {}
        self.problems: dict[str, FollowupdError] = {}
        noted = cache.noted("mark")
        self.mark = msgspec.json.decode(noted, type=Mark) if noted else Mark()

    def look(self) -> None:
        for address, intake in list(self.intakes.items()):
            try:
                intake.run()
            except (MailboxUnreachable, MailboxRefused, CredentialError) as error:
                self._fail(address, error)

    def count(self) -> int:
        return self.cache.count(self.mark.newest, self.mark.now, self.now)

    def relate(self, looked_at: int) -> None:
        """Only where something new came in: relations change with nothing else."""
        unfinished = self.cache.noted("unrelated")
        if not (looked_at or unfinished or len(self.ledger.entries) != self.mark.entries):
            return
        from followupd.daemon.related import relate

        self.cache.note("unrelated", "1")
        own = self.settings.own_addresses
        failed = relate(self.cache, self.intakes, self.ledger.entries, own, self.now)
        for address, error in failed.items():
            self._fail(address, error)
        if set(self.intakes) == {account.address for account in self.settings.accounts}:
            self.cache.note("unrelated", "")

    def look_at_drafts(self) -> None:
        from followupd.daemon.drafts import look_at_drafts

        for address, intake in list(self.intakes.items()):
            try:
                look_at_drafts(intake, self.ledger.entries)
            except (MailboxUnreachable, MailboxRefused, CredentialError) as error:
                self._fail(address, error)

    def leave_mark(self) -> None:
        mark = Mark(self.cache.newest(), self.now, len(self.ledger.entries))
        self.cache.note("mark", msgspec.json.encode(mark).decode())

    def _fail(self, address: str, error: FollowupdError) -> None:
        if address not in error.where:
            error.where = f"{address} ({error.where})" if error.where else address
        self.problems[address] = error
        self.intakes.pop(address, None)
