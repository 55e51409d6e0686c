"""Readiness: the minimum evidence of the chosen grounds, proven or missing. A leaf."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from makegood.domain import ledger, windows
from makegood.model.case import Case, Evidence, Payment
from makegood.model.policy import GroundPolicy, MethodPolicy, ProofNeeded
from makegood.model.results import Need
from makegood.model.words import Method

SENT = ProofNeeded(
    id="goods",
    what="Proof that the goods reached the creator",
    cited_by="payments",
    where="Save the delivery note or the carrier's page, or the message in which the creator says that they came.",
    kinds=("tracking", "receipt", "email", "dm_screenshot", "chat_export", "order_screen", "other"),
)
"""What stands in for the proof of the payment where all of it was goods."""
VALUE = ProofNeeded(
    id="value",
    what="Proof of what the goods were worth",
    cited_by="payments",
    where='Add the invoice for them or your price list of that day, with "kind": "invoice".',
    kinds=("invoice",),
)
"""What is asked beside it, for each amount that is a value and not a payment."""


def _is_closed(case: Case) -> bool:
    return any(entry.event == "closed" for entry in case.log)


def needs(
    case: Case, grounds: Iterable[GroundPolicy], methods: Mapping[Method, MethodPolicy], next_letter: str
) -> tuple[Need, ...]:
    """List what the grounds ask for, each once, with the evidence that proves it.

    What only the letter gives that is to be sent next is left out until it is sent; a closed case lacks nothing.
    """
    out = [payment for payment in case.payments if payment.direction == "out"]
    goods = [one for one in out if one.method and methods[one.method].repayment == "goods"]
    cited = _cited(case, goods)
    found: dict[str, Need] = {}
    for ground in grounds:
        for proof in _minimum(ground, out, goods):
            fitting = _proving(case, proof, cited)
            ids = tuple(item.id for item in fitting if not proof.after_due or _is_after_due(item, case))
            enough = ids if len(ids) >= proof.at_least else ()
            kept = _kept(case, proof.comes_with)
            waits = not enough and proof.comes_with and proof.comes_with == next_letter
            if proof.id not in found and not waits and (enough or kept or not _is_closed(case)):
                title = ground.title
                unfit = () if enough else tuple(item.id for item in fitting if item.id not in ids)
                found[proof.id] = Need(
                    id=proof.id,
                    what=proof.what,
                    where=proof.where,
                    cites=enough,
                    kept=kept,
                    unfit=unfit,
                    ground=title,
                    cited_by=proof.cited_by,
                )
    return tuple(found.values())


def _minimum(ground: GroundPolicy, out: list[Payment], goods: list[Payment]) -> Iterator[ProofNeeded]:
    """Give what a ground needs; of what was given in goods the value is to be proven, too."""
    for proof in ground.minimum:
        if proof.id == "payment" and goods:
            yield from (SENT, VALUE) if goods == out else (proof, VALUE)
        else:
            yield proof


def _kept(case: Case, letter: str) -> tuple[str, ...]:
    """Name the mails of sent/ that are this letter, as they went out."""
    return tuple(one.eml for one in case.log if one.event == "sent" and letter and one.letter == letter and one.eml)


def _proving(case: Case, proof: ProofNeeded, cited: Mapping[str, frozenset[str]]) -> tuple[Evidence, ...]:
    """Return what part of the case cites it, and is of a kind that proves it; a kind nobody named counts if cited.

    What was given is not by itself a proof of its value: that has to be called one.
    """
    cited_by = "requests" if proof.comes_with else "goods" if proof in (SENT, VALUE) else proof.cited_by
    return tuple(
        item
        for item in case.evidence
        if (cited_by is None or item.id in cited[cited_by])
        and (not proof.kinds or item.kind in proof.kinds or (item.kind is None and _takes_any_kind(proof)))
        and item.privilege == "none"
    )


def _takes_any_kind(proof: ProofNeeded) -> bool:
    """Return whether what is cited counts without a kind: what goods were worth is shown by certain papers alone."""
    return proof.cited_by is not None and proof != VALUE


def first_due(case: Case) -> date | None:
    """Return the first day on which work was due that did not come."""
    return min((item.due for item in case.deliverables if item.due and not ledger.is_delivered(item)), default=None)


def _is_after_due(item: Evidence, case: Case) -> bool:
    due = first_due(case)
    at = item.captured_at or item.created_on
    return due is None or (at is not None and windows.day_of(at, case) > due)


def _cited(case: Case, goods: Iterable[Payment]) -> Mapping[str, frozenset[str]]:
    agreement, purchase = case.agreement, case.purchase
    failure = purchase.failure if purchase else None
    return {
        "agreement": _ids([agreement] if agreement else []),
        "payments": _ids(payment for payment in case.payments if payment.direction == "out"),
        "goods": _ids(goods),
        "deliverables": _ids(case.deliverables) | _ids(e for e in case.log if e.deliverable or e.event == "checked"),
        "log": _ids(case.log),
        # What asked the other side for something; a look at the profile did not.
        "requests": _ids(e for e in case.log if e.event in {"asked", "sent"} and e.by in {None, "brand"}),
        "purchase": _ids([purchase] if purchase else []) | _ids([failure] if failure else []),
        "defects": _ids(defect for item in case.deliverables for defect in item.defects),
        "amendments": _ids(agreement.amendments if agreement else ()),
    }


def _ids(parts: Iterable[object]) -> frozenset[str]:
    return frozenset(one for part in parts for one in part.evidence)  # type: ignore[attr-defined]  # all cite evidence
