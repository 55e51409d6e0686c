"""Prepare CSV tables: the selected rows and the totals as written; formulas are never evaluated."""

from __future__ import annotations

import csv
import io
import re
from html import escape
from typing import TYPE_CHECKING

from makegood.model.statement import say
from makegood.pipeline.prepare.columns import are_measured, set_columns
from makegood.pipeline.prepare.refusal_errors import refusal_error
from makegood.pipeline.prepare.sanitiser import Passage, TextSanitiser
from makegood.pipeline.prepare.selection import select_pages
from makegood.pipeline.prepare.typeset import html_of, typeset

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makegood.model.statement import Statement
    from makegood.pipeline.prepare.request import PreparedFiles, PrepareRequest

FIRST = 40
"""Rows that are shown by default."""
MOST_ROWS = 400
MOST_COLUMNS = 200
MOST_CELLS = 10_000
"""In all shown rows; the layout takes more than a millisecond for each, however little it contains."""
WIDE = 6
"""Columns side by side; further columns follow below, each time with the first column."""
MOST_IN_A_CELL = 300
CHUNK = 50
"""Rows of one table in the layout, which takes long for a longer one."""
DELIMITERS = (",", ";", "\t", "|")
TOTALS = re.compile(
    r"\W*(?:grand |sub)?(?:totals?|sum|summe|gesamt(?:summe)?|insgesamt|somme|totaux|totale|suma)\b"
    r"|\W*(?:total|results?) (?:of|from|for)\b",
    re.IGNORECASE,
)
"""The beginning of a row of totals."""
FORMULAS = say("exhibit-note-formulas")
SHORTENED = say("exhibit-note-long-cells")
WIDTH = 180.0
"""Millimetres between the margins of a page."""
STYLE = """
@page { size: 190mm 165mm; }
.rows { table-layout: auto; border-bottom: 0.6pt solid #1d1d1b; margin-bottom: 0; }
.rows.set { table-layout: fixed; }
.rows th, .rows td { width: auto; font-size: 8.5pt; line-height: 11.5pt; white-space: normal;
  padding: 0.5mm 3mm 0.5mm 0; overflow-wrap: anywhere; border-bottom: 0.3pt solid #dedbd3; }
.rows th { color: #1d1d1b; font-weight: 600; vertical-align: bottom; } .rows .row { color: #5b5b55; width: 12mm; }
.rows .figure { text-align: right; padding-right: 5mm; } .rows .totals td { font-weight: 600; }
.rows + .note, .rows + p + .rows { margin-top: 4mm; }
"""
_FIGURE = re.compile(r"[-+(]?[^\w\s]?\s?\d[\d.,'\u00a0\u202f ]*\s?[%)]?\Z")


def make(request: PrepareRequest) -> PreparedFiles:
    """Write `pages.pdf`, which is also the copy: the excerpt of a table, with its columns and what was left out.

    Rows are numbered as in a spreadsheet: the names of the columns are row 1. Raise CaseError: P7 for a row that does
    not exist, P5 for more than 400 rows or 10,000 cells, P2 if the file is not a table.
    """
    rows = _read(request)
    sanitiser = TextSanitiser.of(request, "table")
    totals = [number for number, row in enumerate(rows, 1) if number > 1 and TOTALS.match(next(filter(None, row), ""))]
    numbers = _numbers(request, len(rows), totals)
    head, shown_rows = _cells(rows[0], sanitiser), {number: _cells(rows[number - 1], sanitiser) for number in numbers}
    if any(cell[:1] in set("=+-@\t\r") and not _FIGURE.match(cell) for row in shown_rows.values() for cell in row):
        sanitiser.add_note(FORMULAS)
    width = max(map(len, (head, *shown_rows.values())))
    if width * len(shown_rows) > MOST_CELLS:
        raise refusal_error(
            "P5",
            request.file,
            message="More cells are selected than can be shown.",
            fix='Select fewer rows with "rows", or export fewer columns.',
        )
    names = tuple(filter(None, head))
    summary = {
        "rows": _rows_shown(numbers, len(rows)),
        "columns": say("exhibit-text-columns-shown", total=width, names=names),
        "totals": _totals_shown(tuple(totals)),
    }
    fields = (sanitiser.labelled(say(f"exhibit-text-{key}"), sanitiser.text(text)) for key, text in summary.items())
    tables = _tables(head, shown_rows, frozenset(totals), width, sanitiser)
    body = "".join([html_of(Passage("fields", tuple(fields))), *tables])
    sanitiser.add_note(say("exhibit-note-rows", shown=len(numbers), total=len(rows)))
    return typeset(request, sanitiser, body, style=STYLE)


