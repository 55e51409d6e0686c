"""Copy inert pages of a PDF into a new file, with their content and resources only."""

from __future__ import annotations

import io
import zlib
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from makegood.formats import pdf_safety
from makegood.pipeline.prepare.jpeg_segments import strip_metadata
from makegood.pipeline.prepare.same_pixels import changed_pages

if TYPE_CHECKING:
    import pikepdf

    from makegood.model.artifact import PreparedPage
    from makegood.pipeline.prepare.pdf_reader import PdfReader

RESOURCES = frozenset({"/Font", "/XObject", "/ColorSpace", "/Pattern", "/Shading", "/ExtGState", "/ProcSet"})
"""The resources that draw a page (ISO 32000-1, table 33); /Properties only names parts and is left out."""
MOST_BYTES = 64_000_000
"""Size limit of one decompressed JPEG file."""


def copy_pages(reader: PdfReader, numbers: tuple[int, ...], made: pikepdf.Pdf) -> frozenset[int]:
    """Add these pages to `made`, upright and stripped; return the numbers of those that must become pictures.

    Every number gets a page, which the caller replaces with a picture if the number is returned.
    """
    import pikepdf

    refused = set()
    source = _open_flattened(reader, numbers)
    for number in numbers:
        try:
            if source is None:
                raise ValueError(number)  # noqa: TRY301  # handled like any other failure
            _add(made, source, reader, number)
        except (pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError, RecursionError, AttributeError):
            # A page that cannot be parsed is drawn instead, since PDFium did open it.
            refused.add(number)
            made.add_blank_page()
    return frozenset(refused | changed_pages(reader, numbers, made))


def _open_flattened(reader: PdfReader, numbers: tuple[int, ...]) -> pikepdf.Pdf | None:
    """Return the file with forms and annotations drawn into the pages, or None if its structure cannot be used."""
    import pikepdf
    import pypdfium2

    try:
        source = pikepdf.open(io.BytesIO(reader.flattened(numbers)))
    except (pikepdf.PdfError, pypdfium2.PdfiumError, ValueError):
        return None
    source.remove_unreferenced_resources()  # unused resources would be copied unnoticed
    has_all = len(source.pages) == reader.count
    # The document switches layers; without it, a hidden layer would become visible.
    return source if has_all and not _hides_layers(source) else None


def _hides_layers(source: pikepdf.Pdf) -> bool:
    layers = source.Root.get("/OCProperties")
    default = layers.get("/D") if layers is not None else None
    if default is None:
        return layers is not None
    return bool(len(default.get("/OFF", [])) or str(default.get("/BaseState", "/ON")) != "/ON")


def _add(made: pikepdf.Pdf, source: pikepdf.Pdf, reader: PdfReader, number: int) -> None:
    """Add the page's content as a form XObject, so that its graphics state ends with it."""
    import pikepdf

    page = source.pages[number - 1]
    box = _box(page)
    size = reader.size(number)
    form = pikepdf.Stream(made, _content(page))
    form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    form.BBox = pikepdf.Array([Decimal(f"{edge:.4f}") for edge in box])
    form.Resources = _copy(made, source, page.resources)
    for key in set(form.Resources.keys()) - RESOURCES:
        del form.Resources[key]
    group = page.obj.get("/Group")
    if group is not None:
        form.Group = _copy(made, source, group)
    pdf_safety.strip_invisible(form)
    if pdf_safety.findings(form) or any(pdf_safety.has_inline_photo(stream) for stream in pdf_safety.streams(form)):
        raise ValueError(number)
    for stream in pdf_safety.streams(form):
        _clean_picture(stream)
    matrix = _matrix(box, reader.page(number).get_rotation(), size)
    new_page = made.add_blank_page(page_size=(size.width, size.height))
    new_page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Page=form))
    new_page.obj.Contents = made.make_stream(f"q {matrix} cm /Page Do Q".encode())


def _copy(made: pikepdf.Pdf, source: pikepdf.Pdf, node: Any) -> Any:
    """Return a copy of an object of the source file; objects shared by pages stay shared."""
    return made.copy_foreign(node if node.is_indirect else source.make_indirect(node))


def _box(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """Return the visible box of the page in page space: left, bottom, right, top."""
    media, crop = _edges(page.mediabox), _edges(page.cropbox)
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    if right - left < 1 or top - bottom < 1:
        raise ValueError(page)
    return left, bottom, right, top


def _edges(box: Any) -> tuple[float, float, float, float]:
    x, y = sorted((float(box[0]), float(box[2]))), sorted((float(box[1]), float(box[3])))
    return x[0], y[0], x[1], y[1]


def _content(page: pikepdf.Page) -> bytes:
    """Return the page's content as one stream; parts are joined with a line end, as readers do."""
    import pikepdf

    content = page.obj.get("/Contents")
    if content is None:
        return b""
    parts = list(content) if isinstance(content, pikepdf.Array) else [content]
    return b"\n".join(part.read_bytes() for part in parts)


def _matrix(box: tuple[float, float, float, float], rotation: int, size: PreparedPage) -> str:
    """Return the matrix that maps the box upright onto a page of this size."""
    left, bottom, right, top = box
    width = top - bottom if rotation in {90, 270} else right - left
    scale = size.width / width
    matrices = {
        0: (1, 0, 0, 1, -left, -bottom),
        90: (0, -1, 1, 0, -bottom, right),
        180: (-1, 0, 0, -1, right, top),
        270: (0, 1, -1, 0, top, -left),
    }
    return " ".join(f"{value * scale:.5f}" for value in matrices[rotation])


def _clean_picture(stream: Any) -> None:
    """Remove the metadata of a picture on a page; raise ValueError if that is impossible."""
    import pikepdf

    filters = stream.get("/Filter", [])
    names = [str(name) for name in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    if "/JPXDecode" in names and any(box in stream.read_raw_bytes() for box in (b"uuid", b"xml ")):
        raise ValueError(names)
    if "/DCTDecode" in names:
        clean = strip_metadata(_jpeg(stream, names))
        if clean is None:
            raise ValueError(names)
        parameters = stream.get("/DecodeParms")
        last = parameters[-1] if isinstance(parameters, pikepdf.Array) else parameters
        stream.write(clean, filter=pikepdf.Name.DCTDecode, decode_parms=last)


def _jpeg(stream: Any, names: list[str]) -> bytes:
    """Return the JPEG file in a stream, decompressed if it is compressed again."""
    raw: bytes = stream.read_raw_bytes()
    if names == ["/DCTDecode"]:
        return raw
    if names != ["/FlateDecode", "/DCTDecode"]:
        raise ValueError(names)
    unpacked = zlib.decompressobj().decompress(raw, MOST_BYTES)
    if len(unpacked) == MOST_BYTES:
        raise ValueError(names)
    return unpacked
