"""The value of each deliverable: its price, or its share of the fee."""

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
from makegood.model.words import DELIVERED


def is_delivered(item: Deliverable) -> bool:
    return item.status in DELIVERED


def deliverable_title(item: Deliverable) -> str:
    """Return the title of a deliverable, else its id in words: Video 3 for `video-3`."""
    return item.title or item.id.replace("-", " ").replace("_", " ").capitalize()


def prices(case: Case, minor: Mapping[str, int]) -> Mapping[str, Money]:
    """Return the price of each deliverable by its id, in whole minor units that add up to the fee.

    A remainder is split so that the prices of missing pieces add up to the rounded sum that is claimed for them. Raise
    CannotCompute as `compute_claim` does.
    """
    return _rounded(case, open_books(case, minor))


def _rounded(case: Case, book: Books) -> Mapping[str, Money]:
    exact = shares(case, book)
    missing = {item.id: exact[item.id] for item in case.deliverables if not is_delivered(item)}
    delivered = {item.id: exact[item.id] for item in case.deliverables if is_delivered(item)}
    open_units = to_minor_units(sum(missing.values(), ZERO), book.digits)
    rest = to_minor_units(sum(exact.values(), ZERO), book.digits) - open_units
    units = {
        **dict(zip(missing, split_by_largest_remainder(tuple(missing.values()), open_units, book.digits), strict=True)),
        **dict(zip(delivered, split_by_largest_remainder(tuple(delivered.values()), rest, book.digits), strict=True)),
    }
    return {item.id: from_minor_units(units[item.id], book.digits, book.currency) for item in case.deliverables}


def shares(case: Case, book: Books) -> Mapping[str, Fraction]:
    """Return the exact price of each deliverable by its id: as stated, else a share of the rest of the fee.

    Shares go by weight if all of the rest have one, else by number; `per_item` uses numbers only.
    """
    stated = {
        item.id: book.exact(item.price, f"/deliverables/{index}/price")
        for index, item in enumerate(case.deliverables)
        if item.price is not None
    }
    rest = [item for item in case.deliverables if item.id not in stated]
    left = whole_fee(case, book) - sum(stated.values(), ZERO)
    if left < 0 and rest:
        raise CannotCompute(
            "M4",
            "/deliverables",
            "The prices of the deliverables add up to more than the fee.",
            "Correct one of the prices, or correct agreement.fee.",
        )
    parts = [_part(item, by_weight=is_weighted(case)) for item in rest]
    total = sum(parts, ZERO)
    return {**stated, **{item.id: left * part / total for item, part in zip(rest, parts, strict=True)}}


def whole_fee(case: Case, book: Books) -> Fraction:
    """Return the fee for everything: as agreed, else the sum of the prices if each has one, else what was paid."""
    if book.fee is not None:
        return book.fee
    items = case.deliverables
    if items and all(item.price is not None for item in items):
        return sum((Fraction(item.price.amount) for item in items if item.price), ZERO)
    return book.total


def is_stated(case: Case) -> bool:
    """Return whether the fee is stated, or the price of each deliverable; else what was paid is shared."""
    is_fee = case.agreement is not None and case.agreement.fee is not None
    return is_fee or all(item.price is not None for item in case.deliverables)


def is_weighted(case: Case) -> bool:
    """Return whether shares go by weight: each without a price has a weight, and the method is not `per_item`."""
    rest = [item for item in case.deliverables if item.price is None]
    return case.refund.method != "per_item" and bool(rest) and all(item.weight is not None for item in rest)


def is_even(case: Case) -> bool:
    """Return whether no deliverable has a price or counts by weight, so that pieces can simply be counted."""
    return not is_weighted(case) and all(item.price is None for item in case.deliverables)


def weight_or_number(case: Case, items: Iterable[Deliverable]) -> Fraction:
    """Return the sum of the weights or the numbers of some deliverables."""
    return sum((_part(item, by_weight=is_weighted(case)) for item in items), ZERO)


def _part(item: Deliverable, *, by_weight: bool) -> Fraction:
    return Fraction(item.weight) if by_weight and item.weight is not None else Fraction(item.qty)
