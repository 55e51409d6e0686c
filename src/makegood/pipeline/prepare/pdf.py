"""PDF files: their pages as they are where they are inert, else as pictures, and that is said."""

from __future__ import annotations

from makegood.model.artifact import Hidden
from makegood.pipeline.prepare import edits
from makegood.pipeline.prepare.page import add_page
from makegood.pipeline.prepare.raster import PdfReader
from makegood.pipeline.prepare.refusal import refused
from makegood.pipeline.prepare.request import PAGES, PreparedFiles, PrepareRequest
from makegood.pipeline.prepare.selection import select_pages, selection_note
from makegood.pipeline.prepare.vector import take_over

MOST_PAGES = 300


def make(order: PrepareRequest) -> PreparedFiles:
    """Write `pages.pdf`, which is also the copy: the pages asked for, upright, with nothing that acts.

    A page on which something private stands becomes a picture, in which that is painted over.
    """
    return prepare_pages(order, is_foreign=True)


def prepare_pages(order: PrepareRequest, *, is_foreign: bool = False) -> PreparedFiles:
    """Do the same with a PDF whose words were looked through already, unless it `is_foreign`."""
    import pikepdf

    file, evidence, data = order.file, order.evidence, order.data
    with PdfReader(file, data) as reader:
        numbers = _numbers(order, reader.count)
        hidden = reader.places_of(edits.texts_of(evidence), numbers)
        found, values = reader.private_in(order.stays, numbers) if is_foreign else ({}, {})
        hidden = {number: (*hidden.get(number, ()), *found.get(number, ())) for number in hidden.keys() | found.keys()}
        touched = {number for number in numbers if edits.is_edited(evidence, number) or number in hidden}
        with pikepdf.new() as made:
            active = take_over(reader, numbers, made)
            sizes = [reader.size(number) for number in numbers]
            for at, number in enumerate(numbers):
                if number in active | touched:
                    pixels, sizes[at] = reader.picture(number, evidence, hidden.get(number, ()))
                    add_page(made, pixels, sizes[at])
                    made.pages[at] = made.pages[-1]
                    del made.pages[-1]
            made.save(order.folder / PAGES, deterministic_id=True)
    drawn = sorted(active - touched)
    taken = tuple(Hidden(kind, value, times) for (kind, value), times in values.items())
    told = (
        selection_note(numbers, reader.count),
        *edits.edit_notes(evidence),
        *edits.hidden_notes(taken),
        _pictures(drawn),
    )
    return PreparedFiles(tuple(sizes), PAGES, None, tuple(filter(None, told)), active | touched >= set(numbers), taken)


def _numbers(order: PrepareRequest, count: int) -> tuple[int, ...]:
    file, most = order.file, order.limits.pdf_pages or MOST_PAGES
    if count == 0:
        raise refused("P2", file, message="This PDF has no pages.")
    try:
        numbers = select_pages(order.evidence.pages, count)
    except (IndexError, ValueError) as error:
        raise refused("P7", file) from error
    if len(numbers) > most:
        raise refused(
            "P5",
            file,
            message="More pages are to be shown than may be.",
            fix="Say with pages which ones matter, or raise settings.limits.pdf_pages.",
        )
    return numbers


def _pictures(drawn: list[int]) -> str:
    """Say which pages became pictures."""
    if not drawn:
        return ""
    if len(drawn) == 1:
        return f"Page {drawn[0]} is shown as a picture, since its PDF held active parts or parts that cannot be copied."
    listed = ", ".join(map(str, drawn[:-1])) + f" and {drawn[-1]}"
    return f"Pages {listed} are shown as pictures, since their PDF held active parts or parts that cannot be copied."
