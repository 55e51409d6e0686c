"""Explain every sum of a case line by line, down to the figures in the case file, so that a user can check it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from makegood.commands.explain.sums import selection
from makegood.commands.explain.sums.claim import add_stated_figures, claim
from makegood.commands.explain.sums.letters import desk, letters, others
from makegood.commands.explain.sums.outstanding import left
from makegood.commands.explain.sums.payments import paid, returned
from makegood.commands.explain.sums.prices import prices
from makegood.commands.explain.sums.sheet import Sheet, SheetHeading, SheetLine, SheetNote
from makegood.commands.explain.sums.ways import ways
from makegood.commands.explain.sums.work import Places, Work
from makegood.commands.explain.text_page import TextPage
from makegood.domain import policies
from makegood.formats.message_commands import render_commands
from makegood.formats.terminal_text import visible
from makegood.model.facts import Facts
from makegood.model.workspace import Workspace
from makegood.pipeline import suggestions
from makegood.pipeline.derive import derive
from makegood.pipeline.load import load

__all__ = ["Sheet", "explain_sums", "fill", "sheet", "text"]

ALONE = "`make explain NAME=sum OF=outstanding`"


def explain_sums(
    case: Path, workspace: Workspace | None, of: str, columns: int, show_command: Callable[[str], str] = render_commands
) -> str:
    """Return every sum of the case in the folder `case` line by line, or those that `of` names by name or amount.

    Raise CaseError if the case has errors, and UsageError if it has no such sum.
    """
    all_policies = policies.read(workspace)
    source = load(case, workspace)
    checked, warnings = suggestions.check_with_suggestions(source, all_policies)
    facts = derive(checked, all_policies, warnings)
    calculation = sheet(facts, Places(source, checked), all_policies.currencies)
    return text(calculation, visible(facts.case.case.case_ref), visible(source.case.label), of, columns, show_command)


def text(
    calculation: Sheet,
    ref: str,
    label: str,
    of: str = "",
    columns: int = 80,
    show_command: Callable[[str], str] = render_commands,
) -> str:
    """Return the lines of a case, or those that lead to the sum `of`; `label` is the file that contains the figures."""
    selected = selection.lines(calculation, of) if of else {line.number for line in calculation.lines()}
    page = TextPage(f"{ref}: {'one sum' if of else 'every sum'}, line by line")
    page.paragraph(_introduction(calculation, label))
    _add_lines(page, calculation, selected)
    if not of:
        page.head("One sum with the lines from which it is computed")
        page.lines(ALONE)
    return page.text(columns, show_command)


def sheet(facts: Facts, places: Places, minor: Mapping[str, int]) -> Sheet:
    """Return the calculation of a case with every line."""
    calculation = Sheet(facts.computation.result.currency, minor)
    fill(calculation, facts, places)
    return calculation


def fill(calculation: Sheet, facts: Facts, places: Places, of: str = "") -> None:
    """Add the lines of a case, or of one payment method of it, which `of` names."""
    work = Work(facts, places, calculation, of)
    paid(work)
    returned(work)
    claim(work, prices(work))
    left(work)
    add_stated_figures(work)
    ways(work)
    letters(work)
    desk(work)
    others(work)


def _introduction(calculation: Sheet, label: str) -> str:
    """Return how to read the lines."""
    least = calculation.shown(SheetLine(0, "", calculation.smallest, calculation.unit))
    return (
        f"Each line is a figure from {label}, with its location, or is computed from the lines whose numbers are in "
        f"brackets. Amounts are rounded only where a line says so. The smallest amount is {least}. "
        "The sign … means that more decimals follow."
    )


def _add_lines(page: TextPage, calculation: Sheet, selected: set[int]) -> None:
    """Add the selected lines, each under its heading."""
    heading: SheetHeading | None = None
    for block in calculation.blocks:
        if isinstance(block, SheetHeading):
            heading = block
            if len(selected) == len(list(calculation.lines())):
                page.head(block.text, *(_note_text(page, note) for note in block.under))
                heading = None
        elif block.number in selected:
            if heading:
                page.head(heading.text, *(_note_text(page, note) for note in heading.under))
                heading = None
            _line(page, calculation, block)


def _line(page: TextPage, calculation: Sheet, line: SheetLine) -> None:
    working = f"= {calculation.worked(line.working)}." if line.working else line.source
    page.figure(
        line.number, line.what, calculation.shown(line), working, *(_note_text(page, note) for note in line.notes)
    )


def _note_text(page: TextPage, note: SheetNote) -> str:
    return page.cited(note.text, note.sourced) if note.sourced else note.text
