"""Lay out JSON for people: on one line if it fits, otherwise one entry a line."""

from __future__ import annotations

import json
from typing import Any

WIDEST = 132
_STEP = "  "


def lay_out_json(data: dict[str, Any]) -> str:
    """Return an object with each of its keys on a line of its own; nested values share lines as far as they fit."""
    return "{\n" + ",\n".join(_STEP + row for row in _rows(data, _STEP)) + "\n}"


def _laid_out(value: Any, indent: str, used: int) -> str:
    """Return a value that begins after `used` characters of a line indented by `indent`; only objects are broken up."""
    whole = on_one_line(value)
    fits = len(indent) + used + len(whole) < WIDEST
    is_nested = isinstance(value, dict) or (isinstance(value, list) and any(isinstance(item, dict) for item in value))
    return whole if fits or not is_nested else _broken_up(value, indent)


def _broken_up(value: Any, indent: str) -> str:
    inner = indent + _STEP
    if isinstance(value, dict):
        return "{\n" + ",\n".join(inner + row for row in _joined(_rows(value, inner), inner)) + f"\n{indent}}}"
    return "[\n" + ",\n".join(inner + _laid_out(item, inner, 0) for item in value) + f"\n{indent}]"


def _rows(value: dict[str, Any], indent: str) -> list[str]:
    names = [json.dumps(key, ensure_ascii=False) + ": " for key in value]
    return [name + _laid_out(item, indent, len(name)) for name, item in zip(names, value.values(), strict=True)]


def _joined(rows: list[str], indent: str) -> list[str]:
    """Return the rows joined into lines as far as they fit; a row with several lines stays separate."""
    lines: list[str] = []
    for row in rows:
        fits = lines and "\n" not in lines[-1] + row and len(indent) + len(lines[-1]) + 3 + len(row) < WIDEST
        if fits:
            lines[-1] += f", {row}"
        else:
            lines.append(row)
    return lines


def on_one_line(value: Any) -> str:
    """Return a value on one line."""
    if isinstance(value, dict) and value:
        entries = (f"{json.dumps(key, ensure_ascii=False)}: {on_one_line(item)}" for key, item in value.items())
        return f"{{ {', '.join(entries)} }}"
    if isinstance(value, list) and value:
        pad = " " if isinstance(value[0], dict) else ""
        return f"[{pad}{', '.join(on_one_line(item) for item in value)}{pad}]"
    return json.dumps(value, ensure_ascii=False)
