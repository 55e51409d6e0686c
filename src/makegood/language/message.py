"""Parse one entry of a words file: its text for each plural form, and the fields in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import Formatter

from makegood.model.errors import Place

PLURALS = ("zero", "one", "two", "few", "many", "other")
"""The plural forms of the Unicode CLDR; each language has some of them, and always `other`."""
TEXT_STYLES = frozenset({"start", "inside", "bare"})
DATE_STYLES = frozenset({"weekday", "weekday-name", "short", "month", "moment"})
OTHER_STYLES = frozenset({"words", "amount", "plain"})
LISTS = frozenset({"or", "apart", "commas", "plus", "minus"})
"""How a list is written, if not as `A, B and C`: `A, B or C`; `A; B; C` for items with commas of their own; `A, B, C`;
or as a sum or a difference in a formula."""
STYLES = TEXT_STYLES | DATE_STYLES | LISTS | OTHER_STYLES
"""How a field can be written, as in `{day:weekday}`; `values.py` defines each."""


@dataclass(frozen=True, slots=True)
class SentenceField:
    """A place for a value in a sentence, such as `{day:weekday}`; `styles` are applied in their order."""

    name: str
    styles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence of a language. `forms` has its parts for each plural form; without plural, for `other` alone.

    A part is a text or a field. `place` is its file and line.
    """

    id: str
    forms: Mapping[str, tuple[str | SentenceField, ...]]
    place: Place

    def fields(self) -> frozenset[str]:
        """Return the names of all fields, in whichever form."""
        parts = (part for form in self.forms.values() for part in form)
        return frozenset(part.name for part in parts if isinstance(part, SentenceField))

    def has_plural(self) -> bool:
        return len(self.forms) > 1


class MessageError(ValueError):
    """A text that is no message: `args` are what is wrong and how to correct it."""


def parse(text: str) -> tuple[str | SentenceField, ...]:
    """Return the parts of a text with fields in braces; raise MessageError if a field cannot be read.

    A brace that is meant as a brace is typed twice, as in Python's `str.format`.
    """
    return tuple(_parts(text))


def _parts(text: str) -> Iterator[str | SentenceField]:
    try:
        pieces = list(Formatter().parse(text))
    except ValueError as error:
        raise MessageError(
            "A brace is not closed, or closes nothing.", "Write a field as {name}, and a brace itself twice: {{ or }}."
        ) from error
    for literal, name, style, conversion in pieces:
        if literal:
            yield literal
        if name is None:
            continue
        if not name.isidentifier() or conversion:
            raise MessageError(
                f"{{{name}}} is not a field.", "Write a field as {name} or {name:style}, as in the built-in sentence."
            )
        styles = tuple((style or "").split())
        for unknown in (word for word in styles if word not in STYLES):
            raise MessageError(f'There is no style "{unknown}".', f"The styles are: {', '.join(sorted(STYLES))}.")
        yield SentenceField(name, styles)
