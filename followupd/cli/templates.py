"""The user's own templates: the folder → values. What is wrong in them is told with file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from followupd.cases.entries import Kind
from followupd.drafting.manners import faults
from followupd.drafting.templates import Field, Problem, Template, Templates, fill, parse_template
from followupd.errors import ConfigError
from followupd.reading.spoken import spoken

#: More than any note needs.
_LIMIT = 16 * 1024

_KINDS: dict[str, Kind] = {f"{kind}.txt": kind for kind in get_args(Kind)}

#: Facts of ordinary length, to count the words of a template.
_SAMPLE = {
    "first_name": "Alexandra",
    "name": "Alexandra Winterbourne",
    "employer": "Northern Example Company",
    "role": "Senior Software Engineer",
    "day": "on Wednesday",
    "late": "",
    "signature": "",
}


def load_templates(folder: Path) -> tuple[Templates, tuple[str, ...]]:
    """The templates in `folder`, and what the etiquette would say of them (W6), one warning a line.

    A kind without a file keeps its built-in notes. Raises `ConfigError` with everything that is wrong in all of them.
    """
    templates: dict[Kind, Template] = {}
    problems: list[str] = []
    warnings: list[str] = []
    for file in _files(folder):
        kind = _KINDS.get(file.name)
        if kind is None:
            warnings.append(f"{file}: is not used; a template is called {', '.join(_KINDS)}")
            continue
        text = _read(file)
        template = text if isinstance(text, tuple) else parse_template(text)
        if isinstance(template, tuple):
            problems += [f"{file}:{problem.line}: {problem.what}" for problem in template]
        else:
            templates[kind] = template
            warnings += [f"{file}{warning}" for warning in _warnings(str(text), template)]
    if problems:
        raise ConfigError("\n".join(problems))
    return templates, tuple(warnings)


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(file for file in folder.iterdir() if not file.name.startswith(".") and not file.is_dir())
    except OSError as error:
        raise ConfigError(
            f"cannot be read: {error.strerror}", where=f"drafts.templates ({folder})", do="Name a folder, or none."
        ) from error


def _read(file: Path) -> str | tuple[Problem, ...]:
    try:
        with file.open("rb") as source:
            raw = source.read(_LIMIT + 1)
    except OSError as error:
        return (Problem(1, f"cannot be read: {error.strerror}"),)
    if len(raw) > _LIMIT:
        return (Problem(1, f"is larger than {_LIMIT // 1024} KB"),)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return (Problem(raw.count(b"\n", 0, error.start) + 1, "is not UTF-8; save it as UTF-8"),)
    return text if text.strip() else (Problem(1, "is empty; take it out to have the built-in note"),)


def _warnings(text: str, template: Template) -> Iterator[str]:
    """Each begins with its line, as a compiler's do."""
    if any(Field("first_name") in sentence for sentence in template.paragraphs[0]):
        yield ":1: the greeting is left out where no name is known; [[Hi {first_name},|Hello,]] always greets"
    bare = re.sub(r"\{\w+\}", "name", text).replace("[[", "").replace("]]", "").replace("|", " ")
    language = spoken(bare)[0]
    yield from (f":{fault.line}: {fault}" for fault in faults(bare, language) if fault.line)
    yield from (f": {fault}" for fault in faults(fill(template, _SAMPLE), language) if not fault.line)
