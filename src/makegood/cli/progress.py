"""How far a build is, and what became of each case."""

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
from makegood.cli.output import counted, report, say, short_path, visible, with_commands

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from makegood.pipeline.examine import BuildOutcome, Report

EVERY = 5
"""Seconds between two lines that say how far a build of one case is, where there is no terminal."""


@contextmanager
def show_progress(folders: list[Path], *, quiet: bool) -> Iterator[tuple[Callable[[str, BuildOutcome], None], Report]]:
    """Show how far a build is: a bar on a terminal, elsewhere a line a case, or every few seconds within one.

    Yields what to call when a case is done, and what to call within one.
    """
    if quiet:
        yield (lambda _ref, _outcome: None), (lambda _what, _done, _total: None)
        return
    total = len(folders)
    if sys.stderr.isatty():
        shown: dict[str, str] = {"now": ""}
        with click.progressbar(
            range(total),
            label="Building",
            file=sys.stderr,
            width=24,
            show_eta=False,
            show_percent=False,
            show_pos=total > 1,
            item_show_func=lambda _item: shown["now"],
        ) as bar:

            def done(ref: str, _outcome: BuildOutcome) -> None:
                shown["now"] = visible(ref)
                bar.update(1)

            def report(what: str, count: int, of: int) -> None:
                shown["now"] = f"{what} {count + 1} of {of}"
                bar.length, bar.pos = max(of, 1), count
                bar.render_progress()

            yield done, report
        return
    numbers, last = count(1), monotonic()

    def finished(ref: str, outcome: BuildOutcome) -> None:
        say(f"{f'[{next(numbers)}/{total}] ' if total > 1 else ''}{visible(ref)}  {_result(outcome)}")

    def step(what: str, number: int, of: int) -> None:
        nonlocal last
        if monotonic() - last >= EVERY:
            last = monotonic()
            say(f"{visible(folders[0].name)}: {what} {number + 1} of {of}")

    yield finished, step


def _result(outcome: BuildOutcome) -> str:
    """Say in a few words what became of a case."""
    made = counted(outcome.made, "file")
    return (
        f"{made}, but no letter: too old to send"
        if outcome.is_stale
        else "not built"
        if outcome.failed
        else "texts, no PDF"
        if outcome.missing
        else made
    )


def report_outcomes(outcomes: list[BuildOutcome], *, show_values: bool, quiet: bool) -> int:
    """Report what is to be said of each case, and return the worst exit status."""
    code = DONE
    for outcome in outcomes:
        if outcome.problems:
            say(report(outcome.problems, outcome.texts, sys.stderr, show_values).rstrip("\n"))
        if outcome.missing:
            code = WRONG_USE
        elif outcome.failed:
            code = code or PROBLEMS
        elif not quiet:
            click.echo(short_path(outcome.folder / "index.html"))
            if outcome.next_act and len(outcomes) == 1 and not os.environ.get("CI"):  # its names and sums are private
                say(visible(with_commands(outcome.next_act)))
        if outcome.is_stale and not quiet:
            click.echo(short_path(outcome.folder / "index.html"))
    for missing in dict.fromkeys(outcome.missing for outcome in outcomes if outcome.missing):
        say(missing)
    return code
