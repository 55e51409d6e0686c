"""The methods of computation by name, and which one a case takes that names none."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from makegood.domain.ledger.books import LedgerEntry, total
from makegood.domain.ledger.claim_context import OTHERWISE, ClaimBreakdown, ClaimContext, missing_field
from makegood.domain.ledger.exact import ZERO
from makegood.domain.ledger.order import stage_percent
from makegood.domain.ledger.purchases import coins, duplicate, unspent_balance
from makegood.domain.ledger.shares import is_delivered, is_weighted
from makegood.domain.ledger.work import live_days, per_item
from makegood.model.case import Case
from makegood.model.policy import ChannelPolicy, GroundPolicy
from makegood.model.words import ComputationMethod


def full(asked: ClaimContext) -> ClaimBreakdown:
    paid = asked.book.paid
    *others, last = asked.each_paid()
    each = f"{len(paid)} payments of {last} each" if {*others} == {last} else f"{', '.join(others)} and {last} paid"
    told = f"{each}: {asked.said(asked.book.total)}."
    return ClaimBreakdown(paid, (), asked.paid(), "All that was paid.", told if len(paid) > 1 else "")


def per_weight(asked: ClaimContext) -> ClaimBreakdown:
    if not asked.case.deliverables:
        return coins(asked)
    for at, item in enumerate(asked.case.deliverables):
        if item.weight is None and item.price is None:
            raise missing_field(
                f"/deliverables/{at}",
                "The weight of this deliverable is not stated.",
                f'Add "weight": 1 to it: its share beside the others. {OTHERWISE}',
            )
    return per_item(asked)


def negotiated(asked: ClaimContext) -> ClaimBreakdown:
    book, requested = asked.book, asked.case.refund.requested
    if requested is None:
        raise missing_field(
            "/refund",
            "Nothing says how much is asked for.",
            'Add "requested": "GBP 500.00" to refund, with the sum that you ask for.',
        )
    most = book.total - total(book.back)
    wanted = book.exact(requested, "/refund/requested")
    kept = max(ZERO, most - wanted)
    words = "The sum that is proposed."
    if wanted > most:
        words = f"{words} It is limited to what was paid and has not come back."
    head = f"{asked.paid()}{f' − {asked.sum(kept)}' if kept else ''}"
    told = f"Of {asked.said(book.total)} paid, {asked.said(book.total - kept)} is asked for." if kept else ""
    return ClaimBreakdown(book.paid, (LedgerEntry(kept, "Not claimed"),) if kept else (), head, words, told)


METHODS: Mapping[ComputationMethod, Callable[[ClaimContext], ClaimBreakdown]] = {
    "full": full,
    "per_item": per_item,
    "per_weight": per_weight,
    "live_days": live_days,
    "stage_percent": stage_percent,
    "unspent_balance": unspent_balance,
    "duplicate": duplicate,
    "negotiated": negotiated,
}


def suggested(case: Case, channel: ChannelPolicy, grounds: tuple[GroundPolicy, ...]) -> ComputationMethod:
    """Choose a method: the channel's own ladder, else what the first ground suggests and the case allows.

    Everything is claimed only where nothing was delivered.
    """
    named = [ground.method for ground in grounds if ground.method is not None]
    if channel.stages:
        return "stage_percent"
    if "live_days" in named:
        return "live_days"
    first = named[0] if named else None
    if first not in {None, "full", "per_item"}:
        return first or "full"
    if any(is_delivered(item) for item in case.deliverables) or (first == "per_item" and case.deliverables):
        return "per_weight" if is_weighted(case) else "per_item"
    return "full" if first else _of_purchase(case)


def _of_purchase(case: Case) -> ComputationMethod:
    """Where the ground suggests nothing: what is left of the balance or of the coins, else all."""
    bought = case.purchase
    if bought and bought.balance and bought.balance.amount.amount:
        return "unspent_balance"
    # Where no coin is left, all of them went into what failed.
    return "per_weight" if bought and bought.coins and bought.coins_unused else "full"
