"""Check the text of a story: hidden characters, and nesting or length that cannot be printed."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from makegood.formats.json_text import Lines
from makegood.model import rules
from makegood.pipeline.load import texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makegood.model.errors import Problem

MOST_BYTES = 40_000
"""About twelve printed pages."""
MOST_LINES = 1000
MOST_BRACKETS = 200
"""For each opening bracket, Markdown searches to the end of the paragraph for the closing one."""
MOST_QUOTES = 5
MOST_BLANKS = 24
_MOST_HIDDEN = 20
_DEEP = re.compile(rf"^(?:[ \t]*>){{{MOST_QUOTES + 1}}}|^[ \t>]*[ \t]{{{MOST_BLANKS + 1}}}(?=\S)", re.MULTILINE)


def problems(text: str, label: str) -> Iterator[Problem]:
    """Yield the problems of a story with LF line ends, at its lines in the file `label`."""
    lines = Lines(text)
    for start, end in islice(texts.invisible_characters(text), _MOST_HIDDEN):
        yield rules.problem("J7", lines.place(label, start, end))
    for match in islice(_DEEP.finditer(text), 1):
        fix = "Remove the extra > signs and spaces at the beginning of the line."
        yield rules.problem(
            "J4",
            lines.place(label, match.start(), match.end()),
            fix=fix,
            message="The story is nested too deeply here.",
        )
    if text.count("\n") > MOST_LINES:
        offset = [match.end() for match in islice(re.finditer("\n", text), MOST_LINES)][-1]
        yield _too_much(lines, label, offset, f"The story has more than {MOST_LINES} lines.")
    if text.count("[") > MOST_BRACKETS:
        offset = [match.start() for match in islice(re.finditer(r"\[", text), MOST_BRACKETS + 1)][-1]
        yield _too_much(lines, label, offset, f"The story has more than {MOST_BRACKETS} brackets.")


def _too_much(lines: Lines, label: str, offset: int, message: str) -> Problem:
    fix = "Shorten the story. Move documents to the folder evidence/."
    return rules.problem("J5", lines.place(label, offset, offset + 1), message=message, fix=fix)
