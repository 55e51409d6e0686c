"""What documents state about payments, and where a rule was read: each sentence as it stands in English."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import BANK
from test_derive import facts

from makegood.domain import policies
from makegood.language import english
from makegood.model.case import Acknowledgement, Exchange, Payment
from makegood.model.errors import CaseError
from makegood.model.facts import Facts
from makegood.model.money import Money
from makegood.model.policy import AcknowledgementRule, MethodPolicy, Sourced
from makegood.model.results import ComputationStep
from makegood.model.statement import Statement, say
from makegood.model.workspace import Workspace
from makegood.statements import payments, sources

AUG_6, AUG_7, SEP_1 = date(2026, 8, 6), date(2026, 8, 7), date(2026, 9, 1)
SOURCED = Sourced(source="Terms, section 4", url="https://terms.example/", as_of=AUG_6, confidence="official")


def text(*statements: Statement) -> str:
    return " ".join(english().text(statement) for statement in statements)


def gbp(amount: str) -> Money:
    return Money(amount=Decimal(amount), currency="GBP")


def eur(amount: str) -> Money:
    return Money(amount=Decimal(amount), currency="EUR")


def paid(amount: str = "250.00", on: date = AUG_6, **more: Any) -> Payment:
    return Payment(amount=gbp(amount), paid_on=on, **more)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """The case of three videos of Ana Marlowe, of which the third is missing."""
    return facts(tmp_path_factory.mktemp("payments"), BANK)


def of(base: Facts, *all_payments: Payment, **as_paid: Any) -> Facts:
    """Return the facts with other payments, a method `goods`, `coins` or `wallet` for those that name one."""
    [method] = base.methods.values()
    methods = {
        "faster_payments": method,
        "goods": replace(method, id="gift_in_kind", repayment="goods"),
        "coins": replace(method, id="crypto", has_coin=True),
        "wallet": replace(method, id="wallet", phrase="from the Creatorhub wallet"),
    }
    for key in ("goods", "coins", "wallet"):
        methods[methods[key].id] = methods[key]
    changed = replace(base.as_paid, **as_paid)
    return replace(base, case=replace(base.case, payments=all_payments), methods=methods, as_paid=changed)


def test_each_method_has_words() -> None:
    """A method of the program by its id, a workspace's own by its phrase."""
    method = MethodPolicy(id="sepa", title="SEPA", meaning="", repayment="account", sourced=SOURCED)
    assert text(payments.way(method)) == "by SEPA transfer"
    assert text(payments.way(replace(method, id="wallet", phrase="from the wallet"))) == "from the wallet"
    with pytest.raises(KeyError):  # negative control: neither
        text(payments.way(replace(method, id="wallet")))


def test_several_ways(case: Facts) -> None:
    found = of(case)
    assert text(payments.methods(["gift_in_kind", "crypto", "wallet"], found)) == (
        "in goods, in cryptocurrency and from the Creatorhub wallet"
    )


@pytest.mark.parametrize(
    ("payment", "worth", "expected"),
    [
        (paid(id="p"), {}, "GBP 250.00"),
        (paid(id="p", method="gift_in_kind"), {}, "goods at a value of GBP 250.00"),
        (paid(id="p", method="crypto", coin="0.004 BTC"), {}, "0.004 BTC at a value of GBP 250.00"),
        (paid(id="p"), {"p": eur("290.00")}, "GBP 250.00 (EUR 290.00)"),
        (paid(id="p"), {"other": eur("290.00")}, "GBP 250.00"),
    ],
)
def test_a_payment_is_what_it_was(case: Facts, payment: Payment, worth: dict[str, Money], expected: str) -> None:
    assert text(payments.as_paid(payment, of(case, payment, worth=worth))) == expected


@pytest.mark.parametrize(
    ("totals", "expected"),
    [
        ((), "GBP 1,500.00"),
        ((eur("1700.00"),), "EUR 1,700.00 (GBP 1,500.00)"),
        ((eur("700.00"), gbp("900.00")), "GBP 1,500.00 (EUR 700.00 and GBP 900.00)"),
    ],
)
def test_the_sum_of_what_was_paid(case: Facts, totals: tuple[Money, ...], expected: str) -> None:
    """The case says that GBP 1,500.00 was paid."""
    assert text(payments.total(of(case, totals=totals))) == expected


