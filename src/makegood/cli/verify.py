"""`makegood verify`."""

from __future__ import annotations

from pathlib import Path

import click

from makegood.cli.case_folders import case_folder
from makegood.cli.exit_status import DONE, PROBLEMS
from makegood.cli.output import visible


@click.command()
@click.argument("packet", type=click.Path(path_type=Path))
@click.argument("case", required=False, type=click.Path(path_type=Path))
def verify(packet: Path, case: Path | None) -> int:
    """Show what a packet is and whether it is unchanged. With CASE, also show which evidence changed since.

    \b
    makegood verify refund.pdf
    makegood verify refund.pdf cases/MG-2026-001

    The seal shows whether a file was changed or damaged. It does not show who created the file: anyone can add a seal.
    """
    from makegood import reporting
    from makegood.commands import verify as verified

    verdict = verified.verify(packet, case_folder(case) if case else None)
    for line in reporting.verdict(verdict):
        click.echo(visible(line))
    return DONE if verdict.is_good else PROBLEMS
