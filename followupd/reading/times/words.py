"""The words of a language's `times.toml`, made ready to be found. Its schema stands at its head."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any

from msgspec import Struct

from followupd.reading.spoken import common_words
from followupd.reading.times.tokens import Phrases


class ZoneWords(Struct, frozen=True):
    """Zones (IANA names) that a word may mean; `sure`: the first one, where nothing speaks for another."""

    zones: tuple[str, ...]
    sure: bool = False


class Words(Struct, frozen=True):
    """What the grammar looks up: tables from phrases to meanings; `sets` holds the phrases that only are there."""

    months: Phrases[int]
    weekdays: Phrases[int]
    weak: frozenset[str]
    relative: Phrases[int]
    which: Phrases[str]
    weeks_more: Phrases[int]
    before_weekday: Phrases[int]
    periods: Phrases[tuple[str, int]]
    feasts: Phrases[tuple[int, int]]
    parts: Phrases[str]
    counts: Phrases[int]
    numbers: Phrases[int]
    ordinals: Phrases[int]
    units: Phrases[str]
    plural: Phrases[str]
    vague: dict[str, int]
    half_days: Phrases[str]
    day_parts: Phrases[str]
    zones: Phrases[ZoneWords]
    places: Phrases[ZoneWords]
    earliest: int
    month_first_zones: frozenset[str]
    month_first_offsets: frozenset[int]
    sets: dict[str, Phrases[bool]]
    #: the words that a time can begin with, other than a number: nothing else need be looked at
    openings: frozenset[str]
    #: those among them that say nothing without a word of some list behind them: "the", "in", "a"
    leading: frozenset[str]
    #: every word that stands in a list
    known: frozenset[str]


def _flip(lists: Mapping[str, list[str]]) -> dict[str, str]:
    return {word: meaning for meaning, words in lists.items() for word in words}


def _numbered(names: list[list[str]], first: int) -> dict[str, int]:
    return {name: number for number, group in enumerate(names, first) for name in group}


def _zones(entries: list[dict[str, Any]], key: str) -> dict[str, ZoneWords]:
    return {
        word: ZoneWords(tuple(entry["zones"]), entry.get("sure", len(entry["zones"]) == 1))
        for entry in entries for word in entry.get(key, ())
    }


def _sets(data: dict[str, Any]) -> dict[str, Iterable[str]]:
    clock, length, zone = data["clock"], data["length"], data["zone_words"]
    lists = {key: value for key, value in data.items() if isinstance(value, list)}
    plain = {key: value for key, value in lists.items() if all(isinstance(entry, str) for entry in value)}
    named = {key: value["phrases"] for key, value in data.items() if isinstance(value, dict) and "phrases" in value}
    return {
        **plain, **named, "ahead": data["count_before"]["ahead"],
        **{f"clock_{key}": phrases for key, phrases in clock.items() if isinstance(phrases, list)},
        **{f"length_{key}": length[key] for key in length},
        **{f"zone_{key}": zone[key] for key in zone},
    }


#: the language whose names of zones all mail may use, after those of its own
_ZONES = "en"
#: the phrases that a day, a range, a clock, a length or a zone can begin with
_OPENING_SETS = (
    "the", "week_of", "count_before", "ahead", "day_ends", "clock_noon", "clock_midnight", "clock_half",
    "clock_half_to", "clock_quarter", "length_half_hour", "zone_labels",
    "same_time",
)
_OPENING_TABLES = (
    "months", "weekdays", "relative", "which", "before_weekday", "periods", "feasts", "parts", "counts", "numbers",
    "ordinals",
)
#: of these, what only leads to a time
_LEADING = frozenset({"the", "week_of", "count_before", "ahead", "which", "before_weekday", "parts", "counts"})


def _openings(lists: Mapping[str, Phrases[Any]]) -> tuple[frozenset[str], frozenset[str]]:
    """The words that a time can begin with, and those among them that only lead to one."""
    opening = {name: lists[name] for name in _OPENING_TABLES + _OPENING_SETS}
    firsts = frozenset().union(*(phrases.firsts() for phrases in opening.values()))
    complete = (phrases.alone() for name, phrases in opening.items() if name not in _LEADING)
    return firsts, firsts.difference(*complete)


def _tables(data: dict[str, Any]) -> dict[str, Phrases[Any]]:
    """The tables, by the field they are in `Words`."""
    plain = ("relative", "which", "weeks_more", "before_weekday", "parts", "counts", "numbers", "ordinals", "day_parts")
    return {
        **{name: Phrases(data[name]) for name in plain},
        "months": Phrases(_numbered(data["months"], 1)), "weekdays": Phrases(_numbered(data["weekdays"], 0)),
        "periods": Phrases({phrase: (unit, ahead) for phrase, (unit, ahead) in data["periods"].items()}),
        "feasts": Phrases({phrase: (month, day) for phrase, (month, day) in data["feasts"].items()}),
        "units": Phrases(_flip(data["units"])), "plural": Phrases(_flip(data["plural"])),
        "half_days": Phrases(_flip({half: data["clock"][half] for half in ("am", "pm")})),
        "zones": Phrases(_zones(data["zones"], "words")), "places": Phrases(_zones(data["zones"], "places")),
    }


def _data(language: str) -> dict[str, Any]:
    source = resources.files("followupd.languages").joinpath(language, "times.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def _without(common: frozenset[str], zone: dict[str, Any]) -> dict[str, Any]:
    """A zone without the names that are ordinary words of the language: "et" is no Eastern Time in French."""
    return zone | {key: [word for word in zone.get(key, ()) if word not in common] for key in ("words", "places")}


@cache
def words(language: str) -> Words:
    """The words of a language pack. Raises FileNotFoundError for a language that has none."""
    data = _data(language)
    if language != _ZONES:
        data["zones"] = [*(_without(common_words(language), zone) for zone in _data(_ZONES)["zones"]), *data["zones"]]
    tables = _tables(data)
    sets = {key: Phrases.of(value, True) for key, value in _sets(data).items()}
    openings, leading = _openings({**sets, **tables})
    return Words(
        **tables, earliest=data["clock"]["earliest"], weak=frozenset(data["weak"]), vague=data["vague"], sets=sets,
        openings=openings, leading=leading,
        known=frozenset().union(*(phrases.words() for phrases in (*tables.values(), *sets.values()))),
        month_first_zones=frozenset(data["month_first_zones"]),
        month_first_offsets=frozenset(data["month_first_offsets"]),
    )
