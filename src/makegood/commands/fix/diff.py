"""Edits as a unified diff, as `diff -u` writes it; what nobody would see is shown by its number."""

from __future__ import annotations

import difflib

from makegood.commands.fix.json_repairs import utf_16
from makegood.formats.json_text import BREAK
from makegood.formats.terminal_text import visible


def unified_diff(label: str, old: bytes, new: bytes) -> str:
    """Write what changes between the two states of the file; the ends of lines, which no edit changes, are left out."""
    name = visible(label)
    before, encoding = decoded(old)
    listed = difflib.unified_diff(_lines(before), _lines(decoded(new)[0]), name, name, lineterm="")
    rows = list(listed) or [f"--- {name}", f"+++ {name}"]
    if encoding != "UTF-8":
        rows.insert(2, f"# {encoding} becomes UTF-8")
    return "".join(f"{_row(row)}\n" for row in rows)


def decoded(data: bytes) -> tuple[str, str]:
    """Read what `fix` reads, and name its encoding. A BOM of UTF-8 is a character of the first line, to be seen go."""
    order = utf_16(data)
    return (data.decode(order).removeprefix("\ufeff"), "UTF-16") if order else (data.decode(), "UTF-8")


def _lines(text: str) -> list[str]:
    """Cut into lines without their ends; a last one that has no end is marked, so that it differs from one that has."""
    *whole, last = BREAK.split(text)
    return [*whole, f"{last}\n"] if last else whole


def _row(row: str) -> str:
    """Show a line; where it is one without an end, say so below it, as diff does."""
    text, mark, _ = row.partition("\n")
    return "\t".join(visible(part) for part in text.split("\t")) + ("\n\\ No newline at end of file" if mark else "")
