"""Downscale the pictures of a packet as little as its size limit requires."""

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
    """Downscales the pictures of a PDF of prepared pages, given the printed size of each page in points."""

FINEST = 300
"""Dots per inch of pages that must be drawn if the profile states none."""
COARSER = ((150, 75), (110, 60))
"""Dots per inch and JPEG quality at which small print in a screenshot is well readable, and just readable. Our own
judgement; a fax has 100 or 200 lines per inch."""


@dataclass
class PacketSizing:
    """The size limit of a packet. `used` maps the PDF of each exhibit to the one used in the last attempt."""

    smaller: Smaller
    finest: PictureQuality
    most: int | None
    used: dict[Path, Path] = field(default_factory=dict)

    def attempts(self, sizes: Mapping[Path, Sizes]) -> Iterator[Mapping[Path, Path]]:
        """Yield the PDFs to use, the finest first; coarser ones only if there is a size limit."""
        coarser = [
            replace(self.finest, dpi=min(dpi, self.finest.dpi), quality=jpeg_quality) for dpi, jpeg_quality in COARSER
        ]
        for quality in (self.finest, *(coarser if self.most is not None else ())):
            self.used = {path: self.smaller(path, page_sizes, quality) for path, page_sizes in sizes.items()}
            yield self.used

    def is_met(self, data: bytes) -> bool:
        """Return whether a finished packet is within the size limit."""
        return self.most is None or len(data) <= self.most


def packet_sizing(profile: ProfilePolicy, smaller: Smaller) -> PacketSizing | None:
    """Return the sizing of a packet for its profile; None if its pictures are unchanged."""
    if profile.dpi is None and not profile.is_archival:
        return None
    finest = PictureQuality(profile.dpi or FINEST, profile.is_grey, is_flat=profile.is_archival)
    return PacketSizing(smaller, finest, profile.max_bytes)
