"""The inverse of `evidence`: what each item of evidence proves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from makegood.model.case import Case
from makegood.model.facts import Citation, Row
from makegood.pipeline.derive.rows import CORRESPONDENCE


def citations(case: Case, rows: tuple[Row, ...]) -> Mapping[str, tuple[Citation, ...]]:
    """Return what cites each evidence id, in the order in which a reader encounters the ids."""
    by_id: dict[str, list[Citation]] = {}
    for ids, citation in _citations(case, rows):
        for evidence_id in ids:
            cited = by_id.setdefault(evidence_id, [])
            if citation not in cited:
                cited.append(citation)
    for item in case.evidence:
        by_id.setdefault(item.id, [])
    return {evidence_id: tuple(cited) for evidence_id, cited in by_id.items()}


def _citations(  # noqa: C901  # a branch for each part of the case
    case: Case, rows: tuple[Row, ...]
) -> Iterator[tuple[tuple[str, ...], Citation]]:
    if case.agreement:
        yield case.agreement.evidence, Citation(kind="agreement", about=case.agreement)
        for clause in (case.agreement.refund_clause, case.agreement.cancellation_clause):
            if clause:
                yield clause.evidence, Citation(kind="agreement", about=case.agreement)
        for amendment in case.agreement.amendments:
            yield amendment.evidence, Citation(kind="amendment", about=amendment)
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
        if entry.deliverable is None or entry.event in CORRESPONDENCE:
            yield entry.evidence, Citation(kind="log", about=entry)
