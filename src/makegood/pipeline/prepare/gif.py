"""GIF pictures, of which an animation shows its first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.pipeline.prepare.re_encoded import remade

if TYPE_CHECKING:
    from makegood.pipeline.prepare.request import PreparedFiles, PrepareRequest


def make(order: PrepareRequest) -> PreparedFiles:
    """Write `pages.pdf` and `copy.png`: on white, without comments, no pixel changed otherwise."""
    return remade(order, "GIF", is_photo=False)
