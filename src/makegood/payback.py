"""How what was paid comes back: each part the way it went, and while a dispute runs over it, there alone. A leaf.

A function of a case and its outgoing payments alone, so that it holds for one way of payment and for several.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from makegood import windows
from makegood.model.case import Case, LogEntry, Payment, Repayment
from makegood.model.facts import Facts
from makegood.model.money import Money
from makegood.model.words import Actor, Channel, Method

Kind = Literal["account", "paypal", "provider", "platform", "goods", "cash", "none", "unsaid"]
"""`account`: back to an account of ours, at a bank or in an app. `paypal` and `provider` (of a card or a payment link):
by a refund of the payment itself. `platform`: through where it was booked. `cash` and `none` (crypto, a voucher,
Klarna): from no account that it could go back to. `unsaid`: nobody says how it was paid, or it can be several."""

KINDS: Mapping[Method, Kind] = MappingProxyType({
    "bank_transfer": "account", "sepa": "account", "faster_payments": "account", "ach": "account", "wire": "account",
    "sepa_direct_debit": "account", "wise": "account", "revolut": "account", "zelle": "account", "venmo": "account",
    "cash_app": "account", "pix": "account", "upi": "account",
    "paypal_gs": "paypal", "paypal_ff": "paypal",
    "card": "provider", "stripe_link": "provider",
    "platform_payment": "platform",
    "gift_in_kind": "goods", "cash": "cash", "crypto": "none", "voucher": "none", "klarna": "none",
    # A wallet may have charged a card, a bank account or a balance.
    "apple_pay": "unsaid", "google_pay": "unsaid", "monthly_invoice": "unsaid",
    "apple_iap": "unsaid", "google_iap": "unsaid", "amazon_iap": "unsaid", "tiktok_coins_web": "unsaid",
    "tiktok_balance": "unsaid", "ad_account_prepay": "unsaid", "ad_account_threshold": "unsaid",
})  # fmt: skip
BY_CHANNEL: Mapping[Channel, Kind] = MappingProxyType({
    "direct_paypal": "paypal", "direct_card": "provider", "influencer_marketplace": "platform",
    "tiktok_shop_affiliate": "platform", "tiktok_one": "platform",
})  # fmt: skip
"""How it was paid where no method is stated and the channel says it."""
DESKS: Mapping[Kind, str] = MappingProxyType({"paypal": "paypal", "provider": "card_issuer"})
"""The desk at which a dispute over such a payment runs."""
OF_A_SIDE: frozenset[Actor | None] = frozenset({"brand", "creator", "agency"})
"""Who cannot decide a dispute, whatever they approve or refuse."""
TO_BANK: frozenset[Kind] = frozenset({"account", "goods", "cash", "none", "unsaid"})
TO_PAYPAL: frozenset[Kind] = frozenset({"goods", "cash", "none", "unsaid"})
"""What may be paid to an account that the brand names: at a bank, or at PayPal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Payments that come back in one way. `account`: the brand's own, where it goes there.

    `disputed_at`: the desk at which a dispute over them runs; "" for none.
    """

    kind: Kind
    payments: tuple[Payment, ...]
    account: Repayment | None = None
    disputed_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A part that is asked back; `amount` None: not divided among the parts."""

    part: Part
    amount: Money | None = None


def ways_back(case: Case) -> tuple[Part, ...]:
    """Part what was paid by the ways in which it comes back, in the order of the first payment of each."""
    parts: dict[Kind, list[Payment]] = {}
    for payment in case.payments:
        if payment.direction == "out":
            parts.setdefault(_kind(case, payment), []).append(payment)
    running = _running(case)
    # A card that PayPal charged can be asked about at its issuer, and so can one that nobody says was charged.
    by_card = "card_issuer" in running and "provider" not in parts
    at = {kind: desk for kind, desk in DESKS.items() if desk in running}
    if by_card and "paypal" in parts:
        at["paypal"] = "card_issuer"
    elif by_card and "unsaid" in parts:
        parts = {"provider" if kind == "unsaid" else kind: paid for kind, paid in parts.items()}
        at["provider"] = "card_issuer"
    return tuple(
        Part(kind=kind, payments=tuple(paid), account=_account(case, kind), disputed_at=at.get(kind, ""))
        for kind, paid in parts.items()
    )


