"""Parse a selection of pages such as `1-3, 5`, counted from 1."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from makegood.model.statement import say

if TYPE_CHECKING:
    from makegood.model.statement import Statement


def select_pages(selection: str | None, count: int) -> tuple[int, ...]:
    """Return the selected page numbers, each once, in the given order; all of `count` pages if None.

    Raise ValueError if the selection is not a list of ranges, and IndexError for a page that does not exist.
    """
    if selection is None:
        return tuple(range(1, count + 1))
    numbers: dict[int, None] = {}
    for part in selection.split(","):
        first, dash, last = part.strip().partition("-")
        begin, end = int(first), int(last) if dash else int(first)
        if not 1 <= begin <= end <= count:
            raise IndexError(part)
        numbers.update(dict.fromkeys(range(begin, end + 1)))
    return tuple(numbers)


def selection_note(pages: tuple[int, ...], count: int) -> tuple[Statement, ...]:
    """Return the note on the shown pages, if not all are shown."""
    if pages == tuple(range(1, count + 1)):
        return ()
    if len(pages) > 1 and all(after == before + 1 for before, after in pairwise(pages)):
        return (say("exhibit-note-page-range", first=pages[0], last=pages[-1], total=count),)
    return (say("exhibit-note-pages", pages=pages, count=len(pages), total=count),)
