"""What each way of payment is to return: at most what went through it, and together at most what is open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from makegood.domain.ledger.books import Books, exact_amount, first_asked_on, open_books
from makegood.domain.ledger.claim_parts import claims
from makegood.domain.ledger.exact import ZERO, from_minor_units, split_by_largest_remainder, to_minor_units
from makegood.model.case import Case
from makegood.model.money import Money
from makegood.model.results import Computation, Share, Sums


@dataclass(frozen=True, slots=True)
class WayPayments:
    """A way of payment, by the indexes of its payments: `out` was paid through it, `back` came back through it.

    The smallest `sort_key` comes first. `requested` is what a running request at its desk still asks for, where the log
    states it: that goes before all others.
    """

    out: tuple[int, ...]
    back: tuple[int, ...]
    sort_key: tuple[int, ...] = ()
    requested: Money | None = None


def allocate(
    case: Case, computation: Computation, sums: Sums, ways: Sequence[WayPayments], minor: Mapping[str, int]
) -> tuple[Share, ...]:
    """Return the share of each way in what is outstanding, in the order of `ways`.

    Missing work is claimed through the way of the payment that was for it; delivered work is not claimed. The rest
    goes to payments that name no work, in the order of the ways. All sums are whole minor units of the claim's
    currency; what no way can return is asked of the other party only. Raise CannotCompute as `compute_claim` does.
    """
    book = open_books(case, minor)
    return _Allocation(case, computation, sums, ways, book).shares()


class _Allocation:
    """The arithmetic, in whole minor units."""

    def __init__(
        self, case: Case, computation: Computation, sums: Sums, ways: Sequence[WayPayments], book: Books
    ) -> None:
        self.case, self.ways, self.digits, self.currency = case, ways, book.digits, book.currency
        values = [exact_amount(payment, book.currency) for payment in case.payments]
        self.worth = self._round_to(values, [way.out for way in ways], to_minor_units(book.total, book.digits))
        incoming = [index for index, payment in enumerate(case.payments) if payment.direction == "in"]
        elsewhere = tuple(index for index in incoming if not any(index in way.back for way in ways))
        returned_groups = [*(way.back for way in ways), elsewhere]
        returned = self._round_to(
            values, returned_groups, to_minor_units(sum((values[index] for index in incoming), ZERO), book.digits)
        )
        self.paid = [sum(self.worth[index] for index in way.out) for way in ways]
        self.returned = [sum(returned[index] for index in way.back) for way in ways]
        asked_on = first_asked_on(case)
        self.since = [
            sum(returned[index] for index in way.back if asked_on and case.payments[index].paid_on >= asked_on)
            for way in ways
        ]
        self.left = to_minor_units(Fraction(sums.outstanding.amount), book.digits)
        claims_by_item = claims(case, computation, {book.currency: book.digits}) if case.deliverables else {}
        self.open = {
            item_id: to_minor_units(Fraction(claim.amount), book.digits) for item_id, claim in claims_by_item.items()
        }
        self.is_by_work = bool(self.open)

    def _round_to(self, values: list[Fraction], groups: Sequence[tuple[int, ...]], whole: int) -> dict[int, int]:
        """Return the minor units of each payment, rounded so that they add up to `whole`."""
        places = [index for group in groups for index in group]
        counts = split_by_largest_remainder([values[index] for index in places], whole, self.digits)
        return dict(zip(places, counts, strict=True))

    def shares(self) -> tuple[Share, ...]:
        """Return the shares; first come running requests and work named by payments, then the rest in order."""
        ways = range(len(self.ways))
        order = sorted(ways, key=lambda index: (self.ways[index].requested is None, self.ways[index].sort_key, index))
        first, rest = [0 for _ in ways], [0 for _ in ways]
        pieces: dict[int, tuple[tuple[int, str, int], ...]] = {}
        for index in order:
            requested, pieces[index] = self.ways[index].requested, tuple(self._take_named_work(index))
            named_work = max(0, sum(count for *_, count in pieces[index]) - self.since[index])
            amount = named_work if requested is None else to_minor_units(Fraction(requested.amount), self.digits)
            first[index] = self._take(index, min(amount, named_work) if self._names_all_work(index) else amount, 0)
        for index in order:
            if self.ways[index].requested is None:
                rest[index] = self._take(index, self._unassigned(index), first[index])
        return tuple(
            Share(
                paid=self._money(self.paid[index]),
                returned=self._money(self.returned[index]),
                asked=self._money(first[index] + rest[index]),
                position=order.index(index),
                stated=self.ways[index].requested,
                pieces=tuple((payment, item, self._money(units)) for payment, item, units in pieces[index]),
                first=self._money(first[index]),
                rest=self._money(rest[index]),
            )
            for index in ways
        )

    def _money(self, count: int) -> Money:
        return from_minor_units(count, self.digits, self.currency)

    def _take(self, index: int, amount: int, taken: int) -> int:
        """Return how much of `amount` went through this way, has not come back and is open, and take it off."""
        available = self.paid[index] - self.returned[index] - taken
        share = max(0, min(amount, available, self.left))
        self.left -= share
        return share

    def _take_named_work(self, index: int) -> Iterator[tuple[int, str, int]]:
        """Yield what is claimed for the work that each payment of this way names, and take it off what is open."""
        for payment in self.ways[index].out:
            left = self.worth[payment]
            for item in self.case.payments[payment].pays_for:
                amount = min(left, self.open.get(item, 0))
                if amount:
                    self.open[item] -= amount
                    left -= amount
                    yield payment, item, amount

    def _names_all_work(self, index: int) -> bool:
        """Return whether each payment of a way names its work, so that a request asks for nothing that has come."""
        return self.is_by_work and all(self.case.payments[payment].pays_for for payment in self.ways[index].out)

    def _unassigned(self, index: int) -> int:
        """Return the sum of the payments that name no work; of all if the claim is not by pieces of work."""
        payments = self.case.payments
        return sum(
            self.worth[payment] for payment in self.ways[index].out if not self.open or not payments[payment].pays_for
        )
