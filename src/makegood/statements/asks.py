"""What each kind of request at a desk asks for: its first sentence, and what else belongs to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from makegood.domain import repayment, windows
from makegood.model.statement import Statement, say
from makegood.statements import payments, requests

if TYPE_CHECKING:
    from datetime import date

    from makegood.model.case import LogEntry
    from makegood.model.facts import Facts
    from makegood.model.statement import Value

__all__ = [
    "account",
    "answer_within",
    "balance",
    "balance_terms",
    "bought_in_app",
    "cancelled_order",
    "card_payment",
    "charge",
    "clauses",
    "closing",
    "coin_window",
    "coins",
    "coins_unused",
    "collaboration",
    "collaboration_corrected",
    "contracting_entity",
    "grounds_stated",
    "impressions",
    "merchant",
    "merchant_answered",
    "merchant_asked",
    "order",
    "promotion",
    "refund",
    "refund_by_way",
    "store_purchase",
    "suspended_balance",
    "transactions",
]


LONGEST_QUOTE = 500
"""Most characters of a clause that a request quotes; of a longer one, it names the section."""


def refund(facts: Facts) -> Statement:
    """Return the request of a desk for which nothing else is known."""
    return say("ask-refund", **_values(facts))


def refund_by_way(facts: Facts) -> Statement:
    """Return the request of whoever pays back to us, and by which way."""
    parts = [request.part for request in repayment.requested_parts(facts, facts.sums.askable)]
    refunded = parts[0].payments
    days = tuple(sorted({payment.paid_on for payment in refunded}))
    values = {**_values(facts), "count": len(refunded), "days": days, "first": days[0], "last": days[-1]}
    if len(parts) > 1:
        return say("ask-refund-several-ways", **values)
    kind = parts[0].kind
    if kind in {"paypal", "provider"}:
        return say(f"ask-refund-{kind}" if len(days) <= requests.FEW else f"ask-refund-{kind}-period", **values)
    if kind in {"account", "platform", "unsaid"}:
        return say(f"ask-refund-{kind}", **values)
    creator = facts.case.parties.creator
    return say("ask-refund-agreed-way-message" if creator and not creator.email else "ask-refund-agreed-way", **values)


def clauses(facts: Facts, *, is_quoted: bool = False) -> tuple[Statement, ...]:
    """Return the sections of the agreement on which a refund relies; with `is_quoted`, the words of a single one."""
    agreement = facts.case.agreement
    stated = (agreement.refund_clause, agreement.cancellation_clause) if agreement else ()
    sections = tuple(clause.section for clause in stated if clause and clause.section)
    quoted = [clause for clause in stated if clause]
    if is_quoted and len(quoted) == 1 and len(quoted[0].quote) <= LONGEST_QUOTE:
        quote, section = quoted[0].quote, quoted[0].section
        return (say("ask-clause-quoted", section=section, quote=quote) if section else say("ask-quoted", quote=quote),)
    return (say("ask-clauses", sections=sections, count=len(sections)),) if sections else ()


def answer_within(facts: Facts) -> tuple[Statement, ...]:
    """Return for an answer within how many days we ask: those after which we ask again."""
    days = facts.desk.answer[0].days if facts.desk and facts.desk.answer else None
    return (say("ask-answer-within", count=days),) if days else ()


def account(facts: Facts) -> Statement:
    """Return the name of the ad account."""
    number = facts.case.parties.brand.ad_account_id
    return say("request-ad-account", number=number) if number else say("request-our-ad-account")


def balance(facts: Facts) -> tuple[Statement, ...]:
    """Return the request for the balance, and that nothing be closed for it before that is agreed."""
    center = facts.case.parties.brand.business_center_id
    values = _values(facts)
    first = say("ask-balance-center", center=center, **values) if center else say("ask-balance", **values)
    return (first,) if _agrees_to_close(facts) else (first, say("ask-balance-close-nothing"))


def balance_terms(facts: Facts) -> Statement:
    """Return what we agree to for the balance, or what we ask about it."""
    return say("ask-balance-all-close" if _agrees_to_close(facts) else "ask-balance-which-close")


def _agrees_to_close(facts: Facts) -> bool:
    return any(accepted.id == "all_accounts_close" for accepted in facts.case.acknowledged)


def suspended_balance(facts: Facts) -> Statement:
    """Return the request for the balance of an account that is suspended."""
    return say("ask-balance-suspended", **_values(facts))


def closing(facts: Facts) -> tuple[Statement, ...]:
    """Return the head of the note before an account is closed for its balance."""
    return say("ask-closing", **_values(facts)), say("ask-closing-sum", amount=facts.sums.outstanding)


def impressions(facts: Facts, missing: Value) -> tuple[Statement, ...]:
    """Return the request for booked impressions that are `missing`, or else for the money."""
    return say("ask-impressions", missing=missing, **_values(facts)), say("ask-impressions-or", **_values(facts))


def charge(facts: Facts) -> Statement:
    """Return the request to check a charge to the ad account."""
    return say("ask-charge", **_values(facts))


def contracting_entity(facts: Facts) -> tuple[Statement, ...]:
    """Return which company the request goes to, if the case states it."""
    platform = facts.case.parties.platform
    firm = platform.contracting_entity if platform else None
    return (say("ask-contracting-entity", firm=firm),) if firm else ()


def store_purchase(facts: Facts) -> Statement:
    """Return the request of an app store."""
    bought = facts.case.purchase
    product = (bought.product if bought else None) or say("ask-purchase")
    number = bought.order_number if bought else None
    values = {"product": product, **_values(facts)}
    return say("ask-store-order", number=number, **values) if number else say("ask-store", **values)


def bought_in_app(facts: Facts) -> tuple[Statement, ...]:
    """Return the request for coins that were bought in the app through its store."""
    number = facts.case.purchase.order_number if facts.case.purchase else None
    return (
        _of_product("ask-coins-in-app", facts),
        say("ask-coins-in-app-order", number=number) if number else say("ask-coins-in-app-store"),
    )


def promotion(facts: Facts) -> Statement:
    """Return the request for a promotion that was bought with coins."""
    campaign = facts.case.purchase.campaign if facts.case.purchase else None
    if campaign and campaign.name and campaign.id:
        return say("ask-promotion-both", name=campaign.name, number=campaign.id, **_values(facts))
    name = (campaign.name or campaign.id) if campaign else None
    return say("ask-promotion-named", name=name, **_values(facts)) if name else say("ask-promotion", **_values(facts))


def coins(facts: Facts) -> Statement:
    """Return the request for coins, as a withdrawal if the days for it are not over."""
    number = facts.case.purchase.transaction_id if facts.case.purchase else None
    is_withdrawal = bool(_grounds_within(facts)) and _last_day_for_coins(facts) is not None
    id_ = "ask-coins-withdraw" if is_withdrawal else "ask-coins"
    id_ = f"{id_}-transaction" if number else id_
    if _is_part_of_coins(facts):  # the product is all of them, and a sentence of its own has the number
        values: dict[str, Value] = {"number": number} if number else {}
        return say(id_, **values, **_values(facts))
    return _of_product(id_, facts, number=number or "")


def _is_part_of_coins(facts: Facts) -> bool:
    """Return whether the sum is for the coins that are left, and not for all that were bought."""
    bought = facts.case.purchase
    return bool(bought and bought.coins and bought.coins_unused is not None and bought.coins_unused < bought.coins)


def coins_unused(facts: Facts) -> tuple[Statement, ...]:
    """Return how many of the coins were not used, if the case states it."""
    bought = facts.case.purchase
    left = bought.coins_unused if bought else None
    if bought is None or left is None:
        return ()
    if left == 0:
        return (say("ask-coins-all-used"),)
    if left == bought.coins:
        return (say("ask-coins-none-used"),)
    if bought.coins:
        return (say("ask-coins-unused-of", count=left, coins=bought.coins),)
    return (say("ask-coins-unused", count=left),)


def coin_window(facts: Facts) -> tuple[Statement, ...]:
    """Return the last day for coins that were not used, if it is not over."""
    day = _last_day_for_coins(facts)
    return (say("ask-coins-window", day=day),) if day else ()


def grounds_stated(facts: Facts) -> tuple[str, ...]:
    """Return the grounds that the number of unused coins states already, by their id."""
    return _grounds_within(facts) if coins_unused(facts) else ()


def _grounds_within(facts: Facts) -> tuple[str, ...]:
    return tuple(ground.id for ground in facts.reasons if ground.within)


def _last_day_for_coins(facts: Facts) -> date | None:
    closing_days = [window.closes_on for window in facts.windows if window.closes_on]
    bought = facts.case.purchase
    if not closing_days or bought is None or not bought.coins_unused:
        return None
    return min(closing_days) if min(closing_days) >= facts.case.case.as_of else None


def order(facts: Facts) -> Statement:
    """Return the request for the money of an order at a marketplace."""
    return say("ask-order", **_values(facts))


def cancelled_order(facts: Facts) -> Statement:
    """Return the request to cancel an order, and why, if its content was too late for it."""
    is_late_ground = any("late" in ground.defects for ground in facts.grounds)
    is_late = is_late_ground and any(row.is_draft_late and not row.is_delivered for row in facts.rows)
    return say("ask-cancel-late" if is_late else "ask-cancel", **_values(facts))


def collaboration(facts: Facts) -> Statement:
    """Return the request for the fixed fee of a collaboration; without a fee, for its commission."""
    kind = _collaboration_kind(facts)
    number = facts.case.agreement.order_id if facts.case.agreement else None
    values = _values(facts)
    return say(f"ask-{kind}-order", number=number, **values) if number else say(f"ask-{kind}", **values)


def collaboration_corrected(facts: Facts) -> Statement:
    """Return the question whether the money of a collaboration came back already."""
    return say(f"ask-{_collaboration_kind(facts)}-corrected")


def _collaboration_kind(facts: Facts) -> str:
    """Return `fixed-fee` if the agreement states a fee; a commission depends on sales, so none is agreed."""
    return "fixed-fee" if facts.case.agreement and facts.case.agreement.fee else "commission"


def transactions(facts: Facts, *, is_short: bool = False) -> Statement:
    """Return the request for the money of transactions, by their numbers, or how many they are where room is short."""
    outgoing = (payment for payment in facts.case.payments if payment.direction == "out")
    numbers = tuple(payment.reference for payment in outgoing if payment.reference)
    if not numbers:
        return say("ask-refund", **_values(facts))
    id_ = "ask-transactions-count" if is_short and len(numbers) >= requests.FEW else "ask-transactions"
    return say(id_, count=len(numbers), numbers=numbers, **_values(facts))


def card_payment(facts: Facts) -> Statement:
    """Return the request of the issuer of our card."""
    count = sum(payment.direction == "out" for payment in facts.case.payments)
    return say("ask-card-payment", count=count, merchant=merchant(facts), **_values(facts))


def merchant(facts: Facts) -> str:
    """Return who was paid by card."""
    parties = facts.case.parties
    if parties.payee:
        return parties.payee.name
    return (parties.creator.legal_name or parties.creator.display_name) if parties.creator else ""


def merchant_asked(facts: Facts) -> tuple[date, ...]:
    """Return the days on which we asked whoever was paid to settle this."""
    requests_sent = _entries(facts, "brand", "sent", "asked")
    return tuple(dict.fromkeys(windows.day_of(entry.at, facts.case) for entry in requests_sent if not entry.desk))


def merchant_answered(facts: Facts) -> tuple[Statement, ...]:
    """Return what became of it that the merchant was asked; nothing if it was not."""
    return tuple(_merchant_answered(facts)) if merchant_asked(facts) else ()


def _merchant_answered(facts: Facts) -> Iterator[Statement]:
    refused = _entries(facts, "creator", "rejected")
    answered = _entries(facts, "creator", "answered", "agreed")
    if refused:
        yield say("ask-merchant-refused", day=windows.day_of(refused[-1].at, facts.case))
    elif answered:
        yield say("ask-merchant-answered", day=windows.day_of(answered[-1].at, facts.case))
    else:
        yield say("ask-merchant-silent")


def _entries(facts: Facts, by: str, *events: str) -> list[LogEntry]:
    return [entry for entry in facts.case.log if entry.by == by and entry.event in events]


def _of_product(id_: str, facts: Facts, **values: Value) -> Statement:
    """Return a request for what was bought, by its name if the case states it."""
    product = requests.product(facts)
    values |= _values(facts)
    return say(f"{id_}-for", product=product, **values) if product else say(id_, **values)


def _values(facts: Facts) -> dict[str, Value]:
    case = facts.case
    order_id = case.agreement.order_id if case.agreement else None
    return {
        "ref": case.case.case_ref,
        "sum": payments.asked(facts, facts.sums.outstanding),
        "amount": facts.sums.outstanding,
        "account": account(facts),
        "order": say("request-order", number=order_id) if order_id else say("request-our-order"),
        "handle": case.parties.creator.handle if case.parties.creator else "",
    }
