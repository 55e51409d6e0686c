"""The first two steps alone, for `check`: report what is wrong with a case without building it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from makegood.domain import policies
from makegood.model.errors import CaseError, Problem
from makegood.model.workspace import Workspace
from makegood.pipeline import suggestions
from makegood.pipeline.load import load, shown_paths

GAPS = frozenset({"E3"})
"""Warnings about missing evidence."""


Report = Callable[[str, int, int], None]
"""Called with the progress of a build: what is done now, how many are done, how many there are."""


def no_progress(_what: str, _done: int, _total: int) -> None:
    """Report no progress."""


@dataclass(frozen=True, slots=True)
class BuildOutcome:
    """The result of one case: its problems, the texts they are in, what was built, and what to do next.

    `missing` is what the machine lacks, with the line that installs it; empty if it lacks nothing.
    """

    folder: Path
    problems: tuple[Problem, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    made: int = 0
    next_act: str = ""
    missing: str = ""

    @property
    def failed(self) -> bool:
        return any(problem.severity == "error" for problem in self.problems)

    @property
    def is_stale(self) -> bool:
        """Return whether everything is built, but the letters are too old to be sent."""
        return {problem.rule for problem in self.problems if problem.severity == "error"} == {"L1"}


def examine(folder: Path) -> BuildOutcome:
    """Return what is wrong with a case, from the first two steps alone."""
    return next(examine_all((folder,)))


def examine_all(folders: Iterable[Path]) -> Iterator[BuildOutcome]:
    """Yield what is wrong with each of many cases; the policies of a workspace are read once for all of them."""
    policies_of = cache(policies.read)
    for folder in folders:
        workspace = Workspace.containing(folder)
        try:
            _, problems = suggestions.check_with_suggestions(load(folder, workspace), policies_of(workspace))
        except CaseError as error:
            problems = error.problems
        yield BuildOutcome(folder, problems, shown_paths(folder, workspace) if problems else {})


def gaps_as_errors(outcome: BuildOutcome) -> BuildOutcome:
    """Return the outcome with an error for each gap in the evidence, except for those accepted with a reason."""
    hardened = (replace(problem, severity="error") if problem.rule in GAPS else problem for problem in outcome.problems)
    return replace(outcome, problems=tuple(hardened))
