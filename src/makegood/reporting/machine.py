"""Problems for a program: places, rules and fixes, and ready entries if values may be shown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from makegood.reporting.pointers import without_values

if TYPE_CHECKING:
    from collections.abc import Iterable

    from makegood.model.errors import Place, Problem


def machine(problems: Iterable[Problem], *, values: bool = False) -> str:
    """Return a JSON array, one problem per line, in ASCII: file names cannot contain control characters then.

    Without `values`, it contains nothing of the case: no entries that could be added.
    """
    rows = [json.dumps(_row(problem) | (_entries(problem) if values else {})) for problem in problems]
    return "[\n" + ",\n".join(rows) + "\n]\n" if rows else "[]\n"


def _row(problem: Problem) -> dict[str, Any]:
    place = problem.place
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "pointer": without_values(place.pointer),
        "rule": problem.rule,
        "severity": problem.severity,
        "message": problem.message,
        "fix": problem.fix,
        "related": [_short(other) for other in problem.related],
    }


def _entries(problem: Problem) -> dict[str, Any]:
    return {"entries": [json.loads(entry) for entry in problem.entries]} if problem.entries else {}


def _short(place: Place) -> dict[str, Any]:
    return {"file": place.file, "line": place.line, "column": place.column, "pointer": without_values(place.pointer)}
