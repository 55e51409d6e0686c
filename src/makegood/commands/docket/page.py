"""The page over all cases, and the calendar next to it."""

from __future__ import annotations

from makegood.commands.docket.calendar import calendar
from makegood.commands.docket.case_filter import CaseFilter
from makegood.commands.docket.entry import STAGES, Docket, dues, totals
from makegood.commands.docket.previous_calendar import read_previous
from makegood.formats.message_commands import Start, render_commands
from makegood.model.workspace import Workspace
from makegood.pipeline import render
from makegood.pipeline.write import write_page
from makegood.pipeline.write.ownership import PAGE

CALENDAR, DAY = "due.ics", "docket.mk"


def publish(workspace: Workspace, docket: Docket) -> None:
    """Write the page and the calendar, and their day for make, which rebuilds those of an earlier day."""
    write_page(workspace.page, page(workspace, docket))
    path = workspace.build / CALENDAR
    write_page(path, calendar(docket, read_previous(path)))
    counts, hint = closing(docket)
    command = render_commands(hint, Start("root"))
    rule = f"docket_day := {docket.day:%Y%m%d}\ndocket_count := {counts}\ndocket_hint :={command}\n"
    write_page(workspace.build / DAY, rule)


def closing(docket: Docket) -> tuple[str, str]:
    """Return what `make` prints before and after the link to the page: the number of cases, and how to begin."""
    own, examples = len(docket.own), len(docket.examples)
    numbers = ((own, "case", "cases"), (examples, "example", "examples"))
    text = " and ".join(
        f"{number} {singular if number == 1 else plural}" for number, singular, plural in numbers if number
    )
    return f"{text or 'No cases yet'}.", "" if own else ". Create your own: `make new`"


def page(workspace: Workspace, docket: Docket) -> str:
    """Return the page; the browser writes relative days, such as "in 5 days"."""
    entries = CaseFilter().apply(docket.own)
    due_items = dues(entries)
    return render.render_page(
        "docket.html.j2",
        workspace,
        docket=docket,
        own=entries,
        examples=docket.examples,
        totals=totals(entries),
        due=due_items,
        pressing=sum(day.is_due and day.on <= entry.day for entry, day in due_items),
        stages=STAGES,
        has_document={
            entry.ref
            for entry, item in due_items
            if item.document and (workspace.results(entry.ref) / item.document).is_file()
        },
        thumbnails={entry.ref: _thumbnails(workspace, entry.ref) for entry, _ in due_items},
        has_page={entry.ref for entry in docket.entries if (workspace.results(entry.ref) / PAGE).is_file()},
    )


def _thumbnails(workspace: Workspace, ref: str) -> list[str]:
    """Return the images of the first pages of a case's packets, relative to the page."""
    return sorted(f"{ref}/packet/{path.name}" for path in (workspace.results(ref) / "packet").glob("*.png"))
