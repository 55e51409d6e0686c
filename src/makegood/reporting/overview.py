"""The last lines of a build of many cases: how many there are, where to look, and which failed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from makegood.commands.docket.page import closing
from makegood.formats.terminal_text import visible

if TYPE_CHECKING:
    from makegood.commands.docket.entry import Docket
    from makegood.model.workspace import Workspace
    from makegood.pipeline.examine import BuildOutcome


def overview(workspace: Workspace, docket: Docket, outcomes: Iterable[BuildOutcome]) -> Iterator[str]:
    """Yield the line with the link to the page over all cases, then a line for each case that failed."""
    counts, hint = closing(docket)
    yield f"{counts} Open {workspace.page.as_uri()}{hint}"
    for outcome in outcomes:
        name = visible(outcome.folder.name)
        errors = sum(problem.severity == "error" for problem in outcome.problems)
        if any(problem.rule == "L2" for problem in outcome.problems):
            yield f"{name}: the deadline for a reply has passed. Run: `make today`"
        elif outcome.is_stale:
            yield f"{name}: the letter is too old to send. Run: `make today`"
        elif errors:
            yield f"{name}: {errors} {'error' if errors == 1 else 'errors'}, shown above."


def is_failure(docket: Docket | None, outcome: BuildOutcome) -> bool:
    """Return whether this outcome fails a build of many cases: a failed case that is not an example."""
    examples = {entry.ref for entry in docket.examples} if docket else set()
    return outcome.failed and outcome.folder.name not in examples
