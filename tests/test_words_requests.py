"""Requests at desks: each sentence of theirs, for each variant, as it was written by hand."""

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
from makegood.model.case import Campaign, Payment
from makegood.model.facts import Facts
from makegood.model.money import Money
from makegood.model.policy import GroundPolicy
from makegood.model.statement import Statement, say
from makegood.model.words import OrderStage, Store
from makegood.statements import asks, fields, follow_ups, payments, requests

TEMPLATES = Path(__file__).parent.parent / "templates"
OURS = re.compile(r"(?:request|ask|follow-up|field)-")
IN_TEMPLATE = re.compile(r'"((?:request|ask|follow-up|field)-[a-z-]+)"')
DAY = date(2026, 11, 24)
WORK = "two videos"
MISSING = "the 2,100 missing impressions"


def gbp(amount: str) -> Money:
    return Money.parse(f"GBP {amount}")


def usd(amount: str) -> Money:
    return Money.parse(f"USD {amount}")


def payment(day: int = 6, amount: str = "500.00", **more: Any) -> Payment:
    return Payment(amount=gbp(amount), paid_on=date(2026, 8, day), id=f"p{day}", **more)


ANA = Some(display_name="Ana Marlowe", handle="@ana.marlowe", legal_name=None, email="ana@creators.example")
BRAND = Some(ad_account_id=None, business_center_id=None, handle="@harbourpine", repayment=None)
BOUGHT = dict.fromkeys(
    ("product", "store", "order_number", "transaction_id", "coins", "coins_unused", "campaign", "balance", "failure")
)
AGREED: dict[str, Any] = {
    "kind": "email_thread",
    "agreed_on": date(2026, 8, 4),
    "fee": None,
    "order_id": None,
    "order_stage": None,
    "refund_clause": None,
    "cancellation_clause": None,
}
GOODS = Some(repayment="goods", has_coin=False)
ASKS = ("parties.brand.ad_account_id", "parties.brand.business_center_id")


def bought(**more: Any) -> Any:
    return Some(**(BOUGHT | more))


def agreement(**more: Any) -> Any:
    return Some(**(AGREED | more))


def row(due: date | None = None, **more: Any) -> Any:
    usual = {"title": "Video 1", "is_delivered": False, "is_draft_late": False, "is_removed": False}
    return Some(**(usual | {"deliverable": Some(due=due)} | more))


def ground(id_: str, phrase: str, **more: Any) -> Any:
    usual = {"title": phrase.capitalize(), "within": None, "delivered": None, "statuses": (), "defects": ()}
    made = Some(id=id_, phrase=phrase, **(usual | more))
    made.is_of_missing_work = GroundPolicy.is_of_missing_work.fget(made)  # type: ignore[attr-defined]
    return made


def entry(event: str, by: str = "brand", day: int = 10, **more: Any) -> Any:
    usual = {"desk": None, "text": None, "amount": None, "deadline": None}
    return Some(event=event, by=by, at=date(2026, 11, day), **(usual | more))


def facts(**more: Any) -> Any:
    """Return facts of a case, as far as requests read them; `paid` is all that was paid."""
    party = {"brand": BRAND, "creator": None, "payee": None, "platform": None} | more.pop("parties", {})
    case = {"purchase": None, "agreement": None, "payments": (payment(),), "log": (), "acknowledged": ()}
    case |= {key: more.pop(key) for key in tuple(case) if key in more}
    usual = {
        "case": Some(case=Some(case_ref="MG-1", as_of=DAY, timezone="Europe/London"), parties=Some(**party), **case),
        "channel": Some(asks=()),
        "sums": Some(
            paid=more.pop("paid", gbp("500.00")),
            outstanding=gbp("450.00"),
            askable=gbp("450.00"),
            returned=more.pop("returned", gbp("0.00")),
            settled=gbp("0.00"),
        ),
        "as_paid": Some(
            **({"outstanding": None, "totals": (), "worth": {}, "above_fee": None} | more.pop("as_paid", {}))
        ),
        "methods": {"goods": GOODS, "cash": Some(repayment="cash", has_coin=False)},
    }
    flags = {"is_goods": False, "is_part": False, "covers_all_work": True, "again": "", "refused_again_on": None}
    lists: dict[str, Any] = {"rows": (), "windows": (), "grounds": (), "reasons": ()}
    made = Some(**(usual | flags | lists | more))
    made.payments_out = made.case.payments
    made.has_distinct_days = Facts.has_distinct_days.fget(made)  # type: ignore[attr-defined]
    made.is_in_goods = lambda paid: Facts.is_in_goods(made, paid)
    return made


def brand(**more: Any) -> dict[str, Any]:
    return {"brand": Some(**(vars(BRAND) | more))}


def follow(event: str = "sent", days: int = 97, number: str = "", what: str = "", **more: Any) -> Any:
    rule = more.pop("rule", None)
    return Some(entry=entry(event, **more), since=DAY, days=days, number=number, what=what, rule=rule)


def rule(days: int, *, working: bool = False, confidence: str = "official") -> Any:
    return Some(days=days, working=working, sourced=Some(confidence=confidence))


def campaign(**more: Any) -> Any:
    return facts(purchase=bought(campaign=Campaign(**more)))


TWO = (payment(6, "250.00"), payment(6, "250.00"))
MANY = tuple(payment(day) for day in (6, 7, 8, 9))
ONE_DAY = tuple(payment(6, f"{amount}.00") for amount in (100, 110, 120, 130))
MIXED = (
    payment(6, "250.00"),
    payment(6, "250.00", reference="2"),
    payment(6, "100.00", reference="3"),
)
WORTH = {"totals": (usd("600.00"), gbp("20.00")), "worth": {"p6": usd("300.00")}}
CREATOR = {"creator": ANA}


