"""Which day it is for a case: that of its own time zone, and for an example the day on which it is set. A leaf."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

Clock = datetime | date | None
"""A moment with its zone; or the one day that stands in for it everywhere; None: each case has its own day, as_of."""


def day_for(clock: Clock, *, as_of: date, zone: str, is_example: bool) -> date:
    """Return the day on which a case is looked at.

    `as_of` is the case's own day. It holds for an example, whose story does not go on, and where `clock` is None.
    """
    if is_example or clock is None:
        return as_of
    return day_in_zone(clock, zone)


def day_in_zone(clock: datetime | date, zone: str) -> date:
    """Return the day that a moment is in a time zone; a day stands for itself."""
    return clock.astimezone(ZoneInfo(zone)).date() if isinstance(clock, datetime) else clock
