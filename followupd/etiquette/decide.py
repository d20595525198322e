"""decide(case, policy, now): where the case stands, and whether good manners allow a draft now.

The states are tried in the order of the etiquette; the first that holds is the one. Every "no" has its reason.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from msgspec.structs import replace

from followupd.cases.case import Case, Round, Word
from followupd.cases.contact import Contact, contact_of
from followupd.cases.entries import Close, Deleted, Ended, Intends, Kind, Pause, Resume
from followupd.cases.tell import open_proposal
from followupd.etiquette.standing import Standing, State, Window
from followupd.etiquette.walk import Walk, asks, latest_round, opens_at, return_of, standing_promise, walk
from followupd.etiquette.worktime import after_days, working_moment_from
from followupd.reading.facts import (
    InterviewCancelled,
    InterviewProposed,
    InterviewSet,
    Offered,
    Rejected,
    Withdrawn,
)
from followupd.settings import Policy

_KINDS: tuple[Kind, ...] = ("thank_you", "check_in", "last_note")
#: W1 asks where things stand when it comes this late
_LATE = timedelta(days=14)
#: W4: a gracious reply comes within a week or not at all
_GRACE_DAYS = 7


def decide(
    case: Case, policy: Policy, now: datetime, own: frozenset[str] = frozenset(), *, draft_lies: bool = False
) -> Standing:
    """The standing at `now`. `draft_lies`: a draft of this case lies in Drafts, whoever wrote it (D2)."""
    last = latest_round(case.rounds)
    held = last if last and last.status == "confirmed" and last.end <= now else None
    contact = contact_of(case, held or last, own)
    ended = _ended(case, policy, now, contact, last)
    if ended is not None:
        return ended
    if held is not None:
        return _after(case, held, policy, now, contact, draft_lies=draft_lies)
    return _before(case, last, policy, now, contact)


def _standing(state: State, last: Round | None, contact: Contact, *why: str) -> Standing:
    return Standing(state, None, False, 0, last, contact=contact.address, why=(*why, contact.why))


# -- what ends it -------------------------------------------------------------------------------------------------

def _ended(case: Case, policy: Policy, now: datetime, contact: Contact, last: Round | None) -> Standing | None:
    resumed = max((entry.at for entry in case.entries if isinstance(entry, Resume)), default=None)
    if _closed(case, resumed):
        return _standing("closed", last, contact, "closed: you closed it, or withdrew")
    offer, rejection = last_word(case, Offered, resumed), last_word(case, Rejected, resumed)
    if offer and not (rejection and rejection.at > offer.at):
        return _standing("offer", last, contact, f"W5: an offer came on {_day(offer.at, policy)}; nothing is drafted")
    if rejection and not _begun_again(case, rejection.at):
        return _rejected(case, rejection, policy, now, contact)
    return _remembered(case, last, contact, resumed)


def _closed(case: Case, resumed: datetime | None) -> bool:
    told = [entry for entry in case.entries if isinstance(entry, Close | Resume)]
    if told and isinstance(told[-1], Close):
        return True
    withdrawn = [word.at for word in case.words if word.by == "user"
                 and any(isinstance(fact, Withdrawn) for fact in word.reading.facts)]
    return bool(withdrawn) and (resumed is None or max(withdrawn) > resumed)


def last_word(case: Case, kind: type, resumed: datetime | None = None) -> Word | None:
    """The employer's last mail that says so, if the user has not taken the case up again since."""
    found = [word for word in case.words if word.by == "employer"
             and any(isinstance(fact, kind) for fact in word.reading.facts)]
    return found[-1] if found and (resumed is None or found[-1].at > resumed) else None


def _begun_again(case: Case, since: datetime) -> bool:
    """E7: the employer speaks of a further round after they had ended it."""
    return any(isinstance(fact, InterviewSet | InterviewProposed) for word in case.words
               if word.by == "employer" and word.at > since for fact in word.reading.facts)


def _remembered(case: Case, last: Round | None, contact: Contact, resumed: datetime | None) -> Standing | None:
    """An end that the ledger remembers although its mail is gone from the mailbox."""
    for entry in reversed(case.entries):
        if isinstance(entry, Ended) and entry.by not in case.message_ids and entry.state != "cancelled":
            if (resumed and resumed > entry.at) or _begun_again(case, entry.at):
                return None
            return _standing(entry.state, last, contact, f"{entry.state}: the mail that said so is gone; remembered")
    return None


