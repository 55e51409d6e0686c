"""The lines of a calculation: each a figure that was typed or looked up, or what follows from lines above it.

A line is data: its number, what it is, its operator and operands, its result. Whoever adds one may say what it must
come to, so that a line which does not add up is found here, before anybody reads it.
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
"""Decimals of what ends, and of what does not and is cut off with an ellipsis."""


class DoesNotAddUpError(Exception):
    """A line that comes to something else than the documents state: our bug, never the user's."""


@dataclass(frozen=True, slots=True)
class Working:
    """How a line follows from others. `signs` stand before each operand of a chain but the first."""

    operator: Operator
    operands: tuple[Operand, ...]
    signs: tuple[Sign, ...] = ()

    def lines(self) -> tuple[int, ...]:
        """Return the numbers of the lines that it follows from."""
        return tuple(one for one in self.operands if isinstance(one, int))


@dataclass(frozen=True, slots=True)
class SheetNote:
    """A sentence below a line, with where it was read, where that is a rule."""

    text: str
    sourced: Sourced | None = None


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line. `unit` is a currency, "%", "days", or "" for a plain number; `names` are what it is asked for by."""

    number: int
    what: str
    value: Value
    unit: str = ""
    source: str = ""
    """Where a figure stands that follows from no other line."""
    working: Working | None = None
    notes: tuple[SheetNote, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetHeading:
    """A heading, and sentences under it."""

    text: str
    under: tuple[SheetNote, ...] = ()


class Sheet:
    """Collects lines in their order; `minor` has the decimals of each currency, `unit` the currency of the case."""

    def __init__(self, unit: str, minor: Mapping[str, int]) -> None:
        self.unit, self.minor = unit, minor
        self.blocks: list[SheetHeading | SheetLine] = []
        self._lines: dict[int, SheetLine] = {}

    @property
    def smallest(self) -> Fraction:
        """The smallest amount of the currency: 0.01."""
        return Fraction(1, 10 ** self.minor[self.unit])

    def lines(self) -> Iterator[SheetLine]:
        yield from self._lines.values()

    def __getitem__(self, number: int) -> SheetLine:
        return self._lines[number]

    def exact(self, number: int) -> Fraction:
        """Return the value of a line that is no date."""
        value = self._lines[number].value
        if isinstance(value, date):
            raise DoesNotAddUpError(f"({number}) is a day, not a figure")
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
        """Add a figure that follows from no other line; `source` says where it stands."""
        made = value if isinstance(value, date) else Fraction(value)
        return self._add(SheetLine(len(self._lines) + 1, what, made, unit, source, None, _notes(notes), names))

    def add(
        self,
        what: str,
        working: Working,
        unit: str | None = None,
        comes_to: Fraction | Decimal | None = None,
        notes: Iterable[SheetNote | str] = (),
        names: tuple[str, ...] = (),
    ) -> int:
        """Add what follows from lines above; raise DoesNotAddUpError where it is not what it must come to."""
        value = evaluate(working, {one: self._lines[one].value for one in working.lines()}, self.minor[self.unit])
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
        """Let a line be asked for by more names."""
        before = self._lines[number]
        line = self._lines[number] = replace(before, names=(*before.names, *names))
        self.blocks = [line if one is before else one for one in self.blocks]

    def leads_to(self, *numbers: int) -> set[int]:
        """Return the lines from which these follow, with themselves."""
        found: set[int] = set()
        left = [*numbers]
        while left:
            one = left.pop()
            if one not in found:
                found.add(one)
                working = self._lines[one].working
                left += working.lines() if working else ()
        return found

    def shown(self, line: SheetLine) -> str:
        """Write the value of a line with its unit."""
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
        """Write a working: `(1) + (2) − (3)`, `the smaller of (1) and (2)`."""
        parts = [f"({one})" if isinstance(one, int) else format_figure(one) for one in working.operands]
        if working.operator == "chain":
            return parts[0] + "".join(f" {sign} {part}" for sign, part in zip(working.signs, parts[1:], strict=True))
        unit = format_figure(self.smallest)
        more = "".join(
            f", {'−' if one < 0 else '+'} {format_figure(abs(Fraction(one)))}" for one in working.operands[1:]
        )
        return {
            "smaller": f"the smaller of {' and '.join(parts)}",
            "larger": f"the larger of {' and '.join(parts)}",
            "rounded": f"{parts[0]}, rounded half up to {unit}",
            "cut": f"{parts[0]}, cut down to {unit}{more}",
            "days": f"days from {' to '.join(parts)}",
        }[working.operator]


def evaluate(working: Working, values: Mapping[int, Value], digits: int) -> Fraction:
    """Work a line out from the values of those it follows from."""
    found = [values[one] if isinstance(one, int) else one for one in working.operands]
    if working.operator == "days":
        start, end = found
        if not (isinstance(start, date) and isinstance(end, date)):
            raise DoesNotAddUpError("days are counted from a day to a day")
        return Fraction((end - start).days)
    numbers = [one for one in found if not isinstance(one, date)]
    if len(numbers) != len(found):
        raise DoesNotAddUpError("a day is no figure")
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
    """Add lines up, and take others off."""
    first, *more = plus
    less = tuple(minus)
    signs: list[Sign] = [*_times("+", len(more)), *_times("−", len(less))]
    return Working("chain", (first, *more, *less), tuple(signs))


def _times(sign: Sign, count: int) -> list[Sign]:
    return [sign] * count


def product(first: int, *parts: tuple[Sign, Operand]) -> Working:
    """Multiply and divide from left to right."""
    return Working("chain", (first, *(one for _, one in parts)), tuple(sign for sign, _ in parts))


def smaller(*operands: Operand) -> Working:
    return Working("smaller", operands)


def larger(*operands: Operand) -> Working:
    return Working("larger", operands)


def rounded(number: int) -> Working:
    return Working("rounded", (number,))


def cut(number: int, more: Fraction) -> Working:
    """Cut a line down to the smallest amount, and add what is given to it of what is left over."""
    return Working("cut", (number, more) if more else (number,))


def days(start: int, end: int) -> Working:
    return Working("days", (start, end))


def format_figure(value: Fraction, least: int = 0) -> str:
    """Write a number with at least so many decimals; one that does not end is cut off, and says so."""
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
    return tuple(one if isinstance(one, SheetNote) else SheetNote(one) for one in notes)
