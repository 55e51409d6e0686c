"""The current day of a case: in its own time zone, and for an example the day on which it is set."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

Clock = datetime | date | None
"""A time with its zone; a date, which is the same in every zone; or None, to use each case's `as_of`."""


def day_for(clock: Clock, *, as_of: date, zone: str, is_example: bool) -> date:
    """Return the day for which a case is built.

    `as_of` is the case's own day. It is used for an example, whose story does not go on, and if `clock` is None.
    """
    if is_example or clock is None:
        return as_of
    return day_in_zone(clock, zone)


def day_in_zone(clock: datetime | date, zone: str) -> date:
    """Return the day of a moment in a time zone; a day is returned as it is."""
    return clock.astimezone(ZoneInfo(zone)).date() if isinstance(clock, datetime) else clock
