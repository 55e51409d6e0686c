"""Read the pieces of a JSON text into places, and go on after a mistake as a person would."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from makegood.jsontext.faults import Faults
from makegood.jsontext.lines import Lines
from makegood.jsontext.scalars import HIDDEN, text_faults, word_fault
from makegood.jsontext.tokens import MARKS, TEXTS, Token, tokens

if TYPE_CHECKING:
    from makegood.jsontext.words import Fault

DEEPEST = 32
_FAR = 200  # columns: no bracket that begins its line stands further to the right


@dataclass(slots=True)
class Node:
    """A value: the offsets of its text and of its key's; `members` are the pointers in it, with their keys' offsets."""

    start: int
    end: int
    key: tuple[int, int] | None = None
    members: dict[str, tuple[int, int] | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text holds: a node for each pointer (of a key that stands twice the last), and its mistakes."""

    nodes: dict[str, Node]
    faults: tuple[Fault, ...]


@dataclass(slots=True)
class _Frame:
    """An open object or array, or the file itself (`opened` None), and what it waits for next."""

    node: Node
    pointer: str
    opened: Token | None
    wants: str
    comma: Token | None = None
    key: str = ""
    key_at: tuple[int, int] | None = None

    @property
    def kind(self) -> str:
        return self.opened.kind if self.opened else ""


