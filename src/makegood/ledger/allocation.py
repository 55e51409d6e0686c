"""What each way of payment is to return: no more than went through it, all together no more than is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from makegood.ledger.books import Books, asked_on, books, exact
from makegood.ledger.exact import ZERO, money, spread, units
from makegood.ledger.rows import claims
from makegood.model.case import Case
from makegood.model.money import Money
from makegood.model.worked_out import Computation, Sums


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


@dataclass(frozen=True, slots=True)
class Share:
    """What went through a way, came back by it, and is asked there."""

    paid: Money
    returned: Money
    asked: Money


def allocate(
    case: Case, computation: Computation, sums: Sums, claimants: Sequence[Claimant], minor: Mapping[str, int]
) -> tuple[Share, ...]:
    """Share what is outstanding among the ways, in their order.

    What a payment was for is claimed through its way; what a payment was for that was delivered is not. The rest
    goes by turn, to payments that are said to be for nothing alone. All sums are whole minor units of the claim's
    currency; what no way can return is asked of the other party only. Raises CannotCompute as `compute` does.
    """
    book = books(case, minor)
    made = _Allocation(case, computation, sums, claimants, book)
    asked = made.asked()
    return tuple(
        Share(
            paid=money(paid, book.digits, book.currency),
            returned=money(back, book.digits, book.currency),
            asked=money(each, book.digits, book.currency),
        )
        for paid, back, each in zip(made.paid, made.returned, asked, strict=True)
    )


class _Allocation:
    """The arithmetic, in whole minor units."""

    def __init__(
        self, case: Case, computation: Computation, sums: Sums, claimants: Sequence[Claimant], book: Books
    ) -> None:
        self.case, self.claimants, self.digits = case, claimants, book.digits
        values = [exact(payment, book.currency) for payment in case.payments]
        self.worth = self._whole(values, [one.out for one in claimants], units(book.total, book.digits))
        came = [at for at, payment in enumerate(case.payments) if payment.direction == "in"]
        elsewhere = tuple(at for at in came if not any(at in one.back for one in claimants))
        backs = [*(one.back for one in claimants), elsewhere]
        back = self._whole(values, backs, units(sum((values[at] for at in came), ZERO), book.digits))
        self.paid = [sum(self.worth[at] for at in one.out) for one in claimants]
        self.returned = [sum(back[at] for at in one.back) for one in claimants]
        first = asked_on(case)
        self.since = [
            sum(back[at] for at in one.back if first and case.payments[at].paid_on >= first) for one in claimants
        ]
        self.left = units(Fraction(sums.outstanding.amount), book.digits)
        table = claims(case, computation, {book.currency: book.digits}) if case.deliverables else {}
        self.open = {one: units(Fraction(claim.amount), book.digits) for one, claim in table.items()}

    def _whole(self, values: list[Fraction], groups: Sequence[tuple[int, ...]], whole: int) -> dict[int, int]:
        """Round each payment so that together they are what the sums say."""
        places = [at for group in groups for at in group]
        counts = spread([values[at] for at in places], whole, self.digits)
        return dict(zip(places, counts, strict=True))

    def asked(self) -> list[int]:
        taken = [0] * len(self.claimants)
        order = sorted(range(len(self.claimants)), key=lambda at: (self.claimants[at].asked is None,
                                                                   self.claimants[at].turn, at))  # fmt: skip
        for at in order:
            stated, own = self.claimants[at].asked, max(0, self._own(at) - self.since[at])
            wanted = own if stated is None else units(Fraction(stated.amount), self.digits)
            taken[at] += self._take(at, wanted, taken[at])
        for at in order:
            if self.claimants[at].asked is None:
                taken[at] += self._take(at, self._free(at), taken[at])
        return taken

    def _take(self, at: int, wanted: int, taken: int) -> int:
        """Take what is wanted, as far as it went through this way, has not come back and is open."""
        room = self.paid[at] - self.returned[at] - taken
        amount = max(0, min(wanted, room, self.left))
        self.left -= amount
        return amount

    def _own(self, at: int) -> int:
        """Take from the claims of the work that this way's payments were for, and say how much it was."""
        found = 0
        for payment in self.claimants[at].out:
            left = self.worth[payment]
            for item in self.case.payments[payment].pays_for:
                amount = min(left, self.open.get(item, 0))
                if amount:
                    self.open[item] -= amount
                    left -= amount
                    found += amount
        return found

    def _free(self, at: int) -> int:
        """Add up what is for no work alone; all of it where the sums do not go by pieces of work."""
        payments = self.case.payments
        return sum(self.worth[one] for one in self.claimants[at].out if not self.open or not payments[one].pays_for)
