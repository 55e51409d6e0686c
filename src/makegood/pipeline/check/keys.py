"""Report unknown and missing keys, and the two as one mistake if one was meant for the other."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from makegood.pipeline.check import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from makegood.model.source import SourceFile
    from makegood.pipeline.check.report import Report

    Nearest = Callable[[str, Iterable[Any]], str | None]

KEYWORDS = frozenset({"additionalProperties", "required"})
LONGEST = 60
"""Characters of a key or word that are compared and shown: no real key is longer."""
MOST_HOMES = 3
INSTEAD = {
    ("Mask", "text"): ("A mask must have an area or a text.", 'Add "area" or "text".'),
    ("Parties", "brand"): (
        "Your own details are missing.",
        'Add "brand" with "legal_name" and "contact", either here or for all cases in cases/defaults.json.',
    ),
    ("Refund", "requested"): (
        "The negotiated amount is missing.",
        'Add "requested": "GBP 1000.00", or remove "method".',
    ),
}
"""Message and fix for missing keys that need an explanation."""
MEANT = {
    ("Deliverable", "link"): "url",
    ("Evidence", "link"): "source_url",
    ("Evidence", "url"): "source_url",
}
"""Keys that mean something other than the key that looks most like them, or a key of another object."""
INSTEAD_OF_OBJECT = {
    ("Parties", "agency"): (
        'If the agency received the money, name it in "payee". If it represents the creator, name it and its '
        'contact in "representative" of "creator".'
    ),
}
"""Fix for unknown objects that have no place of their own, because what they describe has two."""


def report_keys(report: Report, faults: list[schema.SchemaFault], file: SourceFile | None) -> None:
    """Report unknown and missing keys, object by object."""
    for pointer, object_faults in _by_object(faults).items():
        node = schema.schema_at(pointer) or {}
        extra = [fault for fault in object_faults if fault.keyword == "additionalProperties"]
        missing = dict.fromkeys(key for fault in object_faults if fault.keyword == "required" for key in fault.expected)
        properties = schema.resolve(node).get("properties", {})
        object_ = _Object(report, pointer, properties, schema.name_of(node), object_faults[0].value, file)
        absent = [key for key in missing if key not in object_.value]
        for key in dict.fromkeys(
            key for fault in extra for key in object_.value if key not in fault.node["properties"]
        ):
            intended = object_.meant(key, absent)
            object_.unknown(key, intended, is_missing=intended in absent)
            if intended in absent:
                absent.remove(intended)
        for key in absent:
            object_.missing(key)


def _by_object(faults: list[schema.SchemaFault]) -> Mapping[str, list[schema.SchemaFault]]:
    faults_by_pointer: dict[str, list[schema.SchemaFault]] = {}
    for fault in faults:
        faults_by_pointer.setdefault(fault.pointer, []).append(fault)
    return faults_by_pointer


def nearest_word(word: str, words: Iterable[Any]) -> str | None:
    """Return the word that was probably meant, ignoring capitals, hyphens and spaces; None if none is close."""
    import difflib

    words_by_form = {key_form(str(word)): str(word) for word in words}
    plain_word = key_form(word[:LONGEST])
    near = difflib.get_close_matches(plain_word, words_by_form, n=1, cutoff=0.6)
    return words_by_form[near[0]] if near else None


def guess_question(word: str, words: Iterable[Any], nearest: Nearest = nearest_word) -> str | None:
    """Return a question that names the word probably meant; all of them if several begin with what was typed."""
    candidates = [str(candidate) for candidate in words]
    plain_word = key_form(word[:LONGEST]).replace("_", "")  # PayPal begins paypal_gs and paypal_ff
    matches = [full for full in candidates if any(full[:end].replace("_", "") == plain_word for end in _ends(full))]
    near = matches if len(matches) > 1 else [nearest(word, candidates)]
    quotes = [f'"{match}"' for match in near if match]
    if not quotes:
        return None
    last = quotes.pop()
    return f"Did you mean {', '.join(quotes)} or {last}?" if quotes else f"Did you mean {last}?"


def _ends(word: str) -> list[int]:
    return [index for index, char in enumerate(word) if char == "_"]


def quote_for_detail(text: str) -> str:
    """Return a text of the case for `detail`: shortened, and without terminal control characters."""
    short = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return json.dumps(short, ensure_ascii=not short.isprintable())


@lru_cache(4096)
def key_form(word: str) -> str:
    """Return a word in the form of a key: `legal_name` for `legalName`, `Legal-Name` and `legal name`."""
    if word.isascii() and word.islower() and word.isidentifier() and "__" not in word:
        return word.strip("_")  # as almost every key is written
    return re.sub(r"[\W_]+", "_", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", word)).strip("_").lower()


@dataclass(frozen=True, slots=True)
class _Object:
    """An object of the data, with the keys that the schema has for it and the schema's name for it."""

    report: Report
    pointer: str
    properties: Mapping[str, Any]
    name: str
    value: Mapping[str, Any]
    file: SourceFile | None

    def meant(self, key: str, missing: list[str]) -> str | None:
        """Return the key that was probably meant: a missing one rather than an optional one."""
        if (self.name, key) in MEANT and MEANT[self.name, key] not in self.value:
            return MEANT[self.name, key]
        free = (name for name in self.properties if name not in self.value and name not in missing)
        return (missing and self.report.nearest(key, missing)) or self.report.nearest(key, free)

    def unknown(self, key: str, meant: str | None, *, is_missing: bool) -> None:
        message = f'This key is not recognized here, and the key "{meant}" is missing.' if is_missing else None
        fix = f'Did you mean "{meant}"?' if is_missing else (meant and self._guess(key, meant)) or self._place(key)
        if key in self.properties:
            message, fix = "This key cannot be shared by all cases.", "Move the key to the case.json of one case."
        pointer = f"{self.pointer}/{schema.escape(key)}#key"
        self.report.add("S1", pointer, message=message, fix=fix, file=self.file)

    def _place(self, key: str) -> str | None:
        value = self.value[key]
        if isinstance(value, dict) and (self.name, key) in INSTEAD_OF_OBJECT:
            return INSTEAD_OF_OBJECT[self.name, key]
        return _home(key, value)

    def _guess(self, key: str, meant: str) -> str | None:
        return (
            f'Did you mean "{meant}"?'
            if (self.name, key) in MEANT
            else guess_question(key, self.properties, lambda *_: meant)
        )

    def missing(self, key: str) -> None:
        examples = self.properties.get(key, {}).get("examples", [])
        sample = json.dumps(examples[0], ensure_ascii=False) if examples else "..."
        message, fix = INSTEAD.get((self.name, key), (f'The key "{key}" is missing.', f'Add "{key}": {sample}'))
        self.report.missing(self.pointer, key, message=message, fix=fix, file=self.file)


def _home(key: str, value: object) -> str | None:
    """Return a fix that lists where a key with such a value belongs; None if no object has it, or too many have it."""
    places = _homes().get(key_form(key[:LONGEST]), ())
    homes = [path for path, node in places if schema.has_shape(node, value)]
    if not 0 < len(homes) <= MOST_HOMES:
        return None
    return f"Remove the key, or move it to one of these places: {', '.join(homes)}"


@cache
def _homes() -> Mapping[str, tuple[tuple[str, schema.Node], ...]]:
    """Map each key to its paths in the schema, such as case.timezone or payments[].amount, with their nodes."""
    paths: dict[str, tuple[tuple[str, schema.Node], ...]] = {}
    _collect(schema.read_schema("case"), "", paths)
    return paths


def _collect(node: schema.Node, path: str, paths: dict[str, tuple[tuple[str, schema.Node], ...]]) -> None:
    whole = schema.resolve(node)
    if whole.get("type") == "array":
        _collect(whole["items"], f"{path}[]", paths)
    for key, inner in whole.get("properties", {}).items():
        below = f"{path}.{key}".lstrip(".")
        paths[key] = (*paths.get(key, ()), (below, inner))
        _collect(inner, below, paths)
