"""A life in a row: mails one after the other in one thread, a moment, and what must hold then.

Every time in a row is on the user's clock, to the minute, without an offset.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from typing import Any
from zoneinfo import ZoneInfo

from world import ANN, ME, Life

from followupd.cli.view import case_view
from followupd.settings import Policy, Settings, You

SUBJECT = "Data Engineer at Larkfield"


@dataclass(frozen=True)
class Mail:
    at: str
    text: str
    who: tuple[str, str] = ANN
    mine: bool = False
    bare: bool = False
    new: str = ""
    more: dict[str, Any] = field(default_factory=dict)


def them(at: str, text: str, who: tuple[str, str] = ANN, *, bare: bool = False, new: str = "", **more: Any) -> Mail:
    """A mail to the user: greeted and signed, unless bare; an answer in the thread, unless `new` names a subject."""
    return Mail(at, text, who, False, bare, new, more)


def me(at: str, text: str, who: tuple[str, str] = ANN, *, bare: bool = False, new: str = "", **more: Any) -> Mail:
    """A mail of the user's own."""
    return Mail(at, text, who, True, bare, new, more)


def arrive(life: Life, mails: list[Mail] | tuple[Mail, ...], subject: str = SUBJECT) -> list[EmailMessage]:
    """All of them, in order."""
    done: list[EmailMessage] = []
    for mail in mails:
        follows = None if mail.new or not done else done[-1]
        title = mail.new or (f"Re: {subject}" if follows is not None else subject)
        subject = mail.new or subject
        name = mail.who[0].split()[0] if mail.who[0] else "all"
        if mail.bare:
            text = mail.text
        elif mail.mine:
            text = f"Hi {name},\n\n{mail.text}\n\nBest,\nJordan\n"
        else:
            text = f"Hi Jordan,\n\n{mail.text}\n\nBest regards,\n{mail.who[0]}\n"
        more = {"reply_to": follows, **mail.more}
        act = life.writes if mail.mine else life.receives
        done.append(act(mail.at, mail.who, more.pop("subject", title), text, **more))
    return done


def abroad(life: Life, zone: str) -> Life:
    """The same life on another clock."""
    place = ZoneInfo(zone)
    policy = Policy(zone=place, **life.policy)
    life.settings = Settings(You(ME[0], place, ME[0]), policy, life.settings.accounts, life.settings.state_dir)
    return life


def views(life: Life, at: str) -> list[dict[str, Any]]:
    """Every case as `status --json` shows it, with minutes for moments, and `to` and `drafts` of the mailbox."""
    zone = life.settings.you.zone
    moment = datetime.fromisoformat(at).replace(tzinfo=zone).isoformat()
    found = [case_view(planned, zone) for planned in life.scan(moment).plan.cases]
    return [_short(view) for view in found]


def _short(view: dict[str, Any]) -> dict[str, Any]:
    interview, following = view["interview"] or {}, view["next"] or {}
    return {
        **view,
        "start": interview.get("start", "")[:16],
        "end": interview.get("end", "")[:16],
        "next": f"{following['kind']} {following['opens'][:16]}" if following else "",
        "contact": (view["contact"] or {}).get("address", ""),
    }


def differs(life: Life, at: str, want: dict[str, Any]) -> dict[str, Any]:
    """What is not so at this moment: empty where there is one case, like this.

    `drafts`: how many lie there; `to`: whom the one is for. A tuple: any of these.
    """
    found = views(life, at)
    if len(found) != 1:
        return {"cases": found}
    (case,) = found
    lying = life.drafts()
    facts = {**case, "drafts": len(lying), "to": str(lying[0]["To"] or "") if lying else ""}
    return {key: (facts[key], case["why"]) for key, value in want.items() if not _is(facts[key], value, key)}


def _is(got: Any, value: Any, key: str) -> bool:
    if key == "to":
        return value in got
    return got in value if isinstance(value, tuple) else got == value


def drawn(life: Life, *moments: str) -> list[str]:
    """The drafts that lie there at any of these moments."""
    return [thing for thing in taken_up(life, *moments) if isinstance(thing, str)]


def taken_up(life: Life, *moments: str) -> list[dict[str, Any] | str]:
    """The cases with an interview, and the drafts, at any of these moments."""
    found: list[dict[str, Any] | str] = []
    for at in moments:
        found += [case for case in views(life, at) if case["start"]]
        found += [str(draft) for draft in life.drafts()]
    return found


def name_of(value: object) -> str | None:
    """A row is called by its words."""
    return " ".join(value.split())[:60] if isinstance(value, str) else None
