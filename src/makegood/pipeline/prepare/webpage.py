"""Web pages, such as receipts that came as HTML: their words and their tables; nothing is fetched, nothing runs."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from makegood.pipeline.prepare import edits
from makegood.pipeline.prepare.charset import text_of
from makegood.pipeline.prepare.columns import are_measured, most_set, set_columns
from makegood.pipeline.prepare.hypertext import GAP, seen
from makegood.pipeline.prepare.refusal import refused
from makegood.pipeline.prepare.sanitiser import Passage, TextSanitiser
from makegood.pipeline.prepare.typeset import html_of, marked, typeset

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makegood.pipeline.prepare.request import PreparedFiles, PrepareRequest

FROM_HTML = "The words and tables of the page, without its pictures and layout."
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)
HEAD = 4096
"""Bytes in which a page says how its characters are encoded (HTML standard: 1024; some have a long beginning)."""
WIDTH = 140.0
"""Millimetres between the margins of a page."""
MOST_COLUMNS = 35
"""More have no room beside what parts them; their lines are shown as text."""
STYLE = """
.cells { table-layout: auto; border-bottom: 0; }
.cells.set { table-layout: fixed; }
.cells td { padding: 0.6mm 4mm 0.6mm 0; border-bottom: 0.3pt solid #cfcabf; }
.cells td + td:last-child { text-align: right; padding-right: 0; }
"""


def make(order: PrepareRequest) -> PreparedFiles:
    """Write `pages.pdf`, which is also the copy: what the page says, as pages that a packet can take."""
    scribe = TextSanitiser(edits.texts_of(order.evidence), order.stays, "page")
    stated = _CHARSET.search(order.data[:HEAD])
    text = text_of(order.data, stated[1].decode("ascii", "replace") if stated else None, scribe)
    scribe.say(FROM_HTML)
    title = _TITLE.search(text)
    parts = [Passage("fields", (f"Page\t{scribe.field(seen(title[1], scribe))}",))] if title else []
    passages = list(scribe.passages(seen(text, scribe)))
    if not passages:
        raise refused("P2", order.file, message="This page has no words.")
    return typeset(order, scribe, "".join(_html([*parts, *passages])), style=STYLE)


def _html(passages: list[Passage]) -> Iterator[str]:
    """Give the HTML of each passage; lines that are rows of a table as such, unless they have too many long cells."""
    lines_of_rows = (line for passage in passages if passage.kind == "text" for line in passage.lines if _is_row(line))
    is_measured = are_measured(cell for line in lines_of_rows for cell in _cells(line))
    for passage in passages:
        if passage.kind != "text":
            yield html_of(passage)
            continue
        for is_table, run in groupby(passage.lines, key=_is_row):
            lines = tuple(run)
            rows = [_cells(line) for line in lines] if is_table else []
            widest = max(map(len, rows), default=0)
            if is_table and widest <= (MOST_COLUMNS if is_measured else most_set(WIDTH)):
                yield _table(rows, widest, is_measured=is_measured)
            else:
                yield html_of(Passage("text", lines))


def _is_row(line: str) -> bool:
    return GAP in line.strip()


def _cells(line: str) -> list[str]:
    return line.strip().split(GAP)


def _table(rows: Sequence[Sequence[str]], widest: int, *, is_measured: bool) -> str:
    cells = (
        "".join(f"<td>{marked(cell)}</td>" for cell in row[:-1])
        + f'<td colspan="{widest - len(row) + 1}">{marked(row[-1])}</td>'
        for row in rows
    )
    body = "".join(f"<tr>{row}</tr>" for row in cells)
    if is_measured:
        return f'<table class="cells">{body}</table>'
    whole = [row if len(row) == widest else row[:-1] for row in rows]
    return f'<table class="cells set">{set_columns(whole, widest, WIDTH)}{body}</table>'
