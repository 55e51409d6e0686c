"""JSON pointers for output that may not contain values of a case."""

from __future__ import annotations

import re

KEY = re.compile(r"(?:[a-z][a-z0-9_]{0,30}|\$schema|[0-9]{0,4})\Z", re.ASCII)


def without_values(pointer: str) -> str:
    """Return a pointer with "?" for each key that does not look like one of the schema: it could be a value."""
    return "/".join(part if KEY.match(part) else "?" for part in pointer.split("/"))
