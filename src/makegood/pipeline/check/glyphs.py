"""Every character of the case's own words can be printed, or its place is named."""

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
"""Everything below is in every font that we bring."""


def glyphs(report: Report, parts: list[TextField]) -> None:
    """Check each text of the case, and the story line by line."""
    for part in parts:
        lacking = _lacking(part.text)
        if lacking and part.pointer not in UNPRINTED:
            report.add("G1", part.pointer, detail=_names(lacking))
    story = report.source.story
    if not _lacking(_read(story)):
        return
    for number, line in enumerate(story.split("\n"), 1):
        for char in _lacking(_read(line)):
            column = line.find(char if char in line else "&") + 1
            place = Place(report.source.story_label, number, column, number, column + 1)
            report.problems.append(rules.problem("G1", place, detail=_names(char)))


def _read(text: str) -> str:
    """Give the characters that Markdown prints where references such as `&#128512;` stand."""
    if "&" not in text:
        return text
    from html import unescape

    return unescape(text)


def _lacking(text: str) -> str:
    if text.isascii() or max(text) < PLAIN:
        return ""
    from makegood.typesetting import fonts

    return "".join(sorted(fonts.missing(text)))


def _names(chars: str) -> str:
    return ", ".join(f"U+{ord(char):04X} {unicodedata.name(char, 'without a name')}" for char in chars[:5])
