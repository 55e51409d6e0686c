"""The parts of the claim for each deliverable: missing work, the missing days of a removed post, and reductions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from makegood.domain.bookings import missing_impressions
from makegood.domain.defects import defects_of, is_draft_late, stayed_as_agreed
from makegood.domain.ledger.books import Books, open_books
from makegood.domain.ledger.exact import ZERO, from_minor_units, split_by_largest_remainder, to_minor_units
from makegood.domain.ledger.shares import is_delivered, shares
from makegood.domain.windows import day_of, days_to_stay, posted_on
from makegood.model.case import Case, Defect, Deliverable, PriceReduction
from makegood.model.money import Money
from makegood.model.policy import GroundPolicy
from makegood.model.results import ClaimCause, ClaimPart, Computation
from makegood.model.words import ComputationMethod

GROUND_ADDS_NOTHING = "C24"
"""The rule about a ground that adds nothing; a case that accepts it states the ground anyway."""


@dataclass(frozen=True, slots=True)
class ExactPart:
    """One part of the claim for a deliverable, before rounding; `full` is its amount before the cap at the price.

    `live` and `agreed` are the days of a removed post, or the delivered and booked impressions.
    """

    item: Deliverable
    cause: ClaimCause
    amount: Fraction
    full: Fraction
    price: Fraction
    defect: Defect | None = None
    live: int = 0
    agreed: int = 0

    @property
    def reduction(self) -> PriceReduction | None:
        """The reduction for a defect; None for another cause."""
        return self.defect.reduction if self.defect else None


def exact_parts(case: Case, book: Books, *, with_reductions: bool = True) -> tuple[ExactPart, ...]:
    """Return the parts of all deliverables in their order; those of one deliverable are at most its price together.

    Without reductions, a removed post counts by its days even if a reduction is stated for its removal.

    Raise CannotCompute as `compute` does. A removed post whose days are not stated has no part of its own.
    """
    prices = shares(case, book)
    return tuple(
        part
        for index, item in enumerate(case.deliverables)
        for part in _capped(
            prices[item.id], _parts(case, book, index, prices[item.id], with_reductions=with_reductions)
        )
    )


def _capped(price: Fraction, parts: Iterator[ExactPart]) -> Iterator[ExactPart]:
    """Yield the parts, each cut to what is left of the price; one of nothing is left out."""
    left = price
    for part in parts:
        amount = min(part.full, left)
        left -= amount
        if amount:
            yield replace(part, amount=amount)


def _parts(case: Case, book: Books, index: int, price: Fraction, *, with_reductions: bool) -> Iterator[ExactPart]:
    item = case.deliverables[index]
    if not is_delivered(item):
        yield ExactPart(item, "missing", price, price, price)
        return
    removed_days = days_live(case, item)
    defects = defects_of(item, case) if with_reductions else ()
    is_removal_priced = any(defect.code == "removed_early" and defect.reduction for defect in defects)
    if removed_days and not is_removal_priced:
        live, agreed = removed_days
        missing = price * (agreed - live) / agreed
        yield ExactPart(item, "removed", missing, missing, price, live=live, agreed=agreed)
    for position, defect in enumerate(defects):
        if defect.reduction:
            pointer = f"/deliverables/{index}/defects/{position}/reduction"
            amount = _reduction(book, defect.reduction, price, pointer)
            yield ExactPart(item, "defect", amount, amount, price, defect)


def _reduction(book: Books, reduction: PriceReduction, price: Fraction, pointer: str) -> Fraction:
    whole = price * Fraction(reduction.percent or 0) / 100
    if reduction.amount is not None:
        whole = book.exact(reduction.amount, f"{pointer}/amount")
    if reduction.missing_days is None or not reduction.agreed_days:
        return whole
    return whole * reduction.missing_days / reduction.agreed_days


def impression_parts(case: Case, book: Books, full: int | None) -> tuple[ExactPart, ...]:
    """Return a part for each booking that fell short, in proportion, and for each that was not delivered at all.

    A booking of which `full` percent were delivered has no part.
    """
    prices = shares(case, book)
    parts = []
    for item in case.deliverables:
        price, booked, came = prices[item.id], item.booked_impressions, item.delivered_impressions
        if booked and came is not None:
            missing = price * missing_impressions(item, full) / booked
            parts.append(ExactPart(item, "impressions", missing, missing, price, live=came, agreed=booked))
        elif not is_delivered(item):
            parts.append(ExactPart(item, "missing", price, price, price))
    return tuple(part for part in parts if part.amount)


def days_live(case: Case, item: Deliverable) -> tuple[int, int] | None:
    """Return for how many days a removed post was live, and how many were agreed; None if that is not known.

    None, too, for a post that was not removed, or stayed as long as agreed.
    """
    agreed = days_to_stay(item, case)
    posted = posted_on(item, case)
    if item.removed_at is None or not agreed or posted is None or stayed_as_agreed(item, case):
        return None
    return max((day_of(item.removed_at, case) - posted).days, 0), agreed


def is_priced(case: Case) -> bool:
    """Return whether a reduction is stated for a defect of a deliverable that was delivered."""
    return any(
        defect.reduction for item in case.deliverables if is_delivered(item) for defect in defects_of(item, case)
    )


def claim_parts(case: Case, computation: Computation, minor: Mapping[str, int]) -> tuple[ClaimPart, ...]:
    """Return the parts that make up the claim, in whole minor units that add up to it, in the order of the work.

    Empty where the sum is not made up of parts for deliverables: a sum that the case names, or another purchase. Raise
    CannotCompute as `compute` does.
    """
    book = open_books(case, minor)
    parts = _parts_of_method(case, book, computation)
    result = Fraction(computation.result.amount)
    whole = sum((part.amount for part in parts), ZERO)
    if not whole:
        return ()
    exact = [result * part.amount / whole for part in parts]
    units = split_by_largest_remainder(exact, to_minor_units(result, book.digits), book.digits)
    return tuple(
        ClaimPart(
            item=part.item.id,
            cause=part.cause,
            amount=from_minor_units(count, book.digits, book.currency),
            defect=part.defect,
        )
        for part, count in zip(parts, units, strict=True)
    )


def _parts_of_method(case: Case, book: Books, computation: Computation) -> tuple[ExactPart, ...]:
    method = computation.method
    if method == "impressions":
        return impression_parts(case, book, computation.full_percent)
    if not case.deliverables or method not in {"by_deliverable", "live_days", "per_item", "per_weight"}:
        return ()
    parts = exact_parts(case, book, with_reductions=method == "by_deliverable")
    is_by_days = method in {"by_deliverable", "live_days"}
    return tuple(part for part in parts if is_by_days or part.cause == "missing")


def grounds_adding_nothing(
    case: Case, computation: Computation, grounds: Iterable[GroundPolicy], minor: Mapping[str, int]
) -> tuple[GroundPolicy, ...]:
    """Return the grounds that depend on single pieces of work and add nothing to the claim."""
    grounds = tuple(ground for ground in grounds if ground.statuses or ground.defects)
    parts = claim_parts(case, computation, minor)
    items = {item.id: item for item in case.deliverables}
    if parts:
        return tuple(ground for ground in grounds if not any(part.is_on(ground, items[part.item]) for part in parts))
    return tuple(
        ground for ground in grounds if items and not any(_is_shown(ground, item, case) for item in case.deliverables)
    )


def _is_shown(ground: GroundPolicy, item: Deliverable, case: Case) -> bool:
    """Return whether a deliverable, or a draft of it that came late, shows a ground."""
    is_late_draft = "late" in ground.defects and not is_delivered(item) and bool(is_draft_late(item, case))
    return is_late_draft or ground.is_shown_by(item, defects_of(item, case))


def stated_grounds(
    case: Case, computation: Computation, grounds: tuple[GroundPolicy, ...], minor: Mapping[str, int]
) -> tuple[GroundPolicy, ...]:
    """Return the grounds that documents state: those that add to the claim, or all if the case accepts rule C24."""
    if any(finding.rule == GROUND_ADDS_NOTHING for finding in case.accepted):
        return grounds
    idle = grounds_adding_nothing(case, computation, grounds, minor)
    return tuple(ground for ground in grounds if ground not in idle) or grounds


def claims(case: Case, computation: Computation, minor: Mapping[str, int]) -> Mapping[str, Money]:
    """Return each claimed deliverable's part of the claim by its id; empty for other purchases.

    A sum that is not made up of parts is split along the prices of the work that it is about.
    """
    parts = claim_parts(case, computation, minor)
    if parts:
        amounts: dict[str, Money] = {}
        for part in parts:
            amounts[part.item] = amounts[part.item] + part.amount if part.item in amounts else part.amount
        return amounts
    book = open_books(case, minor)
    values = shares(case, book) if case.deliverables else {}
    prices = {item.id: values[item.id] for item in _work_of(case, computation.method)}
    total = sum(prices.values(), ZERO)
    if not total:
        return {}
    result = Fraction(computation.result.amount)
    exact = [result * price / total for price in prices.values()]
    units = split_by_largest_remainder(exact, to_minor_units(result, book.digits), book.digits)
    return {
        item_id: from_minor_units(count, book.digits, book.currency)
        for item_id, count in zip(prices, units, strict=True)
    }


def _work_of(case: Case, method: ComputationMethod) -> tuple[Deliverable, ...]:
    """Return the work that a sum is about which is not made up of parts."""
    if method in {"full", "stage_percent"}:
        return case.deliverables
    if method == "negotiated":
        return tuple(item for item in case.deliverables if not is_as_agreed(item, case)) or case.deliverables
    return ()


def is_as_agreed(item: Deliverable, case: Case) -> bool:
    """Return whether a deliverable was posted and nothing is wrong with it."""
    return item.status in {"posted", "posted_on_time", "removed"} and not defects_of(item, case)
