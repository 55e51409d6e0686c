"""Sums: what was paid, came back and is claimed, with the steps in words. Pure and exact.

Everything is a fraction until the end; then it is rounded half up to the currency's minor unit, once.
"""

from makegood.domain.ledger.allocation import Claimant, allocate
from makegood.domain.ledger.as_paid import above_fee, as_paid, worth
from makegood.domain.ledger.books import first_asked_on
from makegood.domain.ledger.claim import compute, part, sums
from makegood.domain.ledger.exact import CannotCompute
from makegood.domain.ledger.methods import suggested
from makegood.domain.ledger.order import is_behind, order_stage, stage_rule
from makegood.domain.ledger.settlements import agreed
from makegood.domain.ledger.shares import DELIVERED, MISSING, claims, is_delivered, prices, title

__all__ = [
    "DELIVERED",
    "MISSING",
    "CannotCompute",
    "Claimant",
    "above_fee",
    "agreed",
    "allocate",
    "as_paid",
    "claims",
    "compute",
    "first_asked_on",
    "is_behind",
    "is_delivered",
    "order_stage",
    "part",
    "prices",
    "stage_rule",
    "suggested",
    "sums",
    "title",
    "worth",
]
