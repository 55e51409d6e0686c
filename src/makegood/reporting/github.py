"""Problems as workflow commands of GitHub Actions, which shows each at its line; without values, as in JSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from makegood.formats.terminal_text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from makegood.model.errors import Place, Problem

MOST = 10
"""Number of errors, and of warnings, that GitHub shows of one step; it drops the later ones without a word."""
MOST_LISTED = 100
"""Number of problems in a summary, whose size GitHub limits."""


def github(problems: Iterable[Problem], folder: str = "") -> str:
    """Return one command per line, errors first, as many as GitHub shows; "" if there is no problem.

    `folder` is that of the workspace in its repository, ending with a slash; GitHub counts paths from the repository.
    """
    marked, _ = annotated(problems)
    return "".join(f"{_command(problem, folder)}\n" for problem in marked)


def annotated(problems: Iterable[Problem]) -> tuple[list[Problem], list[Problem]]:
    """Return the problems that GitHub shows at their lines, and the others; errors first in both, each once."""
    marked: list[Problem] = []
    others: list[Problem] = []
    each_once = list(dict.fromkeys(problems))
    for severity in ("error", "warning"):
        group = [problem for problem in each_once if problem.severity == severity]
        marked += group[:MOST]
        others += group[MOST:]
    return marked, others


def unannotated(problems: Iterable[Problem], folder: str = "") -> str:
    """Return the problems that GitHub does not show at their lines as a Markdown table; "" if it shows all."""
    _, others = annotated(problems)
    if not others:
        return ""
    number = f"{len(others)} more problem{'' if len(others) == 1 else 's'}"
    lines = [
        f"GitHub shows {MOST} errors and {MOST} warnings at their lines. {number}:",
        "",
        "| place | rule | severity | problem |",
        "|---|---|---|---|",
    ]
    for problem in others[:MOST_LISTED]:
        place = problem.place
        where = f"{folder}{place.file}" + (f":{place.line}" if place.line else "")
        cells = (markdown_cell(where), problem.rule, problem.severity, markdown_cell(problem.message))
        lines.append(f"| {' | '.join(cells)} |")
    if len(others) > MOST_LISTED:
        lines += ["", f"{len(others) - MOST_LISTED} of them are not listed here. All of them are in the log."]
    return "\n".join(lines) + "\n\n"


def markdown_cell(text: str) -> str:
    """Return a text for a table of Markdown: none of its characters is taken for markup or for a new cell."""
    return re.sub(r"([\\`*_{}\[\]<>()#|!~&@:])", r"\\\1", visible(text.replace("\n", " ")))


def _command(problem: Problem, folder: str) -> str:
    properties = {"file": folder + problem.place.file, **_span(problem.place), "title": problem.rule}
    formatted = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    text = f"{_data(problem.message)}%0A{_data(problem.fix)}"
    return f"::{problem.severity} {formatted}::{text}"


def _span(place: Place) -> dict[str, int]:
    """Return the lines and columns; GitHub accepts no columns for a range of several lines."""
    if not place.line:
        return {}
    if place.end_line != place.line:
        return {"line": place.line, "endLine": place.end_line}
    return {"line": place.line, "col": place.column, "endLine": place.end_line, "endColumn": place.end_column}


def _data(text: str) -> str:
    """Escape a message as GitHub requires; other control characters become visible, as everywhere."""
    if text.isprintable() and "%" not in text:
        return text
    breaks = {"\r": "%0D", "\n": "%0A", "%": "%25"}
    return "".join(breaks.get(character) or visible(character) for character in text)


def _property(text: str) -> str:
    """Escape a property, which a colon or a comma would end."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
