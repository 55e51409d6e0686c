"""Split pages that are too tall for paper into overlapping parts, each a window on the same content."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from makegood.model.artifact import PreparedPage
from makegood.model.statement import say
from makegood.pipeline.prepare.refusal_errors import refusal_error
from makegood.pipeline.prepare.request import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pikepdf

    from makegood.model.statement import Statement
    from makegood.pipeline.prepare.request import PreparedFiles, PrepareRequest

TALLEST = 2.6
"""Height to width of a page that is not split; screens of phones have up to 2.4."""
HIGHEST = 700.0
"""Height in points that fits on paper; lower pages are not split, however narrow they are."""
PART = 2.05
"""The largest height to width of a part of a picture; next to its slip it is as wide on US Letter as on A4."""
WIDE_PART = 1.3
"""The same for a page of a PDF, whose text needs the whole width of the paper."""
OVERLAP = 0.05
"""Share of a part that repeats the end of the part before."""
MOST = 60
"""Parts of one page: a picture of 40 million pixels that is as wide as a phone has 18."""


def split_tall_pages(request: PrepareRequest, made: PreparedFiles) -> PreparedFiles:
    """Split the tall pages of `pages.pdf` and add notes; no pixel is copied or left out.

    Raise CaseError (P5) for a page that would need more than sixty parts.
    """
    most = PART if made.pixels else WIDE_PART
    counts = [_count(page, most) for page in made.pages]
    if max(counts, default=1) == 1:
        return made
    if max(counts) > MOST:
        raise refusal_error(
            "P5",
            request.file,
            message="This file is too long and narrow to be shown on paper.",
            fix='Select a part of the file with "crop", or save the file as several files.',
        )
    import pikepdf

    path = request.folder / PAGES
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        old_pages = list(pdf.pages)
        pages = [
            replace(part, timecode=size.timecode)
            for page, size, count in zip(old_pages, made.pages, counts, strict=True)
            for part in _parts(pdf, page, size, count)
        ]
        del pdf.pages[: len(old_pages)]
        pdf.save(path, deterministic_id=True)
    notes = tuple(_note(number, count, len(counts)) for number, count in enumerate(counts, 1) if count > 1)
    return replace(made, pages=tuple(pages), changes=(*made.changes, *notes))


def _count(page: PreparedPage, most: float) -> int:
    if page.height <= HIGHEST or page.height <= TALLEST * page.width:
        return 1
    return math.ceil((page.height / page.width / most - OVERLAP) / (1 - OVERLAP))


def _parts(pdf: pikepdf.Pdf, page: pikepdf.Page, size: PreparedPage, count: int) -> Iterator[PreparedPage]:
    """Append a window for each part after all pages, from top to bottom, and yield its size."""
    import pikepdf

    height = round(size.height / (count - OVERLAP * (count - 1)), 3)
    step = (size.height - height) / (count - 1) if count > 1 else 0.0
    for index in range(count):
        pdf.pages.append(page)
        bottom = 0.0 if index == count - 1 else size.height - height - index * step
        edges = (0.0, bottom, size.width, bottom + height)
        pdf.pages[-1].mediabox = pikepdf.Array([Decimal(f"{edge:.3f}") for edge in edges])
        yield PreparedPage(size.width, height, index + 1, count)


def _note(number: int, parts: int, pages: int) -> Statement:
    if pages > 1:
        return say("exhibit-note-page-in-parts", page=number, parts=parts)
    return say("exhibit-note-in-parts", parts=parts)
