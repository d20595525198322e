"""Which folder plays which role: SPECIAL-USE flags (RFC 6154) first, then names as mail programs give them.

Drafts is the one folder that is ever written to, so it is chosen with distrust: a folder with another special use,
or one that is named like an outbox, is refused even where the configuration asks for it (some servers mail
whatever is copied there).
"""

from __future__ import annotations

import base64
import binascii
import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources

from msgspec import Struct

from followupd.errors import MailboxRefused
from followupd.settings import Account

#: role → its special-use flags, in the order of preference: Gmail's All Mail holds what an archive would
USES = {"sent": ("\\sent",), "drafts": ("\\drafts",), "trash": ("\\trash",), "archive": ("\\all", "\\archive")}
NOT_DRAFTS = frozenset({"\\sent", "\\junk", "\\trash", "\\all", "\\archive"})
UNSELECTABLE = frozenset({"\\noselect", "\\nonexistent"})
PARENTS = frozenset({"", "inbox", "[gmail]", "[google mail]", "[googlemail]"})
MAX_FOLDERS = 5_000
_SHIFT = re.compile(r"&([A-Za-z0-9+,]*)-")


class Folder(Struct, frozen=True):
    """A folder of the server or the disk: `key` names it there, `name` for a person; flags in lower case."""

    key: bytes
    name: str
    separator: str = ""
    flags: frozenset[str] = frozenset()

    @property
    def parent_and_leaf(self) -> tuple[str, str]:
        """Both in lower case; a name without separator has no parent."""
        if not self.separator:
            return "", self.name.lower()
        parent, _, leaf = self.name.lower().rpartition(self.separator.lower())
        return parent, leaf


def roles_of(folders: Sequence[Folder], account: Account) -> dict[str, Folder]:
    """Role → folder. Sent, Trash and Archive may be missing; INBOX and Drafts may not.

    Raises `MailboxRefused` where a folder of the configuration is not there, or Drafts is missing or not to be used.
    """
    there = [f for f in folders[:MAX_FOLDERS] if not f.flags & UNSELECTABLE]
    roles: dict[str, Folder] = {}
    for role in ("inbox", "sent", "drafts", "trash", "archive"):
        wanted = account.folders.get(role, "")
        found = _named(there, wanted, account, f"folders.{role}") if wanted else _found(there, role)
        if found is not None:
            roles[role] = found
    for name in account.read_folders:
        roles[f"read:{name}"] = _named(there, name, account, "folders.read")
    _check(roles, account, there)
    return roles


def _found(folders: list[Folder], role: str) -> Folder | None:
    if role == "inbox":
        return next((f for f in folders if f.name.upper() == "INBOX"), None)
    for use in USES[role]:
        flagged = [f for f in folders if use in f.flags]
        if flagged:
            return min(flagged, key=lambda f: _rank(f, role))
    others = [f for f in folders if not f.flags & frozenset(u for r, us in USES.items() if r != role for u in us)]
    named = [f for f in others if _rank(f, role) < len(_names()[role]) and "\\junk" not in f.flags]
    return min(named, key=lambda f: _rank(f, role), default=None)


def _rank(folder: Folder, role: str) -> int:
    """How near the folder's name is to what such folders are called: 0 is best."""
    parent, leaf = folder.parent_and_leaf
    names = _names()[role]
    return names.index(leaf) if parent in PARENTS and leaf in names else len(names)


def _named(folders: list[Folder], name: str, account: Account, key: str) -> Folder:
    for folder in folders:
        if folder.name == name or name.upper() == folder.name.upper() == "INBOX":
            return folder
    raise MailboxRefused(f'{key}: there is no folder "{name}"', where=account.address, do=_those(folders))


def _those(folders: list[Folder]) -> str:
    names = sorted(f.name for f in folders)
    shown = ", ".join(f'"{name[:60]}"' for name in names[:30])
    return f"The mailbox has: {shown}{' …' if len(names) > 30 else ''}" if names else "The mailbox has no folders."


def _check(roles: dict[str, Folder], account: Account, folders: list[Folder]) -> None:
    if "inbox" not in roles:
        raise MailboxRefused("there is no INBOX", where=account.address, do=_those(folders))
    drafts = roles.get("drafts")
    if drafts is None:
        do = f"Create a folder Drafts in a mail program, or name yours in folders.drafts. {_those(folders)}"
        raise MailboxRefused("there is no Drafts folder", where=account.address, do=do)
    names = _names()
    leaf = drafts.parent_and_leaf[1]
    forbidden = drafts.flags & NOT_DRAFTS and "\\drafts" not in drafts.flags
    if forbidden or leaf in names["outbox"] or leaf in names["junk"] or drafts.name.upper() == "INBOX":
        what = f'folders.drafts: "{drafts.name}" is not a folder for drafts; a draft in it could be sent or lost'
        raise MailboxRefused(what, where=account.address, do="Name another folder.")
    if any(drafts.key == other.key for role, other in roles.items() if role != "drafts"):
        what = f'folders.drafts: "{drafts.name}" has another role already'
        raise MailboxRefused(what, where=account.address, do="Name another folder.")


@cache
def _names() -> dict[str, list[str]]:
    text = resources.files("followupd.mailbox").joinpath("folder_names.toml").read_text("utf-8")
    return {role: [name.lower() for name in names] for role, names in tomllib.loads(text).items()}


def folder_name(raw: bytes) -> str:
    """Modified UTF-7 (RFC 3501 5.1.3) as a person reads it; what is not well-formed stays as it is."""
    text = raw.decode("utf-8", "replace")
    return _SHIFT.sub(_unshifted, text)


def _unshifted(found: re.Match[str]) -> str:
    if not found[1]:
        return "&"
    data = found[1].replace(",", "/")
    try:
        return base64.b64decode(data + "=" * (-len(data) % 4)).decode("utf-16-be")
    except (binascii.Error, UnicodeDecodeError):
        return found[0]
