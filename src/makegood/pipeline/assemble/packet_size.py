"""A packet brought within what its reader takes: its pictures made smaller, as little as that needs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from makegood.model.artifact import PictureQuality

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from makegood.model.policy import ProfilePolicy

    Sizes = Mapping[int, tuple[float, float]]
    Smaller = Callable[[Path, Sizes, PictureQuality], Path]
    """Makes the pictures of prepared pages smaller: their PDF, the printed size of each page in points, how fine."""

FINEST = 300
"""Dots an inch of pages that must be drawn, where the profile names none."""
COARSER = ((150, 75), (110, 60))
"""Dots an inch and quality of JPEG at which small print in a screenshot can still be read, and just so. Our own
judgement; a fax has 100 or 200 lines an inch."""


@dataclass
class PacketSizing:
    """How a packet is made to fit. `used` maps the PDF of each exhibit to the one that was put in at last."""

    smaller: Smaller
    finest: PictureQuality
    most: int | None
    used: dict[Path, Path] = field(default_factory=dict)

    def ways(self, sizes: Mapping[Path, Sizes]) -> Iterator[Mapping[Path, Path]]:
        """Give the pages to put in, the finest first; the coarser ones only where there is a bound to be met."""
        coarser = [replace(self.finest, dpi=min(dpi, self.finest.dpi), quality=quality) for dpi, quality in COARSER]
        for fineness in (self.finest, *(coarser if self.most is not None else ())):
            self.used = {path: self.smaller(path, of, fineness) for path, of in sizes.items()}
            yield self.used

    def is_met(self, data: bytes) -> bool:
        """Say whether a finished packet is as small as it must be."""
        return self.most is None or len(data) <= self.most


def fit(profile: ProfilePolicy, smaller: Smaller) -> PacketSizing | None:
    """Say how to bring a packet within its profile; None where pictures stay as they are."""
    if profile.dpi is None and not profile.is_archival:
        return None
    finest = PictureQuality(profile.dpi or FINEST, profile.is_grey, is_flat=profile.is_archival)
    return PacketSizing(smaller, finest, profile.max_bytes)
