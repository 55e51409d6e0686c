"""`makegood check`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from makegood.cli.case_folders import case_folders, changed_folders, warn_of_old_makefiles
from makegood.cli.exit_status import DONE, PROBLEMS
from makegood.cli.options import CASES, QUIET, SHOW, SINCE
from makegood.cli.output import deduplicate, report, say, with_commands_in_problems


@click.command()
@CASES
@click.option("--format", "form", type=click.Choice(["human", "json", "github"]), default="human", show_default=True)
@click.option("--strict", is_flag=True, help="Evidence that is missing is an error, unless E3 is accepted.")
@SINCE
@QUIET
@SHOW
def check(cases: tuple[Path, ...], form: str, strict: bool, since: str | None, quiet: bool, show_values: bool) -> int:
    """Say all that is wrong in the cases, each mistake once, with its place and its fix.

    \b
    makegood check cases/MG-2026-001
    makegood check --format json
    """
    from makegood.pipeline import examine

    folders = changed_folders(since, cases) if since else case_folders(cases)
    if not folders:
        return DONE
    warn_of_old_makefiles(folders)
    found = list(examine.examine_all(folders))
    if strict:
        found = [examine.strict(one) for one in found]
    # What is wrong in cases/defaults.json comes up with every case, and is said once.
    problems = deduplicate(one.problems for one in found)
    texts = {label: text for one in found for label, text in one.texts.items()}
    if not problems and len(found) == 1 and form != "json":
        if not quiet:
            say("Nothing is wrong in 1 case.")
        return DONE
    from makegood import reporting

    if form == "json":
        click.echo(
            reporting.machine(with_commands_in_problems(problems), values=show_values or not os.environ.get("CI")),
            nl=False,
        )
    elif form == "github":
        click.echo(reporting.github(with_commands_in_problems(problems)), nl=False)
    elif problems:
        click.echo(report(problems, texts, sys.stdout, show_values), nl=False)
    if form != "json" and not quiet and len(found) > 1:
        say(reporting.summary(one.problems for one in found))
    return PROBLEMS if any(problem.severity == "error" for problem in problems) else DONE
