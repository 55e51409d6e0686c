"""What a document says, without the words: an id and typed values, which a language renders as a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from makegood.model.money import Money

if TYPE_CHECKING:
    from types import NotImplementedType

COUNT = "count"
"""The name of the value that decides between singular and plural, an int."""

POLICY = "policy-"
"""Begins the ids of texts that stand in policies."""

POLICY_TEXT = "policy_text"
"""The name of the value that is the text itself where a language has no sentence with the id: one of a policy."""

Value: TypeAlias = "str | int | Decimal | Money | date | Statement | tuple[Value, ...]"
"""What a sentence can be about. A `str` is what a user wrote, or a name: it is the same in every language."""


Wording: TypeAlias = "Statement | str"
"""A statement, or a text that is the same in every language: of the user, or a name."""


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """One sentence, or one heading, label or name: `id` is its key in `templates/words/`, `values` fill its fields.

    It has no text of its own: only a language renders it (`makegood.language`). Joining it to a text is a TypeError, so
    that no sentence is assembled from pieces.
    """

    id: str
    values: Mapping[str, Value]

    def __str__(self) -> str:
        raise TypeError(f"The statement {self.id} has no text: render it with a language.")

    def __eq__(self, other: object) -> bool | NotImplementedType:
        if not isinstance(other, Statement):
            return NotImplemented
        return self.id == other.id and dict(self.values) == dict(other.values)

    def __hash__(self) -> int:
        return hash((self.id, frozenset(self.values.items())))

    def filled(self, **values: Value) -> Statement:
        """Return the statement with these values in addition."""
        return Statement(self.id, {**self.values, **values})

    def all_values(self) -> Iterator[Value]:
        """Yield every value, also those in lists and in statements within it."""
        for value in self.values.values():
            yield from _flat(value)

    def within(self) -> Iterator[Statement]:
        """Yield this statement and each statement among its values."""
        yield self
        yield from (part for value in self.all_values() if isinstance(value, Statement) for part in value.within())


def policy_statement(id_: str, text: str) -> Statement:
    """Return a statement whose English text stands in a policy, which a workspace may have written itself.

    A words file that has the id lies over the text: in another language, or in a user's own words.
    """
    return Statement(id_, {POLICY_TEXT: text})


def policy_text(statement: Statement) -> str:
    """Return the English text of a statement of a policy, for messages."""
    return str(statement.values[POLICY_TEXT])


def say(id_: str, **values: Value) -> Statement:
    """Return the statement with this id: `say("due", day=date(2026, 9, 28))`."""
    return Statement(id_, values)


def _flat(value: Value) -> Iterator[Value]:
    if isinstance(value, tuple):
        for item in value:
            yield from _flat(item)
        return
    yield value
    if isinstance(value, Statement):
        yield from value.all_values()
