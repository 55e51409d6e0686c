"""Check the reductions of defects, and that each ground is part of the reason for the sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.domain import ledger
from makegood.domain.defects import depending_on_posting_day, stayed_as_agreed
from makegood.domain.ledger.books import open_books
from makegood.language import english
from makegood.model.words import REMOVED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from makegood.domain.ledger.books import Books
    from makegood.model.case import Case, Deliverable, PriceReduction
    from makegood.model.policy import GroundPolicy
    from makegood.model.results import Computation
    from makegood.pipeline.check.report import Report


def check_reductions(report: Report, case: Case) -> None:
    """M23: a reduction is either an amount or a percentage, and of work that was delivered."""
    for where, item, pointer, reduction in _reductions(case):
        if (reduction.amount is None) == (reduction.percent is None):
            report.add("M23", pointer)
        elif (problem := _wrong_days(reduction)) is not None:
            message, fix = problem
            report.add("M23", pointer, message=message, fix=fix)
        elif not ledger.is_delivered(item):
            report.add(
                "M23",
                pointer,
                message="The price of work that was not delivered is claimed in full, so it cannot be reduced.",
                fix="Remove the reduction, or correct the status.",
                related=(f"{where}/status",),
            )


def _wrong_days(reduction: PriceReduction) -> tuple[str, str] | None:
    """Return the message and the fix for days of a reduction that make no part of it; None if they do."""
    missing, agreed = reduction.missing_days, reduction.agreed_days
    if (missing is None) != (agreed is None):
        fix = 'Add the other number, such as "missing_days": 60 and "agreed_days": 90, or remove both.'
        return "A reduction for missing days needs both numbers of days.", fix
    if missing is not None and agreed is not None and missing > agreed:
        fix = 'Correct "missing_days" or "agreed_days".'
        return "More days are missing than were agreed.", fix
    return None


def check_shares_of_grounds(
    report: Report, case: Case, computed: Computation, grounds: Iterable[GroundPolicy], minor: Mapping[str, int]
) -> None:
    """M24: reductions count, up to the price. C24: each ground adds to the sum, and it is stated how much."""
    if computed.method == "by_deliverable":
        _check_prices(report, case, open_books(case, minor))
    else:
        _check_unused(report, case)
    if computed.is_made_good:
        return
    grounds = tuple(grounds)
    idle = ledger.grounds_adding_nothing(case, computed, grounds, minor)
    for ground in idle:
        if not _depends_on_dates(case, ground):
            report.add("C24", f"/refund/grounds/{case.refund.grounds.index(ground.id)}")
    stated = [ground for ground in grounds if (ground.statuses or ground.defects) and ground not in idle]
    if computed.method == "negotiated" and len(stated) > 1:
        report.add(
            "C24",
            "/refund/requested" if case.refund.requested else "/refund/grounds",
            message="The sum is not divided among the grounds, so the reader cannot see how much each of them adds.",
            fix='Add a "reduction" to each defect and remove "requested" and "method" from refund, or accept this '
            "warning and give a reason.",
            related=tuple(f"/refund/grounds/{case.refund.grounds.index(ground.id)}" for ground in stated),
        )


def _check_prices(report: Report, case: Case, book: Books) -> None:
    """M24: report the deliverables whose reductions are cut to what is left of the price."""
    for part in ledger.exact_parts(case, book):
        if part.amount < part.full:
            where = f"/deliverables/{case.deliverables.index(part.item)}"
            report.add("M24", where, detail=f"the price is {english().value(book.money(part.price))}")


def _depends_on_dates(case: Case, ground: GroundPolicy) -> bool:
    """Return whether D6 or D15 reports the dates because of which nothing shows this ground."""
    return any(
        not set(ground.defects).isdisjoint(depending_on_posting_day(item, case))
        or ("removed_early" in ground.defects and item.status in REMOVED and stayed_as_agreed(item, case))
        for item in case.deliverables
    )


def _check_unused(report: Report, case: Case) -> None:
    """M24: report the reductions in a case whose sum is computed by another method."""
    for _, _, pointer, _ in _reductions(case):
        report.add(
            "M24",
            pointer,
            message="This reduction is not part of the sum, which is computed by another method.",
            fix='Set "method" of refund to "by_deliverable" or remove it, or remove the reduction.',
            related=("/refund/method",) if case.refund.method else ("/refund",),
        )


def _reductions(case: Case) -> Iterator[tuple[str, Deliverable, str, PriceReduction]]:
    """Yield each reduction with its pointer, after its deliverable with its own."""
    for index, item in enumerate(case.deliverables):
        for position, defect in enumerate(item.defects):
            if defect.reduction:
                where = f"/deliverables/{index}"
                yield where, item, f"{where}/defects/{position}/reduction", defect.reduction
