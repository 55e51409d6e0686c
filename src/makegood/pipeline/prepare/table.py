"""Tables in CSV: the rows that matter and the totals, as they are written; no formula is ever worked out."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from makegood.pipeline.prepare import edits
from makegood.pipeline.prepare.columns import are_measured, set_columns
from makegood.pipeline.prepare.refusal import refused
from makegood.pipeline.prepare.sanitiser import Passage, TextSanitiser
from makegood.pipeline.prepare.selection import select_pages
from makegood.pipeline.prepare.typeset import html_of, marked, typeset

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makegood.pipeline.prepare.request import PreparedFiles, PrepareRequest

FIRST = 40
"""Rows that are shown where nothing is said of rows."""
MOST_ROWS = 400
MOST_COLUMNS = 200
MOST_CELLS = 10_000
"""Of all rows shown: the layout takes more than a millisecond for each, however little it holds."""
WIDE = 6
"""Columns that stand side by side; more go beneath, each time with the first."""
MOST_IN_A_CELL = 300
CHUNK = 50
"""Rows of one table of the layout: it takes long over a longer one."""
SIGNS = (",", ";", "\t", "|")
TOTALS = re.compile(
    r"\W*(?:grand |sub)?(?:totals?|sum|summe|gesamt(?:summe)?|insgesamt|somme|totaux|totale|suma)\b"
    r"|\W*(?:total|results?) (?:of|from|for)\b",
    re.IGNORECASE,
)
"""How the row begins that sums up the others."""
FORMULAS = "Cells that begin like formulas are shown as they are written."
SHORTENED = "Very long cells are shortened."
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


def make(order: PrepareRequest) -> PreparedFiles:
    """Write `pages.pdf`, which is also the copy: the excerpt of a table, with its columns and what was left out.

    Rows are numbered as a spreadsheet numbers them: the names of the columns are row 1. Raises CaseError: P7 for a row
    that is not there, P5 for more than 400 rows or 10,000 cells, P2 for what is no table.
    """
    rows = _read(order)
    scribe = TextSanitiser(edits.texts_of(order.evidence), order.stays, "table")
    totals = [number for number, row in enumerate(rows, 1) if number > 1 and TOTALS.match(next(filter(None, row), ""))]
    numbers = _numbers(order, len(rows), totals)
    head, shown = _cells(rows[0], scribe), {number: _cells(rows[number - 1], scribe) for number in numbers}
    if any(cell[:1] in set("=+-@\t\r") and not _FIGURE.match(cell) for row in shown.values() for cell in row):
        scribe.say(FORMULAS)
    width = max(map(len, (head, *shown.values())))
    if width * len(shown) > MOST_CELLS:
        raise refused(
            "P5",
            order.file,
            message="More cells are to be shown than may be.",
            fix="Say with rows which ones matter, or export it with the columns that matter.",
        )
    totals_shown = "row " + ", ".join(f"{row:,}" for row in totals) if totals else "the table has no row of totals"
    said = Passage(
        "fields",
        (
            f"Rows\t{_rows_said(numbers, len(rows))}",
            f"Columns\t{width}: {', '.join(filter(None, head))}",
            f"Totals\t{totals_shown}",
        ),
    )
    body = "".join([html_of(said), *_tables(head, shown, frozenset(totals), width)])
    scribe.say(f"{len(numbers):,} of {len(rows):,} rows shown.")
    return typeset(order, scribe, body, style=STYLE)


def _read(order: PrepareRequest) -> list[list[str]]:
    text = order.data.decode("utf-8-sig")
    first = text.lstrip("\r\n").partition("\n")[0]
    # Excel writes the sign that parts the cells into the first line.
    stated = re.fullmatch(r"sep=(.)\r?", first)
    sign = stated[1] if stated else max(SIGNS, key=first.count)
    if stated:
        text = text.lstrip("\r\n").partition("\n")[2]
    try:
        rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=sign)]
    except csv.Error as error:
        raise refused("P2", order.file) from error
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        raise refused("P2", order.file, message="This table has no rows.")
    if max(map(len, rows)) > MOST_COLUMNS:
        raise refused(
            "P5",
            order.file,
            message="This table has more columns than can be shown.",
            fix="Export it with the columns that matter.",
        )
    return rows


def _numbers(order: PrepareRequest, count: int, totals: Sequence[int]) -> tuple[int, ...]:
    asked = order.evidence.rows
    try:
        numbers = select_pages(asked, count) if asked else tuple(range(2, min(count, FIRST + 1) + 1))
    except (IndexError, ValueError) as error:
        fix = "Correct the rows that are asked for: the names of the columns are row 1."
        raise refused("P7", order.file, message="This row is not in the table.", fix=fix) from error
    if len(numbers) > MOST_ROWS:
        raise refused(
            "P5",
            order.file,
            message="More rows are to be shown than may be.",
            fix="Say with rows which ones matter: 400 at most.",
        )
    return tuple(sorted({*numbers, *totals[-3:]} - {1}))


def _cells(row: Sequence[str], scribe: TextSanitiser) -> list[str]:
    cells = [scribe.field(cell) for cell in row]
    if any(len(cell) > MOST_IN_A_CELL for cell in cells):
        scribe.say(SHORTENED)
    return [cell if len(cell) <= MOST_IN_A_CELL else cell[:MOST_IN_A_CELL].rstrip() + "…" for cell in cells]


def _rows_said(numbers: tuple[int, ...], count: int) -> str:
    """Say which rows are shown: `2 to 41 and 10,001 of 10,001`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told = [f"{run[0]:,} to {run[-1]:,}" if len(run) > 1 else f"{run[0]:,}" for run in runs]
    listed = ", ".join(told[:-1]) + (" and " if len(told) > 1 else "") + "".join(told[-1:])
    return f"{listed or 'none'} of {count:,}, numbered as in a spreadsheet; row 1 has the names of the columns"


