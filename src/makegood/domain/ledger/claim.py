"""The claim: the method applied, limited, rounded once, and shown line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from makegood.domain.bookings import full_percent
from makegood.domain.ledger.books import Books, LedgerEntry, first_asked_on, open_books, total
from makegood.domain.ledger.claim_context import OTHERWISE, ClaimBreakdown, ClaimContext, missing_field
from makegood.domain.ledger.exact import (
    ZERO,
    CannotCompute,
    decimal,
    decimals,
    from_minor_units,
    split_by_largest_remainder,
    to_minor_units,
)
from makegood.domain.ledger.formula import less
from makegood.domain.ledger.methods import METHODS, suggest_method
from makegood.domain.ledger.settlements import rest_of_agreed, settled_entries
from makegood.domain.ledger.shares import deliverable_title, is_delivered, is_weighted
from makegood.domain.ledger.work import made_good
from makegood.domain.make_goods import is_made_good, is_up
from makegood.model.case import Case, Deliverable
from makegood.model.money import Money
from makegood.model.policy import ChannelPolicy, GroundPolicy
from makegood.model.results import Computation, ComputationStep, Sums
from makegood.model.statement import Statement, say
from makegood.model.words import ComputationMethod, DeliverableStatus

OPEN: Mapping[DeliverableStatus, str] = {
    "draft_submitted": "sum-draft",
    "revision_requested": "sum-draft-sent-back",
    "cancelled_by_brand": "sum-cancelled-by-us",
    "cancelled_by_creator": "sum-cancelled-by-creator",
}
"""The sentence about work that is missing, by its status; other statuses mean that it was not delivered."""


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
    return _computation(context, method, breakdown, is_set_off=_is_set_off(case, breakdown))


def _is_set_off(case: Case, breakdown: ClaimBreakdown) -> bool:
    """Return whether all work came after the request, and what of the fee was not paid covers its reductions."""
    is_all_up = all(is_up(item, case) for item in case.deliverables)
    return breakdown.is_sum_of_parts and is_all_up and breakdown.exact <= 0 and first_asked_on(case) is not None


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
    entries = (LedgerEntry(not_requested, say("sum-not-requested-here")),) if not_requested else ()
    head = less(context.paid_figures(), (context.amount(entry.amount) for entry in entries))
    explanation = whole.reason if not_requested and Fraction(whole.result.amount) == requested else ()
    if not not_requested and any(is_delivered(item) for item in case.deliverables):
        explanation = (say("sum-delivered-elsewhere"),)
    if not_requested:
        part_of = say("sum-requested-here", paid=context.amount(book.total), requested=context.amount(requested))
        explanation = (*explanation, part_of)
    breakdown = ClaimBreakdown(book.paid, entries, head, (say("sum-words-way"),), explanation)
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


def claim_after_delivery(
    case: Case, channel: ChannelPolicy, grounds: tuple[GroundPolicy, ...], computation: Computation, sums: Sums
) -> Money | None:
    """Return what would still be open if the missing work were delivered as agreed; None if that is nothing.

    It is computed as the claim is, for the case in which that work was posted: what of the fee was not paid counts for
    that work, too. None as well where the sum does not follow from the work.
    """
    zero = sums.outstanding - sums.outstanding
    delivered = replace(
        case, deliverables=tuple(item if is_delivered(item) else _as_delivered(item) for item in case.deliverables)
    )
    context = ClaimContext(
        delivered, channel, open_books(delivered, {zero.currency: decimals(computation.result)}), grounds
    )
    try:
        breakdown = METHODS[computation.method](context)
    except CannotCompute:  # nothing else is wrong with the work
        return None
    claim = max(ZERO, min(breakdown.exact - total(context.book.back), _limit(context)[0]))
    came = sums.claimed - sums.outstanding  # what came back since the request, or was given up
    left = from_minor_units(to_minor_units(claim, context.book.digits), context.book.digits, zero.currency) - came
    return left if left > zero else None


def _as_delivered(item: Deliverable) -> Deliverable:
    return replace(item, status="posted", posted_at=None, url=None, removed_at=None, defects=())


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
    is_set_off: bool = False,
) -> Computation:
    book = context.book
    open_sum = breakdown.exact - total(book.back)
    limit, limit_text = _limit(context)
    claim = max(ZERO, min(open_sum, limit))
    if not claim and not book.back and not (is_zero or is_set_off):
        raise missing_field(
            "/refund",
            "There is nothing to claim, because the amount paid is not more than the amount earned.",
            f"Correct the payments, a status or the fee. {OTHERWISE}",
        )
    count = to_minor_units(claim, book.digits)
    beyond = say("sum-unpaid-beyond" if is_set_off else "sum-returned-above-due")
    adjusted = (LedgerEntry(open_sum - claim, limit_text if open_sum > claim else beyond),)
    deductions = (*breakdown.deductions, *(entry for entry in adjusted if entry.amount))
    return Computation(
        method=method,
        steps=tuple(_steps(context, breakdown, deductions, count)),
        formula=_formula(book, breakdown, open_sum, claim),
        words=(*breakdown.words, *_rounding(book.digits, claim)),
        explanation=_explanation(context, breakdown, open_sum, claim),
        reason=breakdown.reason,
        price_text=breakdown.price_text,
        is_sum_of_parts=breakdown.is_sum_of_parts and not (deductions or _adjustments(context, claim)),
        rests_on=breakdown.rests_on,
        is_made_good=is_zero or is_set_off,
        is_set_off=is_set_off,
        full_percent=full_percent(context.grounds),
        exact=decimal(claim),
        result=from_minor_units(count, book.digits, book.currency),
    )


def _adjustments(context: ClaimContext, claim: Fraction) -> bool:
    """Return whether money that came back or was given up stands between the claim and what is outstanding."""
    return bool(context.book.back or context.book.since or settled_entries(context.case, context.book, claim))


def _limit(context: ClaimContext) -> tuple[Fraction, Statement]:
    """Return the most that may be claimed, and what is above it."""
    book, cap = context.book, context.case.refund.cap
    paid = book.total - total(book.back)
    if cap is not None and (cap_amount := book.exact(cap, "/refund/cap")) < paid:
        return cap_amount, say("sum-above-cap")
    return paid, say("sum-above-paid")


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
            text = say(OPEN.get(item.status, "sum-not-delivered"), title=deliverable_title(item))
            yield ComputationStep(text=text, cites=item.evidence)
    yield from _lines(book, book.back, back, -1)
    since = to_minor_units(total(book.since), book.digits)
    yield from _lines(book, book.since, since, -1)
    given_up = settled_entries(context.case, book, Fraction(claim, 10**book.digits))
    yield from _lines(book, given_up, to_minor_units(total(given_up), book.digits), -1)
    if since > claim:
        yield ComputationStep(
            text=say("sum-returned-above-claim"),
            amount=from_minor_units(since - claim, book.digits, book.currency),
        )
    yield from (ComputationStep(text=note.text, cites=note.cites) for note in book.notes)
    interest = context.case.refund.interest
    if interest:
        yield ComputationStep(text=say("sum-interest"), cites=interest.clause.evidence)


def _lines(book: Books, entries: tuple[LedgerEntry, ...], whole: int, sign: int) -> Iterator[ComputationStep]:
    counts = split_by_largest_remainder([entry.amount for entry in entries], whole, book.digits)
    for entry, count in zip(entries, counts, strict=True):
        amount = from_minor_units(sign * count, book.digits, book.currency)
        yield ComputationStep(text=entry.text, amount=amount, cites=entry.cites, about=entry.about)


def _formula(book: Books, breakdown: ClaimBreakdown, open_sum: Fraction, claim: Fraction) -> Statement:
    left, result = less(breakdown.head, (book.money(entry.amount) for entry in book.back)), book.money(claim)
    if open_sum == claim:
        return say("sum-formula", left=left, result=result)
    bound = "most" if open_sum > claim else "least"
    return say(f"sum-formula-at-{bound}", left=left, open=book.money(open_sum), result=result)


def _explanation(
    context: ClaimContext, breakdown: ClaimBreakdown, open_sum: Fraction, claim: Fraction
) -> tuple[Statement, ...]:
    """Return sentences with figures on how the sum comes about; empty if the sum alone is enough."""
    book = context.book
    sentences = [*breakdown.explanation]
    if book.back:
        id_ = "sum-deducting-returned" if sentences else "sum-less-returned"
        start, left = context.amount(breakdown.exact), context.amount(max(ZERO, open_sum))
        sentences.append(say(id_, start=start, returned=context.returned(book.back), left=left))
    if open_sum > claim:
        sentences.append(say("sum-maximum", amount=context.amount(claim)))
    left_of_claim = claim - total(book.since)
    if book.since:
        left = context.amount(max(ZERO, left_of_claim))
        sentences.append(say("sum-deducting-returned-since", returned=context.returned(book.since), left=left))
    given_up = settled_entries(context.case, book, claim)
    if given_up:
        left = context.amount(max(ZERO, left_of_claim - total(given_up)))
        sentences.append(say("sum-deducting-given-up", amount=context.amount(total(given_up)), left=left))
    return tuple(sentences)


def _rounding(digits: int, claim: Fraction) -> tuple[Statement, ...]:
    """Return a sentence on the rounding; empty if nothing was rounded."""
    if (claim * 10**digits).denominator == 1:
        return ()
    return (say("sum-rounded", unit=from_minor_units(1, digits, "").amount) if digits else say("sum-rounded-whole"),)
