"""Which role a mail speaks of. Only what is shaped like a title and stands where titles stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from followupd.mail.message import Message
from followupd.reading.facts import Named, Reader
from followupd.reading.words import folded, listed, mapped, pattern, plain

_MANY = 40
#: stands for the title of a role
_TITLE = "role"
_TOKEN = re.compile(r"[^\W_][\w'+#.]*(?:[/\-][\w'+#.]+)*|[&/,\-|:()\[\]]|\n")
_SEPARATOR = re.compile(r"\s+[-|•·–]\s+|[|•·;:()\[\]\n\"]|,\s|\s-|-\s|\.\s|[.!?]$")
_TITLE_WORD = re.compile(r"\.?[A-ZÀ-ÖØ-Þ0-9][\w+#.'/*·\-]*|[A-Z]/[A-Z]")


def role_of(message: Message, reader: Reader) -> Named | None:
    """The role; `sure` where it is shaped like a title and no other title competes, else a hint that only joins."""
    found = [title for title in _candidates(message, reader) if title]
    if not found:
        return None
    best = found[0]
    rival = any(same_role(best, other) is False for other in found[1:])
    longer = [title for title in found if title != best and same_role(best, title) is True and len(title) > len(best)]
    return Named(longer[0] if longer and not rival else best, sure=not rival)


def same_role(a: str, b: str) -> bool | None:
    """Whether two titles are one role's; None where one is empty or says less than the other ("Engineer").

    "Sr. Backend Developer" is "Senior Back-End Engineer"; "Data Engineer" is not "Product Engineer".
    """
    left, right = _words_of(a), _words_of(b)
    if not left or not right:
        return None
    if left == right:
        return True
    return None if left < right or right < left else False


def _words_of(title: str) -> frozenset[str]:
    same = mapped("people", "role", "seniority")
    words: list[str] = []
    for word in re.findall(r"[^\W_]+(?:-[^\W_]+)*[+#]*", tidy(title).casefold()):
        parts = [word] if word in same else word.split("-")
        words += [known for part in parts for known in same.get(part, part).split()]
    return frozenset(words)


def untitled(text: str, role: Named | None) -> str:
    """The text with one plain word for the title of the role, and every other character in its place.

    A "Bus Driver" speaks of no bus, and a "Press Officer" of no press.
    """
    if role is None or len(role.text) < len(_TITLE):
        return text
    return re.sub(rf"(?<!\w){re.escape(role.text)}(?!\w)", _TITLE.ljust(len(role.text)), text, flags=re.IGNORECASE)


@lru_cache(maxsize=256)
def tidy(title: str) -> str:
    """The title without requisition numbers, (m/f/d), "(Remote)" and the word "position"."""
    in_brackets, at_the_end = _noise()
    text = at_the_end.sub(" ", in_brackets.sub(" ", _unnumbered(plain(title))))
    return " ".join(text.split()).strip(" -,:;|/()[]").rstrip(".")


@cache
def _noise() -> tuple[re.Pattern[str], re.Pattern[str]]:
    noise = "|".join(listed("people", "role", "noise"))
    shapes = (rf"[(\[]\s?(?:{noise})\s?[)\]]", rf"(?:^|\s)(?:{noise})(?=\s*$)")
    in_brackets, at_the_end = (re.compile(shape, re.IGNORECASE) for shape in shapes)
    return in_brackets, at_the_end


def _unnumbered(text: str) -> str:
    return pattern("people", "role", "requisition").sub(" ", text)


def _candidates(message: Message, reader: Reader) -> Iterator[str]:
    """Titles, the surest places first: framed in the text, told by the subject, by the calendar, after a cue."""
    text, subject = plain(message.text), plain(message.subject)
    yield from _framed(text, reader)
    yield from _framed(subject, reader)
    yield from _segments(subject, reader)
    for invite in message.invites[:5]:
        yield from _segments(plain(invite.summary), reader)
    yield from _led(text, reader)


def _framed(text: str, reader: Reader) -> Iterator[str]:
    """ "for the data engineer position": a word before and a word after; small letters will do."""
    for after in list(pattern("people", "role", "after").finditer(text))[:_MANY]:
        start = max(0, after.start() - 80)
        before = re.split(r"[.!?;:]\s|\n|[()\[\]\"]", text[start : after.start()])[-1]
        cues = list(pattern("people", "role", "before").finditer(before))
        tail = before[cues[-1].end() :] if cues else before
        yield _title(tail.strip(" -,"), reader, small=bool(cues))


def _led(text: str, reader: Reader) -> Iterator[str]:
    """ "the position of Data Engineer", "applied for Data Engineer"."""
    for cue in list(pattern("people", "role", "before").finditer(text))[:_MANY]:
        rest = text[cue.end() : cue.end() + 100].lstrip(" \t:-\n")
        yield _title(_SEPARATOR.split(rest)[0], reader, small=False)


def _segments(subject: str, reader: Reader) -> Iterator[str]:
    """A subject's pieces: "Interview: Data Engineer - Jordan Lee" has one that is a title."""
    for segment in _SEPARATOR.split(_unnumbered(subject[:300])):
        piece = segment.strip()
        for cue in reversed(list(pattern("people", "role", "before").finditer(piece))):
            if title := _title(piece[cue.end() :].strip(" :-"), reader, small=False):
                yield title
                break
        else:
            title = _title(piece, reader, small=False)
            # "Dentist": an appointment with one is more likely
            yield "" if title.casefold() in folded("people", "role", "visited") else title


def _title(text: str, reader: Reader, small: bool) -> str:
    """The title at the beginning of `text`, "" where there is none; `small`: it may be written in small letters."""
    words: list[str] = []
    connectors, starts = folded("people", "role", "connectors"), folded("people", "role", "starts")
    own = set(reader.name.casefold().split())
    given = tidy(_SEPARATOR.split(text)[0]).split()[:9]
    for number, word in enumerate(given):
        bare = word.strip(",.").casefold()
        if bare in own or (not small and not _TITLE_WORD.fullmatch(word.strip(",")) and bare not in connectors):
            break
        # "Engineer I" ends with a level, "Engineer I applied for" does not
        if bare in folded("people", "role", "ends") or (bare == "i" and number + 1 < len(given)):
            break
        if sum(c.isdigit() for c in bare) > 3:
            continue  # a requisition's number
        if words or bare not in starts:
            words.append(word)
    while words and words[-1].casefold() in connectors | starts:
        words.pop()
    title = tidy(" ".join(words))
    return title if 0 < len(words) <= 8 and _has_head(title) else ""


def _has_head(title: str) -> bool:
    words, heads = set(re.findall(r"[^\W_]+", title.casefold())), folded("people", "role", "heads")
    head = bool(words & heads) or any(word.endswith(_tails()) for word in words)
    return head and not words & folded("people", "role", "hirers")


@cache
def _tails() -> tuple[str, ...]:
    """What titles end in that are written as one word ("Teamleitung"); nothing where no language has such."""
    return tuple(folded("people", "role", "tails"))
