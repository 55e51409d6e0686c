"""What is no longer asked for: parts that were given up, and the rest once an agreed sum has been paid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from makegood.domain.ledger.books import Books, LedgerEntry, total
from makegood.domain.ledger.exact import ZERO
from makegood.domain.windows import day_of, log_in_order
from makegood.model.case import Case, LogEntry
from makegood.model.statement import say


def settled_entries(case: Case, book: Books, claim: Fraction) -> tuple[LedgerEntry, ...]:
    """Return what is taken off the claim in addition to the money that came back; at most what is left of it.

    Raise CannotCompute (M2) if the log has an amount in another currency.
    """
    left = max(ZERO, claim - total(book.since))
    settlements = []
    for entry in _entries(case, book, left):
        amount = min(entry.amount, left)
        if amount:
            settlements.append(LedgerEntry(amount, entry.text, entry.cites))
            left -= amount
    return tuple(settlements)


def last_agreement(case: Case) -> LogEntry | None:
    """Return the last entry of the log by which a sum was agreed."""
    return next((entry for entry in reversed(log_in_order(case)) if entry.event == "agreed" and entry.amount), None)


def rest_of_agreed(case: Case, book: Books) -> Fraction | None:
    """Return what is still to come of the sum that was agreed last, if a part of it came; else None."""
    agreement = last_agreement(case)
    if agreement is None or agreement.amount is None:
        return None
    came = _came_since(book, day_of(agreement.at, case))
    rest = book.exact(agreement.amount, f"/log/{case.log.index(agreement)}/amount") - came
    return rest if came and rest > ZERO else None


def _entries(case: Case, book: Books, left: Fraction) -> Iterator[LedgerEntry]:
    for index, entry in enumerate(case.log):
        if entry.event == "waived" and entry.by in {None, "brand"} and entry.privilege == "none":
            amount = left if entry.amount is None else book.exact(entry.amount, f"/log/{index}/amount")
            yield LedgerEntry(amount, say("sum-waived", day=day_of(entry.at, case)), entry.evidence)
    agreement = last_agreement(case)
    if agreement is None or agreement.amount is None:
        return
    sum_agreed = book.exact(agreement.amount, f"/log/{case.log.index(agreement)}/amount")
    day = day_of(agreement.at, case)
    if _came_since(book, day) >= sum_agreed:
        yield LedgerEntry(left, say("sum-settled", amount=book.money(sum_agreed), day=day))


def _came_since(book: Books, day: date) -> Fraction:
    return sum((entry.amount for entry in book.since if entry.about and entry.about.paid_on >= day), ZERO)