PAID: dict[str, tuple[Any, str]] = {
    "paid": (requests.paid(facts()), "We paid GBP 500.00 on 6 August 2026."),
    "paid for": (requests.paid(facts(), "coins"), "We paid GBP 500.00 on 6 August 2026 for coins."),
    "account": (requests.paid(facts(), place="account"), "We paid GBP 500.00 into it on 6 August 2026."),
    "ad account": (
        requests.paid(facts(), place="ad-account"),
        "We paid GBP 500.00 into our ad account on 6 August 2026.",
    ),
    "website": (
        requests.paid(facts(), place="website"),
        "We paid GBP 500.00 on 6 August 2026 on TikTok's website.",
    ),
    "many": (
        requests.paid(facts(payments=MANY), is_short=True),
        "We paid GBP 500.00 in four payments from 6 August 2026 to 9 August 2026.",
    ),
    "many for": (
        requests.paid(facts(payments=MANY), WORK),
        "We paid GBP 500.00 in four payments from 6 August 2026 to 9 August 2026 for two videos.",
    ),
    "one day": (requests.paid(facts(payments=ONE_DAY)), "We paid GBP 500.00 in four payments on 6 August 2026."),
    "one day for": (
        requests.paid(facts(payments=TWO), WORK, is_short=True),
        "We paid GBP 500.00 in two payments on 6 August 2026 for two videos.",
    ),
    "many to an account": (
        requests.paid(facts(payments=MANY), place="account"),
        "We paid GBP 500.00 into it. There were four payments from 6 August 2026 to 9 August 2026.",
    ),
    "many to the ad account": (
        requests.paid(facts(payments=ONE_DAY), place="ad-account"),
        "We paid GBP 500.00 into our ad account. There were four payments on 6 August 2026.",
    ),
    "many on the website": (
        requests.paid(facts(payments=ONE_DAY), place="website"),
        "We paid GBP 500.00 on TikTok's website. There were four payments on 6 August 2026.",
    ),
    "equal": (
        requests.paid(facts(payments=TWO)),
        "We paid GBP 500.00. There were two payments of GBP 250.00 each on 6 August 2026.",
    ),
    "equal with references": (
        requests.paid(facts(payments=(payment(6, "250.00", reference="A"), payment(6, "250.00", reference="B"))), WORK),
        "We paid GBP 500.00 for two videos. There were two payments of GBP 250.00 each on 6 August 2026. Their"
        " references are A and B.",
    ),
    "listed": (
        requests.paid(facts(payments=MIXED)),
        "We paid GBP 500.00. There were three payments: GBP 250.00 on 6 August 2026, another GBP 250.00 with the"
        " reference 2 on the same day and GBP 100.00 with the reference 3 on the same day.",
    ),
    "listed without references": (
        requests.paid(facts(payments=(payment(6, "200.00"), payment(6, "200.00"), payment(6, "100.00")))),
        "We paid GBP 500.00. There were three payments: GBP 200.00 on 6 August 2026, another GBP 200.00 on the same day"
        " and GBP 100.00 on the same day.",
    ),
    "listed, the first with its reference": (
        requests.paid(facts(payments=(payment(6, "400.00", reference="1"), payment(6, "100.00")))),
        "We paid GBP 500.00. There were two payments: GBP 400.00 with the reference 1 on 6 August 2026 and GBP 100.00 on"
        " the same day.",
    ),
    "another currency, the days not enough": (
        requests.paid(facts(payments=(payment(6, "250.00"), payment(7, "250.00")), as_paid=WORTH)),
        "We paid GBP 500.00. There were two payments: GBP 250.00 (USD 300.00) on 6 August 2026 and GBP 250.00 on 7"
        " August 2026.",
    ),
    "another currency": (
        requests.paid(facts(as_paid={"totals": (usd("600.00"),)})),
        "We paid USD 600.00 (GBP 500.00) on 6 August 2026.",
    ),
    "other currencies": (
        requests.paid(facts(payments=MANY, as_paid=WORTH)),
        "We paid GBP 500.00 (USD 600.00 and GBP 20.00) in four payments from 6 August 2026 to 9 August 2026.",
    ),
    "goods": (requests.paid(facts(is_goods=True)), "We gave goods at a value of GBP 500.00 on 6 August 2026."),
    "goods for": (
        requests.paid(facts(is_goods=True), WORK),
        "We gave goods at a value of GBP 500.00 on 6 August 2026 for two videos.",
    ),
    "goods one by one": (
        requests.paid(
            facts(is_goods=True, payments=tuple(payment(6, amount, method="goods") for amount in ("300.00", "200.00")))
        ),
        "We gave goods at a value of GBP 500.00. There were two payments: goods at a value of GBP 300.00 on 6 August 2026"
        " and goods at a value of GBP 200.00 on the same day.",
    ),
    "goods on many days": (
        requests.paid(facts(is_goods=True, payments=MANY), WORK),
        "We gave goods at a value of GBP 500.00 for two videos. There were four payments from 6 August 2026 to 9 August"
        " 2026.",
    ),
    "a coin": (
        (say("field-paid", amount=payments.as_paid(payment(coin="BTC"), facts()), day=DAY),),
        "Paid: BTC at a value of GBP 500.00 on 24 November 2026",
    ),
    "the days alone": (requests.paid_when(facts()), "We paid on 6 August 2026."),
    "the days are not enough": (
        requests.paid_when(facts(payments=TWO)),
        "We paid GBP 500.00 in two payments on 6 August 2026.",
    ),
    "reference": (requests.payment_reference(facts(payments=(payment(reference="HP-1"),))), "Reference: HP-1."),
    "references of several": (requests.payment_reference(facts(payments=TWO)), ""),
    "payee": (requests.to_payee(facts(parties={"payee": Some(name="Lund Ltd")})), "The money went to Lund Ltd."),
    "no payee": (requests.to_payee(facts()), ""),
    "whose work": (
        requests.paid(facts(), requests.bought(facts(rows=(row(),), parties=CREATOR), WORK)),
        "We paid GBP 500.00 on 6 August 2026 for two videos by Ana Marlowe (@ana.marlowe).",
    ),
    "work of a case without a creator": (
        requests.paid(facts(), requests.bought(facts(rows=(row(),)), WORK)),
        "We paid GBP 500.00 on 6 August 2026 for two videos.",
    ),
    "no work": (
        requests.paid(facts(), requests.bought(facts(parties=CREATOR), say("request-the-work"))),
        "We paid GBP 500.00 on 6 August 2026 for the work by Ana Marlowe (@ana.marlowe).",
    ),
    "a part of the fee": (
        requests.part_paid(
            facts(rows=(row(),), is_part=True, parties=CREATOR, agreement=agreement(fee=gbp("900.00"))), WORK
        ),
        "This was a part of the fee for two videos by Ana Marlowe (@ana.marlowe).",
    ),
    "one of several": (
        requests.part_paid(facts(rows=(row(),), is_part=True), WORK),
        "This was one of several payments for two videos.",
    ),
    "all of it": (requests.part_paid(facts(rows=(row(),)), WORK), ""),
}
NUMBERED = bought(order_number="O-1", transaction_id="T-1", campaign=Campaign(name="Autumn", id="7"))
AGREED_TEXTS = {
    "written_contract": "On 4 August 2026 we agreed in writing on two videos",
    "platform_order": "On 4 August 2026 we ordered two videos on the platform",
    "email_thread": "On 4 August 2026 we agreed by email on two videos",
    "dm_thread": "On 4 August 2026 we agreed by direct message on two videos",
    "oral": "On 4 August 2026 we agreed orally on two videos",
}
STATED: dict[str, tuple[Any, str]] = {
    "numbers": (
        requests.identified(facts(purchase=NUMBERED)),
        "See campaign Autumn (7), order O-1 and transaction T-1.",
    ),
    "numbers without the campaign": (
        requests.identified(facts(purchase=NUMBERED), with_campaign=False),
        "See order O-1 and transaction T-1.",
    ),
    "a campaign's name": (requests.identified(campaign(name="Autumn")), "See campaign Autumn."),
    "numbers with accounts": (
        requests.identified(
            facts(
                agreement=agreement(order_id="O-2"),
                parties=brand(ad_account_id="73", business_center_id="BC-4"),
                channel=Some(asks=ASKS),
            ),
            with_account=True,
            is_alone=True,
        ),
        "This is about order O-2, ad account 73 and Business Center BC-4.",
    ),
    "accounts that are not asked for": (
        requests.identified(facts(parties=brand(ad_account_id="73")), with_account=True),
        "",
    ),
    **{
        f"agreed, {kind}": (requests.agreed(facts(agreement=agreement(kind=kind)), WORK), f"{text}.")
        for kind, text in AGREED_TEXTS.items()
    },
    **{
        f"agreed for a fee, {kind}": (
            requests.agreed(facts(agreement=agreement(kind=kind, fee=gbp("900.00"))), WORK),
            f"{text}, for GBP 900.00.",
        )
        for kind, text in AGREED_TEXTS.items()
    },
    "posted": (
        requests.agreed(facts(agreement=agreement(), parties=CREATOR), WORK)[1:],
        "It was to be posted on @ana.marlowe.",
    ),
    "several posted": (
        requests.agreed(facts(agreement=agreement(), parties=CREATOR, rows=(row(), row())), WORK)[1:],
        "They were to be posted on @ana.marlowe.",
    ),
    "posted by a day": (
        requests.agreed(facts(agreement=agreement(), parties=CREATOR, rows=(row(DAY),)), WORK)[1:],
        "It was to be posted on @ana.marlowe by 24 November 2026.",
    ),
    "several posted by a day": (
        requests.agreed(
            facts(agreement=agreement(), parties=CREATOR, rows=(row(DAY), row(date(2026, 11, 2)), row())), WORK
        )[1:],
        "They were to be posted on @ana.marlowe, the last by 24 November 2026.",
    ),
    "due": (
        requests.agreed(facts(agreement=agreement(), rows=(row(DAY),)), WORK)[1:],
        "It was due by 24 November 2026.",
    ),
    "several due": (
        requests.agreed(facts(agreement=agreement(), rows=(row(DAY), row())), WORK)[1:],
        "The last was due by 24 November 2026.",
    ),
    "no agreement": (requests.agreed(facts(), WORK), ""),
    "above the fee": (
        requests.above_fee(facts(as_paid={"above_fee": gbp("30.00")})),
        "What we paid is GBP 30.00 more than the fee.",
    ),
    "above the fee at the rate": (
        requests.above_fee(facts(as_paid={"above_fee": gbp("30.00"), "totals": (usd("9.00"),)})),
        "What we paid is GBP 30.00 more than the fee, at the rate of the payment.",
    ),
    "balance": (
        requests.balance(facts(purchase=bought(balance=Some(amount=gbp("35.00"), read_on=DAY)))),
        "The balance on 24 November 2026 was GBP 35.00.",
    ),
    "refused again": (
        requests.refused_again(facts(refused_again_on=DAY)),
        "On 24 November 2026 you declined to deliver the missing impressions. We therefore ask for the money.",
    ),
    "a file": (requests.attached(1), "One file is attached, numbered in its order."),
    "files": (requests.attached(5), "Five files are attached, numbered in their order."),
    "many files": (requests.attached(1045), "1,045 files are attached, numbered in their order."),
    "no files": (requests.attached(0), ""),
    "work": (requests.work_item(row(), "", "not delivered"), "Video 1: not delivered"),
    "work by a day": (requests.work_item(row(DAY), "", "not delivered"), "Video 1, by 24 November 2026: not delivered"),
    "work as promised": (requests.work_item(row(), "30 seconds", "posted"), "Video 1 (30 seconds): posted"),
    "work as promised by a day": (
        requests.work_item(row(DAY), "30 seconds", "posted"),
        "Video 1, by 24 November 2026 (30 seconds): posted",
    ),
}
AD = brand(ad_account_id="73")
ORDER = agreement(order_id="O-2")
COINS_WINDOW = (Some(closes_on=date(2026, 12, 4)),)
OVER = (Some(closes_on=date(2026, 11, 23)),)
WITHIN = (ground("unused", "coins were not used", within=14),)


