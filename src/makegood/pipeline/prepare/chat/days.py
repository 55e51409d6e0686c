"""The days of a chat: an export writes 3/11/2026 or 11/3/2026, and does not say which it means."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ORDERS = {"dmy": (2, 1, 0), "mdy": (2, 0, 1), "ymd": (0, 1, 2)}
"""Where year, month and day stand."""
MONTHS = 12


class UnclearError(ValueError):
    """The numbers do not tell which of them is the month, or contradict what was said."""


def days_of(stamps: Sequence[tuple[int, int, int]], order: str | None) -> list[date]:
    """Return the day of each stamp; where no order is given, the only one in which all of them are days.

    Raises UnclearError where there is none, or more than one that gives other days.
    """
    orders = ORDERS if order is None else [order]
    found = [days for name in orders if (days := _read(stamps, ORDERS[name])) is not None]
    if not found or any(days != found[0] for days in found):
        raise UnclearError
    return found[0]


def _read(stamps: Iterable[tuple[int, int, int]], places: tuple[int, int, int]) -> list[date] | None:
    days = []
    for stamp in stamps:
        year, month, day = (stamp[place] for place in places)
        # A year has two figures or four; WhatsApp is of 2009.
        year += 2000 if year < 100 else 0
        if not 2009 <= year < 2100 or (places[0] == 0 and stamp[0] < 100):
            return None
        try:
            days.append(date(year, month, day))
        except ValueError:
            return None
    return days
