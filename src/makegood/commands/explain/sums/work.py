"""The base of each part of a calculation: the facts, the places of their figures, and the lines so far."""

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
    """Places of the figures of a whole case. A part of the case, such as one way of payment, has the same places."""

    source: Source
    case: Case

    def at(self, pointer: str) -> str:
        """Return the place of a value: `payments.0.amount, line 31`."""
        place = self.source.place(pointer)
        file = "" if place.file == self.source.case.label else f" of {visible(place.file)}"
        return f"{pointer[1:].replace('/', '.')}, line {place.line}{file}"

    def has(self, pointer: str) -> bool:
        """Return whether a value is in the file: some are derived from others."""
        return any(file and pointer in file.places for file in (self.source.case, self.source.defaults))

    def payment(self, payment: Payment, key: str) -> str:
        return self.at(f"/payments/{_index(self.case.payments, payment)}/{key}")

    def item(self, item: Deliverable, key: str = "") -> str:
        """Return the place of a deliverable, or of one of its figures."""
        return self.at(self._item(item, key))

    def has_item(self, item: Deliverable, key: str) -> bool:
        """Return whether a figure of a deliverable is in the file."""
        return self.has(self._item(item, key))

    def _item(self, item: Deliverable, key: str) -> str:
        return f"/deliverables/{_index(self.case.deliverables, item)}/{key}".rstrip("/")

    def entry(self, entry: LogEntry, key: str) -> str:
        return self.at(f"/log/{_index(self.case.log, entry)}/{key}")


def _index(items: Sequence[object], item: object) -> int:
    """Return the index of the object itself, or else of an equal one."""
    return next((index for index, other in enumerate(items) if other is item), None) or items.index(item)


@dataclass(frozen=True)
class Work:
    """One case, or one way of payment of it. `lines` has the lines that others follow from, by their name."""

    facts: Facts
    places: Places
    sheet: Sheet
    of: str = ""
    """Prefix of the names of sums if a case has several ways of payment."""
    lines: dict[str, int] = field(default_factory=dict)
    payments: dict[int, int] = field(default_factory=dict)
    """The line of each payment's value, by the identity of the payment."""

    due: dict[str, list[int]] = field(default_factory=dict)
    """The lines of what is due for each deliverable by its id, if the claim consists of such parts."""

    parts: dict[str, int] = field(default_factory=dict)
    """The line of each deliverable's weight or number of pieces, if it has no price of its own."""

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
        """Add an amount from the case."""
        return self.sheet.typed(what, amount.amount, _entered_in(source), amount.currency, notes, self.named(*names))

    def at_place(self, source: str) -> int | None:
        """Return the line of the figure at a place."""
        return next((line.number for line in self.sheet.lines() if line.source == _entered_in(source)), None)

    def amount(self, what: str, amount: Money, source: str, *names: str) -> int:
        """Add an amount from the case; if it already has a line, one that follows from it."""
        line = self.at_place(source)
        if line is None:
            return self.money(what, amount, source, *names)
        return self.sheet.add(what, total([line]), amount.currency, amount.amount, names=self.named(*names))

    def number(
        self, what: str, value: Decimal | int | date, source: str, unit: str = "", *notes: SheetNote | str
    ) -> int:
        """Add a number or a day from the case."""
        return self.sheet.typed(what, value, _entered_in(source), unit, notes)

    def named(self, *names: str) -> tuple[str, ...]:
        return tuple(f"{self.of} {name}".strip() for name in names)

    def stated(self, what: str, number: int, amount: Money, *names: str, notes: Iterable[SheetNote | str] = ()) -> int:
        """Add the amount in the documents of a line, rounded if it is not a multiple of the smallest amount."""
        is_whole = self.sheet.exact(number) == Fraction(amount.amount)
        working = total([number]) if is_whole else rounded(number)
        return self.sheet.add(what, working, comes_to=amount.amount, notes=notes, names=self.named(*names))

    def printed(self, numbers: Sequence[int], amounts: Sequence[Money | None]) -> None:
        """Add the printed values of lines that are not multiples of the smallest amount, so that they add up.

        What is cut off is added again, by the smallest amount, to the lines with the largest cut-off parts.
        """
        for number, amount in zip(numbers, amounts, strict=True):
            if amount is not None:
                self.whole(number, abs(amount.amount))

    def whole(self, number: int, amount: Decimal, *names: str) -> int:
        """Return the line with the printed value of another line: that line itself if its value is whole."""
        exact, printed = self.sheet.exact(number), Fraction(amount)
        if exact == printed:
            return number
        step = self.sheet.smallest
        more = printed - (exact // step) * step
        what = f"{self.sheet[number].what}, as printed"
        return self.sheet.add(what, cut(number, more), comes_to=printed, names=self.named(*names))

    def day(self, moment: Moment) -> str:
        """Return the day of a moment in the case's zone."""
        return format_day(day_of(moment, self.case))

    def date_line(self, what: str, moment: Moment, source: str) -> int:
        """Add a day from the case, if need be with its time."""
        zone = f"In the time zone of the case, {self.case.case.timezone}."
        return self.number(
            what, day_of(moment, self.case), source, "", *([zone] if isinstance(moment, datetime) else [])
        )

    def entries(self, entries: Iterable[LedgerEntry]) -> list[int]:
        """Return the lines of payments."""
        return [self.payments[id(entry.about)] for entry in entries]


def _entered_in(source: str) -> str:
    return f"Entered in {source}."
