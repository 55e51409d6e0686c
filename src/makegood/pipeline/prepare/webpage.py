"""Prepare web pages, such as receipts in HTML: their text and tables; nothing is fetched, nothing runs."""

from __future__ import annotations

import re
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from makegood.model.statement import say
from makegood.pipeline.prepare.charset import decode_text
from makegood.pipeline.prepare.columns import are_measured, most_set, set_columns
from makegood.pipeline.prepare.hypertext import GAP, visible_text
from makegood.pipeline.prepare.refusal_errors import refusal_error
from makegood.pipeline.prepare.sanitiser import Passage, TextSanitiser
from makegood.pipeline.prepare.typeset import html_of, typeset

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from makegood.pipeline.prepare.request import PreparedFiles, PrepareRequest

FROM_HTML = say("exhibit-note-web-page")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)
HEAD = 4096
"""Bytes that are searched for the character encoding (HTML standard: 1024; some pages have a long head)."""
WIDTH = 140.0
"""Millimetres between the margins of a page."""
MOST_COLUMNS = 35
"""Beyond this the cell padding leaves no room for text; such lines are shown as text."""
STYLE = """
.cells { table-layout: auto; border-bottom: 0; }
.cells.set { table-layout: fixed; }
.cells td { padding: 0.6mm 4mm 0.6mm 0; border-bottom: 0.3pt solid #cfcabf; }
.cells td + td:last-child { text-align: right; padding-right: 0; }
"""


def make(request: PrepareRequest) -> PreparedFiles:
    """Write `pages.pdf`, which is also the copy: the content of the page as pages for a packet."""
    sanitiser = TextSanitiser.of(request, "page")
    charset = _CHARSET.search(request.data[:HEAD])
    text = decode_text(request.data, charset[1].decode("ascii", "replace") if charset else None, sanitiser)
    sanitiser.add_note(FROM_HTML)
    title = _TITLE.search(text)
    head = (
        [
            Passage(
                "fields",
                (sanitiser.labelled(say("exhibit-text-page"), sanitiser.field(visible_text(title[1], sanitiser))),),
            )
        ]
        if title
        else []
    )
    passages = list(sanitiser.passages(visible_text(text, sanitiser)))
    if not passages:
        raise refusal_error("P2", request.file, message="This page has no text.")
    return typeset(request, sanitiser, "".join(_html([*head, *passages])), style=STYLE)


def _html(passages: list[Passage]) -> Iterator[str]:
    """Yield the HTML of each passage; table rows become tables unless they have too many long cells."""
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
        "".join(f"<td>{escape(cell)}</td>" for cell in row[:-1])
        + f'<td colspan="{widest - len(row) + 1}">{escape(row[-1])}</td>'
        for row in rows
    )
    body = "".join(f"<tr>{row}</tr>" for row in cells)
    if is_measured:
        return f'<table class="cells">{body}</table>'
    unspanned = [row if len(row) == widest else row[:-1] for row in rows]
    return f'<table class="cells set">{set_columns(unspanned, widest, WIDTH)}{body}</table>'
