"""The claim by deliverable."""

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
    """Return each claimed deliverable's part of the claim by its id; empty for other purchases."""
    book = open_books(case, minor)
    prices = shares(case, book) if case.deliverables else {}
    exact_prices = {item.id: prices[item.id] for item in _claimed(case, computation.method)}
    total = sum(exact_prices.values(), ZERO)
    if not total:
        return {}
    result = Fraction(computation.result.amount)
    exact = [result * price / total for price in exact_prices.values()]
    units = split_by_largest_remainder(exact, to_minor_units(result, book.digits), book.digits)
    return {
        item_id: from_minor_units(count, book.digits, book.currency)
        for item_id, count in zip(exact_prices, units, strict=True)
    }


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
