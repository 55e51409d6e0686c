"""Set the widths of the columns of a typeset table if measuring them in the layout would take too long."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_MEASURED = 500_000
"""The sum of squared lengths of all cells of a file. To find how narrow a cell may be, the layout breaks the line after
each of its letters and shapes the rest of the cell each time, so its time is quadratic in the length of a cell."""
SHORT = 12
"""Letters of a day, a time or an amount, which stay on one line."""
MM_A_LETTER, MM_BETWEEN = 2.0, 4.0
NARROWEST = 17.5
"""Millimetres of a column with long cells: in a narrower one the layout cannot guess how much of a cell fits on a line
and shapes all of it for each line."""


def are_measured(cells: Iterable[str]) -> bool:
    """Return whether the layout itself may find the widths for tables with these cells."""
    return sum(len(cell) ** 2 for cell in cells) <= MOST_MEASURED


def set_columns(rows: Iterable[Sequence[str]], count: int, width: float) -> str:
    """Return the `colgroup` of a table `width` millimetres wide: short columns as wide as needed, the others equal.

    The table needs the style `table-layout: fixed`. A cell that spans columns counts for the first of them.
    """
    longest = [0] * count
    for row in rows:
        for column, cell in enumerate(row):
            longest[column] = max(longest[column], len(cell))
    needed = [length * MM_A_LETTER + MM_BETWEEN if length <= SHORT else 0.0 for length in longest]
    others = needed.count(0.0)
    is_wide_enough = others and (width - sum(needed)) / others >= NARROWEST
    styles = (f' style="width: {size:.1f}mm"' if size and is_wide_enough else "" for size in needed)
    return f"<colgroup>{''.join(f'<col{style}>' for style in styles)}</colgroup>"


def most_set(width: float) -> int:
    """Return how many columns may be set in a table of this width."""
    return int(width / NARROWEST)
