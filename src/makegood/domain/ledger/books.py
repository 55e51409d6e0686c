"""What was paid, what came back and when, and the fee, all in the one currency of the claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from makegood.domain.ledger.exact import ZERO, CannotCompute, format_amount, format_number
from makegood.domain.windows import day_of
from makegood.domain.windows import format_day as day_in_words
from makegood.model.case import Case, Payment
from makegood.model.money import Money
from makegood.model.words import OPENING

PAID_OUT = (
    'Add a payment, such as { "paid_on": "2026-08-06", "amount": "GBP 500.00" }; '
    'one with "direction": "in" is money that came back.'
)


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One line of the books: an exact amount and what it is for; `about` the payment, where it is one."""

    amount: Fraction
    text: str
    cites: tuple[str, ...] = ()
    about: Payment | None = None


@dataclass(frozen=True, slots=True)
class Books:
    """`back` came back before the refund was asked for and lowers the claim; `since` came after and settles it."""

    currency: str
    digits: int
    paid: tuple[LedgerEntry, ...]
    back: tuple[LedgerEntry, ...]
    since: tuple[LedgerEntry, ...]
    fee: Fraction | None
    notes: tuple[LedgerEntry, ...]

    @property
    def total(self) -> Fraction:
        return total(self.paid)

    def exact(self, amount: Money, pointer: str) -> Fraction:
        """Take an amount of the case as it is; raises CannotCompute (M2) if it is in another currency."""
        if amount.currency != self.currency:
            raise mixed_currencies(pointer)
        return Fraction(amount.amount)

    def written(self, value: Fraction) -> str:
        return format_amount(value, self.digits)


def total(entries: tuple[LedgerEntry, ...]) -> Fraction:
    return sum((entry.amount for entry in entries), ZERO)


def open_books(case: Case, minor: Mapping[str, int]) -> Books:
    """Open the books; `minor` has the decimals of each currency. Raises CannotCompute (K1, M2, M5)."""
    code = currency(case)
    if code not in minor:
        raise CannotCompute("M5", "/payments/0/amount", "This currency is not known.", "Write a currency of ISO 4217.")
    # By day, so that the order in which the payments were typed changes nothing.
    payments = sorted(case.payments, key=lambda payment: (payment.paid_on, exact(payment, code)))
    out = [payment for payment in payments if payment.direction == "out"]
    if not out:
        raise CannotCompute("K1", "/payments", "No payment to the other side is stated.", PAID_OUT)
    asked = first_asked_on(case)
    came = [payment for payment in payments if payment.direction != "out"]
    before = [payment for payment in came if asked is None or payment.paid_on < asked]
    fee = case.agreement.fee if case.agreement else None
    return Books(
        currency=code,
        digits=minor[code],
        paid=tuple(_entry(payment, code, _label(at, len(out))) for at, payment in enumerate(out, 1)),
        back=tuple(_entry(payment, code, "Came back") for payment in before),
        since=tuple(_entry(payment, code, "Came back") for payment in came if payment not in before),
        fee=None if fee is None else Fraction(fee.amount),
        notes=tuple(_notes(out, code, minor[code])),
    )


def mixed_currencies(pointer: str) -> CannotCompute:
    """Make the error for an amount in another currency than the claim."""
    return CannotCompute(
        "M2",
        pointer,
        "This amount is in another currency than the claim.",
        "Write it in the currency of the payment, or state the rate as fx of the payment.",
    )


def currency(case: Case) -> str:
    """Find the currency of the claim: the one in which the fee is stated and into which all payments can be turned."""
    stated = dict(_stated(case))
    payments = [*case.payments]
    own = [payment.amount.currency for payment in payments]
    turned = [payment.fx.to for payment in payments if payment.fx]
    for code in (*stated.values(), *own, *turned):
        if all(code == other for other in stated.values()) and all(_fits(payment, code) for payment in payments):
            return code
    if not payments:
        raise CannotCompute("K1", "/payments", "No payment to the other side is stated.", PAID_OUT)
    first = payments[0].amount.currency
    wrong = [pointer for pointer, code in stated.items() if code != first]
    wrong += [f"/payments/{at}/amount" for at, payment in enumerate(payments) if not _fits(payment, first)]
    raise mixed_currencies(wrong[0] if wrong else "/payments")


def _stated(case: Case) -> Iterator[tuple[str, str]]:
    if case.agreement and case.agreement.fee:
        yield "/agreement/fee", case.agreement.fee.currency
    if case.refund.requested:
        yield "/refund/requested", case.refund.requested.currency


def _fits(payment: Payment, code: str) -> bool:
    return code in {payment.amount.currency, payment.fx.to if payment.fx else None}


def exact(payment: Payment, code: str) -> Fraction:
    """Return what a payment is in the currency of the claim, by its own rate where it was made in another."""
    value = Fraction(payment.amount.amount)
    if payment.amount.currency == code or payment.fx is None:
        return value
    return value * Fraction(payment.fx.rate)


def _entry(payment: Payment, code: str, text: str) -> LedgerEntry:
    return LedgerEntry(exact(payment, code), text, payment.evidence, payment)


def _label(number: int, count: int) -> str:
    return "Paid" if count == 1 else f"Payment {number} of {count}"


def first_asked_on(case: Case) -> date | None:
    """Give the day on which a refund was asked for first, by a letter or at a desk: what came before was not for it."""
    days = [
        day_of(entry.at, case)
        for entry in case.log
        if entry.event in OPENING or (entry.event == "sent" and (entry.letter or entry.desk))
    ]
    return min(days, default=None)


def _notes(out: list[Payment], code: str, digits: int) -> Iterator[LedgerEntry]:
    """Say what lies in the payments or beside them and is not counted by itself."""
    for payment in out:
        if payment.amount.currency != code and payment.fx:
            paid = f"{payment.amount.currency} {payment.amount.amount:,f}"
            rate = f"{format_number(payment.fx.rate)} of {day_in_words(payment.fx.on)}"
            text = f"{paid} at the rate {rate} ({payment.fx.source})"
            yield LedgerEntry(ZERO, text, payment.evidence)
    tax = sum((Fraction(one.tax.amount) for one in out if one.tax and one.tax.currency == code), ZERO)
    if tax:
        yield LedgerEntry(ZERO, f"Of what was paid, {format_amount(tax, digits)} is tax")
    fees = sum((Fraction(one.fee.amount) for one in out if one.fee and one.fee.currency == code), ZERO)
    if fees:
        yield LedgerEntry(ZERO, f"Fees of {format_amount(fees, digits)} for making the payments are not claimed")