def coins(windows: Any = (), reasons: Any = (), **more: Any) -> Any:
    return facts(purchase=bought(**({"coins": 7000, "coins_unused": 2500} | more)), windows=windows, reasons=reasons)


def referenced(*references: str) -> Any:
    return facts(payments=tuple(payment(6 + index, reference=ref) for index, ref in enumerate(references)))


ASKED: dict[str, tuple[Any, str]] = {
    "refund": (asks.refund(facts()), "MG-1: please return GBP 450.00."),
    "refund as paid": (
        asks.refund(facts(as_paid={"outstanding": usd("600.00")})),
        "MG-1: please return GBP 450.00 (USD 600.00 as paid).",
    ),
    "a section": (
        asks.clauses(facts(agreement=agreement(refund_clause=Some(section="7")))),
        "We rely on section 7 of that agreement.",
    ),
    "sections": (
        asks.clauses(
            facts(agreement=agreement(refund_clause=Some(section="7"), cancellation_clause=Some(section="9.2")))
        ),
        "We rely on sections 7 and 9.2 of that agreement.",
    ),
    "quoted section": (
        asks.clauses(facts(agreement=agreement(refund_clause=Some(section="7", quote="It is paid."))), is_quoted=True),
        "We rely on section 7 of that agreement: “It is paid.”",
    ),
    "quoted clause": (
        asks.clauses(facts(agreement=agreement(refund_clause=Some(section=None, quote="It is paid."))), is_quoted=True),
        "We rely on this clause of that agreement: “It is paid.”",
    ),
    "too long to quote": (
        asks.clauses(facts(agreement=agreement(refund_clause=Some(section="7", quote="It " * 200))), is_quoted=True),
        "We rely on section 7 of that agreement.",
    ),
    "answer within": (
        asks.answer_within(facts(desk=Some(answer=(Some(days=7),)))),
        "Please answer within seven days.",
    ),
    "answer within a day": (
        asks.answer_within(facts(desk=Some(answer=(Some(days=1),)))),
        "Please answer within one day.",
    ),
    "no day to answer": (asks.answer_within(facts(desk=Some(answer=()))), ""),
    "no section": (asks.clauses(facts(agreement=agreement(refund_clause=Some(section=None)))), ""),
    "our account": (asks.closing(facts()), "MG-1: note before we close our ad account. GBP 450.00 is to come back."),
    "balance": (
        asks.balance(facts(parties=AD)),
        "MG-1: please return the balance of ad account 73: GBP 450.00. Please close nothing before we have agreed to it.",
    ),
    "balance in a Business Center": (
        asks.balance(facts(parties=brand(business_center_id="BC-4"), acknowledged=(Some(id="all_accounts_close"),))),
        "MG-1: please return the balance of our ad account in Business Center BC-4: GBP 450.00.",
    ),
    "all accounts close": (
        asks.balance_terms(facts(acknowledged=(Some(id="all_accounts_close"),))),
        "We know that all ad accounts of the Business Center are closed for it, for good, and we agree to that.",
    ),
    "which accounts close": (
        asks.balance_terms(facts(acknowledged=(Some(id="account_closes"),))),
        "Please tell us which accounts would have to be closed for it, and whether the balance can be moved to another ad"
        " account of ours instead.",
    ),
    "suspended": (
        asks.suspended_balance(facts(parties=AD)),
        "MG-1: please return the balance of ad account 73, which is suspended: GBP 450.00.",
    ),
    "impressions": (
        asks.impressions(facts(), MISSING),
        "MG-1: please deliver the 2,100 missing impressions. If you decline, please return GBP 450.00.",
    ),
    "charge": (asks.charge(facts(parties=AD)), "MG-1: please check a charge to ad account 73 and return GBP 450.00."),
    "company": (
        asks.contracting_entity(facts(parties={"platform": Some(contracting_entity="TikTok Ltd")})),
        "Our invoice names TikTok Ltd, and that is whom we ask.",
    ),
    "no company": (asks.contracting_entity(facts()), ""),
    "a purchase": (asks.store_purchase(facts(purchase=bought())), "MG-1: please refund GBP 450.00 for a purchase."),
    "an order": (
        asks.store_purchase(facts(purchase=bought(product="coins", order_number="O-1"))),
        "MG-1: please refund GBP 450.00 for coins, order O-1.",
    ),
    "in the app": (
        asks.bought_in_app(facts(purchase=bought())),
        "MG-1: please refund GBP 450.00. The coins were bought in the TikTok app through Google Play.",
    ),
    "in the app, with an order": (
        asks.bought_in_app(facts(purchase=bought(product="7,000 coins", order_number="GPA.1"))),
        "MG-1: please refund GBP 450.00 for 7,000 coins. The coins were bought in the TikTok app through Google Play,"
        " order GPA.1.",
    ),
    "promotion": (
        asks.promotion(facts(purchase=bought())),
        "MG-1: please return GBP 450.00 for a promotion.",
    ),
    "promotion by its id": (asks.promotion(campaign(id="7")), "MG-1: please return GBP 450.00 for a promotion (7)."),
    "promotion by name and id": (
        asks.promotion(campaign(name="Autumn", id="7")),
        "MG-1: please return GBP 450.00 for a promotion (Autumn, 7).",
    ),
    "coins": (asks.coins(coins()), "MG-1: please refund our purchase of coins: GBP 450.00."),
    "coins by name": (
        asks.coins(coins(product="coins", coins_unused=7000)),
        "MG-1: please refund our purchase of coins: GBP 450.00 for coins.",
    ),
    "coins of a transaction": (
        asks.coins(coins(transaction_id="T-1")),
        "MG-1: please refund transaction T-1: GBP 450.00.",
    ),
    "coins by name of a transaction": (
        asks.coins(coins(transaction_id="T-1", product="coins", coins_unused=7000)),
        "MG-1: please refund transaction T-1: GBP 450.00 for coins.",
    ),
    "withdrawal": (
        asks.coins(coins(COINS_WINDOW, WITHIN)),
        "MG-1: we withdraw from our purchase of coins and ask you to refund GBP 450.00.",
    ),
    "withdrawal by name": (
        asks.coins(coins(COINS_WINDOW, WITHIN, product="coins", coins_unused=7000)),
        "MG-1: we withdraw from our purchase of coins and ask you to refund GBP 450.00 for coins.",
    ),
    "withdrawal of a transaction": (
        asks.coins(coins(COINS_WINDOW, WITHIN, transaction_id="T-1")),
        "MG-1: we withdraw from transaction T-1 and ask you to refund GBP 450.00.",
    ),
    "withdrawal by name of a transaction": (
        asks.coins(coins(COINS_WINDOW, WITHIN, transaction_id="T-1", product="coins", coins_unused=7000)),
        "MG-1: we withdraw from transaction T-1 and ask you to refund GBP 450.00 for coins.",
    ),
    "too late to withdraw": (
        asks.coins(coins(OVER, WITHIN)),
        "MG-1: please refund our purchase of coins: GBP 450.00.",
    ),
    "unused": (asks.coins_unused(coins()), "2,500 of 7,000 coins were not used."),
    "one unused": (asks.coins_unused(coins(coins_unused=1)), "1 of 7,000 coins was not used."),
    "unused of unknown": (asks.coins_unused(coins(coins=None)), "2,500 of the coins were not used."),
    "one unused of unknown": (asks.coins_unused(coins(coins=None, coins_unused=1)), "1 of the coins was not used."),
    "none used": (asks.coins_unused(coins(coins_unused=7000)), "None of the coins was used."),
    "all used": (asks.coins_unused(coins(coins_unused=0)), "All of the coins were used."),
    "not known": (asks.coins_unused(coins(coins_unused=None)), ""),
    "days for coins": (
        asks.coin_window(coins(COINS_WINDOW)),
        "We ask within the days that your policy gives for coins that were not used: they end on 4 December 2026.",
    ),
    "days that are over": (asks.coin_window(coins(OVER)), ""),
    "order": (
        asks.order(facts(agreement=ORDER, parties=CREATOR)),
        "MG-1: please return GBP 450.00 for order O-2 with @ana.marlowe.",
    ),
    "our order": (
        asks.order(facts(parties=CREATOR)),
        "MG-1: please return GBP 450.00 for our order with @ana.marlowe.",
    ),
    "cancelled": (
        asks.cancelled_order(facts(parties=CREATOR, grounds=(ground("x", "x", defects=("late",)),), rows=(row(),))),
        "MG-1: we ask to cancel our order with @ana.marlowe and to refund GBP 450.00.",
    ),
    "cancelled as late": (
        asks.cancelled_order(
            facts(parties=CREATOR, grounds=(ground("x", "x", defects=("late",)),), rows=(row(is_draft_late=True),))
        ),
        "MG-1: we ask to cancel our order with @ana.marlowe, since its content missed the deadline, and to refund GBP"
        " 450.00.",
    ),
    "commission": (
        asks.collaboration(facts(parties=CREATOR)),
        "MG-1: please correct the commission of @ana.marlowe and return GBP 450.00.",
    ),
    "commission of an order": (
        asks.collaboration(facts(parties=CREATOR, agreement=ORDER)),
        "MG-1: please correct the commission of @ana.marlowe for order O-2 and return GBP 450.00.",
    ),
    "commission corrected": (
        asks.collaboration_corrected(facts(agreement=ORDER)),
        "If the commission was corrected already, please tell us by how much, and on which day.",
    ),
    "fixed fee": (
        asks.collaboration(facts(parties=CREATOR, agreement=agreement(fee=gbp("450.00")))),
        "MG-1: please refund the fixed fee for the collaboration with @ana.marlowe: GBP 450.00.",
    ),
    "fixed fee of an order": (
        asks.collaboration(facts(parties=CREATOR, agreement=agreement(order_id="O-2", fee=gbp("450.00")))),
        "MG-1: please refund the fixed fee for the collaboration with @ana.marlowe, order O-2: GBP 450.00.",
    ),
    "fixed fee refunded": (
        asks.collaboration_corrected(facts(agreement=agreement(fee=gbp("450.00")))),
        "If it was refunded already, please tell us how much, and on which day.",
    ),
    "no transaction": (asks.transactions(facts()), "MG-1: please return GBP 450.00."),
    "transaction": (asks.transactions(referenced("A")), "MG-1: please return GBP 450.00 of transaction A."),
    "transactions": (
        asks.transactions(referenced("A", "B"), is_short=True),
        "MG-1: please return GBP 450.00 of transactions A and B.",
    ),
    "transactions in short": (
        asks.transactions(referenced("A", "B", "C"), is_short=True),
        "MG-1: please return GBP 450.00 of three transactions.",
    ),
    "card": (
        asks.card_payment(facts(parties=CREATOR)),
        "MG-1: we dispute GBP 450.00 of our card payment to Ana Marlowe.",
    ),
    "cards": (
        asks.card_payment(facts(parties={"payee": Some(name="Lund Ltd")}, payments=TWO)),
        "MG-1: we dispute GBP 450.00 of our card payments to Lund Ltd.",
    ),
    "refused": (
        asks.merchant_answered(facts(log=(entry("asked"), entry("rejected", "creator", 12)))),
        "The merchant refused on 12 November 2026.",
    ),
    "answered": (
        asks.merchant_answered(facts(log=(entry("sent"), entry("answered", "creator", 13)))),
        "The merchant answered on 13 November 2026, and it is not settled.",
    ),
    "silent": (asks.merchant_answered(facts(log=(entry("sent"),))), "We have no answer on record."),
    "not asked": (asks.merchant_answered(facts(log=(entry("sent", desk="x"),))), ""),
}
WAYS: dict[str, tuple[str, str]] = {
    "account": ("to the account that our payment came from", "to the account that our payments came from"),
    "paypal": (
        "on PayPal, as a refund on our payment of 6 August 2026",
        "on PayPal, as a refund on our payments of 6 August 2026 and 7 August 2026",
    ),
    "provider": (
        "through the payment provider that took our payment of 6 August 2026",
        "through the payment provider that took our payments of 6 August 2026 and 7 August 2026",
    ),
    "platform": ("through the platform that took our payment", "through the platform that took our payments"),
    "unsaid": ("in the way in which we paid it", "in the way in which we paid it"),
    "cash": ("in a way that we agree on by email", "in a way that we agree on by email"),
}
PERIOD = {
    "paypal": "on PayPal, as a refund on our payments from 6 August 2026 to 9 August 2026",
    "provider": "through the payment provider that took our payments from 6 August 2026 to 9 August 2026",
}
REST = {"returned": gbp("50.00")}
AGAIN = {"again": "Please deliver them."}
FOLLOWED: dict[str, tuple[Any, str]] = {
    "sent": (
        follow_ups.unanswered(follow(), facts(), MISSING),
        "MG-1: on 24 November 2026 we sent you our request for GBP 450.00. 97 days later we have no answer.",
    ),
    "sent, impressions": (
        follow_ups.unanswered(follow(days=1, number="T-9", what="ticket"), facts(**AGAIN), MISSING),
        "MG-1, ticket T-9: on 24 November 2026 we sent you our request for the 2,100 missing impressions, or, if that is"
        " declined, for GBP 450.00. 1 day later we have no answer.",
    ),
    "sent, the rest": (
        follow_ups.unanswered(follow(number="D-9", what="dispute"), facts(**REST), MISSING)[:1],
        "MG-1, dispute D-9: on 24 November 2026 we sent you our request, of which GBP 450.00 is still open.",
    ),
    "answered": (
        follow_ups.unanswered(follow("answered", number="C-9", what="claim"), facts(), MISSING)[:1],
        "MG-1, claim C-9: on 24 November 2026 we answered your question about our request for GBP 450.00.",
    ),
    "answered, impressions": (
        follow_ups.unanswered(follow("answered"), facts(**AGAIN), MISSING)[:1],
        "MG-1: on 24 November 2026 we answered your question about our request for the 2,100 missing impressions, or, if"
        " that is declined, for GBP 450.00.",
    ),
    "answered, the rest": (
        follow_ups.unanswered(follow("answered"), facts(**REST), MISSING)[:1],
        "MG-1: on 24 November 2026 we answered your question about our request, of which GBP 450.00 is still open.",
    ),
    "more": (
        follow_ups.more_asked(follow(), facts(), MISSING),
        "MG-1: on 24 November 2026 you asked for more on our request for GBP 450.00.",
    ),
    "more, impressions": (
        follow_ups.more_asked(follow(), facts(**AGAIN), MISSING),
        "MG-1: on 24 November 2026 you asked for more on our request for the 2,100 missing impressions, or, if that is"
        " declined, for GBP 450.00.",
    ),
    "more, the rest": (
        follow_ups.more_asked(follow(), facts(**REST), MISSING),
        "MG-1: on 24 November 2026 you asked for more on our request, of which GBP 450.00 is still open.",
    ),
    "declined": (
        follow_ups.declined(follow(), facts(), MISSING),
        "MG-1: on 24 November 2026 you declined our request for GBP 450.00. Please look at it once more.",
    ),
    "declined, impressions": (
        follow_ups.declined(follow(), facts(**AGAIN), MISSING)[:1],
        "MG-1: on 24 November 2026 you declined our request for the 2,100 missing impressions, or, if that is declined,"
        " for GBP 450.00.",
    ),
    "declined, the rest": (
        follow_ups.declined(follow(), facts(**REST), MISSING)[:1],
        "MG-1: on 24 November 2026 you declined our request, of which GBP 450.00 is still open.",
    ),
    "declined to deliver": (
        follow_ups.declined(follow(), facts(refused_again_on=DAY), MISSING),
        "MG-1: on 24 November 2026 you declined to deliver the 2,100 missing impressions. We now ask for the money:"
        " please return GBP 450.00.",
    ),
    "not delivered": (
        follow_ups.not_delivered(follow("agreed", deadline=date(2026, 12, 1)), facts(), MISSING),
        "MG-1: on 24 November 2026 you agreed to deliver missing impressions by 1 December 2026. That day has"
        " passed, and the 2,100 missing impressions have not come. We now ask for the money: please return GBP 450.00.",
    ),
    "not paid": (
        follow_ups.not_paid(follow("approved"), facts()),
        "MG-1: on 24 November 2026 you approved our request. 97 days later GBP 450.00 of what we asked for has not"
        " arrived.",
    ),
    "a sum not paid": (
        follow_ups.not_paid(follow("approved", days=1, amount=gbp("400.00")), facts()),
        "MG-1: on 24 November 2026 you approved a refund of GBP 400.00. 1 day later GBP 450.00 of what we asked for has"
        " not arrived.",
    ),
    "official days": (follow_ups.official_delay(follow(rule=rule(60))), "Your own pages give 60 days for it."),
    "an official day": (follow_ups.official_delay(follow(rule=rule(1))), "Your own pages give 1 day for it."),
    "working days": (
        follow_ups.official_delay(follow(rule=rule(3, working=True))),
        "Your own pages give 3 working days for it.",
    ),
    "a working day": (
        follow_ups.official_delay(follow(rule=rule(1, working=True))),
        "Your own pages give 1 working day for it.",
    ),
    "days of our own": (follow_ups.official_delay(follow(rule=rule(14, confidence="judgement"))), ""),
    "days of the page": (
        follow_ups.official_delay_of_page(follow(rule=rule(60))),
        "Your own page names up to 60 days for it.",
    ),
    "a day of the page": (
        follow_ups.official_delay_of_page(follow(rule=rule(1))),
        "Your own page names up to 1 day for it.",
    ),
    "no rule": (follow_ups.official_delay_of_page(follow()), ""),
    "closed": (
        follow_ups.account_closed(follow(), facts(parties=AD)),
        "MG-1: on 24 November 2026 we closed ad account 73 in Ads Manager for its balance. 97 days later GBP 450.00 has"
        " not arrived.",
    ),
    "closed and approved": (
        follow_ups.account_closed(follow("approved", days=1), facts()),
        "MG-1: on 24 November 2026 you approved the refund of our ad account in Ads Manager. 1 day later GBP 450.00 has"
        " not arrived.",
    ),
    "claim": (
        follow_ups.claim(follow(), facts()),
        "MG-1: please decide this as a claim. We opened the dispute on 24 November 2026, over GBP 450.00, and it is not"
        " settled.",
    ),
    "answer": (follow_ups.answer_noted(follow(text="Spent.")), "Your answer, as we noted it: Spent."),
    "answer with a mark": (follow_ups.answer_noted(follow(text="No!")), "Your answer, as we noted it: No!"),
    "question": (follow_ups.question_noted(follow(text="Which day")), "Your question, as we noted it: Which day."),
    "question with a mark": (
        follow_ups.question_noted(follow(text="Which day?")),
        "Your question, as we noted it: Which day?",
    ),
    "nothing noted": (follow_ups.answer_noted(follow()), ""),
}
RECEIPT = payment(
    settled_on=date(2026, 8, 9), reference="HP-1", received=gbp("480.00"), payer="H & P", payee="A. Marlowe"
)
BALANCE = bought(balance=Some(amount=gbp("35.00"), read_on=DAY))
STAGES = {
    "not_accepted": "Stage of the order: not accepted",
    "before_submission": "Stage of the order: before submission",
    "submitted": "Stage of the order: submitted",
    "approved": "Stage of the order: approved",
    "deemed_approved": "Stage of the order: deemed approved",
    "posted": "Stage of the order: posted",
}
STORES = {"apple": "Store: Apple", "google": "Store: Google", "amazon": "Store: Amazon"}


