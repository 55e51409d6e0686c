"""A place in a text where something private stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

LINE_END = "\u2028"
"""Stands for the end of a line within a paragraph: the number of a card goes across it, another number does not."""

Kind = Literal["card", "iban", "phone", "mail", "link", "code", "handle"]


@dataclass(frozen=True, slots=True)
class Match:
    """`start` and `end` are places in the text as Python counts them; of a link only the part that lets in."""

    kind: Kind
    start: int
    end: int

    def of(self, text: str) -> str:
        """Return what stands there."""
        return text[self.start : self.end]
