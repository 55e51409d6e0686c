"""A picture of the evidence: opened under bounds, decoded once to prove it sound, its pixels as they are to be seen."""

from __future__ import annotations

import io
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from makegood.prepare.refusal import refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import Image

    from makegood.errors import CaseError
    from makegood.model.source import EvidenceFile

MOST_PIXELS = 40_000_000
POINTS_A_PIXEL = 0.75
"""Pictures are 96 pixels an inch."""

NO_METADATA = "Metadata removed."
SRGB = "Shown in sRGB colours."
UPRIGHT = "Turned upright."
FLAT = "Transparent parts shown on white."
FIRST = "The first picture of an animation shown."
QUALITY = 92


@contextmanager
def opened(file: EvidenceFile, data: bytes, kind: str, most: int | None) -> Iterator[Image.Image]:
    """Open and decode a picture of this format alone (Pillow's name); whatever goes wrong refuses the file.

    `most` is how many pixels it may have, 40 million where that is None.
    """
    from PIL import Image, ImageFile  # noqa: PLC0415  # a hit in the cache needs no Pillow

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
    from PIL import Image  # noqa: PLC0415  # as above

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


def in_srgb(image: Image.Image) -> tuple[Image.Image, bool]:
    """Return the picture in sRGB colours, or in grey, 8 bits each; and whether its own profile was another."""
    profile = image.info.get("icc_profile")
    converted = _converted(image, profile) if profile else None
    if converted is not None:
        return converted, True
    if image.mode.startswith("I;16") or image.mode == "I":
        return _eight_bits(image), False
    wanted = {"1": "L", "L": "L", "LA": "LA", "RGB": "RGB", "RGBA": "RGBA"}
    if image.mode in {"P", "PA"}:
        return image.convert("RGBA" if "transparency" in image.info or image.mode == "PA" else "RGB"), False
    if image.mode in {"L", "RGB", "1"} and "transparency" in image.info:
        return image.convert("RGBA"), False
    target = wanted.get(image.mode, "RGB")
    return (image if image.mode == target else image.convert(target)), image.mode == "CMYK"


def _eight_bits(image: Image.Image) -> Image.Image:
    return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")


def _converted(image: Image.Image, profile: bytes) -> Image.Image | None:
    """Convert from the picture's own profile; None where that is sRGB already, or cannot be read."""
    from PIL import ImageCms  # noqa: PLC0415  # few pictures have a profile

    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if is_srgb(own):
            return None
        alpha = image.getchannel("A") if image.mode in {"RGBA", "LA"} else None
        plain = image.convert(_profile_mode(own, image))
        result: Any = ImageCms.profileToProfile(plain, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
        if alpha is not None:
            result.putalpha(alpha)
    except (ImageCms.PyCMSError, OSError, ValueError):
        # A broken profile says nothing; every viewer then takes the colours as sRGB.
        return None
    result.info.pop("icc_profile", None)
    return result  # type: ignore[no-any-return]  # Pillow does not say


def _profile_mode(own: Any, image: Image.Image) -> str:
    space = own.profile.xcolor_space.strip()
    if space == "CMYK" and image.mode == "CMYK":
        return "CMYK"
    if space == "GRAY" and image.mode in {"1", "L", "LA"}:
        return "L"
    if space == "RGB" and image.mode != "CMYK":
        return "RGB"
    raise ValueError(space)


def is_srgb(own: Any) -> bool:
    """Whether a profile calls itself sRGB."""
    return "srgb" in (own.profile.profile_description or "").lower()


def profile_is_srgb(profile: bytes | None) -> bool:
    """Whether these bytes are no profile, one that says sRGB, or one that cannot be read."""
    from PIL import ImageCms  # noqa: PLC0415  # as above

    if not profile:
        return True
    try:
        return is_srgb(ImageCms.ImageCmsProfile(io.BytesIO(profile)))
    except (ImageCms.PyCMSError, OSError, ValueError):
        return True


def on_white(image: Image.Image) -> tuple[Image.Image, bool]:
    """Return the picture without transparency, and whether any part was transparent."""
    from PIL import Image  # noqa: PLC0415  # as above

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
