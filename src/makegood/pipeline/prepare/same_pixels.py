"""Whether pages that were taken over look as they did: nothing may be gone, or have come to light."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf
    from PIL import Image

    from makegood.pipeline.prepare.raster import PdfReader

LOOK_DPI = 50
BLUR = 2
MOST_DIFFERENCE = 60
"""Of 255, for any pixel of two blurred drawings of the same page. Letters that were moved by a part of a pixel
differ by up to 50, a missing line or picture by 90 and more (measured over 70 files)."""


def changed_pages(reader: PdfReader, numbers: tuple[int, ...], made: pikepdf.Pdf) -> set[int]:
    """Draw every page as it was and as it is in `made`, and return the numbers of those that differ."""
    import pypdfium2

    out = io.BytesIO()
    made.save(out)
    different = set()
    with pypdfium2.PdfDocument(out.getvalue()) as after:
        for at, number in enumerate(numbers):
            was = reader.drawn(number, LOOK_DPI)
            page = after[at]
            now = page.render(scale=was.width / page.get_width()).to_pil().convert("RGB")
            if now.size != was.size:
                now = now.resize(was.size)
            if difference(was, now) > MOST_DIFFERENCE:
                different.add(number)
    return different


def difference(was: Image.Image, now: Image.Image) -> int:
    """Return by how much the pixels of two drawings of one size differ at most in brightness, of 255, both blurred."""
    from PIL import ImageChops, ImageFilter

    soft = ImageFilter.GaussianBlur(BLUR)
    lightest_darkest = ImageChops.difference(was.convert("L").filter(soft), now.convert("L").filter(soft)).getextrema()
    return int(lightest_darkest[1])  # type: ignore[arg-type]  # one band, one pair
