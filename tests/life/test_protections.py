"""`docs/protections.md` names modules and tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| [^|]+ \| `([\w./]+)` \| (?:`([\w/]+\.py)::(\w+)`|contract “([^”]+)”) \|$", re.MULTILINE)


def test_every_protection_names_a_module_and_a_test_that_are_there() -> None:
    told = (ROOT / "docs" / "protections.md").read_text("utf-8")
    rows = ROW.findall(told)
    assert len(rows) == len(re.findall(r"^\| (?!protection)", told, re.MULTILINE)) > 100
    contracts = (ROOT / "pyproject.toml").read_text("utf-8")
    for module, file, test, contract in rows:
        assert (ROOT / "followupd" / module).is_file() or contract, module
        there = f'name = "{contract}"' in contracts if contract else _has(ROOT / "tests" / file, test)
        assert there, (file, test, contract)


def _has(file: Path, test: str) -> bool:
    return file.is_file() and re.search(rf"^def {test}\(", file.read_text("utf-8"), re.MULTILINE) is not None
