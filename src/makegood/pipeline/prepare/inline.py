"""A picture that is shown among words: decoded under the same bounds as any, and made as fine as paper shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.pipeline.prepare import colours, picture
from makegood.pipeline.prepare.jpeg import encoded, orientation, upright
from makegood.pipeline.prepare.page import Pixels
from makegood.pipeline.prepare.png import repacked
from makegood.pipeline.prepare.refusal import refused
from makegood.pipeline.prepare.typeset import Inline

if TYPE_CHECKING:
    from makegood.model.source import EvidenceFile

NAMES = {"png": "PNG", "jpeg": "JPEG", "webp": "WEBP", "gif": "GIF", "heic": "HEIF"}
"""The kinds of pictures, and what Pillow calls them."""
LONGEST = 1400
"""Pixels of the longer side: some 250 an inch."""


def inline(file: EvidenceFile, data: bytes, says: str, most: int | None) -> Inline:
    """Decode a picture of `file.kind`; raises CaseError, placed at the file, for one that cannot be shown."""
    from PIL import Image

    if file.kind == "heic":
        message = "A HEIC photo cannot be shown among words."
        raise refused("P1", file, message=message, fix="Save it as JPEG in its place.")
    with picture.opened(file, data, NAMES[file.kind], most) as image:
        turned = orientation(image)
        flat, _ = picture.on_white(colours.in_srgb(image)[0])
        flat = upright(flat, turned)
        flat.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    if file.kind in {"jpeg", "webp"}:
        pixels = Pixels(*flat.size, encoded(flat), "DCTDecode", "DeviceGray" if flat.mode == "L" else "DeviceRGB")
    else:
        pixels = repacked(flat)
    return Inline(pixels, says)
