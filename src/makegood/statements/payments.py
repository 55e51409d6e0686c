"""What documents state about the payments: how much was paid, by which way and when, and what came back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from makegood.model.statement import Statement, say
from makegood.statements import work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from makegood.model.case import Payment
    from makegood.model.facts import ComputationStep, Facts
    from makegood.model.money import Money
    from makegood.model.policy import MethodPolicy
    from makegood.model.statement import Value
    from makegood.model.words import Actor, Method

__all__ = [
    "above_fee",
    "as_paid",
    "asked",
    "came_back",
    "days",
    "each",
    "in_short",
    "kept_back",
    "method",
    "methods",
    "paid_at_once",
    "part_of_work",
    "party",
    "returned",
    "step",
    "tax",
    "total",
    "withheld",
]

TWO = 2


def way(policy: MethodPolicy) -> Statement:
    """Return a way of payment as it follows an amount, such as "by bank transfer"."""
    return say("method-own", phrase=policy.phrase) if policy.phrase else say(f"method-{policy.id}")


def method(id_: Method, facts: Facts) -> Statement:
    """Return a way of payment by its id, as `way` does."""
    return way(facts.methods[id_])


def methods(ids: Iterable[Method], facts: Facts) -> Statement:
    """Return several ways of payment, as `way` does."""
    return say("methods", methods=tuple(method(id_, facts) for id_ in ids))


def party(actor: Actor) -> Statement:
    """Return the name of somebody who pays or asks, as an object: us, the creator, TikTok."""
    return say(f"party-{actor}")


def as_paid(payment: Payment, facts: Facts) -> Statement:
    """Return what a payment was: a sum, or goods or coins at their value, and what it is worth in another currency."""
    worth = facts.as_paid.worth.get(payment.id or "")
    paid = value(payment, facts)
    return say("payment-converted", paid=paid, worth=worth) if worth else paid


def value(payment: Payment, facts: Facts) -> Statement:
    """Return what a payment was in its own currency: a sum, or goods or coins at their value."""
    if facts.is_in_goods(payment):
        return say("payment-goods", amount=payment.amount)
    if payment.coin:
        return say("payment-coin", coin=payment.coin, amount=payment.amount)
    return say("payment-amount", amount=payment.amount)


def total(facts: Facts) -> Statement:
    """Return the sum of what was paid, also in the currencies in which it was paid."""
    totals, paid = facts.as_paid.totals, facts.sums.paid
    if not totals:
        return say("payment-amount", amount=paid)
    if len(totals) == 1:
        return say("payments-total-converted", total=totals[0], worth=paid)
    return say("payments-total-of", total=paid, totals=totals)


def returned(facts: Facts) -> Statement:
    """Return the sum of what came back; if it came at once, also in the currency in which it came."""
    came = facts.payments_in
    if len(came) == 1 and came[0].id in facts.as_paid.worth:
        return as_paid(came[0], facts)
    return say("payment-amount", amount=facts.sums.returned)


def asked(facts: Facts, amount: Money) -> Statement:
    """Return a sum that is asked for, also in the currency of the payments if that is exact."""
    paid = facts.as_paid.outstanding
    if paid and amount == facts.sums.outstanding:
        return say("payments-asked-as-paid", amount=amount, paid=paid)
    return say("payment-amount", amount=amount)


def days(facts: Facts) -> Statement:
    """Return the days of the payments."""
    return say("payments-days", days=tuple(payment.paid_on for payment in facts.payments_out))


def in_short(facts: Facts) -> Statement:
    """Return how many payments there were, and the first and the last day."""
    days_paid = [payment.paid_on for payment in facts.payments_out]
    first, last = min(days_paid), max(days_paid)
    if first == last:
        return say("payments-in-short-one-day", number=len(days_paid), day=first)
    return say("payments-in-short", number=len(days_paid), first=first, last=last)


def each(facts: Facts, *, by: bool = False) -> Statement:
    """Return the payments one by one; `by`: also the way of payment of each."""
    payments = sorted(facts.payments_out, key=lambda payment: payment.paid_on)
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


def withheld(facts: Facts, reader: Literal["desk", "creator"] = "desk") -> tuple[Statement, ...]:
    """Return what was withheld of each payment on its way, for a reader who may have received less."""
    return tuple(_withheld(facts, reader))


def _withheld(facts: Facts, reader: str) -> Iterator[Statement]:
    payments = facts.payments_out
    for payment in payments:
        missing = facts.as_paid.withheld.get(payment.id or "")
        if not missing or not payment.received:
            continue
        values: dict[str, Value] = {"withheld": missing, "received": payment.received}
        if len(payments) == 1:
            yield say(f"payment-withheld-{reader}", **values)
        else:
            yield say(f"payment-withheld-of-{reader}", amount=payment.amount, day=payment.paid_on, **values)


def paid_at_once(facts: Facts) -> tuple[Statement, ...]:
    """Return which payments were a part of a larger sum, which a receipt shows."""
    payments = facts.payments_out
    return tuple(
        say("payment-part-of", whole=payment.part_of)
        if len(payments) == 1
        else say("payment-part-of-named", amount=payment.amount, day=payment.paid_on, whole=payment.part_of)
        for payment in payments
        if payment.part_of
    )


def kept_back(payment: Payment) -> tuple[Statement, ...]:
    """Return what was withheld of money that came back."""
    return (say("refund-withheld", fee=payment.fee),) if payment.fee and payment.fee.amount else ()


def above_fee(facts: Facts) -> tuple[Statement, ...]:
    """Return how much more was paid than was agreed; it follows what was paid."""
    more, agreement = facts.as_paid.above_fee, facts.case.agreement
    if not more or not agreement or not agreement.fee:
        return ()
    rates = {payment.fx.on for payment in facts.payments_out if payment.fx}
    kind = "" if not facts.as_paid.totals else "-rate" if len(rates) == 1 else "-rates"
    return (say(f"payments-above-fee{kind}", more=more, fee=agreement.fee),)


def tax(facts: Facts) -> tuple[Statement, ...]:
    """Return how much of the payments is tax; without it, they may look like more than was agreed."""
    return (say("payments-tax", tax=facts.as_paid.tax),) if facts.as_paid.tax else ()


def came_back(facts: Facts) -> tuple[Statement, ...]:
    """Return what has come back, and each part that came in another currency."""
    if not facts.sums.returned.amount:
        return ()
    came = facts.payments_in
    converted = tuple(as_paid(payment, facts) for payment in came if payment.id in facts.as_paid.worth)
    if converted and len(came) > 1:
        return (say("refund-came-back-of", amount=returned(facts), parts=converted),)
    return (say("refund-came-back", amount=returned(facts)),)


def part_of_work(facts: Facts) -> tuple[Statement, ...]:
    """Return which part of the agreed work payments were for that went one way."""
    return tuple(_part_of_work(facts))


def _part_of_work(facts: Facts) -> Iterator[Statement]:
    agreement, creator = facts.case.agreement, facts.case.parties.creator
    if not agreement:
        return
    yield say(f"part-of-work-{agreement.kind}", day=agreement.agreed_on)
    count = len(facts.payments_out)
    if creator:
        yield say("part-of-work-posted", count=count, work=work.counted(facts.rows), handle=creator.handle)
    else:
        yield say("part-of-work-paid", count=count, work=work.counted(facts.rows))
    due = [row.deliverable.due for row in facts.rows if row.deliverable.due]
    if due:
        yield say("part-of-work-due", count=len(due), day=max(due))


def step(line: ComputationStep, facts: Facts) -> Statement:
    """Return one line of the computation, which names a payment by its day and its way."""
    payment = line.about
    if payment is None:
        return line.text
    is_converted = bool(payment.fx and line.amount and line.amount.currency != payment.amount.currency)
    kind = "-converted" if is_converted else ""
    values: dict[str, Value] = {**line.text.values, "amount": payment.amount, "day": payment.paid_on}
    what = line.text.id.removeprefix("sum-")
    if what == "paid" and facts.is_in_goods(payment):
        return say(f"step-goods{kind}", **values)
    if payment.method is None:
        return say(f"step-{what}-on{kind}", **values)
    by = method(payment.method, facts)
    if payment.coin:
        by = say("method-with-coin", method=by, coin=payment.coin)
    is_money = payment.method not in facts.not_money
    return say(f"step-{what}-{'by' if is_money else 'value'}{kind}", method=by, **values)
