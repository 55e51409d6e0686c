"""Find which words of a document the user wrote, and where in the case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any

from makegood.model.case import Case
from makegood.model.money import Money

CONTEXT = 8
"""Characters on either side that must be the same for words to be the user's own."""
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
"""Ends of pointers to names that may contain a reference, such as an invoice's."""
_MARKS = re.compile(r"[*_`#>]")
"""Markdown syntax that a reader does not see."""
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
CHOSEN = "/privilege"
"""The end of a pointer to a chosen value, such as "none", that could be mistaken for a word the user wrote."""
_TAKEN_FOR = {0x130: "i", 0x131: "i", 0x17F: "s", 0x212A: "k"}
_WITH_FIGURE = re.compile(r"[\w./-]*\d[\w./-]*")


class Provenance:
    """The texts of a case, by their JSON pointers."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = words

    @cached_property
    def references(self) -> frozenset[str]:
        """Every value that can be a reference, in lower case: single words and the parts of names with digits."""
        names = [text for pointer, text in self.words.items() if pointer.endswith(NAMED)]
        parts = {part for text in names for part in _WITH_FIGURE.findall(text)}
        parts |= {part.rpartition(".")[0] for part in parts}
        return frozenset(
            value.casefold().rstrip("./-_") for value in {*self.words.values(), *parts} if " " not in value
        )

    def pointer_of(self, words: str) -> str:
        """Return the JSON pointer of the first text of the case with these words, or ""."""
        whole = re.compile(rf"(?<![\w.,]){re.escape(words.strip())}(?![\w]|[.,]\d)")
        return next((pointer for pointer, text in self.words.items() if whole.search(collapse_spaces(text))), "")

    def origin(self, text: str, start: int, end: int) -> str:
        """Return the JSON pointer of the user's text that this slice of a document comes from, or "".

        The context must match too: on both sides up to the ends of the user's text, or in full on one side, since a
        page may end on the other. Case is ignored, since a style may set capitals.
        """
        piece = text[start:end].casefold()
        before, after = text[max(0, start - CONTEXT) : start].casefold(), text[end : end + CONTEXT].casefold()
        for pointer, form in self._forms:
            index = form.find(piece)
            while index >= 0:
                left = form[max(0, index - CONTEXT) : index]
                right = form[index + len(piece) : index + len(piece) + CONTEXT]
                same = before.endswith(left), after.startswith(right)
                if all(same) or (same[0] and len(left) == CONTEXT) or (same[1] and len(right) == CONTEXT):
                    return pointer
                index = form.find(piece, index + 1)
        return ""

    def ending(self, text: str, end: int) -> str:
        """Return the JSON pointer of the user's text that ends here in the document, or ""."""
        before = text[:end].casefold()
        return next((pointer for pointer, form in self._forms if before.endswith(form)), "")

    def anywhere(self, words: str) -> str:
        """Return the JSON pointer of the first of the user's texts with these words, in any context, or ""."""
        whole = re.compile(rf"(?<!\w){re.escape(collapse_spaces(words).casefold())}(?!\w)")
        return next((pointer for pointer, form in self._forms if whole.search(form)), "")

    @cached_property
    def _forms(self) -> tuple[tuple[str, str], ...]:
        """Pointer and text in lower case: as written, with spaces collapsed, and of the story without Markdown."""
        forms = [
            (pointer, form)
            for pointer, text in self.words.items()
            for form in dict.fromkeys((text, collapse_spaces(text)))
        ]
        stories = [text for pointer, text in forms if pointer == "/story"]
        forms += [("/story", collapse_spaces(_MARKS.sub("", _LINK.sub(r"\1", text)))) for text in stories]
        return tuple((pointer, form.casefold()) for pointer, form in forms if form and not pointer.endswith(CHOSEN))


def lower_in_place(text: str) -> str:
    """Return the text in lower case with the same positions; a search in it takes a third of one that ignores case.

    The four letters that such a search reads as an i, an s or a k are replaced too.
    """
    return text.translate(_TAKEN_FOR).lower()


def collapse_spaces(text: str) -> str:
    """Return the text with every run of white space as one space."""
    return " ".join(text.split())


def walk_values(value: object) -> list[tuple[str, object, bool]]:
    """Return every value under a model object with its JSON pointer, and whether it is part of the case."""
    entries: list[tuple[str, object, bool]] = []
    _walk(value, "", entries, is_of_case=False)
    return entries


def _walk(value: object, pointer: str, entries: list[tuple[str, object, bool]], *, is_of_case: bool) -> None:
    """Append the values under a value; one list, since generators are slow and every build walks all facts."""
    shape = _shape(type(value))  # type: ignore[arg-type]  # a type can be hashed
    if shape == "value":
        entries.append((pointer, value, is_of_case))
    elif shape:
        is_of_case = is_of_case or shape == "case model"
        for name, child in _children(value, shape):
            _walk(child, f"{pointer}/{name}", entries, is_of_case=is_of_case)


def _children(value: Any, shape: str) -> Iterable[tuple[object, object]]:
    """Return the index, key or field name and the value of each child."""
    children: Iterable[tuple[object, object]] = ()
    if shape == "list":
        children = enumerate(value)
    elif shape == "mapping":
        children = value.items()
    else:
        children = [(name, getattr(value, name)) for name in _names(type(value))]  # type: ignore[arg-type]  # as above
    return children


@cache
def _shape(kind: type) -> str:
    """Return how to walk values of a type: record them ("value"), walk into them, or skip them ("")."""
    if issubclass(kind, (str, date, Money)):
        return "value"
    if is_dataclass(kind):
        return "case model" if kind.__module__ == Case.__module__ else "model"
    return "list" if issubclass(kind, (tuple, list)) else "mapping" if issubclass(kind, Mapping) else ""


@cache
def _names(model: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(model))
