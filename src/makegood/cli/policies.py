"""`makegood policies`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from makegood.cli.clock import now
from makegood.cli.exit_status import DONE
from makegood.cli.options import TODAY
from makegood.cli.output import terminal_width
from makegood.model.workspace import Workspace


@click.command()
@click.option("--format", "form", type=click.Choice(["human", "json"]), default="human", show_default=True)
@TODAY
def policies(form: str, today: date | None) -> int:
    """List every source of the rules: its edition, the day it was read, and what relies on it.

    \b
    makegood policies
    makegood policies --format json

    The source read longest ago comes first, so that you can review them in order. If the workspace has its own rules
    in policies/, they are included. A reading date in the future is an error there.
    """
    import json

    from makegood.commands import explain as explained

    workspace, day = Workspace.containing(Path.cwd()), today or now().date()
    if form == "json":
        click.echo(json.dumps(explained.source_rows(workspace, day), indent=2, ensure_ascii=False))
    else:
        click.echo(explained.sources(workspace, terminal_width(sys.stdout), day), nl=False)
    return DONE