def _rejected(case: Case, rejection: Word, policy: Policy, now: datetime, contact: Contact) -> Standing:
    """W4: one gracious reply, only after an interview, at the next working time, not later than a week after."""
    held = [found for found in case.rounds if found.status == "confirmed" and found.end <= rejection.at]
    base = _standing("rejected", held[-1] if held else latest_round(case.rounds), contact,
                     f"rejected: on {_day(rejection.at, policy)}")
    wrote = any(word.by == "user" and word.at > rejection.at for word in case.words)
    reason = (
        "W4: switched off" if not policy.gracious_reply else "W4: no interview was held" if not held
        else "W4: nobody is known to write to" if contact.address is None
        else "W4: you have answered" if wrote else ""
    )
    if reason:
        return replace(base, why=(*base.why, reason))
    window = Window(f"{held[-1].key} {rejection.message_id}", "gracious_reply",
                    working_moment_from(rejection.at, policy), after_days(rejection.at, _GRACE_DAYS))
    why = "W4: a gracious reply, within a week" if now < window.closes else "W4: too late for a gracious reply"
    may = window.holds(now) and window.name not in deleted_windows(case) and not _paused(case, policy, now)
    return replace(base, window=window, may_draft=may, why=(*base.why, why))


# -- before an interview ------------------------------------------------------------------------------------------

def _before(
    case: Case, last: Round | None, policy: Policy, now: datetime, contact: Contact
) -> Standing:
    proposal = open_proposal(case.proposal, case.rounds, now)
    stopped = last is not None and last.status == "cancelled"
    if (stopped or (last is None and _only_cancelled(case))) and proposal is None:
        why = "E8: cancelled without a new date; no thanks for what did not happen"
        return _standing("cancelled", last, contact, why)
    paused = _paused(case, policy, now)
    if paused:
        return _standing("paused", last, contact, paused)
    if last is not None and not stopped:
        return _upcoming(case, last, policy, contact)
    return _arranging(case, policy, now, contact)


def _only_cancelled(case: Case) -> bool:
    return any(isinstance(fact, InterviewCancelled) for word in case.words for fact in word.reading.facts)


def _upcoming(case: Case, last: Round, policy: Policy, contact: Contact) -> Standing:
    state = walk(case, last, policy)
    window = _window(case, last, state, policy, contact)
    promise = standing_promise(state, policy)
    return Standing("upcoming", window, False, 0, last, promise, contact.address,
                    why=(f"E1: the interview ends {_moment(last.end)}", contact.why))


def _arranging(
    case: Case, policy: Policy, now: datetime, contact: Contact, held: Round | None = None
) -> Standing:
    """A round is proposed and has no date yet: whose turn is it?"""
    words = [word for word in case.words if word.by != "nobody"]
    if words and after_days(words[-1].at, policy.window_days) <= now:
        return _standing("moved_on", held, contact, f"E10: nothing was heard or said for {policy.window_days} days")
    if _waits_for_user(case, policy, now):
        return _standing("your_turn", held, contact, "E6: they wait for your answer")
    why = "E7: a further round is being arranged" if held else "E1: no date is agreed yet"
    return _standing("scheduling", held, contact, why)


def _waits_for_user(case: Case, policy: Policy, now: datetime) -> bool:
    """E6, where no interview has been held since: the last that was asked is not answered."""
    asked: datetime | None = None
    for word in case.words:
        if word.by == "user":
            asked = None
        elif word.by == "employer" and asks(word):
            asked = word.at
    resumed = [entry.at for entry in case.entries if isinstance(entry, Resume) and asked and entry.at > asked]
    return asked is not None and not resumed and now < after_days(asked, policy.window_days)


# -- after an interview -------------------------------------------------------------------------------------------

def _after(
    case: Case, held: Round, policy: Policy, now: datetime, contact: Contact, *, draft_lies: bool
) -> Standing:
    state = walk(case, held, policy)
    promise = standing_promise(state, policy)
    window = _window(case, held, state, policy, contact)
    base = Standing("waiting", None, False, state.contacts, held, promise, contact.address,
                    why=(contact.why,))
    paused = _paused(case, policy, now) or (
        "D4: you deleted the draft; it stays deleted until something new happens"
        if window.name in deleted_windows(case) else "")
    if paused:
        return replace(base, state="paused", window=window, why=(paused, *base.why))
    proposal = open_proposal(case.proposal, case.rounds, now)
    if state.question is not None:
        return _asked(base, state.question.at, policy, now)
    if proposal is not None:
        further = _arranging(case, policy, now, contact, held)
        return replace(base, state=further.state, why=further.why)
    return _waiting(base, state, window, policy, now, draft_lies=draft_lies)


