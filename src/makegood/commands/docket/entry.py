"""The docket's types: an entry for each case, and the sums by currency."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from makegood.model.errors import Problem
from makegood.model.facts import Deadline
from makegood.model.money import Money
from makegood.pipeline.derive.agenda import NEXT
from makegood.pipeline.derive.stage import ENDED
from makegood.storage.folders import natural_sort_key
from makegood.typesetting.filters import add_amounts

BROKEN = "broken"
"""Stage of a case with errors that must be fixed before anything else is known about it."""
STAGES = {
    BROKEN: "to be fixed",
    "to_request": "to be requested",
    "to_write": "message to be sent",
    "awaiting_reply": "awaiting a reply",
    "unanswered": "unanswered",
    "to_desk": "to be sent to the desk",
    "at_desk": "with the desk",
    "refused": "refused",
    "refunded": "refunded",
    "made_good": "made good",
    "settled": "settled",
    "withdrawn": "withdrawn",
    "nowhere": "no refund possible",
    "closed": "closed",
}
"""Titles of the stages in lists, in the order in which a case goes through them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaySums:
    """What was paid one of several ways: the channel, the desk ("" if none can pay), and the sum asked there.

    `running_since` is the day on which the desk received the request, or None.
    """

    channel: str
    desk: str
    paid: Money
    returned: Money
    asked: Money
    running_since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem(Deadline):
    """A deadline with its texts in English, the language of the docket."""

    act: str
    why: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocketEntry:
    """One case on one day. `day` is that day in the case's `zone`; `desk` is "" if only the creator can pay.

    `done` counts from 0 to 5 steps. The sums are None if the case is broken; `claimed` is the sum of recovered,
    given up and outstanding. `problems` counts the errors of a broken case.
    """

    ref: str
    day: date
    zone: str = "UTC"
    title: str = ""
    creator: str = ""
    desk: str = ""
    channel: str = ""
    stage: str = BROKEN
    done: int = 0
    next_act: str = ""
    document: str | None = None
    agenda: tuple[AgendaItem, ...] = ()
    claimed: Money | None = None
    recovered: Money | None = None
    given_up: Money | None = None
    outstanding: Money | None = None
    ways: tuple[WaySums, ...] = ()
    """The sums for each payment channel, if there are several."""
    example: bool = False
    problems: int = 0
    made_by: str = ""
    """The version of makegood that made the results of the case; "" if there are none."""

    @property
    def is_broken(self) -> bool:
        return self.stage == BROKEN

    @property
    def is_open(self) -> bool:
        return self.stage not in ENDED

    @property
    def next(self) -> AgendaItem | None:
        """Return the next act, or the wait, with its day, or None."""
        return next((deadline for deadline in self.agenda if deadline.id == NEXT and deadline.kind != "over"), None)

    @property
    def first(self) -> AgendaItem | None:
        """Return the first deadline to act or that closes; a wait does not count."""
        return next((deadline for deadline in self.agenda if deadline.is_due), None)

    @property
    def closing(self) -> AgendaItem | None:
        """Return what is to be done or closes first besides the next act, or None."""
        return next((deadline for deadline in self.agenda if deadline.is_due and deadline is not self.next), None)

    @property
    def is_late(self) -> bool:
        """Return whether a day to act has passed, or a window has closed unused."""
        return any(deadline.is_late_on(self.day) for deadline in self.agenda)

    def items(self, days: int | None = None) -> tuple[AgendaItem, ...]:
        """Return the open deadlines, the earliest first: what status, the page, the calendar and CI all list.

        With `days`, only those that are late or fall within so many days.
        """
        return tuple(
            deadline
            for deadline in self.agenda
            if deadline.is_open and (days is None or (deadline.on - self.day).days <= days)
        )

    @property
    def currency(self) -> str:
        return self.claimed.currency if self.claimed else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrencyTotal:
    """The sums of all cases of one currency."""

    currency: str
    cases: int
    claimed: Money
    recovered: Money
    given_up: Money
    outstanding: Money

    @property
    def share(self) -> Decimal:
        """Return the recovered share of the claim in percent, rounded down; 0 if nothing is claimed."""
        whole = self.claimed.amount
        return self.recovered.amount * 100 // whole if whole else Decimal(0)


@dataclass(frozen=True, slots=True)
class Docket:
    """All cases of a workspace on one day; `day` is that of the workspace's own zone.

    `moment` is the time in UTC at which the docket was made, or midnight of a day that was given. `ignored` are the
    problems of cases that are not read because of their place: nothing is known about what is due in them.
    """

    day: date
    zone: str
    entries: tuple[DocketEntry, ...]
    moment: datetime
    ignored: tuple[Problem, ...] = ()

    @property
    def own(self) -> tuple[DocketEntry, ...]:
        return tuple(entry for entry in self.entries if not entry.example)

    @property
    def examples(self) -> tuple[DocketEntry, ...]:
        return tuple(entry for entry in self.entries if entry.example)


def totals(entries: Iterable[DocketEntry]) -> tuple[CurrencyTotal, ...]:
    """Return the totals by currency, sorted by code; without examples and broken cases."""
    by_currency: dict[str, list[DocketEntry]] = {}
    for entry in entries:
        if entry.claimed and not entry.example:
            by_currency.setdefault(entry.currency, []).append(entry)
    return tuple(_total(code, by_currency[code]) for code in sorted(by_currency))


def dues(entries: Iterable[DocketEntry]) -> tuple[tuple[DocketEntry, AgendaItem], ...]:
    """Return what is to be done, what closes and what is awaited, the earliest first; without examples."""
    pairs = ((entry, day) for entry in entries if not entry.example for day in entry.items())
    return tuple(sorted(pairs, key=lambda pair: (pair[1].on, natural_sort_key(pair[0].ref), pair[1].id)))


def _total(code: str, entries: list[DocketEntry]) -> CurrencyTotal:
    return CurrencyTotal(
        currency=code,
        cases=len(entries),
        claimed=_sum(entry.claimed for entry in entries),
        recovered=_sum(entry.recovered for entry in entries),
        given_up=_sum(entry.given_up for entry in entries),
        outstanding=_sum(entry.outstanding for entry in entries),
    )


def _sum(amounts: Iterable[Money | None]) -> Money:
    return add_amounts(money for money in amounts if money is not None)
