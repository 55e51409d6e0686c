"""The last lines of a build of many cases: how many there are, where to look, and which could not be made whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from makegood.commands.docket.page import closing
from makegood.formats.terminal_text import visible

if TYPE_CHECKING:
    from pathlib import Path

    from makegood.commands.docket.entry import Docket
    from makegood.pipeline.examine import BuildOutcome


def overview(home: Path, docket: Docket, outcomes: Iterable[BuildOutcome]) -> Iterator[str]:
    """Write the line with the link to the page over all cases, then a line for each case that failed."""
    counted, hint = closing(docket)
    yield f"{counted} Open {(home / 'build' / 'index.html').as_uri()}{hint}"
    for outcome in outcomes:
        name = visible(outcome.folder.name)
        errors = sum(one.severity == "error" for one in outcome.problems)
        if any(one.rule == "L2" for one in outcome.problems):
            yield f"{name}: the day to reply is over. Type: `make today`"
        elif outcome.is_stale:
            yield f"{name}: its letter is too old to send. Type: `make today`"
        elif errors:
            yield f"{name}: {errors} {'error' if errors == 1 else 'errors'}, shown above."


def is_failure(docket: Docket | None, outcome: BuildOutcome) -> bool:
    """Return whether a case ends a build of many with an error: one of the user's own, not an example."""
    examples = {one.ref for one in docket.examples} if docket else set()
    return outcome.failed and outcome.folder.name not in examples
