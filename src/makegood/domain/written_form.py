"""Agreements that the law of a case requires to be in writing, and that are not.

Whether such an agreement is void is a question for a local lawyer. Until that is known, no letter ends it.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from makegood.model.case import Case, Payment
from makegood.model.policy import WritingRule, holds_in

RULE = "C23"
"""The rule about it; a case that accepts this rule states that the agreement is valid."""
IN_MESSAGES = frozenset({"email_thread", "dm_thread", "oral"})
"""Kinds of agreement without a written contract."""
MOST_EUROS_PER_UNIT = 4
"""Upper bound in euros for one unit of any currency, our own judgement, used if no rate is stated."""


def unmet_writing_rule(case: Case, rules: Iterable[WritingRule]) -> WritingRule | None:
    """Return the rule that required the agreement of a case to be in writing, if nothing shows that it was."""
    agreement = case.agreement
    if agreement is None or case.parties.creator is None or agreement.kind not in IN_MESSAGES:
        return None
    if any(item.kind == "contract" for item in case.evidence):
        return None
    return next(
        (
            rule
            for rule in rules
            if rule.since <= agreement.agreed_on and _is_law(case, rule) and _may_reach_threshold(case, rule)
        ),
        None,
    )


def is_accepted(case: Case) -> bool:
    """Return whether the case states, with a reason, that its agreement is valid all the same."""
    return any(finding.rule == RULE for finding in case.accepted)


def is_stated(case: Case, rule: WritingRule) -> bool:
    """Return whether all that was paid is stated in the currency of the rule, or can be converted to it."""
    return all(_net_amount(payment, rule) is not None for payment in _paid(case))


def _may_reach_threshold(case: Case, rule: WritingRule) -> bool:
    """Return whether what was agreed, or paid in one year, reaches or may reach the threshold of the rule."""
    fee = case.agreement.fee if case.agreement else None
    if fee and fee.currency == rule.least.currency and fee.amount >= rule.least.amount:
        return True
    years: dict[int, Decimal] = {}
    for payment in _paid(case):
        amount = _net_amount(payment, rule)
        at_most = payment.amount.amount * MOST_EUROS_PER_UNIT if amount is None else amount
        years[payment.paid_on.year] = years.get(payment.paid_on.year, Decimal(0)) + at_most
    return any(total >= rule.least.amount for total in years.values())


def _is_law(case: Case, rule: WritingRule) -> bool:
    return bool(case.courts) and holds_in(case.courts, rule.regions)


def _paid(case: Case) -> tuple[Payment, ...]:
    return tuple(payment for payment in case.payments if payment.direction == "out")


def _net_amount(payment: Payment, rule: WritingRule) -> Decimal | None:
    """Return what was paid without tax in the currency of the rule; None if no rate is stated."""
    tax = payment.tax.amount if payment.tax and payment.tax.currency == payment.amount.currency else Decimal(0)
    net = payment.amount.amount - tax
    if payment.amount.currency == rule.least.currency:
        return net
    return net * payment.fx.rate if payment.fx and payment.fx.to == rule.least.currency else None
