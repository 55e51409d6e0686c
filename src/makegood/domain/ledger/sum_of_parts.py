"""A claim that is made up of parts, each with its reason, less what of the fee was not paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from makegood.domain.ledger.books import LedgerEntry, total
from makegood.domain.ledger.claim_context import ClaimBreakdown, ClaimContext
from makegood.domain.ledger.exact import ZERO
from makegood.domain.ledger.shares import whole_fee


@dataclass(frozen=True, slots=True)
class StatedPart:
    """One part of a claim: its line of the books, and how its amount is worked out in figures."""

    entry: LedgerEntry
    figures: str


def sum_of_parts(
    context: ClaimContext, parts: Sequence[StatedPart], words: str, *, price_text: str = ""
) -> ClaimBreakdown:
    """Return the sum of the parts; `price_text` says how the price of a piece follows from the fee."""
    book, start = context.book, tuple(part.entry for part in parts)
    unpaid = max(ZERO, whole_fee(context.case, book) - book.total)
    deductions = (LedgerEntry(unpaid, "Part of the fee that was not paid"),) if unpaid else ()
    head = " + ".join(part.figures for part in parts) + (f" − {context.figure(unpaid)}" if unpaid else "")
    sentences = [price_text] if price_text else []
    sentences += [f"{entry.text}: {context.amount(entry.amount)}." for entry in start]
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
        words,
        explanation,
        reason="" if unpaid else explanation,
        price_text=price_text,
        is_sum_of_parts=True,
    )
