"""What letters state as direct messages, where they say it in their own words, shorter than the letter itself.

`depth` is how much room a message has: at 3 and above it has the way of payment and the end of a day, at 2 the way, and
below that only what it cannot do without. A way that is the only one is always stated.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Literal

from makegood.domain import repayment
from makegood.model.money import Money
from makegood.model.statement import Statement, say
from makegood.statements import ending, letters, payments, work
from makegood.typesetting import filters
from makegood.typesetting.filters import add_amounts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from makegood.domain.repayment import RepaymentPart
    from makegood.model.case import Brand, Case, LogEntry, Moment
    from makegood.model.facts import DueLetter, Facts, Row, Sending
    from makegood.model.statement import Value

__all__ = [
    "agreed",
    "agreed_refund",
    "apart",
    "arrived",
    "asked",
    "can_still_end",
    "credit_note",
    "desk_alone",
    "goods_way",
    "is_agreed_sum_running",
    "is_asked_anew",
    "is_from_desk",
    "may_go_on",
    "more_time",
    "nothing_open",
    "offer",
    "offer_head",
    "offer_said",
    "offer_sent",
    "on_its_way",
    "opened",
    "or_deliver",
    "request",
    "rest_of_agreed_sum",
    "still_open",
    "their_offer",
    "until_it_comes",
    "why_less",
    "withdrawal",
    "writer",
]

ROOM_OF_TITLES = 60
"""The number of characters up to which work is named; longer titles are counted."""

WITH_WAY, WITH_HOUR = 2, 3
"""The depths from which on a message has the way of payment, and the end of a day in the case's time zone."""
LONGEST_NAME = 60
"""The most characters of a name under a message, if the brand has a shorter one."""
FEW_DAYS = 3
"""Up to how many days of payment are listed; more are a period."""


def writer(brand: Brand) -> str:
    """Return the name of the brand for the end of a message: the registered one unless it is very long."""
    names = [name for name in (brand.legal_name, brand.trading_name, brand.contact.name) if name]
    return next((name for name in names if len(name) <= LONGEST_NAME), names[0])


# What was agreed, and asked for


def agreed(facts: Facts, depth: int) -> tuple[Statement, ...]:
    """Return what was agreed and, unless `depth` is 0, what was paid for it."""
    if facts.case.agreement is None:
        return ()
    values: dict[str, Value] = {"day": facts.case.agreement.agreed_on, "work": _work(facts.rows)}
    if not depth:
        return (say("message-agreed", **values),)
    return (
        say("message-agreed-goods" if facts.is_goods else "message-agreed-paid", sum=payments.total(facts), **values),
    )


def asked(facts: Facts) -> tuple[Statement, ...]:
    """Return what the first request asked for, and on which day."""
    first = facts.ladder.first
    if first is None:
        return ()
    if _is_cancellation(facts):
        return (say("message-asked-cancellation", day=first.on),)
    if not facts.is_goods:
        return (say("message-asked", day=first.on, sum=payments.asked(facts, first.amount)),)
    kind = "goods" if first.amount == facts.sums.paid else "some-goods"
    return (say(f"message-asked-{kind}", day=first.on, amount=first.amount),)


def why_less(facts: Facts) -> tuple[Statement, ...]:
    """Return what came since the first request, so that no lower sum stands without its reason.

    Work that came by an agreed day has its own sentence.
    """
    return tuple(_why_less(facts))


def _why_less(facts: Facts) -> Iterator[Statement]:
    first, deal = facts.ladder.first, facts.ladder.settlement
    if first is None:
        return
    rows = letters.late_work(facts)
    incoming = [payment for payment in facts.case.payments if payment.direction == "in" and payment.paid_on >= first.on]
    amounts = [facts.as_paid.worth.get(payment.id or "", payment.amount) for payment in incoming]
    titles = tuple(row.title for row in rows)
    is_named = len(", ".join(titles)) <= ROOM_OF_TITLES
    came: tuple[Value, ...] = (titles if is_named else (work.counted(rows),)) if rows else ()
    came += (add_amounts(amounts),) if amounts else ()
    if came:
        yield say("message-came-since", came=came)
    if deal and deal.amount and deal.deadline and letters.is_part_late(facts):
        yield say("message-agreed-not-all", amount=deal.amount, day=deal.deadline)


