"""Downscale pictures for a packet with a size limit, to the resolution that print needs and to shades of grey."""

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
from makegood.pipeline.prepare.page import Pixels, replace_pixels
from makegood.pipeline.prepare.png import encode_png
from makegood.pipeline.prepare.request import PAGES, PreparedFiles
from makegood.sandbox import worker

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pikepdf
    from PIL import Image

    from makegood.model.artifact import PictureQuality

VERSION = 4
"""Incremented whenever the same pages would be downscaled differently."""
POINTS_AN_INCH = 72
FEWEST = 64
"""Pixels of a side that a picture always keeps."""
LOWER_QUALITIES = (80, 70)
"""JPEG qualities that are tried if the usual one makes a picture larger than it was."""
STEP = 50
"""Rounding in pixels: a slip that grows by a line does not change the size of the pictures."""


@dataclass(frozen=True, slots=True)
class Reduction:
    """Pages to downscale: the most pixels that the longer and the shorter side of each page's pictures may have."""

    source: Path
    folder: Path
    most: Mapping[int, tuple[int, int]]
    quality: PictureQuality


def downscale(pages: Path, sizes: Mapping[int, tuple[float, float]], quality: PictureQuality, cache: Path) -> Path:
    """Return a PDF of the same pages with pictures of at most this quality, from the cache if possible.

    `sizes` maps the index of each page to the width and height in points at which it is printed. Pictures with fewer
    pixels are unchanged, and so are pictures that cannot be decoded. In grey, no page has colours; flat, each page is
    one picture.
    """
    most = {index: _most_pixels(size, quality) for index, size in sizes.items()}
    key_parts = [VERSION, exhibit_cache.VERSION, pages.parent.name, sorted(most.items()), astuple(quality)]
    name = sha256(json.dumps(key_parts).encode()).hexdigest()
    cached = exhibit_cache.read(cache, name)
    if cached is not None:
        return cached.pages_pdf
    if not _exceeds(pages, most, quality):
        return pages
    with exhibit_cache.entry(cache, name) as folder:
        try:
            paths = worker.SandboxPaths(folder, reads=(pages.parent,))
            worker.run_sandboxed(_reduce, Reduction(pages, folder, most, quality), worker.EXHIBIT, MakegoodError, paths)
        except worker.TooMuchError:
            return pages
        made = PreparedFiles(tuple(PreparedPage(*size) for size in sizes.values()), PAGES)
        exhibit_cache.describe(folder, pages.parent.name, "pages", made)
    return exhibit_cache.load_entry(cache, name).pages_pdf


