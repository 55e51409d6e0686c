"""Problems as workflow commands of GitHub Actions, which shows each at its line; without values, as in JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.formats.terminal_text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from makegood.model.errors import Place, Problem


def github(problems: Iterable[Problem]) -> str:
    """Return one command per line; "" if there is no problem."""
    return "".join(f"{_command(problem)}\n" for problem in problems)


def _command(problem: Problem) -> str:
    properties = {"file": problem.place.file, **_span(problem.place), "title": problem.rule}
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
