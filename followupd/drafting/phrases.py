"""The language packs as values: `languages/<language>/phrases.toml`. Data of the package's own, so read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

import msgspec
from msgspec import Struct

from followupd.cases.entries import Kind
from followupd.drafting.templates import Template, parse_template


class Day(Struct, frozen=True, forbid_unknown_fields=True):
    """How the day of an interview is named, `recent` and `older`."""

    recent: str
    older: str
    weekdays: tuple[str, ...]
    months: tuple[str, ...]


class _Texts(Struct, frozen=True, forbid_unknown_fields=True):
    day: Day
    subject: dict[Kind, str]
    notes: dict[Kind, tuple[str, ...]]


class Phrases(Struct, frozen=True):
    """What drafts may say in one language."""

    day: Day
    subject: Mapping[Kind, Template]
    notes: Mapping[Kind, tuple[Template, ...]]


@cache
def phrases(language: str) -> Phrases:
    """A pack that does not parse is a bug of ours and raises."""
    source = resources.files("followupd.languages").joinpath(language, "phrases.toml").read_text("utf-8")
    texts = msgspec.convert(tomllib.loads(source), _Texts)
    return Phrases(
        texts.day,
        {kind: _template(text) for kind, text in texts.subject.items()},
        {kind: tuple(map(_template, notes)) for kind, notes in texts.notes.items()},
    )


def _template(text: str) -> Template:
    template = parse_template(text)
    if not isinstance(template, Template):
        raise ValueError("; ".join(problem.what for problem in template))
    return template
