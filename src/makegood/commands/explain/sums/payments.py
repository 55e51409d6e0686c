"""What was paid, and what came back."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from makegood.commands.explain.sums.sheet import product, total
from makegood.commands.explain.sums.work import Work
from makegood.domain.ledger import first_asked_on
from makegood.domain.ledger.books import LedgerEntry
from makegood.domain.windows import day_of, format_day
from makegood.formats.terminal_text import visible
from makegood.model.case import Payment
from makegood.model.money import Money
from makegood.model.words import OPENING


def paid(work: Work) -> None:
    """Add what was paid, and which part of it is tax or came on top as a fee."""
    book = work.book
    work.sheet.head("Payments made")
    _payments(work, book.paid, "Paid")
    exact = work.sheet.add("Total paid", total(work.entries(book.paid)), comes_to=book.total)
    work.lines["paid"] = exact
    _name_stated(work, exact, work.facts.sums.paid, "paid")
    out = [entry.about for entry in book.paid if entry.about]
    _add_extras(work, "Tax", out, "tax", "This amount is part of the payment, and is not deducted.")
    _add_extras(work, "Fee", out, "fee", "This fee was charged for making the payment, and is not claimed.")


def returned(work: Work) -> None:
    """Add what came back, before and since the request."""
    book = work.book
    if not (book.back or book.since):
        return
    work.sheet.head("Refunds received", _since_when(work))
    _payments(work, book.back, "Refunded before the request,")
    _payments(work, book.since, "Refunded since the request,")
    if book.back:
        work.lines["back"] = work.sheet.add(
            "Total refunded before the request", total(work.entries(book.back)), names=work.named("before")
        )
    if book.since:
        work.lines["since"] = work.sheet.add(
            "Total refunded since the request", total(work.entries(book.since)), names=work.named("since")
        )
    exact = work.sheet.add(
        "Total refunded", total([work.lines[name] for name in ("back", "since") if name in work.lines])
    )
    _name_stated(work, exact, work.facts.sums.returned, "returned")


def _name_stated(work: Work, exact: int, amount: Money, name: str) -> None:
    """Return the sum in the documents: the line itself, or its rounded value."""
    if work.sheet.exact(exact) == Fraction(amount.amount):
        work.sheet.name(exact, *work.named(name))
    else:
        work.stated(f"{work.sheet[exact].what}, as printed in the documents", exact, amount, name)


def _since_when(work: Work) -> str:
    """Return from which day on returned money is deducted from the claim, and where that day is recorded."""
    first_request = first_asked_on(work.case)
    if first_request is None:
        return "No refund has been requested yet, so the whole amount reduces the claim."
    requests = (
        entry
        for entry in work.case.log
        if entry.event in OPENING or (entry.event == "sent" and (entry.letter or entry.desk))
    )
    place = next(work.places.entry(entry, "at") for entry in requests if day_of(entry.at, work.case) == first_request)
    return (
        f"The refund was first requested on {format_day(first_request)} ({place}). Refunds before that date reduce the "
        "claim. Refunds on or after that date are deducted from it."
    )


def _payments(work: Work, entries: Iterable[LedgerEntry], what: str) -> None:
    for entry in entries:
        if entry.about:
            work.payments[id(entry.about)] = _payment(work, entry, entry.about, what)


def _payment(work: Work, entry: LedgerEntry, payment: Payment, what: str) -> int:
    """Add one payment, in the currency of the claim."""
    reference = f" ({visible(payment.reference)})" if payment.reference else ""
    place = work.places.payment(payment, "amount")
    number = work.money(f"{what} on {format_day(payment.paid_on)}{reference}", payment.amount, place)
    if payment.amount.currency == work.currency or payment.fx is None:
        return number
    fx = payment.fx
    rate = work.number(
        f"{fx.to} for {payment.amount.currency} 1",
        fx.rate,
        work.places.payment(payment, "fx/rate"),
        "",
        f"Exchange rate of {format_day(fx.on)}, from {visible(fx.source)}",
    )
    return work.sheet.add(f"The same amount in {work.currency}", product(number, ("×", rate)), comes_to=entry.amount)


def _add_extras(work: Work, what: str, out: Iterable[Payment], key: str, note: str) -> None:
    """Add the tax or the fees of payments, if they are in the currency of the claim."""
    lines = [
        work.money(
            f"{what} of the payment on {format_day(payment.paid_on)}",
            amount,
            work.places.payment(payment, f"{key}"),
            notes=[note],
        )
        for payment in out
        if (amount := payment.tax if key == "tax" else payment.fee)
        and amount.currency == work.currency
        and amount.amount
    ]
    if len(lines) > 1:
        work.sheet.add(f"{what} in total", total(lines))
