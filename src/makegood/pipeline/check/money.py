"""Check amounts: the currency and decimals of each, then the sums, which the ledger computes."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from makegood.domain import ledger
from makegood.domain.ladder import OFFER
from makegood.domain.ledger.books import currency, open_books, total
from makegood.language import english
from makegood.model.words import OPENING
from makegood.pipeline.check.desk_sums import check_desk_sums
from makegood.pipeline.check.json_access import objects_in_list
from makegood.pipeline.check.reductions import check_reductions, check_shares_of_grounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from makegood.model.case import Case
    from makegood.model.money import Money
    from makegood.model.policy import ChannelPolicy, GroundPolicy, Policies
    from makegood.model.results import Computation, Sums
    from makegood.pipeline.check.report import Report

MAY_BE_ZERO = re.compile(r"/(price|fee|tax|service_fee|ad_credit|expected)\Z|/log/\d+/amount\Z|/balance/amount\Z")
"""Amounts that can be zero: the price of a free video, a fee, tax, an offer, the amount due for an unordered charge,
and a balance that has been spent. The fee of the agreement cannot be zero."""
EXAMPLE = "GBP 500.00"
"""The example amount in the ledger's messages."""
PAID = re.compile(r"/payments/\d+/amount")
PART_OF = re.compile(r"(/payments/(\d+))/part_of")
RECEIVED = re.compile(r"(/payments/(\d+))/received")
STATED = ("/agreement/fee", "/refund/requested")
ONE_CURRENCY = re.compile(
    r"/payments/\d+/amount|/agreement/fee|/deliverables/\d+/price"
    r"|/deliverables/\d+/defects/\d+/reduction/amount|/refund/(requested|cap)|/purchase/(expected|balance/\w+)"
)
"""What the sums include: a payment may be converted into the currency of the claim, all else must be in it."""
GROUND = ("/case/channel", "/case/as_of", "/payments", "/refund", "/deliverables", "/agreement", "/purchase")
"""Parts of the case that must have no error before sums make sense."""
SPOILING = "JSMO"
"""Subjects of rules whose errors make sums meaningless; a wrong name or id does not."""


def check_amounts(report: Report, amounts: Mapping[str, Money], policies: Policies) -> None:
    """Check each amount by itself, then that those in the sums have one currency."""
    for pointer, amount in amounts.items():
        _check_currency(report, pointer, amount, policies.currencies)
        is_free = MAY_BE_ZERO.search(pointer) and pointer != "/agreement/fee"
        if amount.amount == 0 and not is_free:
            report.add("M7", pointer)
    _check_one_currency(report, amounts)
    _check_received(report, amounts)
    _check_part_of(report, amounts)
    for pointer, payment in objects_in_list(report.source.data, "payments"):
        method = policies.methods.get(str(payment.get("method")))
        if "coin" in payment and not (method and method.has_coin) and report.has_no_error_at(f"{pointer}/method"):
            report.add("M22", f"{pointer}/coin", related=(f"{pointer}/method",) if "method" in payment else ())


def check_sums(report: Report, case: Case, policies: Policies) -> None:
    """Check what the ledger computes against what is typed; nothing if GROUND has errors.

    A ground that does not fit what was delivered suggests a method that does not fit either.
    """
    if not all(report.has_no_error_at(pointer, SPOILING) for pointer in GROUND):
        return
    _check_prices(report, case)
    _check_coins(report, case)
    check_reductions(report, case)
    if not report.has_no_error_at("/deliverables", "M"):
        return
    if case.refund.method is None and not report.has_no_error_at("/refund/grounds", "T"):
        return
    channel = policies.channels[case.case.channel]
    grounds = tuple(policies.grounds[ground] for ground in case.refund.grounds)
    try:
        computed = ledger.compute_claim(case, channel, grounds, policies.currencies)
        sums = ledger.sums(case, computed)
        if case.deliverables:  # the packet prints the value of each, whatever the method
            ledger.prices(case, policies.currencies)
    except ledger.CannotCompute as error:
        report.add(error.code, error.pointer, message=error.message, fix=_in_case_currency(error.fix, case, policies))
        return
    _check_requested(report, case, computed, policies.currencies)
    check_shares_of_grounds(report, case, computed, grounds, policies.currencies)
    _check_tax(report, case, channel, sums.claimed)
    _check_excess(report, case, grounds, sums)
    check_desk_sums(report, case, policies, computed, sums)
    _check_closed(report, case, sums)
    _check_agreed(report, case, sums)


def _in_case_currency(fix: str, case: Case, policies: Policies) -> str:
    """Return a fix with its example amount in the currency of the case, if it has one."""
    try:
        code = currency(case)
    except ledger.CannotCompute:
        return fix
    return fix.replace(EXAMPLE, f"{code} 500.00") if code in policies.currencies else fix


