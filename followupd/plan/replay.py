"""The past played back: the same plans, carried out in memory. What `rehearse` shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from msgspec.structs import replace

from followupd.cases.entries import Entry, Proposed, Withdrew
from followupd.cases.seen import DraftSeen, Gathered
from followupd.drafting.templates import Templates
from followupd.plan import make_plan
from followupd.plan.actions import Action, CasePlan, Lay, Note, Withdraw
from followupd.settings import Settings


class Memory:
    """Drafts and ledger as values: what a mailbox and a disk would hold after the actions given to `carry_out`."""

    def __init__(self) -> None:
        self.drafts: list[DraftSeen] = []
        self.entries: list[Entry] = []
        self._uid = 0

    def carry_out(self, action: Action, now: datetime) -> None:
        match action:
            case Note(entry=entry):
                self.entries.append(entry)
            case Lay(intends=intends):
                done = Proposed(at=now, case=intends.case, root=intends.root, message_id=intends.message_id)
                self.entries += [intends, done]
                self.drafts.append(self._lying(action))
            case Withdraw(uid=uid, case=case, root=root, message_id=message_id):
                self.drafts = [draft for draft in self.drafts if draft.uid != uid]
                self.entries.append(Withdrew(at=now, case=case, root=root, message_id=message_id))

    def _lying(self, action: Lay) -> DraftSeen:
        self._uid += 1
        intends, draft = action.intends, action.draft
        return DraftSeen(
            intends.account, self._uid, draft.message_id, frozenset({"\\Draft", "\\Seen"}), draft.in_reply_to,
            draft.references, (intends.to,) if intends.to else (), draft.subject, intends.fingerprint,
        )


def replay(
    gathered: Gathered, settings: Settings, moments: Iterable[datetime], templates: Templates | None = None
) -> Iterator[tuple[CasePlan, Lay]]:
    """Every draft that would have been laid at one of the `moments` (ascending), each left lying as it is.

    Of what the ledger tells only the user's words count; the mails are those that had arrived by then.
    """
    memory = Memory()
    for now in moments:
        seen = tuple(one for one in gathered.seen if one.reading.received <= now)
        known = replace(gathered, now=now, seen=seen, drafts=tuple(memory.drafts), entries=tuple(memory.entries))
        for case in make_plan(known, settings, now, templates).cases:
            for action in case.actions:
                memory.carry_out(action, now)
                if isinstance(action, Lay):
                    yield case, action
