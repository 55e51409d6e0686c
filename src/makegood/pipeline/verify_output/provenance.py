"""What somebody typed into a case: where it stands, and which of a document's words it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any

from makegood.model.case import Case
from makegood.model.money import Money

AROUND = 8
"""Letters on either side that must be the same for words to be the user's own."""
NAMED = (
    "/file",
    "/name",
    "/number",
    "/title",
    "/reference",
    "/order_id",
    "/order_number",
    "/transaction_id",
    "/version",
)
"""Ends of pointers at which a name may hold a reference, such as an invoice's."""
_MARKS = re.compile(r"[*_`#>]")
"""What Markdown takes as marks and a reader does not see."""
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
CHOSEN = "/privilege"
"""The end of a pointer at which nobody wrote a word of a text, though it may look like one: none."""
_TAKEN_FOR = {0x130: "i", 0x131: "i", 0x17F: "s", 0x212A: "k"}
_WITH_FIGURE = re.compile(r"[\w./-]*\d[\w./-]*")


class Provenance:
    """The texts of a case, by their JSON pointers."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = words

    @cached_property
    def references(self) -> frozenset[str]:
        """Every value that can be a reference, in small letters: what was typed as one word, and parts of names."""
        names = [text for pointer, text in self.words.items() if pointer.endswith(NAMED)]
        parts = {part for text in names for part in _WITH_FIGURE.findall(text)}
        parts |= {part.rpartition(".")[0] for part in parts}
        return frozenset(one.casefold().rstrip("./-_") for one in {*self.words.values(), *parts} if " " not in one)

    def pointer_of(self, words: str) -> str:
        """Say where in the case these words stand, as a JSON pointer; "" where they do not."""
        whole = re.compile(rf"(?<![\w.,]){re.escape(words.strip())}(?![\w]|[.,]\d)")
        return next((pointer for pointer, text in self.words.items() if whole.search(collapse_spaces(text))), "")

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
        """Say where somebody typed the words that end here, as a JSON pointer; "" where nobody did."""
        before = text[:end].casefold()
        return next((at for at, typed in self._forms if before.endswith(typed)), "")

    def anywhere(self, words: str) -> str:
        """Say where somebody typed these words, whatever stands around them, as a JSON pointer; "" where nobody did."""
        whole = re.compile(rf"(?<!\w){re.escape(collapse_spaces(words).casefold())}(?!\w)")
        return next((at for at, typed in self._forms if whole.search(typed)), "")

    @cached_property
    def _forms(self) -> tuple[tuple[str, str], ...]:
        """What was typed, as it stands and with each run of blanks as one, in small letters; a story without marks."""
        forms = [
            (pointer, form)
            for pointer, text in self.words.items()
            for form in dict.fromkeys((text, collapse_spaces(text)))
        ]
        stories = [text for pointer, text in forms if pointer == "/story"]
        forms += [("/story", collapse_spaces(_MARKS.sub("", _LINK.sub(r"\1", text)))) for text in stories]
        return tuple((pointer, form.casefold()) for pointer, form in forms if form and not pointer.endswith(CHOSEN))


def lower_in_place(text: str) -> str:
    """Return the text in small letters, each at its place: a search in it takes a third of one that ignores case.

    The four letters that such a search takes for an i, an s or a k are those here too.
    """
    return text.translate(_TAKEN_FOR).lower()


def collapse_spaces(text: str) -> str:
    """Return the text with every run of blanks and line ends as one space."""
    return " ".join(text.split())


def walk(value: object) -> list[tuple[str, object, bool]]:
    """List every value under a noun with its JSON pointer, and whether somebody typed it into the case."""
    found: list[tuple[str, object, bool]] = []
    _walk(value, "", found, is_typed=False)
    return found


def _walk(value: object, pointer: str, found: list[tuple[str, object, bool]], *, is_typed: bool) -> None:
    """Add what is under a value; to one list, since every letter is read by this and generators are slow."""
    shape = _shape(type(value))  # type: ignore[arg-type]  # a type can be hashed
    if shape == "value":
        found.append((pointer, value, is_typed))
    elif shape:
        is_typed = is_typed or shape == "noun of the case"
        for name, one in _under(value, shape):
            _walk(one, f"{pointer}/{name}", found, is_typed=is_typed)


def _under(value: Any, shape: str) -> Iterable[tuple[object, object]]:
    """Name what is right under a value: by its place, its key or its field."""
    names: Iterable[tuple[object, object]] = ()
    if shape == "list":
        names = enumerate(value)
    elif shape == "table":
        names = value.items()
    else:
        names = [(name, getattr(value, name)) for name in _names(type(value))]  # type: ignore[arg-type]  # as above
    return names


@cache
def _shape(kind: type) -> str:
    """Say what to do with values of a type: note them, look into them, or, where it is "", neither."""
    if issubclass(kind, (str, date, Money)):
        return "value"
    if is_dataclass(kind):
        return "noun of the case" if kind.__module__ == Case.__module__ else "noun"
    return "list" if issubclass(kind, (tuple, list)) else "table" if issubclass(kind, Mapping) else ""


@cache
def _names(noun: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(noun))
