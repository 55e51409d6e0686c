"""The argument and the result of every method of computation."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from makegood.domain.ledger.books import Books, LedgerEntry, total
from makegood.domain.ledger.exact import CannotCompute, from_minor_units, split_by_largest_remainder, to_minor_units
from makegood.domain.ledger.formula import Term, plus
from makegood.model.case import Case
from makegood.model.money import Money
from makegood.model.policy import ChannelPolicy, GroundPolicy, Sourced
from makegood.model.statement import Statement, say

OTHERWISE = 'To claim a different amount, add "requested": "GBP 500.00" and "method": "negotiated" to refund.'
"""An alternative fix that works whatever is missing."""


@dataclass(frozen=True, slots=True)
class ClaimBreakdown:
    """What is due back: `start` less `deductions`. `head` is the left side of the formula.

    `words` describe the computation, `explanation` does so with the figures; empty if the sum alone is enough.
    `reason` is the part of `explanation` about the work only, not about payments; `price_text` is how the price of a
    piece follows from the fee. `is_sum_of_parts`: `start` lists what is claimed, a line for each reason.
    """

    start: tuple[LedgerEntry, ...]
    deductions: tuple[LedgerEntry, ...]
    head: Statement
    words: tuple[Statement, ...]
    explanation: tuple[Statement, ...] = ()
    reason: tuple[Statement, ...] = ()
    rests_on: Sourced | None = None
    price_text: tuple[Statement, ...] = ()
    is_sum_of_parts: bool = False

    @property
    def exact(self) -> Fraction:
        return total(self.start) - total(self.deductions)


@dataclass(frozen=True, slots=True)
class ClaimContext:
    """The case, its channel, the books and the claimed grounds."""

    case: Case
    channel: ChannelPolicy
    book: Books
    grounds: tuple[GroundPolicy, ...] = ()

    def amount(self, value: Fraction) -> Money:
        """Return an amount of the claim rounded to the minor unit, as a text states it."""
        return self.book.money(value)

    def payments(self) -> list[Term]:
        """Return each payment as it was paid, with what it comes to in brackets: USD 1,100.00 (EUR 1,000.01)."""
        digits, entries = self.book.digits, self.book.paid
        counts = split_by_largest_remainder(
            [entry.amount for entry in entries], to_minor_units(self.book.total, digits), digits
        )
        converted_amounts = [from_minor_units(count, digits, self.book.currency) for count in counts]
        amounts = [entry.about.amount if entry.about else None for entry in entries]
        return [
            self._with_own_amount(amount, converted)
            for amount, converted in zip(amounts, converted_amounts, strict=True)
        ]

    def returned(self, entries: tuple[LedgerEntry, ...]) -> Term:
        """Return the amount that came back, after the amount in its own currency if it was one payment in another."""
        amount = entries[0].about.amount if len(entries) == 1 and entries[0].about else None
        return self._with_own_amount(amount, self.amount(total(entries)))

    def _with_own_amount(self, amount: Money | None, converted: Money) -> Term:
        if amount is None or amount.currency == self.book.currency:
            return converted
        return say("payment-converted", paid=amount, worth=converted)

    def paid_figures(self) -> Statement:
        """Return the payments as a sum: 500.00 + 1,000.00."""
        return plus(self.amount(entry.amount) for entry in self.book.paid)


def missing_field(pointer: str, message: str, fix: str) -> CannotCompute:
    """Return the error for a value that the case does not state (K1)."""
    return CannotCompute("K1", pointer, message, fix)
