"""Prepare JPEG photos; the encoded pixels are copied unless the case or their colours require a change."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from makegood.pipeline.prepare import colours, edits, picture
from makegood.pipeline.prepare.jpeg_segments import strip_metadata
from makegood.pipeline.prepare.page import Pixels, page_of, write_pages
from makegood.pipeline.prepare.refusal_errors import refusal_error
from makegood.pipeline.prepare.request import PAGES, PreparedFiles, PrepareRequest

if TYPE_CHECKING:
    from PIL import Image

    from makegood.model.case import Evidence
    from makegood.model.statement import Statement

ORIENTATION = 0x0112
COPY = "copy.jpg"


def make(request: PrepareRequest) -> PreparedFiles:
    """Write `pages.pdf` and `copy.jpg`: upright, in sRGB, without metadata."""
    file, evidence, data = request.file, request.evidence, request.data
    if edits.masked_texts(evidence):
        raise refusal_error("P9", file)
    with picture.open_picture(file, data, "JPEG", request.limits.image_pixels) as image:
        exif_orientation = orientation(image)
        clean = None if _must_change(image, evidence) else strip_metadata(data)
        changes = [
            *([picture.NO_METADATA] if _has_metadata(image) else []),
            *([picture.UPRIGHT] if exif_orientation != 1 else []),
        ]
        if clean is None:
            pixels, copy, notes = _encode_again(image, evidence, exif_orientation)
            changes += notes
        else:
            grey = image.mode == "L"
            pixels = Pixels(
                *image.size, clean, "DCTDecode", "DeviceGray" if grey else "DeviceRGB", orientation=exif_orientation
            )
            copy = (
                clean if exif_orientation == 1 else encode_jpeg(turn_upright(image, exif_orientation), _sampling(image))
            )
    page = page_of(pixels)
    write_pages([(pixels, page)], request.folder / PAGES)
    (request.folder / COPY).write_bytes(copy)
    return PreparedFiles((page,), COPY, pixels.upright, tuple(changes))


def encode_jpeg(image: Image.Image, sampling: int = 0) -> bytes:
    """Return a picture as JPEG without metadata; `sampling` is Pillow's chroma subsampling (0: none)."""
    out = io.BytesIO()
    picture.without_metadata(image).save(out, "JPEG", quality=picture.QUALITY, subsampling=sampling)
    return out.getvalue()


def _encode_again(
    image: Image.Image, evidence: Evidence, exif_orientation: int
) -> tuple[Pixels, bytes, list[Statement]]:
    """Return the pixels, the copy and the notes of a picture whose colours or edits require encoding it again."""
    in_srgb, converted = colours.convert_to_srgb(image)
    result = edits.apply_edits(turn_upright(in_srgb, exif_orientation), evidence, 1)
    copy = encode_jpeg(result)
    pixels = Pixels(*result.size, copy, "DCTDecode", "DeviceGray" if result.mode == "L" else "DeviceRGB")
    return pixels, copy, [*([picture.SRGB] if converted else []), *edits.edit_notes(evidence)]


def _must_change(image: Image.Image, evidence: Evidence) -> bool:
    if image.mode not in {"L", "RGB"} or edits.is_edited(evidence, 1):
        return True
    return not colours.profile_is_srgb(image.info.get("icc_profile"))


def _has_metadata(image: Image.Image) -> bool:
    """Return whether the file has segments that the picture does not need."""
    return any(name not in {"APP0", "APP14"} for name, _ in getattr(image, "applist", ()))


def _sampling(image: Image.Image) -> int:
    """Return 4:2:0 (Pillow's 2) if the picture has it, since finer colours do not exist in it; else none (0)."""
    from PIL import JpegImagePlugin

    return 2 if image.mode == "RGB" and JpegImagePlugin.get_sampling(image) == 2 else 0


def orientation(image: Image.Image) -> int:
    """Return the EXIF orientation of the picture; 1 (upright) if it cannot be read."""
    try:
        value = image.getexif().get(ORIENTATION, 1)
    except Exception:  # noqa: BLE001  # Pillow's EXIF parser raises any exception
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def turn_upright(image: Image.Image, exif_orientation: int) -> Image.Image:
    from PIL import Image

    flip = Image.Transpose
    transposes = {
        2: flip.FLIP_LEFT_RIGHT,
        3: flip.ROTATE_180,
        4: flip.FLIP_TOP_BOTTOM,
        5: flip.TRANSPOSE,
        6: flip.ROTATE_270,
        7: flip.TRANSVERSE,
        8: flip.ROTATE_90,
    }
    return image.transpose(transposes[exif_orientation]) if exif_orientation in transposes else image
