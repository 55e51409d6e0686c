"""The first two steps alone, for `check`: what is wrong with a case, without what only a build needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from makegood.domain import policies
from makegood.model.errors import CaseError, Problem
from makegood.pipeline import suggestions
from makegood.pipeline.load import load, shown_paths, workspace

GAPS = frozenset({"E3"})
"""Warnings that say that the least evidence is not there yet."""


Report = Callable[[str, int, int], None]
"""Takes how far a build is: what is done now, how many of it are done, of how many."""


def no_progress(_what: str, _done: int, _total: int) -> None:
    """Take the place of a report where nobody looks."""


@dataclass(frozen=True, slots=True)
class BuildOutcome:
    """What became of one case: its problems, the texts they stand in, where the result is, and what is to be done next.

    `missing` is what the machine lacks, with the line that installs it; empty where it lacks nothing.
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
        """Whether all is made but the letters, which have become too old to be sent."""
        return {one.rule for one in self.problems if one.severity == "error"} == {"L1"}


def examine(folder: Path) -> BuildOutcome:
    """Return what is wrong with a case: the first two steps alone."""
    return next(examine_all((folder,)))


def examine_all(folders: Iterable[Path]) -> Iterator[BuildOutcome]:
    """Yield what is wrong with each of many cases; the policies of a workspace are read once for all of them."""
    known = cache(policies.read)
    for folder in folders:
        home = workspace(folder)
        try:
            _, problems = suggestions.check_with_suggestions(load(folder, home), known(home))
        except CaseError as error:
            problems = error.problems
        yield BuildOutcome(folder, problems, shown_paths(folder, home) if problems else {})


def strict(outcome: BuildOutcome) -> BuildOutcome:
    """Make an error of each gap in the evidence; one that was accepted with a reason is no problem any more."""
    hardened = (replace(one, severity="error") if one.rule in GAPS else one for one in outcome.problems)
    return replace(outcome, problems=tuple(hardened))
