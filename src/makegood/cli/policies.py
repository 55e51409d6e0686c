"""`makegood policies`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from makegood.cli.exit_status import DONE
from makegood.cli.output import terminal_width


@click.command()
@click.option("--format", "form", type=click.Choice(["human", "json"]), default="human", show_default=True)
def policies(form: str) -> int:
    """List every text that the rules rest on: its edition, the day it was read, what rests on it.

    \b
    makegood policies
    makegood policies --format json

    The text that was read longest ago comes first: a worklist for whoever reads them anew. Where a workspace has
    rules of its own in policies/, they are in the list.
    """
    import json

    from makegood.commands import explain as explained
    from makegood.pipeline import load

    workspace = load.workspace(Path.cwd())
    if form == "json":
        click.echo(json.dumps(explained.source_rows(workspace), indent=2, ensure_ascii=False))
    else:
        click.echo(explained.sources(workspace, terminal_width(sys.stdout)), nl=False)
    return DONE
