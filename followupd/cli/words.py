"""The user's word about a case, above anything that was read: pause, resume, close, set, add, join, split.

Each writes one line into the ledger; the next round acts on it.
"""

from __future__ import annotations

import hashlib
from argparse import Namespace
from collections.abc import Callable
from datetime import date, datetime
from email.utils import parseaddr

from followupd.cases.build import case_id, parse_interview
from followupd.cases.case import Case
from followupd.cases.entries import Add, Close, Entry, Join, Pause, Resume, SetField, Split
from followupd.cli.output import say, say_json
from followupd.cli.session import find_case, ledger_of, look_back, now_of, settings_of
from followupd.errors import UsageError
from followupd.settings import Settings
from followupd.state.directory import prepare

_FIELDS = ("interview", "promised", "contact", "employer", "role")


def run(options: Namespace) -> int:
    settings = settings_of(options)
    prepare(settings.state_dir)
    command: Callable[[Namespace, Settings], list[Entry]] = _COMMANDS[options.command]
    entries = command(options, settings)
    ledger = ledger_of(settings)
    for entry in entries:
        ledger.append(entry)
    if options.json:
        say_json({"case": entries[0].case, "written": len(entries)})
    else:
        say(f"{entries[0].case}: noted; the next scan acts on it.")
    return 0


def _case(options: Namespace, wanted: str | None = None) -> Case:
    _, plan = look_back(options)
    return find_case(plan, wanted or options.case).case


def _pause(options: Namespace, settings: Settings) -> list[Entry]:
    case = _case(options)
    until = _date(options.until, "--until") if options.until else None
    return [Pause(at=now_of(options), case=case.id, root=case.root, until=until)]


def _resume(options: Namespace, settings: Settings) -> list[Entry]:
    case = _case(options)
    return [Resume(at=now_of(options), case=case.id, root=case.root)]


def _close(options: Namespace, settings: Settings) -> list[Entry]:
    case = _case(options)
    return [Close(at=now_of(options), case=case.id, root=case.root)]


def _set(options: Namespace, settings: Settings) -> list[Entry]:
    case = _case(options)
    entries: list[Entry] = []
    for assignment in options.assignments:
        field, sign, value = assignment.partition("=")
        if not sign or field not in _FIELDS:
            do = f"KEY=VALUE, where KEY is one of {', '.join(_FIELDS)}"
            raise UsageError(f"not understood: {assignment!r}", do=do)
        value = "" if value.strip() == "none" else _checked(field, value.strip(), settings)
        entries.append(SetField(at=now_of(options), case=case.id, root=case.root, field=field, value=value))
    return entries


def _checked(field: str, value: str, settings: Settings) -> str:
    if not value or len(value) > 500 or any(ord(char) < 32 for char in value):
        raise UsageError(f"{field}: a short text on one line, or none", do=f"`{field}=none` takes it back.")
    if field == "promised":
        return _date(value, "promised").isoformat()
    if field == "interview":
        _interview(value, settings)
    if field == "contact":
        _address(value)
    return value


def _interview(value: str, settings: Settings) -> tuple[datetime, datetime]:
    try:
        return parse_interview(value, settings.you.zone)
    except ValueError:
        do = "e.g. 2026-11-10T14:00, 2026-11-10T14:00/2026-11-10T15:00, or 2026-11-10"
        raise UsageError(f"not a time of an interview: {value!r}", do=do) from None


def _date(value: str, name: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise UsageError(f"{name}: not a day: {value!r}", do="YYYY-MM-DD") from None


def _address(value: str) -> tuple[str, str]:
    name, address = parseaddr(value)
    local, _, domain = address.rpartition("@")
    if not local or not domain or " " in address:
        raise UsageError(f"not an address: {value!r}", do="e.g. 'Priya Nair <priya@brightloom.test>'")
    return name, address.lower()


def _add(options: Namespace, settings: Settings) -> list[Entry]:
    employer = options.employer or _ask("Employer")
    start, end = _interview(options.interview or _ask("Interview (e.g. 2026-11-10T14:00)"), settings)
    name, address = _address(options.contact) if options.contact else ("", "")
    accounts = [account.address for account in settings.accounts]
    account = options.account or accounts[0]
    if account not in accounts:
        raise UsageError(f"no such account: {account!r}", do=f"one of {', '.join(accounts)}")
    now = now_of(options)
    digest = hashlib.sha256(f"{employer}\n{options.role}\n{start.isoformat()}".encode()).hexdigest()
    root = f"<{digest[:24]}@by-hand.invalid>"
    if any(isinstance(entry, Add) and entry.root == root for entry in ledger_of(settings).entries):
        there = case_id(root)
        raise UsageError(f"this case is there already: {there}", do=f"`followupd set {there} …` changes it.")
    return [Add(at=now, case=case_id(root), root=root, account=account, employer=employer.strip()[:200], start=start,
                end=end, role=options.role.strip()[:200], contact_name=name, contact_address=address)]


def _ask(question: str) -> str:
    """A question to the person at the terminal; without one, the command line is incomplete."""
    import sys

    if not sys.stdin.isatty():
        what = f"{question.partition(' ')[0].lower()} is missing"
        raise UsageError(what, do="`followupd add --help` shows the options.")
    return input(f"{question}: ").strip()


def _join(options: Namespace, settings: Settings) -> list[Entry]:
    _, plan = look_back(options)
    first, second = find_case(plan, options.case).case, find_case(plan, options.other).case
    if first.id == second.id:
        raise UsageError("a case cannot be joined to itself", do="`followupd status --all` lists the cases.")
    return [Join(at=now_of(options), case=first.id, root=first.root, other=second.root)]


def _split(options: Namespace, settings: Settings) -> list[Entry]:
    case = _case(options)
    wanted = options.message_id if options.message_id.startswith("<") else f"<{options.message_id}>"
    if wanted not in case.message_ids:
        raise UsageError(f"no such message in case {case.id}", do=f"`followupd explain {case.id}` lists them.")
    return [Split(at=now_of(options), case=case.id, root=wanted)]


_COMMANDS: dict[str, Callable[[Namespace, Settings], list[Entry]]] = {
    "pause": _pause, "resume": _resume, "close": _close, "set": _set, "add": _add, "join": _join, "split": _split,
}
