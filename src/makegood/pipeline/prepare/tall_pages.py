"""Pages too tall for paper: cut into parts that overlap, each a window on the same drawing."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from makegood.model.artifact import PreparedPage
from makegood.pipeline.prepare.refusal import refused
from makegood.pipeline.prepare.request import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pikepdf

    from makegood.pipeline.prepare.request import PreparedFiles, PrepareRequest

TALLEST = 2.6
"""Height to width of a page that is shown whole; screens of phones have up to 2.4."""
HIGHEST = 700.0
"""Points that a page may be high, however narrow: so much there is on paper."""
PART = 2.05
"""Height to width of a part of a picture at most: beside its slip it is then as wide on US Letter as on A4."""
WIDE_PART = 1.3
"""The same of a page of a PDF, whose letters need the whole width of the paper."""
OVERLAP = 0.05
"""Share of a part that the part before it ends with."""
MOST = 60
"""Parts of one page: a picture of 40 million pixels that is as wide as a phone has 18."""


def in_parts(order: PrepareRequest, made: PreparedFiles) -> PreparedFiles:
    """Cut what is too tall in `pages.pdf`, and say so; no pixel is copied or left out.

    Raises CaseError (P5) for a page that would need more than sixty parts.
    """
    most = PART if made.pixels else WIDE_PART
    counts = [_count(page, most) for page in made.pages]
    if max(counts, default=1) == 1:
        return made
    if max(counts) > MOST:
        raise refused(
            "P5",
            order.file,
            message="This is too long and narrow to be shown on paper.",
            fix="Cut out with crop what matters, or save it in pieces.",
        )
    import pikepdf

    path = order.folder / PAGES
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        tall = list(pdf.pages)
        pages = [
            replace(part, label=size.label)
            for page, size, count in zip(tall, made.pages, counts, strict=True)
            for part in _parts(pdf, page, size, count)
        ]
        del pdf.pages[: len(tall)]
        pdf.save(path, deterministic_id=True)
    told = tuple(_said(number, count, len(counts)) for number, count in enumerate(counts, 1) if count > 1)
    return replace(made, pages=tuple(pages), changes=(*made.changes, *told))


def _count(page: PreparedPage, most: float) -> int:
    if page.height <= HIGHEST or page.height <= TALLEST * page.width:
        return 1
    return math.ceil((page.height / page.width / most - OVERLAP) / (1 - OVERLAP))


def _parts(pdf: pikepdf.Pdf, page: pikepdf.Page, size: PreparedPage, count: int) -> Iterator[PreparedPage]:
    """Add a window for each part behind all pages, from the top to the bottom."""
    import pikepdf

    height = round(size.height / (count - OVERLAP * (count - 1)), 3)
    step = (size.height - height) / (count - 1) if count > 1 else 0.0
    for at in range(count):
        pdf.pages.append(page)
        bottom = 0.0 if at == count - 1 else size.height - height - at * step
        edges = (0.0, bottom, size.width, bottom + height)
        pdf.pages[-1].mediabox = pikepdf.Array([Decimal(f"{edge:.3f}") for edge in edges])
        yield PreparedPage(size.width, height, at + 1, count)


def _said(number: int, count: int, pages: int) -> str:
    whole = f"Page {number} is" if pages > 1 else "It is"
    return f"{whole} shown in {count} parts: each begins with the last lines of the one before."
