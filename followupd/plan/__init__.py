"""One round's decisions: gathered → plan, values to values. What `--dry-run` prints and `rehearse` replays.

A plan is a list of actions for each case; `daemon/apply.py` carries them out in this order.
"""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from followupd.cases.build import tell_cases
from followupd.cases.case import Case
from followupd.cases.entries import Ended, Entry
from followupd.cases.seen import Gathered
from followupd.drafting.templates import Templates
from followupd.etiquette.decide import decide, last_word
from followupd.etiquette.standing import Standing
from followupd.plan.actions import Action, CasePlan, Lay, Note, Plan, Withdraw
from followupd.plan.drafts import belongs, dropped, notes, observe, open_proposals, recover, untouched, withdrawals
from followupd.plan.note import wanted
from followupd.reading.facts import Offered, Rejected
from followupd.settings import Settings

__all__ = ["Action", "CasePlan", "Lay", "Note", "Plan", "Withdraw", "make_plan", "open_proposals", "untouched"]


def make_plan(gathered: Gathered, settings: Settings, now: datetime, templates: Templates | None = None) -> Plan:
    """What is to be done at `now`, for every case."""
    own = settings.own_addresses
    cases = tell_cases(gathered, own, settings.you.zone)
    return Plan(now, tuple(_plan(case, gathered, settings, now, templates or {}) for case in cases))


def _plan(case: Case, gathered: Gathered, settings: Settings, now: datetime, templates: Templates) -> CasePlan:
    own, policy = settings.own_addresses, settings.policy
    drafts = tuple(draft for draft in gathered.drafts if belongs(draft, case, own))
    concerned = {word.account for word in case.words} | {intent.account for intent in open_proposals(case.entries)}
    reachable = concerned & {account.address for account in settings.accounts} <= gathered.reached
    observed = observe(case, drafts, now)
    case = replace(case, entries=(*case.entries, *observed))
    standing = decide(case, policy, now, own)
    # what lies there is known again also while its window is shut: it may be deleted before the window opens once more
    note = wanted(case, standing, settings, now, templates) if drafts or standing.may_draft else None
    recovered = recover(case, note, drafts)
    lay = note if standing.may_draft else None
    came_to_nothing = dropped(case, drafts, lay, now)
    case = replace(case, entries=(*case.entries, *recovered, *came_to_nothing))
    stale = withdrawals(case, standing, drafts, now)
    going = {(action.account, action.uid) for action in stale}
    left = tuple(draft for draft in drafts if (draft.account, draft.uid) not in going)
    standing = decide(case, policy, now, own, draft_lies=bool(left))
    learned = (*observed, *recovered, *came_to_nothing, *_ending(case, standing, now))
    acts: list[Action] = [*map(Note, learned), *stale]
    if lay is not None and not left and lay.intends.account in gathered.reached:
        acts.append(lay)
    return CasePlan(case, standing, tuple(acts) if reachable else (), left, notes(case, left, own))


def _ending(case: Case, standing: Standing, now: datetime) -> tuple[Entry, ...]:
    """The employer's no or yes is remembered, so that a mail that is deleted later cannot revive the case."""
    if standing.state not in ("rejected", "offer"):
        return ()
    if any(isinstance(entry, Ended) and entry.state == standing.state for entry in case.entries):
        return ()
    said = last_word(case, Rejected if standing.state == "rejected" else Offered)
    return (Ended(at=now, case=case.id, root=case.root, state=standing.state, by=said.message_id),) if said else ()
