"""Show the progress of a build and the outcome of each case."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from makegood.cli.exit_status import DONE, PROBLEMS, WRONG_USE
from makegood.cli.output import notify, pluralize, report, short_path, visible, with_commands

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from makegood.model.errors import Problem
    from makegood.pipeline.examine import BuildOutcome, Report

EVERY = 5
"""Seconds between two progress lines within one case, if there is no terminal."""


@contextmanager
def show_progress(folders: list[Path], *, quiet: bool) -> Iterator[tuple[Callable[[str, BuildOutcome], None], Report]]:
    """Show progress: a bar on a terminal; otherwise a line per case, or every few seconds within one.

    Yield the function to call when a case is done, and the one to call within a case.
    """
    if quiet:
        yield (lambda _ref, _outcome: None), (lambda _what, _done, _total: None)
        return
    total = len(folders)
    if sys.stderr.isatty():
        label: dict[str, str] = {"now": ""}
        with click.progressbar(
            range(total),
            label="Building",
            file=sys.stderr,
            width=24,
            show_eta=False,
            show_percent=False,
            show_pos=total > 1,
            item_show_func=lambda _item: label["now"],
        ) as bar:

            def done(ref: str, _outcome: BuildOutcome) -> None:
                label["now"] = visible(ref)
                bar.update(1)

            def report(what: str, count: int, of: int) -> None:
                label["now"] = f"{what} {count + 1} of {of}"
                bar.length, bar.pos = max(of, 1), count
                bar.render_progress()

            yield done, report
        return
    numbers, last = count(1), monotonic()

    def finished(ref: str, outcome: BuildOutcome) -> None:
        notify(f"{f'[{next(numbers)}/{total}] ' if total > 1 else ''}{visible(ref)}  {_result(outcome)}")

    def step(what: str, number: int, of: int) -> None:
        nonlocal last
        if monotonic() - last >= EVERY:
            last = monotonic()
            notify(f"{visible(folders[0].name)}: {what} {number + 1} of {of}")

    yield finished, step


def _result(outcome: BuildOutcome) -> str:
    """Return the outcome of a case in a few words."""
    made = pluralize(outcome.made, "file")
    return (
        f"{made}, but no letter, because it is too old to send"
        if outcome.is_stale
        else "not built"
        if outcome.failed
        else "texts, no PDF"
        if outcome.missing
        else made
    )


def report_outcomes(
    ignored: tuple[Problem, ...], outcomes: list[BuildOutcome], *, show_values: bool, quiet: bool
) -> int:
    """Report the outcome of each case, and return the worst exit status.

    A problem of several cases, such as one in defaults.json, is reported with the first. `ignored` are of no case.
    """
    code = DONE
    if ignored:
        notify(report(ignored, {}, sys.stderr, show_values).rstrip("\n"))
    reported: set[Problem] = set()
    for outcome in outcomes:
        new = tuple(problem for problem in outcome.problems if problem not in reported)
        reported.update(new)
        if new:
            notify(report(new, outcome.texts, sys.stderr, show_values).rstrip("\n"))
        if outcome.missing:
            code = WRONG_USE
        elif outcome.failed:
            code = code or PROBLEMS
        elif not quiet:
            click.echo(short_path(outcome.folder / "index.html"))
            if outcome.next_act and len(outcomes) == 1 and not os.environ.get("CI"):  # its names and sums are private
                notify(visible(with_commands(outcome.next_act)))
        if outcome.is_stale and not quiet:
            click.echo(short_path(outcome.folder / "index.html"))
    for missing in dict.fromkeys(outcome.missing for outcome in outcomes if outcome.missing):
        notify(missing)
    return code
