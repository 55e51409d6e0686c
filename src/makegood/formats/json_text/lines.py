"""Offsets into a text as the lines and columns that an editor shows."""

from __future__ import annotations

import re
from bisect import bisect_right

from makegood.model.errors import Place

BREAK = re.compile(r"\r\n|\n|\r")


class Lines:
    """The lines of a text. They end where an editor ends them: LF, CRLF or CR, nothing else."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in BREAK.finditer(text))]

    def at(self, offset: int) -> tuple[int, int]:
        """Return the line and the column, both from 1, of the character at `offset`."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def place(self, file: str, start: int, end: int, pointer: str = "") -> Place:
        """Make the place of the characters from `start` to before `end`."""
        return Place(file, *self.at(start), *self.at(end), pointer)
