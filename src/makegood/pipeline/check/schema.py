"""The only module that knows jsonschema: data in, faults out, in our own words for them.

Schemas are looked up in a closed registry: a reference to anything but our own files raises, and is never fetched.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from makegood.pipeline.check import fast_validator
from makegood.storage import package_data

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Node = dict[str, Any]
"""A schema or a part of one, as JSON gives it."""

MOST_FAULTS = 20_000
"""More than a case of a megabyte can have in lists that are no longer than they may be."""


@dataclass(frozen=True, slots=True)
class SchemaFault:
    """A place where data and schema differ: the schema's keyword, what it wants, and the value that is there."""

    keyword: str
    pointer: str
    value: Any
    wanted: Any
    node: Node


@cache
def read(name: str) -> Node:
    """Read one of our schemas: "case", "defaults", "manifest" or "problem"."""
    text = (package_data.folder("schemas") / f"{name}.schema.json").read_text(encoding="utf-8")
    node: Node = json.loads(text)
    return node


def faults(data: object, name: str) -> Iterator[SchemaFault]:
    """Compare data with a schema; at most MOST_FAULTS."""
    if fast_validator.is_valid(data, name, read):
        return
    for error in islice(_validator(name).iter_errors(data), MOST_FAULTS):
        yield SchemaFault(
            keyword=str(error.validator),
            pointer="".join(f"/{escape(step)}" for step in error.absolute_path),
            value=error.instance,
            wanted=error.validator_value,
            node=error.schema,
        )


def escape(step: object) -> str:
    """Write one step of a JSON pointer."""
    return str(step).replace("~", "~0").replace("/", "~1")


def resolve(node: Node) -> Node:
    """Follow references to what they name in case.schema.json."""
    while "$ref" in node:
        node = read("case")["$defs"][node["$ref"].rpartition("/")[2]]
    return node


def name_of(node: Node) -> str:
    """Say which definition a node refers to; "" for one that is described on the spot."""
    return str(node.get("$ref", "")).rpartition("/")[2]


def child(node: Node, step: str | int) -> Node | None:
    """Find the node of a property or of an entry; None where the schema has none."""
    whole = resolve(node)
    found = whole.get("items") if isinstance(step, int) else whole.get("properties", {}).get(step)
    return found if isinstance(found, dict) else None


def schema_at(pointer: str) -> Node | None:
    """Find the node of case.schema.json that describes the value at a pointer; None for a key it does not know."""
    node: Node | None = read("case")
    for step in pointer.split("/")[1:]:
        if node is None:
            return None
        key = step.replace("~1", "/").replace("~0", "~")
        node = child(node, int(key) if resolve(node).get("type") == "array" and key.isdecimal() else key)
    return node


@cache
def _validator(name: str) -> Any:
    import jsonschema  # type: ignore[import-untyped]
    from referencing import Registry, Resource

    known: Registry[Any] = Registry().with_resources(
        (f"{other}.schema.json", Resource.from_contents(read(other))) for other in ("case", "defaults")
    )
    judge = jsonschema.validators.extend(
        jsonschema.Draft202012Validator,
        {"pattern": _pattern, "uniqueItems": _unique_items, "additionalProperties": _no_others},
    )
    return judge(read(name), registry=known)


def _pattern(_: object, pattern: str, value: object, __: Mapping[str, Any]) -> Iterator[Any]:
    from jsonschema import ValidationError

    if isinstance(value, str) and not fast_validator.compiled(pattern).search(value):
        yield ValidationError("pattern")


def _no_others(_: object, wanted: bool, value: object, node: Node) -> Iterator[Any]:
    """Yield one error without its text, which jsonschema makes of all keys that are too many, sorted and quoted."""
    from jsonschema import ValidationError

    if not wanted and isinstance(value, dict) and not value.keys() <= node.get("properties", {}).keys():
        yield ValidationError("additionalProperties")


def _unique_items(_: object, wanted: bool, value: object, __: Mapping[str, Any]) -> Iterator[Any]:
    from jsonschema import ValidationError

    if wanted and isinstance(value, list) and fast_validator.has_twice(value):
        yield ValidationError("uniqueItems")
