"""Validate data against our schemas with jsonschema; the only module that imports it.

Schemas come from a closed registry: a reference to anything but our own files raises, and is never fetched.
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
"""A schema or a part of one, as parsed JSON."""

WITH_DEFAULTS = "requiredWithDefaults"
"""The keyword for keys that a case may leave to defaults.json. Editors, which see one file, ignore it."""

MOST_FAULTS = 20_000
"""More than a case of a megabyte can have in lists of allowed length."""


@dataclass(frozen=True, slots=True)
class SchemaFault:
    """A place where data and schema differ: the keyword, the value it requires (`expected`), and the value there."""

    keyword: str
    pointer: str
    value: Any
    expected: Any
    node: Node


@cache
def read_schema(name: str) -> Node:
    """Return one of our schemas: "case", "defaults", "manifest" or "problem"."""
    text = (package_data.folder("schemas") / f"{name}.schema.json").read_text(encoding="utf-8")
    node: Node = json.loads(text)
    return node


def faults(data: object, name: str) -> Iterator[SchemaFault]:
    """Yield the differences between data and a schema, at most MOST_FAULTS."""
    if fast_validator.is_valid(data, name, read_schema):
        return
    for error in islice(_validator(name, quick=name == "case").iter_errors(data), MOST_FAULTS):
        yield SchemaFault(
            keyword="required" if error.validator == WITH_DEFAULTS else str(error.validator),
            pointer="".join(f"/{escape(step)}" for step in error.absolute_path),
            value=error.instance,
            expected=error.validator_value,
            node=error.schema,
        )


def escape(step: object) -> str:
    """Return one step of a JSON pointer, escaped."""
    return str(step).replace("~", "~0").replace("/", "~1")


def resolve(node: Node) -> Node:
    """Return what a node refers to in case.schema.json, or the node itself."""
    while "$ref" in node:
        node = read_schema("case")["$defs"][node["$ref"].rpartition("/")[2]]
    return node


def required_keys(node: Node) -> tuple[str, ...]:
    """Return the keys that an object needs, including those which defaults.json may give it."""
    return (*node.get("required", ()), *node.get(WITH_DEFAULTS, ()))


def name_of(node: Node) -> str:
    """Return the name of the definition that a node refers to; "" for an inline schema."""
    return str(node.get("$ref", "")).rpartition("/")[2]


def has_shape(node: Node, value: object) -> bool:
    """Return whether an object, a list or a plain value may stand at a node; which plain value is not compared."""
    named = resolve(node).get("type", ())
    types = {named} if isinstance(named, str) else {*named}
    shape = "object" if isinstance(value, dict) else "array" if isinstance(value, list) else ""
    return not types or (shape in types if shape else bool(types - {"object", "array"}))


def child(node: Node, step: str | int) -> Node | None:
    """Return the node of a property or of an entry; None if the schema has none."""
    whole = resolve(node)
    inner = whole.get("items") if isinstance(step, int) else whole.get("properties", {}).get(step)
    return inner if isinstance(inner, dict) else None


def schema_at(pointer: str) -> Node | None:
    """Return the node of case.schema.json that describes the value at a pointer; None for an unknown key."""
    node: Node | None = read_schema("case")
    for step in pointer.split("/")[1:]:
        if node is None:
            return None
        key = step.replace("~1", "/").replace("~0", "~")
        node = child(node, int(key) if resolve(node).get("type") == "array" and key.isdecimal() else key)
    return node


@cache
def _validator(name: str, *, quick: bool = False) -> Any:
    """Return the validator of a schema; with `quick` it skips each part of a case that the fast validator accepts."""
    import jsonschema  # type: ignore[import-untyped]
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT202012

    registry: Registry[Any] = Registry().with_resources(
        (f"{other}.schema.json", Resource.from_contents(read_schema(other))) for other in ("case", "defaults")
    )
    nothing = DRAFT202012.create_resource({"$defs": {"Defaults": {}}})
    registry = registry.with_resource(fast_validator.SUGGESTIONS, nothing)
    validator_class = jsonschema.validators.extend(
        jsonschema.Draft202012Validator,
        {
            "pattern": _pattern,
            "uniqueItems": _unique_items,
            "additionalProperties": _no_additional,
            WITH_DEFAULTS: jsonschema.Draft202012Validator.VALIDATORS["required"],
            **({"$ref": _case_reference} if quick else {}),
        },
    )
    return validator_class(read_schema(name), registry=registry)


def _case_reference(validator: Any, reference: str, value: object, node: Mapping[str, Any]) -> Iterator[Any]:
    """Yield the differences from a definition of case.schema.json; most parts of a case with a mistake have none."""
    from jsonschema import Draft202012Validator

    if not fast_validator.follows(value, reference, "case", read_schema):
        yield from Draft202012Validator.VALIDATORS["$ref"](validator, reference, value, node)


def _pattern(_: object, pattern: str, value: object, __: Mapping[str, Any]) -> Iterator[Any]:
    from jsonschema import ValidationError

    if isinstance(value, str) and not fast_validator.compile_pattern(pattern).search(value):
        yield ValidationError("pattern")


def _no_additional(_: object, allowed: bool, value: object, node: Node) -> Iterator[Any]:
    """Yield one error without text: jsonschema's own text sorts and quotes all unknown keys."""
    from jsonschema import ValidationError

    if not allowed and isinstance(value, dict) and not value.keys() <= node.get("properties", {}).keys():
        yield ValidationError("additionalProperties")


def _unique_items(_: object, required: bool, value: object, __: Mapping[str, Any]) -> Iterator[Any]:
    from jsonschema import ValidationError

    if required and isinstance(value, list) and fast_validator.has_duplicates(value):
        yield ValidationError("uniqueItems")
