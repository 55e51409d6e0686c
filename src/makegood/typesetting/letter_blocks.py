"""Split the rendered text of a letter into paragraphs, lists and rows for its layout.

All forms of a letter, plain text, HTML and paper, are made from this one text, so that they cannot differ.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

COLUMN = "\x1e"
"""Separates the two cells of a row; a case cannot contain it (N4)."""
_BLANK_LINES = re.compile(r"\n[ \t]*\n+")
_NUMBERED = re.compile(r"\d+\. ")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of `lines`, a list with one item per line, or rows of two cells each."""

    kind: Literal["lines", "list", "rows"]
    lines: tuple[str, ...]

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """The two cells of each line."""
        return tuple((line.partition(COLUMN)[0], line.partition(COLUMN)[2]) for line in self.lines)


def split_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a letter, split at empty lines; list items lose their numbers, which the layout adds."""
    parts = (part.strip("\n") for part in _BLANK_LINES.split(text))
    return tuple(_block(part.split("\n")) for part in parts if part.strip())


def plain_text(text: str) -> str:
    """Return the letter as plain text, with two spaces between the cells of a row."""
    return text.replace(COLUMN, "  ")


def _block(lines: list[str]) -> Block:
    if all(COLUMN in line for line in lines):
        return Block("rows", tuple(lines))
    if all(_NUMBERED.match(line) for line in lines):
        return Block("list", tuple(_NUMBERED.sub("", line, count=1) for line in lines))
    return Block("lines", tuple(lines))
