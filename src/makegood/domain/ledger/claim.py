"""The claim: the method applied, limited, rounded once, and shown line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from makegood.domain.bookings import full_percent
from makegood.domain.ledger.books import Books, LedgerEntry, open_books, total
from makegood.domain.ledger.claim_context import OTHERWISE, ClaimBreakdown, ClaimContext, missing_field
from makegood.domain.ledger.exact import (
    ZERO,
    CannotCompute,
    decimal,
    decimals,
    format_number,
    from_minor_units,
    split_by_largest_remainder,
    to_minor_units,
)
from makegood.domain.ledger.methods import METHODS, suggest_method
from makegood.domain.ledger.settlements import rest_of_agreed, settled_entries
from makegood.domain.ledger.shares import deliverable_title, is_delivered, is_weighted
from makegood.domain.ledger.work import made_good
from makegood.domain.make_goods import is_made_good
from makegood.model.case import Case
from makegood.model.money import Money
from makegood.model.policy import ChannelPolicy, GroundPolicy
from makegood.model.results import Computation, ComputationStep, Sums
from makegood.model.words import ComputationMethod, DeliverableStatus

OPEN: Mapping[DeliverableStatus, str] = {
    "draft_submitted": "submitted as a draft, not approved",
    "revision_requested": "submitted as a draft, sent back",
    "cancelled_by_brand": "cancelled by us",
    "cancelled_by_creator": "cancelled by the creator",
}
"""Text for work that is missing, by its status; other statuses mean that it was not delivered."""


def compute_claim(
    case: Case, channel: ChannelPolicy, grounds: tuple[GroundPolicy, ...], minor: Mapping[str, int]
) -> Computation:
    """Return the computation of the claim; `minor` has the decimals of each currency.

    The amounts of the steps, in their order, add up to what is outstanding. If the suggested method lacks something,
    the sum that the case requests is used. Raise CannotCompute.
    """
    context = ClaimContext(case, channel, open_books(case, minor), grounds)
    if is_made_good(case, channel, grounds):
        return _computation(
            context, "per_weight" if is_weighted(case) else "per_item", made_good(context), is_zero=True
        )
    method = case.refund.method or suggest_method(case, channel, grounds)
    try:
        breakdown = METHODS[method](context)
    except CannotCompute as error:
        if error.code != "K1" or case.refund.method is not None or case.refund.requested is None:
            raise
        method, breakdown = "negotiated", METHODS["negotiated"](context)
    return _computation(context, method, breakdown)


def compute_claim_of_way(
    case: Case, channel: ChannelPolicy, whole: Computation, amount: Money, minor: Mapping[str, int]
) -> Computation:
    """Return the claim through one way of payment; `case` has only the payments and the work of that way.

    `amount` is what is asked there now: what has come back through it since is claimed too, and settles a part. `whole`
    is the computation for all ways: its explanation of the work is repeated if it applies to this claim.
    """
    context = ClaimContext(case, channel, open_books(case, minor))
    book = context.book
    requested = Fraction(amount.amount) + total(book.since)
    units = to_minor_units(requested, book.digits)
    not_requested = book.total - total(book.back) - requested
    entries = (LedgerEntry(not_requested, "Not requested here"),) if not_requested else ()
    head = f"{context.paid_figures()}{f' − {context.figure(not_requested)}' if not_requested else ''}"
    explanation = whole.reason if not_requested and Fraction(whole.result.amount) == requested else ""
    if not not_requested and any(is_delivered(item) for item in case.deliverables):
        explanation = "The work already delivered was covered by another payment and is not part of this claim."
    if not_requested:
        part_of = f"Of {context.amount(book.total)} paid here, {context.amount(requested)} is requested."
        explanation = f"{explanation} {part_of}".strip()
    breakdown = ClaimBreakdown(
        book.paid, entries, head, "The amount claimed for the payments through this channel.", explanation
    )
    return Computation(
        method=whole.method,
        full_percent=whole.full_percent,
        steps=tuple(_steps(context, breakdown, entries, units)),
        formula=_formula(book, breakdown, requested, requested),
        words=breakdown.words,
        explanation=_explanation(context, breakdown, requested, requested),
        exact=decimal(requested),
        result=from_minor_units(units, book.digits, book.currency),
    )


def sums(case: Case, computation: Computation) -> Sums:
    """Return the sums of what was paid, came back, is claimed, and is still outstanding."""
    code = computation.result.currency
    book = open_books(case, {code: decimals(computation.result)})

    def rounded(value: Fraction) -> Money:
        return from_minor_units(to_minor_units(value, book.digits), book.digits, code)

    claim = Fraction(computation.result.amount)
    given_up = total(settled_entries(case, book, claim))
    rest = rest_of_agreed(case, book)
    return Sums(
        paid=rounded(book.total),
        returned=rounded(total(book.back) + total(book.since)),
        claimed=computation.result,
        settled=rounded(given_up),
        outstanding=rounded(max(ZERO, claim - total(book.since) - given_up)),
        surplus=rounded(max(ZERO, total(book.since) - claim)),
        rest_of_agreed=None if rest is None else rounded(rest),
    )


def _computation(
    context: ClaimContext,
    method: ComputationMethod,
    breakdown: ClaimBreakdown,
    *,
    is_zero: bool = False,
) -> Computation:
    book = context.book
    open_sum = breakdown.exact - total(book.back)
    limit, limit_text = _limit(context)
    claim = max(ZERO, min(open_sum, limit))
    if not claim and not book.back and not is_zero:
        raise missing_field(
            "/refund",
            "There is nothing to claim, because the amount paid is not more than the amount earned.",
            f"Correct the payments, a status or the fee. {OTHERWISE}",
        )
    count = to_minor_units(claim, book.digits)
    adjusted = (
        LedgerEntry(open_sum - claim, limit_text if open_sum > claim else "Returned in excess of the amount due"),
    )
    deductions = (*breakdown.deductions, *(entry for entry in adjusted if entry.amount))
    return Computation(
        method=method,
        steps=tuple(_steps(context, breakdown, deductions, count)),
        formula=_formula(book, breakdown, open_sum, claim),
        words=breakdown.words + _rounding(book.digits, claim),
        explanation=_explanation(context, breakdown, open_sum, claim),
        reason=breakdown.reason,
        price_text=breakdown.price_text,
        is_sum_of_parts=breakdown.is_sum_of_parts and not (deductions or _adjustments(context, claim)),
        rests_on=breakdown.rests_on,
        is_made_good=is_zero,
        full_percent=full_percent(context.grounds),
        exact=decimal(claim),
        result=from_minor_units(count, book.digits, book.currency),
    )


def _adjustments(context: ClaimContext, claim: Fraction) -> bool:
    """Return whether money that came back or was given up stands between the claim and what is outstanding."""
    return bool(context.book.back or context.book.since or settled_entries(context.case, context.book, claim))


def _limit(context: ClaimContext) -> tuple[Fraction, str]:
    """Return the most that may be claimed, and a text for the limit."""
    book, cap = context.book, context.case.refund.cap
    paid = book.total - total(book.back)
    if cap is not None and (cap_amount := book.exact(cap, "/refund/cap")) < paid:
        return cap_amount, "Above the maximum that the agreement allows"
    return paid, "Above the amount paid and not yet refunded"


def _steps(
    context: ClaimContext, breakdown: ClaimBreakdown, deductions: tuple[LedgerEntry, ...], claim: int
) -> Iterator[ComputationStep]:
    """Yield every line in whole minor units; a remainder of rounding goes to the deductions."""
    book = context.book
    start = to_minor_units(total(breakdown.start), book.digits)
    back = to_minor_units(total(book.back), book.digits)
    if breakdown.start != book.paid:
        yield from (ComputationStep(text=entry.text, cites=entry.cites, about=entry.about) for entry in book.paid)
    yield from _lines(book, breakdown.start, start, 1)
    yield from _lines(book, deductions, start - back - claim, -1)
    for item in context.case.deliverables if breakdown.start == book.paid else ():
        if not is_delivered(item):
            yield ComputationStep(
                text=f"{deliverable_title(item)}: {OPEN.get(item.status, 'not delivered')}", cites=item.evidence
            )
    yield from _lines(book, book.back, back, -1)
    since = to_minor_units(total(book.since), book.digits)
    yield from _lines(book, book.since, since, -1)
    given_up = settled_entries(context.case, book, Fraction(claim, 10**book.digits))
    yield from _lines(book, given_up, to_minor_units(total(given_up), book.digits), -1)
    if since > claim:
        yield ComputationStep(
            text="Returned in excess of the claim",
            amount=from_minor_units(since - claim, book.digits, book.currency),
        )
    yield from (ComputationStep(text=note.text, cites=note.cites) for note in book.notes)
    interest = context.case.refund.interest
    if interest:
        text = "Interest under the quoted clause is added, and is not included in this amount"
        yield ComputationStep(text=text, cites=interest.clause.evidence)


def _lines(book: Books, entries: tuple[LedgerEntry, ...], whole: int, sign: int) -> Iterator[ComputationStep]:
    counts = split_by_largest_remainder([entry.amount for entry in entries], whole, book.digits)
    for entry, count in zip(entries, counts, strict=True):
        amount = from_minor_units(sign * count, book.digits, book.currency)
        yield ComputationStep(text=entry.text, amount=amount, cites=entry.cites, about=entry.about)


def _formula(book: Books, breakdown: ClaimBreakdown, open_sum: Fraction, claim: Fraction) -> str:
    back = "".join(f" − {book.written(entry.amount)}" for entry in book.back)
    if open_sum == claim:
        return f"{breakdown.head}{back} = {book.written(claim)}"
    bound = "at most" if open_sum > claim else "at least"
    return f"{breakdown.head}{back} = {book.written(open_sum).replace('-', '−')}, {bound} {book.written(claim)}"


def _explanation(context: ClaimContext, breakdown: ClaimBreakdown, open_sum: Fraction, claim: Fraction) -> str:
    """Return a sentence with figures on how the sum comes about; "" if the sum alone is enough."""
    parts = [breakdown.explanation] if breakdown.explanation else []
    if context.book.back:
        start = "Deducting" if parts else f"{context.amount(breakdown.exact)} less"
        parts.append(
            f"{start} {context.returned(context.book.back)} already refunded leaves "
            f"{context.amount(max(ZERO, open_sum))}."
        )
    if open_sum > claim:
        parts.append(f"The maximum that can be claimed here is {context.amount(claim)}.")
    if context.book.since:
        left = context.amount(max(ZERO, claim - total(context.book.since)))
        parts.append(f"Deducting {context.returned(context.book.since)} refunded since the request leaves {left}.")
    given_up = settled_entries(context.case, context.book, claim)
    if given_up:
        left = context.amount(max(ZERO, claim - total(context.book.since) - total(given_up)))
        parts.append(f"Deducting {context.amount(total(given_up))} no longer requested leaves {left}.")
    return " ".join(parts)


def _rounding(digits: int, claim: Fraction) -> str:
    """Return a sentence on the rounding; "" if nothing was rounded."""
    is_exact = (claim * 10**digits).denominator == 1
    return "" if is_exact else f" The result is rounded half up to {_unit_text(digits)}, once, at the end."


def _unit_text(digits: int) -> str:
    return format_number(from_minor_units(1, digits, "").amount) if digits else "a whole amount"
