"""Clock times with their ranges and zones, and the bare numbers that are hours: "2:30-3:15pm ET", "at 2 on Friday"."""

from __future__ import annotations

from followupd.reading.times.beside import ends_day, follows_day, on_day
from followupd.reading.times.forms import Found, bare, checked, digits, ends_well, joined, one
from followupd.reading.times.hours import WINDOW, Clock, ClockTold
from followupd.reading.times.meaning import REPLACED
from followupd.reading.times.page import Page
from followupd.reading.times.tokens import LINE
from followupd.reading.times.zones import read_zone

_FEW = 8
#: minutes from a clock to the one beside it
_LONG = 180


def read_clock(page: Page, i: int) -> tuple[ClockTold, int] | None:
    """The clock at i, with the end of its range and its zone: "2:30-3:15pm ET", "between 2 and 4"."""
    first = one(page, i)
    if first is None or page.is_in("not_numbers", i):
        return None
    begin, j = first
    zone = read_zone(page, j) if begin.sure else None
    j = zone[1] if zone else j
    replaced = page.replaced(i, day=False)
    ranged = None if replaced else _end(page, i, begin, j)
    end = ranged[0] if ranged else None
    if not begin.sure and not (end and end.sure) and not _cued(
        page, i, ranged[1] if ranged else j, ranged=ranged is not None,
    ):
        return None
    if ranged:
        j = ranged[1]
    after = read_zone(page, j)
    if ranged and zone and after and zone[0] != after[0]:
        # no range, but the same moment for another zone: "3:30 pm Houston time - 1:30 pm California time"
        end, j, after = None, zone[1], None
    zone, j = (after, after[1]) if after else (zone, j)
    doubt = REPLACED if replaced else _window(page, i, j) or (_free(page, i) if end else "")
    return ClockTold(begin, end, zone[0] if zone else None, doubt), page.past("onwards", j)


def read_hour(page: Page, i: int) -> tuple[ClockTold, int] | None:
    """A bare hour at i, in a list of hours."""
    found = _listed_dotted(page, i) or bare(page, i)
    if found is None or digits(page, i) or not 1 <= found[0].minutes // 60 <= 12 or not ends_well(page, found[1]):
        return None
    zone = read_zone(page, found[1])
    return ClockTold(found[0], zone=zone[0] if zone else None), zone[1] if zone else found[1]


def _listed_dotted(page: Page, i: int) -> Found:
    """ "2.45" after "10.15, 11.30 or"."""
    hour, minutes = page.tokens.number(i, 1, 12), page.tokens.number(i + 2, 0, 59, (2,))
    if hour is None or minutes is None or minutes % 5 or page.tokens.word(i + 1) != "." or not joined(page, i + 1):
        return None
    return checked(hour, minutes, "", i + 3)


def _cued(page: Page, i: int, j: int, *, ranged: bool) -> bool:
    """Whether a bare number is an hour: "at 2", "from 3 to 4", "between 2 and 4"."""
    cue = page.behind("before_bare", i) or (ranged and (_after_day(page, i) or page.behind("before_clock", i)))
    cued = (cue or _about(page, i) or _before_day(page, i)) and ends_well(page, j)
    return cued or _on_day(page, i, j) or _begins_list(page, i, j) or _answers(page, i, j)


def _answers(page: Page, i: int, j: int) -> bool:
    """ "3 works for me.": an hour that a sentence begins with."""
    opens = i == 0 or page.tokens.gap(i) >= 2 or page.tokens.word(i - 1) in (".", "!", "?", ";")
    return opens and page.is_in("clock_answers", j)


def _on_day(page: Page, i: int, j: int) -> bool:
    """ "Friday at 10 suits", "Thursday night about 8 after we shut", "from 10 on the 24th"; not "Friday at 3 sites"."""
    led, begins = page.behind("before_bare", i) or page.behind("before_about", i), page.behind("from", i)
    if on_day(page, j):
        return led or begins or page.behind("before_dotted_clock", i)
    after = page.tokens.at(j)
    if not (led or begins) or after is None or not (ends_day(page, i - 1) or ends_day(page, i - 2)):
        return False
    goes_on = led and after.text.isalpha() and not after.capital and not page.is_in("not_clock_after", j)
    return goes_on or ends_well(page, j)


