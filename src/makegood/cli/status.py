"""`makegood status`."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import click

from makegood.cli.clock import now
from makegood.cli.exit_status import DONE, PROBLEMS
from makegood.cli.options import SHOW, TODAY, Days
from makegood.cli.output import notify, terminal_width, visible, with_commands
from makegood.model.errors import UsageError
from makegood.model.workspace import Workspace


@click.command("status")
@click.option("--due", type=Days(), metavar="DAYS", help="List what is late or due within a period such as 7d.")
@click.option("--stage", default="", metavar="STAGE", help="Only cases in this stage: awaiting_reply, open, over, ...")
@click.option("--creator", default="", metavar="NAME", help="Only creators whose handle contains this text.")
@click.option("--desk", default="", metavar="NAME", help="Only desks whose name contains this text.")
@click.option("--currency", default="", metavar="CODE", help="Only cases in this currency, such as GBP.")
@click.option(
    "--sort",
    type=click.Choice(["due", "ref", "stage", "creator", "desk", "outstanding"]),
    default="due",
    metavar="KEY",
    help="due (default), ref, stage, creator, desk or outstanding.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv", "github"]),
    default="table",
    metavar="FORM",
    help="table (default), json, csv or github.",
)
@click.option("--page", is_flag=True, help="Also regenerate build/index.html and build/due.ics.")
@TODAY
@SHOW
def status(
    due: int | None, sort: str, form: str, page: bool, today: date | None, show_values: bool, **filters: str
) -> int:
    """List the cases with their stage, next step, deadline and amounts.

    \b
    makegood status
    makegood status --due 7d        for cron
    makegood status --stage open --currency GBP --sort outstanding
    makegood status --format csv > cases.csv

    Days are in each case's own time zone. With --due, the exit status is 1 if
    a case other than an example is listed or misplaced; otherwise it is 0.
    """
    from makegood.commands import docket
    from makegood.reporting import status as report

    workspace = Workspace.containing(Path.cwd())
    if workspace is None:
        raise UsageError("No cases/ folder was found here or in a parent folder. Run this command in your workspace.")
    if filters["stage"] not in {"", "open", "over", *docket.STAGES}:
        raise UsageError(f"The stage must be one of: open, over, {', '.join(docket.STAGES)}.")
    current_docket = docket.build_docket(workspace, today or now())
    if page:
        docket.publish(workspace, current_docket)
    entries = docket.CaseFilter(**{**filters, "currency": filters["currency"].upper()}).apply(
        current_docket.entries, sort
    )
    if due is not None:
        entries = docket.within(entries, due)
    if form == "json":
        click.echo(report.as_json(current_docket, entries, due), nl=False)
    elif form == "csv":
        click.echo(report.as_csv(entries, due), nl=False)
        for text in report.ignored_cases(current_docket):
            notify(visible(text))
    elif form == "github":
        click.echo(report.as_markdown(current_docket, entries, due), nl=False)
    else:
        values = show_values or not os.environ.get("CI")
        text = report.table(current_docket, entries, terminal_width(sys.stdout), values=values, days=due)
        click.echo(with_commands(text), nl=False)
    is_listed = any(not entry.example for entry in entries) or current_docket.ignored
    return PROBLEMS if due is not None and is_listed else DONE