# What is asked for now


def request(facts: Facts, amount: Money, day: date | None, depth: int) -> tuple[Statement, ...]:
    """Return what the reader is asked to do, by which day and, as far as there is room, in which way."""
    return tuple(_cancel(facts, amount, day, depth) if _is_cancellation(facts) else _refund(facts, amount, day, depth))


def _cancel(facts: Facts, amount: Money, day: date | None, depth: int) -> Iterator[Statement]:
    agreement = facts.case.agreement
    number = agreement.order_id if agreement else None
    values: dict[str, Value] = {
        "order": say("message-order", number=number) if number else say("message-order-unnumbered"),
        "desk": facts.desk.name if facts.desk else say("message-the-platform"),
        **_deadline(facts, day, depth),
    }
    by = "-by" if day else ""
    if depth < WITH_WAY:
        yield say(f"message-cancel-to-return{by}", amount=amount, **values)
    else:
        yield say(f"message-cancel{by}", **values)
        yield say("message-acceptance-needed", amount=amount)


def _refund(facts: Facts, amount: Money, day: date | None, depth: int) -> Iterator[Statement]:
    deadline = _deadline(facts, day, depth)
    by = "-by" if day else ""
    if facts.is_goods:
        kind = "goods" if amount == facts.sums.paid else "some-goods"
        yield say(f"message-return-{kind}{by}", amount=amount, **deadline)
        return
    way = _way(facts, depth)
    if way is None:
        yield say(f"message-refund{by}", sum=payments.asked(facts, amount), **deadline)
    else:
        yield say(f"message-refund-way{by}", sum=payments.asked(facts, amount), way=way, **deadline)


def goods_way(facts: Facts, depth: int, kind: Literal["goods", "payment"] = "goods") -> tuple[Statement, ...]:
    """Return how goods can be paid for instead, or an agreed `payment`; nothing where money was paid."""
    if not facts.is_goods or depth < WITH_WAY:
        return ()
    is_account = any(requested.part.account for requested in repayment.requested_parts(facts, facts.sums.askable))
    return (say(f"message-{kind}-own-account" if is_account else f"message-{kind}-which-way"),)


def apart(facts: Facts) -> tuple[Statement, ...]:
    """Return that what a desk is asked for is no part of the sum, if the money went several ways."""
    parts = repayment.disputed_parts(facts)
    if not parts:
        return ()
    if len(parts) > 1:
        return (say("message-apart-disputes"),)
    return (say(f"message-apart-{_procedure(parts[0].part)}"),)


def or_deliver(facts: Facts, *, is_short: bool = False) -> tuple[Statement, ...]:
    """Return the choice to deliver what is missing, what is still asked for then, and what follows if neither comes."""
    if facts.make_good_by is None:
        return ()
    ends = ending.neither_comes(facts.ending) if facts.ending else ()
    return (_deliver(facts, facts.make_good_by, is_short=is_short), *ends)


def _deliver(facts: Facts, day: date, *, is_short: bool) -> Statement:
    values: dict[str, Value] = {"count": sum(not row.is_delivered for row in facts.rows)}
    by = ""
    if day != facts.reply_by:
        by, values["day"] = "-by", day
    if facts.beside_delivery:
        short = "-short" if is_short else ""
        return say(f"message-deliver-and-refund{short}{by}", amount=facts.beside_delivery, **values)
    return say(f"message-deliver{by}" if is_short and facts.ending else f"message-deliver-and-link{by}", **values)


def more_time(facts: Facts, due: DueLetter) -> tuple[Statement, ...]:
    """Return until when the reader has more time."""
    first = facts.ladder.first
    if first is None:
        return ()
    return (say("message-more-time", first=first.on, **_deadline(facts, due.reply_by, WITH_HOUR)),)


