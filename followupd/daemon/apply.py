"""Plan → world: each effect is announced in the ledger before and noted after, so that a kill anywhere is harmless.

`intends` (synced) → APPEND → `proposed`; `withdraws` (synced) → MOVE → `withdrew`. Whatever stays open is settled in
the next round by looking into the mailbox, never by guessing (D2).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from followupd.cases.entries import Deleted, Entry, Intends, Proposed, Withdraws, Withdrew
from followupd.daemon import log
from followupd.drafting.encode import fingerprint
from followupd.errors import FollowupdError, MailboxRefused, MailboxUnreachable
from followupd.mailbox.protocol import Mailbox
from followupd.plan import CasePlan, Lay, Note, Plan, Withdraw, open_proposals, untouched
from followupd.state.ledger import Ledger


@dataclass
class Outcome:
    """What was done, which accounts failed in the middle of it, and whether something was found to be otherwise."""

    written: list[Intends] = field(default_factory=list)
    withdrawn: list[Withdraw] = field(default_factory=list)
    failed: dict[str, FollowupdError] = field(default_factory=dict)
    surprised: bool = False


def apply(plan: Plan, mailboxes: Mapping[str, Mailbox], ledger: Ledger) -> Outcome:
    """Carry the plan out, case by case. An account that fails holds up no other; `LedgerError` ends it all."""
    outcome = Outcome()
    for case in plan.cases:
        try:
            _apply_case(case, plan, mailboxes, ledger, outcome)
        except (MailboxUnreachable, MailboxRefused) as error:
            outcome.failed[case.case.account] = error
    return outcome


def _apply_case(
    case: CasePlan, plan: Plan, mailboxes: Mapping[str, Mailbox], ledger: Ledger, outcome: Outcome
) -> None:
    clear = True
    for action in case.actions:
        match action:
            case Note(entry=entry):
                ledger.append(entry)
            case Withdraw():
                mailbox = _reached(mailboxes, action.account, outcome)
                clear = mailbox is not None and _withdraw(action, plan, mailbox, ledger, outcome) and clear
            case Lay():
                mailbox = _reached(mailboxes, action.intends.account, outcome)
                if clear and mailbox is not None:
                    _lay(action, plan, mailbox, ledger, outcome)


def _reached(mailboxes: Mapping[str, Mailbox], account: str, outcome: Outcome) -> Mailbox | None:
    return None if account in outcome.failed else mailboxes.get(account)


def _lay(action: Lay, plan: Plan, mailbox: Mailbox, ledger: Ledger, outcome: Outcome) -> None:
    """Look before writing, write, and look again: of two of ours the one with the higher UID goes (D2)."""
    intends = action.intends
    earlier = ledger.entries
    known = {(entry.message_id, entry.fingerprint) for entry in open_proposals(earlier)}
    if (intends.message_id, intends.fingerprint) not in known:  # not yet, or in other words than now
        ledger.append(intends)
    if not mailbox.find("drafts", intends.message_id):
        if _thrown_away(mailbox, intends, earlier):
            ledger.append(_after(Deleted, intends, plan))
            outcome.surprised = True
            return
        mailbox.lay(action.raw, plan.now)
        outcome.written.append(intends)
        log.info("draft_laid", case=intends.case, kind=intends.kind)
    ledger.append(_after(Proposed, intends, plan))
    for uid in mailbox.find("drafts", intends.message_id)[1:]:
        if mailbox.withdraw(uid, still_ours(intends)) == "withdrawn":
            log.info("second_draft_withdrawn", case=intends.case)


def _thrown_away(mailbox: Mailbox, intends: Intends, earlier: tuple[Entry, ...]) -> bool:
    """D4 as far as the mailbox shows: this draft lies in Trash, and it was not we who put it there."""
    ours = any(isinstance(entry, Withdraws) and entry.message_id == intends.message_id for entry in earlier)
    return not ours and "trash" in mailbox.folders and bool(mailbox.find("trash", intends.message_id))


def _withdraw(action: Withdraw, plan: Plan, mailbox: Mailbox, ledger: Ledger, outcome: Outcome) -> bool:
    """Whether the draft has left Drafts."""
    intends = next((entry for entry in reversed(open_proposals(ledger.entries))
                    if entry.message_id == action.message_id), None)
    if intends is None:
        return False
    if not action.spare:  # of two, a second move does no harm, and nothing is to be remembered: the other one stays
        ledger.append(_after(Withdraws, intends, plan, why=action.why))
    result = mailbox.withdraw(action.uid, still_ours(intends))
    outcome.surprised |= result != "withdrawn"
    if not action.spare or result == "unable":
        ledger.append(_after(Withdrew, intends, plan, kept="" if result == "withdrawn" else result))
    return result == "withdrawn" and _noted(action, outcome)


def _noted(action: Withdraw, outcome: Outcome) -> bool:
    outcome.withdrawn.append(action)
    log.info("draft_withdrawn", case=action.case)
    return True


def still_ours(intends: Intends) -> Callable[[bytes, frozenset[str]], bool]:
    """Asked in the moment of withdrawal, about the bytes and flags that lie there then (D3, D6)."""
    return lambda raw, flags: untouched(fingerprint(raw), flags, intends)


def _after(kind: type, intends: Intends, plan: Plan, **fields: str) -> Entry:
    made: Entry = kind(at=plan.now, case=intends.case, root=intends.root, message_id=intends.message_id, **fields)
    return made
