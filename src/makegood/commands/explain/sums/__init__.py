"""Every sum of a case, taken apart line by line to what was typed, for a person with a calculator to check."""

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
from makegood.pipeline import suggestions
from makegood.pipeline.derive import derive
from makegood.pipeline.load import load, workspace

__all__ = ["Sheet", "explain_sums", "fill", "sheet", "text"]

ALONE = "`make explain NAME=sum OF=outstanding`"


def explain_sums(case: Path, of: str, columns: int, typed: Callable[[str], str] = render_commands) -> str:
    """Take every sum of the case in the folder `case` apart, or those that `of` names: by a name or an amount.

    Raises CaseError where the case has errors, and UsageError where it has no such sum.
    """
    home = workspace(case)
    known = policies.read(home)
    source = load(case, home)
    checked, warnings = suggestions.check_with_suggestions(source, known)
    facts = derive(checked, known, warnings)
    made = sheet(facts, Places(source, checked), known.currencies)
    return text(made, visible(facts.case.case.case_ref), visible(source.case.label), of, columns, typed)


def text(
    made: Sheet, ref: str, label: str, of: str = "", columns: int = 80, typed: Callable[[str], str] = render_commands
) -> str:
    """Lay out the lines of a case, or those that lead to the sum `of`; `label` is the file in which figures stand."""
    wanted = selection.lines(made, of) if of else {line.number for line in made.lines()}
    page = TextPage(f"{ref}: {'one sum' if of else 'every sum'}, line by line")
    page.say(_about(made, label))
    _laid(page, made, wanted)
    if not of:
        page.head("One sum alone, with the lines that lead to it")
        page.lines(ALONE)
    return page.text(columns, typed)


def sheet(facts: Facts, places: Places, minor: Mapping[str, int]) -> Sheet:
    """Work out every line of a case."""
    made = Sheet(facts.computation.result.currency, minor)
    fill(made, facts, places)
    return made


def fill(made: Sheet, facts: Facts, places: Places, of: str = "") -> None:
    """Add the lines of a case, or of one way of payment of it: its facts are a case's, and `of` is its name."""
    work = Work(facts, places, made, of)
    paid(work)
    returned(work)
    claim(work, prices(work))
    left(work)
    add_stated_figures(work)
    ways(work)
    letters(work)
    desk(work)
    others(work)


def _about(made: Sheet, label: str) -> str:
    """Say how the lines are read."""
    least = made.shown(SheetLine(0, "", made.smallest, made.unit))
    return (
        f"Each line is a figure that was typed, with its place in {label}, or follows from the lines that it names in "
        f"brackets. Nothing is rounded before a line says so; the smallest amount is {least}. "
        "… stands for more decimals."
    )


def _laid(page: TextPage, made: Sheet, wanted: set[int]) -> None:
    """Lay out the lines that are wanted, each under its heading."""
    waiting: SheetHeading | None = None
    for block in made.blocks:
        if isinstance(block, SheetHeading):
            waiting = block
            if len(wanted) == len(list(made.lines())):
                page.head(block.text, *(_noted(page, one) for one in block.under))
                waiting = None
        elif block.number in wanted:
            if waiting:
                page.head(waiting.text, *(_noted(page, one) for one in waiting.under))
                waiting = None
            _line(page, made, block)


def _line(page: TextPage, made: Sheet, line: SheetLine) -> None:
    working = f"= {made.worked(line.working)}." if line.working else line.source
    page.figure(line.number, line.what, made.shown(line), working, *(_noted(page, one) for one in line.notes))


def _noted(page: TextPage, note: SheetNote) -> str:
    return page.cited(note.text, note.sourced) if note.sourced else note.text
