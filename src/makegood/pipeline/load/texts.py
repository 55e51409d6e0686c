"""Decode the bytes of a text file: strict UTF-8, with a problem that names another encoding."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from makegood.formats import placeholders
from makegood.formats.json_text import Lines
from makegood.formats.json_text.scalars import HIDDEN
from makegood.formats.merge_conflicts import merge_conflicts
from makegood.model import rules
from makegood.model.errors import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

_REFERENCE = re.compile(r"&(?:#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,8}))|[A-Za-z][A-Za-z0-9]{1,30};)")
_UTF_16_AND_32 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)


def decode(raw: bytes, label: str) -> tuple[str, Problem | None]:
    """Return UTF-8 text without its BOM; if it cannot be decoded, "" and a problem at the line."""
    wide = _wide(raw)
    if wide:
        return "", rules.problem("J6", Place(label), message=f"The file is encoded in {wide}, not in UTF-8.")
    try:
        return raw.decode("utf-8").removeprefix("\ufeff"), None
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8").removeprefix("\ufeff")
        line, column = Lines(before).at(len(before))
        return "", rules.problem("J6", Place(label, line, column, line, column + 1))


def read(raw: bytes, label: str) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of a file that a person edits; if it is not that text, "" and the problems that say why.

    It may be in another encoding, a pointer to the text, or two versions of it that Git could not merge.
    """
    text, problem = decode(raw, label)
    problem = placeholders.pointer_problem(raw, label) or problem
    problems = (problem,) if problem else tuple(merge_conflicts(text, label))
    return ("" if problems else text), problems


def invisible_characters(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of what is invisible in a Markdown text, typed or as a character reference."""
    yield from (match.span() for match in HIDDEN.finditer(text))
    yield from (match.span() for match in _REFERENCE.finditer(text) if _is_hidden(match))


def _is_hidden(reference: re.Match[str]) -> bool:
    from html import unescape

    hexadecimal, decimal = reference.groups()
    if not hexadecimal and not decimal:
        return bool(HIDDEN.match(unescape(reference[0])))
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return code > 0x10FFFF or 0xD800 <= code < 0xE000 or bool(HIDDEN.match(chr(code)))


def _wide(raw: bytes) -> str:
    if raw.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "UTF-32"
    if raw.startswith(_UTF_16_AND_32):
        return "UTF-16"
    # Without a BOM: every second byte of Latin letters is zero.
    return "UTF-16" if [byte == 0 for byte in raw[:4]] in ([True, False] * 2, [False, True] * 2) else ""