def test_a_sum_that_is_asked_for(case: Facts) -> None:
    outstanding = case.sums.outstanding
    found = of(case, outstanding=eur("575.00"))
    assert text(payments.asked(found, outstanding)) == "GBP 500.00 (EUR 575.00 as paid)"
    assert text(payments.asked(found, gbp("20.00"))) == "GBP 20.00"
    assert text(payments.asked(case, outstanding)) == "GBP 500.00"


def test_what_came_back(case: Facts) -> None:
    """Nothing; once, in another currency; twice, of which one in another currency."""
    assert payments.came_back(case) == ()
    back = replace(case, sums=replace(case.sums, returned=gbp("300.00")))
    first, second = paid("100.00", id="a", direction="in"), paid("200.00", id="b", direction="in")
    assert text(*payments.came_back(of(back, first))) == "GBP 300.00 has come back since."
    assert text(*payments.came_back(of(back, first, worth={"a": eur("110.00")}))) == (
        "GBP 100.00 (EUR 110.00) has come back since."
    )
    assert text(*payments.came_back(of(back, first, second, worth={"a": eur("110.00")}))) == (
        "GBP 300.00 has come back since, of it GBP 100.00 (EUR 110.00)."
    )
    kept = payments.kept_back(paid(fee=gbp("12.00")))
    assert text(*kept) == "GBP 12.00 was kept on the way and did not reach us."
    assert payments.kept_back(paid()) == payments.kept_back(paid(fee=gbp("0"))) == ()


REFERENCES = {"reference": "A-1"}, {"reference": "A-2"}, {"reference": "A-3"}


@pytest.mark.parametrize(
    ("listed", "by", "expected"),
    [
        ((paid(), paid()), False, "in two payments of GBP 250.00 each, both on 6 August 2026"),
        ((paid(), paid(), paid()), False, "in three payments of GBP 250.00 each, all on 6 August 2026"),
        (
            tuple(paid(**more) for more in REFERENCES[:2]),
            False,
            "in two payments of GBP 250.00 each, both on 6 August 2026, with the references A-1 and A-2",
        ),
        (
            tuple(paid(**more) for more in REFERENCES),
            False,
            "in three payments of GBP 250.00 each, all on 6 August 2026, with the references A-1, A-2 and A-3",
        ),
        (
            (paid(on=SEP_1, reference="A-2"), paid("100.00")),
            False,
            "in two payments: GBP 100.00 on 6 August 2026 and GBP 250.00 with the reference A-2 on 1 September 2026",
        ),
        (
            (paid(), paid(reference="A-2"), paid(on=AUG_7)),
            False,
            "in three payments: GBP 250.00 on 6 August 2026, another GBP 250.00 with the reference A-2 on the same day and"
            " GBP 250.00 on 7 August 2026",
        ),
        (
            (paid(method="faster_payments"), paid(method="wallet")),
            True,
            "in two payments: GBP 250.00 by Faster Payments on 6 August 2026 and another GBP 250.00 from the Creatorhub"
            " wallet on the same day",
        ),
        (
            (paid(), paid("100.00"), paid("50.00", reference="A-3")),
            False,
            "in three payments: GBP 250.00 on 6 August 2026, GBP 100.00 on the same day and GBP 50.00 with the reference A-3"
            " on the same day",
        ),
    ],
)
def test_each_payment(case: Facts, listed: tuple[Payment, ...], by: bool, expected: str) -> None:
    assert text(payments.each(of(case, *listed), by=by)) == expected


def test_the_days_of_payments(case: Facts) -> None:
    """Only the first and the last day in short; the days alone are enough if they differ."""
    apart, together = of(case, paid(on=AUG_7), paid(), paid(on=SEP_1)), of(case, paid(), paid())
    assert text(payments.in_short(apart)) == "in three payments from 6 August 2026 to 1 September 2026"
    assert text(payments.in_short(together)) == "in two payments on 6 August 2026"
    assert text(payments.days(apart)) == "7 August 2026, 6 August 2026 and 1 September 2026"
    assert (apart.has_distinct_days, together.has_distinct_days) == (True, False)
    assert not replace(apart, as_paid=replace(apart.as_paid, totals=(eur("9.00"),))).has_distinct_days


