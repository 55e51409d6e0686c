"""What every method of computation is asked with, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from makegood.domain.ledger.books import Books, LedgerEntry, total
from makegood.domain.ledger.exact import CannotCompute, split_by_largest_remainder, to_minor_units
from makegood.model.case import Case
from makegood.model.policy import ChannelPolicy, Sourced

OTHERWISE = 'Or ask for a sum of your own: add "requested": "GBP 500.00" and "method": "negotiated" to refund.'
"""The way out that is open whatever is missing."""


@dataclass(frozen=True, slots=True)
class ClaimBreakdown:
    """What is due back: `start` less `kept`. `head` is the left side of the formula.

    `words` say how it is worked out, `told` the same with the figures, as one would say it; "" where that says
    no more than the sum itself. `reason` is the part of `told` that speaks of the work alone, and of no payment.
    """

    start: tuple[LedgerEntry, ...]
    kept: tuple[LedgerEntry, ...]
    head: str
    words: str
    told: str = ""
    reason: str = ""
    rests_on: Sourced | None = None

    @property
    def exact(self) -> Fraction:
        return total(self.start) - total(self.kept)


@dataclass(frozen=True, slots=True)
class ClaimContext:
    """The case, its channel and the books."""

    case: Case
    channel: ChannelPolicy
    book: Books

    def sum(self, value: Fraction) -> str:
        return self.book.written(value)

    def said(self, value: Fraction) -> str:
        """Write an amount with its currency: GBP 500.00."""
        return f"{self.book.currency} {self.sum(value)}"

    def each_paid(self) -> list[str]:
        """Write each payment as it was paid, and beside it what it comes to: USD 1,100.00 (EUR 1,000.01)."""
        digits, entries = self.book.digits, self.book.paid
        counts = split_by_largest_remainder(
            [entry.amount for entry in entries], to_minor_units(self.book.total, digits), digits
        )
        worth = [self.said(Fraction(count, 10**digits)) for count in counts]
        own = [entry.about.amount if entry.about else None for entry in entries]
        return [
            f"{one.currency} {one.amount:,f} ({other})" if one and one.currency != self.book.currency else other
            for one, other in zip(own, worth, strict=True)
        ]

    def came(self, entries: tuple[LedgerEntry, ...]) -> str:
        """Write what came back; before it, where it came at once and in another currency, as it came."""
        own = entries[0].about.amount if len(entries) == 1 and entries[0].about else None
        worth = self.said(total(entries))
        return f"{own.currency} {own.amount:,f} ({worth})" if own and own.currency != self.book.currency else worth

    def paid(self) -> str:
        """Write the payments as a sum: 500.00 + 1,000.00."""
        return " + ".join(self.sum(entry.amount) for entry in self.book.paid)


def missing_field(pointer: str, message: str, fix: str) -> CannotCompute:
    """Make the error for something that the case does not say (K1)."""
    return CannotCompute("K1", pointer, message, fix)
