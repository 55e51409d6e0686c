"""Parse a selection of pages such as `1-3, 5`, counted from 1."""

from __future__ import annotations

from itertools import pairwise


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


def selection_note(pages: tuple[int, ...], count: int) -> str:
    """Return the note on the shown pages, or "" if all are shown."""
    if pages == tuple(range(1, count + 1)):
        return ""
    if len(pages) == 1:
        return f"Showing page {pages[0]} of {count}."
    is_range = all(after == before + 1 for before, after in pairwise(pages))
    shown_pages = f"{pages[0]} to {pages[-1]}" if is_range else _join(pages)
    return f"Showing pages {shown_pages} of {count}."


def _join(pages: tuple[int, ...]) -> str:
    return ", ".join(map(str, pages[:-1])) + f" and {pages[-1]}"