def read(text: str) -> Reading:
    """Find the place of every value and every mistake in `text` (without its BOM)."""
    return _Reader(text).read()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = Lines(text)
        self.nodes: dict[str, Node] = {}
        self.faults = Faults(text)
        self.root = Node(0, len(text))
        self.stack = [_Frame(self.root, "", None, "value")]
        self.last = Token("", 0, 0)
        self.suspect: tuple[int, int] | None = None
        self.excess = {"}": text.count("}") - text.count("{"), "]": text.count("]") - text.count("[")}

    def read(self) -> Reading:
        for token in tokens(self.text):
            if not self._feed(token):
                break
            if token.kind != "comment":
                self.last = token
        else:
            self._end()
        return Reading(self.nodes, self.faults.all())

    def _feed(self, token: Token) -> bool:
        """Take one piece; False ends the reading, since what follows cannot be told apart from the mistake."""
        frame = self.stack[-1]
        if self.faults.guessing(token.start) and token.kind not in MARKS:
            return True
        if token.kind == "comment":
            self.faults.add("comment", token)
        elif frame.wants == "end":
            self.faults.add("extra" if token.kind in "}]" else "after", token)
            return False
        elif token.kind in "}]":
            self._close(token)
        elif token.kind == "junk" and not self._means(frame, token):
            self.faults.add("hidden-outside" if self._unseen(token) else "junk", token)
        else:
            {"key": self._key, "colon": self._colon, "value": self._value, "comma": self._comma}[frame.wants](
                frame, token
            )
        if len(self.stack) > DEEPEST + 1:
            self.faults.add("deep", token)
            return False
        return True

    def _unseen(self, token: Token) -> bool:
        character = self.text[token.start]
        return bool(HIDDEN.match(character)) or not character.isprintable() or character.isspace()

    def _means(self, frame: _Frame, token: Token) -> bool:
        """Say whether a wrong mark stands for the right one: `;` for a comma, `=` for a colon."""
        return (frame.wants, self.text[token.start]) in {("comma", ";"), ("colon", "=")}

    def _key(self, frame: _Frame, token: Token) -> None:
        if token.kind == ",":
            self.faults.add("extra-comma", token)
        elif token.kind == ":":
            self.faults.add("missing-key", token)
            frame.wants = "value"
        elif token.kind in "{[":
            self.faults.add("missing-key", token)
            self._value(frame, token)
        else:
            self._take_key(frame, token)

    def _take_key(self, frame: _Frame, token: Token) -> None:
        pointer = f"{frame.pointer}/{self._name(token)}"
        if token.kind == "word":
            self.faults.add("unquoted-key", token)
        self._text(token, pointer)
        before = frame.node.members.get(pointer)
        if before:
            self.faults.add("twice", token, pointer, (before,))
        frame.key, frame.key_at, frame.wants, frame.comma = pointer, (token.start, token.end), "colon", None

    def _name(self, token: Token) -> str:
        raw = self.text[token.start : token.end]
        name = raw.strip("\"'“”„‟«»‘’‚‛") if token.kind != "string" else raw[1:-1]
        if token.kind == "string" and "\\" in raw:
            try:
                name = json.loads(raw)
            except ValueError:
                pass  # its escapes are wrong, and a fault of their own
        return name.replace("~", "~0").replace("/", "~1")

    def _colon(self, frame: _Frame, token: Token) -> None:
        if token.kind == "junk":
            self.faults.add("equals", token)
        elif token.kind == ",":
            self.faults.after("missing-value", self.last)
            frame.wants, frame.comma = "key", token
            return
        elif token.kind != ":":
            self.faults.after("missing-colon", self.last)
            frame.wants = "value"
            self._value(frame, token)
            return
        frame.wants = "value"

    def _value(self, frame: _Frame, token: Token) -> None:
        if token.kind == ",":
            self._no_value(frame, token)
        elif token.kind == ":":
            self.faults.add("extra-colon", token)
        else:
            self._take_value(frame, token)

    def _no_value(self, frame: _Frame, token: Token) -> None:
        if frame.kind == "{":
            self.faults.after("missing-value", self.last)
            frame.wants, frame.comma = "key", token
        else:
            self.faults.add("extra-comma", token)

    def _take_value(self, frame: _Frame, token: Token) -> None:
        pointer = self._pointer(frame)
        node = Node(token.start, token.end, frame.key_at)
        frame.node.members[pointer] = frame.key_at
        self.nodes[pointer] = node
        frame.wants = "comma" if frame.opened else "end"
        frame.comma = frame.key_at = None
        if token.kind in "{[":
            self.stack.append(_Frame(node, pointer, token, "key" if token.kind == "{" else "value"))
        elif token.kind == "word":
            self.faults.take(word_fault(self.text[token.start : token.end], token.start, pointer))
        else:
            self._text(token, pointer)

    def _pointer(self, frame: _Frame) -> str:
        if frame.kind == "{":
            return frame.key
        return f"{frame.pointer}/{len(frame.node.members)}" if frame.opened else ""

    def _text(self, token: Token, pointer: str) -> None:
        wrong = {"single": "single-quotes", "smart": "smart-quotes", "broken": "no-end"}.get(token.kind)
        if wrong:
            self.faults.add(wrong, token, pointer)
        elif token.kind == "string":
            for fault in text_faults(self.text[token.start : token.end], token.start, pointer):
                self.faults.take(fault)

    def _comma(self, frame: _Frame, token: Token) -> None:
        if token.kind == ":":
            self.faults.add("extra-colon", token)
            return
        if token.kind in {",", "junk"}:
            if token.kind == "junk":
                self.faults.add("semicolon", token)
            frame.comma, frame.wants = token, "key" if frame.kind == "{" else "value"
            return
        if self._stray(token):
            self.faults.add("stray", Token("string", self.last.end - 1, self.last.end))
            return
        self.faults.after("missing-comma", self.last)
        frame.wants = "key" if frame.kind == "{" else "value"
        self._feed(token)

    def _stray(self, token: Token) -> bool:
        """Say whether a text was cut short by a quote inside it, or by a quote that is missing before."""
        between = self.text[self.last.end : token.start]
        same_line = not set("\r\n") & set(between)
        return self.last.kind in TEXTS and same_line and (token.kind in {"word", "broken"} or not between)

    def _close(self, token: Token) -> None:
        opener = "{" if token.kind == "}" else "["
        if self.stack[-1].kind != opener and self._mistyped(token, opener):
            self.faults.add("wrong-bracket", token, related=self._openings()[:1])
            self._finish(token)
        elif any(frame.kind == opener for frame in self.stack):
            while self.stack[-1].kind != opener:
                self._unclosed(self.last)
            self._finish(token)
        else:
            self.faults.add("extra", token)

    def _mistyped(self, token: Token, opener: str) -> bool:
        """Say whether a closing bracket is the wrong one, rather than one too many or the other one missing."""
        other = "]" if token.kind == "}" else "}"
        if len(self.stack) == 1 or self.excess[token.kind] <= 0 or self.excess[other] >= 0:
            return False
        self.excess[token.kind] -= 1
        self.excess[other] += 1
        return True

    def _crooked(self, opened: Token, closed: Token) -> bool:
        """Say whether a bracket that begins its line is not indented as the line of the one it closes."""
        _, column = self.lines.at(closed.start)
        own = self.text[closed.start - column + 1 : closed.start] if column < _FAR else "far"
        if own.strip():
            return False
        start = opened.start - self.lines.at(opened.start)[1] + 1
        line = self.text[start : start + _FAR]
        return own != line[: len(line) - len(line.lstrip())]

    def _openings(self) -> tuple[tuple[int, int], ...]:
        return tuple((f.opened.start, f.opened.end) for f in reversed(self.stack) if f.opened)

    def _unclosed(self, last: Token) -> None:
        name = "unclosed-brace" if self.stack[-1].kind == "{" else "unclosed-bracket"
        self.faults.after(name, last, self._openings()[:1])
        self.stack.pop().node.end = last.end

    def _finish(self, token: Token) -> None:
        frame = self.stack.pop()
        frame.node.end = token.end
        if self.suspect is None and frame.opened and self._crooked(frame.opened, token):
            self.suspect = frame.opened.start, frame.opened.end
        if frame.comma is not None:
            self.faults.add("trailing-comma", frame.comma)
        elif frame.kind == "{" and frame.wants in {"colon", "value"}:
            self.faults.after("missing-value", self.last)

    def _end(self) -> None:
        if not self.nodes and len(self.stack) == 1 and not self.faults.all():
            self.faults.add("empty", Token("", 0, 0))
        elif len(self.stack) > 1:
            name = "unclosed-brace" if self.stack[1].kind == "{" else "unclosed-bracket"
            self.faults.after(name, self.last, (self.suspect,) if self.suspect else self._openings()[:2])
