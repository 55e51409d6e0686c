"""How what was paid comes back: each part the way it went, and while a dispute runs over it, there alone. A leaf.

A function of a case and of what its ways of payment are, so that it holds for one way of payment and for several.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from itertools import chain

from makegood.domain import windows
from makegood.model.case import Case, LogEntry, Payment, Repayment
from makegood.model.facts import Facts
from makegood.model.money import Money
from makegood.model.policy import DeskPolicy, Repaid
from makegood.model.words import Actor, DeskId

OF_A_SIDE: frozenset[Actor | None] = frozenset({"brand", "creator", "agency"})
"""Who cannot decide a dispute, whatever they approve or refuse."""
TO_BANK: frozenset[Repaid] = frozenset({"account", "goods", "cash", "none", "unsaid"})
TO_PAYPAL: frozenset[Repaid] = frozenset({"goods", "cash", "none", "unsaid"})
"""What may be paid to an account that the brand names: at a bank, or at PayPal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RepaymentPart:
    """Payments that come back in one way. `account`: the brand's own, where it goes there.

    `disputed_at`: the desk at which a dispute over them runs; None for none.
    """

    kind: Repaid
    payments: tuple[Payment, ...]
    account: Repayment | None = None
    disputed_at: DeskPolicy | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestedPart:
    """A part that is asked back; `amount` None: not divided among the parts."""

    part: RepaymentPart
    amount: Money | None = None


def ways_back(facts: Facts) -> tuple[RepaymentPart, ...]:
    """Part what was paid by the ways in which it comes back, in the order of the first payment of each."""
    parts: dict[tuple[Repaid, tuple[DeskId, ...]], list[Payment]] = {}
    for payment in facts.case.payments:
        if payment.direction == "out":
            parts.setdefault((_kind(facts, payment), _desks(facts, payment)), []).append(payment)
    running = _running(facts)
    own = {desks[0] for _, desks in parts if desks}
    at = {desks: _at(desks, running, own) for _, desks in parts}
    card = _of_card(facts, running - own - set(at.values()))
    return tuple(
        RepaymentPart(
            kind="provider" if kind == "unsaid" and card else kind,
            payments=tuple(paid),
            account=None if kind == "unsaid" and card else _account(facts.case, kind),
            disputed_at=facts.disputed_at.get((card if kind == "unsaid" else None) or at[desks] or ""),
        )
        for (kind, desks), paid in parts.items()
    )


def _at(desks: tuple[DeskId, ...], running: frozenset[DeskId], own: Collection[DeskId]) -> DeskId | None:
    """Return where a dispute over payments runs: at another desk only where no other payments are that desk's own.

    A card that PayPal charged can be asked about at its issuer.
    """
    others = (desk for desk in desks[1:] if desk in running and desk not in own)
    return next(chain(others, (desk for desk in desks[:1] if desk in running)), None)


def _of_card(facts: Facts, running: Collection[DeskId]) -> DeskId | None:
    """Return the issuer's desk where a dispute runs that is over no payment of which the case says how it was made.

    Then one of which it does not say it, such as one by a wallet, was made by that card.
    """
    return next((desk for desk in sorted(running) if facts.disputed_at[desk].speaker == "card_issuer"), None)


def asked_back(facts: Facts, amount: Money) -> tuple[RequestedPart, ...]:
    """Return the parts in which a sum is asked back of the other party, each with its own sum where that is certain.

    Where the money went several ways, what a desk is asked for is no part of it, and the sums are those of the ways. A
    sum that is not all that is asked for, such as one that was agreed, is not divided by us.
    """
    found = ways_back(facts)
    if not facts.ways:
        return tuple(RequestedPart(part=one) for one in found)
    made: list[RequestedPart] = []
    for way in facts.ways:
        own = _of_way(found, way.case.payments, is_running=way.running_since is not None)
        if way.sums.outstanding.amount and not way.running_since:
            made += [RequestedPart(part=one, amount=way.sums.outstanding if len(own) == 1 else None) for one in own]
    made = _joined(made)
    sums = [one.amount for one in made if one.amount]
    is_certain = len(sums) == len(made) > 0 and sum(sums[1:], sums[0]) == amount
    return tuple(made if is_certain else (replace(one, amount=None) for one in made)) or tuple(
        RequestedPart(part=one) for one in found
    )


def _of_way(
    found: Iterable[RepaymentPart], payments: Collection[Payment], *, is_running: bool
) -> tuple[RepaymentPart, ...]:
    """Narrow parts to the payments of a way: what a desk takes no more goes by the other party, though paid alike."""
    narrowed = (
        replace(
            one,
            payments=tuple(paid for paid in one.payments if paid in payments),
            disputed_at=one.disputed_at if is_running or set(one.payments) <= set(payments) else None,
        )
        for one in found
    )
    return tuple(one for one in narrowed if one.payments)


def _joined(asked: Iterable[RequestedPart]) -> list[RequestedPart]:
    """Join what comes back alike, so that a letter names each way back once."""
    made: dict[tuple[Repaid, DeskId], RequestedPart] = {}
    for one in asked:
        key = (one.part.kind, one.part.disputed_at.id if one.part.disputed_at else "")
        before = made.get(key)
        if before is None:
            made[key] = one
            continue
        paid = sorted((*before.part.payments, *one.part.payments), key=lambda payment: payment.paid_on)
        amount = before.amount + one.amount if before.amount and one.amount else None
        made[key] = RequestedPart(part=replace(before.part, payments=tuple(paid)), amount=amount)
    return list(made.values())


def disputed(facts: Facts) -> tuple[RequestedPart, ...]:
    """Return the parts that a desk has been asked for, each with what is asked there, where money went several ways.

    What a desk has agreed to pay and has not paid yet is one of them: nobody else is to pay it.
    """
    found = ways_back(facts)
    return tuple(
        RequestedPart(part=replace(one, disputed_at=way.desk), amount=way.sums.outstanding)
        for way in facts.ways
        if way.desk and way.running_since and way.sums.outstanding.amount
        for one in _of_way(found, way.case.payments, is_running=True)
    )


def _kind(facts: Facts, payment: Payment) -> Repaid:
    return facts.methods[payment.method].repayment if payment.method else facts.channel.repayment


def _desks(facts: Facts, payment: Payment) -> tuple[DeskId, ...]:
    """Return the desks at which a dispute over a payment can run, its own first."""
    if payment.method:
        return facts.methods[payment.method].disputed_at
    return facts.channel.disputed_at


def _account(case: Case, kind: Repaid) -> Repayment | None:
    account = case.parties.brand.repayment
    fits = TO_PAYPAL if account and account.paypal else TO_BANK
    return account if kind in fits else None


def _running(facts: Facts) -> frozenset[DeskId]:
    """Name the desks where a dispute or a claim runs: opened, and neither decided nor ended since."""
    running: set[DeskId] = set()
    for entry in windows.log_in_order(facts.case):
        if entry.event in {"dispute_opened", "claim_opened"}:
            running.update((entry.desk,) if entry.desk else facts.channel.disputed_at[:1])
        elif _ends(entry):
            spoke = (one.id for one in facts.disputed_at.values() if one.speaker == entry.by)
            desk = entry.desk or next(spoke, None)
            running -= {desk} if desk else running.copy()
    return frozenset(running)


def _ends(entry: LogEntry) -> bool:
    """Say whether a dispute is over with this: ended by us, or decided by who is neither of the two sides."""
    return entry.event == "cancelled" or (entry.event in {"rejected", "approved"} and entry.by not in OF_A_SIDE)
