"""Prepare PDF files: inert pages are copied, other pages become pictures, which is noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.model.artifact import Hidden
from makegood.model.statement import say
from makegood.pipeline.prepare import edits
from makegood.pipeline.prepare.page import add_page
from makegood.pipeline.prepare.pdf_reader import PdfReader
from makegood.pipeline.prepare.refusal_errors import refusal_error
from makegood.pipeline.prepare.request import PAGES, PreparedFiles, PrepareRequest
from makegood.pipeline.prepare.selection import select_pages, selection_note
from makegood.pipeline.prepare.vector import copy_pages

if TYPE_CHECKING:
    from makegood.model.statement import Statement

MOST_PAGES = 300


def make(request: PrepareRequest) -> PreparedFiles:
    """Write `pages.pdf`, which is also the copy: the selected pages, upright, without active content.

    A page with personal data becomes a picture in which that is painted over.
    """
    return prepare_pages(request, is_foreign=True)


def prepare_pages(request: PrepareRequest, *, is_foreign: bool = False) -> PreparedFiles:
    """Do the same with a PDF; personal data is searched for only if it `is_foreign`, not made by this program."""
    import pikepdf

    file, evidence, data = request.file, request.evidence, request.data
    with PdfReader(file, data) as reader:
        numbers = _numbers(request, reader.count)
        masked = reader.boxes_of(edits.masked_texts(evidence), numbers)
        private, values = reader.private_in(request.allowlist, numbers) if is_foreign else ({}, {})
        boxes = {
            number: (*masked.get(number, ()), *private.get(number, ())) for number in masked.keys() | private.keys()
        }
        edited = {number for number in numbers if edits.is_edited(evidence, number) or number in boxes}
        with pikepdf.new() as made:
            active = copy_pages(reader, numbers, made)
            sizes = [reader.size(number) for number in numbers]
            for index, number in enumerate(numbers):
                if number in active | edited:
                    pixels, sizes[index] = reader.picture(number, evidence, boxes.get(number, ()))
                    add_page(made, pixels, sizes[index])
                    made.pages[index] = made.pages[-1]
                    del made.pages[-1]
            made.save(request.folder / PAGES, deterministic_id=True)
    hidden = tuple(Hidden(kind, value, times) for (kind, value), times in values.items())
    notes = (
        *selection_note(numbers, reader.count),
        *edits.edit_notes(evidence),
        *edits.hidden_notes(hidden),
        *_picture_note(tuple(sorted(active - edited))),
    )
    return PreparedFiles(tuple(sizes), PAGES, None, notes, active | edited >= set(numbers), hidden)


def _numbers(request: PrepareRequest, count: int) -> tuple[int, ...]:
    file, most = request.file, request.limits.pdf_pages or MOST_PAGES
    if count == 0:
        raise refusal_error("P2", file, message="This PDF has no pages.")
    try:
        numbers = select_pages(request.evidence.pages, count)
    except (IndexError, ValueError) as error:
        raise refusal_error("P7", file) from error
    if len(numbers) > most:
        raise refusal_error(
            "P5",
            file,
            message="More pages are selected than can be shown.",
            fix='Select fewer pages with "pages", or increase settings.limits.pdf_pages.',
        )
    return numbers


def _picture_note(pages: tuple[int, ...]) -> tuple[Statement, ...]:
    """Return the note on pages that became pictures, if any."""
    return (say("exhibit-note-pictures", pages=pages, count=len(pages)),) if pages else ()
