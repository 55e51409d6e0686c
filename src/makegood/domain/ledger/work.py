"""Methods for work: what was not delivered, and what was removed early."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from makegood.domain.ledger.books import LedgerEntry, total
from makegood.domain.ledger.claim_context import OTHERWISE, ClaimBreakdown, ClaimContext, missing_field
from makegood.domain.ledger.exact import ZERO, CannotCompute, format_number
from makegood.domain.ledger.shares import base, is_delivered, is_even, is_stated, is_weighted, parts, shares, title
from makegood.domain.windows import day_of, days_to_stay, posted_on
from makegood.model.case import Case, Deliverable
from makegood.model.words import REMOVED


def per_item(context: ClaimContext) -> ClaimBreakdown:
    case, book = context.case, context.book
    prices = shares(case, book)
    missing = [item for item in case.deliverables if not is_delivered(item)]
    delivered = [item for item in case.deliverables if is_delivered(item)]
    if not case.deliverables:
        raise missing_field(
            "/deliverables",
            "No deliverable is stated.",
            'Add "deliverables": [ { "id": "video-1", "type": "video", "status": "not_delivered" } ], '
            f"with what was agreed. {OTHERWISE}",
        )
    if not missing:
        raise missing_field(
            "/deliverables",
            "Everything was delivered, so there is nothing to refund.",
            f'Set the status of what was not delivered to "not_delivered". {OTHERWISE}',
        )
    deductions = tuple(LedgerEntry(prices[item.id], f"{title(item)}: delivered", item.evidence) for item in delivered)
    words, explanation = "The prices of what was not delivered.", _price_text(context, missing, "not delivered")
    base_text = "The fee" if is_stated(case) else "What was paid"
    if is_even(case):
        words = f"{base_text} is shared equally among all pieces; the claim is the share of what was not delivered."
        explanation = _count_text(context, missing)
    elif is_weighted(case):
        words = f"{base_text} is shared by weight; the claim is the share of what was not delivered."
    return _fee_breakdown(
        context, deductions, _share_text(context, missing), _share_text(context, delivered), words, explanation
    )


def _count_text(context: ClaimContext, missing: list[Deliverable]) -> str:
    """Return `3 videos agreed for GBP 1,500.00: GBP 500.00 a video; 1 not delivered: GBP 500.00.`.

    If no fee is stated: `GBP 1,500.00 paid for 3 videos: ...`.
    """
    case, fee = context.case, base(context.case, context.book)
    missing_parts, all_parts = parts(case, missing), parts(case, case.deliverables)
    shares_text = price_text(context)
    missing_amount = context.amount(fee * missing_parts / all_parts)
    return shares_text and f"{shares_text}; {_number_text(missing_parts)} not delivered: {missing_amount}."


def price_text(context: ClaimContext) -> str:
    """Return how the price of a piece follows from the fee: `3 videos agreed for GBP 1,500.00: GBP 500.00 a video`.

    Empty for a single piece, and where prices or weights are stated.
    """
    case, fee = context.case, base(context.case, context.book)
    all_parts = parts(case, case.deliverables)
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
    return f"{_join_names([title(item) for item in items])}, {status}: {_join_names(amounts)}{together}."


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
            text = f"{title(item)}: live for {live} of {agreed} days"
            deductions.append(LedgerEntry(prices[item.id] * live / agreed, text, item.evidence))
            open_parts.append(f"{price} × ({agreed} − {live}) ÷ {agreed}")
            deducted_parts.append(f"{price} × {live} ÷ {agreed}")
            missing = context.amount(prices[item.id] * (agreed - live) / agreed)
            price_text = context.amount(prices[item.id])
            sentences.append(
                f"{title(item)}: {price_text} for {agreed} days, {agreed - live} of them missing: {missing}."
            )
        elif is_delivered(item):
            deductions.append(LedgerEntry(prices[item.id], f"{title(item)}: delivered", item.evidence))
            deducted_parts.append(price)
        else:
            open_parts.append(price)
            sentences.append(_price_text(context, [item], "not delivered"))
    if not any(item.removed_at for item in case.deliverables):
        raise _missing_removal(case)
    words = "The price for the days on which the post was not there. Days are counted from date to date."
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
    paid, fee = book.total, base(context.case, book)
    if not deductions and paid <= fee:
        return ClaimBreakdown(book.paid, (), context.paid_figures(), f"{words} Nothing was delivered.")
    if paid < fee:
        note = "Only a part of the fee was paid, so what was delivered is taken off what was paid."
        less = f"{context.amount(total(deductions))} for what was delivered: {context.amount(paid - total(deductions))}"
        explanation = f"Of the fee of {context.amount(fee)}, {context.amount(paid)} was paid; less {less}."
        return ClaimBreakdown(
            book.paid, deductions, f"{context.paid_figures()} − {deducted_part}", f"{words} {note}", explanation
        )
    if paid > fee:
        deductions = (*deductions, LedgerEntry(paid - fee, "Paid above the fee, not part of this claim"))
    return ClaimBreakdown(book.paid, deductions, open_part, words, explanation, reason=explanation)


def _share_text(context: ClaimContext, items: list[Deliverable]) -> str:
    """Return the share of some deliverables: `1,500.00 × 1 ÷ 3`, or their prices added up."""
    case = context.case
    prices = shares(case, context.book)
    if is_even(case) or (is_weighted(case) and all(item.price is None for item in case.deliverables)):
        some_parts, all_parts = parts(case, items), parts(case, case.deliverables)
        return f"{context.figure(base(case, context.book))} × {_number_text(some_parts)} ÷ {_number_text(all_parts)}"
    return " + ".join(context.figure(prices[item.id]) for item in items)


def _number_text(value: Fraction) -> str:
    return format_number(Decimal(value.numerator) / Decimal(value.denominator))


def _missing_removal(case: Case) -> CannotCompute:
    """Return the error for the days that a removed post lacks, at the first post with that status."""
    removed = [index for index, item in enumerate(case.deliverables) if item.status in REMOVED]
    stated = case.agreement and case.agreement.min_live_days
    fix = 'Add "removed_at": "2026-09-12" to it: the day on which it was gone.'
    if not stated and not any(item.min_live_days for item in case.deliverables):
        fix += ' Add "min_live_days": 30 to agreement too: how many days it had to stay.'
    pointer = f"/deliverables/{removed[0]}" if removed else "/deliverables"
    return missing_field(pointer, "No deliverable states when it was taken down.", f"{fix} {OTHERWISE}")


def _live_days(context: ClaimContext, index: int, item: Deliverable) -> tuple[int, int]:
    """Return the days live and the days agreed of a post that was taken down."""
    case = context.case
    agreed = days_to_stay(item, case)
    posted = posted_on(item, case)
    if not agreed:
        raise missing_field(
            "/agreement",
            "How many days a post had to stay is not stated.",
            f'Add "min_live_days": 30 to agreement, with your number. {OTHERWISE}',
        )
    if posted is None or item.removed_at is None:
        raise missing_field(
            f"/deliverables/{index}",
            "When this was posted is not stated.",
            f'Add "posted_at": "2026-09-02" to it, or the url of the video. {OTHERWISE}',
        )
    return min(max((day_of(item.removed_at, case) - posted).days, 0), agreed), agreed
