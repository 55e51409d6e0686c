"""Describe windows and numbers of days in words, without a case."""

from __future__ import annotations

from collections.abc import Mapping

from makegood.commands.explain.text_page import TextPage
from makegood.model.policy import Anchor, LetterPolicy, StageRule, WindowRule
from makegood.model.statement import policy_text
from makegood.model.words import EntityType, OrderStage

SINCE: Mapping[Anchor, str] = {
    "payment": "the payment",
    "payment_undated": "the payment, if no due date was agreed for the work",
    "processing": "the payment was processed",
    "processing_undated": "the payment was processed, if no due date was agreed for the work",
    "settlement": "the payment was posted",
    "expected": "the last due date",
    "content_submitted": "the content was submitted",
    "delivery": "the delivery",
    "dispute_opened": "the dispute was opened",
    "purchase": "the purchase",
    "failure": "the failure",
    "suspension": "the suspension",
    "facts": "the facts of the claim",
}
ENTITIES: Mapping[EntityType, str] = {
    "individual": "an individual",
    "sole_trader": "a sole trader",
    "company": "a company",
    "unknown": "a party whose legal form is unknown",
}
STAGES: Mapping[OrderStage, str] = {
    "not_accepted": "Not accepted by the creator",
    "before_submission": "Accepted, but nothing submitted",
    "submitted": "Content submitted",
    "approved": "Content approved",
    "deemed_approved": "Approved automatically",
    "posted": "Posted",
}


def window(page: TextPage, rule: WindowRule) -> str:
    """Return what can be done and until when; if the number of days is not confirmed, a note instead."""
    then = f" {policy_text(rule.then)}" if rule.then else ""
    return page.cited(f"{policy_text(rule.act)}: {_when(rule)}.{then}{_scope(rule)}", rule.sourced)


def stage(page: TextPage, rule: StageRule) -> str:
    """Return what an order refunds at a stage."""
    result = "the percentage has not been confirmed" if rule.percent is None else f"{rule.percent} percent is refunded"
    only = f" This applies to the ground {' or '.join(rule.grounds)}." if rule.grounds else ""
    only += " This applies only if the draft was submitted after its due date." if rule.after_due else ""
    return page.cited(f"{STAGES[rule.stage]}: {result}.{only} {rule.text}", rule.sourced)


def letter(page: TextPage, policy: LetterPolicy) -> str:
    """Return how many days a letter gives for a reply."""
    title = policy_text(policy.title)
    if not policy.days:
        return page.cited(f"{title}: this letter sets no deadline.", policy.sourced)
    groups: dict[int, list[str]] = {}
    for entity, days in policy.by_entity.items():
        groups.setdefault(days, []).append(ENTITIES[entity])
    where = f" in {', '.join(policy.by_entity_regions)}" if policy.by_entity_regions else ""
    other = "".join(
        f" The deadline is {many(days, 'day')}{where} for {' or '.join(recipients)}."
        for days, recipients in groups.items()
    )
    least = f" At least {many(policy.least_days, 'day')} must remain when the letter is sent."
    return page.cited(f"{title}: {many(policy.days, 'day')} to reply.{least}{other}", policy.sourced)


def sentence(words: str) -> str:
    """Return the words with a capital letter and a full stop."""
    return f"{words[:1].upper()}{words[1:]}."


def many(number: int, noun: str) -> str:
    """Return a number with a noun: `1 day`, `14 days`, `50,000,000 bytes`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _when(rule: WindowRule) -> str:
    since = SINCE[rule.anchor]
    if rule.closes_after_years is not None:
        text = f"within {many(rule.closes_after_years, 'year')} after {since}"
        days_before = rule.closes_days_before
        return f"{text}, and at least {many(days_before, 'day')} before that period ends" if days_before else text
    opens, closes = rule.opens_after_days, rule.closes_after_days
    if opens is not None and closes is not None:
        return f"from {many(opens, 'day')} to {many(closes, 'day')} after {since}"
    if opens is not None:
        return f"no earlier than {many(opens, 'day')} after {since}"
    if closes is not None:
        return f"within {many(closes, 'day')} after {since}"
    return "the deadline has not been confirmed, so no date is computed"


def _scope(rule: WindowRule) -> str:
    parts = [
        f"in {', '.join(rule.regions)}" if rule.regions else "",
        f"for coins from {' or '.join(store.capitalize() for store in rule.stores)}" if rule.stores else "",
        f"on the grounds {', '.join(rule.grounds)}" if rule.grounds else "",
        f"for payments by {', '.join(rule.methods)}" if rule.methods else "",
    ]
    conditions = [part for part in parts if part]
    return f" This applies only {', and '.join(conditions)}." if conditions else ""
