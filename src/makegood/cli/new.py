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
from makegood.cli.output import counted, say, short_path, visible, with_commands, wrapped
from makegood.model.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping


@click.command()
@click.argument("ref", required=False)
@click.option("--channel", help="How the money went, such as tiktok_one.")
@click.option("--from", "listed", type=click.Path(path_type=Path), help="Make a case for each row of this CSV file.")
@click.option("--dates", type=click.Choice(["day-first", "month-first"]), help="With --from: its days.")
@click.option("--decimal", type=click.Choice(["comma", "point"]), help="With --from: before decimals.")
@click.option("--currency", metavar="CODE", help="With --from: where no code stands.")
@TODAY
def new(ref: str | None, channel: str | None, listed: Path | None, today: date | None, **asked: Any) -> int:
    """Make a case folder with a case.json to fill in; the number counts up by itself.

    \b
    makegood new
    makegood new MG-2026-014 --channel tiktok_one
    makegood new --from creators.csv

    On a terminal it asks, for your firm only once; Enter leaves a value to be filled in. Where CI is set it never asks.
    The columns of a list are in docs/how-to/many-cases.md.
    """
    from makegood.commands import makefile
    from makegood.commands.new import new as made
    from makegood.pipeline import load

    workspace = load.workspace(Path.cwd())
    if workspace is None:
        raise UsageError("There is no folder cases/ here or above. Make it where your cases are to be: mkdir cases")
    if listed is not None:
        listed = listed.expanduser() if str(listed).startswith("~/") else listed  # make hands it on as it was typed
        if ref is not None:
            raise UsageError("With `FROM`, references stand in the column ref of the list, or count up by themselves.")
        makefile.provide(workspace)
        return _new_from(listed, workspace, channel, today or now(), asked)
    if any(asked.values()):
        raise UsageError("`DATES`, `DECIMAL` and `CURRENCY` say how a list is written: name it with `FROM`.")
    makefile.provide(workspace)
    if can_ask():
        return _new_asked(workspace, ref, channel, today or now())
    return _new_made(made(workspace, ref, channel, today or now()))


def can_ask() -> bool:
    """Return whether there is a person to ask."""
    return sys.stdin.isatty() and sys.stderr.isatty() and not os.environ.get("CI")


def _asking(text: str, offered: str) -> str:
    """Ask a person a question; Enter takes what is offered."""
    shown = wrapped(visible(text))
    return str(click.prompt(shown, default=offered, show_default=bool(offered), err=True))


def _new_asked(workspace: Path, ref: str | None, channel: str | None, now: datetime | date) -> int:
    """Ask a person for what the case needs, and make it; nothing is made where the person stops."""
    from makegood.commands.new import dialogue

    try:
        terminal = dialogue.Terminal(_asking, lambda text: say(wrapped(with_commands(text))), visible, _zone())
        folder, errors = dialogue.converse(workspace, ref, channel, now, terminal)
    except (click.Abort, KeyboardInterrupt):
        say("\nStopped. Nothing was made.")
        return INTERRUPTED
    return _new_made(folder, errors)


def _zone() -> str:
    """Name the time zone of this computer, "" where it does not say: only ever offered, never taken by itself."""
    named = os.environ.get("TZ", "").removeprefix(":")
    with suppress(OSError):
        named = named or os.path.realpath("/etc/localtime").partition("/zoneinfo/")[2]
    return named.removeprefix("posix/").removeprefix("right/")


def _new_made(folder: Path, errors: int = 0) -> int:
    """Say that a case was made, and what is next; standard output has the folder alone.

    `errors` are those of a case in which nothing is left to fill in: values that do not fit together.
    """
    from makegood.commands.new import count_lines_and_gaps

    shown, (lines, left) = short_path(folder), count_lines_and_gaps(folder)
    click.echo(shown)
    steps = "You can write now; put proof into evidence/ when you have it. Type:"
    if left:
        values = "1 value is" if left == 1 else f"{left} values are"
        proof = "Put proof into evidence/ when you have it."
        steps = f"{values} left to fill in: look for FILL IN in case.json. {proof} Then:"
    elif errors:
        steps = f"What it says does not fit together yet ({counted(errors, 'error')}). To list what, type:"
    say(wrapped(f"Made {shown} ({counted(lines, 'line')}). {steps}"))
    say(f"cd {shlex.quote(shown)} && make")
    return DONE


def _new_from(
    listed: Path, workspace: Path, channel: str | None, now: datetime | date, asked: Mapping[str, Any]
) -> int:
    """Make a case for each row of a list of creators, and tell what became of each."""
    from makegood.commands.new import creators, dialogue
    from makegood.commands.new.locale import LocaleOptions

    name = visible(str(listed))
    numbers = {"made": 0, "skipped": 0, "there": 0}
    terminal = dialogue.Terminal(_asking, lambda text: say(wrapped(text)), visible)
    ask = partial(dialogue.choose, terminal) if can_ask() else None
    is_shown = not os.environ.get("CI")
    made = creators.make(workspace, listed, name, channel, now, LocaleOptions(**asked), ask=ask, show_values=is_shown)
    try:
        first = list(islice(made, 1))  # all that is asked comes before the first row
    except (click.Abort, KeyboardInterrupt):
        say("\nStopped. Nothing was made.")
        return INTERRUPTED
    for one in chain(first, made):
        if isinstance(one, creators.MissingFiles):
            files = counted(len(one.files), "file") if os.environ.get("CI") else visible(", ".join(one.files))
            say(f"{name}:{one.line}: Put into {short_path(one.folder)}/evidence/: {files}")
        elif isinstance(one, creators.ExistingCase):
            numbers["there"] += 1
            say(f"{name}:{one.line}: This is a case already: {visible(one.ref)}")
        elif isinstance(one, creators.SkippedRow):
            numbers["skipped"] += 1
            for fault in one.faults:
                detail = f" ({fault.detail})" if fault.detail and not os.environ.get("CI") else ""
                column = fault.column and f" {fault.column}:"
                say(f"{name}:{one.line}:{fault.number}:{column} {fault.text}{visible(detail)}")
        else:
            numbers["made"] += 1
            click.echo(short_path(one))
    there = f" {counted(numbers['there'], 'row')} stood for a case already." if numbers["there"] else ""
    say(f"{counted(numbers['made'], 'case')} made, {counted(numbers['skipped'], 'row')} skipped.{there}")
    return PROBLEMS if numbers["skipped"] else DONE
