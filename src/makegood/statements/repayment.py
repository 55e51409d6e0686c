"""How what was paid comes back: what is requested, by which way, and what has to be known for it.

`domain/repayment.py` decides by which way each part is refunded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from makegood.domain.repayment import disputed_parts, repayment_parts, requested_parts
from makegood.model.statement import Statement, say
from makegood.statements import payments

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from makegood.domain.repayment import RepaymentPart, RequestedPart
    from makegood.model.case import Payment, Repayment
    from makegood.model.facts import Facts
    from makegood.model.money import Money
    from makegood.model.policy import DeskPolicy
    from makegood.model.statement import Value

__all__ = [
    "asked",
    "besides",
    "cancellation_needed",
    "claimed",
    "claimed_instead",
    "deal_request",
    "details",
    "end_yourself",
    "goods_and_coins",
    "option",
    "request",
    "term",
    "there_alone",
    "way_in_packet",
]

FEW = 3
"""The most payments whose amounts are listed, and the most days that are listed one by one."""
Kind = Literal["cancellation", "refund", "goods", "goods-worth"]
"""What is requested: to accept a cancellation, or money, or the goods, or goods worth an amount."""
CANCELLED = frozenset({"letter-request", "letter-option", "letter-end-yourself", "letter-asked"})
"""The forms of a request that can be for a cancellation; the others are always for what it is worth."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph on how to pay back, followed by the rows of `account` if there is one."""

    statements: tuple[Statement, ...]
    account: Repayment | None = None


# --- What is requested ---


def request(facts: Facts, amount: Money, day: date | None, zone: str) -> tuple[Statement, ...]:
    """Return the request to pay an amount back, or to accept a cancellation, by the end of a day if there is one."""
    asked_for = _say_kind("letter-request", facts, amount, day=day, zone=zone)
    return (asked_for, cancellation_needed(amount)) if _kind(facts, amount) == "cancellation" else (asked_for,)


def option(facts: Facts, amount: Money) -> Statement:
    """Return the request as an item of a list, which states the day above it."""
    return _say_kind("letter-option", facts, amount)


def besides(facts: Facts, amount: Money) -> Statement:
    """Return the request for what is asked for even if the missing work is delivered."""
    return _say_kind("letter-besides", facts, amount)


def cancellation_needed(amount: Money) -> Statement:
    """Return why a cancellation has to be accepted."""
    return say("letter-request-needed", amount=amount)


def term(facts: Facts, amount: Money, day: date | None, zone: str) -> Statement:
    """Return what the other party is to pay under an offer or an agreement: a sum of money, also for goods."""
    id_ = "letter-term-pay" if facts.is_goods else "letter-term-refund"
    values: dict[str, Value] = {"amount": amount, "way": way(facts)}
    return say(id_, **values) if day is None else say(f"{id_}-by", day=day, zone=zone, **values)


def deal_request(facts: Facts, day: date | None, zone: str) -> Statement:
    """Return the request for the rest of an agreed sum, which the sentence before it states."""
    if day is None:
        return say("letter-request-deal", way=way(facts))
    return say("letter-request-deal-by", way=way(facts), day=day, zone=zone)


def end_yourself(facts: Facts, amount: Money, desk: str) -> Statement:
    """Return how the other party can end a dispute at a desk."""
    disputed = next((part for part in _disputed_at(facts, desk)), None)
    if disputed is None:
        return _say_kind("letter-end-yourself", facts, amount)
    return say("letter-end-yourself-refund", amount=amount, way=_way_of_part(facts, disputed.part))


def there_alone(facts: Facts, desk: str) -> tuple[Statement, ...]:
    """Return that what a desk is asked for is to be paid back there alone; () if all went one way."""
    return (say("repayment-there-alone"), say("repayment-nothing-else-here")) if _disputed_at(facts, desk) else ()


def claimed(facts: Facts, amount: Money) -> Statement:
    """Return that an amount is asked for."""
    return _say_kind("letter-ask", facts, amount)


def claimed_instead(facts: Facts, amount: Money) -> Statement:
    """Return that an amount is asked for, after another that was offered."""
    return _say_kind("counter-ask", facts, amount)


