"""The method `impressions`: the price of what was booked in reserved ads and not delivered."""

from __future__ import annotations

from fractions import Fraction

from makegood.domain.ledger.books import LedgerEntry, total
from makegood.domain.ledger.claim_context import OTHERWISE, ClaimBreakdown, ClaimContext, missing_field
from makegood.domain.ledger.claim_parts import ExactPart, impression_parts
from makegood.domain.ledger.exact import ZERO, CannotCompute
from makegood.domain.ledger.shares import deliverable_title, whole_fee
from makegood.model.case import Case

NUMBERS = '"booked_impressions": 1000000 and "delivered_impressions": 640000'


def impressions(context: ClaimContext) -> ClaimBreakdown:
    """Return the price of the missing impressions, less what of the fee was not paid."""
    case, book = context.case, context.book
    parts = impression_parts(case, book)
    if not any(part.cause == "impressions" for part in parts):
        raise _nothing_short(case)
    unpaid = max(ZERO, whole_fee(case, book) - book.total)
    deductions = (LedgerEntry(unpaid, "Part of the fee that was not paid"),) if unpaid else ()
    start = tuple(LedgerEntry(part.amount, _text(context, part), part.item.evidence) for part in parts)
    head = " + ".join(_figures(context, part) for part in parts) + (f" − {context.figure(unpaid)}" if unpaid else "")
    sentences = [f"{_text(context, part)}: {context.amount(part.amount)}." for part in parts]
    if len(parts) > 1:
        sentences.append(f"Together {context.amount(total(start))}.")
    if unpaid:
        left = context.amount(max(ZERO, total(start) - unpaid))
        sentences.append(f"Of the fee, {context.amount(unpaid)} was not paid: {left} is left.")
    explanation = " ".join(sentences)
    return ClaimBreakdown(
        start,
        deductions,
        head,
        "The price of the impressions that were booked and not delivered.",
        explanation,
        reason="" if unpaid else explanation,
        is_sum_of_parts=True,
    )


def _text(context: ClaimContext, part: ExactPart) -> str:
    name = deliverable_title(part.item)
    if part.cause == "missing":
        return f"{name}: not delivered"
    counts = f"{part.agreed - part.live:,} of {part.agreed:,} booked impressions missing"
    return f"{name}: {counts}, of {context.amount(part.price)}"


def _figures(context: ClaimContext, part: ExactPart) -> str:
    if part.cause == "missing":
        return context.figure(Fraction(part.amount))
    return f"{context.figure(part.price)} × {part.agreed - part.live:,} ÷ {part.agreed:,}"


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
