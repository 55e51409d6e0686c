"""Check that copied pages look the same as before: nothing may disappear or become visible."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf
    from PIL import Image

    from makegood.pipeline.prepare.pdf_reader import PdfReader

LOOK_DPI = 50
BLUR = 2
MOST_DIFFERENCE = 60
"""Of 255, for any pixel of two blurred drawings of the same page. Letters moved by a fraction of a pixel differ by up
to 50, a missing line or picture by 90 and more (measured over 70 files)."""


def changed_pages(reader: PdfReader, numbers: tuple[int, ...], made: pikepdf.Pdf) -> set[int]:
    """Return the numbers of the pages that look different in `made` than in the original."""
    import pypdfium2

    out = io.BytesIO()
    made.save(out)
    different = set()
    with pypdfium2.PdfDocument(out.getvalue()) as after:
        for index, number in enumerate(numbers):
            original = reader.drawn(number, LOOK_DPI)
            page = after[index]
            copy = page.render(scale=original.width / page.get_width()).to_pil().convert("RGB")
            if copy.size != original.size:
                copy = copy.resize(original.size)
            if difference(original, copy) > MOST_DIFFERENCE:
                different.add(number)
    return different


def difference(original: Image.Image, copy: Image.Image) -> int:
    """Return the largest difference in brightness, of 255, between two blurred drawings of the same size."""
    from PIL import ImageChops, ImageFilter

    soft = ImageFilter.GaussianBlur(BLUR)
    lightest_darkest = ImageChops.difference(
        original.convert("L").filter(soft), copy.convert("L").filter(soft)
    ).getextrema()
    return int(lightest_darkest[1])  # type: ignore[arg-type]  # one band, one pair
