"""HTML → text. The one door to bs4."""

from __future__ import annotations

import json

MAX_HTML = 512 * 1024


def to_text(html: str) -> str:
    """The text of `html`, a line a block."""
    from bs4 import BeautifulSoup  # 60 ms, and most mail has a plain half

    soup = BeautifulSoup(html[:MAX_HTML], "lxml")
    for tag in soup(["script", "style", "head"]):
        tag.decompose()
    return soup.get_text("\n")


def json_ld(html: str) -> list[str]:
    """The schema.org objects in `html`, each as JSON; a broken block is left out."""
    from bs4 import BeautifulSoup

    found: list[str] = []
    for block in BeautifulSoup(html[:MAX_HTML], "lxml").find_all("script", type="application/ld+json"):
        try:
            found.append(json.dumps(json.loads(block.get_text())))
        except (ValueError, RecursionError):
            continue
    return found
