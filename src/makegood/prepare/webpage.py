"""Web pages, such as receipts that came as HTML: their words and their tables; nothing is fetched, nothing runs."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from makegood.prepare import edits
from makegood.prepare.charset import text_of
from makegood.prepare.hypertext import GAP, seen
from makegood.prepare.refusal import refused
from makegood.prepare.scribe import Passage, Scribe
from makegood.prepare.typeset import html_of, marked, typeset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makegood.prepare.made import Made, Order

FROM_HTML = "The words and tables of the page, without its pictures and layout."
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)
HEAD = 4096
"""Bytes in which a page says how its characters are encoded (HTML standard: 1024; some have a long beginning)."""
STYLE = """
.cells { table-layout: auto; border-bottom: 0; }
.cells td { padding: 0.6mm 4mm 0.6mm 0; border-bottom: 0.3pt solid #cfcabf; }
.cells td + td:last-child { text-align: right; padding-right: 0; }
"""


def make(order: Order) -> Made:
    """Write `pages.pdf`, which is also the copy: what the page says, as pages that a packet can take."""
    scribe = Scribe(edits.texts_of(order.evidence), order.stays, "page")
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
    """Give the HTML of each passage; lines that are rows of a table as such."""
    for passage in passages:
        if passage.kind != "text":
            yield html_of(passage)
            continue
        for is_table, run in groupby(passage.lines, key=lambda line: GAP in line.strip()):
            lines = tuple(run)
            yield _table(lines) if is_table else html_of(Passage("text", lines))


def _table(lines: tuple[str, ...]) -> str:
    rows = [line.strip().split(GAP) for line in lines]
    widest = max(map(len, rows))
    cells = ("".join(f"<td>{marked(cell)}</td>" for cell in row[:-1])
             + f'<td colspan="{widest - len(row) + 1}">{marked(row[-1])}</td>' for row in rows)  # fmt: skip
    return f'<table class="cells">{"".join(f"<tr>{row}</tr>" for row in cells)}</table>'
