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
    """List every source of the rules: its edition, the day it was read, and what relies on it.

    \b
    makegood policies
    makegood policies --format json

    The source read longest ago comes first, so that you can review them in order. If the workspace has its own rules
    in policies/, they are included.
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
