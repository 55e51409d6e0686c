"""Ways into data that may have any shape."""

from __future__ import annotations

from typing import Any


def get_in(data: object, *steps: str) -> Any:
    """Follow keys into data that may have any shape; None where they end."""
    for step in steps:
        data = data.get(step) if isinstance(data, dict) else None
    return data


def objects_in_list(data: object, *steps: str) -> list[tuple[str, dict[str, Any]]]:
    """Give the objects in a list with their pointers; nothing where there is no list."""
    found = get_in(data, *steps)
    where = "/" + "/".join(steps)
    listed = enumerate(found) if isinstance(found, list) else ()
    return [(f"{where}/{index}", one) for index, one in listed if isinstance(one, dict)]
