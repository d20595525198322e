"""HTML → text: a line a block, a line a table row, quotation marked with "> ". The one door to bs4."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from followupd.mail import words

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

MAX_HTML = 512 * 1024
#: a tag costs ten microseconds; no mail that a person reads has so many
MAX_TAGS = 40_000
MAX_OBJECT = 64 * 1024
#: deeper quotation and tables are read as plain blocks
MAX_FRAMES = 40
MAX_QUOTES = 8
#: a row with more text than this is no row of labels and values, but layout
MAX_ROW = 400

#: what is struck out is no longer said
_DROPPED = {
    "script", "style", "head", "title", "template", "svg", "object", "select", "textarea", "map", "noframes", "s",
    "strike", "del",
}  # fmt: skip
_SPACED = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre", "hr", "blockquote", "dl"}
_BLOCKS = _SPACED | {
    "div", "tr", "li", "section", "article", "header", "footer", "main", "center", "address", "dt", "dd", "form",
    "body", "html", "tbody", "thead", "tfoot", "caption", "figure", "fieldset", "nav", "aside", "td", "th",
}  # fmt: skip
_HIDDEN = re.compile(
    r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|mso-hide\s{0,3}:\s{0,3}all"
    r"|text-decoration(?:-line)?\s{0,3}:\s{0,3}line-through|max-height\s{0,3}:\s{0,3}0(?![.\d])|opacity\s{0,3}:\s{0,3}0(?![.\d])",
    re.IGNORECASE,
)
#: the bar beside a quotation
_BAR = re.compile(r"border-left\s{0,3}:\s{0,3}(?!none|0)", re.IGNORECASE)
#: Outlook's line above "From: … Sent: …", in its colours
_OUTLOOK_RULE = re.compile(r"border-top\s{0,3}:\s{0,3}solid\s{1,3}#(?:e1e1e1|b5c4df)", re.IGNORECASE)
_QUOTE_CLASSES = {
    "gmail_quote", "gmail_attr", "yahoo_quoted", "moz-cite-prefix", "protonmail_quote", "zmail_extra", "tutanota_quote",
    "cite", "quote", "gmail_extra_quote",
}  # fmt: skip
_SPACE = re.compile(r"[ \t\n\r\f]+")
#: how a JSON-LD block may be wrapped
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")


def to_text(html: str) -> str:
    """What a reader of `html` sees, as lines; of more than 512 KB the beginning. Raises nothing."""
    page = _Page()
    stack: list[tuple[Any, bool]] = [(_soup(html), False)]
    while stack:
        node, leaving = stack.pop()
        if leaving:
            page.leave(node)
        elif node.name is None:
            page.write(node)
        elif page.enter(node):
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(node.contents))
    return page.text()


def json_ld(html: str) -> list[str]:
    """The schema.org objects in `html`, each as JSON; a broken block is left out, and loses no other."""
    found: list[str] = []
    for block in _soup(html).find_all("script", type=re.compile(r"^\s*application/ld\+json", re.IGNORECASE)):
        try:
            value = json.loads(_WRAPPING.sub("", block.get_text()[:MAX_OBJECT]), strict=False)
            for item in value if isinstance(value, list) else [value]:
                graph = item.get("@graph") if isinstance(item, dict) else None
                found += [
                    json.dumps(one) for one in (graph if isinstance(graph, list) else [item]) if isinstance(one, dict)
                ]
        except (ValueError, RecursionError):
            continue
    return found


def _soup(html: str) -> BeautifulSoup:
    from bs4 import BeautifulSoup  # 60 ms, and most mail has a plain half

    read = "<".join(html[:MAX_HTML].replace("\x00", "").split("<", MAX_TAGS)[:MAX_TAGS])
    # "lxml" by name: html.parser takes seconds for some kilobytes of "<a " on many Pythons
    return BeautifulSoup(read, "lxml")


class _Frame:
    """What collects lines: the page, a quotation, or a table's cell. `cells`: those of the row that is open in it."""

    def __init__(self, tag: Tag | None) -> None:
        self.tag = tag
        self.lines: list[str] = []
        self.open: list[str] = []
        self.cells: list[list[str]] | None = None

    def end_line(self, *, blank: bool = False) -> None:
        raw = "".join(self.open)
        self.open = []
        line = " ".join(raw.replace("\xa0", " ").split())
        # what holds a no-break space only is an empty line that somebody wanted
        if line or blank or "\xa0" in raw:
            self.lines.append(line)

    def space(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append("")


class _Page:
    def __init__(self) -> None:
        self.frames = [_Frame(None)]
        self.preformatted = 0

    def text(self) -> str:
        while len(self.frames) > 1:
            self._close()
        self.frames[0].end_line()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self.frames[0].lines)).strip("\n")

    def write(self, node: Any) -> None:
        if type(node).__name__ != "NavigableString":  # a comment, a declaration
            return
        frame = self.frames[-1]
        if self.preformatted:
            for number, line in enumerate(str(node).split("\n")):
                if number:
                    frame.end_line(blank=True)
                frame.open.append(line)
        else:
            frame.open.append(_SPACE.sub(" ", node))

    def enter(self, tag: Tag) -> bool:
        """Whether what is inside is to be read."""
        name, style = tag.name, str(tag.get("style", ""))[:1000]
        if name in _DROPPED or tag.has_attr("hidden") or _HIDDEN.search(style):
            return False
        frame = self.frames[-1]
        if name == "br":
            frame.end_line(blank=True)
        elif name in _BLOCKS:
            frame.end_line()
            if name in _SPACED and not _tight(tag):
                frame.space()
        if tag.get("id") in ("divRplyFwdMsg", "x_divRplyFwdMsg") or _OUTLOOK_RULE.search(style):
            frame.lines += ["", "_" * 32]
        self.preformatted += name == "pre"
        self._open(tag, style)
        if name == "li":
            self.frames[-1].open.append("- ")
        return True

    def _open(self, tag: Tag, style: str) -> None:
        frame = self.frames[-1]
        if tag.name == "tr":
            frame.cells = []
        elif len(self.frames) < MAX_FRAMES and (
            (tag.name in ("td", "th") and frame.cells is not None) or self._is_quotation(tag, style)
        ):
            self.frames.append(_Frame(tag))

    def _is_quotation(self, tag: Tag, style: str) -> bool:
        if tag.name not in ("div", "blockquote"):
            return False
        quotes = sum(frame.tag is not None and frame.tag.name in ("div", "blockquote") for frame in self.frames)
        classes = {str(name).removeprefix("x_") for name in tag.get("class") or []}
        if quotes >= MAX_QUOTES:
            return False
        if tag.name == "div":
            # "gmail_quote" on a div holds a forwarded mail as well; its parts are marked one by one
            return bool(classes & _QUOTE_CLASSES - {"gmail_quote", "cite", "quote"})
        if tag.get("type") == "cite" or tag.has_attr("cite") or classes & _QUOTE_CLASSES or _BAR.search(style):
            return True
        # one without any sign of a quotation sets details off, unless somebody "wrote:" it
        above = next((line for line in reversed(self.frames[-1].lines[-3:]) if line), "")
        return above.endswith(":") and words.wrote(above)

    def leave(self, tag: Tag) -> None:
        self.preformatted -= tag.name == "pre"
        if self.frames[-1].tag is tag:
            self._close()
        frame = self.frames[-1]
        if tag.name in _BLOCKS:
            frame.end_line()
        if tag.name == "tr" and frame.cells is not None:
            frame.lines += _row(frame.cells)
            frame.cells = None
        if tag.name in _SPACED and not _tight(tag):
            frame.space()

    def _close(self) -> None:
        """Hands the lines of the innermost frame to the one around it."""
        frame = self.frames.pop()
        frame.end_line()
        around = self.frames[-1]
        if frame.tag is not None and frame.tag.name in ("td", "th") and around.cells is not None:
            around.cells.append(frame.lines)
            return
        around.end_line()
        first = next((line for line in frame.lines if line), "")
        quoted = not words.mark(first)  # a forward is wrapped as a quotation is
        around.lines += [f"> {line}".rstrip() for line in frame.lines] if quoted else frame.lines


def _tight(tag: Tag) -> bool:
    """A paragraph without space around it, as Outlook makes one of each line; and a table inside a table."""
    classes = " ".join(tag.get("class") or [])
    return "MsoNormal" in classes or "MsoPlainText" in classes


def _row(cells: list[list[str]]) -> list[str]:
    """Label and value on one line; the cells of a layout one below the other."""
    told = [[line for line in cell if line] for cell in cells]
    told = [cell for cell in told if cell]
    if (
        len(told) > 1
        and all(len(cell) <= 4 for cell in told)
        and sum(len(line) for cell in told for line in cell) <= MAX_ROW
    ):
        return ["  ".join(", ".join(cell) for cell in told)]
    return [line for cell in cells for line in cell]
