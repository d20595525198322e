"""What mail clients do to a draft that they did not write: our own small descriptions, one a client.

Those of Thunderbird and neomutt follow what was recorded of them (`recorded/`), the others what is told of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from world import Life, when

QUOTE = "\nOn Mon, 2 Nov 2026, Ann Brook wrote:\n> Thank you for applying.\n> We would like to invite you.\n"
SIGNATURE = "\n-- \nJordan Lee\n+1 555 0100\n"


@dataclass(frozen=True)
class Client:
    """`drops`: header fields that are gone after an edit; `sent_drops`: those of the sent copy besides.

    `slowly`: the copy from before the edit still lies there when we look. `leaves`: the draft stays in Drafts after it
    was sent. `only_flags`: what is edited or sent is marked \\Deleted, and expunged some time later.
    """

    name: str
    new_id: bool = True
    sent_new_id: bool = True
    drops: tuple[str, ...] = ()
    sent_drops: tuple[str, ...] = ()
    adds: tuple[tuple[str, str], ...] = ()
    subject: str = ""
    html: bool = False
    quotes: bool = False
    signs: bool = False
    flags: str = "DS"
    slowly: bool = False
    leaves: bool = False
    only_flags: bool = False
    sent_folder: str = ".Sent"
    deletes_for_good: bool = False

    def edits(self, life: Life, at: str, text: str = "Thank you for your time. In my own words.\n") -> EmailMessage:
        path = life.draft_files()[-1]
        draft = self._written(life.read(path), text, self.drops, f"<{when(at).timestamp():.0f}.draft@{self._host}>"
                              if self.new_id else "")
        draft.replace_header("Date", format_datetime(when(at)))
        life.put(".Drafts", draft, at, self.flags)
        if not self.slowly:
            self._removes(path)
        return draft

    def sends(self, life: Life, at: str) -> EmailMessage:
        path = life.draft_files()[-1]
        new = f"<{when(at).timestamp():.0f}.sent@{self._host}>" if self.sent_new_id else ""
        mail = self._written(life.read(path), "", self.sent_drops, new)
        mail.replace_header("Date", format_datetime(when(at)))
        life.put(self.sent_folder, mail, at)
        if not self.leaves:
            for each in life.draft_files():
                self._removes(each)
        return mail

    def deletes(self, life: Life) -> None:
        for path in life.draft_files():
            if self.deletes_for_good:
                path.unlink()
            elif self.only_flags:
                (life.maildir / ".Trash" / "cur" / path.name).write_bytes(path.read_bytes())
                self._removes(path)
            else:
                path.rename(life.maildir / ".Trash" / "cur" / path.name)

    @property
    def _host(self) -> str:
        return "mail.gmail.com" if "Gmail" in self.name else "example.org"

    def _removes(self, path: Path) -> None:
        if self.only_flags:
            path.rename(path.with_name(path.name.partition(":2,")[0] + ":2,DST"))
        else:
            path.unlink()

    def _written(self, message: EmailMessage, text: str, drops: tuple[str, ...], new_id: str) -> EmailMessage:
        for name in (*drops, *(["Message-ID"] if new_id else [])):
            del message[name]
        if new_id:
            message["Message-ID"] = new_id
        for name, value in self.adds:
            del message[name]
            message[name] = value
        if self.subject:
            message.replace_header("Subject", self.subject.format(re.sub(r"(?i)^re: ", "", str(message["Subject"]))))
        if text:
            self._says(message, text)
        return message

    def _says(self, message: EmailMessage, text: str) -> None:
        text += (SIGNATURE if self.signs else "") + (QUOTE if self.quotes else "")
        kept = {name: str(message[name]) for name in ("Message-ID", "In-Reply-To", "References") if message[name]}
        message.set_content(text)
        if self.html:
            message.add_alternative(f"<div dir=\"ltr\">{text}</div>", subtype="html")
        assert all(str(message[name]) == value for name, value in kept.items())


CLIENTS = (
    Client("Thunderbird", flags="D",
           adds=(("User-Agent", "Mozilla Thunderbird"), ("X-Mozilla-Draft-Info", "internal/draft"))),
    Client("Thunderbird, HTML, only marked", html=True, flags="D", only_flags=True),
    Client("neomutt", new_id=False, sent_new_id=False, adds=(("X-Mutt-Fcc", "+Sent"),), flags="D", slowly=True,
           deletes_for_good=True),
    Client("neomutt, maildir, trash", new_id=False, sent_new_id=False, adds=(("X-Mutt-Fcc", "=.Sent"),), flags=""),
    Client("Gmail web", html=True, quotes=True, sent_new_id=False, deletes_for_good=True),
    Client("Gmail Android, sent only in All Mail", html=True, signs=True, sent_folder=".Archive",
           deletes_for_good=True),
    Client("Apple Mail, two copies after autosave", html=True, slowly=True,
           adds=(("X-Uniform-Type-Identifier", "com.apple.mail-draft"),)),
    Client("Apple Mail, expunged later", html=True, only_flags=True),
    Client("Outlook", drops=("In-Reply-To",), sent_drops=("In-Reply-To",), html=True, quotes=True,
           subject="RE: {}", adds=(("Thread-Index", "AdB="), ("X-MS-Has-Attach", ""))),
    Client("Exchange, the thread lost", drops=("In-Reply-To", "References"), sent_drops=("In-Reply-To", "References"),
           html=True, flags="S"),
    Client("K-9", signs=True, sent_new_id=False),
    Client("FairEmail", new_id=False, sent_new_id=False),
    Client("FairEmail, HTML, flagged", html=True, flags="DFS", new_id=False, sent_new_id=False),
    Client("Roundcube", quotes=True, adds=(("X-Draft-Info", "type=reply; uid=1"),)),
    Client("Roundcube, the draft left behind", leaves=True),
)
