"""Extract the visible text of HTML; nothing is fetched, nothing runs."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from makegood.model.statement import say

if TYPE_CHECKING:
    from makegood.pipeline.prepare.sanitiser import TextSanitiser

UNSEEN = frozenset({"script", "style", "title", "template", "svg", "math", "object", "iframe", "select", "textarea"})
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
BREAKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "form",
        "hr",
        "header",
        "li",
        "main",
        "nav",
        "ol",
        "pre",
        "section",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    }
)
"""Elements that begin a line."""
PARTS = frozenset({"blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "p", "table"})
"""Elements with a blank line before and after."""
CELL = "\x1f"
GAP = "   "
"""Between the cells of a row."""
HIDES = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s?#]*", re.IGNORECASE)
LONGEST_ADDRESS = 80
DEEPEST = 8
"""The most quotation marks before a line."""

NOT_SEEN = say("exhibit-note-html-hidden")
LINKS = say("exhibit-note-links")


def visible_text(html: str, sanitiser: TextSanitiser) -> str:
    """Return the visible text of HTML; quoted lines are marked with > as in plain text."""
    reader = _HtmlReader(sanitiser)
    _read(reader, html)
    if reader.is_open:
        # A hidden element is not closed: show the rest rather than lose it.
        reader = _HtmlReader(sanitiser, hides=False)
        _read(reader, html)
    elif reader.has_hidden:
        sanitiser.add_note(NOT_SEEN)
    return "\n".join(reader.lines).strip("\n")


def _read(reader: _HtmlReader, html: str) -> None:
    # A marked section is a comment to a browser; the parser fails on some.
    reader.feed(html.replace("<![", "<!x"))
    reader.close()
    reader.end_link()
    reader.end_line()


class _HtmlReader(HTMLParser):
    def __init__(self, sanitiser: TextSanitiser, *, hides: bool = True) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.has_hidden = False
        self._sanitiser = sanitiser
        self._hides = hides
        self._line: list[str] = []
        self._skipped: list[str] = []
        self._quotes = 0
        self._verbatim = 0
        self._link: tuple[str, int] | None = None

    @property
    def is_open(self) -> bool:
        """Return whether an element hidden by its style was never closed."""
        return bool(self._skipped) and self.has_hidden

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if self._skips(tag, attributes):
            return
        if tag in PARTS:
            self._blank_line()
        elif tag in BREAKS or tag == "br":
            self.end_line(is_break=tag == "br")
        self._quotes += tag == "blockquote"
        self._verbatim += tag == "pre"
        if tag in {"td", "th"}:
            self._line.append(CELL)
        elif tag == "li":
            self._line.append("- ")
        elif tag == "img":
            alt = attributes.get("alt", "")
            self.handle_data(f"[{alt}]" if any(char.isalnum() for char in alt) else alt)
        elif tag == "a":
            self.end_link()
            self._link = (attributes.get("href", "").strip(), len(self._line))

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            if self._skipped[-1] == tag:
                self._skipped.pop()
            return
        if tag == "a":
            self.end_link()
        if tag in PARTS:
            self._blank_line()
        elif tag in BREAKS:
            self.end_line()
        self._quotes = max(0, self._quotes - (tag == "blockquote"))
        self._verbatim = max(0, self._verbatim - (tag == "pre"))

    def handle_data(self, data: str) -> None:
        if self._skipped:
            return
        if self._verbatim:
            first, *rest = data.split("\n")
            self._line.append(first)
            for line in rest:
                self.end_line(is_break=True)
                self._line.append(line)
        else:
            self._line.append(re.sub(r"\s+", " ", data.replace(CELL, " ")))

    def end_line(self, *, is_break: bool = False) -> None:
        """Add the line unless it is empty; an explicit line break adds an empty line."""
        text = "".join(self._line)
        self._line, self._link = [], (self._link[0], 0) if self._link else None
        if not self._verbatim:
            cells = (re.sub(r" +", " ", cell).strip() for cell in text.split(CELL))
            text = GAP.join(filter(None, cells))
        if text or is_break:
            self.lines.append("> " * min(self._quotes, DEEPEST) + text)

    def _blank_line(self) -> None:
        self.end_line()
        if self.lines and self.lines[-1].strip("> "):
            self.lines.append(">" * min(self._quotes, DEEPEST))

    def _skips(self, tag: str, attributes: dict[str, str]) -> bool:
        """Return whether an element is hidden or within a hidden element, and track it."""
        if self._skipped:
            if tag == self._skipped[-1]:
                self._skipped.append(tag)
            return True
        is_hidden = self._hides and ("hidden" in attributes or bool(HIDES.search(attributes.get("style", ""))))
        if tag in VOID or not (is_hidden or tag in UNSEEN):
            return tag in VOID and is_hidden
        self.has_hidden |= is_hidden
        self._skipped.append(tag)
        return True

    def end_link(self) -> None:
        """Add the address of a link after text that lacks it; never its query, which may identify a reader."""
        href, begin = self._link or ("", 0)
        self._link = None
        match = ADDRESS.match(href)
        if match is None:
            return
        address = match[0]
        if len(address) > LONGEST_ADDRESS or address != href:
            self._sanitiser.add_note(LINKS)
            address = address[:LONGEST_ADDRESS] + "…"
        words = "".join(self._line[begin:]).strip()
        bare = re.sub(r"^(?:https?://|mailto:)(?:www\.)?|/?…?$", "", address)
        if bare and bare.casefold() not in words.casefold():
            self._line.append(f" ({address})" if words else address)
