"""`makegood explain`."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

import click

from makegood.cli.case_folders import case_folders, named_case
from makegood.cli.exit_status import DONE, PROBLEMS
from makegood.cli.output import quoted_path, report, terminal_width, with_commands
from makegood.model.errors import CaseError, UsageError
from makegood.model.workspace import Workspace


@click.command()
@click.argument("name", required=False, metavar="[RULE|CHANNEL|GROUND|FIELD|sum]")
@click.argument("case", required=False, type=click.Path(path_type=Path))
@click.option("--of", metavar="SUM", help='Show only the sum with this name or amount, such as "USD 400.00".')
def explain(name: str | None, case: Path | None, of: str | None) -> int:
    """Explain what a name means, and cite its source. Without a name, list all names.

    \b
    makegood explain E3
    makegood explain direct_bank
    makegood explain not_delivered
    makegood explain payments.method
    makegood explain sum cases/MG-2026-001
    makegood explain sum cases/MG-2026-001 --of outstanding

    With sum, show every sum of a CASE line by line, down to the values that you entered, so that you can check it.
    Inside a case folder, CASE is that case.

    If the workspace has its own rules in policies/, those are shown.
    """
    from makegood.commands import explain as explained

    if name == explained.SUM:
        return _explain_sums(case, of or "")
    if case or of:
        raise UsageError('CASE and --of can be used only with the name "sum". Run: `make explain NAME=sum`')
    workspace, columns = Workspace.containing(Path.cwd()), terminal_width(sys.stdout)
    text = (
        explained.explain(name, workspace, columns, with_commands)
        if name
        else explained.names(workspace, columns, with_commands)
    )
    click.echo(text, nl=False)
    return DONE


def _explain_sums(case: Path | None, of: str) -> int:
    """Show every sum of a case, or the requested one; list the cases if it is not clear which."""
    from makegood.commands import explain as explained
    from makegood.pipeline.examine import examine

    folders = [named_case(case)] if case else [Path.cwd()] if os.path.lexists("case.json") else case_folders(())
    if len(folders) > 1:
        click.echo("There is more than one case. Run one of these commands:")
        for folder in folders:
            option = f" OF={shlex.quote(of)}" if of else ""
            click.echo(f"  {with_commands(f'`make explain NAME=sum{option}`', quoted_path(folder))}")
        return DONE
    (folder,) = folders
    here = "." if folder == Path.cwd() else quoted_path(folder)
    try:
        page = explained.explain_sums(
            folder, Workspace.containing(folder), of, terminal_width(sys.stdout), lambda text: with_commands(text, here)
        )
    except CaseError:
        outcome = examine(folder)
        click.echo(report(outcome.problems, outcome.texts, sys.stdout), nl=False)
        return PROBLEMS
    click.echo(page, nl=False)
    return DONE
