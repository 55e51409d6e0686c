"""Methods for work: what was not delivered, and what was removed early."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from makegood.domain.ledger.books import LedgerEntry, total
from makegood.domain.ledger.claim_context import OTHERWISE, ClaimBreakdown, ClaimContext, missing_field
from makegood.domain.ledger.exact import ZERO, CannotCompute, format_number
from makegood.domain.ledger.shares import (
    deliverable_title,
    is_delivered,
    is_even,
    is_stated,
    is_weighted,
    shares,
    weight_or_number,
    whole_fee,
)
from makegood.domain.windows import day_of, days_to_stay, posted_on
from makegood.model.case import Case, Deliverable
from makegood.model.words import REMOVED


def made_good(context: ClaimContext) -> ClaimBreakdown:
    """Return the claim of a case in which all work was delivered after all: its price, of which nothing is left."""
    prices = shares(context.case, context.book)
    deductions = _delivered(context.case, context.case.deliverables, prices)
    breakdown = _fee_breakdown(context, deductions, "", _share_text(context, [*context.case.deliverables]), "", "")
    return replace(
        breakdown,
        head=f"{context.paid_figures()} − {_share_text(context, [*context.case.deliverables])}",
        words="All of the agreed work was delivered after all, so nothing is claimed.",
        explanation="",
        reason="",
    )


def _delivered(case: Case, items: Iterable[Deliverable], prices: Mapping[str, Fraction]) -> tuple[LedgerEntry, ...]:
    return tuple(_delivered_entry(case, item, prices) for item in items)


def _delivered_entry(case: Case, item: Deliverable, prices: Mapping[str, Fraction]) -> LedgerEntry:
    """Return the line of a delivered item; it does not cite what was captured before the post."""
    posted = posted_on(item, case)
    older = {
        evidence.id
        for evidence in case.evidence
        if posted and evidence.captured_at and day_of(evidence.captured_at, case) < posted
    }
    cites = tuple(evidence_id for evidence_id in item.evidence if evidence_id not in older)
    return LedgerEntry(prices[item.id], f"{deliverable_title(item)}: delivered", cites)


def per_item(context: ClaimContext) -> ClaimBreakdown:
    case, book = context.case, context.book
    prices = shares(case, book)
    missing = [item for item in case.deliverables if not is_delivered(item)]
    delivered = [item for item in case.deliverables if is_delivered(item)]
    if not case.deliverables:
        raise missing_field(
            "/deliverables",
            "The case has no deliverables.",
            'Add the agreed deliverables, such as "deliverables": '
            f'[ {{ "id": "video-1", "type": "video", "status": "not_delivered" }} ]. {OTHERWISE}',
        )
    if not missing:
        raise missing_field(
            "/deliverables",
            "All work was delivered, so there is nothing to refund.",
            f'Set the status of the undelivered work to "not_delivered". {OTHERWISE}',
        )
    deductions = _delivered(case, delivered, prices)
    words, explanation = "The prices of the undelivered work.", _price_text(context, missing, "not delivered")
    base_text = "The fee" if is_stated(case) else "The amount paid"
    if is_even(case):
        words = f"{base_text} is divided equally between all pieces. The claim is the share of the undelivered work."
        explanation = _count_text(context, missing)
    elif is_weighted(case):
        words = f"{base_text} is divided by weight. The claim is the share of the undelivered work."
    return _fee_breakdown(
        context, deductions, _share_text(context, missing), _share_text(context, delivered), words, explanation
    )


def _count_text(context: ClaimContext, missing: list[Deliverable]) -> str:
    """Return `3 videos agreed for GBP 1,500.00: GBP 500.00 a video; 1 not delivered: GBP 500.00.`.

    If no fee is stated: `GBP 1,500.00 paid for 3 videos: ...`.
    """
    case, fee = context.case, whole_fee(context.case, context.book)
    missing_parts, all_parts = weight_or_number(case, missing), weight_or_number(case, case.deliverables)
    shares_text = price_text(context)
    missing_amount = context.amount(fee * missing_parts / all_parts)
    return shares_text and f"{shares_text}; {_number_text(missing_parts)} not delivered: {missing_amount}."


def price_text(context: ClaimContext) -> str:
    """Return how the price of a piece follows from the fee: `3 videos agreed for GBP 1,500.00: GBP 500.00 a video`.

    Empty for a single piece, and where prices or weights are stated.
    """
    case, fee = context.case, whole_fee(context.case, context.book)
    all_parts = weight_or_number(case, case.deliverables)
    if all_parts == 1 or not is_even(case):
        return ""
    noun = "video" if all(item.type == "video" for item in case.deliverables) else "piece"
    each = fee / all_parts
    is_round = (each * 10**context.book.digits).denominator == 1
    share = f"{context.amount(each)} a {noun}" if is_round else "the same for each"
    lead = f"{_number_text(all_parts)} {noun}s agreed for {context.amount(fee)}"
    if not is_stated(case):
        lead = f"{context.amount(fee)} paid for {_number_text(all_parts)} {noun}s"
    return f"{lead}: {share}"


def _price_text(context: ClaimContext, items: list[Deliverable], status: str) -> str:
    """Return `Video 2 and Video 3, not delivered: GBP 500.00 and GBP 400.00, together GBP 900.00.`."""
    prices = shares(context.case, context.book)
    amounts = [context.amount(prices[item.id]) for item in items]
    together = f", together {context.amount(sum((prices[item.id] for item in items), ZERO))}" if len(items) > 1 else ""
    return f"{_join_names([deliverable_title(item) for item in items])}, {status}: {_join_names(amounts)}{together}."


def _join_names(names: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def live_days(context: ClaimContext) -> ClaimBreakdown:
    case = context.case
    prices = shares(case, context.book)
    deductions, open_parts, deducted_parts, sentences = [], [], [], []
    for index, item in enumerate(case.deliverables):
        price = context.figure(prices[item.id])
        if item.removed_at is not None:
            live, agreed = _live_days(context, index, item)
            text = f"{deliverable_title(item)}: live for {live} of {agreed} days"
            deductions.append(LedgerEntry(prices[item.id] * live / agreed, text, item.evidence))
            open_parts.append(f"{price} × ({agreed} − {live}) ÷ {agreed}")
            deducted_parts.append(f"{price} × {live} ÷ {agreed}")
            missing = context.amount(prices[item.id] * (agreed - live) / agreed)
            price_text = context.amount(prices[item.id])
            sentences.append(
                f"{deliverable_title(item)}: {price_text} for {agreed} days, "
                f"online for {live}, so {agreed - live} of them missing: {missing}."
            )
        elif is_delivered(item):
            deductions.append(_delivered_entry(case, item, prices))
            deducted_parts.append(price)
        else:
            open_parts.append(price)
            sentences.append(_price_text(context, [item], "not delivered"))
    if not any(item.removed_at for item in case.deliverables):
        raise _missing_removal(case)
    words = "The price for the days on which the post was not online. Days are counted from date to date."
    return _fee_breakdown(
        context, tuple(deductions), " + ".join(open_parts), " − ".join(deducted_parts), words, " ".join(sentences)
    )


def _fee_breakdown(  # the two parts, each as figures and as words
    context: ClaimContext,
    deductions: tuple[LedgerEntry, ...],
    open_part: str,
    deducted_part: str,
    words: str,
    explanation: str,
) -> ClaimBreakdown:
    """Return what was paid less what was earned, so that a fee paid in part is not refunded in full.

    What was paid above the fee is not part of a claim about deliverables.
    """
    book = context.book
    paid, fee = book.total, whole_fee(context.case, book)
    if not deductions and paid <= fee:
        return ClaimBreakdown(book.paid, (), context.paid_figures(), f"{words} Nothing was delivered.")
    if paid < fee:
        note = "Only part of the fee was paid, so the price of the delivered work is deducted from the amount paid."
        less = f"{context.amount(total(deductions))} for what was delivered: {context.amount(paid - total(deductions))}"
        explanation = f"Of the fee of {context.amount(fee)}, {context.amount(paid)} was paid; less {less}."
        return ClaimBreakdown(
            book.paid, deductions, f"{context.paid_figures()} − {deducted_part}", f"{words} {note}", explanation
        )
    if paid > fee:
        deductions = (*deductions, LedgerEntry(paid - fee, "Paid in excess of the fee, not part of this claim"))
    return ClaimBreakdown(book.paid, deductions, open_part, words, explanation, reason=explanation)


def _share_text(context: ClaimContext, items: list[Deliverable]) -> str:
    """Return the share of some deliverables: `1,500.00 × 1 ÷ 3`, or their prices added up."""
    case = context.case
    prices = shares(case, context.book)
    if is_even(case) or (is_weighted(case) and all(item.price is None for item in case.deliverables)):
        some_parts, all_parts = weight_or_number(case, items), weight_or_number(case, case.deliverables)
        return (
            f"{context.figure(whole_fee(case, context.book))} × {_number_text(some_parts)} ÷ {_number_text(all_parts)}"
        )
    return " + ".join(context.figure(prices[item.id]) for item in items)


def _number_text(value: Fraction) -> str:
    return format_number(Decimal(value.numerator) / Decimal(value.denominator))


def _missing_removal(case: Case) -> CannotCompute:
    """Return the error for the days that a removed post lacks, at the first post with that status."""
    removed = [index for index, item in enumerate(case.deliverables) if item.status in REMOVED]
    stated = case.agreement and case.agreement.min_live_days
    fix = 'Add the date on which it was no longer online, such as "removed_at": "2026-09-12".'
    if not stated and not any(item.min_live_days for item in case.deliverables):
        fix += ' Also add the agreed number of days online to agreement, such as "min_live_days": 30.'
    pointer = f"/deliverables/{removed[0]}" if removed else "/deliverables"
    return missing_field(pointer, "No deliverable has the date on which it was removed.", f"{fix} {OTHERWISE}")


def _live_days(context: ClaimContext, index: int, item: Deliverable) -> tuple[int, int]:
    """Return the days live and the days agreed of a post that was taken down."""
    case = context.case
    agreed = days_to_stay(item, case)
    posted = posted_on(item, case)
    if not agreed:
        raise missing_field(
            "/agreement",
            "The agreed number of days online is missing.",
            f'Add the number to agreement, such as "min_live_days": 30. {OTHERWISE}',
        )
    if posted is None or item.removed_at is None:
        raise missing_field(
            f"/deliverables/{index}",
            "The posting date of this deliverable is missing.",
            f'Add the date, such as "posted_at": "2026-09-02", or the "url" of the video. {OTHERWISE}',
        )
    return min(max((day_of(item.removed_at, case) - posted).days, 0), agreed), agreed
