"""The claim, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from makegood.domain.ledger.books import open_books
from makegood.domain.ledger.exact import ZERO, from_minor_units, split_by_largest_remainder, to_minor_units
from makegood.domain.ledger.shares import is_delivered, shares
from makegood.model.case import Case, Deliverable
from makegood.model.money import Money
from makegood.model.results import Computation
from makegood.model.words import ComputationMethod


def claims(case: Case, computation: Computation, minor: Mapping[str, int]) -> Mapping[str, Money]:
    """Map deliverables' ids to their part of the claim; together they are the claim. Empty for other purchases."""
    book = open_books(case, minor)
    worth = shares(case, book) if case.deliverables else {}
    parts = {item.id: worth[item.id] for item in _claimed(case, computation.method)}
    whole = sum(parts.values(), ZERO)
    if not whole:
        return {}
    result = Fraction(computation.result.amount)
    exact = [result * part / whole for part in parts.values()]
    made = split_by_largest_remainder(exact, to_minor_units(result, book.digits), book.digits)
    return {one: from_minor_units(count, book.digits, book.currency) for one, count in zip(parts, made, strict=True)}


def _claimed(case: Case, method: ComputationMethod) -> tuple[Deliverable, ...]:
    items = case.deliverables
    if method in {"full", "stage_percent"}:
        return items
    if method in {"per_item", "per_weight"}:
        return tuple(item for item in items if not is_delivered(item))
    if method == "live_days":
        return tuple(item for item in items if item.removed_at is not None or not is_delivered(item))
    if method == "negotiated":
        return tuple(item for item in items if item.defects or item.status != "posted_on_time") or items
    return ()
