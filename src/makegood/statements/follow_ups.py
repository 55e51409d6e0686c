"""What follow-ups at a desk state, after no answer, a question, a refusal, or an approval without the money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from makegood.model.statement import Statement, say
from makegood.statements import asks

if TYPE_CHECKING:
    from makegood.model.facts import Facts
    from makegood.model.results import FollowUp
    from makegood.model.statement import Value

__all__ = [
    "account_closed",
    "answer_noted",
    "claim",
    "declined",
    "more_asked",
    "not_delivered",
    "not_paid",
    "official_delay",
    "official_delay_of_page",
    "question_noted",
    "unanswered",
]

Asked = Literal["sum", "impressions", "rest"]


def unanswered(follow: FollowUp, facts: Facts, missing: Value) -> tuple[Statement, ...]:
    """Return that the desk has not answered; `missing` are the impressions that were asked for, if any."""
    act = "answered" if follow.entry.event == "answered" else "sent"
    return (
        say(f"follow-up-{act}-{_asked(facts)}", missing=missing, **_values(follow, facts)),
        say("follow-up-no-answer", count=follow.days),
    )


def more_asked(follow: FollowUp, facts: Facts, missing: Value) -> Statement:
    """Return that the desk asked for more."""
    return say(f"follow-up-more-{_asked(facts)}", missing=missing, **_values(follow, facts))


def declined(follow: FollowUp, facts: Facts, missing: Value) -> tuple[Statement, ...]:
    """Return that the desk declined, and what is asked now."""
    values = {**_values(follow, facts), "missing": missing}
    if facts.refused_again_on:
        return say("follow-up-declined-delivery", **values), say("follow-up-money-now", **values)
    return say(f"follow-up-declined-{_asked(facts)}", **values), say("follow-up-look-again")


def not_delivered(follow: FollowUp, facts: Facts, missing: Value) -> tuple[Statement, ...]:
    """Return that the desk did not deliver by the day on which it agreed, and what is asked now."""
    values = {**_values(follow, facts), "missing": missing, "day": follow.entry.deadline or follow.since}
    return (
        say("follow-up-agreed-delivery", **values),
        say("follow-up-not-delivered", **values),
        say("follow-up-money-now", **values),
    )


def not_paid(follow: FollowUp, facts: Facts) -> tuple[Statement, ...]:
    """Return that a refund was approved and has not arrived."""
    values = _values(follow, facts)
    approved = follow.entry.amount
    return (
        say("follow-up-approved-sum", approved=approved, **values) if approved else say("follow-up-approved", **values),
        say("follow-up-not-arrived", count=follow.days, **values),
    )


def account_closed(follow: FollowUp, facts: Facts) -> tuple[Statement, ...]:
    """Return that an account was closed for its balance, or its refund approved, and that it has not arrived."""
    act = "approved" if follow.entry.event == "approved" else "closed"
    values = _values(follow, facts)
    return (
        say(f"follow-up-account-{act}", account=asks.account(facts), **values),
        say("follow-up-account-not-arrived", count=follow.days, **values),
    )


def claim(follow: FollowUp, facts: Facts) -> tuple[Statement, ...]:
    """Return the request to decide a dispute as a claim."""
    values = _values(follow, facts)
    return say("follow-up-claim", **values), say("follow-up-dispute-opened", **values)


def official_delay(follow: FollowUp) -> tuple[Statement, ...]:
    """Return how long the desk's own pages say the money takes; nothing if they do not."""
    rule = follow.rule
    if rule is None or rule.sourced.confidence != "official":
        return ()
    return (say("follow-up-working-days" if rule.working else "follow-up-days", count=rule.days),)


def official_delay_of_page(follow: FollowUp) -> tuple[Statement, ...]:
    """Return the longest time that the page about closing accounts gives for the money."""
    return (say("follow-up-days-of-page", count=follow.rule.days),) if follow.rule else ()


def answer_noted(follow: FollowUp) -> tuple[Statement, ...]:
    """Return the desk's answer, in the words of the log."""
    return _noted("follow-up-answer-noted", follow)


def question_noted(follow: FollowUp) -> tuple[Statement, ...]:
    """Return the desk's question, in the words of the log."""
    return _noted("follow-up-question-noted", follow)


def _noted(id_: str, follow: FollowUp) -> tuple[Statement, ...]:
    text = follow.entry.text
    if not text:
        return ()
    return (say(f"{id_}-as-is" if text.endswith(("?", "!")) else id_, text=text),)


def _asked(facts: Facts) -> Asked:
    """Return what the request was for, as far as it is open: a sum, impressions first, or the rest of a sum."""
    if facts.sums.returned.amount or facts.sums.settled.amount:
        return "rest"
    return "impressions" if facts.again else "sum"


def _values(follow: FollowUp, facts: Facts) -> dict[str, Value]:
    return {"head": _head(follow, facts), "since": follow.since, "amount": facts.sums.outstanding}


def _head(follow: FollowUp, facts: Facts) -> Statement:
    """Return the references at the beginning: ours, and the number that the desk gave."""
    ref = facts.case.case.case_ref
    if not follow.number:
        return say("follow-up-head", ref=ref)
    return say(f"follow-up-head-{follow.what}", ref=ref, number=follow.number)
