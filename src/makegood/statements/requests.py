"""What requests to all desks state: what was paid and agreed, and how much of it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from makegood.model.statement import Statement, say
from makegood.statements import payments

if TYPE_CHECKING:
    from makegood.model.case import Campaign, Payment
    from makegood.model.facts import Facts, Row
    from makegood.model.statement import Value

__all__ = [
    "above_fee",
    "agreed",
    "attached",
    "balance",
    "bought",
    "identified",
    "paid",
    "paid_when",
    "part_paid",
    "payment_reference",
    "refused_again",
    "to_payee",
    "work_item",
]

FEW = 3
"""The most payments that are listed one by one."""
Place = Literal["", "account", "ad-account", "website"]


def paid(
    facts: Facts, what: Value | None = None, *, place: Place = "", is_short: bool = False
) -> tuple[Statement, ...]:
    """Return what was paid and when, for `what`, or at a place.

    The sum comes with its days, if those distinguish the payments. Else the payments follow it one by one, or if they
    are many or the text is short, their number and their first and last day.
    """
    is_listed = not (_is_dated(facts) or is_short or len(facts.payments_out) > FEW)
    values: dict[str, Value] = {"total": facts.sums.paid if is_listed else payments.total(facts)}
    end = f"-{place}" if place else ""
    if what and not place:
        end, values = "-for", {**values, "what": what}
    kind = "goods" if facts.is_goods else "paid"
    if _is_dated(facts):
        return (say(f"request-{kind}-dated{end}", days=_days(facts), **values),)
    if is_listed:
        return (say(f"request-{kind}{end}", **values), *_payments(facts))
    days = [payment.paid_on for payment in facts.payments_out]
    period = "on" if len(set(days)) == 1 else "between"
    dates: dict[str, Value] = {"count": len(days), "first": min(days), "last": max(days)}
    if facts.is_goods or place:
        return say(f"request-{kind}{end}", **values), say(f"request-payments-{period}", **dates)
    return (say(f"request-paid-{period}{end}", **dates, **values),)


def _is_dated(facts: Facts) -> bool:
    """Return whether the days stand beside the sum: they distinguish the payments, which are few."""
    return facts.has_distinct_days and len(facts.payments_out) <= FEW


def _payments(facts: Facts) -> Iterator[Statement]:
    """Yield the payments one by one, each as it was paid."""
    listed = sorted(facts.payments_out, key=lambda payment: payment.paid_on)
    references = tuple(payment.reference for payment in listed if payment.reference)
    amounts = [payments.as_paid(payment, facts) for payment in listed]
    is_alike = len({payment.paid_on for payment in listed}) == len(set(amounts)) == 1
    if is_alike and len(references) in {0, len(listed)}:
        yield say("request-payments-alike", count=len(listed), amount=amounts[0], day=listed[0].paid_on)
        if references:
            yield say("request-payments-references", references=references)
        return
    before = (None, *listed)
    names = tuple(_payment(payment, before[index], amounts[index]) for index, payment in enumerate(listed))
    yield say("request-payments", count=len(listed), payments=names)


def _payment(payment: Payment, before: Payment | None, amount: Value) -> Statement:
    """Return the name of one of several payments, of which `before` is listed before it."""
    is_same_day = before is not None and before.paid_on == payment.paid_on
    is_another = is_same_day and before is not None and before.amount == payment.amount
    day = "another" if is_another else "same-day" if is_same_day else "on"
    reference = "-reference" if payment.reference else ""
    return say(
        f"request-payment-{day}{reference}", amount=amount, day=payment.paid_on, reference=payment.reference or ""
    )


def payment_reference(facts: Facts) -> tuple[Statement, ...]:
    """Return the reference of the only payment; nothing if there are several, which are listed with theirs."""
    listed = facts.payments_out
    if len(listed) != 1 or not listed[0].reference:
        return ()
    return (say("request-payment-reference", reference=listed[0].reference),)


def product(facts: Facts) -> Value | None:
    """Return the name of what was bought, if the case states it."""
    return facts.case.purchase.product if facts.case.purchase else None


def bought(facts: Facts, work: Value) -> Value | None:
    """Return what was paid for: what was bought, or whose work; `work` is its kind and number.

    None if the case does not state it, or `part_paid` does.
    """
    if facts.case.purchase:
        return product(facts)
    if _is_part_of_work(facts) or not (facts.rows or facts.case.parties.creator):
        return None
    return _work_by(facts, work)


def part_paid(facts: Facts, work: Value) -> tuple[Statement, ...]:
    """Return that other payments were for the same work, if so."""
    if facts.case.purchase or not _is_part_of_work(facts):
        return ()
    is_fee = facts.case.agreement is not None and facts.case.agreement.fee is not None
    return (say("request-part-of-fee" if is_fee else "request-one-of-several", what=_work_by(facts, work)),)


def _is_part_of_work(facts: Facts) -> bool:
    return facts.is_part and facts.covers_all_work and bool(facts.rows)


def _work_by(facts: Facts, work: Value) -> Value:
    creator = facts.case.parties.creator
    return say("request-work-by", work=work, name=creator.display_name, handle=creator.handle) if creator else work


def to_payee(facts: Facts) -> tuple[Statement, ...]:
    """Return who got the money, if it was not the creator."""
    payee = facts.case.parties.payee
    return (say("request-to-payee", name=payee.name),) if payee else ()


def paid_when(facts: Facts) -> tuple[Statement, ...]:
    """Return when the sum was paid that the request names already."""
    if _is_dated(facts):
        return (say("request-paid-when", days=_days(facts)),)
    return paid(facts, is_short=True)


def work_item(row: Row, promise: str, state: Value) -> Statement:
    """Return one deliverable: its day, what was promised of it ("" for nothing), and what became of it."""
    due = row.deliverable.due
    id_ = f"request-work-item{'-due' if due else ''}{'-promised' if promise else ''}"
    values: dict[str, Value] = {"title": row.title, "promise": promise, "state": state}
    return say(id_, due=due, **values) if due else say(id_, **values)


def identified(
    facts: Facts, *, with_account: bool = False, with_campaign: bool = True, is_alone: bool = False
) -> tuple[Statement, ...]:
    """Return the numbers by which the desk finds the payment.

    `with_account`: also the accounts for which the channel asks. `is_alone`: no payment is named before them.
    """
    names = (*_numbers(facts, with_campaign=with_campaign), *(_accounts(facts) if with_account else ()))
    return (say("request-about" if is_alone else "request-identified", names=names),) if names else ()


def _numbers(facts: Facts, *, with_campaign: bool) -> tuple[Statement, ...]:
    purchase, agreement = facts.case.purchase, facts.case.agreement
    order = (purchase.order_number if purchase else None) or (agreement.order_id if agreement else None)
    names = (
        _campaign(purchase.campaign) if with_campaign and purchase and purchase.campaign else None,
        say("request-order", number=order) if order else None,
        say("request-transaction", number=purchase.transaction_id) if purchase and purchase.transaction_id else None,
    )
    return tuple(name for name in names if name)


def _accounts(facts: Facts) -> tuple[Statement, ...]:
    brand, asks = facts.case.parties.brand, facts.channel.asks
    names = (
        say("request-ad-account", number=brand.ad_account_id)
        if brand.ad_account_id and "parties.brand.ad_account_id" in asks
        else None,
        say("request-business-center", number=brand.business_center_id)
        if brand.business_center_id and "parties.brand.business_center_id" in asks
        else None,
    )
    return tuple(name for name in names if name)


def _campaign(campaign: Campaign) -> Statement | None:
    """Return a campaign by its name and its id, as far as the case states them."""
    if campaign.name and campaign.id:
        return say("request-campaign-both", name=campaign.name, number=campaign.id)
    name = campaign.name or campaign.id
    return say("request-campaign", name=name) if name else None


def agreed(facts: Facts, work: Value) -> tuple[Statement, ...]:
    """Return what was agreed, how and by when; `work` is its kind and number. Nothing without an agreement."""
    return tuple(_agreed(facts, work))


def _agreed(facts: Facts, work: Value) -> Iterator[Statement]:
    agreement, creator = facts.case.agreement, facts.case.parties.creator
    if agreement is None:
        return
    values: dict[str, Value] = {"day": agreement.agreed_on, "work": work}
    id_ = f"request-agreed-{agreement.kind.replace('_', '-')}"
    yield say(f"{id_}-fee", fee=agreement.fee, **values) if agreement.fee else say(id_, **values)
    due = [row.deliverable.due for row in facts.rows if row.deliverable.due]
    count = len(facts.rows) or 1
    if creator and due:
        yield say("request-posted-due", handle=creator.handle, due=max(due), count=count)
    elif creator:
        yield say("request-posted", handle=creator.handle, count=count)
    elif due:
        yield say("request-due", due=max(due), count=count)


def above_fee(facts: Facts) -> tuple[Statement, ...]:
    """Return that more was paid than was agreed, if so."""
    if not facts.as_paid.above_fee:
        return ()
    id_ = "request-above-fee-at-rate" if facts.as_paid.totals else "request-above-fee"
    return (say(id_, amount=facts.as_paid.above_fee),)


def balance(facts: Facts) -> tuple[Statement, ...]:
    """Return the balance of the account, as it was read."""
    left = facts.case.purchase.balance if facts.case.purchase else None
    return (say("request-balance", day=left.read_on, amount=left.amount),) if left else ()


def refused_again(facts: Facts) -> tuple[Statement, ...]:
    """Return that the desk will not deliver again what is missing, so that only the money is left."""
    if facts.refused_again_on is None:
        return ()
    return say("request-refused-again", day=facts.refused_again_on), say("request-money-instead")


def attached(count: int) -> tuple[Statement, ...]:
    """Return how many files are attached."""
    return (say("request-attached", count=count),) if count else ()


def _days(facts: Facts) -> tuple[Value, ...]:
    return tuple(payment.paid_on for payment in facts.payments_out)
