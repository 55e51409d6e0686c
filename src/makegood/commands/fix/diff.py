"""Edits as a unified diff, as `diff -u` writes it; invisible characters are shown by number."""

from __future__ import annotations

import difflib

from makegood.commands.fix.json_repairs import utf_16
from makegood.formats.json_text import BREAK
from makegood.formats.terminal_text import visible


def unified_diff(label: str, old: bytes, new: bytes) -> str:
    """Return the diff of two versions of the file, without line endings, which no edit changes."""
    name = visible(label)
    before, encoding = decoded(old)
    diff = difflib.unified_diff(_lines(before), _lines(decoded(new)[0]), name, name, lineterm="")
    rows = list(diff) or [f"--- {name}", f"+++ {name}"]
    if encoding != "UTF-8":
        rows.insert(2, f"# {encoding} converted to UTF-8")
    return "".join(f"{_row(row)}\n" for row in rows)


def decoded(data: bytes) -> tuple[str, str]:
    """Return the text and its encoding; a UTF-8 BOM stays as its first character, for the diff to show."""
    order = utf_16(data)
    return (data.decode(order).removeprefix("\ufeff"), "UTF-16") if order else (data.decode(), "UTF-8")


def _lines(text: str) -> list[str]:
    """Split into lines without endings; a last line without an ending is marked, to distinguish the two in the diff."""
    *whole, last = BREAK.split(text)
    return [*whole, f"{last}\n"] if last else whole


def _row(row: str) -> str:
    """Return a line, and for one without an ending a note below it, as diff does."""
    text, mark, _ = row.partition("\n")
    return "\t".join(visible(part) for part in text.split("\t")) + ("\n\\ No newline at end of file" if mark else "")
