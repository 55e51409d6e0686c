"""HEIC photos, as phones take them: read by pillow-heif, where it was installed beside this program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.formats import showable
from makegood.pipeline.prepare.re_encoded import remade
from makegood.pipeline.prepare.refusal import refused

if TYPE_CHECKING:
    from makegood.pipeline.prepare.request import PreparedFiles, PrepareRequest

AVIF = frozenset({b"avif", b"avis"})
"""Brands of what lies in the same kind of file and is coded otherwise: Pillow itself reads it."""


def make(order: PrepareRequest) -> PreparedFiles:
    """Write `pages.pdf` and `copy.jpg`: upright, in sRGB, eight bits a colour, without metadata; of several the first.

    Raises CaseError (P1) with the way to convert it, where the decoder is not installed.
    """
    if order.data[8:12] in AVIF:
        return remade(order, "AVIF", is_photo=True)
    try:
        import pillow_heif
    except ImportError:
        raise refused("P1", order.file, message=showable.NO_HEIC, fix=showable.CONVERT) from None
    pillow_heif.register_heif_opener(thumbnails=False)
    return remade(order, "HEIF", is_photo=True)
