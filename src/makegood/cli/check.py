"""`makegood check`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from makegood.cli.case_folders import case_folders, changed_folders, misplaced, warn_of_old_makefiles
from makegood.cli.exit_status import DONE, PROBLEMS
from makegood.cli.options import CASES, QUIET, SHOW, SINCE
from makegood.cli.output import (
    deduplicate,
    folder_in_repository,
    notify,
    pluralize,
    report,
    with_commands_in_problems,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from makegood.model.errors import Problem


@click.command()
@CASES
@click.option(
    "--format", "form", type=click.Choice(["human", "json", "github", "gcc"]), default="human", show_default=True
)
@click.option("--strict", is_flag=True, help="Treat missing evidence as an error, unless E3 is accepted.")
@SINCE
@QUIET
@SHOW
def check(cases: tuple[Path, ...], form: str, strict: bool, since: str | None, quiet: bool, show_values: bool) -> int:
    """List every problem in the cases, each once, with its place and its fix.

    \b
    makegood check cases/MG-2026-001
    makegood check --format json
    """
    from makegood.pipeline import examine

    folders = changed_folders(since, cases) if since else case_folders(cases)
    ignored = misplaced(cases)
    if not folders and not ignored:
        return DONE
    warn_of_old_makefiles(folders)
    outcomes = list(examine.examine_all(folders))
    if strict:
        outcomes = [examine.gaps_as_errors(outcome) for outcome in outcomes]
    # Problems in cases/defaults.json come up with every case and are reported once.
    problems = deduplicate((ignored, *(outcome.problems for outcome in outcomes)))
    texts = {label: text for outcome in outcomes for label, text in outcome.texts.items()}
    if not problems and len(outcomes) == 1 and form != "json":
        if not quiet:
            notify("No problems in 1 case.")
        return DONE
    _print_problems(form, problems, texts, show_values=show_values)
    if form != "json" and not quiet and len(outcomes) > 1:
        from makegood import reporting

        notify(reporting.summary(outcome.problems for outcome in outcomes))
    return PROBLEMS if any(problem.severity == "error" for problem in problems) else DONE


def _print_problems(form: str, problems: tuple[Problem, ...], texts: Mapping[str, str], *, show_values: bool) -> None:
    """Print the problems in a form for people, programs, editors or GitHub."""
    from makegood import reporting

    if form == "json":
        click.echo(
            reporting.machine(with_commands_in_problems(problems), values=show_values or not os.environ.get("CI")),
            nl=False,
        )
    elif form == "github":
        click.echo(reporting.github(with_commands_in_problems(problems), folder_in_repository()), nl=False)
        _, others = reporting.annotated(problems)
        if others:
            notify(f"GitHub does not show {pluralize(len(others), 'more problem')} at their lines.")
    elif form == "gcc":
        click.echo(reporting.gcc(with_commands_in_problems(problems)), nl=False)
    elif problems:
        click.echo(report(problems, texts, sys.stdout, show_values), nl=False)
