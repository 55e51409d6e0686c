"""JPEG photos: the coded pixels are passed through as they are, wherever nothing demands a change."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from makegood.pipeline.prepare import colours, edits, picture
from makegood.pipeline.prepare.jpeg_segments import cleaned
from makegood.pipeline.prepare.page import Pixels, page_of, write_pages
from makegood.pipeline.prepare.refusal import refused
from makegood.pipeline.prepare.request import PAGES, PreparedFiles, PrepareRequest

if TYPE_CHECKING:
    from PIL import Image

    from makegood.model.case import Evidence

ORIENTATION = 0x0112
COPY = "copy.jpg"


def make(order: PrepareRequest) -> PreparedFiles:
    """Write `pages.pdf` and `copy.jpg`: upright, in sRGB, without metadata."""
    file, evidence, data = order.file, order.evidence, order.data
    if edits.texts_of(evidence):
        raise refused("P9", file)
    with picture.opened(file, data, "JPEG", order.limits.image_pixels) as image:
        turned = orientation(image)
        clean = None if _must_change(image, evidence) else cleaned(data)
        changes = [*([picture.NO_METADATA] if _says_more(image) else []), *([picture.UPRIGHT] if turned != 1 else [])]
        if clean is None:
            pixels, copy, more = _anew(image, evidence, turned)
            changes += more
        else:
            grey = image.mode == "L"
            pixels = Pixels(*image.size, clean, "DCTDecode", "DeviceGray" if grey else "DeviceRGB", orientation=turned)
            copy = clean if turned == 1 else encoded(upright(image, turned), _sampling(image))
    page = page_of(pixels)
    write_pages([(pixels, page)], order.folder / PAGES)
    (order.folder / COPY).write_bytes(copy)
    return PreparedFiles((page,), COPY, pixels.upright, tuple(changes))


def encoded(image: Image.Image, sampling: int = 0) -> bytes:
    """Encode a picture as JPEG with nothing else in the file; `sampling` of colours as Pillow counts (0: none)."""
    out = io.BytesIO()
    picture.bare(image).save(out, "JPEG", quality=picture.QUALITY, subsampling=sampling)
    return out.getvalue()


def _anew(image: Image.Image, evidence: Evidence, turned: int) -> tuple[Pixels, bytes, list[str]]:
    """Encode the picture again, since its colours or the case ask for a change."""
    changed, converted = colours.in_srgb(image)
    done = edits.edited(upright(changed, turned), evidence, 1)
    copy = encoded(done)
    pixels = Pixels(*done.size, copy, "DCTDecode", "DeviceGray" if done.mode == "L" else "DeviceRGB")
    return pixels, copy, [*([picture.SRGB] if converted else []), *edits.edit_notes(evidence)]


def _must_change(image: Image.Image, evidence: Evidence) -> bool:
    if image.mode not in {"L", "RGB"} or edits.is_edited(evidence, 1):
        return True
    return not colours.profile_is_srgb(image.info.get("icc_profile"))


def _says_more(image: Image.Image) -> bool:
    """Whether the file holds segments that the picture does not need."""
    return any(name not in {"APP0", "APP14"} for name, _ in getattr(image, "applist", ()))


def _sampling(image: Image.Image) -> int:
    """Return 4:2:0 where the picture has its colours so: finer ones would be made up."""
    from PIL import JpegImagePlugin

    return 2 if image.mode == "RGB" and JpegImagePlugin.get_sampling(image) == 2 else 0  # 4:2:0


def orientation(image: Image.Image) -> int:
    """Read how the picture is to be turned; what cannot be read means that it is upright."""
    try:
        value = image.getexif().get(ORIENTATION, 1)
    except Exception:  # noqa: BLE001  # foreign bytes, parsed by hand
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1  # EXIF's eight


def upright(image: Image.Image, turned: int) -> Image.Image:
    from PIL import Image

    flip = Image.Transpose
    ways = {
        2: flip.FLIP_LEFT_RIGHT,
        3: flip.ROTATE_180,
        4: flip.FLIP_TOP_BOTTOM,
        5: flip.TRANSPOSE,
        6: flip.ROTATE_270,
        7: flip.TRANSVERSE,
        8: flip.ROTATE_90,
    }
    return image.transpose(ways[turned]) if turned in ways else image
