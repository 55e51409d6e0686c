"""Record money that came back: a payment, and nothing in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from makegood.commands.log import arguments
from makegood.commands.log.new_entry import NewEntry
from makegood.model.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from makegood.commands.log.case_context import CaseContext
    from makegood.commands.log.request import LogRequest
    from makegood.model.money import Money


def record_repayment(request: LogRequest, case: CaseContext, today: date) -> NewEntry:
    """Return a repayment of the named amount, or else of the agreed one, or else of all that is outstanding."""
    if request.what and request.amount:
        raise UsageError("`WHAT` and `AMOUNT` both specify the amount. Use only one of them.")
    amount = (
        arguments.amount(request.what or request.amount, case)
        or _amount_from_desk(case, request.by)
        or _awaited_amount(case)
    )
    moment = arguments.moment(request.at, case) or today
    entry = {
        "paid_on": case.day(moment).isoformat(),
        "amount": str(amount),
        "direction": "in",
        "via": request.by,
        "reference": request.number,
        "fee": request.fee and str(arguments.amount(request.fee, case)),
        "note": request.text,
        "evidence": list(request.evidence),
    }
    payment = {key: value for key, value in entry.items() if value}
    reason = ""
    if not request.again and any(_is_same(other, payment) for other in case.entries("payments")):
        reason = "This payment is already recorded. If you received it twice, add `AGAIN=yes` and a different `NUMBER`."
    outstanding = case.facts.sums.outstanding if case.facts else None
    is_more = outstanding is not None and outstanding.currency == amount.currency and outstanding < amount
    notes = ("This amount is more than the outstanding amount.",) if is_more else ()
    return NewEntry(where="payments", at=moment, entry=payment, notes=notes, reason=reason)


def _amount_from_desk(case: CaseContext, by: str | None) -> Money | None:
    """Return the sum awaited from a desk, if each way of the money has its own."""
    ways = case.facts.ways if case.facts else ()
    claim = next((way.sums.outstanding for way in ways if way.desk and by == way.desk.speaker), None)
    return claim if claim and claim.amount else None


def _awaited_amount(case: CaseContext) -> Money:
    """Return the sum awaited: what was agreed, as long as none of it came, or else all that is outstanding."""
    if case.facts is None:
        raise UsageError('Enter the amount that was returned: `make log EVENT=paid WHAT="GBP 200.00"`')
    outstanding = case.facts.sums.outstanding
    if not outstanding.amount:
        raise UsageError("There is no outstanding amount. If you received more money, enter the amount.")
    settlement = case.facts.ladder.settlement
    if settlement is None or settlement.amount is None or settlement.amount.currency != outstanding.currency:
        return outstanding
    agreed_on = case.day(settlement.at)
    if any(payment.direction == "in" and payment.paid_on >= agreed_on for payment in case.facts.case.payments):
        raise UsageError(
            "Part of the agreed amount has already been received. Specify the amount of this payment: "
            '`make log EVENT=paid WHAT="GBP 200.00"`'
        )
    return min(settlement.amount, outstanding)


def _is_same(payment: Mapping[str, Any], entry: Mapping[str, Any]) -> bool:
    """Return whether two payments have the same day and amount, and no different references or payers."""
    equal_keys = ("paid_on", "direction")
    details = [{payment.get(key), entry.get(key)} - {None} for key in ("reference", "via")]
    amounts = {arguments.same_amount(payment.get("amount")), arguments.same_amount(entry["amount"])}
    return (
        all(payment.get(key) == entry[key] for key in equal_keys) and len(amounts) == 1 and max(map(len, details)) < 2
    )
