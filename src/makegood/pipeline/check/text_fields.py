"""Walk over the data and the schema side by side: each text with its pointer and its form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from makegood.pipeline.check import schema

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class TextField:
    """A text of the case. `form` is the schema's definition for it (Line, Day, Email), `key` the last property."""

    pointer: str
    key: str
    form: str
    text: str


def texts(data: object) -> Iterator[TextField]:
    """Yield every text for which the schema has a property, in the order of the data."""
    yield from _walk(data, schema.read_schema("case"), "", "")


def _walk(value: object, node: schema.Node, pointer: str, key: str) -> Iterator[TextField]:
    if isinstance(value, str):
        yield TextField(pointer, key, schema.name_of(node), value)
    elif isinstance(value, dict):
        properties = schema.resolve(node).get("properties", {})
        for name, inner in value.items():
            below = properties.get(name)
            if below is not None:
                yield from _walk(inner, below, f"{pointer}/{schema.escape(name)}", name)
    elif isinstance(value, list):
        below = schema.child(node, 0)
        if below is not None:
            for index, inner in enumerate(value):
                yield from _walk(inner, below, f"{pointer}/{index}", key)
