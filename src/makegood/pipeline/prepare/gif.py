"""GIF pictures, of which an animation shows its first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.pipeline.prepare.remade import remade

if TYPE_CHECKING:
    from makegood.pipeline.prepare.made import PreparedFiles, PrepareRequest


def make(order: PrepareRequest) -> PreparedFiles:
    """Write `pages.pdf` and `copy.png`: on white, without comments, no pixel changed otherwise."""
    return remade(order, "GIF", is_photo=False)