@pytest.mark.parametrize(
    ("others", "reader", "expected"),
    [
        ((), "desk", "Of this payment, GBP 10.00 was kept on the way, and GBP 240.00 arrived."),
        ((), "creator", "Of this payment, GBP 10.00 was kept on the way, and GBP 240.00 arrived with you."),
        (
            (paid("1.00"),),
            "desk",
            "Of the GBP 250.00 of 6 August 2026, GBP 10.00 was kept on the way, and GBP 240.00 arrived.",
        ),
        (
            (paid("1.00"),),
            "creator",
            "Of the GBP 250.00 of 6 August 2026, GBP 10.00 was kept on the way, and GBP 240.00 arrived with you.",
        ),
    ],
)
def test_what_was_withheld(case: Facts, others: tuple[Payment, ...], reader: Any, expected: str) -> None:
    found = of(case, paid(id="p", received=gbp("240.00")), *others, withheld={"p": gbp("10.00")})
    assert text(*payments.withheld(found, reader)) == expected
    assert payments.withheld(case, reader) == ()


def test_a_payment_that_was_a_part_of_more(case: Facts) -> None:
    part = paid(part_of=gbp("2000.00"))
    tail = "a part of GBP 2,000.00 that we paid at once; the rest was for other work."
    assert text(*payments.paid_at_once(of(case, part))) == f"It is {tail}"
    assert text(*payments.paid_at_once(of(case, part, paid("1.00")))) == f"The GBP 250.00 of 6 August 2026 is {tail}"
    assert payments.paid_at_once(case) == ()


def test_more_than_the_fee(case: Facts) -> None:
    """The case has a fee of GBP 1,500.00."""
    fx = Exchange(rate=Decimal(1), to="GBP", on=AUG_6, source="bank")
    other = replace(fx, on=AUG_7)
    tail = "is GBP 40.00 more than the agreed fee of GBP 1,500.00."
    more, totals = gbp("40.00"), (eur("1.00"),)
    assert text(*payments.above_fee(of(case, paid(), above_fee=more))) == f"That {tail}"
    one_rate = of(case, paid(fx=fx), paid(fx=fx), above_fee=more, totals=totals)
    assert text(*payments.above_fee(one_rate)) == f"At the rate of that day it {tail}"
    two_rates = of(case, paid(fx=fx), paid(fx=other), above_fee=more, totals=totals)
    assert text(*payments.above_fee(two_rates)) == f"At the rates of those days it {tail}"
    assert payments.above_fee(case) == payments.tax(case) == ()
    assert text(*payments.tax(of(case, tax=gbp("250.00")))) == "Of what was paid, GBP 250.00 is tax."


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("written_contract", "We agreed in writing on 4 August 2026 on more than one piece of work."),
        ("email_thread", "We agreed by email on 4 August 2026 on more than one piece of work."),
        ("dm_thread", "We agreed by direct message on 4 August 2026 on more than one piece of work."),
        ("oral", "We agreed orally on 4 August 2026 on more than one piece of work."),
        ("platform_order", "We placed an order on the platform on 4 August 2026 for more than one piece of work."),
    ],
)
def test_a_part_of_the_work(case: Facts, kind: Any, expected: str) -> None:
    """The last of three videos was due on 15 September 2026."""
    agreement = case.case.agreement
    assert agreement
    found = replace(case, case=replace(case.case, agreement=replace(agreement, kind=kind)))
    assert text(*payments.part_of_work(found)) == (
        f"{expected} This payment was for three videos to be posted on @ana.marlowe. The last of the work was due by 15"
        " September 2026."
    )


def test_a_part_of_the_work_without_a_creator(case: Facts) -> None:
    found = of(case, paid(), paid())
    alone = replace(found, case=replace(found.case, parties=replace(found.case.parties, creator=None)))
    assert text(*payments.part_of_work(replace(alone, rows=alone.rows[:1]))) == (
        "We agreed in writing on 4 August 2026 on more than one piece of work. These payments were for one video."
        " The work was due by 25 August 2026."
    )
    assert payments.part_of_work(replace(alone, case=replace(alone.case, agreement=None))) == ()


FX = {"fx": Exchange(rate=Decimal(1), to="EUR", on=AUG_6, source="bank")}
GOODS, COIN = {"method": "gift_in_kind"}, {"method": "crypto", "coin": "0.004 BTC"}


PAID, FIRST, REFUNDED = say("sum-paid"), say("sum-payment", number=1, count=2), say("sum-refunded")


