"""PNG pictures, screenshots above all: without loss, and packed as they were where a PDF can show them so."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from makegood.pipeline.prepare import colours, edits, picture
from makegood.pipeline.prepare.page import Pixels, page_of, write_pages
from makegood.pipeline.prepare.png_chunks import has_valid_checksums, png_file, png_pixels, says_more
from makegood.pipeline.prepare.refusal import refused
from makegood.pipeline.prepare.request import PAGES, PreparedFiles, PrepareRequest

if TYPE_CHECKING:
    from PIL import Image

    from makegood.model.case import Evidence

COPY = "copy.png"
EFFORT = 4
"""How hard to pack, of nine: beyond it a screenshot takes much longer and gets hardly smaller."""


def make(order: PrepareRequest) -> PreparedFiles:
    """Write `pages.pdf` and `copy.png`: in sRGB, on white, without metadata, not one pixel changed otherwise."""
    file, evidence, data = order.file, order.evidence, order.data
    if edits.texts_of(evidence):
        raise refused("P9", file)
    if not has_valid_checksums(data):
        raise refused("P2", file)
    with picture.opened(file, data, "PNG", order.limits.image_pixels) as image:
        changes = [picture.NO_METADATA] if says_more(data) else []
        if getattr(image, "n_frames", 1) > 1:
            changes.append(picture.FIRST)
        pixels = None if _must_change(image, evidence) else png_pixels(data)
        if pixels is None:
            pixels, more = _anew(image, evidence)
            changes += more
    page = page_of(pixels)
    write_pages([(pixels, page)], order.folder / PAGES)
    (order.folder / COPY).write_bytes(png_file(pixels))
    return PreparedFiles((page,), COPY, pixels.upright, tuple(changes))


def repacked(image: Image.Image) -> Pixels:
    """Pack a picture's pixels as PNG does."""
    out = io.BytesIO()
    picture.bare(image).save(out, "PNG", compress_level=EFFORT)
    pixels = png_pixels(out.getvalue())
    if pixels is None:
        raise ValueError(image.mode)
    return pixels


def _anew(image: Image.Image, evidence: Evidence) -> tuple[Pixels, list[str]]:
    deep = image.mode.startswith("I")
    coloured, converted = colours.in_srgb(image)
    flat, was_clear = picture.on_white(coloured)
    said = [(converted, picture.SRGB), (was_clear, picture.FLAT), (deep, "Shown with 256 shades of grey.")]
    done = edits.edited(flat, evidence, 1)
    return repacked(done), [*(sentence for holds, sentence in said if holds), *edits.edit_notes(evidence)]


def _must_change(image: Image.Image, evidence: Evidence) -> bool:
    if image.mode not in {"1", "L", "P", "RGB"} or "transparency" in image.info or edits.is_edited(evidence, 1):
        return True
    return not colours.profile_is_srgb(image.info.get("icc_profile"))
