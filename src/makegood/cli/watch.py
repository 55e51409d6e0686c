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
from makegood.cli.output import counted, say
from makegood.cli.progress import report_outcomes, show_progress
from makegood.model.errors import UsageError


@click.command()
@CASES
@click.option("--frozen", is_flag=True, help="Ignore the clock: for tests.")
@SHOW
def watch(cases: tuple[Path, ...], frozen: bool, show_values: bool) -> int:
    """Build the cases, and again each time something is saved; Ctrl-C ends it.

    \b
    makegood watch cases/MG-2026-001

    What is saved in a case builds that case; a template, a policy or cases/defaults.json builds all of them.
    """
    from makegood.commands import docket
    from makegood.commands import watch as watched
    from makegood.pipeline import load

    folders = case_folders(cases)
    warn_of_old_makefiles(folders)
    home = load.workspace(folders[0])
    if home is None:
        raise UsageError("There is no folder cases/ here or above. Run this in your workspace.")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a service that is stopped ends as by Ctrl-C

    def build(some: list[Path]) -> None:
        begun, clock = monotonic(), None if frozen else now()
        with show_progress(some, quiet=False) as (done, reporting):
            outcomes = docket.build(some, into=None, clock=clock, told=done, report=reporting)
        report_outcomes(outcomes, show_values=show_values, quiet=False)
        say(f"{monotonic() - begun:.1f} s. Watching {counted(len(folders), 'case')}; Ctrl-C ends it.")

    try:
        changes = watched.watch_cases(home, (lambda: folders) if cases else (lambda: load.cases(home)))
        build(folders)
        for changed in changes:
            build(changed)
    except KeyboardInterrupt:
        say("Stopped.")
    return DONE
