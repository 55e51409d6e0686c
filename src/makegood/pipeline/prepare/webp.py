"""WebP pictures: photos that lost some detail when they were packed, or drawings that lost none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.pipeline.prepare.re_encoded import remade

if TYPE_CHECKING:
    from makegood.pipeline.prepare.request import PreparedFiles, PrepareRequest

WITHOUT_LOSS = b"VP8L"
"""The name of the part of a file that holds pixels as they were (WebP container specification)."""


def make(order: PrepareRequest) -> PreparedFiles:
    """Write `pages.pdf` and `copy.png` or `copy.jpg`: in sRGB, on white, bare; of an animation its first picture."""
    return remade(order, "WEBP", is_photo=WITHOUT_LOSS not in order.data)
