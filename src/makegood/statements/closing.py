"""The closing report: how a case ended, what came back, and which requests were opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.domain.windows import day_of
from makegood.model.statement import say
from makegood.statements import history, readers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from makegood.model.case import LogEntry, Payment
    from makegood.model.facts import Facts
    from makegood.model.statement import Statement, Value, Wording

__all__ = [
    "agreed",
    "came_back",
    "desks",
    "given_up",
    "grounds",
    "headline",
    "lead",
    "other_party",
    "paid",
    "request",
    "rest",
]

OPENED = frozenset({"sent", "ticket_opened", "dispute_opened", "claim_opened"})
"""Events by which money was asked for."""


def headline(facts: Facts) -> Statement:
    """Return how the case ended."""
    sums = facts.sums
    if sums.outstanding.amount:
        return say("closing-outstanding", amount=sums.outstanding)
    if facts.computation.is_made_good:
        return say("closing-set-off" if facts.computation.is_set_off else "closing-made-good")
    if not sums.settled.amount:
        return say("closing-in-full", amount=sums.claimed)
    came = sums.claimed - sums.settled
    return say("closing-in-part", amount=came) if came.amount else say("closing-withdrawn", amount=sums.claimed)


def lead(facts: Facts) -> tuple[Statement, ...]:
    """Return what the case is, when the money was first asked for, and when the last of it came."""
    return tuple(_lead(facts))


def _lead(facts: Facts) -> Iterator[Statement]:
    yield say("closing-of", title=facts.case.case.title or facts.channel.title)
    first = _first_asked(facts)
    if first is None:
        return
    request = facts.ladder.first
    if facts.computation.is_made_good and request and request.entry.amount:
        yield say("closing-first-asked-for", day=first, amount=request.entry.amount)
    else:
        yield say("closing-first-asked", day=first)
    came = [payment.paid_on for payment in facts.case.payments if payment.direction == "in"]
    if came and not facts.sums.outstanding.amount and max(came) >= first:
        yield say("closing-last-came", day=max(came), count=(max(came) - first).days)


def _first_asked(facts: Facts) -> date | None:
    days = [day_of(entry.at, facts.case) for entry in facts.case.log if entry.event in OPENED]
    return min(days, default=None)


def other_party(facts: Facts) -> tuple[Statement, ...]:
    """Return whom the money was claimed from: the creator, or the agency that was paid for the creator's work."""
    creator = facts.case.parties.creator
    if creator is None:
        return ()
    values: dict[str, Value] = {"name": creator.legal_name or creator.display_name, "handle": creator.handle}
    if facts.is_with_agency:
        return (say("closing-agency", agency=readers.agency(facts.case), **values),)
    return (say("closing-creator", **values),)


def desks(facts: Facts) -> tuple[tuple[Statement, Statement], ...]:
    """Return the label and the names of the desks that the case has; empty if it has none but the other party."""
    names = tuple(way.desk.title for way in facts.ways or (facts,) if way.desk and not way.is_with_agency)
    label = say("closing-desk" if len(names) == 1 else "closing-desks")
    return ((label, say("closing-names", names=names)),) if names else ()


def grounds(facts: Facts) -> Statement:
    """Return the grounds of the claim."""
    return say("closing-names", names=tuple(ground.title for ground in facts.grounds))


def paid(way: Value, amount: Value, how: str) -> Statement:
    """Return by which way the money went; `how` are the payments one by one, "" if the sum says it all."""
    return say("closing-paid-each", way=way, paid=amount, how=how) if how else say("closing-paid", way=way, paid=amount)


def came_back(facts: Facts, payment: Payment, payer: str, method: str) -> Statement:
    """Return how a payment came back; `payer` and `method` are "" where the case does not state them."""
    return say("closing-items", items=tuple(_came_back(facts, payment, payer, method)))


def _came_back(facts: Facts, payment: Payment, payer: str, method: str) -> Iterator[Value]:
    values: dict[str, Value] = {**({"payer": payer} if payer else {}), **({"method": method} if method else {})}
    yield say(f"closing-came-back{'-from' if payer else ''}{'-by' if method else ''}", **values)
    if payment.reference:
        yield say("closing-reference", reference=payment.reference)
    first = _first_asked(facts)
    if first is None or payment.paid_on < first:
        yield say("closing-before")
    if payment.amount.currency != facts.sums.claimed.currency:
        yield payment.amount


def given_up(reason: str) -> Statement:
    """Return that a part was given up; `reason` may be ""."""
    return say("closing-given-up-because", reason=reason) if reason else say("closing-given-up")


def agreed(entry: LogEntry, text: str) -> tuple[Statement, ...]:
    """Return the sum on which both agreed; `text` is what the log states of it, or ""."""
    if entry.amount is None:
        return ()
    if text:
        return (say("closing-agreed-text", amount=entry.amount, text=text),)
    return (say("closing-agreed", amount=entry.amount),)


def rest(facts: Facts, amount: object) -> Statement:
    """Return that `amount`, which is all or a part of the claim, is not asked for any more."""
    return say("closing-all-let-go" if amount == facts.sums.claimed.amount else "closing-rest-let-go")


def request(facts: Facts, entry: LogEntry, desk: Wording, *, is_over: bool) -> tuple[Statement, ...]:
    """Return which request was opened, where, its number and its sum, and whether it ended; `desk` may be ""."""
    return tuple(_request(facts, entry, desk, is_over=is_over))


def _request(facts: Facts, entry: LogEntry, desk: Wording, *, is_over: bool) -> Iterator[Statement]:
    actor = history.actor(entry, facts)
    if desk:
        yield say(f"closing-event-{entry.event}-with", actor=actor, desk=desk)
    else:
        yield say(f"closing-event-{entry.event}", actor=actor)
    if entry.number:
        yield say("closing-request-number", number=entry.number)
    if entry.amount:
        yield say("closing-request-amount", amount=entry.amount)
    paid = _paid_there(facts, entry)
    if is_over:
        yield say("closing-request-over")
    elif paid:
        yield say("closing-request-paid", amount=paid.amount, day=paid.paid_on)
        if facts.sums.outstanding.amount:
            yield say("closing-request-undecided")
    else:
        yield say("closing-request-open")


def _paid_there(facts: Facts, entry: LogEntry) -> Payment | None:
    """Return the last payment of the desk since it was asked, if it paid anything."""
    desk_id = entry.desk or (facts.desk.id if facts.desk else None)
    speakers = {way.desk.speaker for way in facts.ways or (facts,) if way.desk and way.desk.id == desk_id}
    since = day_of(entry.at, facts.case)
    incoming = [
        payment
        for payment in facts.case.payments
        if payment.direction == "in" and payment.via in speakers and payment.paid_on >= since
    ]
    return incoming[-1] if incoming else None
