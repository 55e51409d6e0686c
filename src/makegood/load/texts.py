"""Bytes of a text file as text: strict UTF-8, and what else it may be said to be."""

from __future__ import annotations

import codecs

from makegood import rules
from makegood.errors import Place, Problem
from makegood.jsontext import Lines

_UTF_16_AND_32 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)


def decode(raw: bytes, label: str) -> tuple[str, Problem | None]:
    """Read UTF-8 with or without its BOM; what cannot be read gives a problem at its line, and no text."""
    wide = _wide(raw)
    if wide:
        return "", rules.problem("J6", Place(label), message=f"The file is in {wide}, not in UTF-8.")
    try:
        return raw.decode("utf-8").removeprefix("\ufeff"), None
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8").removeprefix("\ufeff")
        line, column = Lines(before).at(len(before))
        return "", rules.problem("J6", Place(label, line, column, line, column + 1))


def _wide(raw: bytes) -> str:
    if raw.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "UTF-32"
    if raw.startswith(_UTF_16_AND_32):
        return "UTF-16"
    # Without a mark at its beginning: every second byte of Latin letters is zero.
    return "UTF-16" if [byte == 0 for byte in raw[:4]] in ([True, False] * 2, [False, True] * 2) else ""
