"""JSON as a person would lay it out: in one line what fits there, the rest line by line."""

from __future__ import annotations

import json
from typing import Any

WIDEST = 132
_STEP = "  "


def lay_out_json(data: dict[str, Any]) -> str:
    """Write an object with each of its keys in a line of its own; further in, as many to a line as fit."""
    return "{\n" + ",\n".join(_STEP + row for row in _rows(data, _STEP)) + "\n}"


def _write(value: Any, indent: str, used: int) -> str:
    """Write a value that begins after `used` characters of a line indented by `indent`; only objects are broken up."""
    whole = on_one_line(value)
    fits = len(indent) + used + len(whole) < WIDEST
    is_nested = isinstance(value, dict) or (isinstance(value, list) and any(isinstance(one, dict) for one in value))
    return whole if fits or not is_nested else _open(value, indent)


def _open(value: Any, indent: str) -> str:
    inner = indent + _STEP
    if isinstance(value, dict):
        return "{\n" + ",\n".join(inner + row for row in _filled(_rows(value, inner), inner)) + f"\n{indent}}}"
    return "[\n" + ",\n".join(inner + _write(one, inner, 0) for one in value) + f"\n{indent}]"


def _rows(value: dict[str, Any], indent: str) -> list[str]:
    names = [json.dumps(key, ensure_ascii=False) + ": " for key in value]
    return [name + _write(one, indent, len(name)) for name, one in zip(names, value.values(), strict=True)]


def _filled(rows: list[str], indent: str) -> list[str]:
    """Put into one line what fits there together; what has lines of its own stays apart."""
    lines: list[str] = []
    for row in rows:
        fits = lines and "\n" not in lines[-1] + row and len(indent) + len(lines[-1]) + 3 + len(row) < WIDEST
        if fits:
            lines[-1] += f", {row}"
        else:
            lines.append(row)
    return lines


def on_one_line(value: Any) -> str:
    """Write a value in one line."""
    if isinstance(value, dict) and value:
        entries = (f"{json.dumps(key, ensure_ascii=False)}: {on_one_line(one)}" for key, one in value.items())
        return f"{{ {', '.join(entries)} }}"
    if isinstance(value, list) and value:
        pad = " " if isinstance(value[0], dict) else ""
        return f"[{pad}{', '.join(on_one_line(one) for one in value)}{pad}]"
    return json.dumps(value, ensure_ascii=False)
