"""What the fields of a desk's form contain, line by line, for whoever fills it in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from makegood.model.statement import Statement, say
from makegood.statements import asks, payments
from makegood.typesetting.filters import size

if TYPE_CHECKING:
    from makegood.model.case import Payment
    from makegood.model.facts import Facts
    from makegood.model.policy import DeskPolicy, GroundPolicy
    from makegood.model.statement import Value

__all__ = [
    "accounts",
    "ad_account",
    "agent",
    "agreed_days",
    "asked",
    "balance",
    "business_center",
    "campaign",
    "coins_unused",
    "company",
    "creator",
    "failure",
    "files_taken",
    "length_unknown",
    "orders",
    "payment",
    "problem",
    "reasons",
    "run",
    "seller",
    "transaction_paid",
]


def accounts(facts: Facts) -> tuple[Statement, ...]:
    """Return what the channel asks a case for and no other field states, a line each."""
    return tuple(_accounts(facts))


def _accounts(facts: Facts) -> Iterator[Statement]:
    asks_for, case = facts.channel.asks, facts.case
    bought, agreement = case.purchase, case.agreement
    if "parties.brand.ad_account_id" in asks_for:
        yield from ad_account(facts)
    if "parties.brand.business_center_id" in asks_for:
        yield from business_center(facts)
    if "parties.platform.contracting_entity" in asks_for:
        yield from company(facts)
    if "purchase.balance" in asks_for:
        yield from balance(facts)
    if bought and bought.store and "purchase.store" in asks_for:
        yield say(f"field-store-{bought.store}")
    if agreement and agreement.order_stage and "agreement.order_stage" in asks_for:
        yield say(f"field-order-{agreement.order_stage.replace('_', '-')}")


def ad_account(facts: Facts) -> tuple[Statement, ...]:
    number = facts.case.parties.brand.ad_account_id
    return (say("field-ad-account", number=number),) if number else ()


def business_center(facts: Facts) -> tuple[Statement, ...]:
    number = facts.case.parties.brand.business_center_id
    return (say("field-business-center", number=number),) if number else ()


def company(facts: Facts) -> tuple[Statement, ...]:
    """Return the company that the invoice names."""
    platform = facts.case.parties.platform
    firm = platform.contracting_entity if platform else None
    return (say("field-company", name=firm),) if firm else ()


def balance(facts: Facts) -> tuple[Statement, ...]:
    left = facts.case.purchase.balance if facts.case.purchase else None
    return (say("field-balance", amount=left.amount, day=left.read_on),) if left else ()


def orders(facts: Facts) -> tuple[Statement, ...]:
    """Return the numbers of the order, in the store or on the platform."""
    bought, agreement = facts.case.purchase, facts.case.agreement
    numbers = (bought.order_number if bought else None, agreement.order_id if agreement else None)
    return tuple(say("field-order", number=number) for number in numbers if number)


def agent(facts: Facts) -> tuple[Statement, ...]:
    """Return the name and the address of the person at the agency, if the case states them."""
    person = facts.case.parties.creator.representative if facts.case.parties.creator else None
    return (say("field-to", name=person.name, email=person.email),) if person else ()


def creator(facts: Facts) -> tuple[Statement, ...]:
    person = facts.case.parties.creator
    return (say("field-creator", name=person.display_name, handle=person.handle),) if person else ()


def campaign(facts: Facts) -> tuple[Statement, ...]:
    """Return the campaign by its name and its id, as far as the case states them."""
    stated = facts.case.purchase.campaign if facts.case.purchase else None
    if stated is None or not (stated.name or stated.id):
        return ()
    if stated.name and stated.id:
        return (say("field-campaign-both", name=stated.name, number=stated.id),)
    return (say("field-campaign", name=stated.name or stated.id or ""),)


def run(facts: Facts) -> tuple[Statement, ...]:
    """Return what else the case states of the campaign, a line each."""
    return tuple(_run(facts))


def _run(facts: Facts) -> Iterator[Statement]:
    stated = facts.case.purchase.campaign if facts.case.purchase else None
    if stated is None:
        return
    if stated.objective:
        yield say("field-objective", objective=stated.objective)
    if stated.starts_on and stated.ends_on:
        yield say("field-campaign-days", first=stated.starts_on, last=stated.ends_on)
    elif stated.starts_on:
        yield say("field-campaign-from", first=stated.starts_on)
    elif stated.ends_on:
        yield say("field-campaign-until", last=stated.ends_on)
    if stated.budget:
        yield say("field-budget", budget=stated.budget)


def failure(facts: Facts) -> tuple[Statement, ...]:
    """Return what the screen showed when something failed, a line each."""
    fault = facts.case.purchase.failure if facts.case.purchase else None
    if fault is None:
        return ()
    reference = (say("field-failure-reference", reference=fault.reference),) if fault.reference else ()
    return (*reference, say("field-failure-shown", text=fault.shown)) if fault.shown else reference


def payment(paid: Payment, facts: Facts, *, is_card: bool = False) -> tuple[Statement, ...]:
    """Return a payment and what its receipt shows, a line each; of a card also the day of processing."""
    return tuple(_payment(paid, facts, is_card=is_card))


def _payment(paid: Payment, facts: Facts, *, is_card: bool) -> Iterator[Statement]:
    yield say("field-card-payment" if is_card else "field-paid", amount=payments.as_paid(paid, facts), day=paid.paid_on)
    if is_card and paid.settled_on:
        yield say("field-processed", day=paid.settled_on)
    if paid.reference:
        yield say("field-reference", reference=paid.reference)
    if paid.received:
        yield say("field-arrived", amount=paid.received)
    if paid.payer:
        yield say("field-payer", name=paid.payer)
    if paid.payee:
        yield say("field-payee", name=paid.payee)


def transaction_paid(paid: Payment, facts: Facts) -> tuple[Statement, ...]:
    """Return a payment by the number of its transaction, and what arrived of it, a line each."""
    values: dict[str, Value] = {"amount": payments.as_paid(paid, facts), "day": paid.paid_on}
    first = (
        say("field-transaction-paid", number=paid.reference, **values)
        if paid.reference
        else say("field-transaction-unnumbered", **values)
    )
    return (first, say("field-arrived", amount=paid.received)) if paid.received else (first,)


def asked(facts: Facts, missing: Value) -> tuple[Statement, ...]:
    """Return what is asked for, a line each; `missing` are the booked impressions that did not come, if any."""
    amount = payments.asked(facts, facts.sums.outstanding)
    if facts.again:
        return say("field-asked-first", missing=missing), say("field-refund-otherwise", amount=amount)
    return (say("field-refund", amount=amount),)


def reasons(facts: Facts) -> tuple[Statement, ...]:
    """Return the reasons by their titles, a line each."""
    return tuple(say("field-reason", reason=ground.title) for ground in facts.reasons)


def agreed_days(facts: Facts) -> tuple[Statement, ...]:
    """Return the days on which the work that was not delivered was due."""
    due = dict.fromkeys(row.deliverable.due for row in facts.rows if row.deliverable.due and not row.is_delivered)
    return (say("field-agreed-days", days=tuple(due)),) if due else ()


def seller(facts: Facts) -> Statement:
    """Return who was paid, and for whom, or how to reach them."""
    person, payee = facts.case.parties.creator, facts.case.parties.payee
    if payee:
        if person is None:
            return say("field-seller", name=payee.name)
        return say("field-seller-for", payee=payee.name, name=person.display_name, handle=person.handle)
    address = (person.email or person.handle) if person else ""
    return say("field-seller-address", name=asks.merchant(facts), address=address)


def problem(ground: GroundPolicy) -> Statement:
    """Return which of the problems that a form offers a ground is."""
    if ground.delivered == "some":
        return say("field-problem-part-missing")
    if ground.is_of_missing_work:
        return say("field-problem-missing")
    return say("field-problem-not-as-described")


def coins_unused(facts: Facts) -> tuple[Statement, ...]:
    bought = facts.case.purchase
    if bought is None or bought.coins_unused is None:
        return ()
    if bought.coins:
        return (say("field-coins-unused-of", left=bought.coins_unused, coins=bought.coins),)
    return (say("field-coins-unused", left=bought.coins_unused),)


def files_taken(desk: DeskPolicy) -> tuple[Statement, ...]:
    """Return which files a desk takes, how large and how many, as far as that is confirmed."""
    return tuple(_files_taken(desk))


def _files_taken(desk: DeskPolicy) -> Iterator[Statement]:
    if desk.attachment_types:
        yield say("field-files-types", types=tuple(kind.upper() for kind in desk.attachment_types))
    if desk.attachment_types and desk.attachment_bytes:
        yield say("field-files-each", size=size(desk.attachment_bytes))
    if desk.attachment_types and desk.total_bytes:
        yield say("field-files-together", size=size(desk.total_bytes))
    if desk.attachment_count:
        yield say("field-files-count", count=desk.attachment_count)


def length_unknown(desk: DeskPolicy) -> tuple[Statement, ...]:
    """Return that it is not known how long a text may be, nor, without confirmed types, which files are taken."""
    return (
        say("field-length-unknown" if desk.attachment_types else "field-length-and-files-unknown"),
        say("field-length-enter"),
    )
