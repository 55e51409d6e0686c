"""Access to data that may have any shape."""

from __future__ import annotations

from typing import Any


def get_in(data: object, *steps: str) -> Any:
    """Return the value under these keys; None if one of them is missing."""
    for step in steps:
        data = data.get(step) if isinstance(data, dict) else None
    return data


def objects_in_list(data: object, *steps: str) -> list[tuple[str, dict[str, Any]]]:
    """Return the objects in a list with their pointers; [] if there is no list."""
    value = get_in(data, *steps)
    where = "/" + "/".join(steps)
    entries = enumerate(value) if isinstance(value, list) else ()
    return [(f"{where}/{index}", entry) for index, entry in entries if isinstance(entry, dict)]
