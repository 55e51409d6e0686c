"""The method `by_deliverable`: the sum of what is claimed for each deliverable, each part with its reason."""

from __future__ import annotations

from collections.abc import Mapping

from makegood.domain.defects import defects_of, stayed_as_agreed
from makegood.domain.ledger.books import LedgerEntry
from makegood.domain.ledger.claim_context import OTHERWISE, ClaimBreakdown, ClaimContext, missing_field
from makegood.domain.ledger.claim_parts import ExactPart, exact_parts
from makegood.domain.ledger.exact import CannotCompute, as_stated
from makegood.domain.ledger.formula import Term, missing_days, percent_of, percent_of_days, share
from makegood.domain.ledger.shares import deliverable_title
from makegood.domain.ledger.sum_of_parts import StatedPart, sum_of_parts
from makegood.domain.ledger.work import price_text
from makegood.model.case import Case, PriceReduction
from makegood.model.money import Money
from makegood.model.statement import Statement, Value, say
from makegood.model.words import REMOVED

CAUSES = ("missing", "removed", "reduced")
"""What the sum can be made up of, in the order in which its sentence names it."""


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
    causes = {part.cause if part.cause in CAUSES else "reduced" for part in parts}
    words = say(f"sum-words-{'-'.join(cause for cause in CAUSES if cause in causes)}")
    return sum_of_parts(context, stated, words, price_text=price_text(context))


def part_text(context: ClaimContext, part: ExactPart) -> Statement:
    """Return what a part is for: `Video 1: posted three days late, 20% of GBP 700.00`."""
    title, price, reduction = deliverable_title(part.item), context.amount(part.price), part.reduction
    if part.cause == "removed":
        missing = part.agreed - part.live
        return say("sum-removed", title=title, live=part.live, agreed=part.agreed, missing=missing, price=price)
    if part.cause == "missing" or reduction is None:
        return say("sum-not-delivered", title=title)
    kind, values = _of_what(context, reduction, price)
    section = (reduction.clause.section if reduction.clause else None) or ""
    kind += "-section" if section else ""
    kind += "-limited" if part.amount < part.full else ""
    return say(f"sum-reduced{kind}", title=title, reason=reduction.reason, section=section, **values)


def _of_what(context: ClaimContext, reduction: PriceReduction, price: Money) -> tuple[str, Mapping[str, Value]]:
    """Return of what a reduction is a part: the kind of its sentence, and the values in it."""
    of_price: dict[str, Value] = {}
    if reduction.percent is not None:
        of_price = {"percent": as_stated(reduction.percent), "price": price}
    if reduction.missing_days is None or not reduction.agreed_days:
        return ("-percent" if of_price else ""), of_price
    days: dict[str, Value] = {"missing": reduction.missing_days, "agreed": reduction.agreed_days}
    if of_price or reduction.amount is None:
        return "-days-percent", days | of_price
    return "-days", {**days, "whole": context.amount(context.book.exact(reduction.amount, ""))}


def _figures(context: ClaimContext, part: ExactPart) -> Term:
    amount, price, reduction = context.amount(part.amount), context.amount(part.price), part.reduction
    if part.cause == "removed":
        return missing_days(price, part.live, part.agreed)
    if part.amount < part.full or reduction is None:
        return amount
    percent = None if reduction.percent is None else as_stated(reduction.percent)
    if reduction.missing_days is None or not reduction.agreed_days:
        return amount if percent is None else percent_of(price, percent)
    if percent is not None:
        return percent_of_days(price, percent, reduction.missing_days, reduction.agreed_days)
    whole = context.amount(context.book.exact(reduction.amount, "")) if reduction.amount is not None else amount
    return share(whole, reduction.missing_days, reduction.agreed_days)


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
