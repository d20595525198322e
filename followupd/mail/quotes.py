"""New text apart from quotation, forwarded mail and signature: what is read must be what this sender wrote now.

A machine over lines. It looks at most `AHEAD` lines ahead of the one it stands on and never goes back further, and
what it looks at is cut to `MAX_LINE` characters, so its time grows with the length of the text and with nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from followupd.mail import signature, words

AHEAD = 12
MAX_LINE = 400

_RULE = re.compile(r"[\s*]*[-_=─—]{5,}[\s*]*")
_ENDS = re.compile(r"[:：][\s>*]{0,3}$|\s-{3,5}$")
_TELLS_WHEN_OR_WHO = re.compile(r"\d{1,4}[./: -]\d|\d{1,2}\s?[^\W\d]{3}|[^\W\d]{3,12}\.?,? \d{1,2}\b|\S@\S|\d年")
#: an address, a clock, a year: what programs write and people leave out
_SURE = re.compile(r"\S@\S|\d{1,2}[:.h]\d\d|\b(?:19|20)\d\d\b|\d{4}年")
_DATE_FIRST = re.compile(r"\s*\d{4}年|\s*\d{1,4}[-./ ]{1,2}(?:\d{1,2}|[^\W\d]{3,12})[-./ ]")
#: "2026-03-12 14:05 GMT+01:00 Ann <ann@acme.test>:", as Gmail writes it in languages without a verb there
_NAMED = re.compile(r"\S@[^\s<>]{1,100}>\s?:")
#: above the fields of a reply that Notes wrote: "12.03.2026 14:05", or "Ann <ann@acme.test> on 03/12/2026 02:05 PM"
_NOTES_DATE = re.compile(
    r"(?P<name>\S.{0,200}\s)?\s*\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4} \d{1,2}: ?\d\d(?(name)[\s:\dapm.]{0,12}$)",
    re.IGNORECASE,
)


class Split(Struct, frozen=True):
    """A mail's text in its four parts. `forwarded` is the whole original, with its header lines."""

    new: str
    quoted: str = ""
    signature: str = ""
    forwarded: str = ""


def split(text: str, *, is_forward: bool = False) -> Split:
    """Takes `text` apart (RFC 3676 4.5 for "> ", 4.3 for "-- "; the rest is custom).

    Answers that stand between quoted lines are new. A text that is all quotation and names nobody is its own.
    `is_forward`: the subject says so, and an original that no line announces is a forward.
    """
    return split_lines(text.split("\n"), is_forward=is_forward)


def split_lines(lines: Sequence[str], *, is_forward: bool = False) -> Split:
    """`split` of a text that is in lines already."""
    machine = _Machine(lines)
    machine.run()
    forwarded = machine.forwarded or (is_forward and not machine.attributed)
    rest = "\n".join(lines[machine.cut :]).strip("\n")
    new, signed = [], []
    for part in machine.new:
        kept, cut_off = signature.cut(part)
        new.append(kept)
        signed.append(cut_off)
    said = _tidy("\n\n".join(new))
    quoted = "\n".join(machine.quoted)
    if not said and not rest and not machine.attributed and not any(signed):
        return Split(_tidy(quoted))
    return Split(
        said,
        "\n".join(filter(None, [quoted, "" if forwarded else rest])),
        _tidy("\n\n".join(filter(None, signed))),
        rest if forwarded else "",
    )


