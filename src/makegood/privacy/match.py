"""A match of a detector in a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

LINE_END = "\u2028"
"""Marks the end of a line within a paragraph: a card number can continue after it, other numbers cannot."""

PrivateKind = Literal["card", "iban", "phone", "mail", "link", "code", "handle"]


@dataclass(frozen=True, slots=True)
class Match:
    """A match; `start` and `end` are indexes in the text. For a link it is only the secret part."""

    kind: PrivateKind
    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the matched part of the text."""
        return text[self.start : self.end]
