"""Lists with more entries than allowed: report each once, and check only the allowed number of entries."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from makegood.pipeline.check import schema

if TYPE_CHECKING:
    from makegood.model.source import Source


@dataclass(frozen=True, slots=True)
class OverlongList:
    """A list with more entries than it may have: its place in the data (`is_shared`: in the defaults)."""

    pointer: str
    most: int
    is_shared: bool


def shorten_lists(source: Source) -> tuple[Source, tuple[OverlongList, ...]]:
    """Return the source with overlong lists cut to what the schema allows, so that no rule compares more than that."""
    overlong: list[OverlongList] = []
    data = _cut(source.data, schema.read_schema("case"), "", overlong, False)
    defaults = source.defaults
    if defaults is not None:
        defaults = replace(defaults, data=_cut(defaults.data, schema.read_schema("case"), "", overlong, True))
    return (replace(source, data=data, defaults=defaults) if overlong else source), tuple(overlong)


def _cut(value: Any, node: schema.Node, pointer: str, overlong: list[OverlongList], is_shared: bool) -> Any:
    if isinstance(value, dict):
        return _cut_object(value, node, pointer, overlong, is_shared)
    if not isinstance(value, list):
        return value
    most, below = schema.resolve(node).get("maxItems"), schema.child(node, 0)
    if most is not None and len(value) > most:
        overlong.append(OverlongList(pointer, most, is_shared))
        value = value[:most]
    if below is None or schema.resolve(below).get("type") not in {"object", "array"}:
        return value
    return [_cut(entry, below, f"{pointer}/{index}", overlong, is_shared) for index, entry in enumerate(value)]


def _cut_object(
    value: dict[str, Any], node: schema.Node, pointer: str, overlong: list[OverlongList], is_shared: bool
) -> dict[str, Any]:
    copy = dict(value)
    for key, inner in value.items():
        if isinstance(inner, dict | list):
            below = schema.child(node, key)
            if below is not None:
                copy[key] = _cut(inner, below, f"{pointer}/{schema.escape(key)}", overlong, is_shared)
    return copy