def _tidy(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", text).strip()


class _Machine:
    """Walks down the lines once: into `new` (in stretches), into `quoted`, and to `cut`, where an original begins."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.new: list[list[str]] = [[]]
        self.quoted: list[str] = []
        self.cut = len(lines)
        self.forwarded = False
        self.attributed = False

    def run(self) -> None:
        at = 0
        while at < len(self.lines):
            line = self.lines[at][:MAX_LINE]
            if line.lstrip()[:1] == ">" and not self._closes_address(line):
                at = self._quotation(at)
            elif self._original(at, line):
                return
            elif _ENDS.search(line) and (above := self._attribution(at, line)) is not None:
                at = self._after_attribution(at, above)
            else:
                self.new[-1].append(line if len(line) < MAX_LINE else self.lines[at])
                at += 1

    def _quotation(self, at: int) -> int:
        while at < len(self.lines) and self.lines[at][:MAX_LINE].lstrip()[:1] == ">":
            self.quoted.append(self.lines[at])
            at += 1
        self.new.append([])
        return at

    def _closes_address(self, line: str) -> bool:
        """A wrapped "<ann@acme.test" above, and here its "> wrote:"."""
        previous = self.new[-1][-1][-MAX_LINE:] if self.new[-1] else ""
        return len(line) < 60 and bool(_ENDS.search(line)) and previous.rfind("<") > previous.rfind(">")

    def _original(self, at: int, line: str) -> bool:
        """Whether an original begins here, which goes on to the end; `cut` and `forwarded` are set."""
        mark = words.mark(line)
        above = 0 if mark else self._header_block(at)
        if above is None:
            return False
        self.forwarded = mark == "forwarded"
        self._cut_at(at - above, above)
        return True

    def _cut_at(self, cut: int, above: int) -> None:
        """All from line `cut` on is the original; `above` lines of it stand in `new` already."""
        self.cut = cut
        stretch = self.new[-1]
        del stretch[len(stretch) - above :]
        # the rule above an original belongs to it
        while stretch and (not stretch[-1].strip() or _RULE.fullmatch(stretch[-1][:MAX_LINE])):
            stretch.pop()
            self.cut -= 1

    def _attribution(self, at: int, line: str) -> int | None:
        """How many lines above this one the attribution starts that ends here; None where none ends here."""
        above = self.new[-1]
        joined = line
        for back in range(min(4, len(above) + 1)):
            if back:
                previous = above[-back][:MAX_LINE]
                if not previous.strip():
                    break
                joined = f"{previous} {joined}"
            dated = bool(_DATE_FIRST.match(joined))
            by_form = dated and bool(_NAMED.search(joined))
            opens = (dated or words.opens(joined)) and _TELLS_WHEN_OR_WHO.search(joined)
            if opens and (by_form or words.wrote(joined)):
                # without a quotation below it, "On November 5 he wrote:" is a sentence of anybody's
                return back if _SURE.search(joined) or self._quoted_next(at) else None
        return 0 if words.wrote(line) and ("@" in line or (len(line) < 80 and self._quoted_next(at))) else None

    def _quoted_next(self, at: int) -> bool:
        """Whether the next line that is not blank is quoted."""
        following = next((line for line in self.lines[at + 1 : at + AHEAD] if line.strip()), "")
        return following[:MAX_LINE].lstrip()[:1] == ">"

    def _after_attribution(self, at: int, above: int) -> int:
        """Past an attribution: what follows it unquoted is the original, to its end."""
        self.attributed = True
        if self._quoted_next(at):
            stretch = self.new[-1]
            self.quoted += [*stretch[len(stretch) - above :], self.lines[at]]
            del stretch[len(stretch) - above :]
            return at + 1
        self._cut_at(at - above, above)
        return len(self.lines)

    def _header_block(self, at: int) -> int | None:
        """How many lines above this one the fields of an original start; None where none stand here.

        Outlook writes "From: … Sent: … To: … Subject: …"; Notes a name and a time, then "To: … cc: … Subject: …".
        """
        kind = words.field(self.lines[at][:MAX_LINE])
        if kind not in ("from", "to"):
            return None
        kinds = {kind}
        for line in self.lines[at + 1 : at + AHEAD]:
            told = words.field(line[:MAX_LINE])
            if told is None and not line.strip() and len(kinds) > 1:
                break
            kinds |= {told} if told else set()
        if kind == "from":
            whole = {"date", "to"} <= kinds and "@" in self.lines[at][:MAX_LINE]
            return 0 if whole or ("subject" in kinds and kinds & {"date", "to"}) else None
        return self._notes_head() if {"copy", "subject"} <= kinds else None

    def _notes_head(self) -> int | None:
        stretch = self.new[-1]
        for back in range(1, min(4, len(stretch)) + 1):
            if head := _NOTES_DATE.match(stretch[-back][:MAX_LINE]):
                return back if head["name"] else min(back + 1, len(stretch))
        return None
