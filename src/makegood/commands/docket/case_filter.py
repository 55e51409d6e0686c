"""Filter and sort cases for a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from makegood.commands.docket.entry import DocketEntry
from makegood.storage.folders import natural_sort_key

ORDERS: Mapping[str, Callable[[DocketEntry], tuple[Any, ...]]] = {
    "due": lambda entry: (not entry.is_open, entry.first.on if entry.first else date.max, natural_sort_key(entry.ref)),
    "ref": lambda entry: (natural_sort_key(entry.ref),),
    "stage": lambda entry: (entry.done, entry.stage, natural_sort_key(entry.ref)),
    "creator": lambda entry: (not entry.creator, entry.creator.casefold(), natural_sort_key(entry.ref)),
    "desk": lambda entry: (not entry.desk, entry.desk.casefold(), natural_sort_key(entry.ref)),
    "outstanding": lambda entry: (
        entry.currency,
        -(entry.outstanding.amount if entry.outstanding else Decimal(0)),
        natural_sort_key(entry.ref),
    ),
}
"""Sort keys; amounts of different currencies are never compared with each other."""


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Criteria of a list; "" matches everything. `stage` is a stage, or "open" or "over"."""

    stage: str = ""
    creator: str = ""
    desk: str = ""
    currency: str = ""

    def apply(self, entries: Iterable[DocketEntry], order: str = "due") -> tuple[DocketEntry, ...]:
        """Return the matching entries, sorted by one of ORDERS. Part of a creator's or a desk's name is enough."""
        return tuple(sorted(filter(self._matches, entries), key=ORDERS[order]))

    def _matches(self, entry: DocketEntry) -> bool:
        stages = {"": True, "open": entry.is_open, "over": not entry.is_open}
        return (
            stages.get(self.stage, entry.stage == self.stage)
            and self.creator.casefold() in entry.creator.casefold()
            and self.desk.casefold() in entry.desk.casefold()
            and self.currency in {"", entry.currency}
        )


def within(entries: Iterable[DocketEntry], days: int) -> tuple[DocketEntry, ...]:
    """Return the cases with something that is late or falls within this many days; a broken case always has it."""
    return tuple(entry for entry in entries if entry.is_broken or entry.items(days))
