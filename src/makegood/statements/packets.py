"""What a packet says around its tables: of what it is about, what its reader is asked for, and how it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from makegood.model.statement import say
from makegood.statements import readers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from makegood.model.facts import Bundle, Facts
    from makegood.model.statement import Statement, Value

__all__ = [
    "about",
    "ask_creator",
    "ask_platform",
    "ask_provider",
    "ask_reader",
    "ask_store",
    "claimed",
    "footer",
    "in_figures",
    "lead",
    "numbers",
    "prices",
    "store_lead",
    "terms_heading",
    "to_court",
    "total",
    "wait",
]


DIVIDING = frozenset({"sum-formula-share", "sum-formula-days", "sum-formula-percent-days"})
"""Formulas with a division in them."""


def footer(facts: Facts) -> Statement:
    """Return what stands at the foot of each page."""
    head, parties = facts.case.case, facts.case.parties
    values: dict[str, Value] = {"ref": head.case_ref, "brand": parties.brand.legal_name, "day": head.as_of}
    if parties.creator is None:
        return say("packet-footer", **values)
    values["creator"] = parties.creator.display_name
    if facts.is_with_agency:
        return say("packet-footer-agency", agency=readers.agency(facts.case), **values)
    return say("packet-footer-with", **values)


def lead(facts: Facts) -> Statement:
    """Return what the claim is about: the agreement, if there is one."""
    case = facts.case
    values: dict[str, Value] = {"ref": case.case.case_ref, "brand": case.parties.brand.legal_name}
    if case.agreement is None:
        return say("packet-lead", **values)
    if case.parties.creator is None:
        return say("packet-lead-agreement", day=case.agreement.agreed_on, **values)
    creator = case.parties.creator
    values |= {"creator": creator.display_name, "handle": creator.handle}
    if facts.is_with_agency:
        return say(
            "packet-lead-agreement-agency", day=case.agreement.agreed_on, agency=readers.agency(facts.case), **values
        )
    return say("packet-lead-agreement-with", day=case.agreement.agreed_on, **values)


def numbers(facts: Facts) -> tuple[Statement, tuple[str, ...]]:
    """Return the numbers by which a reader finds the payment, and what they are; without any, what stands for them."""
    purchase, agreement = facts.case.purchase, facts.case.agreement
    order = (purchase.order_number if purchase else None) or (agreement.order_id if agreement else None)
    references = tuple(payment.reference for payment in facts.payments_out if payment.reference)
    if purchase and purchase.transaction_id:
        return say("packet-transaction"), (purchase.transaction_id,)
    if order:
        return say("packet-order"), (order,)
    if references:
        return say("packet-payment-reference", count=len(references)), references
    return say("packet-paid-on"), ()


def store_lead(facts: Facts) -> Statement:
    """Return what the claim is about, for the store where the promotion was bought."""
    case = facts.case
    values: dict[str, Value] = {"ref": case.case.case_ref, "brand": case.parties.brand.legal_name}
    if case.purchase and case.purchase.order_number:
        return say("packet-lead-order", order=case.purchase.order_number, **values)
    return say("packet-lead", **values)


def claimed(facts: Facts, paid: Value, returned: Value) -> Statement:
    """Return of which sum the claim is a part, and what of it came back."""
    goods = "goods-" if facts.is_goods else ""
    if facts.sums.returned.amount:
        return say(f"packet-claimed-of-{goods}returned", paid=paid, returned=returned)
    return say(
        f"packet-claimed-of-{goods}nothing-of-it" if facts.is_part else f"packet-claimed-of-{goods}nothing", paid=paid
    )


def in_figures(facts: Facts) -> tuple[Statement, ...]:
    """Return the formula of the sum if it divides; one that only adds up is clear from the table."""
    formula = facts.computation.formula
    if not any(part.id in DIVIDING for part in formula.within()):
        return ()
    return (say("packet-in-figures", formula=formula),)


def terms_heading(facts: Facts, agreed: str) -> tuple[Statement, ...]:
    """Return the heading of the terms; none if the case states none. `agreed` is what else was agreed."""
    interest = facts.case.agreement is not None and facts.case.refund.interest
    if facts.clauses or interest:
        return (say("packet-terms-relied-on"),)
    return (say("packet-terms"),) if agreed else ()


def total(facts: Facts) -> Statement:
    """Return what the sum of the prices is."""
    return say(f"packet-total-{_total(facts)}")


def _total(facts: Facts) -> str:
    if facts.is_part and not _fee(facts):
        return "together"
    return "agreed" if _fee(facts) or _has_all_prices(facts) else "paid"


def prices(facts: Facts) -> Statement:
    """Return what the prices in the table of the work are."""
    if _fee(facts):
        return say("packet-prices-stated" if _has_all_prices(facts) else "packet-prices-of-fee")
    return say(f"packet-prices-{_total(facts)}")


def _fee(facts: Facts) -> bool:
    return facts.case.agreement is not None and facts.case.agreement.fee is not None


def _has_all_prices(facts: Facts) -> bool:
    return all(item.price for item in facts.case.deliverables)


def about(facts: Facts, bundle: Bundle, reader: Value) -> tuple[tuple[Statement, ...], ...]:
    """Return the paragraphs on how the packet was made."""
    return tuple(_about(facts, bundle, reader))


def _about(facts: Facts, bundle: Bundle, reader: Value) -> Iterator[tuple[Statement, ...]]:
    head, profile = facts.case.case, bundle.profile
    prepared = say("packet-prepared", brand=facts.case.parties.brand.legal_name, day=head.as_of, reader=reader)
    yield prepared, say("packet-copies"), say("packet-slips")
    if bundle.withheld:
        yield (say("packet-withheld"),)
    if bundle.late:
        yield say("packet-late", letters=bundle.late, count=len(bundle.late)), say("packet-letters-stay")
    if profile.is_archival:
        yield say("packet-archival"), say("packet-archival-pictures")
    if profile.dpi:
        yield (say("packet-dpi-grey" if profile.is_grey else "packet-dpi", dpi=profile.dpi),)
    yield say("packet-no-more"), say("packet-no-advice")


def ask_reader(facts: Facts, amount: Value, missing: Value, *, is_card: bool) -> tuple[Statement, ...]:
    """Return the request to a reader without a template of its own; `missing` is what can still be delivered."""
    return tuple(_ask_reader(facts, amount, missing, is_card=is_card))


def _ask_reader(facts: Facts, amount: Value, missing: Value, *, is_card: bool) -> Iterator[Statement]:
    creator = facts.case.parties.creator
    again = "else-" if facts.again else ""
    if again:
        yield say("packet-ask-deliver", missing=missing)
    if is_card and creator:
        yield say(f"packet-ask-{again}charge-back-to", amount=amount, creator=creator.display_name)
    else:
        yield say(f"packet-ask-{again}charge-back" if is_card else f"packet-ask-{again}return", amount=amount)
    yield say("packet-steps-follow")


def ask_store(facts: Facts) -> tuple[Statement, ...]:
    """Return the request to the store that sold coins or a promotion."""
    amount, purchase = facts.sums.outstanding, facts.case.purchase
    if purchase and purchase.product:
        ask = say("packet-ask-store-product", product=purchase.product, amount=amount)
    else:
        ask = say("packet-ask-store", amount=amount)
    return ask, say("packet-steps-follow")


def ask_platform(facts: Facts) -> tuple[Statement, ...]:
    """Return the request to a platform to cancel the order."""
    amount, agreement = facts.sums.outstanding, facts.case.agreement
    part = "" if amount == facts.sums.paid else "-part"
    if agreement and agreement.order_id:
        ask = say(f"packet-ask-cancel-order{part}", order=agreement.order_id, amount=amount)
    else:
        ask = say(f"packet-ask-cancel{part}", amount=amount)
    return ask, say("packet-steps-follow")


def ask_provider(facts: Facts, amount: Value) -> tuple[Statement, ...]:
    """Return the request to a provider of payments, which distinguishes what was not delivered from what was."""
    ground = facts.reasons[0]
    if ground.delivered == "some":
        kind = "some"
    elif ground.delivered == "none" or "cancelled_by_creator" in ground.statuses:
        kind = "none"
    else:
        kind = "otherwise"
    return say(f"packet-ask-service-{kind}", amount=amount), say("packet-steps-follow")


def to_court(facts: Facts) -> tuple[Statement, ...]:
    """Return the request that a court reads, and how the creator was asked before."""
    return tuple(_to_court(facts))


def _to_court(facts: Facts) -> Iterator[Statement]:
    parties, last = facts.case.parties, facts.ladder.last("final_notice")
    creator = parties.creator
    name = (creator.legal_name or creator.display_name) if creator else ""
    yield say("packet-ask-court", brand=parties.brand.legal_name, creator=name, amount=facts.sums.outstanding)
    if last:
        came = "part" if facts.sums.returned.amount else "nothing"
        yield say(f"packet-court-asked-{came}", first=(facts.ladder.first or last).on, last=last.on)
    yield say("packet-steps-follow")


def wait(facts: Facts) -> tuple[Statement, ...]:
    """Return that we wait for work that was agreed to come later."""
    holds = say("packet-wait-holds", count=len(facts.ladder.running))
    return say("packet-wait"), holds, say("packet-say-what-is-wrong")


def ask_creator(facts: Facts, amount: Value, where: Value) -> tuple[Statement, ...]:
    """Return the request to the creator, and to say what is wrong; `where` is how the money is to be returned."""
    return (*_ask_creator(facts, amount, where), say("packet-say-what-is-wrong"))


def _ask_creator(facts: Facts, amount: Value, where: Value) -> Iterator[Statement]:
    by = facts.reply_by if facts.reply_by and facts.reply_by >= facts.case.case.as_of else None
    until: dict[str, Value] = {"day": by} if by else {}
    end = "-by" if by else ""
    if facts.channel.route == "platform_cancellation":
        yield _accept_cancellation(facts, until, end)
    else:
        goods = "-goods" if facts.is_goods else ""
        values: dict[str, Value] = {"amount": amount, "where": where, **until}
        work = tuple(row.title for row in facts.rows if not row.is_delivered)
        if facts.make_good_by is None:
            yield say(f"packet-ask-back{goods}{end}", **values)
            return
        if facts.make_good_by == facts.reply_by:
            yield say(f"packet-ask-either{goods}{end}", work=work, **values)
        else:
            yield say(f"packet-ask-or-work{goods}{end}", work=work, deliver_by=facts.make_good_by, **values)
        if facts.beside_delivery:
            yield say("packet-ask-rest", rest=facts.beside_delivery)


def _accept_cancellation(facts: Facts, until: dict[str, Value], end: str) -> Statement:
    agreement = facts.case.agreement
    order = agreement.order_id if agreement else None
    values: dict[str, Value] = {"amount": facts.sums.outstanding, **until}
    values["platform"] = facts.desk.name if facts.desk else say("packet-the-platform")
    if order:
        return say(f"packet-accept-order{end}", order=order, **values)
    return say(f"packet-accept{end}", **values)
