"""What nothing reads any more: keys that the schema marks as deprecated. They are still accepted."""

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
    """S17: name each key that is typed and that nothing reads, and each accepted rule that is not in use."""
    for path in deprecated():
        for pointer in _found(report.source.data, path, ""):
            report.add("S17", pointer)
    for pointer, entry in objects_in_list(report.source.data, "accepted"):
        if str(entry.get("rule")) in rules.REPLACED:
            report.add("S17", pointer, message="No check reports this rule any more, so there is nothing to accept.")


@cache
def deprecated() -> tuple[Path, ...]:
    """List the keys of a case that the schema marks as deprecated."""
    return tuple(_marked(schema.read("case"), ()))


def _marked(node: Node, path: Path) -> Iterator[Path]:
    whole = schema.resolve(node)
    if node.get("deprecated"):
        yield path
    elif whole.get("type") == "array":
        yield from _marked(whole["items"], (*path, "*"))
    else:
        for key, inner in whole.get("properties", {}).items():
            yield from _marked(inner, (*path, key))


def _found(data: Any, path: Path, pointer: str) -> Iterator[str]:
    if not path:
        yield pointer
    elif path[0] == "*" and isinstance(data, list):
        for at, one in enumerate(data):
            yield from _found(one, path[1:], f"{pointer}/{at}")
    elif isinstance(data, dict) and path[0] in data:
        yield from _found(data[path[0]], path[1:], f"{pointer}/{schema.escape(path[0])}")
