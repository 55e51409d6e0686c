"""Edit a JSON file and keep everything else as it was typed: line ends, tabs, BOM, the order and the spaces.

Every function takes the bytes of the file, a JSON pointer and, if needed, the new value as JSON text, and returns the
new bytes. Each raises ValueError if the file or the value is not strict JSON, and LookupError if there is nothing at
the pointer. The result is parsed and compared before it is returned.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from makegood.formats.json_text import JsonReading, Node, read_places

if TYPE_CHECKING:
    from collections.abc import Callable

_BOM = "\ufeff"
_WIDEST = 110
_BREAK = re.compile(r"\r\n|\n|\r")
_LAST_BREAK = re.compile(r"(?:\r\n|\n|\r)[ \t]*\Z")
_INDENT = re.compile(r"^([ \t]+)\S", re.MULTILINE)


def set_value(data: bytes, pointer: str, value: str) -> bytes:
    """Set the value at `pointer`: replace an existing value, or add it to its object, which must exist."""
    text, reading = _read(data)
    return _checked_bytes(
        data, text, _with_value(text, reading, pointer, value), lambda old: _set_in_data(old, pointer, value)
    )


def insert_key(data: bytes, pointer: str, value: str) -> bytes:
    """Add a new key, the last part of `pointer`, after the other keys of its object."""
    if pointer in _read(data)[1].nodes:
        raise LookupError(pointer)
    return set_value(data, pointer, value)


def append_item(data: bytes, pointer: str, value: str) -> bytes:
    """Append `value` to the list at `pointer`.

    In a file of several lines, each object of the list gets a line of its own, so that Git compares and merges entries.
    """
    text, reading = _read(data)
    node = _node(reading, pointer)
    if text[node.start] != "[":
        raise LookupError(pointer)
    after = f"{pointer}/{len(node.members)}"
    is_on_one_line = not _BREAK.search(text, node.start, node.end) and _BREAK.search(text) is not None
    is_broken_up = is_on_one_line and value.startswith("{")
    new = _on_lines(text, reading, node, value) if is_broken_up else _with_entry(text, reading, node, value)
    return _checked_bytes(data, text, new, lambda old: _set_in_data(old, after, value))


def remove_value(data: bytes, pointer: str) -> bytes:
    """Remove the value at `pointer` from its object or list, with its key and its comma."""
    text, reading = _read(data)
    _node(reading, pointer)
    if pointer == "":
        raise LookupError(pointer)
    return _checked_bytes(
        data, text, _without_value(text, reading, pointer), lambda old: _remove_from_data(old, pointer)
    )


def _with_value(text: str, reading: JsonReading, pointer: str, value: str) -> str:
    node = reading.nodes.get(pointer)
    if node is not None:
        return text[: node.start] + _indented(text, node.start, value) + text[node.end :]
    above, _, key = pointer.rpartition("/")
    parent = _node(reading, above)
    if text[parent.start] != "{":
        raise LookupError(pointer)
    return _with_entry(text, reading, parent, f"{json.dumps(_unescaped(key), ensure_ascii=False)}: {value}")


def _with_entry(text: str, reading: JsonReading, parent: Node, entry: str) -> str:
    """Add an entry after the last one, with the same space before it as the last one has."""
    spans = _spans(reading, parent)
    if not spans:
        return _with_first_entry(text, parent, entry)
    start, end = spans[-1]
    space = text[spans[-2][1] : start].partition(",")[2] if len(spans) > 1 else text[parent.start + 1 : start]
    line_break = _LAST_BREAK.search(space)
    return text[:end] + "," + (line_break[0] if line_break else " ") + _indented(text, start, entry) + text[end:]


def _with_first_entry(text: str, parent: Node, entry: str) -> str:
    """Add the first entry to an empty object or list: on its line if there is room, else on lines of its own."""
    opening, closing = text[parent.start], text[parent.end - 1]
    pad = " " if opening == "{" or entry.startswith("{") else ""
    line = text[: parent.start].rpartition("\n")[2]
    if len(line) + len(entry) <= _WIDEST and not _BREAK.search(entry):
        inside = pad + entry + pad
    else:
        step = _INDENT.search(text)
        outer = _newline(text) + _indent(text, parent.start)
        unit = step[1] if step else "  "
        inside = outer + unit + _BREAK.sub(lambda _: outer + unit, entry) + outer
    return text[: parent.start] + opening + inside + closing + text[parent.end :]


def _on_lines(text: str, reading: JsonReading, parent: Node, entry: str) -> str:
    """Add an entry to a list that is on one line, and give each entry a line of its own."""
    step = _INDENT.search(text)
    outer = _newline(text) + _indent(text, parent.start)
    inner = outer + (step[1] if step else "  ")
    entries = [text[start:end] for start, end in _spans(reading, parent)] + [_BREAK.sub(lambda _: inner, entry)]
    inside = ",".join(inner + each for each in entries)
    return f"{text[: parent.start]}[{inside}{outer}]{text[parent.end :]}"


def _without_value(text: str, reading: JsonReading, pointer: str) -> str:
    parent = _node(reading, pointer.rpartition("/")[0])
    spans = _spans(reading, parent)
    index = list(parent.members).index(pointer)
    if len(spans) == 1:
        start, end = parent.start + 1, parent.end - 1
    elif index == len(spans) - 1:
        start, end = spans[index - 1][1], spans[index][1]
    else:
        start, end = spans[index][0], spans[index + 1][0]
    return text[:start] + text[end:]


def _spans(reading: JsonReading, parent: Node) -> list[tuple[int, int]]:
    """Return start and end of each entry, its key included."""
    nodes = reading.nodes
    return [(key[0] if key else nodes[member].start, nodes[member].end) for member, key in parent.members.items()]


def _indented(text: str, offset: int, value: str) -> str:
    """Return a value with the line ends of the file and the indentation of the line it goes to."""
    return _BREAK.sub(lambda _: _newline(text) + _indent(text, offset), value)


def _newline(text: str) -> str:
    match = _BREAK.search(text)
    return match[0] if match else "\n"


def _indent(text: str, offset: int) -> str:
    line = re.split(r"[\r\n]", text[:offset])[-1]
    return line[: len(line) - len(line.lstrip(" \t"))]


def _node(reading: JsonReading, pointer: str) -> Node:
    if pointer not in reading.nodes:
        raise LookupError(pointer)
    return reading.nodes[pointer]


def _read(data: bytes) -> tuple[str, JsonReading]:
    text = data.decode("utf-8").removeprefix(_BOM)
    reading = read_places(text)
    if reading.faults:
        raise ValueError(reading.faults[0].message)
    return text, reading


def _checked_bytes(data: bytes, old: str, new: str, change: Callable[[Any], Any]) -> bytes:
    if _data(new) != change(_data(old)):
        raise AssertionError("the splice changed something else")  # a bug here, not in the caller
    mark = b"" if data.startswith(old.encode("utf-8")) else _BOM.encode("utf-8")
    return mark + new.encode("utf-8")


def _data(text: str) -> Any:
    """Parse strict JSON; a number stays the text that was typed, so that 1, 1.0 and true differ."""
    faults = read_places(text).faults
    if faults:
        raise ValueError(faults[0].message)
    return json.loads(text, parse_int=_number, parse_float=_number)


def _number(text: str) -> tuple[str, str]:
    return "number", text


def _set_in_data(data: Any, pointer: str, value: str) -> Any:
    if pointer == "":
        return _data(value)
    holder, key = _holder(data, pointer)
    if isinstance(holder, list) and key == len(holder):
        holder.append(_data(value))
    else:
        holder[key] = _data(value)
    return data


def _remove_from_data(data: Any, pointer: str) -> Any:
    holder, key = _holder(data, pointer)
    del holder[key]
    return data


def _holder(data: Any, pointer: str) -> tuple[Any, Any]:
    """Return the object or list with the value at `pointer`, and the key or index there."""
    *above, last = (_unescaped(part) for part in pointer.split("/")[1:])
    for part in above:
        data = data[int(part) if isinstance(data, list) else part]
    return data, int(last) if isinstance(data, list) else last


def _unescaped(part: str) -> str:
    return part.replace("~1", "/").replace("~0", "~")
