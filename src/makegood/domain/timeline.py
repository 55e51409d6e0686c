"""The timeline of a case, with the position of each day on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal

from makegood.model.facts import Event, Facts

LANES = ("agreed-and-paid", "work", "letters", "refunds", "still-to-come")
"""The lanes of the picture, from top to bottom."""
LANE = {
    "agreed": 0,
    "amended": 0,
    "paid": 0,
    "begin": 1,
    "due": 1,
    "drafted": 1,
    "missed": 1,
    "posted": 1,
    "removed": 1,
    "failed": 1,
    "captured": 1,
    "noticed": 1,
    "log": 2,
    "returned": 3,
}
AHEAD = timedelta(days=200)
"""Later days are only in the table: on the line they would squeeze everything else together."""
TICKS = 6
"""Most days written under the line: this many fit on a phone."""
MONTHS_APART = (1, 2, 3, 6, 12, 24, 60, 120)


@dataclass(frozen=True, slots=True)
class TimelineMark:
    """One day on the line; `at` is in percent of its length, `lane` an index into LANES."""

    at: Decimal
    lane: int
    kind: Literal["done", "next", "window"]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The timeline; `ticks` are first days of months with their positions, `now` is the position of the case's day."""

    lanes: tuple[str, ...]
    marks: tuple[TimelineMark, ...]
    ticks: tuple[tuple[Decimal, date], ...]
    now: Decimal


def timeline(facts: Facts) -> Timeline:
    """Return the timeline with every dated event, the case's own day, and what is still to come."""
    today = facts.case.case.as_of
    upcoming = [item for item in facts.agenda if item.kind != "over" and item.on - today <= AHEAD]
    days = [today, *(_day(event) for event in facts.chronology), *(item.on for item in upcoming)]
    first, last = min(days), max(days)
    length = max((last - first).days, 1)

    def position(day: date) -> Decimal:
        return (Decimal((day - first).days) / length * 96 + 2).quantize(Decimal("0.1"))

    marks = [TimelineMark(position(_day(event)), LANE[event.kind], "done") for event in facts.chronology]
    marks += [
        TimelineMark(position(item.on), len(LANES) - 1, "window" if item.kind == "window" else "next")
        for item in upcoming
    ]
    ticks = tuple((position(day), day) for day in _months(first, last))
    return Timeline(LANES, tuple(dict.fromkeys(marks)), ticks, position(today))


def _day(event: Event) -> date:
    return event.at.date() if isinstance(event.at, datetime) else event.at


def _months(first: date, last: date) -> tuple[date, ...]:
    """Return first days of months, as many as fit; the two ends if there is none between them."""
    for interval in MONTHS_APART:
        ticks = tuple(day for day in _first_days(first, last) if (day.year * 12 + day.month - 1) % interval == 0)
        if len(ticks) <= TICKS:
            return ticks or tuple(dict.fromkeys((first, last)))
    return (first, last)


def _first_days(first: date, last: date) -> Iterator[date]:
    day = first.replace(day=1)
    while day <= last:
        if day >= first:
            yield day
        day = (day + timedelta(days=32)).replace(day=1)
