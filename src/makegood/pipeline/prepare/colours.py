"""Convert the colours of a picture to sRGB or grey with eight bits each, from whatever profile it has."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image


def convert_to_srgb(image: Image.Image) -> tuple[Image.Image, bool]:
    """Return the picture in sRGB or grey with 8 bits each, and whether it had another profile."""
    profile = image.info.get("icc_profile")
    converted = _convert(image, profile) if profile else None
    if converted is not None:
        return converted, True
    if image.mode.startswith("I;16") or image.mode == "I":
        return _eight_bits(image), False
    modes = {"1": "L", "L": "L", "LA": "LA", "RGB": "RGB", "RGBA": "RGBA"}
    if image.mode in {"P", "PA"}:
        return image.convert("RGBA" if "transparency" in image.info or image.mode == "PA" else "RGB"), False
    if image.mode in {"L", "RGB", "1"} and "transparency" in image.info:
        return image.convert("RGBA"), False
    target = modes.get(image.mode, "RGB")
    return (image if image.mode == target else image.convert(target)), image.mode == "CMYK"


def _eight_bits(image: Image.Image) -> Image.Image:
    return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")


def _convert(image: Image.Image, profile: bytes) -> Image.Image | None:
    """Return the picture converted from its own profile; None if that is already sRGB or cannot be read."""
    from PIL import ImageCms

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
        # Every viewer ignores a broken profile and reads the colours as sRGB.
        return None
    result.info.pop("icc_profile", None)
    return result  # type: ignore[no-any-return]  # untyped in Pillow


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
    """Return whether a profile calls itself sRGB."""
    return "srgb" in (own.profile.profile_description or "").lower()


def profile_is_srgb(profile: bytes | None) -> bool:
    """Return whether these bytes are no profile, an sRGB profile, or one that cannot be read."""
    from PIL import ImageCms

    if not profile:
        return True
    try:
        return is_srgb(ImageCms.ImageCmsProfile(io.BytesIO(profile)))
    except (ImageCms.PyCMSError, OSError, ValueError):
        return True
