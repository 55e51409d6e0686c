"""Decode an inline picture within the usual bounds, at the resolution of print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.pipeline.prepare import colours, picture
from makegood.pipeline.prepare.jpeg import encode_jpeg, orientation, turn_upright
from makegood.pipeline.prepare.page import Pixels
from makegood.pipeline.prepare.png import encode_png
from makegood.pipeline.prepare.refusal_errors import refusal_error
from makegood.pipeline.prepare.typeset import Inline

if TYPE_CHECKING:
    from makegood.model.source import EvidenceFile

NAMES = {"png": "PNG", "jpeg": "JPEG", "webp": "WEBP", "gif": "GIF", "heic": "HEIF"}
"""The kinds of pictures and their names in Pillow."""
LONGEST = 1400
"""Pixels of the longer side, some 250 per inch."""


def decode_inline(file: EvidenceFile, data: bytes, alt: str, most: int | None) -> Inline:
    """Return a decoded picture of `file.kind`; raise CaseError, placed at the file, if it cannot be shown."""
    from PIL import Image

    if file.kind == "heic":
        message = "A HEIC photo cannot be shown in a text."
        raise refusal_error("P1", file, message=message, fix="Replace the photo with a JPEG file.")
    with picture.open_picture(file, data, NAMES[file.kind], most) as image:
        exif_orientation = orientation(image)
        flat, _ = picture.without_transparency(colours.convert_to_srgb(image)[0])
        flat = turn_upright(flat, exif_orientation)
        flat.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    if file.kind in {"jpeg", "webp"}:
        pixels = Pixels(*flat.size, encode_jpeg(flat), "DCTDecode", "DeviceGray" if flat.mode == "L" else "DeviceRGB")
    else:
        pixels = encode_png(flat)
    return Inline(pixels, alt)
