"""A picture of the evidence: opened under bounds, decoded once to prove it sound, its pixels as they are to be seen."""

from __future__ import annotations

import io
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

from makegood.pipeline.prepare.refusal import refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import Image

    from makegood.model.errors import CaseError
    from makegood.model.source import EvidenceFile

MOST_PIXELS = 40_000_000
POINTS_A_PIXEL = 0.75
"""Pictures are 96 pixels an inch."""

NO_METADATA = "Metadata removed."
SRGB = "Shown in sRGB colours."
UPRIGHT = "Turned upright."
FLAT = "Transparent parts shown on white."
FIRST = "The first picture of an animation shown."
SEVERAL = "The first picture of several in the file shown."
QUALITY = 92


@contextmanager
def opened(file: EvidenceFile, data: bytes, kind: str, most: int | None) -> Iterator[Image.Image]:
    """Open and decode a picture of this format alone (Pillow's name); whatever goes wrong refuses the file.

    `most` is how many pixels it may have, 40 million where that is None.
    """
    from PIL import Image, ImageFile

    # WeasyPrint sets this for the whole process, and a truncated picture would pass as whole.
    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    usual = Image.MAX_IMAGE_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            Image.MAX_IMAGE_PIXELS = most or MOST_PIXELS
            image = _decoded(file, data, kind)
            yield image
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES, Image.MAX_IMAGE_PIXELS = lenient, usual


def _decoded(file: EvidenceFile, data: bytes, kind: str) -> Image.Image:
    from PIL import Image

    try:
        image = Image.open(io.BytesIO(data), formats=(kind,))
        image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise _too_large(file) from error
    except Exception as error:  # decoders of foreign bytes raise whatever they like
        raise refused("P2", file) from error
    return image


def _too_large(file: EvidenceFile) -> CaseError:
    return refused(
        "P5",
        file,
        message="This picture has more pixels than may be.",
        fix="Save it smaller, or raise settings.limits.image_pixels.",
    )


def on_white(image: Image.Image) -> tuple[Image.Image, bool]:
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


def bare(image: Image.Image) -> Image.Image:
    """Return the same picture, which from now on has nothing but its pixels: no EXIF, no profile, no text."""
    image.info.clear()
    return image