def their_offer(facts: Facts, due: DueLetter, *, with_thanks: bool) -> tuple[Statement, ...]:
    """Return what the reader has offered, and thanks for the answer if there is room."""
    if due.about is None or due.about.amount is None:
        return ()
    offered = say("message-your-offer", amount=due.about.amount)
    return (say("message-your-answer", day=_local(facts.case, due.about.at)), offered) if with_thanks else (offered,)


def on_its_way(facts: Facts) -> tuple[Statement, ...]:
    """Return the question when it was sent, in a reminder; a cancellation is not sent."""
    if _is_cancellation(facts):
        return ()
    return (say("message-goods-on-their-way" if facts.is_goods else "message-money-on-its-way"),)


def may_go_on(facts: Facts, desks: Value, *, is_brief: bool) -> tuple[Statement, ...]:
    """Return what the final notice announces; `desks` are those that can still be asked, and may be empty."""
    if is_brief:
        return (say("message-court"),)
    what = "goods" if facts.is_goods else "money"
    return (say(f"message-{what}-or-desk", desks=desks) if desks else say(f"message-{what}-or-court"),)


# A dispute


def opened(facts: Facts, due: DueLetter) -> tuple[Statement, ...]:
    """Return that a dispute or a claim was opened, with its number."""
    entry = due.about
    if entry is None:
        return ()
    what = "claim" if entry.event == "claim_opened" else "dispute"
    values = {"day": _local(facts.case, entry.at), "desk": _desk_name(facts, entry), "amount": due.amount}
    if entry.number:
        return (say(f"message-{what}-opened-number", number=entry.number, **values),)
    return (say(f"message-{what}-opened", **values),)


def can_still_end(facts: Facts, due: DueLetter, depth: int) -> tuple[Statement, ...]:
    """Return how the reader can end the dispute: where one of several payments is disputed, by a refund of that."""
    desk = _desk_id(facts, due.about)
    part = next((requested.part for requested in repayment.disputed_parts(facts) if _is_at(requested.part, desk)), None)
    if part:
        way = say(f"message-way-{'paypal' if part.kind == 'paypal' else 'provider'}", payments=_payments(part))
        reference = facts.case.case.case_ref
        return (say("message-end-by-refund-reference", amount=due.amount, way=way, reference=reference),)
    if facts.is_goods:
        kind = "goods" if due.amount == facts.sums.paid else "some-goods"
        return (say(f"message-end-by-{kind}", amount=due.amount),)
    total = payments.asked(facts, due.amount)
    way_or_none = _way(facts, depth, is_reason_stated=False)
    return (
        say("message-end-by-refund-way", sum=total, way=way_or_none)
        if way_or_none
        else say("message-end-by-refund", sum=total),
    )


def desk_alone(facts: Facts, due: DueLetter) -> tuple[Statement, ...]:
    """Return that a refund is to be made once, and where."""
    if not any(part.disputed_at for part in repayment.repayment_parts(facts)):
        return (say("message-not-a-second-time", desk=_desk_name(facts, due.about)),)
    if any(_is_at(requested.part, _desk_id(facts, due.about)) for requested in repayment.disputed_parts(facts)):
        return (say("message-that-there-alone"), say("message-rest-elsewhere"))
    return (say("message-there-alone"),)


def _desk_id(facts: Facts, entry: LogEntry | None) -> str:
    return (entry.desk if entry else None) or (facts.desk.id if facts.desk else "")


def _desk_name(facts: Facts, entry: LogEntry | None) -> Value:
    desk = _desk_id(facts, entry)
    if facts.desk and facts.desk.id == desk:
        return facts.desk.name
    return facts.desk_names[desk] if desk in facts.desk_names else say("message-payment-service")


def _is_at(part: RepaymentPart, desk: str) -> bool:
    return part.disputed_at is not None and part.disputed_at.id == desk


# An offer, and what was agreed on the refund