def _check_excess(report: Report, case: Case, grounds: Iterable[GroundPolicy], sums: Sums) -> None:
    """M13 and M14: one digit too many in an amount would be printed in the letters."""
    last = {payment.direction: f"/payments/{index}/amount" for index, payment in enumerate(case.payments)}
    if not _check_double_refund(report, case, sums) and sums.paid < sums.returned:
        report.add("M13", last["in"])
    fee = case.agreement.fee if case.agreement else None
    more = ledger.excess_over_fee(case, sums, grounds)
    # With an exchange rate, the fee and the sum paid can differ slightly without a mistake.
    is_converted = any(payment.fx for payment in case.payments if payment.direction == "out")
    if fee and more and (not is_converted or fee < more):
        report.add("M14", last["out"], related=("/agreement/fee",))


def _check_double_refund(report: Report, case: Case, sums: Sums) -> bool:
    """M16 and M17: more came back than was claimed, from more than one source; return whether it was reported."""
    refunds = [(index, payment) for index, payment in enumerate(case.payments) if payment.direction == "in"]
    sources = {payment.via for _, payment in refunds}
    is_known = len(sources - {None}) > 1
    is_unclear = None in sources and (len(sources) > 1 or _were_both_asked(case))
    if not sums.surplus.amount or len(refunds) < 2 or not (is_known or is_unclear):
        return False
    *others, last = (f"/payments/{index}/amount" for index, _ in refunds)
    report.add("M16" if is_known else "M17", last, related=tuple(others))
    return True


def _were_both_asked(case: Case) -> bool:
    """Return whether the creator was written to, and a desk has the request as well."""
    written = any(entry.event == "sent" and entry.letter for entry in case.log)
    return written and any(entry.event in OPENING or (entry.event == "sent" and entry.desk) for entry in case.log)


def _check_agreed(report: Report, case: Case, sums: Sums) -> None:
    """M15: nobody agrees on or waives more than is claimed; an offer asks for less than is open."""
    for index, entry in enumerate(case.log):
        amount = entry.amount if entry.event in {"agreed", "waived"} else None
        if amount and amount.currency == sums.claimed.currency and sums.claimed + sums.returned < amount:
            report.add("M15", f"/log/{index}/amount")
    offer = case.refund.offer
    is_open = offer and sums.outstanding.amount and not any(entry.letter == OFFER for entry in case.log)
    if offer and is_open and (offer.amount.currency != sums.claimed.currency or sums.outstanding <= offer.amount):
        report.add("M15", "/refund/offer/amount")


def _check_closed(report: Report, case: Case, sums: Sums) -> None:
    """T8: a case closed with money outstanding, without an entry that it was given up or settled otherwise."""
    closed = [index for index, entry in enumerate(case.log) if entry.event == "closed"]
    otherwise = any(entry.event == "agreed" and entry.amount is None for entry in case.log)
    if closed and sums.outstanding.amount and not otherwise:
        report.add("T8", f"/log/{closed[0]}/event")


def _check_currency(report: Report, pointer: str, amount: Money, minor: Mapping[str, int]) -> None:
    if amount.currency not in minor:
        near = report.nearest(amount.currency, minor)
        report.add(
            "M5",
            pointer,
            message="This currency is not in ISO 4217.",
            fix="Write a three-letter currency code.",
            detail=f"did you mean {near}?" if near else amount.currency,
        )
        return
    most = minor[amount.currency]
    if -int(amount.amount.as_tuple().exponent) > most:
        decimals = "no decimals" if most == 0 else f"at most {most} decimals"
        fix = "Correct the amount. Do not use thousands separators."
        report.add("M5", pointer, message=f"This currency has {decimals}.", fix=fix)


def _check_one_currency(report: Report, amounts: Mapping[str, Money]) -> None:
    currencies = {
        pointer: amount.currency
        for pointer, amount in amounts.items()
        if report.has_no_error_at(pointer) and report.has_no_error_at(_rate_pointer(pointer))
    }
    stated = [currencies[pointer] for pointer in STATED if pointer in currencies]
    paid = {
        pointer: (code, _converted_to(report, pointer))
        for pointer, code in currencies.items()
        if PAID.fullmatch(pointer)
    }
    codes = (*stated, *(code for code, _ in paid.values()), *(to for _, to in paid.values() if to))
    claim = next((code for code in codes if _fits(code, stated, paid.values())), next(iter(codes), None))
    first = next((pointer for pointer in (*STATED, *paid) if currencies.get(pointer) == claim), "/payments")
    for pointer, code in currencies.items():
        is_converted = pointer in paid and claim in paid[pointer]
        if ONE_CURRENCY.fullmatch(pointer) and code != claim and not is_converted:
            report.add("M2", pointer, related=(first,))


