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
from makegood.cli.output import terminal_width, with_commands
from makegood.model.errors import UsageError


@click.command("status")
@click.option("--due", type=Days(), metavar="DAYS", help="What is due within so many days, such as 7d; 1 if late.")
@click.option("--stage", default="", metavar="STAGE", help="Only this stage, such as awaiting_reply; or open, over.")
@click.option("--creator", default="", metavar="NAME", help="Only these creators: a part of the handle is enough.")
@click.option("--desk", default="", metavar="NAME", help="Only these desks: a part of the name is enough.")
@click.option("--currency", default="", metavar="CODE", help="Only cases in this currency, such as GBP.")
@click.option(
    "--sort",
    type=click.Choice(["due", "ref", "stage", "creator", "desk", "outstanding"]),
    default="due",
    show_default=True,
)
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "csv", "github"]), default="table", show_default=True
)
@click.option("--page", is_flag=True, help="Also write build/index.html and build/due.ics anew.")
@TODAY
@SHOW
def status(
    due: int | None, sort: str, form: str, page: bool, today: date | None, show_values: bool, **asked: str
) -> int:
    """List the cases: what each is at, what is next, by when, and the sums by currency.

    \b
    makegood status
    makegood status --due 7d        for cron: ends with 1 if something is late
    makegood status --stage open --currency GBP --sort outstanding
    makegood status --format csv > cases.csv

    A day is that of each case's own time zone. Ends with 0 but for --due.
    """
    from makegood.commands import docket
    from makegood.pipeline import load
    from makegood.reporting import status as report

    home = load.workspace(Path.cwd())
    if home is None:
        raise UsageError("There is no folder cases/ here or above. Run this in your workspace.")
    if asked["stage"] not in {"", "open", "over", *docket.STAGES}:
        raise UsageError(f"The stages are: open, over, {', '.join(docket.STAGES)}.")
    looked = docket.build_docket(home, today or now())
    if page:
        docket.publish(home, looked)
    listed = docket.CaseFilter(**{**asked, "currency": asked["currency"].upper()}).sifted(looked.entries, sort)
    if due is not None:
        listed = docket.within(listed, due)
    if form == "json":
        click.echo(report.listed(looked, listed), nl=False)
    elif form == "csv":
        click.echo(report.sheet(listed), nl=False)
    elif form == "github":
        click.echo(report.due(looked, listed), nl=False)
    else:
        values = show_values or not os.environ.get("CI")
        click.echo(with_commands(report.table(looked, listed, terminal_width(sys.stdout), values=values)), nl=False)
    is_late = any(not one.example and (one.is_late or one.is_broken) for one in listed)
    return PROBLEMS if due is not None and is_late else DONE
