"""The method `by_deliverable`: the sum of what is claimed for each deliverable, each part with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from makegood.domain.defects import defects_of, stayed_as_agreed
from makegood.domain.ledger.books import LedgerEntry
from makegood.domain.ledger.claim_context import OTHERWISE, ClaimBreakdown, ClaimContext, missing_field
from makegood.domain.ledger.claim_parts import ExactPart, exact_parts
from makegood.domain.ledger.exact import CannotCompute, format_number
from makegood.domain.ledger.shares import deliverable_title
from makegood.domain.ledger.sum_of_parts import StatedPart, sum_of_parts
from makegood.domain.ledger.work import price_text
from makegood.model.case import Case, PriceReduction
from makegood.model.words import REMOVED

WORDS: Mapping[frozenset[str], str] = MappingProxyType(
    {
        frozenset({"missing"}): "The price of what was not delivered.",
        frozenset({"removed"}): "The price of the days on which a post was not online.",
        frozenset({"reduced"}): "The reductions for what was not as agreed.",
        frozenset({"missing", "removed"}): (
            "The price of what was not delivered, and of the days on which a post was not online."
        ),
        frozenset({"missing", "reduced"}): (
            "The price of what was not delivered, and the reductions for what was not delivered as agreed."
        ),
        frozenset({"removed", "reduced"}): (
            "The price of the days on which a post was not online, and the reductions for what was not as agreed."
        ),
        frozenset({"missing", "removed", "reduced"}): (
            "The price of what was not delivered, and of the days on which a post was not online, and the reductions "
            "for what was not as agreed."
        ),
    }
)
"""What the sum is, in words, by what its parts are for."""


def by_deliverable(context: ClaimContext) -> ClaimBreakdown:
    """Return the sum of the parts, less what of the fee was not paid."""
    case, book = context.case, context.book
    parts = exact_parts(case, book)
    if not parts:
        raise _nothing_priced(case)
    stated = [
        StatedPart(LedgerEntry(part.amount, part_text(context, part), _cites(part)), _figures(context, part))
        for part in parts
    ]
    price = price_text(context)
    causes = frozenset(part.cause if part.cause in {"missing", "removed"} else "reduced" for part in parts)
    return sum_of_parts(context, stated, WORDS[causes], price_text=f"{price}." if price else "")


def part_text(context: ClaimContext, part: ExactPart) -> str:
    """Return what a part is for: `Video 1: posted three days late, 20% of GBP 700.00`."""
    name, price = deliverable_title(part.item), context.amount(part.price)
    if part.cause == "missing":
        return f"{name}: not delivered"
    if part.cause == "removed":
        text = f"{name}: online for {part.live} of {part.agreed} days, so {part.agreed - part.live} missing, of {price}"
    else:
        text = f"{name}: {_reduction_text(context, part.reduction, price)}" if part.reduction else name
    clause = part.reduction.clause if part.reduction else None
    if clause and clause.section:
        text = f"{text} (section {clause.section} of the agreement)"
    return f"{text}, limited to what is left of the price" if part.amount < part.full else text


def _reduction_text(context: ClaimContext, reduction: PriceReduction, price: str) -> str:
    """Return `posted three days late, 20% of GBP 700.00`, with the missing days if it is for those."""
    of_price = f"{format_number(reduction.percent)}% of {price}" if reduction.percent is not None else ""
    days = ""
    if reduction.missing_days is not None and reduction.agreed_days:
        amount = reduction.amount
        whole = of_price or (context.amount(context.book.exact(amount, "")) if amount is not None else "")
        days = f"{reduction.missing_days} of {reduction.agreed_days} days missing, of {whole}"
    return ", ".join(filter(None, (reduction.reason.rstrip(". "), days or of_price)))


def _figures(context: ClaimContext, part: ExactPart) -> str:
    if part.amount < part.full or part.cause == "missing":
        return context.figure(part.amount)
    if part.cause == "removed":
        return f"{context.figure(part.price)} × ({part.agreed} − {part.live}) ÷ {part.agreed}"
    reduction = part.reduction
    if reduction is None:
        return context.figure(part.amount)
    days = ""
    if reduction.missing_days is not None and reduction.agreed_days:
        days = f" × {reduction.missing_days} ÷ {reduction.agreed_days}"
    if reduction.percent is not None:
        return f"{context.figure(part.price)} × {format_number(reduction.percent)}%{days}"
    if days and reduction.amount is not None:
        return f"{context.figure(context.book.exact(reduction.amount, ''))}{days}"
    return context.figure(part.amount)


def _cites(part: ExactPart) -> tuple[str, ...]:
    if part.defect is None:
        return part.item.evidence
    clause = part.reduction.clause if part.reduction else None
    ids = (*(part.defect.evidence or part.item.evidence), *(clause.evidence if clause else ()))
    return tuple(dict.fromkeys(ids))


def _nothing_priced(case: Case) -> CannotCompute:
    """Return the error for a case in which nothing is missing and no defect has a reduction."""
    for index, item in enumerate(case.deliverables):
        if item.status in REMOVED and not stayed_as_agreed(item, case):
            return missing_field(
                f"/deliverables/{index}",
                "The number of days that this post was online is unknown, so no part of its price can be computed.",
                'Add "removed_at", "posted_at" (or the url of the video), and "min_live_days" here or in agreement. '
                f"{OTHERWISE}",
            )
        if defects_of(item, case):
            return missing_field(
                f"/deliverables/{index}",
                "The defects of this deliverable have no reduction, so no amount can be computed.",
                'Add "reduction": { "percent": 20, "reason": "posted three days late" } to the defect, '
                f"with your number and reason. {OTHERWISE}",
            )
    return missing_field(
        "/deliverables",
        "Everything was delivered as agreed, so there is nothing to refund.",
        f"Correct the status of missing work, or list the problems of delivered work in defects. {OTHERWISE}",
    )
