"""The lines of a calculation: each is a figure from the case or a rule, or follows from lines above it.

A line is data: number, description, operator and operands, result. A caller may pass the expected result, so that a
line that does not add up is detected before anyone reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Literal

from makegood.domain.ledger.exact import to_minor_units
from makegood.domain.windows import format_day
from makegood.model.policy import Sourced

Sign = Literal["+", "−", "×", "÷"]
Operator = Literal["chain", "smaller", "larger", "rounded", "cut", "days"]
Operand = int | Fraction
"""The number of a line above, or a constant: 0, 100, or the smallest amount of the currency."""
Value = Fraction | date
EXACT, ENDLESS = 12, 8
"""Decimals of a finite number, and of an infinite one, which is cut off with an ellipsis."""


class DoesNotAddUpError(Exception):
    """A line's result differs from what the documents contain: a bug, never a user error."""


@dataclass(frozen=True, slots=True)
class Working:
    """How a line follows from others. `signs` precede each operand of a chain except the first."""

    operator: Operator
    operands: tuple[Operand, ...]
    signs: tuple[Sign, ...] = ()

    def lines(self) -> tuple[int, ...]:
        """Return the numbers of the lines from which it follows."""
        return tuple(operand for operand in self.operands if isinstance(operand, int))


@dataclass(frozen=True, slots=True)
class SheetNote:
    """A sentence below a line, with its source if it is a rule."""

    text: str
    sourced: Sourced | None = None


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line. `unit` is a currency, "%", "days", or "" for a plain number; `names` select it."""

    number: int
    what: str
    value: Value
    unit: str = ""
    source: str = ""
    """Place of a figure that follows from no other line."""
    working: Working | None = None
    notes: tuple[SheetNote, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetHeading:
    """A heading, and sentences under it."""

    text: str
    under: tuple[SheetNote, ...] = ()


class Sheet:
    """Collect lines in order; `minor` has the decimals of each currency, `unit` is the currency of the case."""

    def __init__(self, unit: str, minor: Mapping[str, int]) -> None:
        self.unit, self.minor = unit, minor
        self.blocks: list[SheetHeading | SheetLine] = []
        self._lines: dict[int, SheetLine] = {}

    @property
    def smallest(self) -> Fraction:
        """The smallest amount of the currency, such as 0.01."""
        return Fraction(1, 10 ** self.minor[self.unit])

    def lines(self) -> Iterator[SheetLine]:
        yield from self._lines.values()

    def __getitem__(self, number: int) -> SheetLine:
        return self._lines[number]

    def exact(self, number: int) -> Fraction:
        """Return the value of a line that is not a date."""
        value = self._lines[number].value
        if isinstance(value, date):
            raise DoesNotAddUpError(f"({number}) is a date, not a figure")
        return value

    def nearest(self, number: int) -> Fraction:
        """Return the value of a line, rounded half up to the smallest amount."""
        return evaluate(rounded(number), {number: self.exact(number)}, self.minor[self.unit])

    def head(self, text: str, *under: SheetNote | str) -> None:
        self.blocks.append(SheetHeading(text, _notes(under)))

    def typed(
        self,
        what: str,
        value: Decimal | Fraction | int | date,
        source: str,
        unit: str = "",
        notes: Iterable[SheetNote | str] = (),
        names: tuple[str, ...] = (),
    ) -> int:
        """Add a figure that follows from no other line; `source` is its place."""
        line_value = value if isinstance(value, date) else Fraction(value)
        return self._add(SheetLine(len(self._lines) + 1, what, line_value, unit, source, None, _notes(notes), names))

    def add(
        self,
        what: str,
        working: Working,
        unit: str | None = None,
        comes_to: Fraction | Decimal | None = None,
        notes: Iterable[SheetNote | str] = (),
        names: tuple[str, ...] = (),
    ) -> int:
        """Add what follows from lines above; raise DoesNotAddUpError if it differs from `comes_to`."""
        value = evaluate(
            working, {number: self._lines[number].value for number in working.lines()}, self.minor[self.unit]
        )
        number = len(self._lines) + 1
        if comes_to is not None and value != Fraction(comes_to):
            raise DoesNotAddUpError(f"({number}) {what}: {value} by its lines, {comes_to} in the documents")
        return self._add(
            SheetLine(number, what, value, self.unit if unit is None else unit, "", working, _notes(notes), names)
        )

    def _add(self, line: SheetLine) -> int:
        self._lines[line.number] = line
        self.blocks.append(line)
        return line.number

    def name(self, number: int, *names: str) -> None:
        """Add names that select a line."""
        previous = self._lines[number]
        line = self._lines[number] = replace(previous, names=(*previous.names, *names))
        self.blocks = [line if block is previous else block for block in self.blocks]

    def leads_to(self, *numbers: int) -> set[int]:
        """Return these lines and all lines from which they follow."""
        visited: set[int] = set()
        pending = [*numbers]
        while pending:
            line_number = pending.pop()
            if line_number not in visited:
                visited.add(line_number)
                working = self._lines[line_number].working
                pending += working.lines() if working else ()
        return visited

    def shown(self, line: SheetLine) -> str:
        """Return the value of a line with its unit."""
        if isinstance(line.value, date):
            return format_day(line.value)
        if line.unit == "%":
            return f"{format_figure(line.value)}%"
        if line.unit == "days":
            return f"{format_figure(line.value)} {'day' if line.value == 1 else 'days'}"
        if not line.unit:
            return format_figure(line.value)
        return f"{line.unit} {format_figure(line.value, self.minor.get(line.unit, 2))}"

    def worked(self, working: Working) -> str:
        """Return a working: `(1) + (2) − (3)`, `the smaller of (1) and (2)`."""
        parts = [f"({operand})" if isinstance(operand, int) else format_figure(operand) for operand in working.operands]
        if working.operator == "chain":
            return parts[0] + "".join(f" {sign} {part}" for sign, part in zip(working.signs, parts[1:], strict=True))
        unit = format_figure(self.smallest)
        more = "".join(
            f", {'−' if operand < 0 else '+'} {format_figure(abs(Fraction(operand)))}"
            for operand in working.operands[1:]
        )
        return {
            "smaller": f"the smaller of {' and '.join(parts)}",
            "larger": f"the larger of {' and '.join(parts)}",
            "rounded": f"{parts[0]}, rounded half up to {unit}",
            "cut": f"{parts[0]}, truncated to {unit}{more}",
            "days": f"days from {' to '.join(parts)}",
        }[working.operator]


def evaluate(working: Working, values: Mapping[int, Value], digits: int) -> Fraction:
    """Return the result of a working, given the values of its lines."""
    operands = [values[operand] if isinstance(operand, int) else operand for operand in working.operands]
    if working.operator == "days":
        start, end = operands
        if not (isinstance(start, date) and isinstance(end, date)):
            raise DoesNotAddUpError("days are counted from a date to a date")
        return Fraction((end - start).days)
    numbers = [operand for operand in operands if not isinstance(operand, date)]
    if len(numbers) != len(operands):
        raise DoesNotAddUpError("a date is not a figure")
    return _OPERATORS[working.operator](numbers, working.signs, digits)


def _chain(numbers: Sequence[Fraction], signs: Sequence[Sign], _digits: int) -> Fraction:
    result = numbers[0]
    for sign, number in zip(signs, numbers[1:], strict=True):
        if sign == "+":
            result += number
        elif sign == "−":
            result -= number
        elif sign == "×":
            result *= number
        else:
            result /= number
    return result


def _cut(numbers: Sequence[Fraction], _signs: Sequence[Sign], digits: int) -> Fraction:
    scale = 10**digits
    return Fraction(floor(numbers[0] * scale), scale) + sum(numbers[1:], Fraction(0))


_OPERATORS: Mapping[Operator, Callable[[Sequence[Fraction], Sequence[Sign], int], Fraction]] = {
    "chain": _chain,
    "smaller": lambda numbers, _signs, _digits: min(numbers),
    "larger": lambda numbers, _signs, _digits: max(numbers),
    "rounded": lambda numbers, _signs, digits: Fraction(to_minor_units(numbers[0], digits), 10**digits),
    "cut": _cut,
}


def total(plus: Iterable[int], minus: Iterable[int] = ()) -> Working:
    """Add lines, and subtract others."""
    first, *others = plus
    deducted = tuple(minus)
    signs: list[Sign] = [*_times("+", len(others)), *_times("−", len(deducted))]
    return Working("chain", (first, *others, *deducted), tuple(signs))


def _times(sign: Sign, count: int) -> list[Sign]:
    return [sign] * count


def product(first: int, *parts: tuple[Sign, Operand]) -> Working:
    """Multiply and divide from left to right."""
    return Working("chain", (first, *(operand for _, operand in parts)), tuple(sign for sign, _ in parts))


def smaller(*operands: Operand) -> Working:
    return Working("smaller", operands)


def larger(*operands: Operand) -> Working:
    return Working("larger", operands)


def rounded(number: int) -> Working:
    return Working("rounded", (number,))


def cut(number: int, more: Fraction) -> Working:
    """Cut a line down to the smallest amount, and add its share of the remainder."""
    return Working("cut", (number, more) if more else (number,))


def days(start: int, end: int) -> Working:
    return Working("days", (start, end))


def format_figure(value: Fraction, least: int = 0) -> str:
    """Return a number with at least so many decimals; an infinite one is cut off with an ellipsis."""
    sign, value = ("−" if value < 0 else ""), abs(value)
    for places in range(least, EXACT + 1):
        scaled = value * 10**places
        if scaled.denominator == 1:
            return f"{sign}{_grouped(scaled.numerator, places)}"
    places = max(least, ENDLESS)
    return f"{sign}{_grouped(floor(value * 10**places), places)}…"


def _grouped(scaled: int, places: int) -> str:
    whole, rest = divmod(scaled, 10**places)
    return f"{whole:,}" + (f".{rest:0{places}}" if places else "")


def _notes(notes: Iterable[SheetNote | str]) -> tuple[SheetNote, ...]:
    return tuple(note if isinstance(note, SheetNote) else SheetNote(note) for note in notes)