def claimed_since(facts: Facts, amount: Money, reasons: Value) -> Statement:
    """Return that an amount is asked for, and the reasons."""
    return _say_kind("letter-ask-since", facts, amount, reasons=reasons)


def asked(facts: Facts, on: date, amount: Money, day: date | None) -> Statement:
    """Return what was asked for on a day, and by when it was to come."""
    return _say_kind("letter-asked", facts, amount, on=on, day=day)


def _say_kind(form: str, facts: Facts, amount: Money, *, day: date | None = None, **more: Value) -> Statement:
    """Return what is requested, in one form, such as a request or an option; with `-by` if there is a day."""
    kind = _kind(facts, amount) if form in CANCELLED else _kind_of_money(facts, amount)
    values: dict[str, Value] = {"amount": payments.asked(facts, amount) if kind == "refund" else amount, **more}
    if kind == "cancellation":
        values = {**more, "order": order(facts), "desk": facts.desk.name if facts.desk else say("repayment-a-platform")}
    elif form not in {"letter-ask", "letter-ask-since", "letter-asked", "counter-ask"}:
        values["way"] = way(facts)
    return say(f"{form}-{kind}", **values) if day is None else say(f"{form}-{kind}-by", day=day, **values)


def _kind(facts: Facts, amount: Money) -> Kind:
    is_cancellation = facts.channel.route == "platform_cancellation"
    return "cancellation" if is_cancellation else _kind_of_money(facts, amount)


def _kind_of_money(facts: Facts, amount: Money) -> Kind:
    if not facts.is_goods:
        return "refund"
    return "goods" if amount == facts.sums.paid else "goods-worth"


def order(facts: Facts) -> Statement:
    """Return the name of the order on a platform."""
    agreement = facts.case.agreement
    if agreement and agreement.order_id:
        return say("repayment-order", order=agreement.order_id)
    return say("repayment-the-order")


# --- By which way ---


def way(facts: Facts) -> Statement:
    """Return where the money is to go, with the reference that it needs; an account of the brand has its own."""
    parts = [requested.part for requested in requested_parts(facts, facts.sums.askable)]
    if len(parts) > 1:
        if any(part.account for part in parts):
            return say("way-several-accounts")
        return say("way-several", reference=facts.case.case.case_ref)
    return say("way-account-below") if parts[0].account else _way_of_part(facts, parts[0])


def way_in_packet(facts: Facts) -> Statement:
    """Return where the money is to go, for a packet: it names neither an account nor the reference."""
    parts = [requested.part for requested in requested_parts(facts, facts.sums.askable)]
    if len(parts) > 1:
        return say("packet-way-several")
    part = parts[0]
    if part.account:
        return say("packet-way-named-account")
    match part.kind:
        case "account" | "platform":
            return say(f"packet-way-{part.kind}", count=len(part.payments))
        case "paypal" | "provider":
            return say(f"packet-way-{part.kind}")
        case "unsaid":
            return say("packet-way-as-paid")
        case _:
            return say(f"packet-way-to-agree-{_medium(facts)}")


def _way_of_part(facts: Facts, part: RepaymentPart) -> Statement:
    """Return the way of one part that is not refunded to an account of the brand."""
    values: dict[str, Value] = {"reference": facts.case.case.case_ref, "count": len(part.payments)}
    match part.kind:
        case "account" | "platform":
            return say(f"way-{part.kind}", **values)
        case "paypal" | "provider":
            return say(f"way-{part.kind}{_range(part.payments)}", **_days(part.payments), **values)
        case "unsaid":
            return say("way-as-paid", **values)
        case _:
            return say(f"way-to-agree-{_medium(facts)}", **values)


def _medium(facts: Facts) -> Literal["message", "email"]:
    """Return how one writes to the other party."""
    creator = facts.case.parties.creator
    return "message" if creator and not creator.email else "email"


def _days(paid: Iterable[Payment]) -> dict[str, Value]:
    """Return the days of payments: each, or if they are many the first and the last."""
    days = tuple(sorted({payment.paid_on for payment in paid}))
    return {"days": days} if len(days) <= FEW else {"first": days[0], "last": days[-1]}


def _range(paid: Iterable[Payment]) -> str:
    return "" if "days" in _days(paid) else "-range"


# --- What has to be known beside the request ---


