"""Collect the mistakes of a JSON text, each once, without those that only follow from another on the same line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makegood.formats.json_text.words import JsonFault

if TYPE_CHECKING:
    from makegood.formats.json_text.tokens import Token

# After one of these the reader could only guess until the end of the line; after a text without its closing quote,
# until a line that begins as lines of JSON do.
_CONFUSING = frozenset({"stray", "missing-colon", "junk", "unquoted-text", "unquoted-date", "extra-colon"})
UNCLOSED = frozenset({"unclosed-brace", "unclosed-bracket"})
_BREAK = re.compile(r"[\r\n]")
_BREAK_AFTER_TEXT = re.compile(r"""[\r\n]\s*(?=["{}\[\]])""")
MOST = 1000
"""Faults of one text that are collected: a person is shown a hundred, and fixes no more before the next run."""
READABLE = frozenset({"J2", "J3", "J7"})
"""Rules whose faults mostly leave a JSON text that can be parsed, so that everything else can be checked too."""


class Faults:
    """Collects mistakes in the order of the text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.quiet_until = 0
        """Before this offset, further mistakes may only follow from the last one."""
        self._faults: list[JsonFault] = []
        self.is_cut = False
        """Whether there are more mistakes than were collected."""
        self.is_enough = False
        """Whether reading can stop: no more faults are collected, and the text cannot be parsed as JSON anyway."""

    def add(self, name: str, token: Token, pointer: str = "", related: tuple[tuple[int, int], ...] = ()) -> None:
        """Add a mistake at the token itself."""
        self.take(JsonFault(name, token.start, token.end, pointer, related))

    def after(self, name: str, token: Token, related: tuple[tuple[int, int], ...] = ()) -> None:
        """Add a mistake of something missing right after the token."""
        self.take(JsonFault(name, token.end, token.end, "", related))

    def take(self, fault: JsonFault | None) -> None:
        """Add a mistake unless it only follows from the previous one."""
        if fault is None or fault.start < self.quiet_until:
            return
        if len(self._faults) >= MOST:
            self.is_cut = True
            return
        self._faults.append(fault)
        self.is_enough = len(self._faults) >= MOST and any(fault.rule not in READABLE for fault in self._faults)
        if fault.name in _CONFUSING or fault.name == "no-end":
            pattern = _BREAK_AFTER_TEXT if fault.name == "no-end" else _BREAK
            end = pattern.search(self._text, fault.end)
            self.quiet_until = end.end() if end else len(self._text) + 1

    def all(self) -> tuple[JsonFault, ...]:
        """Return the mistakes in the order of the text.

        If an object is not closed, it also gets the keys of the one around it: no duplicate key is reported then.
        """
        lacks_end = any(fault.name in UNCLOSED for fault in self._faults)
        reported = (fault for fault in self._faults if not (lacks_end and fault.rule == "J2"))
        return tuple(sorted(reported, key=lambda fault: fault.start))
