"""The method `impressions`: the price of what was booked in reserved ads and not delivered."""

from __future__ import annotations

from makegood.domain.bookings import full_percent
from makegood.domain.ledger.books import LedgerEntry
from makegood.domain.ledger.claim_context import OTHERWISE, ClaimBreakdown, ClaimContext, missing_field
from makegood.domain.ledger.claim_parts import ExactPart, impression_parts
from makegood.domain.ledger.exact import CannotCompute
from makegood.domain.ledger.formula import Term, share
from makegood.domain.ledger.shares import deliverable_title
from makegood.domain.ledger.sum_of_parts import StatedPart, sum_of_parts
from makegood.model.case import Case
from makegood.model.statement import Statement, say

NUMBERS = '"booked_impressions": 1000000 and "delivered_impressions": 640000'


def impressions(context: ClaimContext) -> ClaimBreakdown:
    """Return the price of the missing impressions, less what of the fee was not paid."""
    case, book = context.case, context.book
    parts = impression_parts(case, book, full_percent(context.grounds))
    if not any(part.cause == "impressions" for part in parts):
        raise _nothing_short(case)
    stated = [
        StatedPart(LedgerEntry(part.amount, _text(context, part), part.item.evidence), _figures(context, part))
        for part in parts
    ]
    return sum_of_parts(context, stated, say("sum-words-impressions"))


def _text(context: ClaimContext, part: ExactPart) -> Statement:
    title = deliverable_title(part.item)
    if part.cause == "missing":
        return say("sum-not-delivered", title=title)
    missing, price = part.agreed - part.live, context.amount(part.price)
    return say("sum-impressions", title=title, missing=missing, booked=part.agreed, price=price)


def _figures(context: ClaimContext, part: ExactPart) -> Term:
    if part.cause == "missing":
        return context.amount(part.amount)
    return share(context.amount(part.price), part.agreed - part.live, part.agreed)


def _nothing_short(case: Case) -> CannotCompute:
    """Return the error for a case that does not state by how much a booking fell short."""
    if not case.deliverables:
        example = (
            '"deliverables": [ { "id": "flight-1", "type": "reservation_ad", "status": "posted", '
            '"booked_impressions": 1000000, "delivered_impressions": 640000 } ]'
        )
        return missing_field(
            "/refund",
            "The booked and the delivered impressions are missing.",
            f"Add the booking: {example}. {OTHERWISE}",
        )
    for index, item in enumerate(case.deliverables):
        if not item.booked_impressions or item.delivered_impressions is None:
            return missing_field(
                f"/deliverables/{index}",
                "The booked and the delivered impressions are missing.",
                f"Add both numbers, such as {NUMBERS}. {OTHERWISE}",
            )
    return missing_field(
        "/deliverables",
        "All booked impressions were delivered, so there is nothing to refund.",
        f"Correct the numbers. {OTHERWISE}",
    )
