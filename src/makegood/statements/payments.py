"""What documents state about the payments: how much was paid, by which way and when, and what came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.model.statement import Statement, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from makegood.model.case import Payment
    from makegood.model.facts import Facts
    from makegood.model.money import Money
    from makegood.model.words import Actor, Method

__all__ = ["as_paid", "asked", "each", "kept_back", "method", "methods", "party", "total"]

TWO = 2


def method(id_: Method, facts: Facts) -> Statement:
    """Return a way of payment as it follows an amount, such as "by bank transfer"."""
    return say("method-own", phrase=facts.methods[id_].phrase)


def methods(ids: Iterable[Method], facts: Facts) -> Statement:
    """Return several ways of payment, as `method` does."""
    return say("methods", methods=tuple(method(id_, facts) for id_ in ids))


def party(actor: Actor) -> Statement:
    """Return the name of somebody who pays or asks, as an object: us, the creator, TikTok."""
    return say(f"party-{actor}")


def as_paid(payment: Payment, facts: Facts) -> Statement:
    """Return what a payment was: a sum, or goods or coins at their value, and what it is worth in another currency."""
    worth = facts.as_paid.worth.get(payment.id or "")
    paid = say("payment-amount", amount=payment.amount)
    if payment.method and facts.methods[payment.method].repayment == "goods":
        paid = say("payment-goods", amount=payment.amount)
    elif payment.coin:
        paid = say("payment-coin", coin=payment.coin, amount=payment.amount)
    return say("payment-converted", paid=paid, worth=worth) if worth else paid


def total(facts: Facts) -> Statement:
    """Return the sum of what was paid, also in the currencies in which it was paid."""
    totals, paid = facts.as_paid.totals, facts.sums.paid
    if not totals:
        return say("payment-amount", amount=paid)
    if len(totals) == 1:
        return say("payments-total-converted", total=totals[0], worth=paid)
    return say("payments-total-of", total=paid, totals=totals)


def asked(facts: Facts, amount: Money) -> Statement:
    """Return a sum that is asked for, also in the currency of the payments if that is exact."""
    paid = facts.as_paid.outstanding
    if paid and amount == facts.sums.outstanding:
        return say("payments-asked-as-paid", amount=amount, paid=paid)
    return say("payment-amount", amount=amount)


def each(facts: Facts, *, by: bool = False) -> Statement:
    """Return the payments one by one; `by`: also the way of payment of each."""
    paid_out = (payment for payment in facts.case.payments if payment.direction == "out")
    payments = sorted(paid_out, key=lambda payment: payment.paid_on)
    amounts = [as_paid(payment, facts) for payment in payments]
    references = tuple(payment.reference for payment in payments if payment.reference)
    is_one_day = len({payment.paid_on for payment in payments}) == 1
    if is_one_day and len(set(amounts)) == 1 and len(references) in {0, len(payments)} and not by:
        both = "both" if len(payments) == TWO else "all"
        day = payments[0].paid_on
        if references:
            id_ = f"payments-equal-{both}-references"
            return say(id_, number=len(payments), amount=amounts[0], day=day, references=references)
        return say(f"payments-equal-{both}", number=len(payments), amount=amounts[0], day=day)
    items = tuple(
        _item(payment, previous, facts, by=by)
        for payment, previous in zip(payments, (None, *payments[:-1]), strict=True)
    )
    return say("payments-each", number=len(payments), payments=items)


def _item(payment: Payment, previous: Payment | None, facts: Facts, *, by: bool) -> Statement:
    """Return one of several payments; `previous` is the one before it in the list."""
    paid = as_paid(payment, facts)
    if by and payment.method:
        paid = say("payment-by", paid=paid, method=method(payment.method, facts))
    kind = "on-day"
    if previous and previous.paid_on == payment.paid_on:
        kind = "another" if previous.amount == payment.amount else "same-day"
    if payment.reference:
        return say(f"payment-{kind}-reference", paid=paid, day=payment.paid_on, reference=payment.reference)
    return say(f"payment-{kind}", paid=paid, day=payment.paid_on)


def kept_back(payment: Payment) -> tuple[Statement, ...]:
    """Return what was withheld of money that came back."""
    return (say("refund-withheld", fee=payment.fee),) if payment.fee and payment.fee.amount else ()
