"""`makegood new`."""

from __future__ import annotations

import os
import shlex
import sys
from contextlib import suppress
from datetime import date, datetime
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from makegood.cli.clock import now
from makegood.cli.exit_status import DONE, INTERRUPTED, PROBLEMS
from makegood.cli.options import TODAY
from makegood.cli.output import notify, pluralize, short_path, visible, with_commands, wrap_text
from makegood.model.errors import UsageError
from makegood.model.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Mapping


@click.command()
@click.argument("ref", required=False)
@click.option("--channel", help="The channel of the payment, such as tiktok_one.")
@click.option(
    "--from", "csv_file", type=click.Path(path_type=Path), help="Create a case for each row of this CSV file."
)
@click.option(
    "--dates",
    type=click.Choice(["day-first", "month-first"]),
    help="The order of days and months in the list.",
)
@click.option("--decimal", type=click.Choice(["comma", "point"]), help="The decimal separator in the list.")
@click.option("--currency", metavar="CODE", help="The currency of amounts without a code in the list.")
@TODAY
def new(ref: str | None, channel: str | None, csv_file: Path | None, today: date | None, **csv_options: Any) -> int:
    """Create a case folder, numbered automatically, with a case.json to fill in.

    \b
    makegood new
    makegood new MG-2026-014 --channel tiktok_one
    makegood new --from creators.csv

    In a terminal, it asks questions, about your firm only once. Press Enter to leave a value for later. It never asks
    if CI is set. docs/how-to/many-cases.md describes the columns of a CSV file.
    """
    from makegood.commands import makefile
    from makegood.commands.new import new as made

    workspace = Workspace.containing(Path.cwd())
    if workspace is None:
        raise UsageError(
            "No cases/ folder was found here or in a parent folder. Create it in the folder for your cases: mkdir cases"
        )
    if csv_file is not None:
        csv_file = csv_file.expanduser() if str(csv_file).startswith("~/") else csv_file  # make passes it on unexpanded
        if ref is not None:
            raise UsageError(
                "With `FROM`, references are taken from the ref column of the list, or are numbered automatically."
            )
        makefile.provide(workspace)
        _warn_of_broken_defaults(workspace)
        return _new_from(csv_file, workspace, channel, today or now(), csv_options)
    if any(csv_options.values()):
        raise UsageError("`DATES`, `DECIMAL` and `CURRENCY` describe a list. Specify the list with `FROM`.")
    makefile.provide(workspace)
    if can_ask():
        return _new_interactive(workspace, ref, channel, today or now())
    _warn_of_broken_defaults(workspace)
    return _report_new(workspace, made(workspace, ref, channel, today or now()))


def _warn_of_broken_defaults(workspace: Workspace) -> None:
    """Warn that a new case asks for what all cases share, because that file has errors."""
    from makegood.commands.new import has_broken_defaults

    if has_broken_defaults(workspace):
        reason = "cases/defaults.json has errors, so its values are not used here. To list them, run: `make check`"
        notify(wrap_text(with_commands(reason)))


def can_ask() -> bool:
    """Return whether there is a person to ask."""
    return sys.stdin.isatty() and sys.stderr.isatty() and not os.environ.get("CI")


def _prompt(text: str, default: str) -> str:
    """Ask a question on the terminal; Enter accepts the default."""
    question = wrap_text(visible(text))
    return str(click.prompt(question, default=default, show_default=bool(default), err=True))


def _new_interactive(workspace: Workspace, ref: str | None, channel: str | None, now: datetime | date) -> int:
    """Ask for what the case needs, and create it; create nothing if the user stops."""
    from makegood.commands.new import dialogue

    try:
        terminal = dialogue.Terminal(_prompt, lambda text: notify(wrap_text(with_commands(text))), visible, _zone())
        folder, errors = dialogue.converse(workspace, ref, channel, now, terminal)
    except (click.Abort, KeyboardInterrupt):
        notify("\nStopped. Nothing was created.")
        return INTERRUPTED
    return _report_new(workspace, folder, errors)


