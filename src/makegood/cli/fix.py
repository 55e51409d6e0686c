"""`makegood fix`."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

import click

from makegood.cli.case_folders import case_folders
from makegood.cli.exit_status import DONE, PROBLEMS
from makegood.cli.options import CASES, SHOW
from makegood.cli.output import deduplicate, notify, pluralize, report, short_path, with_commands
from makegood.model.workspace import Workspace


@click.command()
@CASES
@click.option("--write", is_flag=True, help="Write the edits. All other bytes stay unchanged.")
@SHOW
def fix(cases: tuple[Path, ...], write: bool, show_values: bool) -> int:
    """Show the edits that certainly fix a problem in case.json and cases/defaults.json.

    \b
    makegood fix cases/MG-2026-001
    makegood fix --write

    An edit is certain if there is only one reading: an extra comma, curly quotes, "1.200,50 GBP", 13/02/2026. A
    value that could mean two things, such as 03/02/2026, is left to you. The exit status is 0 if nothing is left to
    fix, else 1.
    """
    from makegood.commands import makefile, rewrite
    from makegood.commands.fix import addresses, fix_or_check
    from makegood.commands.new import schemas
    from makegood.pipeline.examine import examine

    folders = case_folders(cases)
    # Edits of cases/defaults.json come up with every case and are made once.
    attempts = [fix_or_check(folder, Workspace.containing(folder)) for folder in reversed(folders)]
    files = {trial.file.label: trial for trials, _ in attempts for trial in reversed(trials)}
    copies = [folder for folder in folders if makefile.is_copy(folder)]
    for folder in copies:
        if write:
            makefile.renew(folder)
        else:
            click.echo(
                f"{short_path(folder / makefile.NAME)}: will be replaced with a Makefile that includes makegood's."
            )
    for trial in reversed(files.values()):
        if write:
            rewrite.replace(trial.file.path, trial.file.data, trial.data)
        else:
            click.echo(trial.diff() if show_values or not os.environ.get("CI") else trial.places(), nl=False)
    edit_count = sum(len(trial.edits) for trial in files.values()) + len(copies)
    edits = f"{pluralize(edit_count, 'edit')} in {pluralize(len(files) + len(copies), 'file')}"
    if write and any(addresses.WHY in edit.why for trial in files.values() for edit in trial.edits):
        for workspace in dict.fromkeys(Workspace.containing(folder) for folder in folders):
            if workspace is not None:
                schemas.provide(workspace)
    if edit_count and not write:
        quoted_cases = " ".join(shlex.quote(click.format_filename(str(case))) for case in cases)
        notify(with_commands(f"{edits}. Write them with: `make fix WRITE=yes`", quoted_cases))
        return PROBLEMS
    untouched = (None if edit_count else outcome for _, outcome in reversed(attempts))
    outcomes = [outcome or examine(folder) for folder, outcome in zip(folders, untouched, strict=True)]
    problems = deduplicate(outcome.problems for outcome in outcomes)
    if problems:
        texts = {label: text for outcome in outcomes for label, text in outcome.texts.items()}
        notify(report(problems, texts, sys.stderr, show_values).rstrip("\n"))
    notify(
        f"Made {edits}."
        if edit_count
        else "None of these problems can be fixed automatically."
        if problems
        else "Nothing to fix."
    )
    return PROBLEMS if any(outcome.failed for outcome in outcomes) else DONE
