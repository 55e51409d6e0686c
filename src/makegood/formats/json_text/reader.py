"""Read the tokens of a JSON text into places, and recover from mistakes as a person would."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from makegood.formats.json_text.faults import Faults
from makegood.formats.json_text.frames import Frame, Frames, Node
from makegood.formats.json_text.scalars import HIDDEN, bare_word_fault, text_faults
from makegood.formats.json_text.tokens import MARKS, QUOTES, TEXTS, WHOLE, Token, tokens

if TYPE_CHECKING:
    from makegood.formats.json_text.words import JsonFault

DEEPEST = 32
_NO_MEMBERS: dict[str, tuple[int, int] | None] = {}
"""The members of every text and number, shared: creating half a million dictionaries takes as long as reading."""
_BEFORE_ENTRIES = frozenset("{[,")
_QUOTING = {"single": "single-quotes", "smart": "smart-quotes", "broken": "no-end"}


@dataclass(frozen=True, slots=True)
class JsonReading:
    """The content of a text: a node for each pointer (of a duplicate key the last one), and its mistakes."""

    nodes: dict[str, Node]
    faults: tuple[JsonFault, ...]
    is_cut: bool = False
    """Whether there are more mistakes than in `faults`."""


@lru_cache(maxsize=2)  # `fix` reads the case and the defaults again and again
def read_places(text: str) -> JsonReading:
    """Return the place of every value and every mistake in `text` (without its BOM)."""
    return _JsonReader(text).read()


class _JsonReader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.nodes: dict[str, Node] = {}
        self.faults = Faults(text)
        self.frames = Frames(text, self.faults)
        self.last = Token("", 0, 0)
        self.takes = {"key": self._key, "colon": self._colon, "value": self._value, "comma": self._comma}

    def read(self) -> JsonReading:
        pieces = tokens(self.text)
        while token := next(pieces, None):
            if not self._feed(token) or self.faults.is_enough:
                break
            if token.kind != "comment":
                self.last = token
            if token.kind in _BEFORE_ENTRIES and self._take_whole(token.end):
                pieces = tokens(self.text, self.last.end)
        else:
            self.frames.end(self.last)
            if not self.nodes and not self.faults.all():
                self.faults.add("empty", self.last)
        return JsonReading(self.nodes, self.faults.all(), self.faults.is_cut or self.faults.is_enough)

    def _take_whole(self, start: int) -> bool:
        """Read the entries from `start` on that cannot contain a mistake, as almost all are, without their tokens."""
        frame = self.frames.top
        is_next = frame.opened and frame.wants == frame.entry and start >= self.faults.quiet_until
        if not is_next or len(self.frames) >= DEEPEST:
            return False
        members, is_list, end = frame.node.members, frame.kind == "[", start
        for match in WHOLE[frame.kind].finditer(self.text, start):
            pointer = f"{frame.pointer}/{len(members) if is_list else match['key']}"
            if not match[0] or pointer in members:
                break
            key = None if is_list else (match.start("key") - 1, match.end("key") + 1)
            self.nodes[pointer] = Node(*match.span("value"), key, _NO_MEMBERS)
            members[pointer] = key
            frame.key, end = pointer, match.end()
        if end > start:
            frame.key_at, frame.comma = None, Token(",", end - 1, end)
            self.last = frame.comma
        return end > start

    def _feed(self, token: Token) -> bool:
        """Process one token; return False to stop, if what follows cannot be separated from the mistake."""
        frame = self.frames.top
        kind = token.kind
        if token.start < self.faults.quiet_until and kind not in MARKS:
            return True
        if kind == "comment":
            self.faults.add("comment", token)
        elif frame.wants == "end":
            self.faults.add("extra" if token.kind in "}]" else "after", token)
            return False
        elif kind in "}]":
            self.frames.close(token, self.last)
        elif kind == "junk" and not self._is_wrong_mark(frame, token):
            self.faults.add("hidden-outside" if self._is_invisible(token) else "junk", token)
        else:
            self.takes[frame.wants](frame, token)
        if kind in "{[" and len(self.frames) > DEEPEST:
            self.faults.add("deep", token)
            return False
        return True

    def _is_invisible(self, token: Token) -> bool:
        character = self.text[token.start]
        return bool(HIDDEN.match(character)) or character.isspace() or not character.isprintable()

    def _is_wrong_mark(self, frame: Frame, token: Token) -> bool:
        """Return whether a wrong mark was typed for the right one: `;` for a comma, `=` for a colon."""
        return (frame.wants, self.text[token.start]) in {("comma", ";"), ("colon", "=")}

    def _key(self, frame: Frame, token: Token) -> None:
        if token.kind == ",":
            self.faults.add("extra-comma", token)
        elif token.kind == ":":
            self.faults.add("missing-key", token)
            frame.wants = "value"
        elif token.kind == "{" and self.frames.may_lack("}"):
            self._value(self.frames.close_forgotten("}", self._end_of_members(frame)), token)
        elif token.kind in "{[":
            self.faults.add("missing-key", token)
            self._value(frame, token)
        else:
            self._take_key(frame, token)

    def _take_key(self, frame: Frame, token: Token) -> None:
        if token.kind == "word":
            self.faults.add("unquoted-key", token)
        self._text(token, self._set_key(frame, token))

    def _set_key(self, frame: Frame, token: Token) -> str:
        """Use the token as the key of the next value; return its pointer."""
        pointer = f"{frame.pointer}/{self._name(token)}"
        before = frame.node.members.get(pointer)
        if before:
            self.faults.add("twice", token, pointer, (before,))
        frame.key, frame.key_at, frame.wants, frame.comma = pointer, (token.start, token.end), "colon", None
        return pointer

    def _name(self, token: Token) -> str:
        """Return a key as a part of a JSON pointer."""
        raw = self.text[token.start : token.end]
        name = raw[1:-1] if token.kind == "string" else raw.strip(QUOTES)
        if token.kind == "string" and "\\" in raw:
            with contextlib.suppress(ValueError):  # wrong escapes are a fault of their own
                name = json.loads(raw)
        return name.replace("~", "~0").replace("/", "~1")

    def _colon(self, frame: Frame, token: Token) -> None:
        frame.wants = "value"
        if token.kind == "junk":
            self.faults.add("equals", token)
        elif token.kind == ",":
            self._value(frame, token)
        elif token.kind != ":":
            self.faults.after("missing-colon", self.last)
            self._value(frame, token)

    def _value(self, frame: Frame, token: Token) -> None:
        if token.kind == ":":
            self.faults.add("extra-colon", token)
        elif token.kind == "," and frame.kind == "{":
            self.faults.after("missing-value", self.last)
            frame.wants, frame.comma = "key", token
        elif token.kind == ",":
            self.faults.add("extra-comma", token)
        else:
            self._take_value(frame, token)

    def _take_value(self, frame: Frame, token: Token) -> None:
        pointer = self._pointer(frame)
        is_open = token.kind in {"{", "["}
        node = Node(token.start, token.end, frame.key_at, {} if is_open else _NO_MEMBERS)
        frame.node.members[pointer] = frame.key_at
        self.nodes[pointer] = node
        frame.wants = "comma" if frame.opened else "end"
        frame.comma = frame.key_at = None
        if is_open:
            self.frames.push(node, pointer, token)
        elif token.kind == "word":
            self.faults.take(bare_word_fault(self.text[token.start : token.end], token.start, pointer))
        else:
            self._text(token, pointer)

    def _pointer(self, frame: Frame) -> str:
        if frame.kind == "{":
            return frame.key
        return f"{frame.pointer}/{len(frame.node.members)}" if frame.opened else ""

    def _text(self, token: Token, pointer: str) -> None:
        if token.kind in _QUOTING:
            self.faults.add(_QUOTING[token.kind], token, pointer)
        elif token.kind == "string":
            raw = self.text[token.start : token.end]
            if raw.isprintable() and "\\" not in raw:
                return  # the common case
            for fault in text_faults(raw, token.start, pointer):
                self.faults.take(fault)

    def _comma(self, frame: Frame, token: Token) -> None:
        if token.kind == ":" and self.last.kind in TEXTS and len(frame.node.members) > 1 and self.frames.may_lack("]"):
            self._move_key_out(frame)
        elif token.kind == ":":
            self.faults.add("extra-colon", token)
        elif token.kind == "{" and self.frames.may_lack("}"):
            self._comma(self.frames.close_forgotten("}", self.last), token)
        elif token.kind in {",", "junk"}:
            if token.kind == "junk":
                self.faults.add("semicolon", token)
            frame.comma, frame.wants = token, frame.entry
        elif self._is_stray(token):
            self.faults.add("stray", Token("string", self.last.end - 1, self.last.end))
        else:
            self.faults.after("missing-comma", self.last)
            frame.wants = frame.entry
            self.takes[frame.wants](frame, token)

    def _move_key_out(self, frame: Frame) -> None:
        """Use the last text of a list as a key of the object around it: the list should have been closed before."""
        pointer, _ = frame.node.members.popitem()
        del self.nodes[pointer]
        around = self.frames.close_forgotten("]", self._end_of_members(frame))
        self._set_key(around, self.last)
        around.wants = "value"

    def _end_of_members(self, frame: Frame) -> Token:
        end = self.nodes[list(frame.node.members)[-1]].end
        return Token("", end, end)

    def _is_stray(self, token: Token) -> bool:
        """Return whether a text was cut short by a quote inside it, or by a missing quote before it."""
        between = self.text[self.last.end : token.start]
        same_line = not set("\r\n") & set(between)
        return self.last.kind in TEXTS and same_line and (token.kind in {"word", "broken"} or not between)
