"""The methods of computation by name, and the one for a case that names none."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from makegood.domain.defects import defects_of
from makegood.domain.ledger.books import LedgerEntry, total
from makegood.domain.ledger.by_deliverable import by_deliverable
from makegood.domain.ledger.claim_context import OTHERWISE, ClaimBreakdown, ClaimContext, missing_field
from makegood.domain.ledger.claim_parts import days_live, is_priced
from makegood.domain.ledger.exact import ZERO, CannotCompute
from makegood.domain.ledger.formula import less
from makegood.domain.ledger.impressions import impressions
from makegood.domain.ledger.order import stage_percent
from makegood.domain.ledger.purchases import coins, duplicate, unspent_balance
from makegood.domain.ledger.shares import is_delivered, is_weighted
from makegood.domain.ledger.work import live_days, per_item
from makegood.model.case import Case
from makegood.model.policy import ChannelPolicy, GroundPolicy
from makegood.model.statement import say
from makegood.model.words import ComputationMethod


def full(context: ClaimContext) -> ClaimBreakdown:
    amounts, total_paid = context.payments(), context.amount(context.book.total)
    explanation = say("sum-payments", payments=tuple(amounts), total=total_paid)
    if len(set(amounts)) == 1:
        explanation = say("sum-payments-equal", count=len(amounts), each=amounts[0], total=total_paid)
    words = (say("sum-words-all"),)
    is_several = len(amounts) > 1
    return ClaimBreakdown(context.book.paid, (), context.paid_figures(), words, (explanation,) if is_several else ())


def per_weight(context: ClaimContext) -> ClaimBreakdown:
    if not context.case.deliverables:
        return coins(context)
    for index, item in enumerate(context.case.deliverables):
        if item.weight is None and item.price is None:
            raise missing_field(
                f"/deliverables/{index}",
                "This deliverable has no weight.",
                f'Add its share compared with the other deliverables, such as "weight": 1. {OTHERWISE}',
            )
    return per_item(context)


def negotiated(context: ClaimContext) -> ClaimBreakdown:
    book, requested = context.book, context.case.refund.requested
    if requested is None:
        raise _unnamed_sum(context)
    limit = book.total - total(book.back)
    amount = book.exact(requested, "/refund/requested")
    not_claimed = max(ZERO, limit - amount)
    limited = (say("sum-words-limited"),) if amount > limit else ()
    words = (say("sum-words-requested"), *limited)
    if not not_claimed:
        return ClaimBreakdown(book.paid, (), context.paid_figures(), words)
    head = less(context.paid_figures(), (context.amount(not_claimed),))
    claimed = context.amount(book.total - not_claimed)
    explanation = say("sum-requested", paid=context.amount(book.total), requested=claimed)
    return ClaimBreakdown(book.paid, (LedgerEntry(not_claimed, say("sum-not-claimed")),), head, words, (explanation,))


NAMED_SUM = '"requested": "GBP 500.00"'
"""An example of a sum that the case names."""


def _unnamed_sum(context: ClaimContext) -> CannotCompute:
    """Return the error for a sum that nobody named: why it cannot be computed, and what can be stated instead."""
    ground = next((ground for ground in context.grounds if ground.unpriced), None)
    if ground is None or context.case.refund.method == "negotiated":
        fix = f"Add the amount that you claim to refund, such as {NAMED_SUM}."
        return missing_field("/refund", "The requested amount is missing.", fix)
    message = f"No sum can be computed. {ground.unpriced}"
    named = f"To claim a single amount for everything instead, add it to refund, such as {NAMED_SUM}."
    for index, item in enumerate(context.case.deliverables):
        for position, defect in enumerate(defects_of(item, context.case)):
            if defect.code not in ground.defects or not is_delivered(item):
                continue
            reason = "posted three days late" if defect.code == "late" else defect.code.replace("_", " ")
            example = f'"reduction": {{ "percent": 20, "reason": "{reason}" }}'
            if position < len(item.defects):
                pointer = f"/deliverables/{index}/defects/{position}"
                fix = f"Add to this defect {example}, with your own number and reason"
            else:
                pointer = f"/deliverables/{index}"
                fix = f'Add "defects": [ {{ "code": "{defect.code}", {example} }} ], with your own number and reason'
            return missing_field(
                pointer, message, f"{fix}, and the clause that provides for it, if there is one. {named}"
            )
    return missing_field("/refund", message, named)


METHODS: Mapping[ComputationMethod, Callable[[ClaimContext], ClaimBreakdown]] = {
    "full": full,
    "by_deliverable": by_deliverable,
    "per_item": per_item,
    "per_weight": per_weight,
    "live_days": live_days,
    "stage_percent": stage_percent,
    "unspent_balance": unspent_balance,
    "duplicate": duplicate,
    "impressions": impressions,
    "negotiated": negotiated,
}


def suggest_method(case: Case, channel: ChannelPolicy, grounds: tuple[GroundPolicy, ...]) -> ComputationMethod:
    """Return a method: by the channel's stages if it has any, by deliverable if a reduction is stated.

    Else it is the one of the first ground if the case allows it. Where grounds that need a sum to be named stand beside
    work that has a price by itself, the price of that work is claimed, unless a sum is named. Everything is claimed
    only if nothing was delivered.
    """
    suggestions = [ground.method for ground in grounds if ground.method is not None]
    first = suggestions[0] if suggestions else None
    if channel.stages:
        return "stage_percent"
    if is_priced(case) or (first == "negotiated" and case.refund.requested is None and _has_part_with_price(case)):
        return "by_deliverable"
    if "live_days" in suggestions:
        return "live_days"
    if first not in {None, "full", "per_item"}:
        return "per_weight" if first == "unspent_balance" and _has_coins_only(case) else first or "full"
    if any(is_delivered(item) for item in case.deliverables) or (first == "per_item" and case.deliverables):
        return "per_weight" if is_weighted(case) else "per_item"
    return "full" if first else _suggested_for_purchase(case)


def _has_part_with_price(case: Case) -> bool:
    """Return whether a part of the claim follows from the case by itself: work that is missing, or days of a post."""
    return any(not is_delivered(item) or days_live(case, item) for item in case.deliverables)


def _has_coins_only(case: Case) -> bool:
    """Return whether the purchase is one of coins: their balance is the number that is not used."""
    return case.purchase is not None and case.purchase.balance is None and case.purchase.coins is not None


def _suggested_for_purchase(case: Case) -> ComputationMethod:
    """Return the method if the ground suggests none: what is left of a balance or of coins, else everything."""
    purchase = case.purchase
    if purchase and purchase.balance and purchase.balance.amount.amount:
        return "unspent_balance"
    # If no coin is left, all of them were spent on what failed.
    return "per_weight" if purchase and purchase.coins and purchase.coins_unused else "full"