def _zone() -> str:
    """Return the time zone of this computer, or "" if unknown; it is only offered, never used unasked."""
    zone = os.environ.get("TZ", "").removeprefix(":")
    with suppress(OSError):
        zone = zone or os.path.realpath("/etc/localtime").partition("/zoneinfo/")[2]
    return zone.removeprefix("posix/").removeprefix("right/")


def _report_new(workspace: Workspace, folder: Path, errors: int = 0) -> int:
    """Report the new case and what comes next; standard output has the folder alone.

    `errors` counts those of a case in which nothing is left to fill in: values that do not fit together.
    """
    from makegood.commands.new import count_lines_and_gaps, git_attributes, schemas

    schemas.provide(workspace)
    git_attributes.provide(workspace)
    path, (line_count, gaps) = short_path(folder), count_lines_and_gaps(folder)
    click.echo(path)
    steps = "The letters can be created now. Add evidence to evidence/ when you have it. Then run:"
    if gaps:
        values = "1 value is" if gaps == 1 else f"{gaps} values are"
        proof = "Add evidence to evidence/ when you have it."
        steps = f"{values} left to fill in. Search case.json for FILL IN. {proof} Then run:"
    elif errors:
        steps = f"Some values in the case are inconsistent ({pluralize(errors, 'error')}). To list the errors, run:"
    notify(wrap_text(f"Created {path} ({pluralize(line_count, 'line')}). {steps}"))
    notify(f"cd {shlex.quote(path)} && make")
    return DONE


def _new_from(
    csv_file: Path, workspace: Workspace, channel: str | None, now: datetime | date, csv_options: Mapping[str, Any]
) -> int:
    """Create a case for each row of a list of creators, and report the result of each."""
    from makegood.commands.new import creators, dialogue, git_attributes, schemas
    from makegood.commands.new.locale import LocaleOptions

    name = visible(str(csv_file))
    numbers = {"made": 0, "skipped": 0, "there": 0}
    terminal = dialogue.Terminal(_prompt, lambda text: notify(wrap_text(text)), visible)
    ask = partial(dialogue.choose, terminal) if can_ask() else None
    is_shown = not os.environ.get("CI")
    results = creators.create_cases(
        workspace, csv_file, name, channel, now, LocaleOptions(**csv_options), ask=ask, show_values=is_shown
    )
    try:
        first = list(islice(results, 1))  # all questions come before the first row
    except (click.Abort, KeyboardInterrupt):
        notify("\nStopped. Nothing was created.")
        return INTERRUPTED
    for result in chain(first, results):
        if isinstance(result, creators.MissingFiles):
            files = pluralize(len(result.files), "file") if os.environ.get("CI") else visible(", ".join(result.files))
            notify(f"{name}:{result.line}: Add to {short_path(result.folder)}/evidence/: {files}")
        elif isinstance(result, creators.Corrected):
            place = f"{name}:{result.line}:{result.number}: {result.column}"
            notify(f"{place}: Interpreted as {result.word}. Correct this value if you meant another one.")
        elif isinstance(result, creators.ExistingCase):
            numbers["there"] += 1
            notify(f"{name}:{result.line}: This case already exists: {visible(result.ref)}")
        elif isinstance(result, creators.SkippedRow):
            numbers["skipped"] += 1
            for fault in result.faults:
                detail = f" ({fault.detail})" if fault.detail and not os.environ.get("CI") else ""
                column = fault.column and f" {fault.column}:"
                notify(f"{name}:{result.line}:{fault.number}:{column} {fault.text}{visible(detail)}")
        else:
            numbers["made"] += 1
            click.echo(short_path(result))
    if numbers["made"]:
        schemas.provide(workspace)
        git_attributes.provide(workspace)
    existing = f" {pluralize(numbers['there'], 'row')} already had a case." if numbers["there"] else ""
    notify(f"{pluralize(numbers['made'], 'case')} created, {pluralize(numbers['skipped'], 'row')} skipped.{existing}")
    return PROBLEMS if numbers["skipped"] else DONE
