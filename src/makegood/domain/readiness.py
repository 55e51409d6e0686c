"""Readiness: the minimum evidence of the chosen grounds, proven or missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from makegood.domain import ledger, windows
from makegood.domain.defects import defects_of
from makegood.model.case import Case, Evidence, Payment
from makegood.model.policy import GroundPolicy, MethodPolicy, ProofNeeded
from makegood.model.results import Need
from makegood.model.words import Method

GOODS_RECEIVED = ProofNeeded(
    id="goods",
    what="Proof that the goods reached the creator",
    cited_by="payments",
    where=(
        "Save the delivery note, the carrier's tracking page, or the message in which "
        "the creator confirms the delivery."
    ),
    kinds=("tracking", "receipt", "email", "dm_screenshot", "chat_export", "order_screen", "other"),
)
"""Replaces the proof of the payment if all of it was goods."""
GOODS_VALUE = ProofNeeded(
    id="value",
    what="Proof of the value of the goods",
    cited_by="payments",
    where='Add the invoice for the goods or your price list of that date, with "kind": "invoice".',
    kinds=("invoice",),
)
"""Needed in addition, for each amount that is a value and not a payment."""


def _is_closed(case: Case) -> bool:
    return any(entry.event == "closed" for entry in case.log)


def needs(
    case: Case, grounds: Iterable[GroundPolicy], methods: Mapping[Method, MethodPolicy], next_letter: str
) -> tuple[Need, ...]:
    """Return what the grounds need, each once, with the evidence that proves it.

    A proof that comes with the next letter is left out until that is sent; a closed case needs no more proof.
    """
    out = [payment for payment in case.payments if payment.direction == "out"]
    goods = [payment for payment in out if payment.method and methods[payment.method].repayment == "goods"]
    cited = _cited(case, goods)
    codes = {defect.code for item in case.deliverables for defect in defects_of(item, case)}
    needed: dict[str, Need] = {}
    for ground in grounds:
        for proof in _minimum(ground, out, goods):
            if proof.for_defects and codes.isdisjoint(proof.for_defects):
                continue
            candidates = _candidates(case, proof, cited)
            fitting_ids = tuple(item.id for item in candidates if not proof.after_due or _is_after_due(item, case))
            proofs = fitting_ids if len(fitting_ids) >= proof.at_least else ()
            sent_mails = _sent_mails(case, proof.comes_with)
            is_pending = not proofs and proof.comes_with and proof.comes_with == next_letter
            if proof.id not in needed and not is_pending and (proofs or sent_mails or not _is_closed(case)):
                unfit = () if proofs else tuple(item.id for item in candidates if item.id not in fitting_ids)
                needed[proof.id] = Need(
                    id=proof.id,
                    what=proof.what,
                    where=proof.where,
                    cites=proofs,
                    kept=sent_mails,
                    unfit=unfit,
                    ground=ground.title,
                    cited_by=proof.cited_by,
                )
    return tuple(needed.values())


def _minimum(ground: GroundPolicy, out: list[Payment], goods: list[Payment]) -> Iterator[ProofNeeded]:
    """Yield what a ground needs; where goods were given, their value is to be proven too."""
    for proof in ground.minimum:
        if proof.id == "payment" and goods:
            yield from (GOODS_RECEIVED, GOODS_VALUE) if goods == out else (proof, GOODS_VALUE)
        else:
            yield proof


def _sent_mails(case: Case, letter: str) -> tuple[str, ...]:
    """Return the names of the mails in sent/ that are this letter."""
    return tuple(
        entry.eml for entry in case.log if entry.event == "sent" and letter and entry.letter == letter and entry.eml
    )


def _candidates(case: Case, proof: ProofNeeded, cited: Mapping[str, frozenset[str]]) -> tuple[Evidence, ...]:
    """Return the evidence that the right part of the case cites and that has a fitting kind; cited, it needs no kind.

    For the value of goods, evidence without a kind does not count.
    """
    cited_by = "requests" if proof.comes_with else "goods" if proof in (GOODS_RECEIVED, GOODS_VALUE) else proof.cited_by
    return tuple(
        item
        for item in case.evidence
        if (cited_by is None or item.id in cited[cited_by])
        and (not proof.kinds or item.kind in proof.kinds or (item.kind is None and _takes_any_kind(proof)))
        and item.privilege == "none"
    )


def _takes_any_kind(proof: ProofNeeded) -> bool:
    """Return whether cited evidence counts without a kind; the value of goods is proven by certain kinds only."""
    return proof.cited_by is not None and proof != GOODS_VALUE


def first_due(case: Case) -> date | None:
    """Return the first day on which work was due that was not delivered."""
    return min((item.due for item in case.deliverables if item.due and not ledger.is_delivered(item)), default=None)


def _is_after_due(item: Evidence, case: Case) -> bool:
    due_on = first_due(case)
    taken_at = item.captured_at or item.created_on
    return due_on is None or (taken_at is not None and windows.day_of(taken_at, case) > due_on)


def _cited(case: Case, goods: Iterable[Payment]) -> Mapping[str, frozenset[str]]:
    agreement, purchase = case.agreement, case.purchase
    failure = purchase.failure if purchase else None
    return {
        "agreement": _ids([agreement] if agreement else []),
        "payments": _ids(payment for payment in case.payments if payment.direction == "out"),
        "goods": _ids(goods),
        "deliverables": _ids(case.deliverables)
        | _ids(entry for entry in case.log if entry.deliverable or entry.event == "checked"),
        "log": _ids(case.log),
        # Only what asked the other party for something; a look at the profile did not.
        "requests": _ids(
            entry for entry in case.log if entry.event in {"asked", "sent"} and entry.by in {None, "brand"}
        ),
        "purchase": _ids([purchase] if purchase else []) | _ids([failure] if failure else []),
        "defects": _ids(defect for item in case.deliverables for defect in item.defects),
        "amendments": _ids(agreement.amendments if agreement else ()),
    }


def _ids(parts: Iterable[object]) -> frozenset[str]:
    return frozenset(evidence_id for part in parts for evidence_id in part.evidence)  # type: ignore[attr-defined]  # all have it
