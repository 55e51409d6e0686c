"""A claim that is made up of parts, each with its reason, less what of the fee was not paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from makegood.domain.ledger.books import LedgerEntry, total
from makegood.domain.ledger.claim_context import ClaimBreakdown, ClaimContext
from makegood.domain.ledger.exact import ZERO
from makegood.domain.ledger.formula import Term, less, plus
from makegood.domain.ledger.shares import whole_fee
from makegood.model.statement import Statement, say


@dataclass(frozen=True, slots=True)
class StatedPart:
    """One part of a claim: its line of the books, and how its amount is worked out in figures."""

    entry: LedgerEntry
    figures: Term


def sum_of_parts(
    context: ClaimContext, parts: Sequence[StatedPart], words: Statement, *, price_text: tuple[Statement, ...] = ()
) -> ClaimBreakdown:
    """Return the sum of the parts; `price_text` says how the price of a piece follows from the fee."""
    book, start = context.book, tuple(part.entry for part in parts)
    unpaid = max(ZERO, whole_fee(context.case, book) - book.total)
    deductions = (LedgerEntry(unpaid, say("sum-unpaid")),) if unpaid else ()
    head = less(plus(part.figures for part in parts), (context.amount(entry.amount) for entry in deductions))
    sentences = [*price_text]
    sentences += [say("sum-part", part=entry.text, amount=context.amount(entry.amount)) for entry in start]
    if len(parts) > 1:
        sentences.append(say("sum-together", amount=context.amount(total(start))))
    if unpaid:
        left = context.amount(max(ZERO, total(start) - unpaid))
        sentences.append(say("sum-of-fee-unpaid", unpaid=context.amount(unpaid), left=left))
    explanation = tuple(sentences)
    return ClaimBreakdown(
        start,
        deductions,
        head,
        (words,),
        explanation,
        reason=() if unpaid else explanation,
        price_text=price_text,
        is_sum_of_parts=True,
    )