@pytest.mark.parametrize(
    ("line", "more", "expected"),
    [
        (PAID, {}, "Paid on 6 August 2026"),
        (PAID, FX, "Paid: GBP 250.00, on 6 August 2026"),
        (FIRST, {}, "Payment 1 of 2 on 6 August 2026"),
        (FIRST, {"method": "faster_payments"}, "Payment 1 of 2 by Faster Payments on 6 August 2026"),
        (PAID, {"method": "wallet", **FX}, "Paid: GBP 250.00, from the Creatorhub wallet on 6 August 2026"),
        (PAID, GOODS, "Goods given on 6 August 2026, at the value of that day"),
        (PAID, {**GOODS, **FX}, "Goods given: GBP 250.00, on 6 August 2026, at the value of that day"),
        (PAID, COIN, "Paid in cryptocurrency (0.004 BTC) on 6 August 2026, at the value of that day"),
        (FIRST, GOODS, "Payment 1 of 2 in goods on 6 August 2026, at the value of that day"),
        (FIRST, {**GOODS, **FX}, "Payment 1 of 2: GBP 250.00, in goods on 6 August 2026, at the value of that day"),
        (REFUNDED, {}, "Refunded on 6 August 2026"),
        (REFUNDED, {"method": "wallet", **FX}, "Refunded: GBP 250.00, from the Creatorhub wallet on 6 August 2026"),
        (REFUNDED, COIN, "Refunded in cryptocurrency (0.004 BTC) on 6 August 2026, at the value of that day"),
    ],
)
def test_a_line_of_the_computation(case: Facts, line: Statement, more: dict[str, Any], expected: str) -> None:
    amount = eur("290.00") if "fx" in more else gbp("250.00")
    step = ComputationStep(text=line, amount=amount, about=paid(**more))
    assert text(payments.step(step, of(case, paid(**more)))) == expected
    assert payments.step(replace(step, about=None), case) == line


def test_parties_are_objects_of_a_sentence() -> None:
    assert text(payments.party("brand"), payments.party("creator"), payments.party("tiktok")) == "us the creator TikTok"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, "Terms, section 4 (it bears no date), read 6 August 2026."),
        ({"edition": "May 2026"}, "Terms, section 4 (edition: May 2026), read 6 August 2026."),
        ({"region": "Germany"}, "Terms, section 4 (for Germany), read 6 August 2026."),
        (
            {"edition": "May 2026", "region": "Germany", "confidence": "mirror"},
            "Terms, section 4 (edition: May 2026; for Germany), read 6 August 2026, from a copy or summary.",
        ),
        (
            {"confidence": "third_party"},
            "Terms, section 4, read 6 August 2026, from others than the makers of the rule.",
        ),
        ({"confidence": "judgement"}, "Terms, section 4, read 6 August 2026, our own judgement."),
        ({"confidence": "unconfirmed"}, "Terms, section 4, read 6 August 2026, not confirmed."),
        ({"confidence": "unconfirmed", "url": ""}, "Terms, section 4, looked for on 6 August 2026."),
    ],
)
def test_where_a_rule_was_read(changed: dict[str, Any], expected: str) -> None:
    assert text(sources.cited(replace(SOURCED, **changed))) == expected


def test_what_was_accepted(case: Facts) -> None:
    """A point that the channel does not ask for has no words but its id."""
    point = Acknowledgement(id="closing_is_final", on=AUG_6, by="Jo Penrose")
    assert text(sources.accepted(point, case)) == (
        "The point closing is final was read and accepted by Jo Penrose on 6 August 2026."
    )
    rule = AcknowledgementRule(any_of={point.id: "That closing an account is final"}, text="", who="")
    asking = replace(case, channel=replace(case.channel, acknowledgements=(rule,)))
    assert text(sources.accepted(point, asking)) == (
        "That closing an account is final was read and accepted by Jo Penrose on 6 August 2026."
    )


def own_method(workspace: Path, id_: str, **more: str) -> MethodPolicy:
    """Return a method of a workspace's own file."""
    file = workspace / "policies" / "methods" / f"{id_}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    policy = {"kind": "method", "id": id_, "title": "A wallet", "repayment": "platform", "source": "judgement"}
    file.write_text(json.dumps(policy | more), encoding="utf-8")
    return policies.read(Workspace(workspace)).methods[id_]


def test_a_method_of_ones_own_needs_a_phrase(workspace: Path) -> None:
    """A file that replaces one of the program's has its words, or its own."""
    assert text(payments.way(own_method(workspace, "wallet", phrase="from the wallet"))) == "from the wallet"
    assert text(payments.way(own_method(workspace, "wise"))) == "through Wise"
    assert text(payments.way(own_method(workspace, "wise", phrase="with Wise"))) == "with Wise"
    with pytest.raises(CaseError) as refused:
        own_method(workspace, "wallet")
    assert [(found.rule, found.place.file) for found in refused.value.problems] == [
        ("O2", "policies/methods/wallet.json")
    ]
