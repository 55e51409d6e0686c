"""The mistakes found so far, each once: what only follows from another in the same line is left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makegood.formats.json_text.words import JsonFault

if TYPE_CHECKING:
    from makegood.formats.json_text.tokens import Token

# After one of these the reader would only guess until the line is over; after a text without its closing quote,
# until a line that begins as lines of JSON do.
_CONFUSING = frozenset({"stray", "missing-colon", "junk", "unquoted-text", "unquoted-date", "extra-colon"})
UNCLOSED = frozenset({"unclosed-brace", "unclosed-bracket"})
_BREAK = re.compile(r"[\r\n]")
_BREAK_AFTER_TEXT = re.compile(r"""[\r\n]\s*(?=["{}\[\]])""")
MOST = 1000
"""Faults of one text that are noted: a person is shown a hundred, and nobody corrects more before reading anew."""
READABLE = frozenset({"J2", "J3", "J7"})
"""Rules whose faults most often leave a JSON text that can be read, so that all else that is wrong is found too."""


class Faults:
    """Collects mistakes in the order of the text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.quiet_until = 0
        """Before this offset nothing can be told apart from the last mistake."""
        self._found: list[JsonFault] = []
        self.is_cut = False
        """Whether more is wrong than was noted."""
        self.is_enough = False
        """So many that no more are noted, and what is left need not be read, since nobody can read it as JSON."""

    def add(self, name: str, token: Token, pointer: str = "", related: tuple[tuple[int, int], ...] = ()) -> None:
        """Note a mistake that is the token itself."""
        self.take(JsonFault(name, token.start, token.end, pointer, related))

    def after(self, name: str, token: Token, related: tuple[tuple[int, int], ...] = ()) -> None:
        """Note that something is missing right after the token."""
        self.take(JsonFault(name, token.end, token.end, "", related))

    def take(self, fault: JsonFault | None) -> None:
        """Note a mistake unless it only follows from the one before."""
        if fault is None or fault.start < self.quiet_until:
            return
        if len(self._found) >= MOST:
            self.is_cut = True
            return
        self._found.append(fault)
        self.is_enough = len(self._found) >= MOST and any(one.rule not in READABLE for one in self._found)
        if fault.name in _CONFUSING or fault.name == "no-end":
            pattern = _BREAK_AFTER_TEXT if fault.name == "no-end" else _BREAK
            end = pattern.search(self._text, fault.end)
            self.quiet_until = end.end() if end else len(self._text) + 1

    def all(self) -> tuple[JsonFault, ...]:
        """Hand out what was found, in the order of the text.

        Where an object lacks its end, the keys of the one around it stand in it too: none is told as twice then.
        """
        lacks_end = any(fault.name in UNCLOSED for fault in self._found)
        told = (fault for fault in self._found if not (lacks_end and fault.rule == "J2"))
        return tuple(sorted(told, key=lambda fault: fault.start))
