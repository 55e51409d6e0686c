"""What each way of payment is to return: no more than went through it, all together no more than is open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from makegood.domain.ledger.books import Books, exact, first_asked_on, open_books
from makegood.domain.ledger.exact import ZERO, from_minor_units, split_by_largest_remainder, to_minor_units
from makegood.domain.ledger.rows import claims
from makegood.model.case import Case
from makegood.model.money import Money
from makegood.model.results import Computation, Share, Sums


@dataclass(frozen=True, slots=True)
class Claimant:
    """A way, by the positions of its payments: `out` went this way, `back` came back by it.

    `turn` says when it is served, the smallest first. `asked` is what a running request at its desk asks for still,
    where the log says it: that goes before all others.
    """

    out: tuple[int, ...]
    back: tuple[int, ...]
    turn: tuple[int, ...] = ()
    asked: Money | None = None


def allocate(
    case: Case, computation: Computation, sums: Sums, claimants: Sequence[Claimant], minor: Mapping[str, int]
) -> tuple[Share, ...]:
    """Share what is outstanding among the ways, in their order.

    What a payment was for is claimed through its way; what a payment was for that was delivered is not. The rest
    goes by turn, to payments that are said to be for nothing alone. All sums are whole minor units of the claim's
    currency; what no way can return is asked of the other party only. Raises CannotCompute as `compute` does.
    """
    book = open_books(case, minor)
    return _Allocation(case, computation, sums, claimants, book).shares()


class _Allocation:
    """The arithmetic, in whole minor units."""

    def __init__(
        self, case: Case, computation: Computation, sums: Sums, claimants: Sequence[Claimant], book: Books
    ) -> None:
        self.case, self.claimants, self.digits, self.currency = case, claimants, book.digits, book.currency
        values = [exact(payment, book.currency) for payment in case.payments]
        self.worth = self._whole(values, [one.out for one in claimants], to_minor_units(book.total, book.digits))
        came = [at for at, payment in enumerate(case.payments) if payment.direction == "in"]
        elsewhere = tuple(at for at in came if not any(at in one.back for one in claimants))
        backs = [*(one.back for one in claimants), elsewhere]
        back = self._whole(values, backs, to_minor_units(sum((values[at] for at in came), ZERO), book.digits))
        self.paid = [sum(self.worth[at] for at in one.out) for one in claimants]
        self.returned = [sum(back[at] for at in one.back) for one in claimants]
        first = first_asked_on(case)
        self.since = [
            sum(back[at] for at in one.back if first and case.payments[at].paid_on >= first) for one in claimants
        ]
        self.left = to_minor_units(Fraction(sums.outstanding.amount), book.digits)
        table = claims(case, computation, {book.currency: book.digits}) if case.deliverables else {}
        self.open = {one: to_minor_units(Fraction(claim.amount), book.digits) for one, claim in table.items()}

    def _whole(self, values: list[Fraction], groups: Sequence[tuple[int, ...]], whole: int) -> dict[int, int]:
        """Round each payment so that together they are what the sums say."""
        places = [at for group in groups for at in group]
        counts = split_by_largest_remainder([values[at] for at in places], whole, self.digits)
        return dict(zip(places, counts, strict=True))

    def shares(self) -> tuple[Share, ...]:
        """Serve each in its turn: first what runs and what the payments were for, then the rest."""
        ways = range(len(self.claimants))
        order = sorted(ways, key=lambda at: (self.claimants[at].asked is None, self.claimants[at].turn, at))
        first, rest = [0 for _ in ways], [0 for _ in ways]
        pieces: dict[int, tuple[tuple[int, str, int], ...]] = {}
        for at in order:
            stated, pieces[at] = self.claimants[at].asked, tuple(self._own(at))
            own = max(0, sum(count for *_, count in pieces[at]) - self.since[at])
            first[at] = self._take(
                at, own if stated is None else to_minor_units(Fraction(stated.amount), self.digits), 0
            )
        for at in order:
            if self.claimants[at].asked is None:
                rest[at] = self._take(at, self._free(at), first[at])
        return tuple(
            Share(
                paid=self._money(self.paid[at]),
                returned=self._money(self.returned[at]),
                asked=self._money(first[at] + rest[at]),
                turn=order.index(at),
                stated=self.claimants[at].asked,
                pieces=tuple((payment, item, self._money(count)) for payment, item, count in pieces[at]),
                first=self._money(first[at]),
                rest=self._money(rest[at]),
            )
            for at in ways
        )

    def _money(self, count: int) -> Money:
        return from_minor_units(count, self.digits, self.currency)

    def _take(self, at: int, wanted: int, taken: int) -> int:
        """Take what is wanted, as far as it went through this way, has not come back and is open."""
        room = self.paid[at] - self.returned[at] - taken
        amount = max(0, min(wanted, room, self.left))
        self.left -= amount
        return amount

    def _own(self, at: int) -> Iterator[tuple[int, str, int]]:
        """Take from the claims of the work that this way's payments were for, each by itself."""
        for payment in self.claimants[at].out:
            left = self.worth[payment]
            for item in self.case.payments[payment].pays_for:
                amount = min(left, self.open.get(item, 0))
                if amount:
                    self.open[item] -= amount
                    left -= amount
                    yield payment, item, amount

    def _free(self, at: int) -> int:
        """Add up what is for no work alone; all of it where the sums do not go by pieces of work."""
        payments = self.case.payments
        return sum(self.worth[one] for one in self.claimants[at].out if not self.open or not payments[one].pays_for)
