"""The formula of a claim, in figures and signs: its terms are amounts, or formulas of their own."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from makegood.model.money import Money
from makegood.model.statement import Statement, say

Term = Money | Statement
"""An amount, which a formula states without its currency, or a formula."""


def plus(terms: Iterable[Term]) -> Statement:
    """Return the terms added up: 500.00 + 1,000.00."""
    return say("sum-formula-plus", terms=tuple(terms))


def less(start: Statement, terms: Iterable[Term]) -> Statement:
    """Return a formula with terms taken off, 500.00 − 100.00 − 50.00; the formula itself if there are none."""
    deducted = tuple(terms)
    return say("sum-formula-less", terms=(start, *deducted)) if deducted else start


def share(whole: Money, part: Decimal | int, of: Decimal | int) -> Statement:
    """Return a part of an amount: 1,500.00 × 1 ÷ 3."""
    return say("sum-formula-share", whole=whole, part=part, of=of)


def missing_days(price: Money, live: int, agreed: int) -> Statement:
    """Return the part of a price for the days on which a post was not online: 900.00 × (30 − 12) ÷ 30."""
    return say("sum-formula-days", price=price, agreed=agreed, live=live)


def percent_of(whole: Money, percent: Decimal) -> Statement:
    """Return a percentage of an amount: 2,000.00 × 90%."""
    return say("sum-formula-percent", whole=whole, percent=percent)


def percent_of_days(whole: Money, percent: Decimal, missing: int, agreed: int) -> Statement:
    """Return the part of a percentage for some of the agreed days: 300.00 × 20% × 60 ÷ 90."""
    return say("sum-formula-percent-days", whole=whole, percent=percent, missing=missing, agreed=agreed)
