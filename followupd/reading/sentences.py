"""A text as words in sentences, each word knowing where it stands in the text as it was.

Mail breaks its lines where the author's program did: a line break ends a sentence only where it looks like one
(a blank line, a list, a label, a heading), not where a long line was merely wrapped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from msgspec import Struct

from followupd.reading.automaton import BEGIN, END

#: characters of a text that are read: what a mail has to say stands in its beginning
BOUND = 8_000
TIME, LINK = "TIME", "LINK"
_PIECE = re.compile(
    r"(?P<link>https?://[^\s<>\"]{1,2000}|www\.[^\s<>\"]{1,2000})"
    r"|(?P<address>[\w.+\-]{1,64}@[\w.\-]{1,255})"
    r"|(?P<word>[^\W_](?:[^\W_]|[\u00ad\u200b-\u200d])*(?:['\u2018\u2019\u02bc`][^\W_]+)*)"
    r"|(?P<stop>[.!?…]+(?=[\s\"'”’)\]*_]|$))"
    r"|(?P<line>[ \t]*\n[\s>]*)"
    r"|(?P<mark>[•●▪◦|\t]|;)"
)
_INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D])
_QUOTES = str.maketrans("\u2018\u2019\u02bc`", "''''")
_LABEL = re.compile(r"\w[\w ]{1,24}:\s")
_WRAPPED = 45


class Manner(Struct, frozen=True):
    """What a language does to words: short forms and what they stand for, and abbreviations that end in a point."""

    short: Mapping[str, str] = {}
    endings: Mapping[str, str] = {}
    abbreviations: frozenset[str] = frozenset()
    replies: frozenset[str] = frozenset()
    #: words that a time may reach over ("tomorrow we start at 2"): they are words still
    inside: frozenset[str] = frozenset()
    #: what stands behind an apostrophe is a word: "l'entretien"
    elides: bool = False

    def is_reply(self, subject: str) -> bool:
        """Whether it begins as that of a reply (RFC 5322 3.6.5)."""
        return subject.partition(":")[0].strip().lower() in self.replies


class Stream(Struct):
    """Words (with ^ and $ around each sentence), where each stands in the text, and which sentences ask."""

    words: list[str]
    spans: list[tuple[int, int]]
    sentence: list[int]
    asks: list[bool]


def split(text: str, times: Sequence[tuple[int, int]], manner: Manner) -> Stream:
    """The first `BOUND` characters as a stream; each span of `times` becomes the one word TIME."""
    stream = Stream([], [], [], [])
    text = text[:BOUND]
    ahead = sorted(times, reverse=True)
    open_, last = False, 0
    for piece in _PIECE.finditer(text):
        start, end = piece.span()
        while ahead and ahead[-1][1] <= start:
            ahead.pop()
        if ahead and ahead[-1][0] < end and piece.lastgroup != "line":
            within = [word for word in _words(piece, manner) if word in manner.inside] if start > ahead[-1][0] else []
            if not within and open_ and stream.spans[-1] == ahead[-1]:
                continue
            words, span = (within, (start, end)) if within else ([TIME], ahead[-1])
        elif piece.lastgroup in ("stop", "line", "mark"):
            if open_ and not _labels(piece, text, ahead) and _ends(piece, text, stream, last, manner):
                open_ = _close(stream, "?" in piece.group())
            last = end if piece.lastgroup == "line" else last
            continue
        else:
            words, span = _words(piece, manner), (start, end)
            open_ = open_ and _goes_on(stream, text, piece.group())
        if not open_:
            open_ = _open(stream, start)
        for word in words:
            _append(stream, word, span)
    if open_:
        _close(stream, False)
    return stream


def _goes_on(stream: Stream, text: str, word: str) -> bool:
    """Whether the sentence does; the last point of a time ends it in "at 8:30 a.m. Please", not in "8:30 a.m. ET"."""
    behind = stream.words[-1] == TIME and text[stream.spans[-1][1] - 1] == "."
    ends = behind and word[0].isupper() and not (len(word) > 1 and word.isupper())
    return not ends or _close(stream, False)


def _words(piece: re.Match[str], manner: Manner) -> list[str]:
    if piece.lastgroup != "word":
        return [LINK] if piece.lastgroup == "link" else [" "]
    word = piece.group().translate(_QUOTES).lower()
    if not word.isascii():
        word = unicodedata.normalize("NFKC", word.translate(_INVISIBLE))
    if word in manner.short:
        return manner.short[word].split()
    stem, quote, ending = word.rpartition("'")
    if not quote:
        return [word]
    if ending == "t" and stem.endswith("n") and "n't" in manner.endings:
        return [stem[:-1], *manner.endings["n't"].split()]
    bare = manner.short.get(ending, ending) if manner.elides else ""
    return [stem, *manner.endings.get(ending, bare).split()]


def _ends(piece: re.Match[str], text: str, stream: Stream, line: int, manner: Manner) -> bool:
    """Whether a stop, a line break or a mark ends the sentence."""
    if piece.lastgroup == "stop":
        return piece.group() != "." or stream.words[-1] not in manner.abbreviations
    if piece.lastgroup == "mark":
        return True
    following, broken = text[piece.end() : piece.end() + 1], piece.group().count("\n")
    if broken > 1 or not (following.isalnum() or following in "(\"'“"):
        return True
    width, before = piece.start() - line, text[piece.start() - 1 : piece.start()]
    if before in ":;" or _LABEL.match(text, piece.end()):
        return True
    return not (following.islower() or width >= _WRAPPED)


def _labels(piece: re.Match[str], text: str, ahead: Sequence[tuple[int, int]]) -> bool:
    """A line break behind a label whose time stands on the next line ("When:", and below it the day)."""
    if piece.lastgroup != "line" or text[piece.start() - 1 : piece.start()] != ":" or not ahead:
        return False
    return ahead[-1][0] - piece.end() <= 1


def _open(stream: Stream, at: int) -> bool:
    stream.asks.append(False)
    _append(stream, BEGIN, (at, at))
    return True


def _close(stream: Stream, asks: bool) -> bool:
    stream.asks[-1] = asks
    end = stream.spans[-1][1]
    _append(stream, END, (end, end))
    return False


def _append(stream: Stream, word: str, span: tuple[int, int]) -> None:
    stream.words.append(word)
    stream.spans.append(span)
    stream.sentence.append(len(stream.asks) - 1)