def asked_for(*names: str, **more: Any) -> Any:
    return fields.accounts(facts(channel=Some(asks=names), **more))


def desk(**more: Any) -> Any:
    usual = {"attachment_types": (), "attachment_bytes": None, "total_bytes": None, "attachment_count": None}
    return Some(**(usual | more))


FILLED: dict[str, tuple[Any, str]] = {
    "accounts": (
        asked_for(*ASKS, parties=brand(ad_account_id="73", business_center_id="BC-4")),
        "Ad account: 73 / Business Center: BC-4",
    ),
    "company": (
        asked_for("parties.platform.contracting_entity", parties={"platform": Some(contracting_entity="TikTok Ltd")}),
        "Company on the invoice: TikTok Ltd",
    ),
    "balance": (asked_for("purchase.balance", purchase=BALANCE), "Balance: GBP 35.00 on 24 November 2026"),
    "not asked for": (asked_for(purchase=BALANCE), ""),
    **{
        f"stage {stage}": (asked_for("agreement.order_stage", agreement=agreement(order_stage=stage)), text)
        for stage, text in STAGES.items()
    },
    **{
        f"store {store}": (asked_for("purchase.store", purchase=bought(store=store)), text)
        for store, text in STORES.items()
    },
    "orders": (
        fields.orders(facts(purchase=bought(order_number="O-1"), agreement=agreement(order_id="O-2"))),
        "Order: O-1 / Order: O-2",
    ),
    "agent": (
        fields.agent(facts(parties={"creator": Some(representative=Some(name="Bo", email="bo@agents.example"))})),
        "To: Bo, bo@agents.example",
    ),
    "no agent": (fields.agent(facts(parties={"creator": Some(representative=None)})), ""),
    "creator": (fields.creator(facts(parties=CREATOR)), "Creator: Ana Marlowe (@ana.marlowe)"),
    "campaign": (fields.campaign(campaign(id="7")), "Campaign: 7"),
    "campaign by both": (fields.campaign(campaign(name="Autumn", id="7")), "Campaign: Autumn, 7"),
    "run": (
        fields.run(campaign(objective="Video views", starts_on=DAY, ends_on=date(2026, 12, 1), budget=gbp("99.00"))),
        "Objective: Video views / Campaign's days: 24 November 2026 to 1 December 2026 / Budget: GBP 99.00",
    ),
    "run from": (fields.run(campaign(starts_on=DAY)), "Campaign's days: from 24 November 2026"),
    "run until": (fields.run(campaign(ends_on=DAY)), "Campaign's days: until 24 November 2026"),
    "failure": (
        fields.failure(facts(purchase=bought(failure=Some(reference="E-1", shown="Try again")))),
        "Reference shown: E-1 / What the screen said: Try again",
    ),
    "payment": (
        fields.payment(RECEIPT, facts()),
        "Paid: GBP 500.00 on 6 August 2026 / Reference of the payment: HP-1 / Of this arrived: GBP 480.00 / Payer on the"
        " receipt: H & P / Payee on the receipt: A. Marlowe",
    ),
    "card payment": (
        fields.payment(RECEIPT, facts(), is_card=True)[:2],
        "Payment: GBP 500.00 on 6 August 2026 / Processed on: 9 August 2026",
    ),
    "transaction": (
        fields.transaction_paid(RECEIPT, facts()),
        "Transaction: HP-1, GBP 500.00 on 6 August 2026 / Of this arrived: GBP 480.00",
    ),
    "transaction without a number": (
        fields.transaction_paid(payment(), facts()),
        "Transaction: see the payment, GBP 500.00 on 6 August 2026",
    ),
    "refund": (fields.asked(facts(), MISSING), "Refund asked: GBP 450.00"),
    "impressions": (
        fields.asked(facts(**AGAIN), MISSING),
        "Asked first: the 2,100 missing impressions / Refund asked if that is declined: GBP 450.00",
    ),
    "reasons": (
        fields.reasons(facts(reasons=(ground("a", "late"), ground("b", "taken down")))),
        "Reason: Late / Reason: Taken down",
    ),
    "agreed days": (
        fields.agreed_days(facts(rows=(row(DAY), row(DAY), row(date(2026, 12, 1)), row(DAY, is_delivered=True)))),
        "Agreed day: 24 November 2026 and 1 December 2026",
    ),
    "seller": (fields.seller(facts(parties=CREATOR)), "Seller: Ana Marlowe, ana@creators.example"),
    "payee": (
        fields.seller(facts(parties=CREATOR | {"payee": Some(name="Lund Ltd")})),
        "Seller: Lund Ltd, for Ana Marlowe (@ana.marlowe)",
    ),
    "payee alone": (fields.seller(facts(parties={"payee": Some(name="Lund Ltd")})), "Seller: Lund Ltd"),
    "a part": (
        fields.problem(ground("x", "x", delivered="some")),
        "Problem: a service of which a part did not come",
    ),
    "nothing": (fields.problem(ground("x", "x", delivered="none")), "Problem: a service that did not come"),
    "cancelled": (
        fields.problem(ground("x", "x", statuses=("cancelled_by_creator",))),
        "Problem: a service that did not come",
    ),
    "otherwise": (fields.problem(ground("x", "x")), "Problem: a service that is not as described"),
    "coins": (fields.coins_unused(coins()), "Coins not used: 2,500 of 7,000"),
    "coins of unknown": (fields.coins_unused(coins(coins=None)), "Coins not used: 2,500"),
    "files": (
        fields.files_taken(
            desk(
                attachment_types=("png", "pdf"), attachment_bytes=10_000_000, total_bytes=50_000_000, attachment_count=5
            )
        ),
        "It takes PNG or PDF. / Each file has to be below 10.0 MB. / Together they may have at most 50.0 MB. / It takes at"
        " most five files.",
    ),
    "a file": (fields.files_taken(desk(attachment_count=1)), "It takes at most one file."),
    "nothing confirmed": (fields.files_taken(desk()), ""),
    "length": (
        fields.length_unknown(desk()),
        "How many characters the form takes, and which files, could not be confirmed. Look at its own counter. / Enter in"
        " case.json what it takes, under settings and limits: then there is one text of that length.",
    ),
    "length alone": (
        fields.length_unknown(desk(attachment_types=("png",)))[:1],
        "How many characters the form takes could not be confirmed. Look at its own counter.",
    ),
}


