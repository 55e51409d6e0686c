"""The docket as values: a line for each case, and the sums by currency."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from makegood.model.facts import Deadline
from makegood.model.money import Money
from makegood.pipeline.derive.agenda import NEXT
from makegood.pipeline.derive.stage import ENDED
from makegood.storage.folders import natural_sort_key
from makegood.typesetting.filters import add_amounts

BROKEN = "broken"
"""The stage of a case whose mistakes have to be mended before anything can be said of it."""
STAGES = {
    BROKEN: "to be mended",
    "to_request": "to be requested",
    "to_write": "to be written to",
    "awaiting_reply": "awaiting a reply",
    "unanswered": "unanswered",
    "to_desk": "to go to the desk",
    "at_desk": "at the desk",
    "refused": "refused",
    "refunded": "refunded",
    "settled": "settled",
    "withdrawn": "withdrawn",
    "nowhere": "nobody pays back",
    "closed": "closed",
}
"""How a stage is called where cases are listed, in the order in which they are gone through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaySums:
    """What went one of several ways: by which channel, to which desk ("" where none can pay), and what is asked there.

    `running_since` is the day from which the desk has the request, None where it has none.
    """

    channel: str
    desk: str
    paid: Money
    returned: Money
    asked: Money
    running_since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocketEntry:
    """One case on one day. `day` is that day in the case's `zone`; `desk` "" where only the creator can pay.

    `done` of five steps. The sums are None where the case is broken; `claimed` is what is recovered, given up and
    outstanding together. `problems` counts the mistakes of a broken case.
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
    agenda: tuple[Deadline, ...] = ()
    claimed: Money | None = None
    recovered: Money | None = None
    given_up: Money | None = None
    outstanding: Money | None = None
    ways: tuple[WaySums, ...] = ()
    """Where the money went several ways, each of them."""
    example: bool = False
    problems: int = 0

    @property
    def is_broken(self) -> bool:
        return self.stage == BROKEN

    @property
    def is_open(self) -> bool:
        return self.stage not in ENDED

    @property
    def next(self) -> Deadline | None:
        """The next act, or the wait, with its day; None where it has none."""
        return next((one for one in self.agenda if one.id == NEXT and one.kind != "over"), None)

    @property
    def first(self) -> Deadline | None:
        """What comes first of all that is to be done or that closes; a wait is nothing to be done."""
        return next((one for one in self.agenda if one.is_due), None)

    @property
    def is_late(self) -> bool:
        """A day has passed on which something was to be done, or a window has closed unused."""
        return any(one.kind in {"act", "missed"} and one.on < self.day for one in self.agenda)

    @property
    def currency(self) -> str:
        return self.claimed.currency if self.claimed else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrencyTotal:
    """What the cases of one currency come to."""

    currency: str
    cases: int
    claimed: Money
    recovered: Money
    given_up: Money
    outstanding: Money

    @property
    def share(self) -> Decimal:
        """How much of what was claimed has come back, in percent, rounded down; 0 where nothing is claimed."""
        whole = self.claimed.amount
        return self.recovered.amount * 100 // whole if whole else Decimal(0)


@dataclass(frozen=True, slots=True)
class Docket:
    """All cases of a workspace on one day: `day` is that of the workspace's own zone."""

    day: date
    zone: str
    entries: tuple[DocketEntry, ...]

    @property
    def own(self) -> tuple[DocketEntry, ...]:
        return tuple(one for one in self.entries if not one.example)

    @property
    def examples(self) -> tuple[DocketEntry, ...]:
        return tuple(one for one in self.entries if one.example)


def totals(entries: Iterable[DocketEntry]) -> tuple[CurrencyTotal, ...]:
    """Add up by currency, in the order of the codes; examples and broken cases count nowhere."""
    found: dict[str, list[DocketEntry]] = {}
    for one in entries:
        if one.claimed and not one.example:
            found.setdefault(one.currency, []).append(one)
    return tuple(_total(code, found[code]) for code in sorted(found))


def dues(entries: Iterable[DocketEntry]) -> tuple[tuple[DocketEntry, Deadline], ...]:
    """List what is to be done and what closes, the earliest first; examples count nowhere."""
    listed = ((one, day) for one in entries if not one.example for day in one.agenda if day.is_due)
    return tuple(sorted(listed, key=lambda pair: (pair[1].on, natural_sort_key(pair[0].ref), pair[1].id)))


def _total(code: str, entries: list[DocketEntry]) -> CurrencyTotal:
    return CurrencyTotal(
        currency=code,
        cases=len(entries),
        claimed=_sum(one.claimed for one in entries),
        recovered=_sum(one.recovered for one in entries),
        given_up=_sum(one.given_up for one in entries),
        outstanding=_sum(one.outstanding for one in entries),
    )


def _sum(amounts: Iterable[Money | None]) -> Money:
    return add_amounts(one for one in amounts if one is not None)