def _check_part_of(report: Report, amounts: Mapping[str, Money]) -> None:
    """M25: what was paid at once is more than the part of it that this case is about, in the same currency."""
    for pointer, whole in amounts.items():
        match = PART_OF.fullmatch(pointer)
        paid = amounts.get(f"{match[1]}/amount") if match else None
        if match and paid and (paid.currency != whole.currency or paid >= whole):
            report.add("M25", pointer, related=(f"{match[1]}/amount",))


def _check_received(report: Report, amounts: Mapping[str, Money]) -> None:
    """M21: what arrived is part of what was paid; for a refund, `amount` is what arrived."""
    for pointer, received in amounts.items():
        if not (match := RECEIVED.fullmatch(pointer)):
            continue
        paid = amounts.get(f"{match[1]}/amount")
        if _payment(report, int(match[2])).get("direction") == "in":
            report.add(
                "M21",
                pointer,
                fix='Write the amount that arrived as "amount", and the amount deducted in transit as "fee".',
            )
        elif paid and (paid.currency != received.currency or paid <= received):
            report.add("M21", pointer, related=(f"{match[1]}/amount",))


def _fits(code: str, stated: Iterable[str], paid: Iterable[tuple[str, str | None]]) -> bool:
    return all(code == stated_code for stated_code in stated) and all(code in ways for ways in paid)


def _rate_pointer(pointer: str) -> str:
    """Return the pointer of a payment's rate; for another amount, the amount's own."""
    return pointer.removesuffix("amount") + "fx" if PAID.fullmatch(pointer) else pointer


def _converted_to(report: Report, pointer: str) -> str | None:
    """Return the currency into which a payment was converted, if a rate is stated."""
    fx = _payment(report, int(pointer.split("/")[2])).get("fx")
    to = fx.get("to") if isinstance(fx, dict) else None
    return to if isinstance(to, str) else None


def _payment(report: Report, index: int) -> Mapping[str, object]:
    """Return a payment as it was typed; it has an amount, so it is an object."""
    payments = report.source.data["payments"]
    return payments[index] if isinstance(payments, list) else {}


def _check_prices(report: Report, case: Case) -> None:
    """M4: check the fee only if every deliverable has a price: the ledger divides the rest among those without."""
    prices = [item.price for item in case.deliverables]
    stated = [price for price in prices if price is not None]
    fee = case.agreement.fee if case.agreement else None
    if fee is None or not stated or len(stated) < len(prices):
        return
    added = sum(stated[1:], start=stated[0])
    if added != fee:
        related = tuple(f"/deliverables/{index}/price" for index in range(len(prices)))
        report.add("M4", "/agreement/fee", related=related, detail=f"the prices add up to {added}")


def _check_requested(report: Report, case: Case, computed: Computation, minor: Mapping[str, int]) -> None:
    """M1 and M3: check the claim against the sums: refunds before it limit it, refunds after it settle it."""
    requested, book = case.refund.requested, open_books(case, minor)
    left = total(book.paid) - total(book.back)
    if requested is None or computed.is_made_good:
        return
    if Fraction(requested.amount) > left:
        related = tuple(f"/payments/{index}/amount" for index in range(len(case.payments)))
        report.add("M1", "/refund/requested", related=related, detail=f"at most {english().value(book.money(left))}")
    elif requested != computed.result:
        formula = english().text(computed.formula)
        head, _, result = formula.rpartition(" = ")
        how = "" if head == result else f": {formula}"
        paid = tuple(f"/payments/{index}/amount" for index in range(len(case.payments)))
        own = 'set "method" to "negotiated"' if case.refund.method else 'add "method": "negotiated"'
        fix = f'Remove "requested" from refund. To claim this amount anyway, keep it and {own}.'
        report.add(
            "M3", "/refund/requested", related=paid, detail=f"the computed amount is {computed.result}{how}", fix=fix
        )


def _check_coins(report: Report, case: Case) -> None:
    """M8. The coins are not checked against the charge: no source states what a coin costs today."""
    bought = case.purchase
    if bought and bought.coins and bought.coins_unused and bought.coins_unused > bought.coins:
        report.add("M8", "/purchase/coins_unused", related=("/purchase/coins",))


def _check_tax(report: Report, case: Case, channel: ChannelPolicy, claimed: Money) -> None:
    """M6: on a channel that refunds without tax, tax is not claimed."""
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
        pointer = "/refund/requested" if case.refund.requested else "/refund"
        report.add("M6", pointer, related=tuple(f"/payments/{index}/tax" for index in taxed))
