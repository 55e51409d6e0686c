"""What letters say: each sentence of the letters and on paying back, for each variant, as it was written by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace as Some
from typing import Any

import pytest

from makegood.domain.repayment import RepaymentPart, RequestedPart
from makegood.language import english
from makegood.model.case import Payment, Repayment
from makegood.model.money import Money
from makegood.model.statement import Statement, say
from makegood.statements import dispute, final_notice, formal_notice, letters, payments, receipt, repayment, settlement

TEMPLATES = Path(__file__).parent.parent / "templates"
ZONE = "London time"
DAY = date(2026, 12, 7)
AUGUST = tuple(date(2026, 8, day) for day in (6, 7, 8, 9))


def gbp(amount: str) -> Money:
    return Money.parse(f"GBP {amount}")


def payment(day: int = 6, amount: str = "500.00", **more: Any) -> Payment:
    return Payment(amount=gbp(amount), paid_on=date(2026, 8, day), id=f"p{day}-{amount}", **more)


def back(day: date = date(2026, 12, 14), amount: str = "200.00", **more: Any) -> Payment:
    return Payment(amount=gbp(amount), paid_on=day, id=f"b{amount}", direction="in", **more)


METHODS = {
    "bank": Some(id="bank", phrase="by bank transfer", repayment="account", has_coin=False, disputed_at=()),
    "paypal": Some(id="paypal", phrase="by PayPal", repayment="paypal", has_coin=False, disputed_at=("paypal",)),
    "card": Some(id="card", phrase="by card", repayment="provider", has_coin=False, disputed_at=("card_issuer",)),
    "platform": Some(
        id="platform", phrase="through the platform", repayment="platform", has_coin=False, disputed_at=()
    ),
    "cash": Some(id="cash", phrase="in cash", repayment="cash", has_coin=False, disputed_at=()),
    "voucher": Some(id="voucher", phrase="in vouchers", repayment="none", has_coin=False, disputed_at=()),
    "coin": Some(id="coin", phrase="in cryptocurrency", repayment="none", has_coin=True, disputed_at=()),
    "goods": Some(id="goods", phrase="in goods", repayment="goods", has_coin=False, disputed_at=()),
}
ACCOUNT = Repayment(holder="Harbour & Pine Ltd", iban="GB33BUKB20201555555555")
DESKS = {
    "paypal": Some(id="paypal", name="PayPal", speaker="paypal", audience="paypal"),
    "card_issuer": Some(id="card_issuer", name="the card issuer", speaker="card_issuer", audience="card"),
}


def entry(event: str, by: str | None = "creator", at: date = date(2026, 12, 10), **more: Any) -> Any:
    usual = {
        "amount": None,
        "deadline": None,
        "deliverable": None,
        "privilege": "none",
        "desk": None,
        "number": None,
        "text": None,
        "is_decision": False,
    }
    return Some(event=event, by=by, at=at, **{**usual, **more})


def sent(
    letter: str = "first_request", on: date = date(2026, 11, 23), amount: str = "500.00", reply_by: date | None = DAY
) -> Any:
    return Some(letter=letter, on=on, amount=gbp(amount), reply_by=reply_by)


def row(title: str = "Video 3", **more: Any) -> Any:
    usual = {
        "is_delivered": False,
        "is_posted": False,
        "is_removed": False,
        "posted_at": None,
        "parts": (),
        "claimed": gbp("500.00"),
        "deliverable": Some(id=title, type="video", status="not_delivered"),
    }
    return Some(title=title, **{**usual, **more})


def case(*payments: Payment, **changes: Any) -> Any:
    """Build facts with these payments; a name such as `sums__paid` changes one attribute of a part."""
    paid = payments or (payment(method="bank"),)
    log = changes.pop("log", ())
    first = changes.pop("first", sent())
    all_sent = (first, *changes.pop("later", ())) if first else ()
    ladder = Some(
        first=first,
        since=log,
        sent=all_sent,
        settlement=None,
        is_disputed=False,
        last=lambda *names: next((one for one in reversed(all_sent) if not names or one.letter in names), None),
    )
    facts = Some(
        case=Some(
            case=Some(case_ref="MG-1", timezone="Europe/London", as_of=date(2026, 12, 8), jurisdiction=None),
            parties=Some(
                creator=Some(
                    display_name="Ana Marlowe", salutation_name="Ana", handle="@ana", email="ana@creators.example"
                ),
                payee=None,
                brand=Some(
                    legal_name="Harbour & Pine Ltd",
                    address=("1 Quay", "London"),
                    repayment=None,
                    contact=Some(email="refunds@harbourpine.example"),
                ),
            ),
            agreement=Some(agreed_on=date(2026, 8, 4), order_id=None, fee=None, cure_period_days=None),
            payments=paid,
            log=log,
            refund=Some(interest=None, offer=None),
        ),
        channel=Some(route="direct", repayment="unsaid", disputed_at=()),
        desk=None,
        desk_names={},
        disputed_at=DESKS,
        methods=METHODS,
        payments_out=paid,
        is_in_goods=lambda payment: payment.method == "goods",
        not_money=frozenset({"goods", "coin"}),
        is_goods=all(one.method == "goods" for one in paid),
        as_paid=Some(outstanding=None, worth={}, totals=()),
        sums=Some(
            paid=gbp("500.00"),
            outstanding=gbp("500.00"),
            askable=gbp("500.00"),
            returned=gbp("0.00"),
            claimed=gbp("500.00"),
            settled=gbp("0.00"),
            rest_of_agreed=None,
        ),
        ladder=ladder,
        ways=(),
        rows=(row(),),
        chronology=(),
        make_goods=(),
        open_offer=None,
        unwritten=None,
        make_good_by=None,
        reply_by=DAY,
        beside_delivery=None,
        is_claim_changed=False,
        computation=Some(is_sum_of_parts=False, steps=()),
    )
    for name, value in changes.items():
        part: Any = facts
        *path, last = name.split("__")
        for step in path:
            part = getattr(part, step)
        setattr(part, last, value)
    return facts


def text(said: Any) -> str:
    """Return the sentences of a statement, of several, or of paragraphs, in one line."""
    items = said if isinstance(said, tuple) else (said,)
    return " ".join(
        text(item.statements) if isinstance(item, repayment.Paragraph) else english().text(item) for item in items
    )


SEEN: set[str] = set()
"""The ids of all statements that this file has compared."""


def collect(said: Any) -> None:
    for item in said if isinstance(said, tuple) else (said,):
        if isinstance(item, repayment.Paragraph):
            collect(item.statements)
        elif isinstance(item, letters.Dated):
            collect(item.statement)
        elif isinstance(item, Statement):
            SEEN.update(part.id for part in item.within())


def is_said(said: Any, right: str) -> None:
    collect(said)
    assert text(said) == right


CANCEL = {"channel__route": "platform_cancellation", "desk": Some(name="TikTok One", id="tiktok_one")}
ORDER = {**CANCEL, "case__agreement__order_id": "TTO-1"}
TO_ACCOUNT = "to the account that our payment came from, with the reference MG-1"
TO_AGREE = "in a way that we agree on by email, with the reference MG-1"
SUM, HALF = gbp("500.00"), gbp("250.00")
BY = "by the end of Monday, 7 December 2026 (London time)"


@pytest.mark.parametrize(
    ("facts", "amount", "object_", "clause"),
    [
        (case(), SUM, "GBP 500.00", f"refund GBP 500.00 {TO_ACCOUNT}"),
        (
            case(payment(method="goods")),
            SUM,
            "",
            f"return the goods that we gave you, or pay us their value, GBP 500.00, {TO_AGREE}",
        ),
        (
            case(payment(method="goods")),
            HALF,
            "",
            f"return goods worth GBP 250.00 out of those that we gave you, or pay us that sum {TO_AGREE}",
        ),
    ],
)
def test_a_request_is_one_sentence(facts: Any, amount: Money, object_: str, clause: str) -> None:
    first_up = clause[0].upper() + clause[1:]
    is_said(repayment.request(facts, amount, DAY, ZONE), f"Please {clause}, {BY}.")
    is_said(repayment.request(facts, amount, None, ZONE), f"Please {clause}.")
    is_said(repayment.option(facts, amount), f"{first_up}.")
    is_said(repayment.besides(facts, amount), f"Besides, {clause}.")
    is_said(repayment.end_yourself(facts, amount, "paypal"), f"You can still end this yourself: {clause}.")


def test_a_cancellation_is_to_be_accepted() -> None:
    named, unnamed = case(**ORDER), case(**{**CANCEL, "desk": None})
    needed = "We need your acceptance there, so that GBP 500.00 can be returned."
    is_said(
        repayment.request(named, SUM, DAY, ZONE),
        f"Please accept the cancellation of order TTO-1 in TikTok One {BY}. {needed}",
    )
    is_said(
        repayment.request(unnamed, SUM, None, ZONE),
        f"Please accept the cancellation of the order in the platform. {needed}",
    )
    is_said(repayment.option(named, SUM), "Accept the cancellation of order TTO-1 in TikTok One.")
    is_said(
        repayment.end_yourself(named, SUM, ""),
        "You can still end this yourself: accept the cancellation of order TTO-1 in TikTok One.",
    )
    is_said(
        letters.asked(named),
        "On Monday, 23 November 2026 we asked you to accept the cancellation of order TTO-1, by 7 December 2026.",
    )
    named.ladder.first.reply_by = None
    is_said(letters.asked(named), "On Monday, 23 November 2026 we asked you to accept the cancellation of order TTO-1.")
    assert repayment.details(named, SUM) == ()


@pytest.mark.parametrize(
    ("facts", "what"),
    [
        (case(first=sent(amount="500.00")), "GBP 500.00 back"),
        (case(payment(method="goods"), first=sent(amount="500.00")), "the goods back, or their value, GBP 500.00"),
        (case(payment(method="goods"), first=sent(amount="250.00")), "goods worth GBP 250.00 back, or that sum"),
    ],
)
def test_what_is_asked_for_and_was_asked_for(facts: Any, what: str) -> None:
    amount, facts.ladder.first.reply_by = facts.ladder.first.amount, DAY
    is_said(repayment.claimed(facts, amount), f"We ask for {what}.")
    is_said(
        repayment.claimed_since(facts, amount, ("it was late", "it is gone")),
        f"We ask for {what}, since it was late and it is gone.",
    )
    is_said(repayment.claimed_instead(facts, amount), f"We ask for {what}.".replace("500.00 back", "500.00"))
    is_said(letters.asked(facts), f"On Monday, 23 November 2026 we asked you for {what}, by 7 December 2026.")
    facts.ladder.first.reply_by = None
    is_said(letters.asked(facts), f"On Monday, 23 November 2026 we asked you for {what}.")


def test_terms_are_a_sum_of_money() -> None:
    goods = case(payment(method="goods"))
    is_said(repayment.term(case(), SUM, DAY, ZONE), f"You refund GBP 500.00 {TO_ACCOUNT}, {BY}.")
    is_said(repayment.term(case(), SUM, None, ZONE), f"You refund GBP 500.00 {TO_ACCOUNT}.")
    is_said(repayment.term(goods, SUM, DAY, ZONE), f"You pay GBP 500.00 {TO_AGREE}, {BY}.")
    is_said(repayment.term(goods, SUM, None, ZONE), f"You pay GBP 500.00 {TO_AGREE}.")
    is_said(repayment.deal_request(case(), DAY, ZONE), f"Please send it {TO_ACCOUNT}, {BY}.")
    is_said(repayment.deal_request(case(), None, ZONE), f"Please send it {TO_ACCOUNT}.")


def days(method: str | None, *numbers: int) -> Any:
    return case(*(payment(day, amount=f"{day}.00", method=method) for day in numbers))


BELOW = {"case__parties__brand__repayment": ACCOUNT}
BY_MESSAGE = {"case__parties__creator__email": None}
MG = ", with the reference MG-1"


@pytest.mark.parametrize(
    ("facts", "way"),
    [
        (case(payment(method="bank"), **BELOW), "to the account below"),
        (days("bank", 6, 7), f"to the account that our payments came from{MG}"),
        (days("paypal", 6), f"on PayPal, as a refund on our payment of 6 August 2026{MG}"),
        (days("paypal", 7, 6), f"on PayPal, as a refund on our payments of 6 August 2026 and 7 August 2026{MG}"),
        (days("paypal", 6, 9, 7, 8), f"on PayPal, as a refund on our payments from 6 August 2026 to 9 August 2026{MG}"),
        (days("card", 6), f"through the payment provider that took our payment of 6 August 2026{MG}"),
        (
            days("card", 6, 7),
            f"through the payment provider that took our payments of 6 August 2026 and 7 August 2026{MG}",
        ),
        (
            days("card", 6, 7, 8, 9),
            f"through the payment provider that took our payments from 6 August 2026 to 9 August 2026{MG}",
        ),
        (days("platform", 6), f"through the platform that took our payment{MG}"),
        (days("platform", 6, 7), f"through the platform that took our payments{MG}"),
        (days(None, 6), f"in the way in which we paid it{MG}"),
        (days("cash", 6), TO_AGREE),
        (case(payment(method="cash"), **BY_MESSAGE), f"in a way that we agree on by message{MG}"),
        (case(payment(method="bank"), payment(7, method="paypal")), f"in the ways below{MG}"),
        (case(payment(method="bank"), payment(7, method="paypal"), **BELOW), "in the ways below"),
    ],
)
def test_each_way_is_named(facts: Any, way: str) -> None:
    is_said(repayment.way(facts), way)


@pytest.mark.parametrize(
    ("facts", "way"),
    [
        (case(payment(method="bank"), **BELOW), "to the account that our message names"),
        (days("bank", 6), "to the account that the payment came from"),
        (days("bank", 6, 7), "to the account that the payments came from"),
        (days("paypal", 6, 7), "through PayPal"),
        (days("card", 6, 7), "through the payment provider that took the payment"),
        (days("platform", 6), "through the platform that took the payment"),
        (days("platform", 6, 7), "through the platform that took the payments"),
        (days(None, 6), "in the way in which it was paid"),
        (days("cash", 6), "in a way that we agree on by email"),
        (case(payment(method="cash"), **BY_MESSAGE), "in a way that we agree on by message"),
        (case(payment(method="bank"), payment(7, method="paypal")), "in the ways that our message names"),
    ],
)
def test_a_packet_names_no_account(facts: Any, way: str) -> None:
    is_said(repayment.way_in_packet(facts), way)


@pytest.mark.parametrize(
    ("facts", "details"),
    [
        (case(), ""),
        (case(payment(method="bank"), **BELOW), "This is the account:"),
        (
            days("paypal", 6),
            "Please use PayPal's own refund on that payment, and make no new payment. If PayPal does not offer it, please tell us.",
        ),
        (
            days("card", 6),
            "Please refund that payment itself, and make no new payment. If the provider does not offer it, please tell us.",
        ),
        (
            days("cash", 6),
            "Please tell us how you would like to pay it back. If you hand it over in cash, we give you a receipt.",
        ),
        (days("voucher", 6), "Please tell us how you would like to pay it back."),
        (
            days("goods", 6),
            "If you return goods, please send them to Harbour & Pine Ltd, 1 Quay, London. If you pay, please tell us how you would like to do it.",
        ),
        (
            case(payment(method="goods"), case__parties__brand__address=(), **BELOW),
            "If you return goods, please ask us first where to send them. If you pay, this is the account:",
        ),
        (
            case(payment(method="paypal"), log=(entry("dispute_opened", "brand", desk="paypal"),)),
            "Our dispute over that payment is with PayPal now: please pay it back there alone, and not a second time to us.",
        ),
        (
            case(payment(method="card"), log=(entry("dispute_opened", "brand", desk="card_issuer"),)),
            "Our chargeback over that payment is running: please pay it back through that provider alone, and not a second time to us.",
        ),
    ],
)
def test_what_else_the_payer_has_to_know(facts: Any, details: str) -> None:
    is_said(repayment.details(facts, HALF), details)


def test_goods_are_no_way_to_pay_an_agreed_sum() -> None:
    is_said(
        repayment.details(days("goods", 6), HALF, is_sum_only=True), "Please tell us how you would like to pay it back."
    )


WAYS = {
    "bank": "please use the account that it came from.",
    "paypal": "please use PayPal's own refund on that payment, and make no new payment. If PayPal does not offer it, please tell us.",
    "card": "please use a refund through the payment provider that took it, and make no new payment. If the provider does not offer it, please tell us.",
    "platform": "please use that platform.",
    None: "please use the way in which we paid it.",
    "cash": "please tell us how you would like to pay it back. If you hand it over in cash, we give you a receipt.",
    "voucher": "please tell us how you would like to pay it back.",
}


def each(
    facts: Any, amount: Money | None, kind: str, *paid: Payment, is_new: bool = False, **more: Any
) -> tuple[Statement, ...]:
    part = RepaymentPart(kind=kind, payments=paid, **more)  # type: ignore[arg-type]
    return tuple(repayment._of_each(facts, RequestedPart(part=part, amount=amount), is_new))


@pytest.mark.parametrize("method", WAYS)
def test_each_of_several_parts_has_its_way(method: str | None) -> None:
    kind = METHODS[method].repayment if method else "unsaid"
    phrase = f" {METHODS[method].phrase}" if method else ""
    what = f"what we paid{phrase} on 6 August 2026 (GBP 500.00)"
    paid = payment(method=method)
    is_said(each(case(), None, kind, paid), f"For {what}, {WAYS[method]}")
    is_said(each(case(), HALF, kind, paid), f"GBP 250.00 for {what}: {WAYS[method]}")


def test_an_account_is_shown_once() -> None:
    what = "what we paid in cash on 6 August 2026 (GBP 500.00)"
    for is_new, which in ((True, "use this account:"), (False, "use the same account.")):
        is_said(
            each(case(), None, "cash", payment(method="cash"), is_new=is_new, account=ACCOUNT),
            f"For {what}, please {which}",
        )
        is_said(
            each(case(), HALF, "cash", payment(method="cash"), is_new=is_new, account=ACCOUNT),
            f"GBP 250.00 for {what}: please {which}",
        )
    paid = case(payment(method="bank", amount="300.00"), payment(7, method="cash", amount="200.00"), **BELOW)
    paragraphs = repayment.details(paid, HALF)
    assert [bool(paragraph.account) for paragraph in paragraphs] == [False, True, False]


@pytest.mark.parametrize(
    ("facts", "account", "is_new", "how"),
    [
        (case(), ACCOUNT, True, "to this account"),
        (case(), ACCOUNT, False, "to the same account"),
        (case(), None, False, "in a way that we agree on by email"),
        (case(**BY_MESSAGE), None, False, "in a way that we agree on by message"),
    ],
)
def test_goods_among_several_ways(facts: Any, account: Repayment | None, is_new: bool, how: str) -> None:
    what, then = (
        "the goods that we gave you on 6 August 2026 (GBP 500.00)",
        f"you may return goods, or pay their value {how}.",
    )
    to = "If you return goods, please send them to Harbour & Pine Ltd, 1 Quay, London."
    paid = payment(method="goods")
    is_said(each(facts, None, "goods", paid, is_new=is_new, account=account), f"For {what}, {then} {to}")
    is_said(each(facts, HALF, "goods", paid, is_new=is_new, account=account), f"GBP 250.00 for {what}: {then} {to}")


@pytest.mark.parametrize(
    ("paid", "what"),
    [
        ((payment(reference="R-1"),), "on 6 August 2026 (GBP 500.00, reference R-1)"),
        ((payment(6, "1.00"), payment(7, "2.00")), "on 6 August 2026 and 7 August 2026 (GBP 1.00 and GBP 2.00)"),
        (tuple(payment(6, f"{number}.00") for number in range(4)), "on 6 August 2026"),
        (tuple(payment(day) for day in (6, 7, 8, 9)), "from 6 August 2026 to 9 August 2026"),
    ],
)
def test_what_was_paid_is_named_by_its_days(paid: tuple[Payment, ...], what: str) -> None:
    from dataclasses import replace

    then = "please use the account that it came from."
    is_said(each(case(), None, "account", *paid), f"For what we paid {what}, {then}")
    by_bank = [replace(one, method="bank") for one in paid]
    is_said(each(case(), None, "account", *by_bank), f"For what we paid by bank transfer {what}, {then}")
    assert text(each(case(), None, "goods", *paid)).startswith(
        f"For the goods that we gave you {what}, you may return goods"
    )
    collect(each(case(), None, "goods", *paid))


def test_a_part_at_a_desk_is_paid_back_there() -> None:
    paid, what = payment(method="paypal"), "what we paid by PayPal on 6 August 2026 (GBP 500.00)"
    is_said(
        each(case(), None, "paypal", paid, disputed_at=DESKS["paypal"]),
        f"Our dispute over {what} is with PayPal now. If you pay that back, please do it there alone, and not a second time to us.",
    )
    for kind, taker in (("paypal", "PayPal"), ("provider", "the payment provider that took it")):
        is_said(
            each(case(), None, kind, paid, disputed_at=DESKS["card_issuer"]),
            f"Our chargeback over {what} is running. If you pay that back, please do it through {taker} alone, and not a second time to us.",
        )
        part = RepaymentPart(kind=kind, payments=(paid,), disputed_at=DESKS["card_issuer"])  # type: ignore[arg-type]
        is_said(
            repayment._asked_elsewhere(case(), RequestedPart(part=part, amount=HALF)),
            f"GBP 250.00 more is asked for in our chargeback over {what}, and is no part of the sum above. "
            f"If you pay that back, please do it through {taker} alone, and not a second time to us.",
        )
        is_said(
            tuple(repayment._beside_one(case(), part, is_goods=False)),
            "Our chargeback over that payment is running: please pay it back through "
            f"{taker.replace('the payment provider that took it', 'that provider')} alone, and not a second time to us.",
        )
    part = RepaymentPart(kind="paypal", payments=(paid,), disputed_at=DESKS["paypal"])  # type: ignore[arg-type]
    is_said(
        repayment._asked_elsewhere(case(), RequestedPart(part=part, amount=HALF)),
        f"GBP 250.00 more is asked for in our dispute with PayPal over {what}, and is no part of the sum above. "
        "If you pay that back, please do it there alone, and not a second time to us.",
    )


def test_how_a_sum_is_divided_among_the_ways() -> None:
    def division(amount: Money | None, asked: Money, disputed_at: Any = None, **changes: Any) -> Statement:
        part = RepaymentPart(kind="paypal", payments=(payment(method="paypal"),), disputed_at=disputed_at)
        return repayment._division(case(**changes), (RequestedPart(part=part, amount=amount),), asked)

    is_said(division(HALF, HALF), "Please pay it back in these parts:")
    is_said(division(None, SUM), "Please pay back each part in its own way:")
    is_said(division(None, HALF, DESKS["paypal"]), "These are the ways:")
    divide = "You may divide the GBP 250.00 between these ways as you like, up to what we paid in each"
    is_said(division(None, HALF), f"{divide}:")
    is_said(division(None, HALF, sums__returned=gbp("1.00")), f"{divide} and has not come back:")


def test_a_disputed_part_can_be_ended_at_its_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    part = RepaymentPart(kind="paypal", payments=(payment(method="paypal"),), disputed_at=DESKS["paypal"])  # type: ignore[arg-type]
    monkeypatch.setattr(repayment, "disputed_parts", lambda _: (RequestedPart(part=part, amount=HALF),))
    is_said(
        repayment.end_yourself(case(), HALF, "paypal"),
        f"You can still end this yourself: refund GBP 250.00 on PayPal, as a refund on our payment of 6 August 2026{MG}.",
    )
    is_said(
        repayment.there_alone(case(), "paypal"),
        "Please pay that back there alone, and not a second time to us. What else we ask for is no part of this message.",
    )
    assert repayment.there_alone(case(), "card_issuer") == ()


def test_amounts_show_the_currency_of_the_payment() -> None:
    dollars = Money.parse("USD 620.00")
    euros = Money.parse("EUR 10.00")
    is_said(
        repayment.claimed(case(as_paid__outstanding=dollars), SUM), "We ask for GBP 500.00 (USD 620.00 as paid) back."
    )
    is_said(
        letters.paid(case(as_paid__totals=(dollars,))),
        "We paid USD 620.00 (GBP 500.00) on 6 August 2026 by bank transfer.",
    )
    assert text(payments.total(case(as_paid__totals=(dollars, euros)))) == "GBP 500.00 (USD 620.00 and EUR 10.00)"
    paid = payment(method="goods")
    worth = case(paid, as_paid__worth={paid.id: dollars})
    assert text(payments.as_paid(paid, worth)) == "goods at a value of GBP 500.00 (USD 620.00)"
    collect(payments.as_paid(paid, worth))


# --- What was agreed and paid ---


def test_what_was_agreed() -> None:
    work, fee = "three videos", gbp("1500.00")
    start = "On 4 August 2026 we agreed on three videos to be posted on @ana"
    is_said(letters.agreed(case(), work), f"{start}.")
    is_said(letters.agreed(case(case__agreement__fee=fee), work), f"{start}, for GBP 1,500.00.")
    is_said(letters.agreed(case(case__agreement__order_id="T-1"), work), f"{start} (order T-1).")
    both = case(case__agreement__order_id="T-1", case__agreement__fee=fee)
    is_said(letters.agreed(both, work), f"{start} (order T-1), for GBP 1,500.00.")


R = {"reference": "R-1"}


@pytest.mark.parametrize(
    ("payments", "right"),
    [
        ((payment(),), "We paid GBP 500.00 on 6 August 2026."),
        ((payment(**R),), "We paid GBP 500.00 on 6 August 2026, reference R-1."),
        ((payment(method="bank", **R),), "We paid GBP 500.00 on 6 August 2026 by bank transfer, reference R-1."),
        ((payment(), payment(7)), "We paid GBP 500.00 in two payments, on 6 August 2026 and 7 August 2026."),
        (
            (payment(method="bank"), payment(7, method="bank")),
            "We paid GBP 500.00 by bank transfer in two payments, on 6 August 2026 and 7 August 2026.",
        ),
        ((payment(), payment()), "We paid GBP 500.00 in two payments of GBP 500.00 each, both on 6 August 2026."),
        (
            (payment(**R), payment(reference="R-2")),
            "We paid GBP 500.00 in two payments of GBP 500.00 each, both on 6 August 2026, with the references R-1 and R-2.",
        ),
        (
            (payment(method="bank"), payment(method="bank")),
            "We paid GBP 500.00 by bank transfer in two payments of GBP 500.00 each, both on 6 August 2026.",
        ),
        (
            (payment(method="bank", **R), payment(method="bank", reference="R-2")),
            "We paid GBP 500.00 by bank transfer in two payments of GBP 500.00 each, both on 6 August 2026, with the references R-1 and R-2.",
        ),
        (
            (payment(), payment(6, "20.00", **R), payment(6, "30.00")),
            "We paid GBP 500.00 in three payments: GBP 500.00 on 6 August 2026, GBP 20.00 with the reference R-1 on the same day "
            "and GBP 30.00 on the same day.",
        ),
        (
            (payment(6, "20.00", **R), payment(6, "30.00")),
            "We paid GBP 500.00 in two payments: GBP 20.00 with the reference R-1 on 6 August 2026 and GBP 30.00 on the same day.",
        ),
        (
            (payment(method="bank"), payment(6, "20.00", method="bank")),
            "We paid GBP 500.00 by bank transfer in two payments: GBP 500.00 on 6 August 2026 and GBP 20.00 on the same day.",
        ),
        (
            (payment(method="bank"), payment(method="card"), payment(6, "7.00", method="card", **R)),
            "We paid GBP 500.00 in three payments: GBP 500.00 by bank transfer on 6 August 2026, another GBP 500.00 by card on the same day "
            "and GBP 7.00 by card with the reference R-1 on the same day.",
        ),
        (
            (payment(method="bank", **R), payment(method="card")),
            "We paid GBP 500.00 in two payments: GBP 500.00 by bank transfer with the reference R-1 on 6 August 2026 "
            "and another GBP 500.00 by card on the same day.",
        ),
        (
            (
                payment(method="bank"),
                payment(7, method="goods"),
                payment(8, method="coin", coin="BTC 1"),
                payment(9, method="coin"),
            ),
            "We paid GBP 500.00 on 6 August 2026 by bank transfer. On 7 August 2026 we gave you goods in place of money. "
            "We put their value on that day at GBP 500.00. On 8 August 2026 we paid BTC 1 in cryptocurrency. "
            "We put its value on that day at GBP 500.00. On 9 August 2026 we paid in cryptocurrency. "
            "We put its value on that day at GBP 500.00.",
        ),
    ],
)
def test_what_was_paid(payments: tuple[Payment, ...], right: str) -> None:
    is_said(letters.paid(case(*payments)), right)


def test_an_order_stands_for_the_reference() -> None:
    is_said(letters.paid(case(payment(**R), case__agreement__order_id="T-1")), "We paid GBP 500.00 on 6 August 2026.")


def test_the_last_look_counts_if_it_is_after_the_agreed_day() -> None:
    looks = (
        Some(kind="captured", about=None, at=date(2026, 9, 16)),
        Some(kind="log", about=entry("checked"), at=date(2026, 9, 20)),
        Some(kind="log", about=entry("answered"), at=date(2026, 9, 30)),
    )
    is_said(letters.last_checked(case(chronology=looks)), "We last checked on 20 September 2026.")
    later = Some(day=date(2026, 9, 20), came=())
    assert letters.last_checked(case(chronology=looks, make_goods=(later,))) == ()


def test_passages_interest_and_subjects() -> None:
    clause = Some(quote="All is paid back.", section=None)
    is_said(letters.clause(clause), "The agreement says: “All is paid back.”")
    clause.section = "4"
    is_said(letters.clause(clause), "Section 4 of the agreement says: “All is paid back.”")
    is_said(letters.interest(case(), "letter"), "No interest and no costs are claimed in this letter.")
    is_said(letters.interest(case(), "notice"), "No interest and no costs are claimed in this notice.")
    rate = Some(rate_percent=8, from_on=AUGUST[0])
    is_said(
        letters.interest(case(case__refund__interest=rate), "letter"),
        "Interest under the agreement, 8 percent a year from 6 August 2026, is not part of this sum.",
    )
    is_said(letters.greeting(case().case.parties.creator), "Dear Ana,")
    goods = case(payment(method="goods"))
    for letter, start in (("reminder", "Reminder: refund of"), ("final-notice", "Final notice: refund of")):
        is_said(letters.subject(letter, case(), SUM), f"{start} GBP 500.00 (MG-1)")
        is_said(letters.subject(letter, goods, SUM), f"{start} goods worth GBP 500.00 (MG-1)")
    is_said(letters.subject_with_work("first-request", case(), SUM), "Refund of GBP 500.00 for Video 3 (MG-1)")
    is_said(
        letters.subject_with_work("first-request", goods, SUM), "Refund of goods worth GBP 500.00 for Video 3 (MG-1)"
    )
    for title, shown in (("The " + "x" * 19, " for the " + "x" * 19), ("x" * 24, "")):
        is_said(
            letters.subject_with_work("first-request", case(rows=(row(title),)), SUM),
            f"Refund of GBP 500.00{shown} (MG-1)",
        )
    two = (row("A"), row("B"))
    is_said(
        letters.subject_with_work("first-request", case(payment(method="goods"), rows=two), SUM),
        "Refund of goods worth GBP 500.00 (MG-1)",
    )


def test_why_it_is_asked_for() -> None:
    parts = Some(is_sum_of_parts=True, steps=(Some(amount=HALF), Some(amount=HALF)))
    is_said(letters.reason(case(), "it was late"), "We ask for GBP 500.00 back, since it was late.")
    is_said(letters.reason(case(), ""), "We ask for GBP 500.00 back.")
    is_said(letters.reason(case(computation=parts), "it was late"), "We ask for GBP 500.00 back.")
    is_said(
        letters.reason(case(computation=parts), "x", is_listed=True),
        "We ask for GBP 500.00 back. This is what it is for:",
    )


def test_the_choice_to_deliver() -> None:
    one, two = case(make_good_by=DAY), case(make_good_by=date(2026, 12, 9), rows=(row("The video"), row("Video 2")))
    is_said(letters.deliver(one), "Deliver Video 3 as agreed, and send us the link.")
    is_said(
        letters.deliver(two),
        "Deliver the video and Video 2 as agreed by Wednesday, 9 December 2026, and send us the links.",
    )
    one.make_good_by, two.make_good_by = date(2026, 12, 9), DAY
    is_said(letters.deliver(one), "Deliver Video 3 as agreed by Wednesday, 9 December 2026, and send us the link.")
    two.beside_delivery = HALF
    is_said(
        letters.deliver(two),
        f"Deliver the video and Video 2 as agreed, and send us the links. Besides, refund GBP 250.00 {TO_ACCOUNT}.",
    )


@pytest.mark.parametrize(
    ("days_given", "as_of", "rows", "right"),
    [
        (
            1,
            25,
            (row(),),
            "The one day that the agreement gives to put it right has passed since our request of 23 November 2026.",
        ),
        (
            14,
            30,
            (row(),),
            "The agreement gives 14 days to put right what is wrong. For Video 3, the day that we name leaves them to you.",
        ),
        (
            10,
            30,
            (),
            "The agreement gives ten days to put right what is wrong. The day that we name leaves them to you.",
        ),
        (
            5,
            30,
            (),
            "The five days that the agreement gives to put it right have passed since our request of 23 November 2026.",
        ),
        (None, 30, (), ""),
    ],
)
def test_the_days_that_the_agreement_gives(
    days_given: int | None, as_of: int, rows: tuple[Any, ...], right: str
) -> None:
    facts = case(rows=rows, case__agreement__cure_period_days=days_given, case__case__as_of=date(2026, 11, as_of))
    is_said(letters.cure(facts, Some(cure_until=date(2026, 12, 7), reply_by=DAY)), right)


def test_one_day_is_left() -> None:
    due = Some(cure_until=DAY, reply_by=DAY)
    given = "The agreement gives one day to put right what is wrong."
    facts = case(first=None, case__agreement__cure_period_days=1)
    is_said(letters.cure(facts, due), f"{given} For Video 3, the day that we name leaves it to you.")
    facts.rows = ()
    is_said(letters.cure(facts, due), f"{given} The day that we name leaves it to you.")
    assert letters.cure(facts, Some(cure_until=date(2026, 12, 8), reply_by=DAY)) == ()


# --- What has come since ---


def since(**changes: Any) -> str:
    dated = letters.since(case(**changes))
    collect(dated)
    return " ".join(text(one.statement) if one.statement else f"[{one.entry.event}]" for one in dated)


@pytest.mark.parametrize(
    ("of_log", "right"),
    [
        (entry("answered"), "You answered on 10 December 2026."),
        (entry("asked", amount=HALF), "You offered GBP 250.00 on 10 December 2026."),
        (entry("rejected"), "You declined on 10 December 2026."),
        (entry("answered", "agency"), "Your agency answered on 10 December 2026."),
        (entry("rejected", "agency"), "Your agency declined on 10 December 2026."),
        (entry("asked", "agency"), "[asked]"),
        (
            entry("approved", "store", amount=HALF),
            "On 10 December 2026 the store approved GBP 250.00 of what we asked for there.",
        ),
        (entry("extended", "brand", deadline=DAY), "We gave you until 7 December 2026."),
        (entry("agreed", amount=HALF), "On 10 December 2026 we agreed on GBP 250.00."),
        (
            entry("agreed", amount=HALF, deadline=DAY),
            "On 10 December 2026 we agreed on GBP 250.00, to be paid by 7 December 2026.",
        ),
        (entry("agreed", deadline=DAY), "[agreed]"),
        (entry("answered", deadline=DAY), ""),
        (entry("answered", privilege="without_prejudice"), ""),
    ],
)
def test_what_came_since(of_log: Any, right: str) -> None:
    assert since(log=(of_log,)) == right


@pytest.mark.parametrize(("by", "who"), [("creator", "You"), ("agency", "Your agency")])
def test_an_open_offer_to_deliver_is_named(by: str, who: str) -> None:
    offer = entry("answered", by, deadline=DAY)
    assert since(log=(offer,), open_offer=offer) == f"{who} offered on 10 December 2026 to deliver by 7 December 2026."


def test_all_is_in_the_order_of_time() -> None:
    offer = entry("answered", amount=HALF, at=date(2026, 12, 9))
    late = row("The video", posted_at=date(2026, 12, 11), deliverable=Some(id="v", type="video", status="posted"))
    later = (
        sent("final_notice", date(2026, 12, 12)),
        sent("partial_counter", date(2026, 12, 9)),
        sent("reminder", date(2026, 12, 8)),
    )
    paid = (payment(method="bank"), back(fee=gbp("5.00")), back(date(2026, 12, 13), "1.00"))
    dated = letters.since(case(*paid, log=(offer, offer), rows=(late,), later=later))
    collect(dated)
    assert [text(one.statement) for one in dated] == [
        "We reminded you on 8 December 2026.",
        "You offered GBP 250.00 on 9 December 2026.",
        "We answered on 9 December 2026 that we could not take your offer for the whole.",
        "The video came on 11 December 2026.",
        "We sent you our final notice on 12 December 2026.",
        "GBP 1.00 arrived on 13 December 2026.",
        "GBP 200.00 arrived on 14 December 2026.",
        "GBP 5.00 was kept on the way and did not reach us.",
    ]
    offer.privilege = "without_prejudice"
    assert "could not take your offer" not in since(log=(offer,), later=later)


@pytest.mark.parametrize(
    ("changes", "heard", "unheard"),
    [
        ({}, "The money has not arrived.", "We have had no answer, and the money has not arrived."),
        (ORDER, "The order is still not cancelled.", "We have had no answer, and the order is still not cancelled."),
        (
            {"is_goods": True},
            "Neither the goods nor their value have arrived.",
            "We have had no answer, and neither the goods nor their value have arrived.",
        ),
    ],
)
def test_where_it_stands(changes: dict[str, Any], heard: str, unheard: str) -> None:
    is_said(letters.where_it_stands(case(**changes)), unheard)
    is_said(letters.where_it_stands(case(log=(entry("noted", "brand"),), **changes)), unheard)
    is_said(letters.where_it_stands(case(log=(entry("answered"),), **changes)), heard)


def test_what_is_open_after_a_part_or_a_deal() -> None:
    is_said(letters.where_it_stands(case(payment(), back())), "GBP 500.00 is still open.")
    deal = entry("agreed", amount=HALF)
    is_said(
        letters.where_it_stands(case(ladder__settlement=deal)),
        "The money has not arrived, so our whole request stands.",
    )
    deal.privilege = "without_prejudice"
    assert "We have had no answer" in text(letters.where_it_stands(case(ladder__settlement=deal)))


def test_what_is_to_be_kept() -> None:
    def work(count: int, **more: Any) -> Any:
        return case(rows=tuple(row(is_posted=True, is_delivered=True, **more) for _ in range(count)))

    until = "about this campaign until the matter is settled."
    is_said(letters.keep(work(1)), f"Please keep the post, its figures and all messages {until}")
    is_said(letters.keep(work(2)), f"Please keep the posts, their figures and all messages {until}")
    is_said(
        letters.keep(work(1, deliverable=Some(type="ugc_file"))),
        f"Please keep what was delivered and all messages {until}",
    )
    is_said(letters.keep(work(1, is_removed=True)), f"Please keep all messages {until}")
    is_said(
        letters.online(work(1)), "The post that is online stays online, and what was agreed on its use stays as it is."
    )
    is_said(
        letters.online(work(2)),
        "The posts that are online stay online, and what was agreed on their use stays as it is.",
    )
    assert letters.online(work(0)) == ()


def test_where_an_answer_goes() -> None:
    brand = case().case.parties.brand
    is_said(
        letters.answer_to(brand),
        "Please send your answer to refunds@harbourpine.example, or by post to Harbour & Pine Ltd, 1 Quay, London.",
    )
    brand.address = ()
    is_said(letters.answer_to(brand), "Please send your answer to refunds@harbourpine.example.")
    is_said(letters.rest_stays(case()), "All else in our message stays as it is.")
    is_said(letters.rest_stays(case(later=(sent("reminder"),))), "All else in our messages stays as it is.")


@pytest.mark.parametrize(
    ("actor", "name"),
    [
        ("brand", "us"),
        ("agency", "the agency"),
        ("tiktok", "TikTok"),
        ("store", "the store"),
        ("paypal", "PayPal"),
        ("card_issuer", "the card issuer"),
        ("marketplace", "the marketplace"),
        ("court", "the court"),
    ],
)
def test_each_payer_has_a_name(actor: Any, name: str) -> None:
    is_said(payments.party(actor), name)


# --- Each letter's own ---


def test_the_final_notice() -> None:
    due = Some(reply_by=DAY, enclosures=("Information Sheet", "Reply Form", "statement of account"))
    lead = "This is our last letter before we take this claim further. It says what we claim, why, and how the sum comes about."
    goods = case(payment(method="goods"))
    is_said(final_notice.purpose(case(), due, ZONE), f"{lead} Please pay, or answer, {BY}.")
    is_said(final_notice.purpose(goods, due, ZONE), f"{lead} Please do what it asks, or answer, {BY}.")
    for facts, what in ((case(), "the money"), (goods, "the goods nor their value")):
        start = f"If neither {what} nor an answer has come by the end of that day, we may"
        is_said(final_notice.otherwise(facts, ""), f"{start} bring the claim before a court without writing again.")
        is_said(
            final_notice.otherwise(facts, "PayPal"),
            f"{start} take the claim to PayPal, and then to a court, without writing again.",
        )
    is_said(
        final_notice.enclosed(due),
        "With the letter on paper we enclose the Information Sheet and Reply Form. Please use the Reply Form for your answer. "
        "The sums above are the statement of account.",
    )
    due.enclosures = ()
    assert final_notice.enclosed(due) == ()


def test_the_offer_to_settle() -> None:
    due = Some(reply_by=DAY, amount=HALF)
    until = "an offer to settle, open for acceptance until Monday, 7 December 2026"
    is_said(settlement.head(case(), due), f"Without prejudice: {until}")
    england = Some(country="GB", subdivision="ENG")
    is_said(
        settlement.head(case(case__case__jurisdiction=england), due), f"Without prejudice save as to costs: {until}"
    )
    england.subdivision = "SCT"
    is_said(settlement.head(case(case__case__jurisdiction=england), due), f"Without prejudice: {until}")
    rest = "neither side asks anything more of the other over this agreement."
    is_said(settlement.once_paid(case()), f"Once the money is in our account, {rest}")
    is_said(settlement.once_paid(days("cash", 6)), f"Once the money is with us, {rest}")
    assert settlement.kept(case(case__refund__offer=Some(content="All stays."))) == "All stays."
    assert settlement.kept(case()) is None


def test_what_was_agreed_on_the_refund() -> None:
    due = Some(amount=HALF, rest=None, about=entry("agreed", text="She called."))
    is_said(settlement.done_when_paid(case(), due), "Once it is in our account, we ask for nothing more.")
    is_said(settlement.done_when_paid(days("cash", 6), due), "Once it is with us, we ask for nothing more.")
    due.rest = gbp("1.00")
    is_said(
        settlement.done_when_paid(case(), due), "Once it is in our account, we no longer ask for the rest, GBP 1.00."
    )
    is_said(
        settlement.done_when_paid(days("cash", 6), due), "Once it is with us, we no longer ask for the rest, GBP 1.00."
    )
    is_said(settlement.noted(due), "As we noted it on that day: She called.")
    due.about.privilege = "legal"
    assert settlement.noted(due) == ()
    offer = {
        "later": (sent("settlement_offer", date(2026, 11, 25)),),
        "case__refund__offer": Some(amount=HALF, content=None),
    }
    neither = "either side asks anything more of the other over this agreement then, and neither admits anything by it."
    is_said(settlement.as_offered(case(**offer), due), f"As our offer of 25 November 2026 said, n{neither}")
    post = row(is_posted=True, is_delivered=True)
    is_said(
        settlement.as_offered(case(rows=(post,), **offer), due),
        "As our offer of 25 November 2026 said: the post that is online stays online, and what was agreed on its use stays as it is. "
        f"N{neither}",
    )
    assert settlement.as_offered(case(), due) == ()
    is_said(settlement.stays(case()), "Until the money has arrived, our request for GBP 500.00 stays as it is.")
    is_said(
        settlement.stays(case(ladder__is_disputed=True)),
        "Until the money has arrived, our request for GBP 500.00 stays as it is, and so does the dispute that we opened. "
        "We end it once the money is there.",
    )


def test_the_answer_to_an_offer_and_the_withdrawal() -> None:
    due = Some(about=entry("answered", amount=HALF), amount=SUM)
    is_said(settlement.thanks(case(), due), "Thank you for your answer of 10 December 2026. You offer GBP 250.00.")
    parts = Some(is_sum_of_parts=True, steps=(Some(amount=HALF), Some(amount=HALF)))
    assert settlement.is_listed(case(computation=parts), due)
    assert not settlement.is_listed(case(computation=parts, sums__claimed=HALF), due)
    assert settlement.is_tabled(case(rows=(row(parts=(1, 2)),)), due)
    request = "We withdraw our request of 23 November 2026."
    is_said(settlement.withdrawn(case()), request)
    answered = case(log=(entry("answered"), entry("rejected", at=date(2026, 11, 20))))
    is_said(settlement.withdrawn(answered), f"Thank you for your answer of 10 December 2026. {request}")
    is_said(settlement.withdrawn(case(log=(entry("rejected", at=date(2026, 11, 20)),))), request)
    nothing = "This letter withdraws that request, and nothing else."
    is_said(settlement.nothing_to_pay(case()), f"You need not pay back anything of what we asked for in it. {nothing}")
    is_said(
        settlement.nothing_to_pay(case(sums__returned=HALF, ladder__is_disputed=True)),
        "You need not pay back what was still open of it. We also withdraw the dispute that we opened. "
        "This letter withdraws that request and that dispute, and nothing else.",
    )


@pytest.mark.parametrize(("event", "what"), [("dispute_opened", "dispute"), ("claim_opened", "claim")])
def test_a_dispute(event: str, what: str) -> None:
    opened = entry(event, "brand", desk="paypal")
    due = Some(about=opened, amount=HALF)
    facts = case(log=(entry("noted", "brand"), opened), desk_names={"paypal": "PayPal"})
    start = f"on 10 December 2026 we opened a {what} with PayPal over GBP 250.00."
    is_said(dispute.opened(facts, due), f"So {start}")
    facts.ladder.since = (opened, entry("noted"))
    opened.number = "D-1"
    is_said(dispute.opened(facts, due), f"O{start[1:]} Its number is D-1.")
    opened.at = DAY
    assert dispute.was_opened_early(facts, opened)
    is_said(
        dispute.opened(facts, due),
        f"The time for a dispute is limited, so we did not wait for that day. O{start[1:].replace('10', '7')} Its number is D-1.",
    )
    facts.ladder.since = (opened, entry("answered"))
    assert not dispute.was_opened_early(facts, opened)
    is_said(dispute.subject(facts, due), "Refund of GBP 250.00: we have asked PayPal (MG-1)")
    is_said(dispute.will_ask(case(), due), "The payment service will ask you for your side.")
    agency = case(case__parties__payee=Some(name="Talent Ltd"), desk_names={"paypal": "PayPal"}, log=(opened,))
    is_said(dispute.will_ask(agency, due), "PayPal will ask Talent Ltd, to which our payment went, for an answer.")
    is_said(dispute.not_twice(facts, due), "If you refund through PayPal, please do not pay a second time.")
    assert dispute.not_twice(case(payment(method="paypal"), log=(opened,)), due) == ()


def test_what_the_payee_has_to_refund() -> None:
    """The negative control: without a payee, the reader got the money."""
    (paypal,) = repayment.details(case(payment(method="paypal"), case__parties__payee=Some(name="Talent Ltd")), SUM)
    (own,) = repayment.details(case(payment(method="paypal")), SUM)
    asked = "Our payment went to Talent Ltd, so please have the refund made from there. "
    start, end = text(own.statements).split("If PayPal")
    is_said(paypal.statements, f"{start}{asked}If PayPal{end}")


@pytest.mark.parametrize(("today", "is_late"), [(12, True), (11, False)])
def test_a_part_of_an_agreed_sum_that_came_late(today: int, is_late: bool) -> None:
    """The agreed day is 11 December: on 12 December it is over."""
    deal = entry("agreed", "brand", amount=HALF, deadline=date(2026, 12, 11))
    facts = case(log=(deal,), ladder__settlement=deal, sums__rest_of_agreed=HALF, sums__returned=HALF)
    facts.case.case.as_of = date(2026, 12, today)
    facts.ladder.since = (deal,)
    said = [dated.statement for dated in letters.since(facts)]
    assert (say("since-agreed-not-all") in said) is is_late
    is_said(say("since-agreed-not-all"), "By that day, not all of it had come.")


FROM, REFERENCE = {"via": "card_issuer"}, {"reference": "AM-1"}


@pytest.mark.parametrize(
    ("more", "right"),
    [
        ({}, "."),
        (REFERENCE, ", reference AM-1."),
        (FROM, " from the card issuer."),
        ({**FROM, **REFERENCE}, " from the card issuer, reference AM-1."),
        ({"method": "bank"}, " by bank transfer."),
        ({"method": "bank", **REFERENCE}, " by bank transfer, reference AM-1."),
        ({"method": "bank", **FROM}, " by bank transfer from the card issuer."),
        ({"method": "bank", **FROM, **REFERENCE}, " by bank transfer from the card issuer, reference AM-1."),
        ({"fee": gbp("5.00")}, ". GBP 5.00 was kept on the way and did not reach us."),
    ],
)
def test_money_arrived(more: dict[str, Any], right: str) -> None:
    thanks = "" if "via" in more else " Thank you."
    is_said(
        receipt.arrived(case(), Some(payments=(back(**more),), amount=HALF)),
        f"GBP 200.00 arrived on Monday, 14 December 2026{right}{thanks}",
    )


def test_goods_arrived_and_several_payments() -> None:
    said = receipt.arrived(case(), Some(payments=(back(method="goods"), back(amount="50.00")), amount=HALF))
    is_said(
        said,
        "Goods at a value of GBP 200.00 arrived on Monday, 14 December 2026. GBP 50.00 arrived on Monday, 14 December 2026. "
        "Together that is GBP 250.00. Thank you.",
    )
    coin = receipt.arrived(case(), Some(payments=(back(coin="BTC 1"),), amount=HALF))
    is_said(coin, "BTC 1 at a value of GBP 200.00 arrived on Monday, 14 December 2026. Thank you.")


def deal(by: date | None, **more: Any) -> Any:
    agreed = entry("agreed", at=date(2026, 12, 1), amount=gbp("300.00"), deadline=by)
    return case(ladder__settlement=agreed, sums__rest_of_agreed=gbp("100.00"), **more)


def test_a_part_of_an_agreed_sum_came() -> None:
    due = Some(amount=HALF, payments=(back(),))
    running, lapsed = deal(date(2026, 12, 8)), deal(DAY)
    assert (receipt.runs(running), receipt.runs(lapsed), receipt.runs(deal(None)), receipt.runs(case())) == (
        True,
        False,
        True,
        False,
    )
    is_said(receipt.subject(running, due), "Part of the agreed refund received, GBP 100.00 is to come (MG-1)")
    is_said(receipt.subject(lapsed, due), "Part of the refund received, GBP 500.00 is open (MG-1)")
    is_said(
        receipt.deal_rest(deal(None), ZONE),
        f"Of the GBP 300.00 that we agreed on 1 December 2026, GBP 100.00 is still to come. Please send it {TO_ACCOUNT}. "
        "Until it is there, GBP 500.00 of what we asked for on 23 November 2026 stays open.",
    )
    is_said(
        receipt.lapsed(lapsed),
        "On 1 December 2026 we agreed on GBP 300.00 by 7 December 2026. By that day, not all of it had come.",
    )
    assert receipt.lapsed(running) == receipt.lapsed(deal(None)) == ()
    is_said(
        receipt.open_rest(case()), "Of the GBP 500.00 that we asked for on 23 November 2026, GBP 500.00 is still open."
    )
    changed = case(is_claim_changed=True, later=(sent("reminder", date(2026, 12, 8), "400.00"),))
    is_said(
        receipt.open_rest(changed), "Of the GBP 400.00 that we asked for on 8 December 2026, GBP 500.00 is still open."
    )
    assert (receipt.is_asked_since(changed), receipt.is_asked_since(case())) == (True, False)


def test_all_came() -> None:
    due = Some(amount=SUM, payments=(back(amount="500.00"),))
    none_left = {"sums__outstanding": gbp("0.00")}
    paid = (payment(), back(amount="500.00"))
    is_said(receipt.subject(case(**none_left), due), "Refund of GBP 500.00 received (MG-1)")
    is_said(
        receipt.settled(case(*paid, **none_left), due),
        "With it, our request of 23 November 2026 is settled: nothing is open any more.",
    )
    is_said(
        receipt.credit_note(case(*paid), due),
        "For our books, please send us a credit note for GBP 500.00 with the reference MG-1.",
    )
    is_said(
        receipt.settled(case(*paid, sums__settled=HALF), due),
        "With it, and with the GBP 250.00 that we no longer ask for, our request of 23 November 2026 is settled: nothing is open any more.",
    )
    done = deal(DAY, sums__settled=HALF)
    is_said(receipt.settled(done, due), "With it, what we agreed on 1 December 2026 is done: nothing is open any more.")
    more = case(payment(), back(amount="501.00"))
    assert text(receipt.settled(more, due)).endswith(
        "It is more than we asked for; please tell us what the rest is for."
    )
    collect(receipt.settled(more, due))
    elsewhere = Some(amount=SUM, payments=(back(amount="501.00", via="paypal"),))
    disputed = case(payment(), back(amount="501.00"), ladder__is_disputed=True)
    assert text(receipt.settled(disputed, elsewhere)).endswith(
        "nothing is open any more. You need not pay anything. We withdraw the dispute that we opened."
    )
    collect(receipt.settled(disputed, elsewhere))
    assert receipt.credit_note(case(), elsewhere) == ()


def test_a_formal_notice() -> None:
    facts = case(channel__asks=("parties.brand.ad_account_id",))
    brand = facts.case.parties.brand
    brand.handle = brand.ad_account_id = brand.business_center_id = None
    is_said(formal_notice.who(facts, "United Kingdom"), "We are Harbour & Pine Ltd, 1 Quay, London, United Kingdom.")
    is_said(formal_notice.who(facts, ""), "We are Harbour & Pine Ltd, 1 Quay, London.")
    brand.address, brand.legal_name = (), "Harbour & Pine Co."
    brand.handle, brand.ad_account_id, brand.business_center_id = "@pine", "7", "8"
    is_said(
        formal_notice.who(facts, "United Kingdom"),
        "We are Harbour & Pine Co. Our TikTok account is @pine. Our ad account is 7. Our Business Center is 8.",
    )
    facts.channel.asks = ()
    is_said(formal_notice.who(facts, ""), "We are Harbour & Pine Co. Our TikTok account is @pine.")
    is_said(formal_notice.subject(facts), "Notice of a claim: refund of GBP 500.00 (MG-1)")
    is_said(formal_notice.claim(facts), "We claim GBP 500.00.")
    is_said(
        formal_notice.request(facts),
        "Please return GBP 500.00 to the original payment method, with the reference MG-1.",
    )


# --- No sentence without a reader ---

SECTIONS = ("Paying back", "Letters: what all", "Letters: each", "Letters on paper")
SAID = re.compile(r"say\(((?:[^()]|\([^()]*\))*)\)")


def ids_of_sections() -> Iterator[str]:
    """Yield the ids of the sections of the words file that this file is about."""
    words = (TEMPLATES / "words" / "en.toml").read_text(encoding="utf-8")
    for section in words.split("\n# --- "):
        if section.startswith(SECTIONS):
            yield from re.findall(r"^([a-z][a-z0-9-]+)(?:\.\w+)? = ", section, re.MULTILINE)


def ids_in_templates() -> set[str]:
    """Return the ids that templates name themselves, where there is no choice of a sentence."""
    files = [path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.j2")]
    return {id_ for text_ in files for call in SAID.findall(text_) for id_ in re.findall(r'"([a-z][a-z0-9-]+)"', call)}


def unused(ids: Iterator[str], used: set[str]) -> list[str]:
    return sorted(set(ids) - used)


def compare_all() -> None:
    """Run the tests above once more, since another process may have run some of them."""
    own = {"test_every_sentence_is_said", "test_a_sentence_that_nobody_says_is_seen", "test_a_wrong_sentence_is_seen"}
    for name, test in list(globals().items()):
        if name.startswith("test_") and name not in own:
            (mark,) = [mark for mark in getattr(test, "pytestmark", ())] or [None]
            names = () if mark is None else (mark.args[0],) if isinstance(mark.args[0], str) else mark.args[0]
            for values in ((),) if mark is None else mark.args[1]:
                with pytest.MonkeyPatch.context() as monkeypatch:
                    given = dict(zip(names, (values,) if len(names) == 1 else values, strict=True))
                    more = (
                        {"monkeypatch": monkeypatch}
                        if "monkeypatch" in test.__code__.co_varnames[: test.__code__.co_argcount]
                        else {}
                    )
                    test(**given, **more)


def test_every_sentence_is_said() -> None:
    """Every sentence of these sections was compared above, or a template names it."""
    compare_all()
    assert unused(ids_of_sections(), SEEN | ids_in_templates()) == []


def test_a_sentence_that_nobody_says_is_seen() -> None:
    assert unused(iter(["letter-greeting", "letter-forgotten"]), {"letter-greeting"}) == ["letter-forgotten"]
    assert ids_in_templates() >= {"letter-no-advice", "reminder-on-its-way", "reminder-goods-on-their-way"}
    assert len(set(ids_of_sections())) > 300


def test_a_wrong_sentence_is_seen() -> None:
    with pytest.raises(AssertionError):
        is_said(say("letter-greeting", name="Ana"), "Dear Ana")
    with pytest.raises(KeyError):
        text(say("letter-greeting"))
