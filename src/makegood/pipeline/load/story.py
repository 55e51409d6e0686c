"""What is wrong with the text of a story: what nobody sees, and what no reader and no page could take."""

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
"""Some twelve printed pages."""
MOST_LINES = 1000
MOST_BRACKETS = 200
"""Markdown looks from each opening bracket to the end of its paragraph for the one that closes it."""
MOST_QUOTES = 5
MOST_BLANKS = 24
_MOST_HIDDEN = 20
_DEEP = re.compile(rf"^(?:[ \t]*>){{{MOST_QUOTES + 1}}}|^[ \t>]*[ \t]{{{MOST_BLANKS + 1}}}(?=\S)", re.MULTILINE)


def problems(text: str, label: str) -> Iterator[Problem]:
    """Yield what is wrong with a story, line ends as LF, at its lines in the file `label`."""
    lines = Lines(text)
    for start, end in islice(texts.hidden(text), _MOST_HIDDEN):
        yield rules.problem("J7", lines.place(label, start, end))
    for found in islice(_DEEP.finditer(text), 1):
        fix = "Leave out the superfluous > signs and blanks at the beginning of the line."
        yield rules.problem(
            "J4",
            lines.place(label, found.start(), found.end()),
            fix=fix,
            message="The story is nested too deeply here.",
        )
    if text.count("\n") > MOST_LINES:
        at = [found.end() for found in islice(re.finditer("\n", text), MOST_LINES)][-1]
        yield _too_much(lines, label, at, f"The story has more than {MOST_LINES} lines.")
    if text.count("[") > MOST_BRACKETS:
        at = [found.start() for found in islice(re.finditer(r"\[", text), MOST_BRACKETS + 1)][-1]
        yield _too_much(lines, label, at, f"The story has more than {MOST_BRACKETS} brackets.")


def _too_much(lines: Lines, label: str, at: int, message: str) -> Problem:
    fix = "Shorten it; documents belong into the folder evidence/."
    return rules.problem("J5", lines.place(label, at, at + 1), message=message, fix=fix)