def offer_head(facts: Facts, *, is_short: bool) -> Statement:
    """Return the words that keep an offer out of court, as the law of the case has them."""
    if not _is_england(facts.case):
        return say("message-without-prejudice")
    return say("message-without-prejudice-costs-short" if is_short else "message-without-prejudice-costs")


def offer(facts: Facts, due: DueLetter, depth: int) -> tuple[Statement, ...]:
    """Return what is offered, by which day and on which terms; in the shortest form with the day to accept it."""
    return tuple(_offer(facts, due, depth))


def _offer(facts: Facts, due: DueLetter, depth: int) -> Iterator[Statement]:
    own = facts.case.refund.offer
    pay_by = (own.pay_by if own else None) or due.reply_by
    is_long = depth >= WITH_HOUR
    way = _way(facts, depth if is_long else 0)
    values = {"amount": due.amount, "claim": facts.sums.outstanding, **_deadline(facts, pay_by, depth)}
    size = "" if is_long else "-short" if depth >= WITH_WAY else "-shortest"
    yield say(f"message-offer{size}-way", way=way, **values) if way else say(f"message-offer{size}", **values)
    if own and own.content:
        yield say("message-offer-terms", terms=own.content)
    elif count := letters.posts_online(facts):
        yield say("letter-online" if is_long else "message-offer-posts-short", count=count)
    if not is_long:
        yield say("message-neither-side-short")
        lapses = due.reply_by
        yield say("message-accept-by", day=lapses) if lapses and lapses != pay_by else say("message-accept-by-then")


def agreed_refund(facts: Facts, due: DueLetter, depth: int) -> tuple[Statement, ...]:
    """Return the sum that was agreed, with its day, and what is no longer asked for then."""
    return tuple(_agreed_refund(facts, due, depth))


def _agreed_refund(facts: Facts, due: DueLetter, depth: int) -> Iterator[Statement]:
    if due.about is None:
        return
    by = "-by" if due.reply_by else ""
    values = {
        "on": _local(facts.case, due.about.at),
        "amount": due.amount,
        **_deadline(facts, due.reply_by, depth),
    }
    way = None if facts.is_goods else _way(facts, depth)
    if way:
        yield say(f"message-agreed-refund-way{by}", way=way, **values)
    elif facts.is_goods:
        yield say(f"message-agreed-payment{by}", **values)
    else:
        yield say(f"message-agreed-refund{by}", **values)
    yield say("message-then-no-rest", rest=due.rest) if due.rest else say("message-then-nothing-more")
    yield from goods_way(facts, depth, kind="payment")


def offer_sent(facts: Facts, due: DueLetter) -> Sending | None:
    """Return the offer that was sent, if it was the sum that is agreed now."""
    own = facts.case.refund.offer
    return facts.ladder.last("settlement_offer") if own and own.amount == due.amount else None


def offer_said(facts: Facts, due: DueLetter, *, is_short: bool = False) -> tuple[Statement, ...]:
    """Return the terms of the offer that was sent, which were agreed with the sum; if it has to be short, its day."""
    sent, own = offer_sent(facts, due), facts.case.refund.offer
    if sent is None:
        return ()
    if is_short:
        return (say("message-offer-terms-are-those", day=sent.on),)
    count = letters.posts_online(facts)
    if own and own.content:
        terms = say("message-offer-said-terms", day=sent.on, terms=own.content)
    elif count:
        terms = say("message-offer-said-posts", day=sent.on, count=count)
    else:
        return (say("message-offer-said-neither-side", day=sent.on),)
    return (terms, say("message-neither-side"))


def until_it_comes(facts: Facts) -> Statement:
    """Return that the request stays until the agreed sum has come, and the dispute if there is one."""
    is_disputed = facts.ladder.is_disputed
    return say(
        "message-request-and-dispute-stand" if is_disputed else "message-request-stands", amount=facts.sums.outstanding
    )


# What arrived


