"""Windows and numbers of days in words, without a case."""

from __future__ import annotations

from collections.abc import Mapping

from makegood.commands.explain.text_page import TextPage
from makegood.model.policy import Anchor, LetterPolicy, StageRule, WindowRule
from makegood.model.words import EntityType, OrderStage

SINCE: Mapping[Anchor, str] = {
    "payment": "the payment",
    "payment_undated": "the payment, where no day was agreed for the work",
    "processing": "the payment was processed",
    "processing_undated": "the payment was processed, where no day was agreed for the work",
    "settlement": "the payment was booked",
    "expected": "the last due day",
    "content_submitted": "the content was submitted",
    "delivery": "the delivery",
    "dispute_opened": "the dispute was opened",
    "purchase": "the purchase",
    "failure": "the failure",
    "suspension": "the suspension",
    "facts": "the facts of the claim",
}
ENTITIES: Mapping[EntityType, str] = {
    "individual": "a private person",
    "sole_trader": "a person in business alone",
    "company": "a company",
    "unknown": "somebody of whom that is not known",
}
STAGES: Mapping[OrderStage, str] = {
    "not_accepted": "Not accepted by the creator",
    "before_submission": "Accepted, nothing submitted",
    "submitted": "Content submitted",
    "approved": "Content approved",
    "deemed_approved": "Approved by silence",
    "posted": "Posted",
}


def window(page: TextPage, rule: WindowRule) -> str:
    """Say what can be done and until when; where no number is confirmed, say that and no number."""
    then = f" {rule.then}" if rule.then else ""
    return page.cited(f"{rule.act}: {_when(rule)}.{then}{_holds(rule)}", rule.sourced)


def stage(page: TextPage, rule: StageRule) -> str:
    """Say what an order gives back at a stage."""
    gives = "the share is not confirmed" if rule.percent is None else f"{rule.percent} percent comes back"
    only = f" On the ground {' or '.join(rule.grounds)}." if rule.grounds else ""
    only += " Only where the draft came after its due day." if rule.after_due else ""
    return page.cited(f"{STAGES[rule.stage]}: {gives}.{only}{' ' if rule.text else ''}{rule.text}", rule.sourced)


def letter(page: TextPage, policy: LetterPolicy) -> str:
    """Say how many days a letter gives for a reply."""
    if not policy.days:
        return page.cited(f"{policy.title}: it sets no deadline.", policy.sourced)
    groups: dict[int, list[str]] = {}
    for entity, days in policy.by_entity.items():
        groups.setdefault(days, []).append(ENTITIES[entity])
    where = f" in {', '.join(policy.by_entity_regions)}" if policy.by_entity_regions else ""
    other = "".join(f" It is {many(days, 'day')}{where} for {' or '.join(who)}." for days, who in groups.items())
    least = f" At least {many(policy.least_days, 'day')} must be left when it is sent."
    return page.cited(f"{policy.title}: {many(policy.days, 'day')} to reply.{least}{other}", policy.sourced)


def sentence(words: str) -> str:
    """Give words their capital letter and full stop."""
    return f"{words[:1].upper()}{words[1:]}."


def many(number: int, noun: str) -> str:
    """Write `1 day`, `14 days`, `50,000,000 bytes`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _when(rule: WindowRule) -> str:
    since = SINCE[rule.anchor]
    if rule.closes_after_years is not None:
        text = f"within {many(rule.closes_after_years, 'year')} after {since}"
        early = rule.closes_days_before
        return f"{text}, and at least {many(early, 'day')} before that time is over" if early else text
    opens, closes = rule.opens_after_days, rule.closes_after_days
    if opens is not None and closes is not None:
        return f"from {many(opens, 'day')} to {many(closes, 'day')} after {since}"
    if opens is not None:
        return f"no sooner than {many(opens, 'day')} after {since}"
    if closes is not None:
        return f"within {many(closes, 'day')} after {since}"
    return "until when is not confirmed, so no day is counted"


def _holds(rule: WindowRule) -> str:
    parts = [
        f"in {', '.join(rule.regions)}" if rule.regions else "",
        f"for coins from {' or '.join(one.capitalize() for one in rule.stores)}" if rule.stores else "",
        f"on the grounds {', '.join(rule.grounds)}" if rule.grounds else "",
        f"for payments by {', '.join(rule.methods)}" if rule.methods else "",
    ]
    told = [part for part in parts if part]
    return f" Holds only {', and '.join(told)}." if told else ""