def _tables(head: Sequence[str], shown: dict[int, list[str]], totals: frozenset[int], width: int) -> Iterator[str]:
    """Give the rows as tables that are neither too wide nor too long for the layout."""
    blocks = [range(begin, min(begin + WIDE, width)) for begin in range(0, width, WIDE)]
    blocks = [range(width)] if width <= WIDE + 1 else blocks
    figures = {column for column in range(width) if _is_of_figures([_at(row, column) for row in shown.values()])}
    numbers = list(shown)
    parts = [[*([0] if block[0] else []), *block] for block in blocks]
    heads = [head] * -(-len(numbers) // CHUNK)
    every = (*heads, *shown.values())
    is_measured = are_measured(_at(row, one) for columns in parts for row in every for one in columns)
    for columns in parts:
        top = _row("Row", head, columns, figures, "th")
        kind, group = "", ""
        if not is_measured:
            listed = ((1, head), *shown.items())
            texts = [[f"{number:,}", *(_at(row, one) for one in columns)] for number, row in listed]
            kind, group = " set", set_columns(texts, len(columns) + 1, WIDTH)
        for begin in range(0, len(numbers), CHUNK):
            rows = "".join(
                _row(f"{number:,}", shown[number], columns, figures, "td", is_total=number in totals)
                for number in numbers[begin : begin + CHUNK]
            )
            yield f'<table class="rows{kind}">{group}<thead>{top}</thead><tbody>{rows}</tbody></table>'
        yield '<p class="note"></p>' if columns is not parts[-1] else ""


def _is_of_figures(cells: list[str]) -> bool:
    said = [cell for cell in cells if cell]
    return bool(said) and sum(bool(_FIGURE.match(cell)) for cell in said) * 2 > len(said)


def _row(
    number: str, cells: Sequence[str], columns: Sequence[int], figures: set[int], tag: str, *, is_total: bool = False
) -> str:
    kinds = (" class=figure" if column in figures else "" for column in columns)
    told = "".join(f"<{tag}{kind}>{marked(_at(cells, one))}</{tag}>" for kind, one in zip(kinds, columns, strict=True))
    return f'<tr{" class=totals" if is_total else ""}><{tag} class="row">{number}</{tag}>{told}</tr>'


def _at(cells: Sequence[str], column: int) -> str:
    return cells[column] if column < len(cells) else ""
