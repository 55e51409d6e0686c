"""`makegood build`."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from makegood.cli.case_folders import case_folders, changed_folders, misplaced, warn_of_old_makefiles
from makegood.cli.clock import now
from makegood.cli.exit_status import DONE, PROBLEMS, WRONG_USE
from makegood.cli.options import CASES, QUIET, SHOW, SINCE, TODAY
from makegood.cli.output import (
    deduplicate,
    folder_in_repository,
    notify,
    pluralize,
    short_path,
    visible,
    with_commands,
    with_commands_in_problems,
)
from makegood.cli.progress import report_outcomes, show_progress
from makegood.model.errors import UsageError
from makegood.model.workspace import Workspace

if TYPE_CHECKING:
    from makegood.commands.docket import Docket
    from makegood.domain.clock import Clock
    from makegood.model.errors import Problem
    from makegood.pipeline.examine import BuildOutcome


@click.command()
@CASES
@click.option("--into", type=click.Path(path_type=Path), help="Build one case into this folder.")
@TODAY
@click.option("--frozen", is_flag=True, help="Ignore the clock, as in CI and tests.")
@click.option("--renew", is_flag=True, help="First set as_of to today. Without CASE, change only stale cases.")
@click.option("--overview", is_flag=True, help="Print a link to the overview, and the failures.")
@SINCE
@click.option(
    "--fail-if-stale",
    is_flag=True,
    help="In CI: exit with 1 if a letter is too old to send.",
)
@click.option("--format", "form", type=click.Choice(["human", "github"]), default="human", show_default=True)
@click.option(
    "--summary",
    type=click.Path(path_type=Path),
    help="Append the list of documents to send to this file, as Markdown.",
)
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
    fail_if_stale: bool,
    form: str,
    summary: Path | None,
    quiet: bool,
    show_values: bool,
) -> int:
    """Create the emails, support texts, packets and page of each case.

    \b
    makegood build cases/MG-2026-001
    makegood build --into /tmp/out cases/MG-2026-001
    """
    from makegood.commands import docket, makefile
    from makegood.commands import renew as renewal

    folders = changed_folders(since, cases) if since else case_folders(cases)
    if not folders:
        return _report(form, misplaced(cases), [], "", show_values=show_values, quiet=quiet)
    workspace = Workspace.containing(folders[0])
    _check_target(workspace, folders, into)
    warn_of_old_makefiles(folders)
    if renew:
        folders = _renew_days(folders, today or now(), named=bool(cases or since))
        if not folders:
            return DONE
    if workspace is not None and into is None:
        makefile.provide(workspace)
    place = into and Path(os.path.abspath(into))  # noqa: PTH100  # absolute() would keep ".."
    clock = None if frozen else today or now()
    # A change is judged by what it changes. That a letter has become too old meanwhile is reported apart from it.
    is_change = bool(since and os.environ.get("CI") and not renew)
    with show_progress(folders, quiet=quiet) as (done, reporting):
        outcomes = docket.build_each(
            folders, workspace, into=place, clock=None if is_change else clock, on_done=done, report=reporting
        )
    aged = list(renewal.stale(folders, clock)) if is_change and clock else []
    current_docket = docket.refresh(workspace, clock) if workspace and into is None else None
    ignored = current_docket.ignored if current_docket and not cases else misplaced(cases)
    note = _note_on_age(aged)
    if summary is not None:
        _append_summary(summary, ignored if form == "github" else None, outcomes, note)
    # A build of some cases knows nothing about the others.
    for result in () if cases or into or since or renew else docket.left_over(folders, workspace):
        notify(f"{short_path(result)} no longer belongs to a case. It was not changed, and you can delete it.")
    code = _report(form, ignored, outcomes, note, show_values=show_values, quiet=quiet)
    if workspace and current_docket and not quiet and (overview or not (cases or since)):
        code = _print_overview(workspace, current_docket, outcomes, code)
    return code or (PROBLEMS if aged and fail_if_stale else DONE)


def _check_target(workspace: Workspace | None, folders: list[Path], into: Path | None) -> None:
    """Raise UsageError if it is not clear where the results go."""
    if into is None and workspace is None:
        raise UsageError(
            "No cases/ folder was found here or in a parent folder. Choose an output folder: --into FOLDER"
        )
    if into is not None and len(folders) != 1:
        raise UsageError("--into can be used with only one CASE, because each case has its own output folder.")


def _append_summary(path: Path, ignored: tuple[Problem, ...] | None, outcomes: list[BuildOutcome], note: str) -> None:
    """Append to a file, as Markdown: the problems without an annotation, what would be sent, and a note.

    `ignored` are problems of no case, or None if no problem is annotated.
    """
    from makegood import reporting
    from makegood.reporting.sending import sending

    with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
        if ignored is not None:
            problems = with_commands_in_problems(_each_once(ignored, outcomes))
            file.write(reporting.unannotated(problems, folder_in_repository()))
        failed = [outcome.folder for outcome in outcomes if outcome.failed and not outcome.is_stale]
        file.write(sending((outcome.folder for outcome in outcomes), failed))
        if note:
            file.write(f"{with_commands(note)}\n\n")


def _note_on_age(aged: list[Path]) -> str:
    """Return one line about the cases whose letter has become too old to send; "" if there is none."""
    from makegood.reporting.status import safe

    if not aged:
        return ""
    refs = ", ".join(safe(folder.name) for folder in aged)
    number = f"In {pluralize(len(aged), 'case')}, the letter is too old to send or the waiting period has ended"
    return f"{number}, regardless of this change: {refs}. Before you send anything, run: `make today`"


def _each_once(ignored: tuple[Problem, ...], outcomes: list[BuildOutcome]) -> tuple[Problem, ...]:
    return deduplicate((ignored, *(outcome.problems for outcome in outcomes)))


def _print_overview(workspace: Workspace, docket: Docket, outcomes: list[BuildOutcome], code: int) -> int:
    """Print the last lines of a build of many cases and return its exit status, which ignores failures of examples."""
    from makegood.reporting import overview

    for line in overview.overview(workspace, docket, outcomes):
        notify(with_commands(line))
    is_failed = code == WRONG_USE or any(overview.is_failure(docket, outcome) for outcome in outcomes)
    return code if is_failed else DONE


def _report(
    form: str, ignored: tuple[Problem, ...], outcomes: list[BuildOutcome], note: str, *, show_values: bool, quiet: bool
) -> int:
    """Report the problems, as GitHub annotations too if `form` is that, and a note; return the exit status."""
    if form == "github":
        from makegood import reporting

        problems = with_commands_in_problems(_each_once(ignored, outcomes))
        click.echo(reporting.github(problems, folder_in_repository()), nl=False)
    if note:
        notify(with_commands(note))
    return report_outcomes(ignored, outcomes, show_values=show_values, quiet=quiet)


def _renew_days(folders: list[Path], clock: Clock, *, named: bool) -> list[Path]:
    """Set as_of in the named cases, or else in the stale ones, and return the cases to build."""
    from makegood.commands import renew

    selected = folders if named else list(renew.stale(folders, clock))
    if not named and any(renew.is_example(folder, Workspace.containing(folder)) for folder in folders):
        notify("Examples keep their own date.")
    if not selected:
        notify("No letter is too old to send. Nothing was changed.")
    for folder in selected:
        renewal = renew.renew(folder, Workspace.containing(folder), clock)
        if renewal and renewal.is_example:
            notify(f"{visible(folder.name)} is an example. Its date is still {renewal.before}.")
        elif renewal and renewal.before != renewal.after:
            notify(f"{visible(folder.name)}: as_of changed from {renewal.before} to {renewal.after}.")
    return selected