def read(statements: Any, between: str = " ") -> str:
    all_ = (statements,) if isinstance(statements, Statement) else statements
    return between.join(english().text(statement) for statement in all_)


@pytest.mark.parametrize("name", PAID)
def test_what_was_paid(name: str) -> None:
    assert read(PAID[name][0]) == PAID[name][1]


@pytest.mark.parametrize("name", STATED)
def test_what_every_request_states(name: str) -> None:
    assert read(STATED[name][0]) == STATED[name][1]


@pytest.mark.parametrize("name", ASKED)
def test_what_is_asked_for(name: str) -> None:
    assert read(ASKED[name][0]) == ASKED[name][1]


@pytest.mark.parametrize("name", FOLLOWED)
def test_what_a_follow_up_states(name: str) -> None:
    assert read(FOLLOWED[name][0]) == FOLLOWED[name][1]


@pytest.mark.parametrize("name", FILLED)
def test_what_a_form_is_filled_in_with(name: str) -> None:
    """Each field on a line of its own."""
    assert read(FILLED[name][0], " / ") == FILLED[name][1]


def by_way(monkeypatch: pytest.MonkeyPatch, kind: Any, payments: tuple[Payment, ...], **more: Any) -> Statement:
    parts = (RequestedPart(part=RepaymentPart(kind=kind, payments=payments)),) * more.pop("times", 1)
    monkeypatch.setattr(asks.repayment, "requested_parts", lambda *_: parts)
    return asks.refund_by_way(facts(**more))


