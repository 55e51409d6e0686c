"""Pictures of kinds that a PDF cannot hold as they are: decoded once, and packed as a photo or without loss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.pipeline.prepare import colours, edits, picture
from makegood.pipeline.prepare.jpeg import encoded, orientation, upright
from makegood.pipeline.prepare.page import Pixels, page_of, write_pages
from makegood.pipeline.prepare.png import repacked
from makegood.pipeline.prepare.png_chunks import png_file
from makegood.pipeline.prepare.refusal import refused
from makegood.pipeline.prepare.request import PAGES, PreparedFiles, PrepareRequest

if TYPE_CHECKING:
    from PIL import Image

BESIDE = frozenset({"exif", "xmp", "icc_profile", "comment", "XML:com.adobe.xmp"})
"""What Pillow calls the parts of a file that are no pixels."""


def remade(order: PrepareRequest, kind: str, *, is_photo: bool) -> PreparedFiles:
    """Write `pages.pdf` and a copy of a picture of this kind (Pillow's name), which `is_photo` or a drawing."""
    if edits.texts_of(order.evidence):
        raise refused("P9", order.file)
    with picture.opened(order.file, order.data, kind, order.limits.image_pixels) as image:
        turned = orientation(image)
        moves = getattr(image, "is_animated", False)
        said = [
            (any(image.info.get(name) for name in BESIDE), picture.NO_METADATA),
            (getattr(image, "n_frames", 1) > 1, picture.FIRST if moves else picture.SEVERAL),
            (turned != 1, picture.UPRIGHT),
        ]
        coloured, converted = colours.in_srgb(image)
        flat, was_clear = picture.on_white(coloured)
        said += [(converted, picture.SRGB), (was_clear, picture.FLAT)]
        done = edits.edited(upright(flat, turned), order.evidence, 1)
    pixels = _packed(done, is_photo=is_photo)
    page = page_of(pixels)
    write_pages([(pixels, page)], order.folder / PAGES)
    copy = "copy.jpg" if is_photo else "copy.png"
    (order.folder / copy).write_bytes(pixels.data if is_photo else png_file(pixels))
    changes = (*(sentence for holds, sentence in said if holds), *edits.edit_notes(order.evidence))
    return PreparedFiles((page,), copy, pixels.upright, changes)


def _packed(image: Image.Image, *, is_photo: bool) -> Pixels:
    if not is_photo:
        return repacked(image)
    return Pixels(*image.size, encoded(image), "DCTDecode", "DeviceGray" if image.mode == "L" else "DeviceRGB")
