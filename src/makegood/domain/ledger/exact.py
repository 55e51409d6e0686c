"""Exact numbers: fractions until the end, rounded half up once, written with groups of thousands."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor

from makegood.model.money import Money

ZERO = Fraction(0)


class CannotCompute(Exception):
    """The case does not say what the sum follows from.

    `code` is the rule's id (K1, M2, M4 or M5), `pointer` the place in the case (RFC 6901); `message` and `fix`
    hold no value of the case.
    """

    def __init__(self, code: str, pointer: str, message: str, fix: str) -> None:
        super().__init__(message)
        self.code = code
        self.pointer = pointer
        self.message = message
        self.fix = fix


def to_minor_units(value: Fraction, digits: int) -> int:
    """Round half up to whole minor units, away from zero."""
    scaled = abs(value) * 10**digits
    whole: int = floor(scaled + Fraction(1, 2))
    return -whole if value < 0 else whole


def from_minor_units(count: int, digits: int, currency: str) -> Money:
    """Make the amount of so many minor units."""
    return Money(Decimal(count).scaleb(-digits), currency)


def decimals(amount: Money) -> int:
    """Return how many decimals an amount is written with."""
    exponent = amount.amount.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def decimal(value: Fraction) -> Decimal:
    """Write a fraction with ten decimals, for looking at: nothing is computed from it."""
    return Decimal(to_minor_units(value, 10)).scaleb(-10)


def format_amount(value: Fraction, digits: int) -> str:
    """Write an amount without its currency: 1,500.00."""
    return f"{Decimal(to_minor_units(value, digits)).scaleb(-digits):,f}"


def format_number(value: Decimal | int) -> str:
    """Write a count, a weight or a percentage without superfluous zeros: 2.50 is 2.5."""
    text = f"{Decimal(value):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def split_by_largest_remainder(values: Sequence[Fraction], total: int, digits: int) -> list[int]:
    """Split `total` minor units along exact values: each is cut down, the largest remainders get one more."""
    if not values:
        return []
    scaled = [value * 10**digits for value in values]
    cut = [floor(value) for value in scaled]
    each, more = divmod(total - sum(cut), len(cut))
    order = sorted(range(len(cut)), key=lambda at: (cut[at] - scaled[at], at))
    for place, at in enumerate(order):
        cut[at] += each + (place < more)
    return cut