def details(facts: Facts, amount: Money, *, is_sum_only: bool = False) -> tuple[Paragraph, ...]:
    """Return what has to be known to pay back what is requested; () if the request says everything.

    With `is_sum_only`, what was agreed is a sum, so goods are no longer a way to pay it. A cancellation on a platform
    needs nothing.
    """
    if facts.channel.route == "platform_cancellation":
        return ()
    requested = requested_parts(facts, amount)
    if len(requested) > 1:
        paragraphs = _of_several(facts, requested, amount)
    else:
        paragraphs = _of_one(facts, requested[0].part, is_sum_only)
    return (*paragraphs, *(Paragraph((_asked_elsewhere(facts, part),)) for part in disputed_parts(facts)))


def _of_one(facts: Facts, part: RepaymentPart, is_sum_only: bool) -> Iterator[Paragraph]:
    is_goods = part.kind == "goods" and not is_sum_only
    statements = tuple(_beside_one(facts, part, is_goods))
    if statements:
        yield Paragraph(statements)
    if part.account:
        yield Paragraph((say("repayment-account-if-paid" if is_goods else "repayment-account"),), part.account)


def _from_payee(facts: Facts) -> Iterator[Statement]:
    """Yield who can refund the payment itself, if somebody else than the reader got it."""
    if facts.case.parties.payee:
        yield say("repayment-from-payee", name=facts.case.parties.payee.name)


def _beside_one(facts: Facts, part: RepaymentPart, is_goods: bool) -> Iterator[Statement]:
    if part.disputed_at:
        if _is_chargeback(part.disputed_at):
            yield say(f"repayment-charged-back-{_taker(part)}")
        else:
            yield say("repayment-disputed", desk=part.disputed_at.name)
            yield from _from_payee(facts)
    elif part.kind in {"paypal", "provider"}:
        yield say(f"repayment-use-{part.kind}")
        yield from _from_payee(facts)
        yield say(f"repayment-without-{part.kind}")
    elif is_goods:
        yield _goods_to(facts)
        if not part.account:
            yield say("repayment-ask-how-if-paid")
    elif part.kind in {"cash", "goods", "none"} and not part.account:
        yield say("repayment-ask-how")
        if part.kind == "cash":
            yield say("repayment-cash-receipt")


def _of_several(facts: Facts, requested: tuple[RequestedPart, ...], amount: Money) -> Iterator[Paragraph]:
    yield Paragraph((_division(facts, requested, amount),))
    is_account_shown = False
    for each in requested:
        account = each.part.account
        is_new_account = account is not None and not is_account_shown
        statements = tuple(_of_each(facts, each, is_new_account))
        if account and is_new_account and each.part.kind == "goods" and not each.part.disputed_at:
            yield Paragraph(statements)
            yield Paragraph((say("repayment-account"),), account)
        else:
            yield Paragraph(statements, account if is_new_account and not each.part.disputed_at else None)
        is_account_shown = is_account_shown or is_new_account


def _division(facts: Facts, requested: tuple[RequestedPart, ...], amount: Money) -> Statement:
    """Return how the sum is divided among the ways."""
    if requested[0].amount:
        return say("repayment-in-parts")
    if amount == facts.sums.paid:
        return say("repayment-each-way")
    if any(each.part.disputed_at for each in requested):
        return say("repayment-ways")
    is_returned = bool(facts.sums.returned.amount)
    return say("repayment-divide-rest" if is_returned else "repayment-divide", amount=amount)


def _of_each(facts: Facts, requested: RequestedPart, is_new_account: bool) -> Iterator[Statement]:
    """Yield how one of several parts is paid back."""
    part = requested.part
    if part.disputed_at:
        if _is_chargeback(part.disputed_at):
            yield say("part-charged-back", paid=_paid(facts, part))
            yield say(f"part-charged-back-{_taker(part)}")
        else:
            yield say("part-disputed", paid=_paid(facts, part), desk=part.disputed_at.name)
            yield say("part-disputed-alone")
        return
    how = _how_of_each(part, is_new_account)
    if part.kind == "goods" and not part.account:
        how = f"to-agree-{_medium(facts)}"
    values: dict[str, Value] = {"paid": _goods(part) if part.kind == "goods" else _paid(facts, part)}
    kind = "goods-" if part.kind == "goods" else ""
    if requested.amount:
        yield say(f"part-amount-{kind}{how}", amount=requested.amount, **values)
    else:
        yield say(f"part-{kind}{how}", **values)
    if part.kind == "goods":
        yield _goods_to(facts)
    elif how in {"paypal", "provider"}:
        yield say(f"repayment-without-{how}")
    elif how == "ask" and part.kind == "cash":
        yield say("repayment-cash-receipt")


