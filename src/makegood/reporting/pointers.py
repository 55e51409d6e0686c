"""Pointers that may be shown where no value of a case may."""

from __future__ import annotations

import re

KEY = re.compile(r"(?:[a-z][a-z0-9_]{0,30}|\$schema|[0-9]{0,4})\Z", re.ASCII)


def plain(pointer: str) -> str:
    """Give a pointer whose keys are words such as the schema has; any other key is what somebody typed: a value."""
    return "/".join(part if KEY.match(part) else "?" for part in pointer.split("/"))
