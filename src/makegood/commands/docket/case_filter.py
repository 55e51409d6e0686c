"""Which cases are listed, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from makegood.commands.docket.entry import DocketEntry
from makegood.storage.folders import natural_sort_key

ORDERS: Mapping[str, Callable[[DocketEntry], tuple[Any, ...]]] = {
    "due": lambda one: (not one.is_open, one.first.on if one.first else date.max, natural_sort_key(one.ref)),
    "ref": lambda one: (natural_sort_key(one.ref),),
    "stage": lambda one: (one.done, one.stage, natural_sort_key(one.ref)),
    "creator": lambda one: (not one.creator, one.creator.casefold(), natural_sort_key(one.ref)),
    "desk": lambda one: (not one.desk, one.desk.casefold(), natural_sort_key(one.ref)),
    "outstanding": lambda one: (
        one.currency,
        -(one.outstanding.amount if one.outstanding else Decimal(0)),
        natural_sort_key(one.ref),
    ),
}
"""Ways to sort: amounts of different currencies are never held against each other."""


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What is asked for; "" asks for nothing. `stage` is a stage, or "open" or "over"."""

    stage: str = ""
    creator: str = ""
    desk: str = ""
    currency: str = ""

    def sifted(self, entries: Iterable[DocketEntry], order: str = "due") -> tuple[DocketEntry, ...]:
        """Give those that fit, sorted by one of ORDERS. A creator or a desk fits by a part of its name."""
        return tuple(sorted(filter(self._fits, entries), key=ORDERS[order]))

    def _fits(self, one: DocketEntry) -> bool:
        stages = {"": True, "open": one.is_open, "over": not one.is_open}
        return (
            stages.get(self.stage, one.stage == self.stage)
            and self.creator.casefold() in one.creator.casefold()
            and self.desk.casefold() in one.desk.casefold()
            and self.currency in {"", one.currency}
        )


def within(entries: Iterable[DocketEntry], days: int) -> tuple[DocketEntry, ...]:
    """Give the cases in which something is to be done or closes within so many days, or was to be done before.

    Of a broken case nobody knows the days: it is among them.
    """
    return tuple(
        one
        for one in entries
        if one.is_broken or any(day.is_due and day.on <= one.day + timedelta(days=days) for day in one.agenda)
    )
