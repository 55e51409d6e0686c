"""The objects and lists that are open while a text is read, and which bracket closes which."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from makegood.formats.json_text.lines import Lines
from makegood.formats.json_text.tokens import Token

if TYPE_CHECKING:
    from makegood.formats.json_text.faults import Faults

_FAR = 200  # columns: no bracket that begins its line is further to the right
_LINE = re.compile(r"[\r\n]([ \t]*)([^\s,](?:[^\r\n]*[^\s,])?)")
"""A line that is not blank: its margin, and its text without a trailing comma."""


@dataclass(slots=True)
class Node:
    """A value: the offsets of its text and of its key; `members` are the pointers in it, with their keys' offsets."""

    start: int
    end: int
    key: tuple[int, int] | None = None
    members: dict[str, tuple[int, int] | None] = field(default_factory=dict)


@dataclass(slots=True)
class Frame:
    """An open object or list, or the file itself (`opened` None), and what it expects next."""

    node: Node
    pointer: str
    opened: Token | None
    wants: str
    kind: str = ""
    """The bracket that opened it; empty for the file."""
    comma: Token | None = None
    key: str = ""
    key_at: tuple[int, int] | None = None

    @property
    def entry(self) -> str:
        """The first part of an entry."""
        return "key" if self.kind == "{" else "value"


class Frames:
    """The open frames, the innermost last."""

    def __init__(self, text: str, faults: Faults) -> None:
        self._text, self._lines, self._faults = text, Lines(text), faults
        self.top = Frame(Node(0, len(text)), "", None, "value")
        """The innermost frame."""
        self._open = [self.top]
        self._excess = {"}": text.count("}") - text.count("{"), "]": text.count("]") - text.count("[")}
        self._suspect: tuple[int, int] | None = None

    def __len__(self) -> int:
        """Count the open brackets."""
        return len(self._open) - 1

    def push(self, node: Node, pointer: str, opened: Token) -> None:
        """Open an object or a list."""
        self.top = Frame(node, pointer, opened, "key" if opened.kind == "{" else "value", opened.kind)
        self._open.append(self.top)

    def _pop(self) -> Frame:
        frame = self._open.pop()
        self.top = self._open[-1]
        return frame

    def close(self, token: Token, last: Token) -> None:
        """Process a closing bracket; `last` is the token before it."""
        opener = "{" if token.kind == "}" else "["
        if self.top.kind != opener and self._mistyped(token):
            self._faults.add("wrong-bracket", token, related=self._openings()[:1])
            self._finish(token, last)
        elif self.top.kind == opener or any(frame.kind == opener for frame in self._open):
            while self.top.kind != opener:
                self._unclosed(last, self._openings()[:1])
                self._pop().node.end = last.end
            self._finish(token, last)
        else:
            self._faults.add("extra", token)

    def may_lack(self, closing: str) -> bool:
        """Return whether the innermost bracket, inside one of the other kind, may be missing its `closing` one."""
        opener, above = ("{", "[") if closing == "}" else ("[", "{")
        fits = len(self) > 1 and self.top.kind == opener and self._open[-2].kind == above
        return fits and bool(self.top.node.members) and self._excess[closing] < 0

    def close_forgotten(self, closing: str, last: Token) -> Frame:
        """Close the innermost bracket, whose closing one is missing, after `last`; return the frame around it."""
        self._unclosed(last, self._openings()[:1])
        self._excess[closing] += 1
        self._pop().node.end = last.end
        return self.top

    def end(self, last: Token) -> None:
        """Process the end of the text: report what is still open once, however many brackets are missing."""
        if self:
            related = (self._suspect,) if self._suspect else self._openings()[:2]  # the likeliest first
            self._unclosed(self._outdented(related[0][0]) or last, related)

    def _unclosed(self, last: Token, related: tuple[tuple[int, int], ...]) -> None:
        opening = self._text[related[0][0]]
        self._faults.after("unclosed-brace" if opening == "{" else "unclosed-bracket", last, related)

    def _outdented(self, opening: int) -> Token | None:
        """Return the end of a bracket's content by its indentation: before the first line not indented further than it.

        None if the indentation is inconclusive: the very next line is not indented further, or all are.
        """
        margin = len(self._margin(opening))
        is_first, end = True, opening + 1
        for line in _LINE.finditer(self._text, opening + 1):
            if len(line[1]) <= margin:
                is_clear = not (is_first or end < self._faults.quiet_until)
                return Token("", end, end) if is_clear else None
            is_first, end = False, line.end(2)
        return None

    def _finish(self, token: Token, last: Token) -> None:
        frame = self._pop()
        frame.node.end = token.end
        if self._suspect is None and frame.opened and self._crooked(frame.opened, token):
            self._suspect = frame.opened.start, frame.opened.end
        if frame.comma is not None:
            self._faults.add("trailing-comma", frame.comma)
        elif frame.kind == "{" and frame.wants in {"colon", "value"}:
            self._faults.after("missing-value", last)

    def _mistyped(self, token: Token) -> bool:
        """Return whether a closing bracket is the wrong one, rather than one too many or the other one missing."""
        other = "]" if token.kind == "}" else "}"
        if not self or self._excess[token.kind] <= 0 or self._excess[other] >= 0:
            return False
        self._excess[token.kind] -= 1
        self._excess[other] += 1
        return True

    def _crooked(self, opened: Token, closed: Token) -> bool:
        """Return whether a bracket at the beginning of its line is not indented like the line of its opening one."""
        _, column = self._lines.at(closed.start)
        own = self._text[closed.start - column + 1 : closed.start] if column < _FAR else "far"
        if own.strip():
            return False
        return own != self._margin(opened.start)

    def _margin(self, offset: int) -> str:
        """Return the spaces at the beginning of the line of a character."""
        start = offset - self._lines.at(offset)[1] + 1
        line = self._text[start : start + _FAR]
        return line[: len(line) - len(line.lstrip())]

    def _openings(self) -> tuple[tuple[int, int], ...]:
        return tuple((frame.opened.start, frame.opened.end) for frame in reversed(self._open) if frame.opened)
