"""What was paid and came back in its own currency, next to the sums in that of the claim."""

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
    """Return what was paid in its own currency; only rates that the case states are used.

    Raise CannotCompute as `compute_claim` does.
    """
    book = _books(case, sums)
    out = [entry.about for entry in book.paid if entry.about]
    is_foreign = any(payment.amount.currency != book.currency for payment in out)
    return AsPaid(
        worth=_all_worth(book),
        totals=_totals(out) if is_foreign else (),
        outstanding=_outstanding(book, sums),
        above_fee=excess_over_fee(case, sums, grounds),
        tax=tax(case, sums),
        withheld={
            payment.id: payment.amount - payment.received
            for payment in out
            if payment.id and payment.received and payment.received < payment.amount
        },
    )


def value_in_claim_currency(case: Case, payment: Payment, sums: Sums) -> Money:
    """Return what a payment comes to in the currency of the claim: its amount if that is the currency."""
    return _all_worth(_books(case, sums)).get(payment.id or "", payment.amount)


def excess_over_fee(case: Case, sums: Sums, grounds: Iterable[GroundPolicy]) -> Money | None:
    """Return how much more was paid than the agreed fee; None if it is not more, or may be the tax on it.

    None, too, where an overcharge is the ground of the claim, and stated there.
    """
    fee = case.agreement.fee if case.agreement else None
    is_overcharge = any(ground.is_overcharge for ground in grounds)
    if fee is None or fee.currency != sums.paid.currency or sums.paid <= fee or is_overcharge:
        return None
    more, tax_total = sums.paid - fee, tax(case, sums)
    return more if tax_total is None or tax_total < more else None


def tax(case: Case, sums: Sums) -> Money | None:
    """Return the tax in the payments that is stated in the currency of the claim; None if none is stated."""
    taxes = [payment.tax for payment in case.payments if payment.direction == "out" and payment.tax]
    amounts = [amount for amount in taxes if amount.currency == sums.paid.currency and amount.amount]
    return _total(amounts) if amounts else None


def _books(case: Case, sums: Sums) -> Books:
    return open_books(case, {sums.paid.currency: decimals(sums.paid)})


def _all_worth(book: Books) -> dict[str, Money]:
    return {id_: amount for entries in (book.paid, book.back, book.since) for id_, amount in _worth(book, entries)}


def _worth(book: Books, entries: tuple[LedgerEntry, ...]) -> Iterable[tuple[str, Money]]:
    """Yield for each payment in another currency its id and its part of the rounded sum, as in the computation."""
    counts = split_by_largest_remainder(
        [entry.amount for entry in entries], to_minor_units(total(entries), book.digits), book.digits
    )
    for entry, count in zip(entries, counts, strict=True):
        if entry.about and entry.about.id and entry.about.amount.currency != book.currency:
            yield entry.about.id, from_minor_units(count, book.digits, book.currency)


def _totals(payments: Iterable[Payment]) -> tuple[Money, ...]:
    """Return what was paid in each currency, in the order of their first payments."""
    order = list(dict.fromkeys(payment.amount.currency for payment in payments))
    amounts = sorted((payment.amount for payment in payments), key=lambda amount: order.index(amount.currency))
    return tuple(_total(list(group)) for _, group in groupby(amounts, key=lambda amount: amount.currency))


def _total(amounts: list[Money]) -> Money:
    return sum(amounts[1:], start=amounts[0])


def _outstanding(book: Books, sums: Sums) -> Money | None:
    """Return what is open in the one other currency in which everything moved; None if that is not exact.

    It is exact if all that was paid is claimed, and nothing came back or everything moved at one rate.
    """
    entries = (*book.paid, *book.back, *book.since)
    moved = [entry.about for entry in entries if entry.about]
    codes = {payment.amount.currency for payment in moved}
    rates = {payment.fx.rate for payment in moved if payment.fx}
    returned = [entry.about.amount for entry in (*book.back, *book.since) if entry.about]
    whole = to_minor_units(book.total - total(book.back), book.digits)
    is_all = sums.claimed == from_minor_units(whole, book.digits, book.currency) and not sums.settled.amount
    if len(codes) != 1 or book.currency in codes or not is_all or (returned and len(rates) != 1):
        return None
    paid = _total([entry.about.amount for entry in book.paid if entry.about])
    left = paid - _total(returned) if returned else paid
    return left if left.amount > 0 and sums.outstanding.amount else None
