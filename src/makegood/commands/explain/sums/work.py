"""What each part of a calculation is built from: the facts, where their figures stand, and the lines so far."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from makegood.commands.explain.sums.sheet import Sheet, SheetNote, cut, rounded, total
from makegood.domain.ledger.books import Books, LedgerEntry, open_books
from makegood.domain.windows import day_of, format_day
from makegood.formats.terminal_text import visible
from makegood.model.case import Case, Deliverable, LogEntry, Moment, Payment
from makegood.model.facts import Facts
from makegood.model.money import Money
from makegood.model.source import Source


@dataclass(frozen=True)
class Places:
    """Where the figures of a whole case stand. A part of the case, such as one way of payment, has the same places."""

    source: Source
    case: Case

    def at(self, pointer: str) -> str:
        """Say where a value stands: `payments.0.amount, line 31`."""
        place = self.source.place(pointer)
        file = "" if place.file == self.source.case.label else f" of {visible(place.file)}"
        return f"{pointer[1:].replace('/', '.')}, line {place.line}{file}"

    def has(self, pointer: str) -> bool:
        """Return whether a value was typed: some are filled in from others."""
        return any(file and pointer in file.places for file in (self.source.case, self.source.defaults))

    def payment(self, payment: Payment, key: str) -> str:
        return self.at(f"/payments/{_index(self.case.payments, payment)}/{key}")

    def item(self, item: Deliverable, key: str = "") -> str:
        """Say where a deliverable stands, or one of its figures."""
        return self.at(self._item(item, key))

    def has_item(self, item: Deliverable, key: str) -> bool:
        """Return whether a figure of a deliverable was typed."""
        return self.has(self._item(item, key))

    def _item(self, item: Deliverable, key: str) -> str:
        return f"/deliverables/{_index(self.case.deliverables, item)}/{key}".rstrip("/")

    def entry(self, entry: LogEntry, key: str) -> str:
        return self.at(f"/log/{_index(self.case.log, entry)}/{key}")


def _index(listed: Sequence[object], one: object) -> int:
    """Find the place of an object itself, else of one that is equal."""
    return next((at for at, other in enumerate(listed) if other is one), None) or listed.index(one)


@dataclass(frozen=True)
class Work:
    """One case, or one way of payment of it. `found` has the lines that others follow from, by their name."""

    facts: Facts
    places: Places
    sheet: Sheet
    of: str = ""
    """What the names of sums begin with, where a case has several ways of payment."""
    found: dict[str, int] = field(default_factory=dict)
    payments: dict[int, int] = field(default_factory=dict)
    """The line of each payment's value, by the identity of the payment."""

    parts: dict[str, int] = field(default_factory=dict)
    """The line of each deliverable's weight, or of how many pieces it is, where it has no price of its own."""

    @property
    def case(self) -> Case:
        return self.facts.case

    @property
    def currency(self) -> str:
        return self.facts.computation.result.currency

    @cached_property
    def book(self) -> Books:
        return open_books(self.case, self.sheet.minor)

    def money(self, what: str, amount: Money, source: str, *names: str, notes: Iterable[SheetNote | str] = ()) -> int:
        """Add an amount that was typed."""
        return self.sheet.typed(what, amount.amount, _typed(source), amount.currency, notes, self.named(*names))

    def at_place(self, source: str) -> int | None:
        """Find the line of the figure that was typed in a place."""
        return next((one.number for one in self.sheet.lines() if one.source == _typed(source)), None)

    def amount(self, what: str, amount: Money, source: str, *names: str) -> int:
        """Add an amount that was typed; where it has a line already, one that follows from it."""
        there = self.at_place(source)
        if there is None:
            return self.money(what, amount, source, *names)
        return self.sheet.add(what, total([there]), amount.currency, amount.amount, names=self.named(*names))

    def number(
        self, what: str, value: Decimal | int | date, source: str, unit: str = "", *notes: SheetNote | str
    ) -> int:
        """Add a number or a day that was typed."""
        return self.sheet.typed(what, value, _typed(source), unit, notes)

    def named(self, *names: str) -> tuple[str, ...]:
        return tuple(f"{self.of} {one}".strip() for one in names)

    def stated(self, what: str, number: int, amount: Money, *names: str, notes: Iterable[SheetNote | str] = ()) -> int:
        """Add what the documents state of a line: rounded, where it does not end with the smallest amount."""
        is_whole = self.sheet.exact(number) == Fraction(amount.amount)
        working = total([number]) if is_whole else rounded(number)
        return self.sheet.add(what, working, comes_to=amount.amount, notes=notes, names=self.named(*names))

    def printed(self, numbers: Sequence[int], amounts: Sequence[Money | None]) -> None:
        """Add how the documents print lines that do not end with the smallest amount, so that what they print adds up.

        What is cut off goes back, by the smallest amount, to those of which most was cut off.
        """
        for number, amount in zip(numbers, amounts, strict=True):
            if amount is not None:
                self.whole(number, abs(amount.amount))

    def whole(self, number: int, amount: Decimal, *names: str) -> int:
        """Return the line that comes to what the documents print of another: this other, where it ends by itself."""
        exact, shown = self.sheet.exact(number), Fraction(amount)
        if exact == shown:
            return number
        step = self.sheet.smallest
        more = shown - (exact // step) * step
        what = f"{self.sheet[number].what}, as printed"
        return self.sheet.add(what, cut(number, more), comes_to=shown, names=self.named(*names))

    def day(self, at: Moment) -> str:
        """Write the day of a moment in the case's zone."""
        return format_day(day_of(at, self.case))

    def date_line(self, what: str, at: Moment, source: str) -> int:
        """Add a day that was typed, if need be with its time."""
        zone = f"In the time zone of the case, {self.case.case.timezone}."
        return self.number(what, day_of(at, self.case), source, "", *([zone] if isinstance(at, datetime) else []))

    def entries(self, entries: Iterable[LedgerEntry]) -> list[int]:
        """Return the lines of payments."""
        return [self.payments[id(one.about)] for one in entries]


def _typed(source: str) -> str:
    return f"Typed in {source}."
