"""The reverse of `evidence`: what each piece proves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from makegood.model.case import Case
from makegood.model.facts import Citation, Row


def citations(case: Case, rows: tuple[Row, ...]) -> Mapping[str, tuple[Citation, ...]]:
    """Map each evidence id to what cites it, ids in the order in which a reader meets them."""
    found: dict[str, list[Citation]] = {}
    for ids, citation in _all(case, rows):
        for one in ids:
            proven = found.setdefault(one, [])
            if citation not in proven:
                proven.append(citation)
    for item in case.evidence:
        found.setdefault(item.id, [])
    return {one: tuple(of) for one, of in found.items()}


def _all(  # noqa: C901  # one line a part of the case
    case: Case, rows: tuple[Row, ...]
) -> Iterator[tuple[tuple[str, ...], Citation]]:
    if case.agreement:
        yield case.agreement.evidence, Citation(kind="agreement", about=case.agreement)
        for clause in (case.agreement.refund_clause, case.agreement.cancellation_clause):
            if clause:
                yield clause.evidence, Citation(kind="agreement", about=case.agreement)
        for change in case.agreement.amendments:
            yield change.evidence, Citation(kind="amendment", about=change)
    for payment in case.payments:
        yield payment.evidence, Citation(kind="payment", about=payment)
    if case.parties.payee:
        yield case.parties.payee.evidence, Citation(kind="payee", about=case.parties.payee)
    if case.purchase:
        yield case.purchase.evidence, Citation(kind="purchase", about=case.purchase)
        if case.purchase.failure:
            yield case.purchase.failure.evidence, Citation(kind="failure", about=case.purchase.failure)
    for row in rows:
        yield row.cites, Citation(kind="deliverable", about=row)
    for entry in case.log:
        if entry.deliverable is None:
            yield entry.evidence, Citation(kind="log", about=entry)
