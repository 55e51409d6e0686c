"""What was paid, as its reader knows it: in its own currency, each payment by itself, with what was kept on the way."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from conftest import BANK, PAYPAL
from test_derive import facts
from test_inspect import changed, problems, swap
from test_ladder import FIRST
from test_render import prepared, texts

from makegood.pipeline.assemble import assemble
from makegood.pipeline.verify_output import verify
from makegood.pipeline.verify_output.case_facts import CaseFacts
from makegood.pipeline.verify_output.figures import figure_problems
from makegood.model.facts import Facts

Entry = dict[str, Any]
MISSING = [{"id": "video-3", "type": "video", "status": "not_delivered", "due": "2026-09-15", "evidence": ["feed"]}]
FEE_1000, FEE_1500 = {"agreement__fee": "EUR 1000.00"}, {"agreement__fee": "EUR 1500.00"}
FIRST_REQUEST, RECEIPT = "email/first_request.eml", "email/refund_received.eml"
SHORT, MIDDLE, FIELDS = (f"support/paypal/{name}.txt" for name in ("request-300", "request-1000", "fields"))


def paid(on: str, amount: str, rate: float | None = None, to: str = "EUR", **more: object) -> Entry:
    """Make a payment; with a rate, one that was changed into another currency on its day."""
    fx = {"fx": {"rate": rate, "to": to, "on": on, "source": "the bank's statement"}} if rate else {}
    return {"paid_on": on, "amount": amount, "method": "wire", "evidence": ["receipt"], **fx, **more}


def paypal(on: str, amount: str, rate: float | None = None, **more: object) -> Entry:
    return paid(on, amount, rate, **{"method": "paypal_gs", **more})


USD = paid("2026-08-06", "USD 1100.00", 0.9091)
GBP = paid("2026-09-03", "GBP 430.00", 1.1628)
HALF = paid("2026-08-06", "GBP 250.00")
PART = paid("2026-12-10", "USD 300.00", 0.9091, direction="in", fee="USD 12.00")
WITH_PART = {"case__as_of": "2026-12-11", "log": [FIRST]}


def case(workspace: Path, ref: str, payments: list[Entry], **changes: object) -> Facts:
    """Derive a case of one missing video, with these payments."""
    log = {} if ref == PAYPAL else {"log": []}
    refund = {"grounds": ["not_delivered"]}
    return facts(workspace, ref, **{**log, "deliverables": MISSING, "refund": refund, "payments": payments, **changes})


def words(found: Facts, path: str) -> str:
    """Give what a document says, each run of blanks as one."""
    text = texts(found)[path].body
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text)) if path.endswith(("pdf", "html")) else text)


TABLE: dict[str, tuple[str, list[Entry], dict[str, object], dict[str, list[str]]]] = {
    "one payment in another currency": (
        BANK,
        [{**USD, "reference": "W-77"}],
        FEE_1000,
        {
            FIRST_REQUEST: [
                "We paid USD 1,100.00 (EUR 1,000.01) on 6 August 2026 by wire transfer, reference W-77. At the rate of that day it is"
                " EUR 0.01 more than the agreed fee of EUR 1,000.00.",
                "We ask for EUR 1,000.01 (USD 1,100.00 as paid) back.",
                "Refund EUR 1,000.01 (USD 1,100.00 as paid) ",
            ],
            "packet/influencer.pdf": [
                "of USD 1,100.00 (EUR 1,000.01) paid; nothing has come back",
                "6 August 2026 USD 1,100.00 (EUR 1,000.01) paid by wire transfer",
                "Paid: USD 1,100.00, by wire transfer on 6 August 2026",
            ],
            "index.html": ["Paid USD 1,100.00 (EUR 1,000.01)"],
        },
    ),
    "a desk in each length": (
        PAYPAL,
        [paypal("2026-08-06", "USD 1100.00", 0.9091, reference="W-77", received="USD 1060.00")],
        FEE_1000,
        {
            SHORT: [
                "please return EUR 1,000.01 (USD 1,100.00 as paid) of transaction W-77. We paid USD 1,100.00 (EUR 1,000.01) on"
                " 6 August 2026 for one video by Ana Marlowe (@ana.marlowe)."
            ],
            MIDDLE: [
                "Of this payment, USD 40.00 was kept on the way, and USD 1,060.00 arrived.",
                "What we paid is EUR 0.01 more than the fee, at the rate of the payment.",
            ],
            FIELDS: [
                "Transaction: W-77, USD 1,100.00 (EUR 1,000.01) on 6 August 2026 Of this arrived: USD 1,060.00",
                "Refund asked: EUR 1,000.01 (USD 1,100.00 as paid)",
            ],
            "packet/paypal.pdf": ["and ask for EUR 1,000.01 (USD 1,100.00 as paid) back."],
        },
    ),
    "two foreign currencies": (
        BANK,
        [USD, {**GBP, "method": "card", "reference": "C-1"}],
        FEE_1500,
        {
            FIRST_REQUEST: [
                "We paid EUR 1,500.01 in two payments: USD 1,100.00 (EUR 1,000.01) by wire transfer on 6 August 2026 and GBP 430.00"
                " (EUR 500.00) by card with the reference C-1 on 3 September 2026. At the rates of those days it is EUR 0.01 more than",
                "We ask for EUR 1,500.01 back. USD 1,100.00 (EUR 1,000.01) and GBP 430.00 (EUR 500.00) paid: EUR 1,500.01.",
            ],
            "packet/influencer.pdf": ["of EUR 1,500.01 (USD 1,100.00 and GBP 430.00) paid"],
        },
    ),
    "no decimals, twice on one day": (
        BANK,
        [paid("2026-08-06", "USD 1.00", 149.4, "JPY"), paid("2026-08-06", "USD 1.00", 149.4, "JPY", installment=2)],
        {"agreement__fee": "JPY 300"},
        {
            FIRST_REQUEST: [
                "We paid JPY 299 by wire transfer in two payments: USD 1.00 (JPY 150) on 6 August 2026 and another USD 1.00 (JPY 149) on the same day.",
                "We ask for JPY 299 (USD 2.00 as paid) back.",
            ]
        },
    ),
    "three decimals": (
        BANK,
        [paid("2026-08-06", "KWD 450.125", 3.25, "USD")],
        {"agreement__fee": "USD 1500.00"},
        {
            FIRST_REQUEST: [
                "We paid KWD 450.125 (USD 1,462.91) on 6 August 2026 by wire transfer.",
                "USD 1,462.91 (KWD 450.125 as paid) back.",
            ]
        },
    ),
    "a part came back at the same rate": (
        BANK,
        [USD, PART],
        {**FEE_1000, **WITH_PART},
        {
            RECEIPT: [
                "USD 300.00 (EUR 272.73) arrived on Thursday, 10 December 2026 by wire transfer. USD 12.00 was kept on the way and did"
                " not reach us. Thank you. Of the EUR 1,000.01 that we asked for on 23 November 2026, EUR 727.28 is still open."
                " Please refund EUR 727.28 (USD 800.00 as paid) "
            ],
            "packet/influencer.pdf": [
                "paid; USD 300.00 (EUR 272.73) came back",
                "Deducting USD 300.00 (EUR 272.73) refunded since the request leaves EUR 727.28.",
            ],
            "index.html": ["Refunded USD 300.00 (EUR 272.73)"],
        },
    ),
    "a part came back before the request": (
        BANK,
        [USD, paid("2026-09-10", "USD 300.00", 0.9, direction="in")],
        FEE_1000,
        {
            FIRST_REQUEST: [
                "USD 300.00 (EUR 270.00) has come back since.",
                "We ask for EUR 730.01 back. EUR 1,000.01 less USD 300.00 (EUR 270.00) already refunded leaves",
            ]
        },
    ),
    "a part came back by another currency's account": (
        BANK,
        [USD, paid("2026-12-10", "EUR 300.00", direction="in")],
        {**FEE_1000, **WITH_PART},
        {
            RECEIPT: [
                "EUR 300.00 arrived on Thursday, 10 December 2026 by wire transfer. Thank you.",
                "Please refund EUR 700.01 ",
            ]
        },
    ),
    "the same twice on one day": (
        BANK,
        [HALF, {**HALF, "reference": "2", "installment": 2}],
        {"agreement__fee": "GBP 500.00"},
        {
            FIRST_REQUEST: [
                "We paid GBP 500.00 by wire transfer in two payments: GBP 250.00 on 6 August 2026 and another GBP 250.00 with the"
                " reference 2 on the same day. ",
                "2 payments of GBP 250.00 each: GBP 500.00.",
            ],
            "packet/influencer.pdf": [
                "GBP 250.00 paid by wire transfer (1 of 2 on this day)",
                "GBP 250.00 paid by wire transfer (2 of 2 on this day, reference 2)",
            ],
        },
    ),
    "twice on one day, a desk": (
        PAYPAL,
        [paypal("2026-08-06", "GBP 250.00", reference=one) for one in ("5TY-A", "5TY-B")],
        {"agreement__fee": "GBP 500.00"},
        {
            SHORT: ["We paid GBP 500.00 in two payments on 6 August 2026 for one video by Ana Marlowe (@ana.marlowe)."],
            MIDDLE: [
                "We paid GBP 500.00 for one video by Ana Marlowe (@ana.marlowe). There were two payments of GBP 250.00 each on"
                " 6 August 2026. Their references are 5TY-A and 5TY-B."
            ],
            FIELDS: ["Transaction: 5TY-A, GBP 250.00 on 6 August 2026 Transaction: 5TY-B, GBP 250.00 on 6 August 2026"],
            "packet/paypal.pdf": ["Transactions 5TY-A and 5TY-B"],
        },
    ),
    "three, two of them on one day": (
        BANK,
        [HALF, {**HALF, "reference": "2"}, paid("2026-09-03", "GBP 500.00")],
        {"agreement__fee": "GBP 1000.00"},
        {
            FIRST_REQUEST: [
                "in three payments: GBP 250.00 on 6 August 2026, another GBP 250.00 with the reference 2 on the same day and GBP 500.00"
                " on 3 September 2026."
            ]
        },
    ),
    "five, a desk": (
        PAYPAL,
        [paypal(f"2026-08-{day}", "USD 1000.00", 0.91, reference=f"5TY05013RG00284{day}") for day in range(10, 15)],
        {"agreement__fee": "EUR 5000.00"},
        {
            SHORT: [
                "please return EUR 4,550.00 (USD 5,000.00 as paid) of five transactions. We paid USD 5,000.00 (EUR 4,550.00) in five payments"
                " from 10 August 2026 to 14 August 2026 for one video by Ana Marlowe (@ana.marlowe)."
            ],
            MIDDLE: ["5 payments of USD 1,000.00 (EUR 910.00) each: EUR 4,550.00."],
        },
    ),
    "more than the fee": (
        BANK,
        [paid("2026-08-06", "GBP 1200.00", received="GBP 1170.00")],
        {"agreement__fee": "GBP 1000.00"},
        {
            FIRST_REQUEST: [
                "We paid GBP 1,200.00 on 6 August 2026 by wire transfer. That is GBP 200.00 more than the agreed fee of GBP 1,000.00."
                " Of this payment, GBP 30.00 was kept on the way, and GBP 1,170.00 arrived with you."
            ]
        },
    ),
    "different days in the currency of the claim": (
        BANK,
        [HALF, paid("2026-09-03", "GBP 250.00")],
        {"agreement__fee": "GBP 500.00"},
        {
            FIRST_REQUEST: [
                "We paid GBP 500.00 by wire transfer in two payments, on 6 August 2026 and 3 September 2026."
            ]
        },
    ),
    "closed": (
        BANK,
        [USD, PART, paid("2026-12-12", "EUR 727.28", direction="in")],
        {**FEE_1000, "case__as_of": "2026-12-30", "log": [FIRST, {"at": "2026-12-29", "event": "closed"}]},
        {
            "report/closing.pdf": [
                "Paid Direct payment to the creator, USD 1,100.00 (EUR 1,000.01)",
                "−272.73",
                "−727.28",
                "USD 12.00 was kept on the way and is no part of it",
            ]
        },
    ),
}
"""Cases, and whole sentences of their documents."""


@pytest.mark.parametrize("name", TABLE)
def test_each_document_says_what_was_paid(workspace: Path, name: str) -> None:
    ref, payments, changes, said = TABLE[name]
    found = case(workspace, ref, payments, **changes)
    for path, sentences in said.items():
        told = re.sub(r" ([),;.])", r"\1", words(found, path).replace("( ", "("))
        assert [one for one in sentences if one not in told] == [], told


@pytest.mark.parametrize("name", [name for name, one in TABLE.items() if one[0] == PAYPAL])
def test_the_shortest_text_keeps_what_matters(workspace: Path, name: str) -> None:
    """What is asked, what was paid and what was found stand in 300 characters."""
    found = case(workspace, PAYPAL, TABLE[name][1], **TABLE[name][2])
    text = texts(found)[SHORT].body
    assert len(text.strip()) <= 300
    assert all(one in text for one in (" We paid ", "has not been delivered", "Harbour & Pine Ltd"))


def test_worth_adds_up_to_what_was_paid(workspace: Path) -> None:
    """Each is a part of the rounded sum: two halves of EUR 1,000.01 are not EUR 500.01 each."""
    found = case(
        workspace,
        BANK,
        [{**USD, "amount": "USD 550.00"}, {**USD, "amount": "USD 550.00", "installment": 2}],
        **FEE_1000,
    )
    assert [str(one) for one in found.as_paid.worth.values()] == ["EUR 500.01", "EUR 500.00"]
    assert str(found.sums.paid) == "EUR 1000.01"


@pytest.mark.parametrize(
    ("payments", "refund", "open_as_paid"),
    [
        ([USD], {}, "USD 1100.00"),
        ([USD, {**USD, "paid_on": "2026-08-07", "fx": {**USD["fx"], "rate": 0.9}}], {}, "USD 2200.00"),
        ([USD, GBP], {}, "None"),
        ([USD, paid("2026-08-07", "EUR 100.00")], {}, "None"),
        ([USD], {"method": "negotiated", "requested": "EUR 500.00"}, "None"),
        ([USD, {**PART, "paid_on": "2026-09-10"}], {}, "USD 800.00"),
        ([USD, {**PART, "paid_on": "2026-09-10", "fx": {**PART["fx"], "rate": 0.9}}], {}, "None"),
    ],
)
def test_a_claim_is_said_in_another_currency_only_where_that_is_exact(
    workspace: Path, payments: list[Entry], refund: Entry, open_as_paid: str
) -> None:
    """No rate but a stated one is used, and two rates make no sum of one."""
    found = case(
        workspace, BANK, payments, agreement__fee="EUR 3000.00", refund={"grounds": ["not_delivered"], **refund}
    )
    assert str(found.as_paid.outstanding) == open_as_paid


@pytest.mark.parametrize(
    ("fee", "payment", "is_asked"),
    [
        ("GBP 1000.00", {"amount": "GBP 1000.01"}, True),
        ("GBP 1000.00", {"amount": "GBP 1000.00"}, False),
        ("GBP 1000.00", {"amount": "GBP 1200.00", "tax": "GBP 200.00"}, False),
        ("GBP 1000.00", {"amount": "GBP 1250.00", "tax": "GBP 200.00"}, True),
        ("EUR 1000.00", {"amount": "USD 1100.00", "fx": USD["fx"]}, False),
        ("EUR 1000.00", {"amount": "USD 11000.00", "fx": USD["fx"]}, True),
    ],
)
def test_more_than_the_fee_is_asked_about(workspace: Path, fee: str, payment: Entry, is_asked: bool) -> None:  # noqa: FBT001  # a column of the table
    """M14: not where it may be the tax, nor where a rate lies between the two."""
    found = case(workspace, BANK, [{"paid_on": "2026-08-06", "evidence": ["receipt"], **payment}], agreement__fee=fee)
    assert ("M14" in {one.rule for one in found.warnings}) is is_asked


def test_what_the_ground_says_already_is_not_said_twice(workspace: Path) -> None:
    """That more was charged than was due is then the claim itself."""
    refund = {"grounds": ["unauthorised_or_duplicate_charge"], "method": "negotiated", "requested": "GBP 200.00"}
    found = case(workspace, BANK, [paid("2026-08-06", "GBP 1200.00")], agreement__fee="GBP 1000.00", refund=refund)
    assert found.as_paid.above_fee is None


RIGHT = ("USD 1,100.00 (EUR 1,000.01)", "EUR 1,000.01 (USD 1,100.00 as paid)", "GBP 430.00 (EUR 500.00)")
WRONG = (
    "USD 1,100.00 (EUR 500.00)",
    "GBP 430.00 (EUR 1,000.01)",
    "EUR 500.00 (USD 1,100.00 as paid)",
    "USD 1,100.00 (GBP 430.00)",
)


def test_amounts_that_belong_to_two_payments_are_no_pair(workspace: Path) -> None:
    """Each amount is one of the case, and the two are not the same money: A1 names them."""
    known = CaseFacts(case(workspace, BANK, [USD, GBP], **FEE_1500))
    assert [one.rule for text in RIGHT for one in figure_problems(known, "x.txt", text)] == []
    assert [one.detail for text in WRONG for one in figure_problems(known, "x.txt", text)] == list(WRONG)


def test_the_finished_mail_is_read_for_its_pairs(workspace: Path) -> None:
    """The whole way: what is made passes, and a mail in which two amounts were exchanged does not."""
    found = case(workspace, BANK, [USD, GBP], **FEE_1500)
    found = replace(found, plan=tuple(one for one in found.plan if one.kind == "email"))
    made = tuple(texts(found).values())
    built = found, made, assemble(found, made, prepared(found), {})
    assert [one for one in verify(*built) if one.severity == "error"] == []
    spoiled = changed(
        built, "email/first_request.txt", swap(b"430.00 (EUR 500.00) paid", b"430.00 (EUR 1,000.01) paid")
    )
    assert [(one.rule, one.detail) for one in problems(spoiled)] == [("A1", "GBP 430.00 (EUR 1,000.01)")]


TAXED = [paid(f"2026-08-{day:02}", "GBP 300.00", tax="GBP 50.00") for day in (6, 7)]


def test_what_of_a_payment_is_tax_is_said_from_the_first_request_on(workspace: Path) -> None:
    """In the words of the packet, and all of it: it is why more was paid than was agreed. No finished mail is refused."""
    found = case(workspace, BANK, TAXED, agreement__fee="GBP 500.00")
    said = "Of what was paid, GBP 100.00 is tax."
    assert found.as_paid.above_fee is None
    assert said in words(found, FIRST_REQUEST)
    assert said.replace("GBP ", "").removesuffix(".") in words(found, "packet/influencer.pdf")
    found = replace(found, plan=tuple(one for one in found.plan if one.kind == "email"))
    made = tuple(texts(found).values())
    built = found, made, assemble(found, made, prepared(found), {})
    assert [one for one in verify(*built) if one.severity == "error"] == []


@pytest.mark.parametrize("tax", [{}, {"tax": "GBP 0.00"}, {"tax": "USD 50.00"}])
def test_no_tax_is_said_where_none_is_stated_in_the_currency_of_the_claim(workspace: Path, tax: Entry) -> None:
    found = case(workspace, BANK, [paid("2026-08-06", "GBP 600.00", **tax)], agreement__fee="GBP 500.00")
    assert "tax" not in words(found, FIRST_REQUEST)
    assert "GBP 100.00 more than the agreed fee" in words(found, FIRST_REQUEST)


def test_what_of_a_payment_is_tax_is_said_to_a_desk(workspace: Path) -> None:
    found = case(workspace, PAYPAL, [paypal("2026-08-06", "GBP 600.00", tax="GBP 100.00")], agreement__fee="GBP 500.00")
    assert "Of what was paid, GBP 100.00 is tax." in words(found, MIDDLE)
