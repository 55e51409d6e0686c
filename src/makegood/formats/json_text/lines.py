"""Convert offsets into a text to lines and columns as an editor shows them."""

from __future__ import annotations

import re
from bisect import bisect_right

from makegood.model.errors import Place

BREAK = re.compile(r"\r\n|\n|\r")


class Lines:
    """The lines of a text, ended by LF, CRLF or CR as in an editor, and by nothing else."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in BREAK.finditer(text))]

    def at(self, offset: int) -> tuple[int, int]:
        """Return the line and the column, both from 1, of the character at `offset`."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def place(self, file: str, start: int, end: int, pointer: str = "") -> Place:
        """Return the place of the characters from `start` to before `end`."""
        return Place(file, *self.at(start), *self.at(end), pointer)
