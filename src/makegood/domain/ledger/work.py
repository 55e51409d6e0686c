"""Methods for work: what was not delivered, and what was removed early."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from makegood.domain.ledger.books import LedgerEntry, total
from makegood.domain.ledger.claim_context import OTHERWISE, ClaimBreakdown, ClaimContext, missing_field
from makegood.domain.ledger.exact import ZERO, CannotCompute, as_stated
from makegood.domain.ledger.formula import Term, less, missing_days, plus, share
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
from makegood.model.money import Money
from makegood.model.statement import Statement, say
from makegood.model.words import REMOVED


def made_good(context: ClaimContext) -> ClaimBreakdown:
    """Return the claim of a case in which all work was delivered after all: its price, of which nothing is left."""
    items = context.case.deliverables
    deductions = _delivered(context.case, items, shares(context.case, context.book))
    return replace(
        _fee_breakdown(context, deductions, (), (), say("sum-words-made-good"), ()),
        head=less(context.paid_figures(), _share_terms(context, items)),
        words=(say("sum-words-made-good"),),
        explanation=(),
        reason=(),
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
    return LedgerEntry(prices[item.id], say("sum-delivered", title=deliverable_title(item)), cites)


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
    words = "sum-words-prices"
    explanation = _count_text(context, missing) if is_even(case) else (_prices_of(context, missing),)
    if is_even(case):
        words = "sum-words-even-fee" if is_stated(case) else "sum-words-even-paid"
    elif is_weighted(case):
        words = "sum-words-weight-fee" if is_stated(case) else "sum-words-weight-paid"
    open_terms, deducted = _share_terms(context, missing), _share_terms(context, delivered)
    return _fee_breakdown(context, deductions, open_terms, deducted, say(words), explanation)


def _count_text(context: ClaimContext, missing: list[Deliverable]) -> tuple[Statement, ...]:
    """Return `3 videos agreed for GBP 1,500.00: GBP 500.00 a video; 1 not delivered: GBP 500.00.`.

    If no fee is stated: `GBP 1,500.00 paid for 3 videos: ...`. Empty for a single piece.
    """
    case, fee = context.case, whole_fee(context.case, context.book)
    missing_count, count = _count(missing), _count(case.deliverables)
    if count == 1:
        return ()
    kind, each = _price_of_piece(context)
    amount = context.amount(fee * missing_count / count)
    return (
        say(f"sum-count-{kind}", count=count, fee=context.amount(fee), each=each, missing=missing_count, amount=amount),
    )


def price_text(context: ClaimContext) -> tuple[Statement, ...]:
    """Return how the price of a piece follows from the fee: `3 videos agreed for GBP 1,500.00: GBP 500.00 a video.`.

    Empty for a single piece, and where prices or weights are stated.
    """
    case, count = context.case, _count(context.case.deliverables)
    if count == 1 or not is_even(case):
        return ()
    kind, each = _price_of_piece(context)
    return (say(f"sum-price-{kind}", count=count, fee=context.amount(whole_fee(case, context.book)), each=each),)


def _price_of_piece(context: ClaimContext) -> tuple[str, Money]:
    """Return the price of each piece where all have the same, and the kind of a sentence about it.

    A price that is not a whole number of minor units is not stated: each is the same.
    """
    case = context.case
    each = whole_fee(case, context.book) / _count(case.deliverables)
    base = "agreed" if is_stated(case) else "paid"
    noun = "videos" if all(item.type == "video" for item in case.deliverables) else "pieces"
    is_round = (each * 10**context.book.digits).denominator == 1
    return f"{base}-{noun}-{'each' if is_round else 'same'}", context.amount(each)


def _count(items: Iterable[Deliverable]) -> int:
    return sum(item.qty for item in items)


def _prices_of(context: ClaimContext, items: Sequence[Deliverable]) -> Statement:
    """Return `Video 2 and Video 3, not delivered: GBP 500.00 and GBP 400.00, together GBP 900.00.`."""
    prices = shares(context.case, context.book)
    return say(
        "sum-prices",
        count=len(items),
        titles=tuple(deliverable_title(item) for item in items),
        amounts=tuple(context.amount(prices[item.id]) for item in items),
        total=context.amount(sum((prices[item.id] for item in items), ZERO)),
    )


def live_days(context: ClaimContext) -> ClaimBreakdown:
    case = context.case
    prices = shares(case, context.book)
    deductions: list[LedgerEntry] = []
    open_terms: list[Term] = []
    deducted_terms: list[Term] = []
    sentences = []
    for index, item in enumerate(case.deliverables):
        price = context.amount(prices[item.id])
        if item.removed_at is not None:
            live, agreed = _live_days(context, index, item)
            text = say("sum-live", title=deliverable_title(item), live=live, count=agreed)
            deductions.append(LedgerEntry(prices[item.id] * live / agreed, text, item.evidence))
            open_terms.append(missing_days(price, live, agreed))
            deducted_terms.append(share(price, live, agreed))
            sentences.append(
                say(
                    "sum-days",
                    title=deliverable_title(item),
                    price=price,
                    count=agreed,
                    live=live,
                    missing=agreed - live,
                    amount=context.amount(prices[item.id] * (agreed - live) / agreed),
                )
            )
        elif is_delivered(item):
            deductions.append(_delivered_entry(case, item, prices))
            deducted_terms.append(price)
        else:
            open_terms.append(price)
            sentences.append(_prices_of(context, [item]))
    if not any(item.removed_at for item in case.deliverables):
        raise _missing_removal(case)
    words = say("sum-words-days")
    return _fee_breakdown(context, tuple(deductions), open_terms, deducted_terms, words, tuple(sentences))


def _fee_breakdown(  # the two parts, each as figures and as words
    context: ClaimContext,
    deductions: tuple[LedgerEntry, ...],
    open_terms: Sequence[Term],
    deducted_terms: Sequence[Term],
    words: Statement,
    explanation: tuple[Statement, ...],
) -> ClaimBreakdown:
    """Return what was paid less what was earned, so that a fee paid in part is not refunded in full.

    What was paid above the fee is not part of a claim about deliverables.
    """
    book = context.book
    paid, fee = book.total, whole_fee(context.case, book)
    if not deductions and paid <= fee:
        all_words = (words, say("sum-words-nothing-delivered"))
        return ClaimBreakdown(book.paid, (), context.paid_figures(), all_words)
    if paid < fee:
        part_paid = say(
            "sum-fee-paid-in-part",
            fee=context.amount(fee),
            paid=context.amount(paid),
            delivered=context.amount(total(deductions)),
            left=context.amount(paid - total(deductions)),
        )
        all_words = (words, say("sum-words-paid-in-part"))
        head = less(context.paid_figures(), deducted_terms)
        return ClaimBreakdown(book.paid, deductions, head, all_words, (part_paid,))
    if paid > fee:
        deductions = (*deductions, LedgerEntry(paid - fee, say("sum-above-fee")))
    return ClaimBreakdown(book.paid, deductions, plus(open_terms), (words,), explanation, reason=explanation)


def _share_terms(context: ClaimContext, items: Sequence[Deliverable]) -> tuple[Term, ...]:
    """Return the share of some deliverables, `1,500.00 × 1 ÷ 3`, or the price of each."""
    case = context.case
    prices = shares(case, context.book)
    if is_even(case) or (is_weighted(case) and all(item.price is None for item in case.deliverables)):
        some_parts, all_parts = weight_or_number(case, items), weight_or_number(case, case.deliverables)
        return (share(context.amount(whole_fee(case, context.book)), as_stated(some_parts), as_stated(all_parts)),)
    return tuple(context.amount(prices[item.id]) for item in items)


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
