"""Prepare PNG pictures, mostly screenshots: lossless, with their original compression if PDF supports it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from makegood.pipeline.prepare import colours, edits, picture
from makegood.pipeline.prepare.page import Pixels, page_of, write_pages
from makegood.pipeline.prepare.png_chunks import has_extras, has_valid_checksums, png_file, png_pixels
from makegood.pipeline.prepare.refusal_errors import refusal_error
from makegood.pipeline.prepare.request import PAGES, PreparedFiles, PrepareRequest

if TYPE_CHECKING:
    from PIL import Image

    from makegood.model.case import Evidence
    from makegood.model.statement import Statement

COPY = "copy.png"
EFFORT = 4
"""The compression level, of nine: beyond it a screenshot takes much longer and is hardly smaller."""


def make(request: PrepareRequest) -> PreparedFiles:
    """Write `pages.pdf` and `copy.png`: in sRGB, on white, without metadata, pixels otherwise unchanged."""
    file, evidence, data = request.file, request.evidence, request.data
    if edits.masked_texts(evidence):
        raise refusal_error("P9", file)
    if not has_valid_checksums(data):
        raise refusal_error("P2", file)
    with picture.open_picture(file, data, "PNG", request.limits.image_pixels) as image:
        changes = [picture.NO_METADATA] if has_extras(data) else []
        if getattr(image, "n_frames", 1) > 1:
            changes.append(picture.FIRST)
        pixels = None if _must_change(image, evidence) else png_pixels(data)
        if pixels is None:
            pixels, notes = _encode_again(image, evidence)
            changes += notes
    page = page_of(pixels)
    write_pages([(pixels, page)], request.folder / PAGES)
    (request.folder / COPY).write_bytes(png_file(pixels))
    return PreparedFiles((page,), COPY, pixels.upright, tuple(changes))


def encode_png(image: Image.Image) -> Pixels:
    """Return a picture's pixels with the compression of PNG."""
    out = io.BytesIO()
    picture.without_metadata(image).save(out, "PNG", compress_level=EFFORT)
    pixels = png_pixels(out.getvalue())
    if pixels is None:
        raise ValueError(image.mode)
    return pixels


def _encode_again(image: Image.Image, evidence: Evidence) -> tuple[Pixels, list[Statement]]:
    deep = image.mode.startswith("I")
    coloured, converted = colours.convert_to_srgb(image)
    flat, was_clear = picture.without_transparency(coloured)
    notes = [(converted, picture.SRGB), (was_clear, picture.FLAT), (deep, picture.GREY)]
    result = edits.apply_edits(flat, evidence, 1)
    return encode_png(result), [*(note for is_true, note in notes if is_true), *edits.edit_notes(evidence)]


def _must_change(image: Image.Image, evidence: Evidence) -> bool:
    if image.mode not in {"1", "L", "P", "RGB"} or "transparency" in image.info or edits.is_edited(evidence, 1):
        return True
    return not colours.profile_is_srgb(image.info.get("icc_profile"))