def asked_back(facts: Facts, amount: Money) -> tuple[Asked, ...]:
    """Return the parts in which a sum is asked back of the other party, each with its own sum where that is certain.

    Where the money went several ways, what a desk is asked for is no part of it, and the sums are those of the ways. A
    sum that is not all that is asked for, such as one that was agreed, is not divided by us.
    """
    found = ways_back(facts.case)
    if not facts.ways:
        return tuple(Asked(part=one) for one in found)
    made: list[Asked] = []
    for way in facts.ways:
        own = _of_way(found, way.case.payments, is_running=way.running_since is not None)
        if way.sums.outstanding.amount and not way.running_since:
            made += [Asked(part=one, amount=way.sums.outstanding if len(own) == 1 else None) for one in own]
    made = _joined(made)
    sums = [one.amount for one in made if one.amount]
    is_certain = len(sums) == len(made) > 0 and sum(sums[1:], sums[0]) == amount
    return tuple(made if is_certain else (replace(one, amount=None) for one in made)) or tuple(
        Asked(part=one) for one in found
    )


def _of_way(found: Iterable[Part], payments: Collection[Payment], *, is_running: bool) -> tuple[Part, ...]:
    """Narrow parts to the payments of a way: what a desk takes no more goes by the other party, though paid alike."""
    narrowed = (
        replace(one, payments=tuple(paid for paid in one.payments if paid in payments),
                disputed_at=one.disputed_at if is_running or set(one.payments) <= set(payments) else "")
        for one in found
    )  # fmt: skip
    return tuple(one for one in narrowed if one.payments)


def _joined(asked: Iterable[Asked]) -> list[Asked]:
    """Join what comes back alike, so that a letter names each way back once."""
    made: dict[tuple[Kind, str], Asked] = {}
    for one in asked:
        key = (one.part.kind, one.part.disputed_at)
        before = made.get(key)
        if before is None:
            made[key] = one
            continue
        paid = sorted((*before.part.payments, *one.part.payments), key=lambda payment: payment.paid_on)
        amount = before.amount + one.amount if before.amount and one.amount else None
        made[key] = Asked(part=replace(before.part, payments=tuple(paid)), amount=amount)
    return list(made.values())


def disputed(facts: Facts) -> tuple[Asked, ...]:
    """Return the parts that a desk has been asked for, each with what is asked there, where money went several ways.

    What a desk has agreed to pay and has not paid yet is one of them: nobody else is to pay it.
    """
    found = ways_back(facts.case)
    return tuple(
        Asked(part=replace(one, disputed_at=way.desk.id), amount=way.sums.outstanding)
        for way in facts.ways if way.desk and way.running_since and way.sums.outstanding.amount
        for one in _of_way(found, way.case.payments, is_running=True)
    )  # fmt: skip


def _kind(case: Case, payment: Payment) -> Kind:
    if payment.method is not None:
        return KINDS[payment.method]
    return BY_CHANNEL.get(case.case.channel, "unsaid")


def _account(case: Case, kind: Kind) -> Repayment | None:
    account = case.parties.brand.repayment
    fits = TO_PAYPAL if account and account.paypal else TO_BANK
    return account if kind in fits else None


def _running(case: Case) -> frozenset[str]:
    """Name the desks where a dispute or a claim runs: opened, and neither decided nor ended since."""
    own = DESKS.get(BY_CHANNEL.get(case.case.channel, "unsaid"), "")
    running: set[str] = set()
    for entry in windows.in_order(case):
        desk = entry.desk or own
        if entry.event in {"dispute_opened", "claim_opened"}:
            running.add(desk)
        elif _ends(entry):
            running -= {entry.desk or _speaker(entry)} if entry.desk or _speaker(entry) else running.copy()
    return frozenset(running)


def _ends(entry: LogEntry) -> bool:
    """Say whether a dispute is over with this: ended by us, or decided by who is neither of the two sides."""
    return entry.event == "cancelled" or (entry.event in {"rejected", "approved"} and entry.by not in OF_A_SIDE)


def _speaker(entry: LogEntry) -> str:
    return {"paypal": "paypal", "card_issuer": "card_issuer"}.get(entry.by or "", "")
