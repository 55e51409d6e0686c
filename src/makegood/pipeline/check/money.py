"""Money: currencies and decimals of every amount, then the sums, which the ledger computes."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from makegood.domain import ledger
from makegood.domain.ladder import OFFER
from makegood.domain.ledger.books import currency, open_books, total
from makegood.model.words import OPENING
from makegood.pipeline.check.desk_sums import desk_sums
from makegood.pipeline.check.json_access import objects_in_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from makegood.model.case import Case
    from makegood.model.money import Money
    from makegood.model.policy import ChannelPolicy, GroundPolicy, Policies
    from makegood.model.results import Computation, Sums
    from makegood.pipeline.check.report import Report

MAY_BE_ZERO = re.compile(r"/(price|fee|tax|service_fee|ad_credit|expected)\Z|/log/\d+/amount\Z|/balance/amount\Z")
"""A video may be free, a fee or tax may be none, an offer may be nothing, nothing was due where nobody ordered, and a
balance may be spent. The fee of the agreement may not."""
EXAMPLE = "GBP 500.00"
"""How an amount is written, in the words of the ledger."""
PAID = re.compile(r"/payments/\d+/amount")
RECEIVED = re.compile(r"(/payments/(\d+))/received")
STATED = ("/agreement/fee", "/refund/requested")
ONE_CURRENCY = re.compile(
    r"/payments/\d+/amount|/agreement/fee|/deliverables/\d+/price"
    r"|/refund/(requested|cap)|/purchase/(expected|balance/\w+)"
)
"""What goes into the sums: a payment may be changed into the currency of the claim, all else must be in it."""
GROUND = ("/case/channel", "/case/as_of", "/payments", "/refund", "/deliverables", "/agreement", "/purchase")
"""Parts of the case that must be sound before sums make sense."""
SPOILING = "JSMO"
"""Subjects of rules whose errors make sums mean nothing; a wrong name or id does not."""


def money(report: Report, amounts: Mapping[str, Money], policies: Policies) -> None:
    """Check each amount by itself, then that those of the sums have one currency."""
    for pointer, amount in amounts.items():
        _currency(report, pointer, amount, policies.currencies)
        is_free = MAY_BE_ZERO.search(pointer) and pointer != "/agreement/fee"
        if amount.amount == 0 and not is_free:
            report.add("M7", pointer)
    _one_currency(report, amounts)
    _received(report, amounts)
    for at, payment in objects_in_list(report.source.data, "payments"):
        method = policies.methods.get(str(payment.get("method")))
        if "coin" in payment and not (method and method.has_coin) and report.is_sound(f"{at}/method"):
            report.add("M22", f"{at}/coin", related=(f"{at}/method",) if "method" in payment else ())


def sums(report: Report, case: Case, policies: Policies) -> None:
    """Check what the ledger computes against what is typed; nothing where the ground for it is not sound.

    A ground that does not fit what was delivered suggests a method that does not fit either.
    """
    if not all(report.is_sound(pointer, SPOILING) for pointer in GROUND):
        return
    _prices(report, case)
    _coins(report, case)
    if case.refund.method is None and not report.is_sound("/refund/grounds", "T"):
        return
    channel = policies.channels[case.case.channel]
    grounds = tuple(policies.grounds[ground] for ground in case.refund.grounds)
    try:
        computed = ledger.compute(case, channel, grounds, policies.currencies)
        told = ledger.sums(case, computed)
        if case.deliverables:  # the packet prints what each is worth, whatever the method
            ledger.prices(case, policies.currencies)
    except ledger.CannotCompute as error:
        report.add(error.code, error.pointer, message=error.message, fix=_in_its_currency(error.fix, case, policies))
        return
    _requested(report, case, computed, policies.currencies)
    _tax(report, case, channel, told.claimed)
    _too_much(report, case, grounds, told)
    desk_sums(report, case, policies, computed, told)
    _closed(report, case, told)
    _agreed(report, case, told)


def _in_its_currency(fix: str, case: Case, policies: Policies) -> str:
    """Write the example of an amount in the currency of the case, where it has one."""
    try:
        code = currency(case)
    except ledger.CannotCompute:
        return fix
    return fix.replace(EXAMPLE, f"{code} 500.00") if code in policies.currencies else fix


def _too_much(report: Report, case: Case, grounds: Iterable[GroundPolicy], told: Sums) -> None:
    """M13 and M14: a figure too many in an amount stands in the letters as it was typed."""
    last = {payment.direction: f"/payments/{at}/amount" for at, payment in enumerate(case.payments)}
    if not _twice(report, case, told) and told.paid < told.returned:
        report.add("M13", last["in"])
    fee = case.agreement.fee if case.agreement else None
    more = ledger.above_fee(case, told, grounds)
    # Where a rate lies between the fee and what was paid, the two differ a little without anybody's mistake.
    is_turned = any(one.fx for one in case.payments if one.direction == "out")
    if fee and more and (not is_turned or fee < more):
        report.add("M14", last["out"], related=("/agreement/fee",))


def _twice(report: Report, case: Case, told: Sums) -> bool:
    """M16 and M17: more came than was claimed, and not all of it from the same hand; say whether it is so."""
    came = [(at, one) for at, one in enumerate(case.payments) if one.direction == "in"]
    hands = {one.via for _, one in came}
    is_known = len(hands - {None}) > 1
    is_unclear = None in hands and (len(hands) > 1 or _two_were_asked(case))
    if not told.surplus.amount or len(came) < 2 or not (is_known or is_unclear):
        return False
    *others, last = (f"/payments/{at}/amount" for at, _ in came)
    report.add("M16" if is_known else "M17", last, related=tuple(others))
    return True


def _two_were_asked(case: Case) -> bool:
    """Say whether the creator was written to, and a desk has the request as well."""
    written = any(entry.event == "sent" and entry.letter for entry in case.log)
    return written and any(entry.event in OPENING or (entry.event == "sent" and entry.desk) for entry in case.log)


def _agreed(report: Report, case: Case, told: Sums) -> None:
    """M15: nobody agrees on more than is claimed, nor gives up more; an offer asks for less than is open."""
    for at, entry in enumerate(case.log):
        amount = entry.amount if entry.event in {"agreed", "waived"} else None
        if amount and amount.currency == told.claimed.currency and told.claimed + told.returned < amount:
            report.add("M15", f"/log/{at}/amount")
    offer = case.refund.offer
    is_open = offer and told.outstanding.amount and not any(one.letter == OFFER for one in case.log)
    if offer and is_open and (offer.amount.currency != told.claimed.currency or told.outstanding <= offer.amount):
        report.add("M15", "/refund/offer/amount")


def _closed(report: Report, case: Case, told: Sums) -> None:
    """T8: a case that is closed while money is out, and nothing says that it was given up, or settled otherwise."""
    closed = [at for at, entry in enumerate(case.log) if entry.event == "closed"]
    otherwise = any(entry.event == "agreed" and entry.amount is None for entry in case.log)
    if closed and told.outstanding.amount and not otherwise:
        report.add("T8", f"/log/{closed[0]}/event")


def _currency(report: Report, pointer: str, amount: Money, minor: Mapping[str, int]) -> None:
    if amount.currency not in minor:
        near = report.nearest(amount.currency, minor)
        report.add(
            "M5",
            pointer,
            message="This currency is not in ISO 4217.",
            fix="Write a currency's code of three letters.",
            detail=f"did you mean {near}?" if near else amount.currency,
        )
        return
    most = minor[amount.currency]
    if -int(amount.amount.as_tuple().exponent) > most:
        decimals = "no decimals" if most == 0 else f"at most {most} decimals"
        fix = "Correct the amount; thousands are not separated."
        report.add("M5", pointer, message=f"This currency has {decimals}.", fix=fix)


def _one_currency(report: Report, amounts: Mapping[str, Money]) -> None:
    sound = {at: one.currency for at, one in amounts.items() if report.is_sound(at) and report.is_sound(_rate(at))}
    stated = [sound[at] for at in STATED if at in sound]
    paid = {at: (code, _turned(report, at)) for at, code in sound.items() if PAID.fullmatch(at)}
    codes = (*stated, *(code for code, _ in paid.values()), *(to for _, to in paid.values() if to))
    claim = next((one for one in codes if _fits(one, stated, paid.values())), next(iter(codes), None))
    first = next((at for at in (*STATED, *paid) if sound.get(at) == claim), "/payments")
    for pointer, code in sound.items():
        is_turned = pointer in paid and claim in paid[pointer]
        if ONE_CURRENCY.fullmatch(pointer) and code != claim and not is_turned:
            report.add("M2", pointer, related=(first,))


def _received(report: Report, amounts: Mapping[str, Money]) -> None:
    """M21: what arrived is a part of what was paid; of money that came back, amount is what arrived."""
    for pointer, received in amounts.items():
        if not (found := RECEIVED.fullmatch(pointer)):
            continue
        paid = amounts.get(f"{found[1]}/amount")
        if _payment(report, int(found[2])).get("direction") == "in":
            report.add("M21", pointer, fix='Write what arrived as amount, and what was kept on the way as "fee".')
        elif paid and (paid.currency != received.currency or paid <= received):
            report.add("M21", pointer, related=(f"{found[1]}/amount",))


def _fits(code: str, stated: Iterable[str], paid: Iterable[tuple[str, str | None]]) -> bool:
    return all(code == one for one in stated) and all(code in ways for ways in paid)


def _rate(pointer: str) -> str:
    """Say where the rate of a payment would stand; of another amount, the amount itself."""
    return pointer.removesuffix("amount") + "fx" if PAID.fullmatch(pointer) else pointer


def _turned(report: Report, pointer: str) -> str | None:
    """Say into which currency a payment was changed, where a rate is stated."""
    fx = _payment(report, int(pointer.split("/")[2])).get("fx")
    to = fx.get("to") if isinstance(fx, dict) else None
    return to if isinstance(to, str) else None


def _payment(report: Report, at: int) -> Mapping[str, object]:
    """Return a payment as it was typed; it has an amount, so it is a table."""
    payments = report.source.data["payments"]
    return payments[at] if isinstance(payments, list) else {}


def _prices(report: Report, case: Case) -> None:
    """Only where every deliverable has a price: the ledger divides the rest of the fee among the others."""
    prices = [one.price for one in case.deliverables]
    given = [price for price in prices if price is not None]
    fee = case.agreement.fee if case.agreement else None
    if fee is None or not given or len(given) < len(prices):
        return
    added = sum(given[1:], start=given[0])
    if added != fee:
        related = tuple(f"/deliverables/{index}/price" for index in range(len(prices)))
        report.add("M4", "/agreement/fee", related=related, detail=f"the prices add up to {added}")


def _requested(report: Report, case: Case, computed: Computation, minor: Mapping[str, int]) -> None:
    """Hold the claim against the sums: what came back after it settles it, what came back before limits it."""
    requested, book = case.refund.requested, open_books(case, minor)
    left = total(book.paid) - total(book.back)
    if requested is None:
        return
    if Fraction(requested.amount) > left:
        related = tuple(f"/payments/{index}/amount" for index in range(len(case.payments)))
        report.add("M1", "/refund/requested", related=related, detail=f"at most {book.currency} {book.written(left)}")
    elif requested != computed.result:
        head, _, result = computed.formula.rpartition(" = ")
        how = "" if head == result else f": {computed.formula}"
        paid = tuple(f"/payments/{index}/amount" for index in range(len(case.payments)))
        own = "in place of the method there" if case.refund.method else "beside it"
        other = f'to ask for this sum all the same, write "method": "negotiated" {own}.'
        fix = f'Remove "requested" from refund; or, {other}'
        report.add("M3", "/refund/requested", related=paid, detail=f"it gives {computed.result}{how}", fix=fix)


def _coins(report: Report, case: Case) -> None:
    """M8. The domain would also hold the coins against the charge; no source of today says what a coin costs."""
    bought = case.purchase
    if bought and bought.coins and bought.coins_unused and bought.coins_unused > bought.coins:
        report.add("M8", "/purchase/coins_unused", related=("/purchase/coins",))


def _tax(report: Report, case: Case, channel: ChannelPolicy, claimed: Money) -> None:
    """M6: who pays back without tax is not asked for it."""
    if not channel.keeps_tax:
        return
    out = [payment for payment in case.payments if payment.direction == "out"]
    taxed = [index for index, payment in enumerate(case.payments) if payment.direction == "out" and payment.tax]
    if not taxed:
        return
    net = out[0].amount - out[0].amount
    for payment in out:
        net = net + payment.amount - (payment.tax or net - net)
    if net < claimed:
        at = "/refund/requested" if case.refund.requested else "/refund"
        report.add("M6", at, related=tuple(f"/payments/{index}/tax" for index in taxed))
