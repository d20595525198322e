"""A case as JSON (the interface that scripts rely on) and as a person reads it."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any

from followupd.cli.output import one_line
from followupd.plan import CasePlan

#: the states in which `next` may tell a window
_AHEAD = ("upcoming", "waiting", "draft_ready")

#: every state in plain words
STATES = {
    "closed": "closed: by you",
    "offer": "an offer came",
    "rejected": "they said no",
    "cancelled": "the interview was cancelled",
    "paused": "paused",
    "upcoming": "the interview is ahead",
    "your_turn": "they wait for you",
    "scheduling": "a date is being found",
    "draft_ready": "a draft waits in Drafts",
    "moved_on": "time to move on",
    "waiting": "waiting",
}

KINDS = {"thank_you": "a thank-you", "check_in": "a check-in", "last_note": "a last note",
         "gracious_reply": "a gracious reply"}


def case_view(planned: CasePlan, zone: tzinfo) -> dict[str, Any]:
    """The case as `status --json` shows it; times carry the user's offset."""
    case, standing = planned.case, planned.standing
    contact, window, held = standing.contact, standing.window, standing.round
    return {
        "id": case.id,
        "account": case.account,
        "employer": case.employer or None,
        "role": case.role or None,
        "contact": {"name": contact.name, "address": contact.address} if contact else None,
        "state": standing.state,
        "interview": {
            "start": held.start.astimezone(zone).isoformat(),
            "end": held.end.astimezone(zone).isoformat(),
            "source": held.source,
        } if held else None,
        "promised": standing.promised.isoformat() if standing.promised else None,
        "contacts": standing.contacts,
        "next": {"kind": window.kind, "opens": window.opens.astimezone(zone).isoformat()}
        if window and standing.state in _AHEAD else None,
        "why": [*standing.why, *planned.notes],
        "drafts": [{"subject": draft.subject, "message_id": draft.message_id} for draft in planned.drafts],
    }


def title(view: dict[str, Any]) -> str:
    """"Brightloom, Data Engineer", or the contact's address where neither is known."""
    names = ", ".join(filter(None, (view["employer"], view["role"])))
    return one_line(names or (view["contact"] or {}).get("address") or "an employer whose name is not known for sure")


def summary(view: dict[str, Any]) -> list[str]:
    """Two lines for a person: which case it is and where it stands, and what comes next."""
    first = f"{view['id']}  {title(view)} · {STATES[view['state']]}"
    details: list[str] = []
    if view["interview"]:
        details.append(f"interview {_moment(view['interview']['start']).removesuffix(' 00:00')}")
    if view["promised"]:
        details.append(f"answer promised by {view['promised']}")
    if view["contacts"]:
        details.append(f"{view['contacts']} written")
    if view["drafts"] and view["state"] != "draft_ready":
        details.append("a draft lies in Drafts")
    if view["next"]:
        details.append(f"{KINDS[view['next']['kind']]} from {_moment(view['next']['opens'])}")
    return [first, *([f"      {' · '.join(details)}"] if details else [])]


def _moment(iso: str) -> str:
    from datetime import datetime

    return f"{datetime.fromisoformat(iso):%a %d %b %Y %H:%M}"
