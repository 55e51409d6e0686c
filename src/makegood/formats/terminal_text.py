"""Show one line of a source in a terminal: tabs, wide and invisible characters, and a window around the mark."""

from __future__ import annotations

import json
import unicodedata
from itertools import accumulate

TAB = 4
CUT = "…"
_FAR = 1000
"""Characters on each side of a mark that are read, so that a line of a megabyte takes no longer than another."""
_JOINER = "\u200d"
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def visible(text: str) -> str:
    """Return a text with control and invisible characters replaced by escapes with their numbers."""
    if text.isprintable():  # the common case, and the fastest for long texts
        return text
    return "".join(_piece(character) for character in text)


def escaped_json(text: str) -> str:
    """Return JSON text with control and invisible characters as JSON escapes, so that its value is unchanged."""
    return "".join(json.dumps(char)[1:-1] if _piece(char) != char else char for char in text)


def cell_width(text: str) -> int:
    """Return the number of cells that visible text takes in a terminal."""
    if text.isascii():
        return len(text)
    return sum(_cells(character) for character in text)


def marked_excerpt(line: str, start: int, end: int, room: int) -> tuple[str, str]:
    """Return a line in at most `room` cells and, for the line below it, the marker under `start` to `end`.

    `start` and `end` are offsets into the line, the end exclusive; an empty mark, or one past the end, gets one cell.
    """
    start, end = min(start, len(line)), min(max(end, start), len(line))
    begin, stop = max(0, start - _FAR), start + 2 * _FAR
    pieces = _pieces(line[begin:stop])
    start, end = start - begin, min(end, stop) - begin
    edges = [0, *accumulate(cell_width(piece) for piece in pieces)]
    first, last = _window(edges, start, end, room)
    before, after = CUT if begin + first else "", CUT if begin + last < len(line) else ""
    excerpt = before + "".join(pieces[first:last]) + after
    blank = len(before) + edges[start] - edges[first]
    return excerpt, " " * blank + "^" * max(1, min(edges[end], edges[last]) - edges[start])


def _pieces(line: str) -> list[str]:
    """Return what is shown for each character of the line; a tab reaches to the next tab stop."""
    pieces, column = [], 0
    for character in line:
        piece = " " * (TAB - column % TAB) if character == "\t" else _piece(character)
        pieces.append(piece)
        column += cell_width(piece)
    return pieces


def _window(edges: list[int], start: int, end: int, room: int) -> tuple[int, int]:
    """Return which characters to show: all, or the mark with about a third of the room before it."""
    count = len(edges) - 1
    if edges[count] <= room:
        return 0, count
    inner = max(room - 2, 1)
    lead = max(inner // 3, inner - (edges[end] - edges[start]) - inner // 3) if edges[end] - edges[start] < inner else 0
    first = start
    while first > 0 and edges[start] - edges[first - 1] <= lead:
        first -= 1
    last = first
    while last < count and edges[last + 1] - edges[first] <= inner:
        last += 1
    while first > 0 and edges[last] - edges[first - 1] <= inner:
        first -= 1
    return first, last


def _piece(character: str) -> str:
    # Every special space except the wide one of East Asia looks like an ordinary space, and is not.
    is_odd_space = unicodedata.category(character) == "Zs" and character not in " \u3000"
    if character == _JOINER or (unicodedata.category(character) not in _UNSEEN and not is_odd_space):
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _cells(character: str) -> int:
    if character == _JOINER or unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
