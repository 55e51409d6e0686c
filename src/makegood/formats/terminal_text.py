"""One line of a source as a terminal shows it: tabs, wide and invisible characters, and a window around the mark."""

from __future__ import annotations

import json
import unicodedata
from itertools import accumulate

TAB = 4
CUT = "…"
_FAR = 1000
"""Characters on each side of a mark that are looked at: a line of a megabyte shows no more of itself than another."""
_JOINER = "\u200d"
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def visible(text: str) -> str:
    """Replace what would steer a terminal, or not be seen, by an escape: a backslash and its number."""
    if text.isprintable():  # as almost all texts are, and the longest soonest
        return text
    return "".join(_piece(character) for character in text)


def escaped_json(text: str) -> str:
    """Show JSON so that it steers no terminal and still is the same JSON: what is not seen is an escape of JSON."""
    return "".join(json.dumps(one)[1:-1] if _piece(one) != one else one for one in text)


def cell_width(text: str) -> int:
    """Count the cells that visible text takes in a terminal."""
    if text.isascii():
        return len(text)
    return sum(_cells(character) for character in text)


def marked_excerpt(line: str, start: int, end: int, room: int) -> tuple[str, str]:
    """Show a line in at most `room` cells and, for the line below it, where the mark begins and how long it is.

    `start` and `end` are offsets into the line, the end exclusive; an empty mark, or one past the end, gets one cell.
    """
    start, end = min(start, len(line)), min(max(end, start), len(line))
    begin, stop = max(0, start - _FAR), start + 2 * _FAR
    pieces = _pieces(line[begin:stop])
    start, end = start - begin, min(end, stop) - begin
    edges = [0, *accumulate(cell_width(piece) for piece in pieces)]
    first, last = _window(edges, start, end, room)
    before, after = CUT if begin + first else "", CUT if begin + last < len(line) else ""
    shown = before + "".join(pieces[first:last]) + after
    blank = len(before) + edges[start] - edges[first]
    return shown, " " * blank + "^" * max(1, min(edges[end], edges[last]) - edges[start])


def _pieces(line: str) -> list[str]:
    """Cut the line into what each character shows; a tab reaches to the next stop."""
    pieces, at = [], 0
    for character in line:
        piece = " " * (TAB - at % TAB) if character == "\t" else _piece(character)
        pieces.append(piece)
        at += cell_width(piece)
    return pieces


def _window(edges: list[int], start: int, end: int, room: int) -> tuple[int, int]:
    """Choose which characters to show: all, or the mark with about a third of the room before it."""
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
    # Every space but that of the space bar and the wide one of Asia is taken for the first, and is not.
    is_odd_space = unicodedata.category(character) == "Zs" and character not in " \u3000"
    if character == _JOINER or (unicodedata.category(character) not in _UNSEEN and not is_odd_space):
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _cells(character: str) -> int:
    if character == _JOINER or unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
