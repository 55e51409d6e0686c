"""Pages of a PDF as a packet's reader needs them: in shades of grey with their text kept, or as pictures."""

from __future__ import annotations

import warnings
from contextlib import suppress
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from makegood.formats import pdf_safety
from makegood.pipeline.prepare.page import draw, is_picture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    import pikepdf
    from PIL import Image

    from makegood.pipeline.prepare.page import Pixels

    Instruction = tuple[list[Any], pikepdf.Operator]
    Packed = Callable[[Image.Image], Pixels]
    Sizes = Mapping[int, tuple[int, int]]

LOOK_DPI = 40
COLOURLESS = 6
"""Of 255, by how much the three colours of a pixel may differ and still be grey: rounding."""
LUMA = (Decimal("0.299"), Decimal("0.587"), Decimal("0.114"))
"""Weights of red, green and blue (ISO 32000-1, 10.3.3)."""
RGB, CMYK = 3, 4
MOST_PIXELS = 20_000_000
UNREADABLE = (UserWarning, ValueError, TypeError, KeyError, IndexError, ArithmeticError, AttributeError)
"""What a drawing that cannot be followed raises."""


def as_pictures(path: Path, pdf: pikepdf.Pdf, pages: Iterable[int], sizes: Sizes, packed: Packed) -> None:
    """Draw these pages of `pdf`, as they stand in the file at `path`, with as many pixels as `sizes` has a side."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        document.init_forms()
        for at in pages:
            page = document[at]
            width, height = page.get_size()
            scale = min(sizes[at][0] / max(width, height), (MOST_PIXELS / (width * height)) ** 0.5)
            draw(pdf, pdf.pages[at], packed(page.render(scale=scale).to_pil().convert("RGB")))


def in_grey(pdf: pikepdf.Pdf, pages: Iterable[int]) -> None:
    """Turn the colours that these pages draw with into grey, in place; what is not known stays, for `coloured`."""
    import pikepdf

    done: set[tuple[int, int]] = set()
    for at in pages:
        for stream in pdf_safety.streams(pdf.pages[at].obj):
            if stream.get("/Subtype") == "/Form" and stream.objgen not in done:
                done.add(stream.objgen)
                # A drawing that cannot be followed stays as it is; if a colour is seen then, the page is drawn.
                with suppress(*UNREADABLE, pikepdf.PdfError), warnings.catch_warnings():
                    warnings.simplefilter("error", UserWarning)  # a drawing that ends too early
                    spaces = stream.get("/Resources", {}).get("/ColorSpace", {})
                    parts = pikepdf.parse_content_stream(stream)
                    stream.write(pikepdf.unparse_content_stream(list(_greyed(parts, spaces))))


def coloured(path: Path, pages: Iterable[int]) -> list[int]:
    """Draw pages of the file at `path`, and return those on which a colour is seen."""
    import pypdfium2
    from PIL import ImageChops

    def apart(one: Image.Image, other: Image.Image) -> int:
        return int(ImageChops.difference(one, other).getextrema()[1])  # type: ignore[arg-type]  # one band

    found = []
    with pypdfium2.PdfDocument(path) as document:
        for at in pages:
            red, green, blue = document[at].render(scale=LOOK_DPI / 72).to_pil().convert("RGB").split()
            if max(apart(red, green), apart(green, blue), apart(red, blue)) > COLOURLESS:
                found.append(at)
    return found


def vector_pages(pdf: pikepdf.Pdf) -> list[int]:
    """Return the places of the pages that are not one picture each."""
    return [at for at, page in enumerate(pdf.pages) if not is_picture(page)]


def _greyed(parts: Iterable[Any], spaces: Any) -> Iterable[Instruction]:
    """Follow a drawing; each colour of a space with three or four plain components becomes a shade."""
    import pikepdf

    counts = {"cs": 0, "CS": 0}
    for part in parts:
        operands, name = list(getattr(part, "operands", [])), str(part.operator)
        shade = "G" if name in {"RG", "K", "CS", "SC", "SCN"} else "g"
        space = "CS" if shade == "G" else "cs"
        if name in {"cs", "CS"}:
            counts[space] = _components(operands[0], spaces)
            yield ([Decimal(0)], pikepdf.Operator(shade)) if counts[space] else part
        elif name in {"rg", "RG", "k", "K"} or (name in {"sc", "SC", "scn", "SCN"} and counts[space]):
            yield [_shade([Decimal(str(one)) for one in operands])], pikepdf.Operator(shade)
        else:
            yield part


def _components(name: Any, spaces: Any) -> int:
    """Count the colours of a space that is turned into grey; 0 for any other."""
    import pikepdf

    found = spaces.get(name, name)
    if isinstance(found, pikepdf.Name):
        return {"/DeviceRGB": RGB, "/DeviceCMYK": CMYK}.get(str(found), 0)
    kind = str(found[0]) if isinstance(found, pikepdf.Array) and len(found) > 1 else ""
    if kind == "/CalRGB":
        return RGB
    count = int(found[1].get("/N", 0)) if kind == "/ICCBased" else 0
    return count if count in {RGB, CMYK} else 0


def _shade(colour: list[Decimal]) -> Decimal:
    weighed = sum((weight * part for weight, part in zip(LUMA, colour[:RGB], strict=True)), Decimal(0))
    shade = 1 - weighed - colour[RGB] if len(colour) == CMYK else weighed
    return min(max(shade, Decimal(0)), Decimal(1)).quantize(Decimal("0.0001"))
