"""Tables against the schema: every problem at once, each with its file, line, key and what is allowed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from followupd.cli.config_schema import SECRETS, TABLES, Table

Values = dict[str, object]

_HEADER = re.compile(r"[ \t]*(\[\[?)[ \t]*([A-Za-z0-9_.\"' -]+?)[ \t]*\]")
_KEY = re.compile(r"[ \t]*([A-Za-z0-9_.\"'-]+)[ \t]*=")


class Reader:
    """Reads one parsed file. `problems` holds what was found, in no particular order until `report`."""

    def __init__(self, file: str, source: str) -> None:
        self.file = file
        self.problems: list[tuple[int, str]] = []
        self._lines = key_lines(source)

    def problem(self, path: str, what: str) -> None:
        line = self._line(path)
        self.problems.append((line, f"{self.file}:{line}: {path}: {what}" if line else f"{self.file}: {path}: {what}"))

    def report(self) -> str:
        return "\n".join(text for _, text in sorted(self.problems))

    def table(self, name: str, found: object, path: str) -> Values:
        """The checked values of one table, defaults filled in; sub-tables are left for their own call."""
        table = TABLES[name]
        if not isinstance(found, dict):
            self.problem(path, f"wants a table, [{path}]")
            return _defaults(table)
        values = _defaults(table)
        inner = [other for other in TABLES if other.rpartition(".")[0] == name and other]
        known = [*table.keys, *(other.rpartition(".")[2] for other in inner)]
        for key, value in found.items():
            full = f"{path}.{key}" if path else key
            if key in table.keys:
                self._check(table, key, value, full, values)
            elif key not in known:
                self.problem(full, _unknown(key, known))
        for key, rule in table.keys.items():
            if rule.needed and key not in found:
                self.problem(f"{path}.{key}" if path else key, "is needed")
        return values

    def _check(self, table: Table, key: str, value: object, full: str, values: Values) -> None:
        try:
            values[key] = table.keys[key].check(value)
        except ValueError as error:
            self.problem(full, str(error))

    def _line(self, path: str) -> int:
        """Where the key stands, or the nearest table around it; 0 where that is nowhere."""
        while path and path not in self._lines:
            path = path.rpartition(".")[0]
        return self._lines.get(path, 0)


def _defaults(table: Table) -> Values:
    return {key: rule.default for key, rule in table.keys.items()}


def _unknown(key: str, known: list[str]) -> str:
    if key.lower() in SECRETS:
        return (
            "a secret never stands here; use password_command, a systemd credential or the keyring"
            " (`followupd init` stores it there)"
        )
    import difflib

    near = difflib.get_close_matches(key, known, n=1)
    return f"unknown key, did you mean {near[0]}?" if near else f"unknown key; known are {', '.join(known)}"


def key_lines(source: str) -> Mapping[str, int]:
    """Key path → line, from 1; tables of an array are counted from 1: `account[2].host`.

    A help for people, not a parser: it passes over multi-line strings and knows nothing of nested inline tables.
    """
    lines: dict[str, int] = {}
    counts: dict[str, int] = {}
    prefix, closing = "", ""
    for number, line in enumerate(source.splitlines(), 1):
        if closing:
            closing = "" if closing in line else closing
            continue
        if header := _HEADER.match(line):
            prefix = _plain(header[2])
            if header[1] == "[[":
                counts[prefix] = counts.get(prefix, 0) + 1
            first, dot, rest = prefix.partition(".")
            prefix = f"{first}[{counts[first]}]{dot}{rest}" if first in counts else prefix
            lines.setdefault(prefix, number)
        elif key := _KEY.match(line):
            lines.setdefault(f"{prefix}.{_plain(key[1])}" if prefix else _plain(key[1]), number)
            closing = _opened(line[key.end() :])
    return lines


def _plain(name: str) -> str:
    return re.sub(r"[\"' ]", "", name)


def _opened(value: str) -> str:
    """The quotation marks that end a multi-line string begun in `value`, "" where none is open."""
    for marks in ('"""', "'''"):
        if value.strip().startswith(marks) and value.count(marks) % 2:
            return marks
    return ""
