"""Problems for a program: places, rules and fixes alone, never a value of the case."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from makegood.report.pointers import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from makegood.errors import Place, Problem


def machine(problems: Iterable[Problem]) -> str:
    """Write one JSON array, one problem a line, in ASCII: names of files cannot hold a control character then."""
    rows = [json.dumps(_row(problem)) for problem in problems]
    return "[\n" + ",\n".join(rows) + "\n]\n" if rows else "[]\n"


def _row(problem: Problem) -> dict[str, Any]:
    place = problem.place
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "pointer": plain(place.pointer),
        "rule": problem.rule,
        "severity": problem.severity,
        "message": problem.message,
        "fix": problem.fix,
        "related": [_short(other) for other in problem.related],
    }


def _short(place: Place) -> dict[str, Any]:
    return {"file": place.file, "line": place.line, "column": place.column, "pointer": plain(place.pointer)}
