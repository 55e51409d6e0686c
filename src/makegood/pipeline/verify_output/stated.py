"""Find out what a finished text states, by the statements that it was made from, in whatever language and words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from makegood.pipeline.verify_output.provenance import collapse_spaces

if TYPE_CHECKING:
    from makegood.language import Language
    from makegood.model.statement import Statement

ENDING = ("ending-",)
"""Beginnings of the ids of statements that the agreement ends or may be ended."""
ASKING = ("letter-request-", "letter-ask-", "letter-option-", "letter-besides-", "message-refund", "stands-")
"""Of statements that ask for money."""
NEXT_STEP = ("final-notice-otherwise-",)
"""Of statements on what follows a final notice."""
SUBJECT = re.compile(r"[a-z-]+-subject(?:-.*)?\Z")
"""Matches the ids of subjects."""
LABELS = ("offer-subject", "offer-head", "message-without-prejudice")
"""Of the label of an offer that is not to be shown to a court."""


@dataclass(frozen=True, slots=True)
class Stated:
    """The statements of a finished text. An optional one may have been left out of it, and then does not count.

    A template of a workspace with sentences of its own states nothing here; for it, English patterns are searched too.
    """

    statements: tuple[Statement, ...]
    language: Language

    def find(self, text: str, *beginnings: str) -> Iterator[tuple[Statement, str]]:
        """Yield each statement whose id begins so and that is in the text, with its sentence."""
        searched = _compact(text)
        for statement in self.statements:
            for part in statement.within():
                if part.id.startswith(beginnings) and _compact(sentence := self.language.text(part)) in searched:
                    yield part, collapse_spaces(sentence)

    def has_subject(self, text: str) -> bool:
        """Return whether a text is one of the program's subjects."""
        return any(SUBJECT.match(statement.id) and self.states(text, statement.id) for statement in self.statements)

    def states(self, text: str, *beginnings: str) -> bool:
        """Return whether one of the statements whose ids begin so is in the text."""
        return any(True for _ in self.find(text, *beginnings))


def _compact(text: str) -> str:
    """Return a text without spaces: the layout may break a line anywhere."""
    return "".join(text.split())
