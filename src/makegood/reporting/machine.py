"""Problems for a program: places, rules and fixes, and ready entries where values may be shown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from makegood.reporting.pointers import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from makegood.model.errors import Place, Problem


def machine(problems: Iterable[Problem], *, values: bool = False) -> str:
    """Write one JSON array, one problem a line, in ASCII: names of files cannot hold a control character then.

    Without `values` it holds none of the case: no entries that could be added.
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
        "pointer": plain(place.pointer),
        "rule": problem.rule,
        "severity": problem.severity,
        "message": problem.message,
        "fix": problem.fix,
        "related": [_short(other) for other in problem.related],
    }


def _entries(problem: Problem) -> dict[str, Any]:
    return {"entries": [json.loads(one) for one in problem.entries]} if problem.entries else {}


def _short(place: Place) -> dict[str, Any]:
    return {"file": place.file, "line": place.line, "column": place.column, "pointer": plain(place.pointer)}
