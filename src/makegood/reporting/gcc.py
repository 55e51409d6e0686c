"""Problems as compilers print them, one a line, for the lists of editors; without values, as in JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.formats.terminal_text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from makegood.model.errors import Problem


def gcc(problems: Iterable[Problem]) -> str:
    """Return one line per problem, `file:line:column: severity: message fix [rule]`; "" if there is no problem.

    A problem of a whole file has the first line, since editors list only what has one.
    """
    return "".join(f"{_line(problem)}\n" for problem in problems)


def _line(problem: Problem) -> str:
    place = problem.place
    text = visible(" ".join(f"{problem.message} {problem.fix}".split()))
    return f"{visible(place.file)}:{place.line or 1}:{place.column or 1}: {problem.severity}: {text} [{problem.rule}]"
