"""Finished packets read back: what their own pages say, and that nothing in them acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood import inert
from makegood.errors import Place
from makegood.rules import problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makegood.errors import Problem

ABOUT_MACHINES = ("/Info", "data of a camera")


def packet_problems(path: str, data: bytes) -> Iterator[Problem]:
    """Name everything in a PDF that acts, reaches out of the file, or tells of a computer or a camera."""
    for found in inert.of_document(data):
        yield problem("A6" if found.startswith(ABOUT_MACHINES) else "A5", Place(path), detail=found)


def front_matter(data: bytes) -> str:
    """Return the text of the pages that show no exhibit: those on which no foreign page is drawn."""
    import pypdfium2  # noqa: PLC0415  # only where a packet was made now
    from pypdfium2 import raw  # noqa: PLC0415  # as above

    with pypdfium2.PdfDocument(data) as document:
        return "\n".join(
            page.get_textpage().get_text_bounded()
            for page in document
            if not any(page.get_objects(filter=(raw.FPDF_PAGEOBJ_FORM,), max_depth=1))
        )
