"""`makegood watch`."""

from __future__ import annotations

import signal
from pathlib import Path
from time import monotonic

import click

from makegood.cli.case_folders import case_folders, warn_of_old_makefiles
from makegood.cli.clock import now
from makegood.cli.exit_status import DONE
from makegood.cli.options import CASES, SHOW
from makegood.cli.output import notify, pluralize
from makegood.cli.progress import report_outcomes, show_progress
from makegood.model.errors import UsageError
from makegood.model.workspace import Workspace


@click.command()
@CASES
@click.option("--frozen", is_flag=True, help="Do not compare dates with the clock. Use this in tests.")
@SHOW
def watch(cases: tuple[Path, ...], frozen: bool, show_values: bool) -> int:
    """Build the cases, and rebuild them each time a file is saved. Press Ctrl-C to stop.

    \b
    makegood watch cases/MG-2026-001

    Saving a file of a case rebuilds that case. Saving a template, a policy or cases/defaults.json rebuilds all of
    them.
    """
    from makegood.commands import docket
    from makegood.commands import watch as watched
    from makegood.pipeline import load

    folders = case_folders(cases)
    warn_of_old_makefiles(folders)
    workspace = Workspace.containing(folders[0])
    if workspace is None:
        raise UsageError("No cases/ folder was found here or in a parent folder. Run this command in your workspace.")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # stopping a service ends it as Ctrl-C does

    def build(selected: list[Path]) -> None:
        start, clock = monotonic(), None if frozen else now()
        with show_progress(selected, quiet=False) as (done, reporting):
            outcomes = docket.build(selected, workspace, into=None, clock=clock, on_done=done, report=reporting)
        report_outcomes((), outcomes, show_values=show_values, quiet=False)
        notify(f"{monotonic() - start:.1f} s. Watching {pluralize(len(folders), 'case')}. Press Ctrl-C to stop.")

    try:
        changes = watched.watch_cases(workspace, (lambda: folders) if cases else (lambda: load.cases(workspace)))
        build(folders)
        for changed in changes:
            build(changed)
    except KeyboardInterrupt:
        notify("Stopped.")
    return DONE
