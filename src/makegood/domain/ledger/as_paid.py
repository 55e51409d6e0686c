"""What was paid and came back in its own currency, beside the sums in that of the claim."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from makegood.domain.ledger.books import Books, LedgerEntry, open_books, total
from makegood.domain.ledger.exact import decimals, from_minor_units, split_by_largest_remainder, to_minor_units
from makegood.model.case import Case, Payment
from makegood.model.money import Money
from makegood.model.policy import GroundPolicy
from makegood.model.results import AsPaid, Sums


def as_paid(case: Case, sums: Sums, grounds: Iterable[GroundPolicy]) -> AsPaid:
    """Say beside the sums of a case what was paid in its own currency; no rate but a stated one is used.

    Raises CannotCompute as `compute` does.
    """
    book = _books(case, sums)
    out = [entry.about for entry in book.paid if entry.about]
    is_foreign = any(one.amount.currency != book.currency for one in out)
    return AsPaid(
        worth=_all_worth(book),
        totals=_totals(out) if is_foreign else (),
        outstanding=_outstanding(book, sums),
        above_fee=above_fee(case, sums, grounds),
        tax=tax(case, sums),
        withheld={
            one.id: one.amount - one.received for one in out if one.id and one.received and one.received < one.amount
        },
    )


def worth(case: Case, payment: Payment, sums: Sums) -> Money:
    """Return what a payment comes to in the currency of the claim: the amount itself where it is in it."""
    return _all_worth(_books(case, sums)).get(payment.id or "", payment.amount)


def above_fee(case: Case, sums: Sums, grounds: Iterable[GroundPolicy]) -> Money | None:
    """Return how much more was paid than the agreed fee; None where it is not, or may be the tax on it.

    None, too, where that is the ground of the claim and said as such.
    """
    fee = case.agreement.fee if case.agreement else None
    is_overcharge = any(ground.is_overcharge for ground in grounds)
    if fee is None or fee.currency != sums.paid.currency or sums.paid <= fee or is_overcharge:
        return None
    more, part = sums.paid - fee, tax(case, sums)
    return more if part is None or part < more else None


def tax(case: Case, sums: Sums) -> Money | None:
    """Return what of the payments is tax, where that is said in the currency of the claim; None where nothing is."""
    taxes = [one.tax for one in case.payments if one.direction == "out" and one.tax]
    found = [one for one in taxes if one.currency == sums.paid.currency and one.amount]
    return _total(found) if found else None


def _books(case: Case, sums: Sums) -> Books:
    return open_books(case, {sums.paid.currency: decimals(sums.paid)})


def _all_worth(book: Books) -> dict[str, Money]:
    return {id_: one for entries in (book.paid, book.back, book.since) for id_, one in _worth(book, entries)}


def _worth(book: Books, entries: tuple[LedgerEntry, ...]) -> Iterable[tuple[str, Money]]:
    """Give each payment in another currency its part of the rounded sum, as the lines of the computation have it."""
    counts = split_by_largest_remainder(
        [entry.amount for entry in entries], to_minor_units(total(entries), book.digits), book.digits
    )
    for entry, count in zip(entries, counts, strict=True):
        if entry.about and entry.about.id and entry.about.amount.currency != book.currency:
            yield entry.about.id, from_minor_units(count, book.digits, book.currency)


def _totals(payments: Iterable[Payment]) -> tuple[Money, ...]:
    """Add up what was paid in each currency, in the order in which they were paid first."""
    order = list(dict.fromkeys(one.amount.currency for one in payments))
    amounts = sorted((one.amount for one in payments), key=lambda one: order.index(one.currency))
    return tuple(_total(list(one)) for _, one in groupby(amounts, key=lambda one: one.currency))


def _total(amounts: list[Money]) -> Money:
    return sum(amounts[1:], start=amounts[0])


def _outstanding(book: Books, sums: Sums) -> Money | None:
    """Return what is open in the one other currency in which everything moved; None where that is not exact.

    It is where all that was paid is claimed, and nothing came back or all of it moved at one rate.
    """
    entries = (*book.paid, *book.back, *book.since)
    moved = [entry.about for entry in entries if entry.about]
    codes = {one.amount.currency for one in moved}
    rates = {one.fx.rate for one in moved if one.fx}
    came = [entry.about.amount for entry in (*book.back, *book.since) if entry.about]
    whole = to_minor_units(book.total - total(book.back), book.digits)
    is_all = sums.claimed == from_minor_units(whole, book.digits, book.currency) and not sums.settled.amount
    if len(codes) != 1 or book.currency in codes or not is_all or (came and len(rates) != 1):
        return None
    paid = _total([entry.about.amount for entry in book.paid if entry.about])
    left = paid - _total(came) if came else paid
    return left if left.amount > 0 and sums.outstanding.amount else None
