"""`makegood build`."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from makegood.cli.case_folders import case_folders, changed_folders, warn_of_old_makefiles
from makegood.cli.clock import now
from makegood.cli.exit_status import DONE, WRONG_USE
from makegood.cli.options import CASES, QUIET, SHOW, SINCE, TODAY
from makegood.cli.output import say, short_path, visible, with_commands, with_commands_in_problems
from makegood.cli.progress import report_outcomes, show_progress
from makegood.model.errors import UsageError

if TYPE_CHECKING:
    from makegood.commands.docket import Docket
    from makegood.domain.clock import Clock
    from makegood.pipeline.examine import BuildOutcome


@click.command()
@CASES
@click.option("--into", type=click.Path(path_type=Path), help="Build one case into this folder.")
@TODAY
@click.option("--frozen", is_flag=True, help="Ignore the clock: for CI and tests.")
@click.option("--renew", is_flag=True, help="First set as_of to today (no CASE: of the stale).")
@click.option("--overview", is_flag=True, help="End with a link, and a line for each failure.")
@SINCE
@click.option("--format", "form", type=click.Choice(["human", "github"]), default="human", show_default=True)
@click.option("--summary", type=click.Path(path_type=Path), help="Append to this file what would be sent, in Markdown.")
@QUIET
@SHOW
def build(
    cases: tuple[Path, ...],
    into: Path | None,
    today: date | None,
    frozen: bool,
    renew: bool,
    overview: bool,
    since: str | None,
    form: str,
    summary: Path | None,
    quiet: bool,
    show_values: bool,
) -> int:
    """Make the mails, support texts, packets and the page of each case.

    \b
    makegood build cases/MG-2026-001
    makegood build --into /tmp/out cases/MG-2026-001
    """
    from makegood.commands import docket, makefile
    from makegood.pipeline import load

    folders = changed_folders(since, cases) if since else case_folders(cases)
    if not folders:
        return DONE
    home = load.workspace(folders[0])
    _refuse_place(home, folders, into)
    warn_of_old_makefiles(folders)
    if renew:
        folders = _renewed(folders, today or now(), named=bool(cases or since))
        if not folders:
            return DONE
    if home is not None and into is None:
        makefile.provide(home)
    place = into and Path(os.path.abspath(into))  # noqa: PTH100  # absolute() would keep a ..
    clock = None if frozen else today or now()
    with show_progress(folders, quiet=quiet) as (done, reporting):
        outcomes = docket.build_each(folders, into=place, clock=clock, told=done, report=reporting)
    looked = docket.refresh(home, clock) if home and into is None else None
    if summary is not None:
        _summarise(summary, outcomes)
    # A build of some cases says nothing of the others.
    for result in () if cases or into or since or renew else docket.left_over(folders):
        say(f"{short_path(result)} belongs to no case any more. Nothing was changed there; delete it if you like.")
    if form == "github":
        _annotate(outcomes)
    code = report_outcomes(outcomes, show_values=show_values, quiet=quiet)
    if home and looked and not quiet and (overview or not (cases or since)):
        return _end(home, looked, outcomes, code)
    return code


def _refuse_place(home: Path | None, folders: list[Path], into: Path | None) -> None:
    """Raise UsageError where it is not clear where the results go."""
    if into is None and home is None:
        raise UsageError("There is no folder cases/ here or above. Say where to build: --into FOLDER")
    if into is not None and len(folders) != 1:
        raise UsageError("--into takes exactly one CASE, since each case has an output folder of its own.")


def _summarise(path: Path, outcomes: list[BuildOutcome]) -> None:
    """Append what would be sent to a file, in Markdown."""
    from makegood.reporting.sending import sending

    with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
        file.write(sending(one.folder for one in outcomes))


def _end(home: Path, looked: Docket, outcomes: list[BuildOutcome], code: int) -> int:
    """Print the last lines of a build of many cases; return its status, which an example's failure does not change."""
    from makegood.reporting import overview

    for line in overview.overview(home, looked, outcomes):
        say(with_commands(line))
    is_failed = code == WRONG_USE or any(overview.is_failure(looked, outcome) for outcome in outcomes)
    return code if is_failed else DONE


def _annotate(outcomes: list[BuildOutcome]) -> None:
    """Print what is wrong as annotations of GitHub, each once."""
    from makegood import reporting

    problems = dict.fromkeys(one for outcome in outcomes for one in outcome.problems)
    click.echo(reporting.github(with_commands_in_problems(problems)), nl=False)


def _renewed(folders: list[Path], clock: Clock, *, named: bool) -> list[Path]:
    """Set the day of the cases that were named, else of those that are stale; return the cases to build."""
    from makegood.commands import renew

    chosen = folders if named else list(renew.stale(folders, clock))
    if not named and any(map(renew.is_example, folders)):
        say("Examples keep their own day.")
    if not chosen:
        say("No letter is too old to send. Nothing was changed.")
    for folder in chosen:
        done = renew.renew(folder, clock)
        if done and done.is_example:
            say(f"{visible(folder.name)} is an example: its day stays {done.before}.")
        elif done and done.before != done.after:
            say(f"{visible(folder.name)}: as_of is {done.after} now. It was {done.before}.")
    return chosen
