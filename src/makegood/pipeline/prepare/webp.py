"""Prepare WebP pictures, lossy photos or lossless drawings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.pipeline.prepare.re_encoded import reencode

if TYPE_CHECKING:
    from makegood.pipeline.prepare.request import PreparedFiles, PrepareRequest

WITHOUT_LOSS = b"VP8L"
"""The name of the chunk of losslessly encoded pixels (WebP container specification)."""


def make(request: PrepareRequest) -> PreparedFiles:
    """Write `pages.pdf` and `copy.png` or `copy.jpg`: the first picture in sRGB, on white, without metadata."""
    return reencode(request, "WEBP", is_photo=WITHOUT_LOSS not in request.data)
