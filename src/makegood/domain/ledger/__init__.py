"""Sums: what was paid, came back and is claimed, with the steps in words. Pure and exact.

Everything is a fraction until the end; then it is rounded half up to the currency's minor unit, once.
"""

from makegood.domain.ledger.allocation import WayPayments, allocate
from makegood.domain.ledger.as_paid import as_paid, excess_over_fee, value_in_claim_currency
from makegood.domain.ledger.books import first_asked_on
from makegood.domain.ledger.claim import claim_after_delivery, compute_claim, compute_claim_of_way, sums
from makegood.domain.ledger.claim_parts import (
    ExactPart,
    claim_parts,
    claims,
    exact_parts,
    grounds_adding_nothing,
    impression_parts,
    stated_grounds,
)
from makegood.domain.ledger.exact import CannotCompute
from makegood.domain.ledger.methods import suggest_method
from makegood.domain.ledger.order import is_behind, order_stage, stage_rule
from makegood.domain.ledger.settlements import last_agreement
from makegood.domain.ledger.shares import deliverable_title, is_delivered, prices

__all__ = [
    "CannotCompute",
    "ExactPart",
    "WayPayments",
    "allocate",
    "as_paid",
    "claim_after_delivery",
    "claim_parts",
    "claims",
    "compute_claim",
    "compute_claim_of_way",
    "deliverable_title",
    "exact_parts",
    "excess_over_fee",
    "first_asked_on",
    "grounds_adding_nothing",
    "impression_parts",
    "is_behind",
    "is_delivered",
    "last_agreement",
    "order_stage",
    "prices",
    "stage_rule",
    "stated_grounds",
    "suggest_method",
    "sums",
    "value_in_claim_currency",
]