def _most_pixels(size: tuple[float, float], quality: PictureQuality) -> tuple[int, int]:
    """Return the pixels of both sides, the longer first, for print at this resolution."""
    sides = (max(int(side / POINTS_AN_INCH * quality.dpi) // STEP * STEP, FEWEST) for side in size)
    longer, shorter = sorted(sides, reverse=True)
    return longer, shorter


def _exceeds(pages: Path, most: Mapping[int, tuple[int, int]], quality: PictureQuality) -> bool:
    """Return whether any picture has too many pixels or colours that it may not have, without decoding any."""
    import pikepdf

    with pikepdf.open(pages) as pdf:
        if (quality.is_flat or quality.is_grey) and flatten.vector_pages(pdf):
            return True
        return any(
            _must_change(picture, limit, quality)
            for index, limit in most.items()
            for picture in _pictures(pdf.pages[index])
        )


def _pictures(page: pikepdf.Page) -> Iterator[pikepdf.Stream]:
    return (stream for stream in pdf_safety.streams(page.obj) if stream.get("/Subtype") == "/Image")


def _must_change(stream: pikepdf.Stream, most: tuple[int, int], quality: PictureQuality) -> bool:
    if stream.get("/ImageMask") or "/Mask" in stream:
        return False
    is_coloured = str(stream.get("/ColorSpace")) != "/DeviceGray"
    return _scale(stream, most) < 1.0 or (quality.is_grey and is_coloured)


def _scale(stream: pikepdf.Stream, most: tuple[int, int]) -> float:
    shorter, longer = sorted((int(stream.Width), int(stream.Height)))
    return min(1.0, max(most[0] / longer, most[1] / shorter))


def _reduce(reduction: Reduction) -> bool:
    """Write the downscaled pages; a shared picture gets the resolution of the page that shows it largest."""
    import pikepdf

    made = reduction.folder / PAGES
    with pikepdf.open(reduction.source) as pdf:
        vector_pages = flatten.vector_pages(pdf)
        if reduction.quality.is_flat:
            flatten.replace_with_pictures(
                reduction.source, pdf, vector_pages, reduction.most, partial(_pack_drawing, reduction.quality)
            )
        elif reduction.quality.is_grey:
            flatten.convert_to_grey(pdf, vector_pages)
        done: set[tuple[int, int]] = set()
        for index in sorted(reduction.most, key=reduction.most.__getitem__, reverse=True):
            for stream in _pictures(pdf.pages[index]):
                if stream.objgen not in done and _must_change(stream, reduction.most[index], reduction.quality):
                    _shrink(stream, _scale(stream, reduction.most[index]), reduction.quality)
                done.add(stream.objgen)
        pdf.save(made, deterministic_id=True)
    if reduction.quality.is_grey and (coloured := flatten.find_coloured_pages(made, vector_pages)):
        with pikepdf.open(made, allow_overwriting_input=True) as pdf:
            flatten.replace_with_pictures(
                made, pdf, coloured, reduction.most, partial(_pack_drawing, reduction.quality)
            )
            pdf.save(made, deterministic_id=True)
    return True


def _pack_drawing(quality: PictureQuality, image: Image.Image) -> Pixels:
    """Return the pixels of a drawn page."""
    return _encode(image.convert("L") if quality.is_grey else image, quality.quality, is_photo=False)


def _shrink(stream: pikepdf.Stream, scale: float, quality: PictureQuality) -> None:
    image = _decode(stream)
    if image is None:
        return
    image = image.convert("L" if quality.is_grey or image.mode in {"1", "L"} else "RGB")
    if scale < 1.0:
        from PIL import Image

        size = max(round(image.width * scale), 1), max(round(image.height * scale), 1)
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    old_length, is_photo = len(stream.read_raw_bytes()), "/DCTDecode" in str(stream.get("/Filter", ""))
    # A photo of lower quality than ours could grow although it gets fewer pixels.
    for jpeg_quality in (quality.quality, *(lower for lower in LOWER_QUALITIES if lower < quality.quality)):
        pixels = _encode(image, jpeg_quality, is_photo=is_photo)
        if len(pixels.data) < old_length:
            break
    replace_pixels(stream, pixels)


def _decode(stream: pikepdf.Stream) -> Image.Image | None:
    """Return the decoded picture; None for kinds that exist only in PDF or have their own kind of transparency."""
    import pikepdf

    if "/JPXDecode" in str(stream.get("/Filter", "")):
        return None
    try:
        image: Image.Image = pikepdf.PdfImage(stream).as_pil_image()
    except Exception:  # noqa: BLE001  # decoders raise any exception
        return None
    return image


def _encode(image: Image.Image, quality: int, *, is_photo: bool) -> Pixels:
    """Return the pixels as JPEG, or lossless if that is smaller, as for most screenshots."""
    out = io.BytesIO()
    image.info.clear()
    image.save(out, "JPEG", quality=quality, subsampling=2 if is_photo else 0)
    photo = Pixels(*image.size, out.getvalue(), "DCTDecode", "DeviceGray" if image.mode == "L" else "DeviceRGB")
    if is_photo:
        return photo
    lossless = encode_png(image)
    return lossless if len(lossless.data) <= len(photo.data) else photo
