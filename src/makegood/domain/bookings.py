"""Booked impressions of reserved ads: how many are missing, and from which share on a booking counts as delivered."""

from __future__ import annotations

from collections.abc import Iterable

from makegood.model.case import Deliverable
from makegood.model.policy import GroundPolicy


def full_percent(grounds: Iterable[GroundPolicy]) -> int | None:
    """Return the share of booked impressions that counts as all of them, in percent; None if no ground has a rule."""
    return min((ground.full_from.percent for ground in grounds if ground.full_from), default=None)


def missing_impressions(item: Deliverable, full: int | None) -> int:
    """Return how many of the booked impressions were not delivered; 0 from `full` percent of them on.

    0, too, if one of the numbers is not stated.
    """
    booked, came = item.booked_impressions, item.delivered_impressions
    if booked is None or came is None or (full is not None and is_fully_delivered(item, full)):
        return 0
    return max(0, booked - came)


def is_fully_delivered(item: Deliverable, full: int) -> bool:
    """Return whether at least `full` percent of a booking were delivered; False if one of the numbers is not stated."""
    booked, came = item.booked_impressions, item.delivered_impressions
    return booked is not None and came is not None and came * 100 >= booked * full