def _how_of_each(part: RepaymentPart, is_new_account: bool) -> str:
    if part.account:
        return "this-account" if is_new_account else "same-account"
    return part.kind if part.kind in {"account", "paypal", "provider", "platform", "unsaid"} else "ask"


def _asked_elsewhere(facts: Facts, disputed: RequestedPart) -> Statement:
    """Return what a desk is asked for beside what a letter asks for."""
    values: dict[str, Value] = {"paid": _paid(facts, disputed.part), "amount": disputed.amount or facts.sums.askable}
    desk = disputed.part.disputed_at
    if desk is None or _is_chargeback(desk):
        return say(f"elsewhere-charged-back-{_taker(disputed.part)}", **values)
    return say("elsewhere-disputed", desk=desk.name, **values)


def _disputed_at(facts: Facts, desk: str) -> list[RequestedPart]:
    return [part for part in disputed_parts(facts) if part.part.disputed_at and part.part.disputed_at.id == desk]


def _is_chargeback(desk: DeskPolicy) -> bool:
    return desk.audience == "card"


def _taker(part: RepaymentPart) -> Literal["paypal", "provider"]:
    """Return who took a payment that is charged back."""
    return "paypal" if part.kind == "paypal" else "provider"


def _paid(facts: Facts, part: RepaymentPart) -> Statement:
    """Return what was paid, as a noun: when, by which way if it is stated, and how much if that is few amounts."""
    methods = tuple(dict.fromkeys(payment.method for payment in part.payments))
    if None in methods:
        return say(f"paid-{_extent(part)}", **_paid_values(part))
    stated = payments.methods((method for method in methods if method), facts)
    return say(f"paid-by-{_extent(part)}", methods=stated, **_paid_values(part))


def _goods(part: RepaymentPart) -> Statement:
    return say(f"paid-goods-{_extent(part)}", **_paid_values(part))


def _extent(part: RepaymentPart) -> str:
    if len(part.payments) > FEW:
        return "range" if _range(part.payments) else "days"
    return "reference" if len(part.payments) == 1 and part.payments[0].reference else "amounts"


def _paid_values(part: RepaymentPart) -> dict[str, Value]:
    values = _days(part.payments)
    if len(part.payments) <= FEW:
        values["amounts"] = tuple(payment.amount for payment in part.payments)
    if len(part.payments) == 1 and part.payments[0].reference:
        values["reference"] = part.payments[0].reference
    return values


def _goods_to(facts: Facts) -> Statement:
    """Return where goods go back to."""
    brand = facts.case.parties.brand
    if brand.address:
        return say("repayment-goods-to", address=", ".join((brand.legal_name, *brand.address)))
    return say("repayment-goods-ask")


# --- What was given in place of money ---


def goods_and_coins(facts: Facts) -> tuple[Statement, ...]:
    """Return when goods or cryptocurrency were given in place of money, and at what value."""
    return tuple(_goods_and_coins(facts))


def _goods_and_coins(facts: Facts) -> Iterator[Statement]:
    paid = (payment for payment in facts.case.payments if payment.direction == "out" and payment.method)
    for payment in sorted(paid, key=lambda payment: payment.paid_on):
        method = facts.methods[payment.method or ""]
        if method.repayment == "goods":
            yield say("repayment-gave-goods", day=payment.paid_on)
            yield say("repayment-value-of-goods", amount=payment.amount)
        elif method.has_coin:
            if payment.coin:
                yield say("repayment-paid-coin", day=payment.paid_on, coin=payment.coin)
            else:
                yield say("repayment-paid-crypto", day=payment.paid_on)
            yield say("repayment-value-of-coin", amount=payment.amount)


def is_to_account(facts: Facts) -> bool:
    """Return whether all of it comes back to a bank account of the brand."""
    return all(part.kind == "account" for part in repayment_parts(facts))
