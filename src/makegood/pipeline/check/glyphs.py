"""Check that every character of the case's own texts can be printed."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from makegood.model import rules
from makegood.model.errors import Place

if TYPE_CHECKING:
    from makegood.pipeline.check.report import Report
    from makegood.pipeline.check.text_fields import TextField

UNPRINTED = ("/$schema", "/case/notes")
PLAIN = "\u0180"
"""All characters below this are in every font that is included."""


def check_glyphs(report: Report, fields: list[TextField]) -> None:
    """G1: check each text of the case, and the story line by line."""
    for field in fields:
        missing = _missing(field.text)
        if missing and field.pointer not in UNPRINTED:
            report.add("G1", field.pointer, detail=_code_points(missing))
    story = report.source.story
    if not _missing(_unescaped(story)):
        return
    for number, line in enumerate(story.split("\n"), 1):
        for char in _missing(_unescaped(line)):
            column = line.find(char if char in line else "&") + 1
            place = Place(report.source.story_label, number, column, number, column + 1)
            report.problems.append(rules.problem("G1", place, detail=_code_points(char)))


def _unescaped(text: str) -> str:
    """Return the text with character references such as `&#128512;` replaced, as Markdown prints them."""
    if "&" not in text:
        return text
    from html import unescape

    return unescape(text)


def _missing(text: str) -> str:
    if text.isascii() or max(text) < PLAIN:
        return ""
    from makegood.typesetting import fonts

    return "".join(sorted(fonts.missing(text)))


def _code_points(chars: str) -> str:
    return ", ".join(f"U+{ord(char):04X} {unicodedata.name(char, 'without a name')}" for char in chars[:5])
