"""Open a picture of the evidence within bounds and decode it completely."""

from __future__ import annotations

import io
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

from makegood.model.statement import say
from makegood.pipeline.prepare.refusal_errors import refusal_error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import Image

    from makegood.model.errors import CaseError
    from makegood.model.source import EvidenceFile

MOST_PIXELS = 40_000_000
POINTS_A_PIXEL = 0.75
"""Points per pixel: pictures are laid out at 96 pixels per inch."""

NO_METADATA = say("exhibit-note-metadata")
SRGB = say("exhibit-note-srgb")
UPRIGHT = say("exhibit-note-upright")
FLAT = say("exhibit-note-flat")
GREY = say("exhibit-note-grey")
FIRST = say("exhibit-note-first-frame")
SEVERAL = say("exhibit-note-first-picture")
QUALITY = 92


@contextmanager
def open_picture(file: EvidenceFile, data: bytes, kind: str, most: int | None) -> Iterator[Image.Image]:
    """Yield a decoded picture of this format (Pillow's name) only; raise CaseError for any failure.

    `most` is the limit of its pixels; 40 million if None.
    """
    from PIL import Image, ImageFile

    # WeasyPrint sets this for the whole process, and a truncated picture would be accepted.
    old_leniency, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    old_limit = Image.MAX_IMAGE_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            Image.MAX_IMAGE_PIXELS = most or MOST_PIXELS
            image = _decode(file, data, kind)
            yield image
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES, Image.MAX_IMAGE_PIXELS = old_leniency, old_limit


def _decode(file: EvidenceFile, data: bytes, kind: str) -> Image.Image:
    from PIL import Image

    try:
        image = Image.open(io.BytesIO(data), formats=(kind,))
        image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise _too_large_error(file) from error
    except Exception as error:  # decoders raise any exception for damaged files
        raise refusal_error("P2", file) from error
    return image


def _too_large_error(file: EvidenceFile) -> CaseError:
    return refusal_error(
        "P5",
        file,
        message="This picture has too many pixels.",
        fix="Save the picture at a smaller size, or increase settings.limits.image_pixels.",
    )


def without_transparency(image: Image.Image) -> tuple[Image.Image, bool]:
    """Return the picture without transparency, and whether any part was transparent."""
    from PIL import Image

    if image.mode not in {"RGBA", "LA"}:
        return image, False
    alpha = image.getchannel("A")
    solid = image.convert(image.mode[:-1])
    if alpha.getextrema() == (255, 255):
        return solid, False
    white = Image.new(solid.mode, image.size, "white")
    white.paste(solid, mask=alpha)
    return white, True


def without_metadata(image: Image.Image) -> Image.Image:
    """Return the same picture after removing its metadata: no EXIF, no profile, no text."""
    image.info.clear()
    return image
