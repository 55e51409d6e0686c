"""Fast-path validator of the schemas; jsonschema reports the details.

Most cases are valid, and importing jsonschema costs more than the rest of a check (docs/decisions.md has the figures).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

Node = Mapping[str, Any]
Read = Callable[[str], Node]
UNCHECKED = frozenset(
    {
        "$schema",
        "$comment",
        "$defs",
        "title",
        "description",
        "examples",
        "default",
        "deprecated",
        "doNotSuggest",
        "enumDescriptions",
        "patternErrorMessage",
        "then",
    }
)
"""Keywords that require nothing by themselves; `then` is applied by `if`."""
TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, Decimal),
    "boolean": (bool,),
}
FILES = {"": "", "case.schema.json": "case"}
"""Schema files that a reference can name: the current one, or the case schema, which the others use."""
SUGGESTIONS = "suggestions.schema.json"
"""The schema file that offers values in editors and requires nothing: a reference to it is not followed."""


class Undecided(Exception):
    """The schema or the data has something that only jsonschema can decide."""


def is_valid(data: object, name: str, read: Read) -> bool:
    """Return whether data follows the schema of this name; False also if that cannot be decided here.

    `read` returns a schema by its name, as plain JSON data.
    """
    try:
        return _Schema(name, read).allows(data, read(name))
    except Undecided:
        return False


def follows(value: object, reference: str, name: str, read: Read) -> bool:
    """Return whether a value follows a definition that `reference` names; False also if that cannot be decided here."""
    try:
        return _Schema(name, read).refers(value, reference, {})
    except Undecided:
        return False


class _Schema:
    """One schema document, in which references that begin with # are resolved."""

    def __init__(self, name: str, read: Read) -> None:
        self.name, self.read = name, read

    def allows(self, value: object, node: Node) -> bool:
        for keyword, expected in node.items():
            if keyword in UNCHECKED:
                continue
            judge = JUDGES.get(keyword)
            if judge is None:
                raise Undecided(keyword)
            if not judge(self, value, expected, node):
                return False
        return True

    def of_type(self, value: object, expected: Any, _: Node) -> bool:
        if isinstance(value, float):
            raise Undecided("float")
        return isinstance(value, TYPES[expected]) and (expected == "boolean" or not isinstance(value, bool))

    def refers(self, value: object, expected: Any, _: Node) -> bool:
        file, _, pointer = expected.partition("#/")
        if file == SUGGESTIONS:
            return True
        if file not in FILES or not pointer:
            raise Undecided(expected)
        schema = _Schema(FILES[file], self.read) if file else self
        node: Any = self.read(schema.name)
        for step in pointer.split("/"):
            node = node[step]
        return schema.allows(value, node)

    def has_parts(self, value: object, expected: Any, _: Node) -> bool:
        return not isinstance(value, dict) or all(
            self.allows(inner, expected[key]) for key, inner in value.items() if key in expected
        )

    def has_entries(self, value: object, expected: Any, _: Node) -> bool:
        return not isinstance(value, list) or all(self.allows(inner, expected) for inner in value)

    def has_no_others(self, value: object, expected: Any, node: Node) -> bool:
        if expected is not False:
            raise Undecided("additionalProperties")
        return not isinstance(value, dict) or value.keys() <= node.get("properties", {}).keys()

    def has_words(self, value: object, expected: Any, _: Node) -> bool:
        if not isinstance(value, str | int) or isinstance(value, bool):
            raise Undecided("enum")
        return value in expected

    def is_the_word(self, value: object, expected: Any, _: Node) -> bool:
        return self.has_words(value, (expected,), _)

    def follows_all(self, value: object, expected: Any, _: Node) -> bool:
        return all(self.allows(value, node) for node in expected)

    def follows_one(self, value: object, expected: Any, _: Node) -> bool:
        return any(self.allows(value, node) for node in expected)

    def follows_where(self, value: object, expected: Any, node: Node) -> bool:
        return not self.allows(value, expected) or self.allows(value, node["then"])

    def does_not_follow(self, value: object, expected: Any, _: Node) -> bool:
        return not self.allows(value, expected)


def _has_keys(_: _Schema, value: object, expected: Any, __: Node) -> bool:
    return not isinstance(value, dict) or all(key in value for key in expected)


def _matches(_: _Schema, value: object, expected: Any, __: Node) -> bool:
    return not isinstance(value, str) or compile_pattern(expected).search(value) is not None


def _is_unique(_: _Schema, value: object, expected: Any, __: Node) -> bool:
    return not expected or not isinstance(value, list) or not has_duplicates(value)


def _measured(type_: type, holds: Callable[[int, int], bool]) -> Callable[[_Schema, object, Any, Node], bool]:
    return lambda _, value, expected, __: not isinstance(value, type_) or holds(len(value), expected)  # type: ignore[arg-type]  # of type_


def _compared(holds: Callable[[Any, Any], bool]) -> Callable[[_Schema, object, Any, Node], bool]:
    return lambda _, value, expected, __: (
        not isinstance(value, int | Decimal) or isinstance(value, bool) or holds(value, expected)
    )


JUDGES: Mapping[str, Callable[[_Schema, object, Any, Node], bool]] = {
    "type": _Schema.of_type,
    "$ref": _Schema.refers,
    "properties": _Schema.has_parts,
    "items": _Schema.has_entries,
    "additionalProperties": _Schema.has_no_others,
    "enum": _Schema.has_words,
    "const": _Schema.is_the_word,
    "allOf": _Schema.follows_all,
    "anyOf": _Schema.follows_one,
    "if": _Schema.follows_where,
    "not": _Schema.does_not_follow,
    "required": _has_keys,
    "requiredWithDefaults": _has_keys,
    "pattern": _matches,
    "uniqueItems": _is_unique,
    "minLength": _measured(str, lambda length, least: length >= least),
    "maxLength": _measured(str, lambda length, most: length <= most),
    "minItems": _measured(list, lambda length, least: length >= least),
    "maxItems": _measured(list, lambda length, most: length <= most),
    "minimum": _compared(lambda value, least: value >= least),
    "maximum": _compared(lambda value, most: value <= most),
    "exclusiveMinimum": _compared(lambda value, above: value > above),
}


def duplicates(entries: list[Any]) -> Iterator[tuple[int, int]]:
    """Yield the index of each text or object that occurs earlier in the list, keys in any order, and the earlier index.

    In linear time, unlike jsonschema.
    """
    seen: dict[str, int] = {}
    for index, entry in enumerate(entries):
        if isinstance(entry, str | dict):
            text = entry if isinstance(entry, str) else json.dumps(entry, sort_keys=True, default=str)
            first = seen.setdefault(f"{type(entry)}{text}", index)
            if first != index:
                yield index, first


def has_duplicates(entries: list[Any]) -> bool:
    """Return whether a text or an object occurs in the list twice."""
    return any(True for _ in duplicates(entries))


@cache
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Return the compiled pattern, with `$` for the very end: Python's also matches before a final line feed."""
    return re.compile(pattern.replace("$", r"\Z"))
