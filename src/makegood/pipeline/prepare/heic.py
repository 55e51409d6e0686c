"""Prepare HEIC photos from phones with pillow-heif, an optional dependency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.formats import showable
from makegood.pipeline.prepare.re_encoded import reencode
from makegood.pipeline.prepare.refusal_errors import refusal_error

if TYPE_CHECKING:
    from makegood.pipeline.prepare.request import PreparedFiles, PrepareRequest

AVIF = frozenset({b"avif", b"avis"})
"""Brands of AVIF, which uses the same container; Pillow itself reads it."""


def make(request: PrepareRequest) -> PreparedFiles:
    """Write `pages.pdf` and `copy.jpg`: the first picture, upright, in sRGB with eight bits, without metadata.

    Raise CaseError (P1) with instructions to convert the file if the decoder is not installed.
    """
    if request.data[8:12] in AVIF:
        return reencode(request, "AVIF", is_photo=True)
    try:
        import pillow_heif
    except ImportError:
        raise refusal_error("P1", request.file, message=showable.NO_HEIC, fix=showable.CONVERT) from None
    pillow_heif.register_heif_opener(thumbnails=False)
    return reencode(request, "HEIF", is_photo=True)
