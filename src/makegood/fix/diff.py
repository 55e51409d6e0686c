"""Edits as a unified diff, as `diff -u` writes it; what nobody would see is shown by its number."""

from __future__ import annotations

import codecs
import difflib

from makegood.jsontext import BREAK
from makegood.report.line import visible

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def diff(label: str, old: bytes, new: bytes) -> str:
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
    if data.startswith(_UTF_16):
        return data.decode("utf-16"), "UTF-16"
    if b"\0" in data:
        return data.decode("utf-16-be" if data[:1] == b"\0" else "utf-16-le"), "UTF-16"
    return data.decode(), "UTF-8"


def _lines(text: str) -> list[str]:
    """Cut into lines without their ends; a last one that has no end is marked, so that it differs from one that has."""
    *whole, last = BREAK.split(text)
    return [*whole, f"{last}\n"] if last else whole


def _row(row: str) -> str:
    """Show a line; where it is one without an end, say so below it, as diff does."""
    text, mark, _ = row.partition("\n")
    return "\t".join(visible(part) for part in text.split("\t")) + ("\n\\ No newline at end of file" if mark else "")
