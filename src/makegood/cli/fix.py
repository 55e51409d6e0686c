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
from makegood.cli.output import counted, deduplicate, report, say, short_path, with_commands


@click.command()
@CASES
@click.option("--write", is_flag=True, help="Make the edits; all other bytes stay as they are.")
@SHOW
def fix(cases: tuple[Path, ...], write: bool, show_values: bool) -> int:
    """Show the edits that mend for certain what is wrong in case.json and cases/defaults.json.

    \b
    makegood fix cases/MG-2026-001
    makegood fix --write

    Certain is what has one reading: a comma too many, curly quotes, "1.200,50 GBP", 13/02/2026. What could mean two
    things, such as 03/02/2026, is left to you. Ends with 0 where nothing is left to mend, else with 1.
    """
    from makegood.commands import makefile, rewrite
    from makegood.commands.fix import fix_or_check
    from makegood.pipeline.examine import examine

    folders = case_folders(cases)
    # What cases/defaults.json needs comes up with every case, and is done once.
    tries = [fix_or_check(folder) for folder in reversed(folders)]
    files = {one.file.label: one for certain, _ in tries for one in reversed(certain)}
    copies = [folder for folder in folders if makefile.is_copy(folder)]
    for folder in copies:
        if write:
            makefile.renew(folder)
        else:
            click.echo(f"{short_path(folder / makefile.NAME)}: to be replaced by the lines that include the program's.")
    for one in reversed(files.values()):
        if write:
            rewrite.replace(one.file.path, one.file.data, one.data)
        else:
            click.echo(one.diff() if show_values or not os.environ.get("CI") else one.places(), nl=False)
    made = sum(len(one.edits) for one in files.values()) + len(copies)
    edits = f"{counted(made, 'edit')} in {counted(len(files) + len(copies), 'file')}"
    if made and not write:
        named = " ".join(shlex.quote(click.format_filename(str(case))) for case in cases)
        say(with_commands(f"{edits}. Write them with: `make fix WRITE=yes`", named))
        return PROBLEMS
    untouched = (None if made else outcome for _, outcome in reversed(tries))
    left = [outcome or examine(folder) for folder, outcome in zip(folders, untouched, strict=True)]
    problems = deduplicate(one.problems for one in left)
    if problems:
        texts = {label: text for one in left for label, text in one.texts.items()}
        say(report(problems, texts, sys.stderr, show_values).rstrip("\n"))
    say(f"Made {edits}." if made else "Nothing here can be mended for certain." if problems else "Nothing to fix.")
    return PROBLEMS if any(one.failed for one in left) else DONE
