"""An HTML page as its reader sees it: its lines, its links, and the parts of it that show nothing."""

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
"""What says something wherever it stands. One cell of a row may be empty, a whole row may not."""
STORY = "story"
"""The class of a division that holds the user's own words, empty items and all."""
CELLS = frozenset({"td", "th"})
SHOWN = frozenset({"img", "svg", "input", "button"})
_BLANKS = re.compile(r"[ \t\r\n\f]+")
"""What a browser shows as one blank; others, such as U+00A0, it shows as they are."""


class HtmlPage(HTMLParser):
    """Reads a page once. `text` has a line for each block, `links` the words and the address of each link."""

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
        return "\n".join(even for line in lines if (even := _BLANKS.sub(" ", line).strip(" ")))

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
            self._shut(tag)
        if tag == "a" and self._link:
            start, address = self._link
            self.links.append((self._said(start), address))
            self._link = None
        if tag not in INLINE:
            self._parts.append(" " if tag in CELLS else "\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._parts.append(_BLANKS.sub(" ", data))

    def _shut(self, tag: str) -> None:
        """Close the innermost block of this name; note it where nothing was said in it."""
        at = next((at for at in range(len(self._open) - 1, -1, -1) if self._open[at][0] == tag), None)
        if at is not None:
            start = self._open[at][1]
            del self._open[at:]
            if not self._said(start) and not any(self._divisions):
                self.empty.append(tag)

    def _said(self, start: int) -> str:
        return "".join(self._parts[start:]).strip()

    def problems(self, path: str) -> Iterator[Problem]:
        """Name each part that shows nothing."""
        yield from (problem("A13", Place(path), detail=f"<{tag}>") for tag in dict.fromkeys(self.empty))


@lru_cache(maxsize=1)
def read(html: str) -> HtmlPage:
    """Read a page once for all that is asked of it."""
    return HtmlPage(html)


def seen(html: str) -> str:
    """Return the text of a page without its style and scripts."""
    return read(html).text.replace("\0", "")
