"""Money: an exact amount in one currency."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

TYPED = re.compile(r"([A-Z]{3}) (\d{1,12}(?:\.\d{1,4})?)\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount; `amount` keeps its number of decimals, and is never a float."""

    amount: Decimal
    currency: str

    @classmethod
    def parse(cls, text: str) -> Money:
        """Return the amount of a text such as `GBP 1500.00`; raise ValueError otherwise, also for "1,500.00"."""
        match = TYPED.match(text)
        if match is None:
            raise ValueError(text)
        return cls(Decimal(match[2]), match[1])

    def _amount_in_same_currency(self, other: Money) -> Decimal:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} cannot be added")
        return other.amount

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + self._amount_in_same_currency(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - self._amount_in_same_currency(other), self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._amount_in_same_currency(other)

    def __le__(self, other: Money) -> bool:
        return self.amount <= self._amount_in_same_currency(other)

    def __str__(self) -> str:
        return f"{self.currency} {self.amount}"