def _about(page: Page, i: int) -> bool:
    """ "tomorrow evening about 7", "Tues 7th about 2", "about 3 on Thursday"."""
    return page.behind("before_about", i) and (ends_day(page, i - 1) or on_day(page, i + 1) is not None)


def _before_day(page: Page, i: int) -> bool:
    """ "8 Thursday. Side door.", "11 on Saturday": an hour that a sentence or a line begins with."""
    words, tokens = page.words, page.tokens
    found = on_day(page, i + 1)
    opens = i == 0 or tokens.gap(i) >= 2 or (tokens.gap(i) and tokens.word(i - 1) in (".", "!", "?", ",", "-", "–"))
    return bool(found and opens and tokens.gap(i + 1) < 2 and not tokens.find(words.months, found[1]))


def _begins_list(page: Page, i: int, j: int) -> bool:
    """ "Tuesday: 9, 9:30 or 11": an hour that surer ones follow."""
    tokens = page.tokens
    led = tokens.word(i - 1) in (":", "(") or page.behind("either", i) or _after_day(page, i)
    after = page.past("or", j + 1 if tokens.word(j) == "," else j) if led else j
    if after == j:
        return False
    bare = page.tokens.number(after, 1, 12) is not None and ends_well(page, after + 1)
    return digits(page, after) is not None or (bare and _below_day(page, i))


def _below_day(page: Page, i: int) -> bool:
    """Whether only a colon stands between a day and the number at i: "Tue 11/10: 10, 11, 2"."""
    tokens = page.tokens
    date = tokens.number(i - 2, 1, 31) is not None and tokens.gap(i - 2) == 0 and tokens.word(i - 3) in ("/", ".")
    month = tokens.number(i - 2, 1, 31) is not None and tokens.behind(page.words.months, i - 2)
    return tokens.word(i - 1) == ":" and (date or month or follows_day(page, i))


def _after_day(page: Page, i: int) -> bool:
    """ "Tuesday 10-11", "Thursday 21st, 12 to 1"."""
    return page.tokens.behind(page.words.weekdays, i) or (page.tokens.word(i - 1) == "," and follows_day(page, i))


def _end(page: Page, i: int, begin: Clock, j: int) -> Found:
    """The second clock of a range."""
    between = page.behind("between", i)
    after = j if page.tokens.gap(j) >= 2 else page.past("to", j)  # a dash that begins a line is a bullet
    after = page.past("or", j) if between and after == j else after
    found = one(page, after) if after > j else _beside(page, i, begin, j)
    if found is None:
        return None
    if not (found[0].sure or begin.sure or between or page.behind("from", i) or _after_day(page, i)):
        return None
    return found if found[0].sure or ends_well(page, found[1]) else None


def _beside(page: Page, i: int, begin: Clock, j: int) -> Found:
    """ "30.11.2026  09:30  10:15": in a row of a table with its end, where no third one stands beside the two."""
    found = one(page, j) if page.tokens.gap(j) == 1 and digits(page, j) and begin.sure else None
    if found is None or not found[0].sure or not 0 < found[0].minutes - begin.minutes <= _LONG:
        return None
    listed = digits(page, found[1]) or (page.tokens.gap(i) < LINE and _ends_clock(page, i))
    return None if listed or page.behind("column_labels", i) else found


def _ends_clock(page: Page, i: int) -> bool:
    """Whether a clock stands right before i."""
    return any((found := one(page, n)) is not None and found[1] == i for n in range(max(i - _FEW, 0), i))


def _free(page: Page, i: int) -> str:
    """ "I am free Tuesday from 1 to 4": hours to choose from."""
    return WINDOW if any(page.is_in("free", n) for n in range(max(0, i - _FEW), i)) else ""


def _window(page: Page, i: int, j: int) -> str:
    bounded = page.behind("bound", i) or page.behind("between", i) or page.is_in("onwards", j)
    return WINDOW if bounded else ""