def _read(request: PrepareRequest) -> list[list[str]]:
    text = request.data.decode("utf-8-sig")
    first = text.lstrip("\r\n").partition("\n")[0]
    # Excel writes the delimiter into the first line.
    declared = re.fullmatch(r"sep=(.)\r?", first)
    delimiter = declared[1] if declared else max(DELIMITERS, key=first.count)
    if declared:
        text = text.lstrip("\r\n").partition("\n")[2]
    try:
        rows = [
            [cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error as error:
        raise refusal_error("P2", request.file) from error
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        raise refusal_error("P2", request.file, message="This table has no rows.")
    if max(map(len, rows)) > MOST_COLUMNS:
        raise refusal_error(
            "P5",
            request.file,
            message="This table has more columns than can be shown.",
            fix="Export fewer columns.",
        )
    return rows


def _numbers(request: PrepareRequest, count: int, totals: Sequence[int]) -> tuple[int, ...]:
    selection = request.evidence.rows
    try:
        numbers = select_pages(selection, count) if selection else tuple(range(2, min(count, FIRST + 1) + 1))
    except (IndexError, ValueError) as error:
        fix = 'Correct "rows". Row 1 contains the names of the columns.'
        raise refusal_error("P7", request.file, message="This row is not in the table.", fix=fix) from error
    if len(numbers) > MOST_ROWS:
        raise refusal_error(
            "P5",
            request.file,
            message="More rows are selected than can be shown.",
            fix='Select at most 400 rows with "rows".',
        )
    return tuple(sorted({*numbers, *totals[-3:]} - {1}))


def _cells(row: Sequence[str], sanitiser: TextSanitiser) -> list[str]:
    cells = [sanitiser.field(cell) for cell in row]
    if any(len(cell) > MOST_IN_A_CELL for cell in cells):
        sanitiser.add_note(SHORTENED)
    return [cell if len(cell) <= MOST_IN_A_CELL else cell[:MOST_IN_A_CELL].rstrip() + "…" for cell in cells]


def _rows_shown(numbers: tuple[int, ...], total: int) -> Statement:
    """Return which rows are shown, such as `2 to 41 and 10,001 of 10,001`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    ranges = tuple(say("exhibit-text-range", first=run[0], last=run[-1]) if len(run) > 1 else run[0] for run in runs)
    return (
        say("exhibit-text-rows-shown", rows=ranges, total=total) if ranges else say("exhibit-text-no-rows", total=total)
    )


def _totals_shown(numbers: tuple[int, ...]) -> Statement:
    """Return which rows contain totals."""
    if not numbers:
        return say("exhibit-text-no-totals")
    return say("exhibit-text-totals-shown", rows=numbers, count=len(numbers))


def _tables(
    head: Sequence[str],
    rows_by_number: dict[int, list[str]],
    totals: frozenset[int],
    width: int,
    sanitiser: TextSanitiser,
) -> Iterator[str]:
    """Yield the rows as tables that are neither too wide nor too long for the layout."""
    blocks = [range(begin, min(begin + WIDE, width)) for begin in range(0, width, WIDE)]
    blocks = [range(width)] if width <= WIDE + 1 else blocks
    figures = {
        column for column in range(width) if _is_numeric([_cell(row, column) for row in rows_by_number.values()])
    }
    numbers = list(rows_by_number)
    parts = [[*([0] if block[0] else []), *block] for block in blocks]
    heads = [head] * -(-len(numbers) // CHUNK)
    all_rows = (*heads, *rows_by_number.values())
    is_measured = are_measured(_cell(row, column) for columns in parts for row in all_rows for column in columns)
    for columns in parts:
        top = _row(sanitiser.text(say("exhibit-text-row")), head, columns, figures, "th")
        kind, group = "", ""
        if not is_measured:
            numbered_rows = ((1, head), *rows_by_number.items())
            texts = [
                [sanitiser.value(number), *(_cell(row, column) for column in columns)] for number, row in numbered_rows
            ]
            kind, group = " set", set_columns(texts, len(columns) + 1, WIDTH)
        for begin in range(0, len(numbers), CHUNK):
            rows = "".join(
                _row(sanitiser.value(number), rows_by_number[number], columns, figures, "td", is_total=number in totals)
                for number in numbers[begin : begin + CHUNK]
            )
            yield f'<table class="rows{kind}">{group}<thead>{top}</thead><tbody>{rows}</tbody></table>'
        yield '<p class="note"></p>' if columns is not parts[-1] else ""


def _is_numeric(cells: list[str]) -> bool:
    texts = [cell for cell in cells if cell]
    return bool(texts) and sum(bool(_FIGURE.match(cell)) for cell in texts) * 2 > len(texts)


def _row(
    number: str, cells: Sequence[str], columns: Sequence[int], figures: set[int], tag: str, *, is_total: bool = False
) -> str:
    html = "".join(
        f"<{tag}{' class=figure' if column in figures else ''}>{escape(_cell(cells, column))}</{tag}>"
        for column in columns
    )
    return f'<tr{" class=totals" if is_total else ""}><{tag} class="row">{escape(number)}</{tag}>{html}</tr>'


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column] if column < len(cells) else ""
