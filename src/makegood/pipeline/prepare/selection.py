"""Which pages are asked for: `1-3, 5`, counted from 1."""

from __future__ import annotations

from itertools import pairwise


def select_pages(asked: str | None, count: int) -> tuple[int, ...]:
    """Return the page numbers asked for, each once, in the order asked; all of `count` where nothing is.

    Raises ValueError for what is not a list of ranges and IndexError for a page that is not there.
    """
    if asked is None:
        return tuple(range(1, count + 1))
    found: dict[int, None] = {}
    for part in asked.split(","):
        first, dash, last = part.strip().partition("-")
        begin, end = int(first), int(last) if dash else int(first)
        if not 1 <= begin <= end <= count:
            raise IndexError(part)
        found.update(dict.fromkeys(range(begin, end + 1)))
    return tuple(found)


def selection_note(pages: tuple[int, ...], count: int) -> str:
    """Say which pages of how many are shown, or nothing where it is all of them."""
    if pages == tuple(range(1, count + 1)):
        return ""
    if len(pages) == 1:
        return f"Page {pages[0]} of {count} shown."
    in_a_row = all(after == before + 1 for before, after in pairwise(pages))
    middle = f"{pages[0]} to {pages[-1]}" if in_a_row else _listed(pages)
    return f"Pages {middle} of {count} shown."


def _listed(pages: tuple[int, ...]) -> str:
    return ", ".join(map(str, pages[:-1])) + f" and {pages[-1]}"
