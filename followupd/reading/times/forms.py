"""One clock time as people write it: "2:30", "half past ten", "noon", "10h30", "1430 hrs", "2 : 30 p . m ."."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from followupd.reading.times import dotted
from followupd.reading.times.beside import ends_day, follows_day, on_day
from followupd.reading.times.hours import Clock
from followupd.reading.times.page import Page
from followupd.reading.times.zones import read_zone

Found = tuple[Clock, int] | None


def _named(page: Page, i: int) -> Found:
    if page.tokens.word(i - 1) == "-" and page.tokens.gap(i) == 0:
        return None  # "après-midi"
    for name, minutes in (("noon", 720), ("midnight", 0)):
        end = page.past(f"clock_{name}", i)
        if end > i:
            return Clock(minutes, "24"), end
    return None


def _half(page: Page, i: int) -> tuple[str, int]:
    found = page.tokens.find(page.words.half_days, i)
    if found is None or (len(page.tokens.word(i)) == 1 and found[1] == i + 1 and page.tokens.gap(i) > 0):
        return "", i
    return found


#: no appointment begins so early, but many last so long, in hours
_LENGTH = 6


def digits(page: Page, i: int) -> Found:
    """ "2:30", "2.30pm", "10h30", "14:00:00", "2pm", "11 o'clock"."""
    tokens = page.tokens
    hour = tokens.number(i, 0, 24)
    if hour is None or page.behind("currency", i) or _inside(page, i):
        return None
    sign, minutes = tokens.word(i + 1), tokens.number(i + 2, 0, 59, (2,))
    if page.is_in("clock_separators", i + 1) and minutes is not None and joined(page, i + 1):
        if page.tokens.find(page.words.units, i + 1) and page.behind("length_before", i) and hour <= _LENGTH:
            return None  # "un entretien d'1h15"
        j = i + 5 if tokens.word(i + 3) == ":" and tokens.number(i + 4, 0, 59, (2,)) is not None else i + 3
        oclock = page.past("clock_oclock", j)
        half, end = _half(page, max(oclock, page.past("clock_hours", j)))
        led = page.behind("before_clock", i) and not dotted.goes_on_as_number(page, j)
        told = half or led or oclock > j or dotted.is_range(page, i) or dotted.is_alone(page, i)
        if sign == "." and not told:
            return None
        return checked(hour, minutes, half, end, padded=len(tokens.word(i)) == 2 and hour < 10)
    half, end = _half(page, i + 1)
    oclock = page.past("clock_oclock", i + 1)
    if half or (oclock > i + 1 and not _is_length(page, i)):
        half, end = (half, end) if half else _half(page, oclock)
        return checked(hour, 0, half, end)
    return _military(page, i)


def _inside(page: Page, i: int) -> bool:
    """Whether the number at i goes on from the token before: "1.2", and the offset of "UTC-07:00"."""
    tokens, sign = page.tokens, page.tokens.word(i - 1)
    offset = sign in ("+", "-", "−", "–") and page.behind("zone_offsets", i - 1) and tokens.gap(i - 1) == 0
    return tokens.gap(i) == 0 and (sign in (".", ":", "/") or offset)


def _is_length(page: Page, i: int) -> bool:
    """Whether "1 h" tells how long, in a language that writes hours of the day so, too: "9 h", "à 1 h"."""
    unit = page.tokens.find(page.words.units, i + 1)
    early = page.tokens.number(i, 0, 6) is not None and not page.behind("before_clock", i)
    return unit is not None and (early or page.behind("length_before", i))


def joined(page: Page, i: int) -> bool:
    """Whether the sign at i binds its numbers: "2:30", the tokenised "2 : 30", "14 h 30"; not "3: 10:00"."""
    before, after = page.tokens.gap(i), page.tokens.gap(i + 1)
    if before == after == 0:
        return True
    if page.is_in("clock_spaced", i):
        return before < 2 and after < 2 and not page.tokens.find(page.words.units, i + 2)
    if before == after == 1:  # "5 . 30 pm", as mails cut into tokens have it
        return page.tokens.word(i) in (".", ":") and page.tokens.word(i + 2) != ":"
    # "at 10: 30", "10: 30 am"; no number of a list: "Option 1: 11 December"
    led = page.behind("before_clock", i - 1) or page.tokens.find(page.words.half_days, i + 2) is not None
    return page.tokens.word(i) == ":" and before + after == 1 and led and page.tokens.word(i + 2) != ":"


def _military(page: Page, i: int) -> Found:
    """ "15h"; "11h" only where an hour is expected. "14 hrs" is a length: only a bare "h"."""
    expected = page.behind("before_bare", i) or follows_day(page, i) or ends_day(page, i)
    hour = page.tokens.number(i, 7 if expected else 13, 23)
    word = page.tokens.word(i + 1).isalpha() and page.is_in("clock_separators", i + 1)
    if hour and word and page.tokens.gap(i + 1) == 0:
        return Clock(hour * 60, "24"), i + 2
    return None


def checked(hour: int, minutes: int, half: str, end: int, *, padded: bool = False) -> Found:
    if hour == 24 and (minutes or half):
        return None
    if hour > 12 or hour == 0:
        return (Clock(hour % 24 * 60 + minutes, "24"), end) if half != "am" or hour == 0 else None
    if half:
        return Clock((hour % 12 + (12 if half == "pm" else 0)) * 60 + minutes, half), end
    return Clock(hour * 60 + minutes, "padded" if padded else ""), end


def _four_digits(page: Page, i: int) -> Found:
    """ "1430 hrs", "1400 UTC"."""
    found = page.tokens.number(i, 0, 2359, (4,))
    if found is None or found % 100 > 59 or page.behind("currency", i):
        return None
    end = page.past("clock_hours", i + 1)
    half, after = _half(page, i + 1)
    if half and 100 <= found < 1300:
        return checked(found // 100, found % 100, half, after)
    if end == i + 1 and not (page.behind("before_clock", i) and read_zone(page, i + 1)) and not _bare_four(page, i):
        return None
    return Clock(found // 100 * 60 + found % 100, "24"), end


def _bare_four(page: Page, i: int) -> bool:
    """ "at 0830 on Thursday", "24 March, 1600", "18 Aug 0900-1000": no year, at the whole five minutes, where an hour
    is expected."""
    written, tokens = page.tokens.word(i), page.tokens
    first = tokens.number(i - 2, 0, 2359, (4,)) if page.behind("to", i) else None
    if int(written) % 5 or _is_year(int(written)) or (first and _is_year(first)):
        return False
    dated = follows_day(page, i) or ends_day(page, i)
    led = dated or page.behind("before_bare", i) or (written[0] == "0" and page.behind("before_dotted_clock", i))
    ranged = page.is_in("to", i + 1) and tokens.number(i + 2, 0, 2359, (4,)) is not None
    led = led or (ranged and page.behind("from", i))
    row = ranged and tokens.gap(i) >= 2
    return first is not None or row or (led and (ends_well(page, i + 1) or ranged or (dated and written[0] == "0")))


def _is_year(number: int) -> bool:
    return 1960 <= number < 2060


def _spoken(page: Page, i: int) -> Found:
    """ "half past ten", "quarter to 3", "ten past two"."""
    half, half_to = page.past("clock_half", i), page.past("clock_half_to", i)
    quarter = page.past("clock_quarter", i)
    if max(half, half_to) > i:
        shift, j = (30, half) if half > i else (-30, half_to)
    elif quarter > i:
        sign, j = _past_or_to(page, quarter)
        shift = 15 * sign
    else:
        number = page.tokens.find(page.words.numbers, i)
        unit = page.tokens.find(page.words.units, number[1]) if number else None
        sign, j = _past_or_to(page, unit[1] if unit and unit[0] == "minute" else number[1]) if number else (0, i)
        shift = sign * number[0] if number and number[0] < 30 else 0
    hour = page.count_word(j) if shift else None
    if hour is None or not 1 <= hour[0] <= 12:
        return None
    told, end = _half(page, page.past("clock_oclock", hour[1]))
    if abs(shift) not in (15, 30) and (shift % 5 or not (told or page.behind("before_clock", i))):
        return None
    minutes = (hour[0] % 12 * 60 + shift + (720 if told == "pm" else 0)) % 1440
    face = minutes % 720
    return Clock(minutes if told else face if face >= 60 else face + 720, told), end  # "quarter to one" is past noon


def _past_or_to(page: Page, i: int) -> tuple[int, int]:
    for name, sign in (("past", 1), ("before", -1)):
        end = page.past(f"clock_{name}", i)
        if end > i:
            return sign, end
    return 0, i


def _word_hour(page: Page, i: int) -> Found:
    """ "two o'clock", "ten am", "two thirty pm"."""
    hour = page.tokens.find(page.words.numbers, i)
    if hour is None or not 1 <= hour[0] <= 12:
        return None
    j = hour[1] + 1 if page.tokens.word(hour[1]) == "-" else hour[1]
    minutes = page.tokens.find(page.words.numbers, j)
    told = minutes if minutes and 10 <= minutes[0] <= 59 else None
    j = told[1] if told else hour[1]
    oclock = page.past("clock_oclock", j)
    half, end = _half(page, oclock)
    sure = bool(half or oclock > j)
    on = page.behind("before_dotted_clock", i) and on_day(page, end) is not None
    if not sure and not page.behind("before_clock", i) and not on and not (told and follows_day(page, i)):
        return None
    found = checked(hour[0], told[0] if told else 0, half, end)
    return (replace(found[0], sure=sure or on or told is not None), found[1]) if found else None


def bare(page: Page, i: int) -> Found:
    """ "2" after "at": only a clock where what follows is no noun."""
    hour = page.tokens.number(i, 0, 24)
    if hour is None or page.behind("currency", i):
        return None
    found = checked(hour, 0, "", i + 1, padded=len(page.tokens.word(i)) == 2 and hour < 10)
    return (replace(found[0], sure=False), found[1]) if found else None


_SURE: tuple[Callable[[Page, int], Found], ...] = (_named, digits, _four_digits, _spoken, _word_hour)


def one(page: Page, i: int) -> Found:
    found = next((found for rule in _SURE if (found := rule(page, i))), None) or bare(page, i)
    return (replace(found[0], earliest=page.words.earliest), found[1]) if found else None


def ends_well(page: Page, i: int) -> bool:
    """Whether a bare hour may end at i: at a stop, before "on", "or", a zone, a day."""
    token = page.tokens.at(i)
    if token is None or token.gap >= 2:
        return True
    if token.text in (".", ",", "-", "/") and page.tokens.number(i + 1, 0, 9999, (1, 2, 3, 4)) is not None:
        return token.text == "," and page.tokens.gap(i + 1) > 0
    if not token.text[0].isalnum():
        return token.text != "%"
    day = page.tokens.find(page.words.weekdays, i) or page.tokens.find(page.words.relative, i)
    return page.is_in("after_clock", i) or bool(day or read_zone(page, i))
