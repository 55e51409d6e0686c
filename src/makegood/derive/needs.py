"""Readiness: the minimum evidence of the chosen grounds, proven or missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from makegood.model.case import Case, Evidence
from makegood.model.facts import Need
from makegood.model.policy import GroundPolicy, ProofNeeded


def needs(case: Case, grounds: tuple[GroundPolicy, ...]) -> tuple[Need, ...]:
    """List what the grounds ask for, each once, with the evidence that proves it."""
    cited = _cited(case)
    found: dict[str, Need] = {}
    for ground in grounds:
        for proof in ground.minimum:
            if proof.id not in found:
                ids = _proving(case.evidence, proof, cited)
                enough = ids if len(ids) >= proof.at_least else ()
                found[proof.id] = Need(what=proof.what, where=proof.where, cites=enough, ground=ground.title)
    return tuple(found.values())


def _proving(
    evidence: tuple[Evidence, ...], proof: ProofNeeded, cited: Mapping[str, frozenset[str]]
) -> tuple[str, ...]:
    """What part of the case cites it, and is of a kind that proves it; a kind nobody named counts if cited."""
    return tuple(
        item.id
        for item in evidence
        if (proof.cited_by is None or item.id in cited[proof.cited_by])
        and (not proof.kinds or item.kind in proof.kinds or (item.kind is None and proof.cited_by is not None))
        and item.privilege == "none"
    )


def _cited(case: Case) -> Mapping[str, frozenset[str]]:
    agreement, purchase = case.agreement, case.purchase
    failure = purchase.failure if purchase else None
    return {
        "agreement": _ids([agreement] if agreement else []),
        "payments": _ids(payment for payment in case.payments if payment.direction == "out"),
        "deliverables": _ids(case.deliverables) | _ids(e for e in case.log if e.deliverable or e.event == "checked"),
        "log": _ids(case.log),
        "purchase": _ids([purchase] if purchase else []) | _ids([failure] if failure else []),
        "defects": _ids(defect for item in case.deliverables for defect in item.defects),
        "amendments": _ids(agreement.amendments if agreement else ()),
    }


def _ids(parts: Iterable[object]) -> frozenset[str]:
    return frozenset(one for part in parts for one in part.evidence)  # type: ignore[attr-defined]  # all cite evidence
