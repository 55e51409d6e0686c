"""What letters state about a sum that is offered or was agreed in place of the claim, and about an offer that came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.domain.clock import day_in_zone
from makegood.model.statement import Statement, say
from makegood.statements import letters, repayment

if TYPE_CHECKING:
    from makegood.model.facts import DueLetter, Facts

__all__ = [
    "as_offered",
    "done_when_paid",
    "head",
    "is_listed",
    "is_tabled",
    "kept",
    "noted",
    "nothing_to_pay",
    "once_paid",
    "stays",
    "thanks",
    "withdrawn",
]


def head(facts: Facts, due: DueLetter) -> tuple[Statement, ...]:
    """Return the heading of an offer: that it is without prejudice, and until when it can be accepted."""
    if due.reply_by is None:
        return ()
    # "Save as to costs" is of the rules of the courts of England and Wales.
    costs = "-save-costs" if _is_england(facts) else ""
    return (say(f"offer-head{costs}", day=due.reply_by),)


def _is_england(facts: Facts) -> bool:
    """Return whether the law is that of England and Wales, or of a part of Great Britain that is not stated."""
    law = facts.case.case.jurisdiction
    return law is not None and law.country == "GB" and law.subdivision not in {"SCT", "NIR"}


def kept(facts: Facts) -> Statement | str | None:
    """Return what stays as it is under an offer: what the case states, or that posts stay online; None for nothing."""
    offer = facts.case.refund.offer
    if offer and offer.content:
        return offer.content
    return next(iter(letters.online(facts)), None)


def once_paid(facts: Facts) -> Statement:
    """Return what holds once an offered sum is paid."""
    return say("offer-once-in-account" if repayment.is_to_account(facts) else "offer-once-with-us")


def done_when_paid(facts: Facts, due: DueLetter) -> Statement:
    """Return what is asked for once an agreed sum is paid: nothing more, or not the rest."""
    place = "in-account" if repayment.is_to_account(facts) else "with-us"
    if due.rest:
        return say(f"acceptance-rest-{place}", rest=due.rest)
    return say(f"acceptance-done-{place}")


def as_offered(facts: Facts, due: DueLetter) -> tuple[Statement, ...]:
    """Return the terms of the brand's own offer if that was accepted."""
    offer, sent = facts.case.refund.offer, facts.ladder.last("settlement_offer")
    if offer is None or sent is None or offer.amount != due.amount:
        return ()
    terms = kept(facts)
    if terms is None:
        return (say("acceptance-as-offered", day=sent.on),)
    return (say("acceptance-as-offered-with", day=sent.on, terms=terms), say("acceptance-neither-side"))


def noted(due: DueLetter) -> tuple[Statement, ...]:
    """Return what the log has noted of an agreement; what is without prejudice is left out."""
    entry = due.about
    if entry is None or not entry.text or entry.privilege != "none":
        return ()
    return (say("acceptance-noted", text=entry.text),)


def stays(facts: Facts) -> tuple[Statement, ...]:
    """Return that the request stays until an agreed sum is paid, and so does a dispute."""
    if facts.ladder.is_disputed:
        return (
            say("acceptance-stays-disputed", amount=facts.sums.outstanding),
            say("acceptance-dispute-ends"),
        )
    return (say("acceptance-stays", amount=facts.sums.outstanding),)


def thanks(facts: Facts, due: DueLetter) -> tuple[Statement, ...]:
    """Return the thanks for an offer, and its amount."""
    entry = due.about
    if entry is None or entry.amount is None:
        return ()
    day = day_in_zone(entry.at, facts.case.case.timezone)
    return (say("counter-thanks", day=day), say("counter-offered", amount=entry.amount))


def is_listed(facts: Facts, due: DueLetter) -> bool:
    """Return whether a list of the parts adds up to what is asked for: only as long as nothing has come."""
    steps = [step for step in facts.computation.steps if step.amount]
    return facts.computation.is_sum_of_parts and len(steps) > 1 and due.amount == facts.sums.claimed


def is_tabled(facts: Facts, due: DueLetter) -> bool:
    """Return whether the table of the sum states it line by line, since something was taken off."""
    return not is_listed(facts, due) and sum(len(row.parts) for row in facts.rows) > 1


def withdrawn(facts: Facts) -> tuple[Statement, ...]:
    """Return the withdrawal of the request, with thanks for the last answer since."""
    first, zone = facts.ladder.first, facts.case.case.timezone
    if first is None:
        return ()
    answers = [
        day_in_zone(entry.at, zone)
        for entry in facts.case.log
        if entry.event in {"answered", "rejected"} and entry.by == "creator"
    ]
    last = max(answers, default=first.on)
    thanks_for = (say("withdrawal-thanks", day=last),) if answers and last >= first.on else ()
    return (*thanks_for, say("withdrawal-request", day=first.on))


def nothing_to_pay(facts: Facts) -> tuple[Statement, ...]:
    """Return what is not to be paid, and that nothing else is withdrawn."""
    left = say("withdrawal-need-not-pay-rest" if facts.sums.returned.amount else "withdrawal-need-not-pay-all")
    if facts.ladder.is_disputed:
        return (left, say("withdrawal-dispute"), say("withdrawal-no-more-than-both"))
    return (left, say("withdrawal-no-more"))
