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
from makegood.cli.output import quoted_path, report, say, short_path, visible, with_commands
from makegood.model.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makegood.domain.clock import Clock


@click.command()
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("event")
@click.argument("what", required=False)
@click.option("--on", "--at", "at", metavar="DAY", help="When: 2026-11-23, or with the time; else today.")
@click.option("--by", metavar="WHO", help="Who did it: creator, tiktok and others.")
@click.option("--via", metavar="HOW", help="How it went: email, post, dm and others.")
@click.option("--text", help="What happened, in a sentence.")
@click.option("--amount", help='What was agreed, such as "GBP 250.00".')
@click.option("--deadline", metavar="DAY", help="The day that was set.")
@click.option("--number", "--reference", "number", help="Of a ticket; or of a payment.")
@click.option("--fee", metavar="AMOUNT", help="What was kept on the way of money that came.")
@click.option("--evidence", metavar="ID", multiple=True, help="What proves it; of two, say both: a,b.")
@click.option("--eml", metavar="FILE", type=click.Path(path_type=Path), help="The mail that was sent, exported.")
@click.option("--length", metavar="NUMBER", help="Which text was sent as a message: 1000 or 300.")
@click.option("--from", "mail", metavar="FILE", type=click.Path(path_type=Path), help="A mail that came, exported.")
@click.option("--again", is_flag=True, help="Record what is recorded already.")
@click.option("--today", type=Day(), help="The day that stands in for the clock.")
@click.option("--show-values", is_flag=True, help="Show values even where CI is set.")
def log(case: Path, today: date | None, show_values: bool, **words: Any) -> int:
    """Record in case.json what happened; all else in it stays as it is.

    \b
    makegood log cases/MG-2026-001 answered --from reply.eml
    makegood explain log             list every EVENT, each with an example
    """
    from makegood.commands import log as record

    folder, clock = case_folder(case), today or now()
    warn_of_old_makefiles([folder])
    named = quoted_path(case.parent if case.name == "case.json" else case)
    try:
        done = record.log(folder, record.LogRequest(**words), clock)
    except UsageError as error:
        raise UsageError(*(with_commands(line, named) for line in error.args)) from error
    if done.problems:
        say(report(done.problems, done.texts, sys.stderr, show_values).rstrip("\n"))
    for line in done.told(short_path, values=show_values or not os.environ.get("CI")):
        say(with_commands(line, named))
    if done.is_written and (show_values or not os.environ.get("CI")):
        for line in _then(folder, clock):
            say(line)
    return PROBLEMS if done.problems and not done.is_written else DONE


def _then(folder: Path, clock: Clock) -> Iterator[str]:
    """Bring the list of what is due up to date, and say what comes next in a case."""
    from makegood.commands import docket
    from makegood.domain import windows
    from makegood.pipeline import load

    home = load.workspace(folder)
    looked = docket.refresh(home, clock) if home else None
    entry = next((one for one in looked.entries if one.ref == folder.name), None) if looked else None
    if entry is None or entry.is_broken:
        return
    listed = "" if entry.example else " Also in due.ics."
    if entry.next and entry.next.kind == "wait":
        yield f"Waiting until {windows.format_day(entry.next.on)}.{listed}"
    else:
        yield f"Next: {visible(with_commands(entry.next_act))}{listed if entry.next else ''}"
