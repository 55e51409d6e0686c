"""Lists that are longer than they may be: that is said once, and only the entries that may be are looked at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from makegood.pipeline.check import schema

if TYPE_CHECKING:
    from makegood.model.source import Source


@dataclass(frozen=True, slots=True)
class Longer:
    """A list with more entries than it may have: where it is in the data (`is_shared`: of the defaults)."""

    pointer: str
    most: int
    is_shared: bool


def cut(source: Source) -> tuple[Source, tuple[Longer, ...]]:
    """Leave out what is too much in the lists of a case: no rule then has more to compare than the schema allows."""
    found: list[Longer] = []
    data = _cut(source.data, schema.read("case"), "", found, False)
    defaults = source.defaults
    if defaults is not None:
        defaults = replace(defaults, data=_cut(defaults.data, schema.read("case"), "", found, True))
    return (replace(source, data=data, defaults=defaults) if found else source), tuple(found)


def _cut(value: Any, node: schema.Node, pointer: str, found: list[Longer], is_shared: bool) -> Any:
    if isinstance(value, dict):
        return _cut_object(value, node, pointer, found, is_shared)
    if not isinstance(value, list):
        return value
    most, below = schema.resolve(node).get("maxItems"), schema.child(node, 0)
    if most is not None and len(value) > most:
        found.append(Longer(pointer, most, is_shared))
        value = value[:most]
    if below is None or schema.resolve(below).get("type") not in {"object", "array"}:
        return value
    return [_cut(entry, below, f"{pointer}/{at}", found, is_shared) for at, entry in enumerate(value)]


def _cut_object(
    value: dict[str, Any], node: schema.Node, pointer: str, found: list[Longer], is_shared: bool
) -> dict[str, Any]:
    made = dict(value)
    for key, inner in value.items():
        if isinstance(inner, dict | list):
            below = schema.child(node, key)
            if below is not None:
                made[key] = _cut(inner, below, f"{pointer}/{schema.escape(key)}", found, is_shared)
    return made
