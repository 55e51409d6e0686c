"""JSON as a person would lay it out: in one line what fits there, the rest line by line."""

from __future__ import annotations

import json
from typing import Any

WIDEST = 132
_STEP = "  "


def layout(data: dict[str, Any]) -> str:
    """Write an object with each of its keys in a line of its own."""
    return _open(data, "")


def _write(value: Any, indent: str, used: int) -> str:
    """Write a value that begins after `used` characters of a line indented by `indent`."""
    line = _line(value)
    fits = len(indent) + used + len(line) < WIDEST
    return line if fits or not isinstance(value, dict | list) else _open(value, indent)


def _open(value: Any, indent: str) -> str:
    inner = indent + _STEP
    if isinstance(value, dict):
        names = [json.dumps(key, ensure_ascii=False) + ": " for key in value]
        rows = [name + _write(one, inner, len(name)) for name, one in zip(names, value.values(), strict=True)]
        return "{\n" + ",\n".join(inner + row for row in rows) + f"\n{indent}}}"
    return "[\n" + ",\n".join(inner + _write(one, inner, 0) for one in value) + f"\n{indent}]"


def _line(value: Any) -> str:
    if isinstance(value, dict) and value:
        entries = (f"{json.dumps(key, ensure_ascii=False)}: {_line(one)}" for key, one in value.items())
        return f"{{ {', '.join(entries)} }}"
    if isinstance(value, list) and value:
        pad = " " if isinstance(value[0], dict) else ""
        return f"[{pad}{', '.join(_line(one) for one in value)}{pad}]"
    return json.dumps(value, ensure_ascii=False)
