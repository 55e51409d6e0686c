"""Pictures made smaller for a packet whose reader takes less: down to what print needs, and to shades of grey."""

from __future__ import annotations

import io
import json
from dataclasses import astuple, dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from makegood.formats import pdf_safety
from makegood.model.artifact import PreparedPage
from makegood.model.errors import MakegoodError
from makegood.pipeline.prepare import exhibit_cache, flatten
from makegood.pipeline.prepare.page import Pixels, fill
from makegood.pipeline.prepare.png import repacked
from makegood.pipeline.prepare.request import PAGES, PreparedFiles
from makegood.sandbox import worker

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pikepdf
    from PIL import Image

    from makegood.model.artifact import PictureQuality

VERSION = 4
"""Counted up whenever the same pages would be made smaller otherwise."""
POINTS_AN_INCH = 72
FEWEST = 64
"""Pixels of a side that a picture keeps in any case."""
HARDER = (80, 70)
"""Qualities of JPEG that are tried where the usual one makes a picture larger than it was."""
STEP = 50
"""Pixels: a slip that grows by a line makes no picture anew."""


@dataclass(frozen=True, slots=True)
class Reduction:
    """Pages to make smaller: how many pixels the longer and the shorter side of each page's pictures may have."""

    source: Path
    folder: Path
    most: Mapping[int, tuple[int, int]]
    fineness: PictureQuality


def smaller(pages: Path, sizes: Mapping[int, tuple[float, float]], fineness: PictureQuality, cache: Path) -> Path:
    """Return a PDF of the same pages whose pictures are no finer than asked, from the cache where it was made before.

    `sizes` are the width and height in points at which each page is printed, by its place from 0. What has fewer
    pixels stays as it is, and so does a picture of a kind that cannot be drawn again. In grey every page is without
    colour; flat, each is one picture.
    """
    most = {at: _most(size, fineness) for at, size in sizes.items()}
    asked = [VERSION, exhibit_cache.VERSION, pages.parent.name, sorted(most.items()), astuple(fineness)]
    name = sha256(json.dumps(asked).encode()).hexdigest()
    found = exhibit_cache.read(cache, name)
    if found is not None:
        return found.pages_pdf
    if not _is_too_fine(pages, most, fineness):
        return pages
    with exhibit_cache.entry(cache, name) as folder:
        try:
            room = worker.SandboxPaths(folder, reads=(pages.parent,))
            worker.run_sandboxed(_reduce, Reduction(pages, folder, most, fineness), worker.EXHIBIT, MakegoodError, room)
        except worker.TooMuchError:
            return pages
        made = PreparedFiles(tuple(PreparedPage(*size) for size in sizes.values()), PAGES)
        exhibit_cache.describe(folder, pages.parent.name, "pages", made)
    return exhibit_cache.load_entry(cache, name).pages_pdf