@pytest.mark.parametrize("kind", WAYS)
def test_each_way_back(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    one, several = (by_way(monkeypatch, kind, tuple(MANY[:count])) for count in (1, 2))
    assert read(one) == f"MG-1: please return GBP 450.00 {WAYS[kind][0]}."
    assert read(several) == f"MG-1: please return GBP 450.00 {WAYS[kind][1]}."


@pytest.mark.parametrize("kind", PERIOD)
def test_many_payments_come_back_by_their_first_and_last_day(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    assert read(by_way(monkeypatch, kind, MANY)) == f"MG-1: please return GBP 450.00 {PERIOD[kind]}."


def test_several_ways_back(monkeypatch: pytest.MonkeyPatch) -> None:
    silent = {"creator": Some(email=None, handle="@x")}
    assert read(by_way(monkeypatch, "account", MANY, times=2)) == (
        "MG-1: please return GBP 450.00 in the ways in which we paid it."
    )
    assert read(by_way(monkeypatch, "cash", MANY, parties=silent)) == (
        "MG-1: please return GBP 450.00 in a way that we agree on by message."
    )


def test_the_merchant_was_asked_on_these_days() -> None:
    """By us, and not what was sent to a desk; a moment counts by the day of the case's zone."""
    log = (entry("asked"), entry("asked"), entry("sent", day=12), entry("sent", day=14, desk="x"), entry("noted"))
    days = asks.merchant_asked(facts(log=log))
    assert read(say("ask-merchant", days=days)) == (
        "We asked the merchant on 10 November 2026 and 12 November 2026 to settle this."
    )


def test_every_stage_and_every_store_has_its_field() -> None:
    assert set(STAGES) == set(OrderStage.__args__)  # type: ignore[attr-defined]
    assert set(STORES) == set(Store.__args__)  # type: ignore[attr-defined]


def shown_ids() -> Iterator[str]:
    for table in (PAID, STATED, ASKED, FOLLOWED, FILLED):
        for statements, _ in table.values():
            for statement in (statements,) if isinstance(statements, Statement) else statements:
                yield from (part.id for part in statement.within())
    for kind in ("account", "paypal", "provider", "platform"):
        yield f"ask-refund-{kind}"
    yield from (
        "ask-refund-paypal-period",
        "ask-refund-provider-period",
        "ask-refund-several-ways",
        "ask-refund-unsaid",
    )
    yield from ("ask-refund-agreed-way", "ask-refund-agreed-way-message", "ask-merchant")


def template_ids() -> Iterator[str]:
    for path in (TEMPLATES / "support").rglob("*.j2"):
        yield from IN_TEMPLATE.findall(path.read_text(encoding="utf-8"))


def test_every_sentence_of_requests_is_used() -> None:
    """By a function, as above, or by name in a template; and no template names one that there is not."""
    there = {id_ for id_ in english().words.messages if OURS.match(id_)}
    assert there - {*shown_ids(), *template_ids()} == set()
    assert {*template_ids()} - there == set()
    assert len(there) > 250


def test_a_sentence_without_its_value_is_an_error() -> None:
    """Negative control: nothing is printed in place of a value that is missing."""
    with pytest.raises(KeyError):
        read(say("request-balance", day=DAY))
    assert list(IN_TEMPLATE.findall('{{ say("ask-service") }} {{ say("letter-thanks") }}')) == ["ask-service"]
