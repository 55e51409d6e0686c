"""How payments are refunded: each part the way it was paid, and during a dispute over it only at that desk.

It depends only on a case and its ways of payment, so it works for one way of payment and for several.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from itertools import chain

from makegood.domain import windows
from makegood.model.case import Case, Payment, Repayment
from makegood.model.facts import Facts
from makegood.model.money import Money
from makegood.model.policy import DeskPolicy, Repaid
from makegood.model.words import DeskId

TO_BANK: frozenset[Repaid] = frozenset({"account", "goods", "cash", "none", "unsaid"})
TO_PAYPAL: frozenset[Repaid] = frozenset({"goods", "cash", "none", "unsaid"})
"""Ways of repayment that can go to an account that the brand names: at a bank, or at PayPal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RepaymentPart:
    """Payments that are refunded in one way. `account` is the brand's own, if they are refunded to it.

    `disputed_at` is the desk at which a dispute over them runs, or None.
    """

    kind: Repaid
    payments: tuple[Payment, ...]
    account: Repayment | None = None
    disputed_at: DeskPolicy | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestedPart:
    """A part whose refund is requested; `amount` is None if the sum is not divided among the parts."""

    part: RepaymentPart
    amount: Money | None = None


def repayment_parts(facts: Facts) -> tuple[RepaymentPart, ...]:
    """Return the payments grouped by the way in which they are refunded, ordered by the first payment of each."""
    parts: dict[tuple[Repaid, tuple[DeskId, ...]], list[Payment]] = {}
    for payment in facts.case.payments:
        if payment.direction == "out":
            parts.setdefault((_kind(facts, payment), _desks(facts, payment)), []).append(payment)
    running = _running_desks(facts)
    own_desks = {desks[0] for _, desks in parts if desks}
    disputed_at = {desks: _disputed_at(desks, running, own_desks) for _, desks in parts}
    card_desk = _card_issuer_desk(facts, running - own_desks - set(disputed_at.values()))
    return tuple(
        RepaymentPart(
            kind="provider" if kind == "unsaid" and card_desk else kind,
            payments=tuple(paid),
            account=None if kind == "unsaid" and card_desk else _own_account(facts.case, kind),
            disputed_at=facts.disputed_at.get((card_desk if kind == "unsaid" else None) or disputed_at[desks] or ""),
        )
        for (kind, desks), paid in parts.items()
    )


def _disputed_at(desks: tuple[DeskId, ...], running: frozenset[DeskId], own: Collection[DeskId]) -> DeskId | None:
    """Return the desk of a dispute over payments: a second desk counts only if no other payments are its own.

    A payment by card through PayPal, for instance, can be disputed at PayPal or at the card issuer.
    """
    others = (desk for desk in desks[1:] if desk in running and desk not in own)
    return next(chain(others, (desk for desk in desks[:1] if desk in running)), None)


def _card_issuer_desk(facts: Facts, running: Collection[DeskId]) -> DeskId | None:
    """Return the card issuer's desk if it has a dispute that matches no payment with a stated method.

    A payment without a stated method, such as one by a wallet, was then made by that card.
    """
    return next((desk for desk in sorted(running) if facts.disputed_at[desk].speaker == "card_issuer"), None)


def requested_parts(facts: Facts, amount: Money) -> tuple[RequestedPart, ...]:
    """Return the parts in which the other party is asked to refund a sum, each with its own sum if that is certain.

    If the money went several ways, what a desk is asked for is left out, and the sums are those of the ways. A sum that
    differs from what is asked for, such as an agreed one, is not divided.
    """
    parts = repayment_parts(facts)
    if not facts.ways:
        return tuple(RequestedPart(part=part) for part in parts)
    requested: list[RequestedPart] = []
    for way in facts.ways:
        own_parts = _narrowed_to_way(parts, way.case.payments, is_running=way.running_since is not None)
        if way.sums.outstanding.amount and not way.running_since:
            requested += [
                RequestedPart(part=part, amount=way.sums.outstanding if len(own_parts) == 1 else None)
                for part in own_parts
            ]
    requested = _merged(requested)
    sums = [request.amount for request in requested if request.amount]
    is_certain = len(sums) == len(requested) > 0 and sum(sums[1:], sums[0]) == amount
    return tuple(requested if is_certain else (replace(request, amount=None) for request in requested)) or tuple(
        RequestedPart(part=part) for part in parts
    )


def _narrowed_to_way(
    parts: Iterable[RepaymentPart], payments: Collection[Payment], *, is_running: bool
) -> tuple[RepaymentPart, ...]:
    """Return the parts narrowed to the payments of a way, which may have only some of the payments of a part."""
    narrowed = (
        replace(
            part,
            payments=tuple(paid for paid in part.payments if paid in payments),
            disputed_at=part.disputed_at if is_running or set(part.payments) <= set(payments) else None,
        )
        for part in parts
    )
    return tuple(part for part in narrowed if part.payments)


def _merged(requested: Iterable[RequestedPart]) -> list[RequestedPart]:
    """Return the parts with those of the same kind and desk merged, so that a letter names each only once."""
    joined: dict[tuple[Repaid, DeskId], RequestedPart] = {}
    for new in requested:
        key = (new.part.kind, new.part.disputed_at.id if new.part.disputed_at else "")
        earlier = joined.get(key)
        if earlier is None:
            joined[key] = new
            continue
        paid = sorted((*earlier.part.payments, *new.part.payments), key=lambda payment: payment.paid_on)
        amount = earlier.amount + new.amount if earlier.amount and new.amount else None
        joined[key] = RequestedPart(part=replace(earlier.part, payments=tuple(paid)), amount=amount)
    return list(joined.values())


def disputed_parts(facts: Facts) -> tuple[RequestedPart, ...]:
    """Return the parts that desks have been asked for, with their amounts, if the money went several ways.

    They include what a desk has agreed to pay and has not paid yet: nobody else should be asked for it.
    """
    parts = repayment_parts(facts)
    return tuple(
        RequestedPart(part=replace(part, disputed_at=way.desk), amount=way.sums.outstanding)
        for way in facts.ways
        if way.desk and way.running_since and way.sums.outstanding.amount
        for part in _narrowed_to_way(parts, way.case.payments, is_running=True)
    )


def _kind(facts: Facts, payment: Payment) -> Repaid:
    return facts.methods[payment.method].repayment if payment.method else facts.channel.repayment


def _desks(facts: Facts, payment: Payment) -> tuple[DeskId, ...]:
    """Return the desks at which a dispute over a payment can run, its own first."""
    if payment.method:
        return facts.methods[payment.method].disputed_at
    return facts.channel.disputed_at


def _own_account(case: Case, kind: Repaid) -> Repayment | None:
    account = case.parties.brand.repayment
    fits = TO_PAYPAL if account and account.paypal else TO_BANK
    return account if kind in fits else None


def _running_desks(facts: Facts) -> frozenset[DeskId]:
    """Return the desks where a dispute or a claim runs: opened, and neither decided nor ended since."""
    running: set[DeskId] = set()
    for entry in windows.log_in_order(facts.case):
        if entry.event in {"dispute_opened", "claim_opened"}:
            running.update((entry.desk,) if entry.desk else facts.channel.disputed_at[:1])
        elif entry.event == "cancelled" or entry.is_decision:
            speaking_desks = (desk.id for desk in facts.disputed_at.values() if desk.speaker == entry.by)
            desk = entry.desk or next(speaking_desks, None)
            running -= {desk} if desk else running.copy()
    return frozenset(running)
