"""Where the law of a case wants its agreement in writing, and none is there. A leaf.

Whether such an agreement is void is for a lawyer of the place to say. Until that is known, no letter ends it.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from makegood.model.case import Case, Payment
from makegood.model.policy import WritingRule, holds_in

RULE = "C23"
"""The rule that asks about it; a case that accepts it says that the agreement holds."""
IN_MESSAGES = frozenset({"email_thread", "dm_thread", "oral"})
"""Kinds of agreement of which no contract was written."""
HIGHEST = 4
"""No unit of a currency is worth more than this in euros: our own judgement. Only rates that are stated turn a sum."""


def unwritten(case: Case, rules: Iterable[WritingRule]) -> WritingRule | None:
    """Return the rule by which the agreement of a case had to be in writing, where nothing shows that it was."""
    agreement = case.agreement
    if agreement is None or case.parties.creator is None or agreement.kind not in IN_MESSAGES:
        return None
    if any(one.kind == "contract" for one in case.evidence):
        return None
    return next(
        (
            rule
            for rule in rules
            if rule.since <= agreement.agreed_on and _is_law(case, rule) and _is_as_much(case, rule)
        ),
        None,
    )


def is_accepted(case: Case) -> bool:
    """Return whether the case says, with a reason, that its agreement holds all the same."""
    return any(one.rule == RULE for one in case.accepted)


def is_stated(case: Case, rule: WritingRule) -> bool:
    """Return whether all that was paid is stated in the currency of the rule, or can be turned into it."""
    return all(_worth(one, rule) is not None for one in _paid(case))


def _is_as_much(case: Case, rule: WritingRule) -> bool:
    """Return whether what was agreed, or paid in one year, comes to the sum of the rule, or may do so."""
    fee = case.agreement.fee if case.agreement else None
    if fee and fee.currency == rule.least.currency and fee.amount >= rule.least.amount:
        return True
    years: dict[int, Decimal] = {}
    for one in _paid(case):
        worth = _worth(one, rule)
        at_most = one.amount.amount * HIGHEST if worth is None else worth
        years[one.paid_on.year] = years.get(one.paid_on.year, Decimal(0)) + at_most
    return any(total >= rule.least.amount for total in years.values())


def _is_law(case: Case, rule: WritingRule) -> bool:
    return bool(case.courts) and holds_in(case.courts, rule.regions)


def _paid(case: Case) -> tuple[Payment, ...]:
    return tuple(one for one in case.payments if one.direction == "out")


def _worth(payment: Payment, rule: WritingRule) -> Decimal | None:
    """Return what was paid without tax in the currency of the rule; None where no rate is stated."""
    tax = payment.tax.amount if payment.tax and payment.tax.currency == payment.amount.currency else Decimal(0)
    net = payment.amount.amount - tax
    if payment.amount.currency == rule.least.currency:
        return net
    return net * payment.fx.rate if payment.fx and payment.fx.to == rule.least.currency else None