def arrived(due: DueLetter) -> tuple[Statement, ...]:
    """Return what arrived, and thanks unless a desk paid it."""
    if len(due.payments) == 1:
        came = say("message-arrived-on", amount=due.amount, day=due.payments[0].paid_on)
    else:
        came = say("message-arrived", amount=due.amount)
    return (came,) if is_from_desk(due) else (came, say("message-thank-you"))


def rest_of_agreed_sum(facts: Facts, depth: int) -> tuple[Statement, ...]:
    """Return what is still to come of an agreed sum of which a part came, and what stays open until then."""
    return tuple(_rest_of_agreed_sum(facts, depth))


def _rest_of_agreed_sum(facts: Facts, depth: int) -> Iterator[Statement]:
    deal, last_request = _deal(facts), _last_request(facts)
    if deal is None or deal.amount is None or facts.sums.rest_of_agreed is None or last_request is None:
        return
    rest = facts.sums.rest_of_agreed
    yield say("message-agreed-rest", agreed=deal.amount, on=_local(facts.case, deal.at), rest=rest)
    deadline, by = _deadline(facts, deal.deadline, depth), "-by" if deal.deadline else ""
    if way := _way(facts, depth):
        yield say(f"message-send-way{by}", way=way, **deadline)
    elif by:
        yield say("message-send-by", **deadline)
    yield say("message-open-until-then", amount=facts.sums.outstanding, day=last_request.on)


def still_open(facts: Facts) -> tuple[Statement, ...]:
    """Return what is open of what was asked for, after the day of an agreed sum if that has passed."""
    return tuple(_still_open(facts))


def _still_open(facts: Facts) -> Iterator[Statement]:
    deal, last_request = _deal(facts), _last_request(facts)
    if deal and deal.amount and deal.deadline and facts.sums.rest_of_agreed:
        yield say("message-agreed-sum-by", on=_local(facts.case, deal.at), amount=deal.amount, day=deal.deadline)
        yield say("message-not-all-came")
    if last_request:
        yield say("message-still-open", sum=last_request.amount, day=last_request.on, rest=facts.sums.outstanding)


def nothing_open(facts: Facts, due: DueLetter) -> tuple[Statement, ...]:
    """Return that nothing is open any more, and what follows from it."""
    return tuple(_nothing_open(facts, due))


def _nothing_open(facts: Facts, due: DueLetter) -> Iterator[Statement]:
    deal, first, settled = facts.ladder.settlement, facts.ladder.first, facts.sums.settled
    if settled.amount and deal:
        yield say("message-agreed-sum-done", day=_local(facts.case, deal.at))
    elif first:
        yield (
            say("message-settled-with-waiver", day=first.on, waived=settled)
            if settled.amount
            else say("message-settled", day=first.on)
        )
    if is_from_desk(due):
        yield say("message-nothing-to-pay")
    if facts.ladder.is_disputed:
        yield say("message-dispute-withdrawn")


def credit_note(facts: Facts, due: DueLetter) -> Statement:
    """Return the request for a credit note over all that came since the first request."""
    first = facts.ladder.first
    came = [
        facts.as_paid.worth.get(payment.id or "", payment.amount)
        for payment in facts.case.payments
        if payment.direction == "in" and first and payment.paid_on >= first.on
    ]
    return say("message-credit-note", amount=reduce(Money.__add__, came) if came else due.amount)


def is_agreed_sum_running(facts: Facts) -> bool:
    """Return whether a part of an agreed sum came, and the day for the rest is not over."""
    deal = _deal(facts)
    if deal is None or facts.sums.rest_of_agreed is None:
        return False
    return deal.deadline is None or deal.deadline >= facts.case.case.as_of


def is_asked_anew(facts: Facts) -> bool:
    """Return whether a later letter asked for another sum than the first request, since the claim had changed."""
    return _last_request(facts) is not facts.ladder.first


def is_from_desk(due: DueLetter) -> bool:
    """Return whether a desk paid all that arrived, for which the creator is not to be thanked."""
    return all(payment.via not in {None, "creator", "agency"} for payment in due.payments)


