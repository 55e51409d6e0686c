"""Prepare pictures of kinds that PDF does not support, encoded again as a photo or lossless."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.pipeline.prepare import colours, edits, picture
from makegood.pipeline.prepare.jpeg import encode_jpeg, orientation, turn_upright
from makegood.pipeline.prepare.page import Pixels, page_of, write_pages
from makegood.pipeline.prepare.png import encode_png
from makegood.pipeline.prepare.png_chunks import png_file
from makegood.pipeline.prepare.refusal_errors import refusal_error
from makegood.pipeline.prepare.request import PAGES, PreparedFiles, PrepareRequest

if TYPE_CHECKING:
    from PIL import Image

METADATA = frozenset({"exif", "xmp", "icc_profile", "comment", "XML:com.adobe.xmp"})
"""Pillow's names for the metadata of a file."""


def reencode(request: PrepareRequest, kind: str, *, is_photo: bool) -> PreparedFiles:
    """Write `pages.pdf` and a copy of a picture of this kind (Pillow's name): JPEG if `is_photo`, else PNG."""
    if edits.masked_texts(request.evidence):
        raise refusal_error("P9", request.file)
    with picture.open_picture(request.file, request.data, kind, request.limits.image_pixels) as image:
        exif_orientation = orientation(image)
        is_animated = getattr(image, "is_animated", False)
        notes = [
            (any(image.info.get(name) for name in METADATA), picture.NO_METADATA),
            (getattr(image, "n_frames", 1) > 1, picture.FIRST if is_animated else picture.SEVERAL),
            (exif_orientation != 1, picture.UPRIGHT),
        ]
        coloured, converted = colours.convert_to_srgb(image)
        flat, was_clear = picture.without_transparency(coloured)
        notes += [(converted, picture.SRGB), (was_clear, picture.FLAT)]
        result = edits.apply_edits(turn_upright(flat, exif_orientation), request.evidence, 1)
    pixels = _encode(result, is_photo=is_photo)
    page = page_of(pixels)
    write_pages([(pixels, page)], request.folder / PAGES)
    copy = "copy.jpg" if is_photo else "copy.png"
    (request.folder / copy).write_bytes(pixels.data if is_photo else png_file(pixels))
    changes = (*(note for is_true, note in notes if is_true), *edits.edit_notes(request.evidence))
    return PreparedFiles((page,), copy, pixels.upright, changes)


def _encode(image: Image.Image, *, is_photo: bool) -> Pixels:
    if not is_photo:
        return encode_png(image)
    return Pixels(*image.size, encode_jpeg(image), "DCTDecode", "DeviceGray" if image.mode == "L" else "DeviceRGB")
