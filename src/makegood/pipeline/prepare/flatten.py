"""Convert pages of a PDF to shades of grey, keeping their text, or to pictures."""

from __future__ import annotations

import warnings
from contextlib import suppress
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from makegood.formats import pdf_safety
from makegood.pipeline.prepare.page import draw_picture, is_picture

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
"""The maximum difference, out of 255, between the colour values of a grey pixel, to allow for rounding."""
LUMA = (Decimal("0.299"), Decimal("0.587"), Decimal("0.114"))
"""Weights of red, green and blue (ISO 32000-1, 10.3.3)."""
RGB, CMYK = 3, 4
MOST_PIXELS = 20_000_000
UNREADABLE = (UserWarning, ValueError, TypeError, KeyError, IndexError, ArithmeticError, AttributeError)
"""Exceptions raised by a content stream that cannot be parsed."""


def replace_with_pictures(path: Path, pdf: pikepdf.Pdf, pages: Iterable[int], sizes: Sizes, packed: Packed) -> None:
    """Replace these pages of `pdf`, which is the file at `path`, with pictures; `sizes` has the longer side first."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        document.init_forms()
        for index in pages:
            page = document[index]
            width, height = page.get_size()
            scale = min(sizes[index][0] / max(width, height), (MOST_PIXELS / (width * height)) ** 0.5)
            draw_picture(pdf, pdf.pages[index], packed(page.render(scale=scale).to_pil().convert("RGB")))


def convert_to_grey(pdf: pikepdf.Pdf, pages: Iterable[int]) -> None:
    """Convert the colours of these pages to grey in place, except colours that only `find_coloured_pages` can find."""
    import pikepdf

    done: set[tuple[int, int]] = set()
    for index in pages:
        for stream in pdf_safety.streams(pdf.pages[index].obj):
            if stream.get("/Subtype") == "/Form" and stream.objgen not in done:
                done.add(stream.objgen)
                # A stream that cannot be parsed stays as it is; if it shows a colour, the page becomes a picture.
                with suppress(*UNREADABLE, pikepdf.PdfError), warnings.catch_warnings():
                    warnings.simplefilter("error", UserWarning)  # raised for a truncated stream
                    spaces = stream.get("/Resources", {}).get("/ColorSpace", {})
                    parts = pikepdf.parse_content_stream(stream)
                    stream.write(pikepdf.unparse_content_stream(list(_convert_to_grey(parts, spaces))))


def find_coloured_pages(path: Path, pages: Iterable[int]) -> list[int]:
    """Return those of the pages of the file at `path` that show a colour when they are drawn."""
    import pypdfium2
    from PIL import ImageChops

    def difference(first: Image.Image, second: Image.Image) -> int:
        return int(ImageChops.difference(first, second).getextrema()[1])  # type: ignore[arg-type]  # one band

    indexes = []
    with pypdfium2.PdfDocument(path) as document:
        for index in pages:
            red, green, blue = document[index].render(scale=LOOK_DPI / 72).to_pil().convert("RGB").split()
            if max(difference(red, green), difference(green, blue), difference(red, blue)) > COLOURLESS:
                indexes.append(index)
    return indexes


def vector_pages(pdf: pikepdf.Pdf) -> list[int]:
    """Return the indexes of the pages that are not one picture each."""
    return [index for index, page in enumerate(pdf.pages) if not is_picture(page)]


def _convert_to_grey(parts: Iterable[Any], spaces: Any) -> Iterable[Instruction]:
    """Yield the instructions with each colour of an RGB or CMYK colour space replaced with a shade of grey."""
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
            yield [_shade([Decimal(str(operand)) for operand in operands])], pikepdf.Operator(shade)
        else:
            yield part


def _components(name: Any, spaces: Any) -> int:
    """Return the number of components of a colour space that is converted to grey; 0 for any other."""
    import pikepdf

    space = spaces.get(name, name)
    if isinstance(space, pikepdf.Name):
        return {"/DeviceRGB": RGB, "/DeviceCMYK": CMYK}.get(str(space), 0)
    kind = str(space[0]) if isinstance(space, pikepdf.Array) and len(space) > 1 else ""
    if kind == "/CalRGB":
        return RGB
    count = int(space[1].get("/N", 0)) if kind == "/ICCBased" else 0
    return count if count in {RGB, CMYK} else 0


def _shade(colour: list[Decimal]) -> Decimal:
    weighted = sum((weight * part for weight, part in zip(LUMA, colour[:RGB], strict=True)), Decimal(0))
    shade = 1 - weighted - colour[RGB] if len(colour) == CMYK else weighted
    return min(max(shade, Decimal(0)), Decimal(1)).quantize(Decimal("0.0001"))
