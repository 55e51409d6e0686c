"""What each deliverable is worth: its price, or its share of the fee."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from makegood.domain.ledger.books import Books, open_books
from makegood.domain.ledger.exact import (
    ZERO,
    CannotCompute,
    from_minor_units,
    split_by_largest_remainder,
    to_minor_units,
)
from makegood.model.case import Case, Deliverable
from makegood.model.money import Money

DELIVERED = frozenset(
    {"posted_on_time", "posted_late", "posted_nonconforming", "removed_early", "approved", "deemed_approved"}
)
"""Statuses of work that was handed over, be it late, wrong or taken down since."""
MISSING = frozenset({"not_started", "not_delivered"})
"""Statuses of work of which nothing came."""


def is_delivered(item: Deliverable) -> bool:
    return item.status in DELIVERED


def title(item: Deliverable) -> str:
    """A deliverable's own title, else its id in words: `video-3` is Video 3."""
    return item.title or item.id.replace("-", " ").replace("_", " ").capitalize()


def prices(case: Case, minor: Mapping[str, int]) -> Mapping[str, Money]:
    """Map each deliverable's id to its price, in whole minor units that add up to the fee.

    What a division leaves over goes so that the missing pieces together have the rounded sum that is claimed
    for them. Raises CannotCompute as `compute` does.
    """
    return _rounded(case, open_books(case, minor))


def _rounded(case: Case, book: Books) -> Mapping[str, Money]:
    exact = shares(case, book)
    missing = {item.id: exact[item.id] for item in case.deliverables if not is_delivered(item)}
    there = {item.id: exact[item.id] for item in case.deliverables if is_delivered(item)}
    open_units = to_minor_units(sum(missing.values(), ZERO), book.digits)
    rest = to_minor_units(sum(exact.values(), ZERO), book.digits) - open_units
    made = {
        **dict(zip(missing, split_by_largest_remainder(tuple(missing.values()), open_units, book.digits), strict=True)),
        **dict(zip(there, split_by_largest_remainder(tuple(there.values()), rest, book.digits), strict=True)),
    }
    return {item.id: from_minor_units(made[item.id], book.digits, book.currency) for item in case.deliverables}


def shares(case: Case, book: Books) -> Mapping[str, Fraction]:
    """Map each deliverable's id to its exact price: as typed, else a share of what the typed ones leave of the fee.

    Shares go by weight where all of the rest have one, else by number; `per_item` looks at numbers alone.
    """
    typed = {
        item.id: book.exact(item.price, f"/deliverables/{at}/price")
        for at, item in enumerate(case.deliverables)
        if item.price is not None
    }
    rest = [item for item in case.deliverables if item.id not in typed]
    left = base(case, book) - sum(typed.values(), ZERO)
    if left < 0 and rest:
        raise CannotCompute(
            "M4",
            "/deliverables",
            "The prices of the deliverables are more than the fee.",
            "Correct a price or agreement.fee.",
        )
    parts = [_part(item, by_weight=is_weighted(case)) for item in rest]
    whole = sum(parts, ZERO)
    return {**typed, **{item.id: left * part / whole for item, part in zip(rest, parts, strict=True)}}


def base(case: Case, book: Books) -> Fraction:
    """The fee for everything: as agreed, else the sum of the prices where each has one, else what was paid."""
    if book.fee is not None:
        return book.fee
    items = case.deliverables
    if items and all(item.price is not None for item in items):
        return sum((Fraction(item.price.amount) for item in items if item.price), ZERO)
    return book.total


def is_stated(case: Case) -> bool:
    """Whether the fee is stated, or the price of each deliverable: else what was paid is shared."""
    is_fee = case.agreement is not None and case.agreement.fee is not None
    return is_fee or all(item.price is not None for item in case.deliverables)


def is_weighted(case: Case) -> bool:
    """Whether shares go by weight: all that have no price have a weight, and nobody asked for `per_item`."""
    rest = [item for item in case.deliverables if item.price is None]
    return case.refund.method != "per_item" and bool(rest) and all(item.weight is not None for item in rest)


def is_even(case: Case) -> bool:
    """Whether no deliverable has a price or counts by weight, so that pieces can simply be counted."""
    return not is_weighted(case) and all(item.price is None for item in case.deliverables)


def parts(case: Case, items: Iterable[Deliverable]) -> Fraction:
    """Add up the weights or the numbers of some deliverables."""
    return sum((_part(item, by_weight=is_weighted(case)) for item in items), ZERO)


def _part(item: Deliverable, *, by_weight: bool) -> Fraction:
    return Fraction(item.weight) if by_weight and item.weight is not None else Fraction(item.qty)
