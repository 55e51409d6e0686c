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
    """Add what was paid, and what of it is tax or came on top as a fee."""
    book = work.book
    work.sheet.head("What was paid")
    _payments(work, book.paid, "Paid")
    exact = work.sheet.add("Paid in all", total(work.entries(book.paid)), comes_to=book.total)
    work.found["paid"] = exact
    _stated(work, exact, work.facts.sums.paid, "paid")
    out = [one.about for one in book.paid if one.about]
    _beside(work, "Tax", out, "tax", "It is a part of what was paid, and is not taken off.")
    _beside(work, "Fee", out, "fee", "It was paid for making the payment, and is not claimed.")


def returned(work: Work) -> None:
    """Add what came back, before and since the request."""
    book = work.book
    if not (book.back or book.since):
        return
    work.sheet.head("What came back", _since_when(work))
    _payments(work, book.back, "Came back before the request,")
    _payments(work, book.since, "Came back since the request,")
    if book.back:
        work.found["back"] = work.sheet.add(
            "Came back before the request, in all", total(work.entries(book.back)), names=work.named("before")
        )
    if book.since:
        work.found["since"] = work.sheet.add(
            "Came back since the request, in all", total(work.entries(book.since)), names=work.named("since")
        )
    exact = work.sheet.add(
        "Came back in all", total([work.found[one] for one in ("back", "since") if one in work.found])
    )
    _stated(work, exact, work.facts.sums.returned, "returned")


def _stated(work: Work, exact: int, amount: Money, name: str) -> None:
    """Name what the documents state: the line itself, or what it is rounded to."""
    if work.sheet.exact(exact) == Fraction(amount.amount):
        work.sheet.name(exact, *work.named(name))
    else:
        work.stated(f"{work.sheet[exact].what}, in the documents", exact, amount, name)


def _since_when(work: Work) -> str:
    """Say from which day on money that comes back settles the claim, and where that day stands."""
    asked = first_asked_on(work.case)
    if asked is None:
        return "Nothing was asked for yet, so all of it lowers the claim."
    asks = (one for one in work.case.log if one.event in OPENING or (one.event == "sent" and (one.letter or one.desk)))
    place = next(work.places.entry(one, "at") for one in asks if day_of(one.at, work.case) == asked)
    return (
        f"The money was asked for first on {format_day(asked)} ({place}). What came before lowers the claim; "
        "what came on that day or later is taken off what is claimed."
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
        f"The rate of {format_day(fx.on)}: {visible(fx.source)}",
    )
    return work.sheet.add(f"The same in {work.currency}", product(number, ("×", rate)), comes_to=entry.amount)


def _beside(work: Work, what: str, out: Iterable[Payment], key: str, note: str) -> None:
    """Add what lies in the payments or beside them, where it is in the currency of the claim."""
    found = [
        work.money(
            f"{what} of the payment on {format_day(one.paid_on)}",
            amount,
            work.places.payment(one, f"{key}"),
            notes=[note],
        )
        for one in out
        if (amount := one.tax if key == "tax" else one.fee) and amount.currency == work.currency and amount.amount
    ]
    if len(found) > 1:
        work.sheet.add(f"{what} in all", total(found))
