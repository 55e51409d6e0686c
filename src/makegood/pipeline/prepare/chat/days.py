"""Read the days of a chat; an export may mean 3 November or 11 March by 3/11/2026 without stating which."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ORDERS = {"dmy": (2, 1, 0), "mdy": (2, 0, 1), "ymd": (0, 1, 2)}
"""The positions of year, month and day."""
MONTHS = 12


class UnclearError(ValueError):
    """It is unclear which number is the month, or the numbers contradict the given order."""


def days_of(stamps: Sequence[tuple[int, int, int]], order: str | None) -> list[date]:
    """Return the day of each stamp; without an order, in the only order that makes all of them days.

    Raise UnclearError if no order does, or if several do and give different days.
    """
    orders = ORDERS if order is None else [order]
    readings = [days for name in orders if (days := _read(stamps, ORDERS[name])) is not None]
    if not readings or any(days != readings[0] for days in readings):
        raise UnclearError
    return readings[0]


def _read(stamps: Iterable[tuple[int, int, int]], positions: tuple[int, int, int]) -> list[date] | None:
    days = []
    for stamp in stamps:
        year, month, day = (stamp[position] for position in positions)
        # A year has two digits or four; WhatsApp exists since 2009.
        year += 2000 if year < 100 else 0
        if not 2009 <= year < 2100 or (positions[0] == 0 and stamp[0] < 100):
            return None
        try:
            days.append(date(year, month, day))
        except ValueError:
            return None
    return days
