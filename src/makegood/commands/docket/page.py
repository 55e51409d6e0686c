"""The page over all cases, and the calendar beside it."""

from __future__ import annotations

from pathlib import Path

from makegood.commands.docket.calendar import calendar
from makegood.commands.docket.case_filter import CaseFilter
from makegood.commands.docket.entry import STAGES, Docket, dues, totals
from makegood.formats.message_commands import Start, render_commands
from makegood.pipeline import render
from makegood.pipeline.write import write_page

PAGE, CALENDAR, DAY = "index.html", "due.ics", "docket.mk"


def publish(home: Path, docket: Docket) -> None:
    """Write the page, the calendar, and for make the day of both, by which it sees that they are of yesterday."""
    write_page(home / "build" / PAGE, page(home, docket))
    write_page(home / "build" / CALENDAR, calendar(docket))
    counted, hint = closing(docket)
    begin = render_commands(hint, Start("root"))
    rule = f"docket_day := {docket.day:%Y%m%d}\ndocket_count := {counted}\ndocket_hint :={begin}\n"
    write_page(home / "build" / DAY, rule)


def closing(docket: Docket) -> tuple[str, str]:
    """Write what `make` says before and behind the link to the page: how many cases there are, and how to begin."""
    own, examples = len(docket.own), len(docket.examples)
    counts = ((own, "case", "cases"), (examples, "example", "examples"))
    counted = " and ".join(f"{number} {one if number == 1 else many}" for number, one, many in counts if number)
    return f"{counted or 'No case yet'}.", "" if own else ". Yours: `make new`"


def page(home: Path, docket: Docket) -> str:
    """Render the page; relative words, such as "in 5 days", are the browser's."""
    own = CaseFilter().sifted(docket.own)
    due = dues(own)
    return render.page(
        "docket.html.j2",
        home,
        docket=docket,
        own=own,
        examples=docket.examples,
        totals=totals(own),
        due=due,
        pressing=sum(day.on <= one.day for one, day in due),
        stages=STAGES,
        has_document={
            one.ref for one, item in due if item.document and (home / "build" / one.ref / item.document).is_file()
        },
        thumbnails={one.ref: _thumbnails(home, one.ref) for one, _ in due},
        has_page={one.ref for one in docket.entries if (home / "build" / one.ref / PAGE).is_file()},
    )


def _thumbnails(home: Path, ref: str) -> list[str]:
    """Name the pictures of the first pages of a case's packets, relative to the page."""
    return sorted(f"{ref}/packet/{path.name}" for path in (home / "build" / ref / "packet").glob("*.png"))
