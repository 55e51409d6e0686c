"""One line that summarises many cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from makegood.model.errors import Problem


def summary(cases: Iterable[tuple[Problem, ...]]) -> str:
    """Count the cases that are good, with warnings only, and with errors; counts of zero are left out."""
    worst = [_worst(problems) for problems in cases]
    parts = [f"{worst.count(grade)} {grade}" for grade in ("good", "with warnings", "with errors") if grade in worst]
    return f"{len(worst)} {'case' if len(worst) == 1 else 'cases'}: {', '.join(parts)}."


def _worst(problems: tuple[Problem, ...]) -> str:
    severities = {problem.severity for problem in problems}
    return "with errors" if "error" in severities else "with warnings" if severities else "good"
