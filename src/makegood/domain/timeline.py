"""A case as a line in time: where each day stands on it. A leaf."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal

from makegood.model.facts import Event, Facts

LANES = ("Agreed and paid", "Work", "Letters and answers", "Money back", "Still to come")
LANE = {
    "agreed": 0,
    "amended": 0,
    "paid": 0,
    "due": 1,
    "posted": 1,
    "removed": 1,
    "failed": 1,
    "captured": 1,
    "log": 2,
    "returned": 3,
}
AHEAD = timedelta(days=200)
"""What comes later than this is in the table alone: on the line it would press all else together."""
TICKS = 6
"""Most days that are written under the line: so many fit on a telephone."""
MONTHS_APART = (1, 2, 3, 6, 12, 24, 60, 120)


@dataclass(frozen=True, slots=True)
class TimelineMark:
    """One day on the line; `at` in percent of its length, `lane` an index into LANES."""

    at: Decimal
    lane: int
    kind: Literal["done", "next", "window"]


@dataclass(frozen=True, slots=True)
class Timeline:
    """`ticks` are first days of months and where they stand; `now` is where the case's own day stands."""

    lanes: tuple[str, ...]
    marks: tuple[TimelineMark, ...]
    ticks: tuple[tuple[Decimal, date], ...]
    now: Decimal


def timeline(facts: Facts) -> Timeline:
    """Place every dated event, the case's own day, and what is still to come, on one line."""
    today = facts.case.case.as_of
    come = [one for one in facts.agenda if one.kind != "over" and one.on - today <= AHEAD]
    days = [today, *(_day(one) for one in facts.chronology), *(one.on for one in come)]
    first, last = min(days), max(days)
    whole = max((last - first).days, 1)

    def at(day: date) -> Decimal:
        return (Decimal((day - first).days) / whole * 96 + 2).quantize(Decimal("0.1"))

    marks = [TimelineMark(at(_day(one)), LANE[one.kind], "done") for one in facts.chronology]
    marks += [TimelineMark(at(one.on), len(LANES) - 1, "window" if one.kind == "window" else "next") for one in come]
    ticks = tuple((at(day), day) for day in _months(first, last))
    return Timeline(LANES, tuple(dict.fromkeys(marks)), ticks, at(today))


def _day(event: Event) -> date:
    return event.at.date() if isinstance(event.at, datetime) else event.at


def _months(first: date, last: date) -> tuple[date, ...]:
    """Choose first days of months, as many as fit; the two ends where there is none between them."""
    for apart in MONTHS_APART:
        found = tuple(day for day in _firsts(first, last) if (day.year * 12 + day.month - 1) % apart == 0)
        if len(found) <= TICKS:
            return found or tuple(dict.fromkeys((first, last)))
    return (first, last)


def _firsts(first: date, last: date) -> Iterator[date]:
    day = first.replace(day=1)
    while day <= last:
        if day >= first:
            yield day
        day = (day + timedelta(days=32)).replace(day=1)
