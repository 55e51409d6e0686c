"""What was paid, what came back and when, and the fee, all in the one currency of the claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from makegood.domain.ledger.exact import ZERO, CannotCompute, as_stated, from_minor_units, to_minor_units
from makegood.domain.windows import day_of
from makegood.model.case import Case, Payment
from makegood.model.money import Money
from makegood.model.statement import Statement, say
from makegood.model.words import OPENING

PAID_OUT = (
    'Add a payment, such as { "paid_on": "2026-08-06", "amount": "GBP 500.00" }; '
    'add "direction": "in" for a refund that you received.'
)


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One line of the books: an exact amount and what it is for; `about` is the payment, if it is one."""

    amount: Fraction
    text: Statement
    cites: tuple[str, ...] = ()
    about: Payment | None = None


@dataclass(frozen=True, slots=True)
class Books:
    """The books. `back` came back before the refund was asked for and lowers the claim; `since` came later."""

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
        """Return an amount of the case as a fraction; raise CannotCompute (M2) if it is in another currency."""
        if amount.currency != self.currency:
            raise mixed_currencies(pointer)
        return Fraction(amount.amount)

    def money(self, value: Fraction) -> Money:
        """Return an amount rounded to the minor unit, as a text states it."""
        return from_minor_units(to_minor_units(value, self.digits), self.digits, self.currency)


def total(entries: tuple[LedgerEntry, ...]) -> Fraction:
    return sum((entry.amount for entry in entries), ZERO)


def open_books(case: Case, minor: Mapping[str, int]) -> Books:
    """Return the books; `minor` has the decimals of each currency. Raise CannotCompute (K1, M2, M5)."""
    code = currency(case)
    if code not in minor:
        raise CannotCompute(
            "M5", "/payments/0/amount", "This currency is not supported.", "Write an ISO 4217 currency code."
        )
    # By day, so that the result does not depend on the order of the payments in the case.
    payments = sorted(case.payments, key=lambda payment: (payment.paid_on, exact_amount(payment, code)))
    payments_out = [payment for payment in payments if payment.direction == "out"]
    if not payments_out:
        raise CannotCompute("K1", "/payments", "The case has no payment to the other party.", PAID_OUT)
    asked_on = first_asked_on(case)
    incoming = [payment for payment in payments if payment.direction != "out"]
    before = [payment for payment in incoming if asked_on is None or payment.paid_on < asked_on]
    fee = case.agreement.fee if case.agreement else None
    return Books(
        currency=code,
        digits=minor[code],
        paid=tuple(
            _entry(payment, code, _label(number, len(payments_out))) for number, payment in enumerate(payments_out, 1)
        ),
        back=tuple(_entry(payment, code, say("sum-refunded")) for payment in before),
        since=tuple(_entry(payment, code, say("sum-refunded")) for payment in incoming if payment not in before),
        fee=None if fee is None else Fraction(fee.amount),
        notes=tuple(_notes(payments_out, code, minor[code])),
    )


def mixed_currencies(pointer: str) -> CannotCompute:
    """Return the error for an amount in another currency than the claim."""
    return CannotCompute(
        "M2",
        pointer,
        "This amount is not in the currency of the claim.",
        'Write it in the currency of the payment, or add the exchange rate to the payment as "fx".',
    )


def currency(case: Case) -> str:
    """Return the currency of the claim: that of the fee, into which all payments can be converted."""
    stated = dict(_stated(case))
    payments = [*case.payments]
    currencies = [payment.amount.currency for payment in payments]
    converted = [payment.fx.to for payment in payments if payment.fx]
    for code in (*stated.values(), *currencies, *converted):
        if all(code == other for other in stated.values()) and all(_fits(payment, code) for payment in payments):
            return code
    if not payments:
        raise CannotCompute("K1", "/payments", "The case has no payment to the other party.", PAID_OUT)
    first = payments[0].amount.currency
    pointers = [pointer for pointer, code in stated.items() if code != first]
    pointers += [f"/payments/{index}/amount" for index, payment in enumerate(payments) if not _fits(payment, first)]
    raise mixed_currencies(pointers[0] if pointers else "/payments")


def _stated(case: Case) -> Iterator[tuple[str, str]]:
    if case.agreement and case.agreement.fee:
        yield "/agreement/fee", case.agreement.fee.currency
    if case.refund.requested:
        yield "/refund/requested", case.refund.requested.currency


def _fits(payment: Payment, code: str) -> bool:
    return code in {payment.amount.currency, payment.fx.to if payment.fx else None}


def exact_amount(payment: Payment, code: str) -> Fraction:
    """Return a payment in the currency of the claim, converted at its own rate."""
    value = Fraction(payment.amount.amount)
    if payment.amount.currency == code or payment.fx is None:
        return value
    return value * Fraction(payment.fx.rate)


def _entry(payment: Payment, code: str, text: Statement) -> LedgerEntry:
    return LedgerEntry(exact_amount(payment, code), text, payment.evidence, payment)


def _label(number: int, count: int) -> Statement:
    return say("sum-paid") if count == 1 else say("sum-payment", number=number, count=count)


def first_asked_on(case: Case) -> date | None:
    """Return the day on which a refund was first asked for, by a letter or at a desk; None if it was not."""
    days = [
        day_of(entry.at, case)
        for entry in case.log
        if entry.event in OPENING or (entry.event == "sent" and (entry.letter or entry.desk))
    ]
    return min(days, default=None)


def _notes(payments_out: list[Payment], code: str, digits: int) -> Iterator[LedgerEntry]:
    """Yield notes on rates, tax and fees, which do not change the sums."""
    for payment in payments_out:
        if payment.amount.currency != code and payment.fx:
            fx = payment.fx
            text = say("sum-rate", paid=payment.amount, rate=as_stated(fx.rate), day=fx.on, source=fx.source)
            yield LedgerEntry(ZERO, text, payment.evidence)
    tax_total = sum(
        (Fraction(payment.tax.amount) for payment in payments_out if payment.tax and payment.tax.currency == code), ZERO
    )
    if tax_total:
        tax = from_minor_units(to_minor_units(tax_total, digits), digits, code)
        yield LedgerEntry(ZERO, say("sum-tax", tax=tax))
    fee_total = sum(
        (Fraction(payment.fee.amount) for payment in payments_out if payment.fee and payment.fee.currency == code), ZERO
    )
    if fee_total:
        fees = from_minor_units(to_minor_units(fee_total, digits), digits, code)
        yield LedgerEntry(ZERO, say("sum-fees", fees=fees))