def _last_request(facts: Facts) -> Sending | None:
    """Return the letter that asked for the sum: the first request, unless the claim has changed since."""
    later = facts.ladder.last("reminder", "final_notice") if facts.is_claim_changed else None
    return later or facts.ladder.first


def _deal(facts: Facts) -> LogEntry | None:
    """Return the entry by which a sum was agreed, if a letter may speak of it."""
    deal = facts.ladder.settlement
    return deal if deal and deal.amount and deal.privilege == "none" else None


def withdrawal(facts: Facts) -> tuple[Statement, ...]:
    """Return that the request is withdrawn, with the dispute if there is one."""
    first = facts.ladder.first
    if first is None:
        return ()
    return (
        say("message-withdrawal", day=first.on),
        say("message-nothing-open-to-pay" if facts.sums.returned.amount else "message-nothing-asked-to-pay"),
        *(
            (say("message-dispute-withdrawn-too"), say("message-only-these-two"))
            if facts.ladder.is_disputed
            else (say("message-only-that-request"),)
        ),
    )


# Ways, days and sums


def _way(facts: Facts, depth: int, *, is_reason_stated: bool = True) -> Statement | None:
    """Return the way in which money comes back; below `WITH_WAY` only the one way that a dispute leaves, and why."""
    parts = [requested.part for requested in repayment.requested_parts(facts, facts.sums.askable)]
    if len(parts) == 1 and parts[0].disputed_at:
        reason = f"-{_procedure(parts[0])}" if is_reason_stated else ""
        only = f"message-way-only-{'paypal' if parts[0].kind == 'paypal' else 'provider'}{reason}"
        return say(f"{only}-payments", payments=_payments(parts[0])) if depth >= WITH_WAY else say(only)
    if depth < WITH_WAY or not parts:
        return None
    if len(parts) > 1:
        return say("message-way-several")
    return _way_of(parts[0], facts)


def _way_of(part: RepaymentPart, facts: Facts) -> Statement:
    if part.account:
        return say("message-way-own-account")
    if part.kind in {"paypal", "provider"}:
        return say(f"message-way-{part.kind}", payments=_payments(part))
    if part.kind in {"account", "platform"}:
        return say(f"message-way-{part.kind}", count=len(part.payments))
    if part.kind == "unsaid":
        return say("message-way-unsaid")
    creator = facts.case.parties.creator
    return say("message-way-by-message" if creator and not creator.email else "message-way-by-email")


def _procedure(part: RepaymentPart) -> str:
    return "chargeback" if part.disputed_at and part.disputed_at.audience == "card" else "dispute"


def _payments(part: RepaymentPart) -> Statement:
    days = tuple(sorted({payment.paid_on for payment in part.payments}))
    if len(days) <= FEW_DAYS:
        return say("message-our-payments", days=days, count=len(part.payments))
    return say("message-our-payments-from", first=days[0], last=days[-1])


def _deadline(facts: Facts, day: date | None, depth: int) -> dict[str, Value]:
    """Return the last day as a value, with its weekday and time zone where there is room."""
    if day is None:
        return {}
    if depth < WITH_HOUR:
        return {"deadline": day}
    return {"deadline": say("message-end-of-day", day=day, zone=filters.zone_name(facts.case.case.timezone))}


def _local(case: Case, moment: Moment) -> date:
    return filters.in_zone(moment, case.case.timezone)


def _work(rows: tuple[Row, ...]) -> Statement:
    types = {row.deliverable.type for row in rows}
    kind = {frozenset({"video"}): "videos", frozenset({"reservation_ad"}): "flights"}.get(frozenset(types), "any")
    return say(f"message-work-{kind}", count=len(rows))


def _is_cancellation(facts: Facts) -> bool:
    return facts.channel.route == "platform_cancellation"


def _is_england(case: Case) -> bool:
    """Return whether the law is that of England and Wales, or of a part of Great Britain that is not stated."""
    law = case.case.jurisdiction
    return law is not None and law.country == "GB" and law.subdivision not in {"SCT", "NIR"}
