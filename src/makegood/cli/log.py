"""`makegood log`."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from makegood.cli.case_folders import case_folder, warn_of_old_makefiles
from makegood.cli.clock import now
from makegood.cli.exit_status import DONE, PROBLEMS
from makegood.cli.options import Day
from makegood.cli.output import notify, quoted_path, report, short_path, visible, with_commands
from makegood.model.errors import UsageError
from makegood.model.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makegood.domain.clock import Clock


@click.command()
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("event")
@click.argument("what", required=False)
@click.option("--on", "--at", "at", metavar="DAY", help="Date or time, such as 2026-11-23.")
@click.option("--by", metavar="WHO", help="The party that acted, such as creator or tiktok.")
@click.option("--via", metavar="HOW", help="How it was sent, such as email, post or dm.")
@click.option("--text", help="A description of the event, in one sentence.")
@click.option("--amount", help='The agreed amount, such as "GBP 250.00".')
@click.option("--deadline", metavar="DAY", help="The deadline that was set.")
@click.option("--deliverable", metavar="ID", help="The id of the work, such as video-3.")
@click.option("--number", "--reference", "number", help="A ticket number or payment reference.")
@click.option("--fee", metavar="AMOUNT", help="Fee deducted from money that you received.")
@click.option(
    "--evidence",
    metavar="ID",
    multiple=True,
    help="The ids of the evidence, such as a,b.",
)
@click.option("--eml", metavar="FILE", type=click.Path(path_type=Path), help="The email you sent, exported as a file.")
@click.option("--length", metavar="NUMBER", help="Length of the sent message: 1000 or 300.")
@click.option(
    "--from",
    "mail",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The email you received, exported as a file.",
)
@click.option("--accept", is_flag=True, help="With posted: accept late work.")
@click.option("--again", is_flag=True, help="Record the event a second time.")
@click.option("--today", type=Day(), hidden=True, help="Use this date instead of today.")
@click.option("--show-values", is_flag=True, hidden=True, help="Show values even if CI is set.")
def log(case: Path, today: date | None, show_values: bool, **words: Any) -> int:
    """Record an event in case.json. The rest of the file stays unchanged.

    \b
    makegood log cases/MG-2026-001 answered --from reply.eml
    makegood explain log             list every EVENT, each with an example
    """
    from makegood.commands import log as record

    folder, clock = case_folder(case), today or now()
    workspace = Workspace.containing(folder)
    warn_of_old_makefiles([folder])
    case_path = quoted_path(case.parent if case.name == "case.json" else case)
    try:
        result = record.log(folder, workspace, record.LogRequest(**words), clock)
    except UsageError as error:
        raise UsageError(*(with_commands(line, case_path) for line in error.args)) from error
    if result.problems:
        notify(report(result.problems, result.texts, sys.stderr, show_values).rstrip("\n"))
    for line in result.messages(short_path, values=show_values or not os.environ.get("CI")):
        notify(with_commands(line, case_path))
    if result.is_written and (show_values or not os.environ.get("CI")):
        for line in _next_steps(folder, workspace, clock):
            notify(line)
    return PROBLEMS if result.problems and not result.is_written else DONE


def _next_steps(folder: Path, workspace: Workspace | None, clock: Clock) -> Iterator[str]:
    """Update the list of deadlines, and yield what comes next in a case."""
    from makegood.commands import docket
    from makegood.domain import windows

    current_docket = docket.refresh(workspace, clock) if workspace else None
    entry = (
        next((entry for entry in current_docket.entries if entry.ref == folder.name), None) if current_docket else None
    )
    if entry is None or entry.is_broken:
        return
    note = "" if entry.example else " The date is also in due.ics."
    if entry.next and entry.next.kind == "wait":
        yield f"Waiting until {windows.format_day(entry.next.on)}.{note}"
    else:
        yield f"Next: {visible(with_commands(entry.next_act))}{note if entry.next else ''}"
