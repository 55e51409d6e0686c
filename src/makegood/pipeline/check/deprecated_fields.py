"""Report keys that the schema marks as deprecated: nothing reads them, and they are still accepted."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from makegood.model import rules
from makegood.pipeline.check import schema
from makegood.pipeline.check.json_access import objects_in_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makegood.pipeline.check.report import Report
    from makegood.pipeline.check.schema import Node

Path = tuple[str, ...]
"""The keys on the way to a value; "*" for each entry of a list."""


def check_deprecated(report: Report) -> None:
    """S17: report each deprecated key, and each accepted rule that is no longer in use."""
    for path in deprecated_keys():
        for pointer in _pointers(report.source.data, path, ""):
            report.add("S17", pointer)
    for pointer, entry in objects_in_list(report.source.data, "accepted"):
        if str(entry.get("rule")) in rules.REPLACED:
            report.add("S17", pointer, message="This rule no longer exists, so it does not have to be accepted.")


@cache
def deprecated_keys() -> tuple[Path, ...]:
    """Return the keys of a case that the schema marks as deprecated."""
    return tuple(_deprecated_paths(schema.read_schema("case"), ()))


def _deprecated_paths(node: Node, path: Path) -> Iterator[Path]:
    whole = schema.resolve(node)
    if node.get("deprecated"):
        yield path
    elif whole.get("type") == "array":
        yield from _deprecated_paths(whole["items"], (*path, "*"))
    else:
        for key, inner in whole.get("properties", {}).items():
            yield from _deprecated_paths(inner, (*path, key))


def _pointers(data: Any, path: Path, pointer: str) -> Iterator[str]:
    if not path:
        yield pointer
    elif path[0] == "*" and isinstance(data, list):
        for index, entry in enumerate(data):
            yield from _pointers(entry, path[1:], f"{pointer}/{index}")
    elif isinstance(data, dict) and path[0] in data:
        yield from _pointers(data[path[0]], path[1:], f"{pointer}/{schema.escape(path[0])}")
