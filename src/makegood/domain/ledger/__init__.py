"""Sums: what was paid, came back and is claimed, with the steps in words. Pure and exact.

Everything is a fraction until the end; then it is rounded half up to the currency's minor unit, once.
"""

from makegood.domain.ledger.allocation import Claimant, allocate
from makegood.domain.ledger.as_paid import above_fee, as_paid, worth
from makegood.domain.ledger.books import first_asked_on
from makegood.domain.ledger.claim import compute, part, sums
from makegood.domain.ledger.claim_parts import ExactPart, claim_parts, claims, exact_parts, idle_grounds, stated_grounds
from makegood.domain.ledger.exact import CannotCompute
from makegood.domain.ledger.methods import suggested
from makegood.domain.ledger.order import is_behind, order_stage, stage_rule
from makegood.domain.ledger.settlements import agreed
from makegood.domain.ledger.shares import DELIVERED, is_delivered, prices, title

__all__ = [
    "DELIVERED",
    "CannotCompute",
    "Claimant",
    "ExactPart",
    "above_fee",
    "agreed",
    "allocate",
    "as_paid",
    "claim_parts",
    "claims",
    "compute",
    "exact_parts",
    "first_asked_on",
    "idle_grounds",
    "is_behind",
    "is_delivered",
    "order_stage",
    "part",
    "prices",
    "stage_rule",
    "stated_grounds",
    "suggested",
    "sums",
    "title",
    "worth",
]
