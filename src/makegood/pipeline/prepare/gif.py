"""Prepare GIF pictures; of an animation the first picture is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.pipeline.prepare.re_encoded import reencode

if TYPE_CHECKING:
    from makegood.pipeline.prepare.request import PreparedFiles, PrepareRequest


def make(request: PrepareRequest) -> PreparedFiles:
    """Write `pages.pdf` and `copy.png`: on white, without comments, pixels otherwise unchanged."""
    return reencode(request, "GIF", is_photo=False)
