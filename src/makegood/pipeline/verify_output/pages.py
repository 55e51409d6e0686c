"""Parse an HTML page as its reader sees it: its lines, links and empty parts."""

from __future__ import annotations

import re
from functools import lru_cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from makegood.model.errors import Place
from makegood.model.rules import problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makegood.model.errors import Problem

INLINE = frozenset({"a", "b", "strong", "em", "i", "span", "code", "small"})
HIDDEN = frozenset({"style", "script", "title"})
FULL = frozenset({"p", "li", "dd", "dt", "tr", "caption", "h1", "h2", "h3", "blockquote"})
"""Elements that must not be empty. One cell of a row may be empty, a whole row may not."""
STORY = "story"
"""The class of a division with the user's own text, which may have empty items."""
CELLS = frozenset({"td", "th"})
SHOWN = frozenset({"img", "svg", "input", "button"})
_BLANKS = re.compile(r"[ \t\r\n\f]+")
"""What a browser shows as one space; it shows others, such as U+00A0, as they are."""


class HtmlPage(HTMLParser):
    """A parsed page. `text` has a line for each block, `links` the text and the address of each link."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self._parts: list[str] = []
        self._open: list[tuple[str, int]] = []
        self._link: tuple[int, str] | None = None
        self._hidden = 0
        self._divisions: list[bool] = []
        self.links: list[tuple[str, str]] = []
        self.empty: list[str] = []
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        lines = "".join(self._parts).split("\n")
        return "\n".join(text for line in lines if (text := _BLANKS.sub(" ", line).strip(" ")))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in HIDDEN
        if tag == "div":
            self._divisions.append(dict(attrs).get("class") == STORY)
        if tag in FULL:
            self._open.append((tag, len(self._parts)))
        if tag == "a":
            self._link = (len(self._parts), dict(attrs).get("href") or "")
        if tag in SHOWN:
            self._parts.append("\0")
        elif tag not in INLINE:
            self._parts.append(" " if tag in CELLS else "\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in HIDDEN
        if tag == "div" and self._divisions:
            self._divisions.pop()
        if tag in FULL:
            self._close_block(tag)
        if tag == "a" and self._link:
            start, address = self._link
            self.links.append((self._text_from(start), address))
            self._link = None
        if tag not in INLINE:
            self._parts.append(" " if tag in CELLS else "\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._parts.append(_BLANKS.sub(" ", data))

    def _close_block(self, tag: str) -> None:
        """Close the innermost block of this name; record it if it is empty."""
        level = next((level for level in range(len(self._open) - 1, -1, -1) if self._open[level][0] == tag), None)
        if level is not None:
            start = self._open[level][1]
            del self._open[level:]
            if not self._text_from(start) and not any(self._divisions):
                self.empty.append(tag)

    def _text_from(self, start: int) -> str:
        return "".join(self._parts[start:]).strip()

    def problems(self, path: str) -> Iterator[Problem]:
        """Yield a problem for each element that is empty."""
        yield from (problem("A13", Place(path), detail=f"<{tag}>") for tag in dict.fromkeys(self.empty))


@lru_cache(maxsize=1)
def parse_page(html: str) -> HtmlPage:
    """Return the parsed page; cached since several checks read it."""
    return HtmlPage(html)


def visible_text(html: str) -> str:
    """Return the text of a page without its style and scripts."""
    return parse_page(html).text.replace("\0", "")
