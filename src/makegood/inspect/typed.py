"""What somebody typed into a case: where it stands, and which of a document's words it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cached_property

from makegood.model.case import Case
from makegood.model.money import Money

AROUND = 8
"""Letters on either side that must be the same for words to be the user's own."""
NAMED = (
    "/file", "/name", "/number", "/title", "/reference", "/order_id", "/order_number", "/transaction_id", "/version",
)  # fmt: skip
"""Ends of pointers at which a name may hold a reference, such as an invoice's."""
_MARKS = re.compile(r"[*_`#>]")
"""What Markdown takes as marks and a reader does not see."""
_KEYWORD = re.compile(r"[a-z_]+\Z")
"""A word of the schema, such as none: nobody chose it as a word of a text."""
_WITH_FIGURE = re.compile(r"[\w./-]*\d[\w./-]*")


class Typed:
    """The texts of a case, by their JSON pointers."""

    def __init__(self, case: Case) -> None:
        self.words = {pointer: value for pointer, value, _ in walk(case, "") if isinstance(value, str)}

    @cached_property
    def references(self) -> frozenset[str]:
        """Every value that can be a reference, in small letters: what was typed as one word, and parts of names."""
        names = [text for pointer, text in self.words.items() if pointer.endswith(NAMED)]
        parts = {part for text in names for part in _WITH_FIGURE.findall(text)}
        parts |= {part.rpartition(".")[0] for part in parts}
        return frozenset(one.casefold().rstrip("./-_") for one in {*self.words.values(), *parts} if " " not in one)

    def pointer_of(self, words: str) -> str:
        """Say where in the case these words stand, as a JSON pointer; "" where they do not."""
        return next((pointer for pointer, text in self.words.items() if words in even(text)), "")

    def origin(self, text: str, start: int, end: int) -> str:
        """Say where somebody typed what stands at `start` in this text, as a JSON pointer; "" where nobody did.

        The words around must be the same too: on both sides as far as the typed words go, or on one side at length,
        since a page may end on the other. In capitals or not: a style may set capitals.
        """
        piece = text[start:end].casefold()
        before, after = text[max(0, start - AROUND) : start].casefold(), text[end : end + AROUND].casefold()
        for pointer, typed in self._forms:
            at = typed.find(piece)
            while at >= 0:
                left, right = typed[max(0, at - AROUND) : at], typed[at + len(piece) : at + len(piece) + AROUND]
                same = before.endswith(left), after.startswith(right)
                if all(same) or (same[0] and len(left) == AROUND) or (same[1] and len(right) == AROUND):
                    return pointer
                at = typed.find(piece, at + 1)
        return ""

    def ending(self, text: str, end: int) -> str:
        """Say where somebody typed the words that end in a full stop here, as a JSON pointer; "" where nobody did."""
        before = text[:end].casefold()
        return next((at for at, typed in self._forms if typed.endswith(".") and before.endswith(typed)), "")

    @cached_property
    def _forms(self) -> tuple[tuple[str, str], ...]:
        """What was typed, as it stands and with each run of blanks as one, in small letters; a story without marks."""
        forms = [(pointer, form) for pointer, text in self.words.items() for form in dict.fromkeys((text, even(text)))]
        forms += [(pointer, even(_MARKS.sub("", text))) for pointer, text in forms if pointer == "/story"]
        return tuple((pointer, form.casefold()) for pointer, form in forms if not _KEYWORD.match(form))


def even(text: str) -> str:
    """Return the text with every run of blanks and line ends as one space."""
    return " ".join(text.split())


def walk(value: object, pointer: str, *, is_typed: bool = False) -> Iterator[tuple[str, object, bool]]:
    """Yield every value under a noun with its JSON pointer, and whether somebody typed it into the case."""
    if is_dataclass(value) and not isinstance(value, (type, Money)):
        is_typed = is_typed or type(value).__module__ == Case.__module__
        for field in fields(value):
            yield from walk(getattr(value, field.name), f"{pointer}/{field.name}", is_typed=is_typed)
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from walk(one, f"{pointer}/{key}", is_typed=is_typed)
    elif isinstance(value, (tuple, list)):
        for at, one in enumerate(value):
            yield from walk(one, f"{pointer}/{at}", is_typed=is_typed)
    elif isinstance(value, (str, date, Money)):
        yield pointer, value, is_typed
