"""Exact numbers: fractions until the end, rounded half up once."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor

from makegood.model.money import Money

ZERO = Fraction(0)


class CannotCompute(Exception):
    """The case does not state what the computation needs.

    `code` is the id of the rule (K1, M2, M4 or M5), `pointer` the place in the case (RFC 6901); `message` and `fix`
    contain no value of the case.
    """

    def __init__(self, code: str, pointer: str, message: str, fix: str) -> None:
        super().__init__(message)
        self.code = code
        self.pointer = pointer
        self.message = message
        self.fix = fix


def to_minor_units(value: Fraction, digits: int) -> int:
    """Return whole minor units, rounded half away from zero."""
    scaled = abs(value) * 10**digits
    whole: int = floor(scaled + Fraction(1, 2))
    return -whole if value < 0 else whole


def from_minor_units(count: int, digits: int, currency: str) -> Money:
    """Return the amount of `count` minor units."""
    return Money(Decimal(count).scaleb(-digits), currency)


def decimals(amount: Money) -> int:
    """Return the number of decimals of an amount."""
    exponent = amount.amount.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def decimal(value: Fraction) -> Decimal:
    """Return a fraction rounded to ten decimals, for display only."""
    return Decimal(to_minor_units(value, 10)).scaleb(-10)


def as_stated(value: Fraction | Decimal | int) -> Decimal:
    """Return a count, a weight, a rate or a percentage without trailing zeros, as a text states it: 2.50 is 2.5."""
    exact = Decimal(value.numerator) / Decimal(value.denominator) if isinstance(value, Fraction) else Decimal(value)
    whole = exact.to_integral_value()
    return whole if exact == whole else exact.normalize()


def split_by_largest_remainder(values: Sequence[Fraction], total: int, digits: int) -> list[int]:
    """Return `total` minor units split along exact values, by the method of the largest remainder."""
    if not values:
        return []
    scaled = [value * 10**digits for value in values]
    units = [floor(value) for value in scaled]
    each, remaining = divmod(total - sum(units), len(units))
    order = sorted(range(len(units)), key=lambda index: (units[index] - scaled[index], index))
    for rank, index in enumerate(order):
        units[index] += each + (rank < remaining)
    return units
