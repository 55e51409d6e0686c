"""Find what Git leaves in a text that two people changed: both versions, between lines of markers."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from makegood.model import rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makegood.model.errors import Problem

_MARKER = re.compile(r"^(?:(?P<ours><{7})|(?P<middle>={7})|(?P<theirs>>{7}))(?: [^\r\n]*)?$", re.MULTILINE)
"""A line that Git writes into a file in a merge conflict: seven <, = or >, and a name after the first and the last."""
_MOST_CONFLICTS = 100


def merge_conflicts(text: str, label: str) -> Iterator[Problem]:
    """Yield F13 for each merge conflict that Git has left in a text, with the lines at which its parts end."""
    conflicts = tuple(islice(_conflicts(text), _MOST_CONFLICTS))
    if not conflicts:
        return
    from makegood.formats.json_text import Lines

    lines = Lines(text)
    for first, *others in conflicts:
        places = tuple(lines.place(label, *span) for span in others)
        yield rules.problem("F13", lines.place(label, *first), related=places)


def has_merge_conflict(text: str) -> bool:
    """Return whether Git has left a merge conflict in a text."""
    return any(True for _ in _conflicts(text))


def _conflicts(text: str) -> Iterator[tuple[tuple[int, int], ...]]:
    """Yield where the three marker lines of each conflict are, in offsets."""
    if "<<<<<<<" not in text:
        return
    spans: list[tuple[int, int]] = []
    for match in _MARKER.finditer(text.replace("\r", "\n")):
        if match.lastgroup == "ours":
            spans = [match.span()]
        elif match.lastgroup == "middle" and len(spans) == 1:
            spans.append(match.span())
        elif match.lastgroup == "theirs" and len(spans) == 2:
            yield (*spans, match.span())
            spans = []