def _asked(base: Standing, at: datetime, policy: Policy, now: datetime) -> Standing:
    """E6: it is the user's turn; what nobody answered for so long needs no follow-up either."""
    if now < after_days(at, policy.window_days):
        return replace(base, state="your_turn", why=("E6: they wait for your answer", *base.why))
    why = f"E6, E10: what they asked was not answered for {policy.window_days} days"
    return replace(base, state="moved_on", why=(why, *base.why))


def _waiting(
    base: Standing, state: Walk, window: Window, policy: Policy, now: datetime, *, draft_lies: bool
) -> Standing:
    spent = state.contacts >= policy.max_contacts
    reason = _reason(base, state, window, policy)
    if draft_lies:
        return replace(base, state="draft_ready", window=None if spent else window, why=(reason, *base.why))
    if spent:
        over = now >= window.opens
        why = f"E4: {state.contacts} contacts, then silence" if over else f"E4: {state.contacts} contacts; listening"
        return replace(base, state="moved_on" if over else "waiting", why=(why, *base.why))
    if now >= window.closes:
        why = f"E10: nothing was heard or said for {policy.window_days} days after the window opened"
        return replace(base, state="moved_on", why=(why, *base.why))
    held = base.round
    broken = base.promised is not None and base.promised < window.opens.date()
    late = bool(held and window.opens - held.end > _LATE) or (broken and window.kind == "thank_you")
    return replace(base, window=window, may_draft=window.holds(now), asks_status=late or _late(held, now),
                   why=(reason, *base.why))


def _late(held: Round | None, now: datetime) -> bool:
    return held is not None and now - held.end > _LATE


def _window(case: Case, held: Round, state: Walk, policy: Policy, contact: Contact) -> Window:
    """The next window of this round; E5 moves it for somebody who is away, never to an earlier time."""
    opens = opens_at(state, policy, held)
    if contact.address is not None:
        back = return_of(case, contact.address.address, policy)
        opens = max(opens, back) if back else opens
    kind = _KINDS[min(state.contacts, len(_KINDS) - 1)]
    return Window(f"{held.key} {state.anchor}", kind, opens, after_days(opens, policy.window_days))


def _reason(base: Standing, state: Walk, window: Window, policy: Policy) -> str:
    when = _moment(window.opens)
    if state.contacts == 0 and policy.thank_you == "next-morning":
        return f"W1: thanks the next morning; the window opens {when}"
    if base.promised:
        return f"E3: they promised an answer by {base.promised.isoformat()}; the window opens {when}"
    return f"E2: {policy.wait_days} days after the last word; the window opens {when}"


# -- the user's word ----------------------------------------------------------------------------------------------

def _paused(case: Case, policy: Policy, now: datetime) -> str:
    """Why the case is paused whatever its windows say, or ""."""
    pause: Pause | None = None
    for entry in case.entries:
        if isinstance(entry, Pause):
            pause = entry
        elif isinstance(entry, Resume):
            pause = None
    if pause and (pause.until is None or now < datetime.combine(pause.until, time(0), tzinfo=policy.zone)):
        return f"paused: by you{f', until {pause.until.isoformat()}' if pause.until else ''}"
    resumed = any(isinstance(entry, Resume) for entry in case.entries)
    if case.uncertain and not resumed:
        return "in doubt: a mail may belong to this case or to another one; use join, split or resume"
    return ""


def deleted_windows(case: Case) -> frozenset[str]:
    """D4: the windows whose draft the user deleted, and did not take back out of Trash."""
    windows: set[str] = set()
    names: dict[str, str] = {}
    for entry in case.entries:
        if isinstance(entry, Intends):
            names[entry.message_id] = entry.window
            windows.discard(entry.window)
        elif isinstance(entry, Deleted):
            windows.add(names.get(entry.message_id, ""))
    return frozenset(windows)


def _day(moment: datetime, policy: Policy) -> str:
    return moment.astimezone(policy.zone).date().isoformat()


def _moment(moment: datetime) -> str:
    return f"{moment:%a} {moment.date().isoformat()} {moment:%H:%M}"

