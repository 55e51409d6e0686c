"""Says quickly whether data follows one of our schemas; what differs, and how, is for jsonschema to say.

Most cases that are checked are good, and to import jsonschema costs more than all the rest of a check.
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
        "enumDescriptions",
        "patternErrorMessage",
        "then",
    }
)
"""Keywords that ask for nothing; `then` is asked by its `if`."""
TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, Decimal),
    "boolean": (bool,),
}
FILES = {"": "", "case.schema.json": "case"}
"""What a reference may lead to: this document, or the one that the others share."""


class Undecided(Exception):
    """The schema or the data has something that only jsonschema can judge."""


def is_valid(data: object, name: str, read: Read) -> bool:
    """Return whether data follows the schema of this name; False also where that cannot be told here.

    `read` gives a schema by its name, as the JSON that it is.
    """
    try:
        return _Schema(name, read).allows(data, read(name))
    except Undecided:
        return False


class _Schema:
    """One document, in which a reference that begins with # is looked up."""

    def __init__(self, name: str, read: Read) -> None:
        self.name, self.read = name, read

    def allows(self, value: object, node: Node) -> bool:
        for keyword, wanted in node.items():
            if keyword in UNCHECKED:
                continue
            judge = JUDGES.get(keyword)
            if judge is None:
                raise Undecided(keyword)
            if not judge(self, value, wanted, node):
                return False
        return True

    def of_type(self, value: object, wanted: Any, _: Node) -> bool:
        if isinstance(value, float):
            raise Undecided("float")
        return isinstance(value, TYPES[wanted]) and (wanted == "boolean" or not isinstance(value, bool))

    def refers(self, value: object, wanted: Any, _: Node) -> bool:
        file, _, pointer = wanted.partition("#/")
        if file not in FILES or not pointer:
            raise Undecided(wanted)
        schema = _Schema(FILES[file], self.read) if file else self
        node: Any = self.read(schema.name)
        for step in pointer.split("/"):
            node = node[step]
        return schema.allows(value, node)

    def has_parts(self, value: object, wanted: Any, _: Node) -> bool:
        return not isinstance(value, dict) or all(
            self.allows(inner, wanted[key]) for key, inner in value.items() if key in wanted
        )

    def has_entries(self, value: object, wanted: Any, _: Node) -> bool:
        return not isinstance(value, list) or all(self.allows(inner, wanted) for inner in value)

    def has_no_others(self, value: object, wanted: Any, node: Node) -> bool:
        if wanted is not False:
            raise Undecided("additionalProperties")
        return not isinstance(value, dict) or value.keys() <= node.get("properties", {}).keys()

    def has_words(self, value: object, wanted: Any, _: Node) -> bool:
        if not isinstance(value, str | int) or isinstance(value, bool):
            raise Undecided("enum")
        return value in wanted

    def is_the_word(self, value: object, wanted: Any, _: Node) -> bool:
        return self.has_words(value, (wanted,), _)

    def follows_all(self, value: object, wanted: Any, _: Node) -> bool:
        return all(self.allows(value, node) for node in wanted)

    def follows_one(self, value: object, wanted: Any, _: Node) -> bool:
        return any(self.allows(value, node) for node in wanted)

    def follows_where(self, value: object, wanted: Any, node: Node) -> bool:
        return not self.allows(value, wanted) or self.allows(value, node["then"])

    def does_not_follow(self, value: object, wanted: Any, _: Node) -> bool:
        return not self.allows(value, wanted)


def _has_keys(_: _Schema, value: object, wanted: Any, __: Node) -> bool:
    return not isinstance(value, dict) or all(key in value for key in wanted)


def _matches(_: _Schema, value: object, wanted: Any, __: Node) -> bool:
    return not isinstance(value, str) or compiled(wanted).search(value) is not None


def _is_unique(_: _Schema, value: object, wanted: Any, __: Node) -> bool:
    return not wanted or not isinstance(value, list) or not has_twice(value)


def _measured(type_: type, holds: Callable[[int, int], bool]) -> Callable[[_Schema, object, Any, Node], bool]:
    return lambda _, value, wanted, __: not isinstance(value, type_) or holds(len(value), wanted)  # type: ignore[arg-type]  # of type_


def _compared(holds: Callable[[Any, Any], bool]) -> Callable[[_Schema, object, Any, Node], bool]:
    return lambda _, value, wanted, __: (
        not isinstance(value, int | Decimal) or isinstance(value, bool) or holds(value, wanted)
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


def twice(entries: list[Any]) -> Iterator[tuple[int, int]]:
    """Yield the number of each text or object that stands in the list before, keys in any order, and of the one before.

    In linear time, unlike jsonschema.
    """
    seen: dict[str, int] = {}
    for index, entry in enumerate(entries):
        if isinstance(entry, str | dict):
            known = entry if isinstance(entry, str) else json.dumps(entry, sort_keys=True, default=str)
            first = seen.setdefault(f"{type(entry)}{known}", index)
            if first != index:
                yield index, first


def has_twice(entries: list[Any]) -> bool:
    """Whether a text or an object stands in the list twice."""
    return any(True for _ in twice(entries))


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Match to the very end: Python's `$` also matches before a last line feed, which JavaScript's does not."""
    return re.compile(pattern.replace("$", r"\Z"))