def _most(size: tuple[float, float], fineness: PictureQuality) -> tuple[int, int]:
    """Count the pixels of both sides, the longer first, that print at this fineness needs."""
    sides = (max(int(side / POINTS_AN_INCH * fineness.dpi) // STEP * STEP, FEWEST) for side in size)
    longer, shorter = sorted(sides, reverse=True)
    return longer, shorter


def _is_too_fine(pages: Path, most: Mapping[int, tuple[int, int]], fineness: PictureQuality) -> bool:
    """Say whether any picture is finer than it may be, or has colours that it may not have; decodes none."""
    import pikepdf

    with pikepdf.open(pages) as pdf:
        if (fineness.is_flat or fineness.is_grey) and flatten.vector_pages(pdf):
            return True
        return any(_must_change(one, limit, fineness) for at, limit in most.items() for one in _pictures(pdf.pages[at]))


def _pictures(page: pikepdf.Page) -> Iterator[pikepdf.Stream]:
    return (one for one in pdf_safety.streams(page.obj) if one.get("/Subtype") == "/Image")


def _must_change(stream: pikepdf.Stream, most: tuple[int, int], fineness: PictureQuality) -> bool:
    if stream.get("/ImageMask") or "/Mask" in stream:
        return False
    is_coloured = str(stream.get("/ColorSpace")) != "/DeviceGray"
    return _scale(stream, most) < 1.0 or (fineness.is_grey and is_coloured)


def _scale(stream: pikepdf.Stream, most: tuple[int, int]) -> float:
    shorter, longer = sorted((int(stream.Width), int(stream.Height)))
    return min(1.0, max(most[0] / longer, most[1] / shorter))


def _reduce(order: Reduction) -> bool:
    """Write the smaller pages; pictures that several pages share are as fine as the page that shows them largest."""
    import pikepdf

    made = order.folder / PAGES
    with pikepdf.open(order.source) as pdf:
        drawn = flatten.vector_pages(pdf)
        if order.fineness.is_flat:
            flatten.as_pictures(order.source, pdf, drawn, order.most, partial(_as_drawn, order.fineness))
        elif order.fineness.is_grey:
            flatten.in_grey(pdf, drawn)
        done: set[tuple[int, int]] = set()
        for at in sorted(order.most, key=lambda one: order.most[one], reverse=True):
            for stream in _pictures(pdf.pages[at]):
                if stream.objgen not in done and _must_change(stream, order.most[at], order.fineness):
                    _shrink(stream, _scale(stream, order.most[at]), order.fineness)
                done.add(stream.objgen)
        pdf.save(made, deterministic_id=True)
    if order.fineness.is_grey and (left := flatten.coloured(made, drawn)):
        with pikepdf.open(made, allow_overwriting_input=True) as pdf:
            flatten.as_pictures(made, pdf, left, order.most, partial(_as_drawn, order.fineness))
            pdf.save(made, deterministic_id=True)
    return True


def _as_drawn(fineness: PictureQuality, image: Image.Image) -> Pixels:
    """Pack a page that was drawn."""
    return _packed(image.convert("L") if fineness.is_grey else image, fineness.quality, is_photo=False)


def _shrink(stream: pikepdf.Stream, scale: float, fineness: PictureQuality) -> None:
    image = _drawn(stream)
    if image is None:
        return
    image = image.convert("L" if fineness.is_grey or image.mode in {"1", "L"} else "RGB")
    if scale < 1.0:
        from PIL import Image

        new = max(round(image.width * scale), 1), max(round(image.height * scale), 1)
        image = image.resize(new, Image.Resampling.LANCZOS, reducing_gap=3.0)
    before, is_photo = len(stream.read_raw_bytes()), "/DCTDecode" in str(stream.get("/Filter", ""))
    # A photo that was packed harder than we do would grow while its pixels get fewer.
    for quality in (fineness.quality, *(one for one in HARDER if one < fineness.quality)):
        pixels = _packed(image, quality, is_photo=is_photo)
        if len(pixels.data) < before:
            break
    fill(stream, pixels)


def _drawn(stream: pikepdf.Stream) -> Image.Image | None:
    """Decode a picture; None for a kind that only a PDF knows, or that may be transparent in a way of its own."""
    import pikepdf

    if "/JPXDecode" in str(stream.get("/Filter", "")):
        return None
    try:
        image: Image.Image = pikepdf.PdfImage(stream).as_pil_image()
    except Exception:  # noqa: BLE001  # decoders raise whatever they like
        return None
    return image


def _packed(image: Image.Image, quality: int, *, is_photo: bool) -> Pixels:
    """Encode as JPEG, or without loss where that is smaller, as it is for most screenshots."""
    out = io.BytesIO()
    image.info.clear()
    image.save(out, "JPEG", quality=quality, subsampling=2 if is_photo else 0)
    photo = Pixels(*image.size, out.getvalue(), "DCTDecode", "DeviceGray" if image.mode == "L" else "DeviceRGB")
    if is_photo:
        return photo
    exact = repacked(image)
    return exact if len(exact.data) <= len(photo.data) else photo
