"""How to pay it back: the account is whole, each letter says how, in the words of the way, and no other file has it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from conftest import BANK
from test_check import fresh, outcome, with_data
from test_ladder import FIRST, PAID, Entry, on
from test_leaks import built, everything
from test_render import prepared

from makegood.domain import repayment, policies
from makegood import privacy
from makegood.pipeline.load.merge import merge
from makegood.model.facts import Facts
from makegood.model.policy import Repaid
from makegood.pipeline.render import render

OWN = "Harbour & Pine Ltd"
IBAN = {"holder": OWN, "iban": "GB29NWBK60161331926819"}
PAYPAL = {"holder": OWN, "paypal": "money@harbourpine.example"}
ROWS = "This is the account: Account holder Harbour & Pine Ltd IBAN GB29 NWBK 6016 1331 9268 19 Reference MG-2026-101"


# --- The account itself ---

GOOD: tuple[Mapping[str, str], ...] = (
    IBAN,
    PAYPAL,
    {"holder": OWN, "iban": "GB29 NWBK 6016 1331 9268 19", "bic": "NWBKGB2L"},
    {"holder": OWN, "iban": "DE89 3704 0044 0532 0130 00"},
    {"holder": OWN, "iban": "NO93 8601 1117 947"},
    {"holder": OWN, "sort_code": "12-34-56", "account_number": "00345678", "reference": "R 7"},
    {"holder": OWN, "routing_number": "111000025", "account_number": "1234"},
)
BAD: tuple[tuple[Mapping[str, str], dict[str, str]], ...] = (
    ({"holder": OWN}, {"": "S2"}),
    ({"holder": OWN, "account_number": "12345678"}, {"": "S2"}),
    ({"holder": OWN, "sort_code": "123456"}, {"": "S2", "/sort_code": "S16"}),
    ({"holder": OWN, "routing_number": "111000025"}, {"": "S2"}),
    ({"iban": "GB29NWBK60161331926819"}, {"": "S2"}),
    ({"holder": OWN, "iban": "GB29NWBK60161331926818"}, {"/iban": "S16"}),
    ({"holder": OWN, "iban": "GB29NWBK6016133192681"}, {"/iban": "S16"}),
    ({"holder": OWN, "iban": "ZZ29NWBK60161331926819"}, {"/iban": "S16"}),
    ({"holder": OWN, "iban": "my IBAN"}, {"/iban": "S16"}),
    ({"holder": OWN, "iban": "FILL IN: the IBAN"}, {"/iban": "S16"}),  # what `load` says of it comes first
    ({**IBAN, "bic": "NWBK"}, {"/bic": "S16"}),
    ({**PAYPAL, "bic": "NWBKGB2L"}, {"/bic": "S16"}),
    ({**IBAN, **PAYPAL}, {"/paypal": "S16"}),
    ({**IBAN, "account_number": "12345678"}, {"/account_number": "S16"}),
    ({"holder": OWN, "paypal": "money at harbourpine"}, {"/paypal": "T2"}),
    (
        {"holder": OWN, "sort_code": "12-34-5", "account_number": "1234567"},
        {"/sort_code": "S16", "/account_number": "S16"},
    ),
    ({"holder": OWN, "sort_code": "12-34-56", "account_number": "١٢٣٤٥٦٧٨"}, {"/account_number": "S16"}),
    (
        {"holder": OWN, "routing_number": "111000024", "account_number": "123"},
        {"/routing_number": "S16", "/account_number": "S16"},
    ),
    ({"holder": OWN, "routing_number": "11100002", "account_number": "1234"}, {"/routing_number": "S16"}),
    (
        {"holder": OWN, "sort_code": "12-34-56", "routing_number": "111000025", "account_number": "12345678"},
        {"/routing_number": "S16"},
    ),
)


def told(account: object) -> dict[str, str]:
    """Check the smallest case with an account; give the rule at each place within the account."""
    data = fresh()
    data["parties"]["brand"]["repayment"] = account
    found = [one for one in outcome(with_data(data))[1] if one.place.pointer.startswith("/parties/brand/repayment")]
    return {one.place.pointer.removeprefix("/parties/brand/repayment"): one.rule for one in found}


@pytest.mark.parametrize("account", GOOD)
def test_an_account_that_can_be_paid_into_is_taken(account: Mapping[str, str]) -> None:
    """Of any country; with blanks or without."""
    assert told(account) == {}


@pytest.mark.parametrize(("account", "rules"), BAD)
def test_all_that_is_wrong_with_an_account_is_told_at_once(account: Mapping[str, str], rules: dict[str, str]) -> None:
    """Half an account and a slip in the other half are two mistakes of one run."""
    assert told(account) == rules


def test_every_digit_of_an_iban_counts() -> None:
    """No slip in one digit, and no two neighbours swapped, gives another account that is right."""
    right = "GB29NWBK60161331926819"
    for at in range(2, len(right)):
        for other in "0123456789" if right[at].isdigit() else "ABCXYZ":
            typed = right[:at] + other + right[at + 1 :]
            assert (privacy.iban_fault(typed) == "") is (typed == right), typed
        swapped = right[: at - 1] + right[at] + right[at - 1] + right[at + 1 :]
        assert (privacy.iban_fault(swapped) == "") is (swapped == right), swapped


def test_a_case_replaces_the_account_of_all_cases_as_a_whole() -> None:
    """The holder of one account over the number of another would send money astray."""
    shared = {"parties": {"brand": {"legal_name": OWN, "repayment": IBAN}}}
    own = {"parties": {"brand": {"repayment": PAYPAL}}}
    assert merge(own, shared)["parties"] == {"brand": {"legal_name": OWN, "repayment": PAYPAL}}


@pytest.mark.parametrize(
    ("coin", "fits"),
    [
        ("BTC 0.0125", True),
        ("USDT 500", True),
        ("ETH 0.000000000000000001", True),
        ("BTC 0.0", False),
        ("0.0125 BTC", False),
        ("btc 1", False),
        ("BTC 0,5", False),
        ("BTC  1", False),
    ],
)
def test_a_coin_is_its_code_and_how_much(coin: str, fits: bool) -> None:
    data = fresh()
    data["payments"][0].update(method="crypto", coin=coin)
    assert [one.rule for one in outcome(with_data(data))[1] if one.place.pointer == "/payments/0/coin"] == (
        [] if fits else ["S5"]
    )


# --- The letters ---

PAYPAL_OWN = "Please use PayPal's own refund on that payment, and make no new payment. If PayPal does not offer it, please tell us."
PROVIDER_OWN = (
    "Please refund that payment itself, and make no new payment. If the provider does not offer it, please tell us."
)
QUESTION = "Please tell us how you would like to pay it back."
RECEIPT = f"{QUESTION} If you hand it over in cash, we give you a receipt."
SENDER = "to the account that our payment came from"
AGREED = "in a way that we agree on by email"
BELOW = "to the account below"
PAYPAL_ROWS = "This is the account: Account holder Harbour & Pine Ltd PayPal account money@harbourpine.example Reference MG-2026-101"
WAYS: dict[str | None, tuple[tuple[str, str], tuple[str, str], tuple[str, str]]] = {
    "bank_transfer": ((SENDER, ""), (BELOW, ROWS), (SENDER, "")),
    "zelle": ((SENDER, ""), (BELOW, ROWS), (SENDER, "")),
    "paypal_gs": (("on PayPal, as a refund on our payment of 6 August 2026", PAYPAL_OWN),) * 3,
    "paypal_ff": (("on PayPal, as a refund on our payment of 6 August 2026", PAYPAL_OWN),) * 3,
    "card": (("through the payment provider that took our payment of 6 August 2026", PROVIDER_OWN),) * 3,
    "stripe_link": (("through the payment provider that took our payment of 6 August 2026", PROVIDER_OWN),) * 3,
    "cash": ((AGREED, RECEIPT), (BELOW, ROWS), (BELOW, PAYPAL_ROWS)),
    "crypto": ((AGREED, QUESTION), (BELOW, ROWS), (BELOW, PAYPAL_ROWS)),
    "voucher": ((AGREED, QUESTION), (BELOW, ROWS), (BELOW, PAYPAL_ROWS)),
    "klarna": ((AGREED, QUESTION), (BELOW, ROWS), (BELOW, PAYPAL_ROWS)),
    "platform_payment": (("through the platform that took our payment", ""),) * 3,
    "apple_pay": (("in the way in which we paid it", ""), (BELOW, ROWS), (BELOW, PAYPAL_ROWS)),
    None: (("in the way in which we paid it", ""), (BELOW, ROWS), (BELOW, PAYPAL_ROWS)),
}
"""Where it goes and what stands beside that: with no account of the brand, with one at a bank, with one at PayPal."""
ACCOUNTS = (None, IBAN, PAYPAL)
DEAL: Entry = {"at": "2026-11-25", "event": "agreed", "by": "creator", "amount": "GBP 300.00", "deadline": "2026-12-18"}
PART: Entry = {"direction": "in", "paid_on": "2026-12-10", "amount": "GBP 200.00", "reference": "AM-1"}
ANSWER: Entry = {"at": "2026-11-25", "event": "answered", "by": "creator", "amount": "GBP 100.00"}
MORE_TIME: Entry = {"at": "2026-11-25", "event": "extended", "by": "brand", "deadline": "2026-12-14"}
LETTERS: dict[str, tuple[str, str, tuple[Entry, ...], tuple[Entry, ...], dict[str, Any]]] = {
    "first_request": ("Refund GBP 500.00 {}.", "2026-11-23", (), (), {}),
    "reminder": ("Please refund GBP 500.00 {}, by the end of", "2026-12-08", (FIRST,), (), {}),
    "final_notice": (
        "Please refund GBP 500.00 {}, by the end of",
        "2026-11-25",
        (FIRST, {**ANSWER, "event": "rejected"}),
        (),
        {},
    ),
    "partial_counter": ("Please refund GBP 500.00 {}, by the end of", "2026-11-25", (FIRST, ANSWER), (), {}),
    "extension_granted": ("Please refund GBP 500.00 {}.", "2026-11-25", (FIRST, MORE_TIME), (), {}),
    "settlement_offer": (
        "1. You refund GBP 300.00 {}, by the end of",
        "2026-11-25",
        (FIRST,),
        (),
        {"refund__offer": {"amount": "GBP 300.00"}},
    ),
    "acceptance": ("1. You refund GBP 300.00 {}, by the end of", "2026-11-25", (FIRST, DEAL), (), {}),
    "refund_received": ("Please refund GBP 300.00 {}, by the end of", "2026-12-10", (FIRST,), (PART,), {}),
}
"""The sentence that asks, and a road to each letter that does."""


def letter_of(
    workspace: Path, name: str, methods: tuple[str | None, ...], account: object = None, **more: object
) -> str:
    """Render one letter of a case that was paid like this, in equal parts; its words in one line."""
    _, day, road, back, changes = LETTERS[name]
    paid = [{**PAID, "amount": f"GBP {1500 // len(methods)}.00", **({"method": one} if one else {})} for one in methods]
    own = {"parties__brand__repayment": account} if account else {}
    found = on(workspace, day, *road, payments=[*paid, *back], **changes, **own, **more)
    return line(found, name)


def line(found: Facts, name: str) -> str:
    """Render a letter alone, as one line: both its forms, and the page, have the same text."""
    plan = tuple(one for one in found.plan if one.id == f"email/{name}")
    (text,) = render(replace(found, plan=plan), prepared(found), None)
    return one_line(text.body)


def one_line(text: str) -> str:
    return " ".join(text.split())


def check_letter(workspace: Path, name: str, method: str | None, at: int) -> None:
    where, beside = WAYS[method][at]
    said = letter_of(workspace, name, (method,), ACCOUNTS[at])
    reference = "" if where == BELOW else f", with the reference {BANK}"
    asks = LETTERS[name][0].format(where + reference)
    assert asks in said, said
    for one in (PAYPAL_OWN, PROVIDER_OWN, QUESTION, RECEIPT, ROWS, PAYPAL_ROWS):
        assert (one in said) is (one in beside), (one, said)


@pytest.mark.parametrize("at", range(len(ACCOUNTS)))
@pytest.mark.parametrize("method", WAYS)
def test_the_first_request_says_how_to_pay_it_back(workspace: Path, method: str | None, at: int) -> None:
    """In the words of the way in which it was paid."""
    check_letter(workspace, "first_request", method, at)


@pytest.mark.parametrize("name", LETTERS)
@pytest.mark.parametrize(("method", "at"), [("bank_transfer", 1), ("paypal_gs", 0), ("cash", 0)])
def test_each_letter_that_asks_says_how_to_pay_it_back(workspace: Path, name: str, method: str, at: int) -> None:
    check_letter(workspace, name, method, at)


@pytest.mark.whole
@pytest.mark.parametrize("at", range(len(ACCOUNTS)))
@pytest.mark.parametrize("method", WAYS)
def test_each_way_in_each_letter(workspace: Path, method: str | None, at: int) -> None:
    for number, name in enumerate(LETTERS):
        home = workspace / str(number)
        (home / "cases").mkdir(parents=True)
        check_letter(home, name, method, at)


def test_every_way_of_payment_has_its_way_back() -> None:
    """A new one is a decision, not a default: its file says it; and every kind of way back is met in these tests."""
    held = policies.read()
    kinds = {held.methods[method].repayment for method in WAYS if method} | {
        held.channels["direct_bank"].repayment,
        "goods",
    }
    assert kinds == set(get_args(Repaid))


GOODS = {
    "first_request": (
        "Return the goods that we gave you, or pay us their value, GBP 1,500.00, {}.",
        "We ask for the goods back, or their value, GBP 1,500.00",
    ),
    "reminder": (
        "Please return the goods that we gave you, or pay us their value, GBP 1,500.00, {}, by the end of",
        "we asked you for the goods back, or their value, GBP 1,500.00, by 7 December 2026. We have had no answer, and neither the goods nor their value have arrived.",
    ),
    "final_notice": (
        "Please return the goods that we gave you, or pay us their value, GBP 1,500.00, {}, by the end of",
        "Goods of GBP",
    ),
    "extension_granted": ("Please return the goods that we gave you, or pay us their value, GBP 1,500.00, {}.", ""),
    "settlement_offer": ("1. You pay GBP 300.00 {}, by the end of", ""),
    "acceptance": ("1. You pay GBP 300.00 {}, by the end of", ""),
    "refund_received": (
        "Please return goods worth GBP 1,300.00 out of those that we gave you, or pay us that sum {}, by the end of",
        "",
    ),
}


@pytest.mark.parametrize("name", GOODS)
@pytest.mark.parametrize("account", [None, IBAN])
def test_goods_come_back_or_their_value(workspace: Path, name: str, account: object) -> None:
    """No letter says that they were paid as money, and what was agreed is a sum."""
    all_of_it = {"refund__method": "negotiated", "refund__requested": "GBP 1500.00"}
    said = letter_of(workspace, name, ("gift_in_kind",), account, **all_of_it)
    asks, _ = GOODS[name]
    assert asks.format(BELOW if account else f"{AGREED}, with the reference {BANK}") in said, said
    assert not ("We paid" in said or "account that our payment" in said or "in our account" in said)
    if asks.startswith("1. You pay"):
        assert "return goods" not in said
    else:
        assert "If you return goods, please send them to Harbour & Pine Ltd, 14 Quayside Lane, London E1 9ZZ." in said
    if name in {"first_request", "final_notice"}:
        assert (
            "On 6 August 2026 we gave you goods in place of money. We put their value on that day at GBP 1,500.00."
            in said
        )
    if name in {"first_request", "reminder"}:
        assert GOODS[name][1] in said


def test_goods_without_an_address_are_asked_about_first(workspace: Path) -> None:
    said = letter_of(workspace, "first_request", ("gift_in_kind",), parties__brand__address=[])
    assert (
        "If you return goods, please ask us first where to send them. If you pay, please tell us how you would like to do it."
        in said
    )


def test_a_letter_says_the_coin_and_the_value_of_its_day(workspace: Path) -> None:
    """As they were typed; nothing here knows a rate."""
    paid = [{**PAID, "method": "crypto", "coin": "BTC 0.0125"}]
    said = line(on(workspace, "2026-11-23", payments=paid), "first_request")
    assert (
        "On 6 August 2026 we paid BTC 0.0125 in cryptocurrency. We put its value on that day at GBP 1,500.00." in said
    )


def test_several_ways_are_said_each_in_a_sentence(workspace: Path) -> None:
    """One account once, whoever is to use it; and how much goes which way where it is not all."""
    said = letter_of(workspace, "reminder", ("bank_transfer", "cash"), IBAN)
    ways = [
        "Please refund GBP 500.00 in the ways below, by the end of",
        "You may divide the GBP 500.00 between these ways as you like, up to what we paid in each:",
        f"For what we paid by bank transfer on 6 August 2026 (GBP 750.00), please use {ROWS.replace('This is the', 'this')}",
        "For what we paid in cash on 6 August 2026 (GBP 750.00), please use the same account.",
    ]
    assert [one for one in ways if one not in said] == []
    assert [said.index(one) for one in ways] == sorted(said.index(one) for one in ways)


def test_each_way_of_payment_has_its_own_sum(workspace: Path) -> None:
    """As the desks would be asked: PayPal's time ends first, so it has all that went through it, and the bank the rest."""
    more = {"refund__method": "negotiated", "refund__requested": "GBP 800.00"}
    said = letter_of(workspace, "reminder", ("bank_transfer", "paypal_gs"), **more)
    ways = [
        "Please refund GBP 800.00 in the ways below, with the reference",
        "Please pay it back in these parts:",
        "GBP 50.00 for what we paid by bank transfer on 6 August 2026 (GBP 750.00): please use the account that it came from.",
        "GBP 750.00 for what we paid by PayPal (goods and services) on 6 August 2026 (GBP 750.00): please use PayPal's own refund on that "
        "payment, and make no new payment. If PayPal does not offer it, please tell us.",
    ]
    assert [one for one in ways if one not in said] == []
    less = {**more, "refund__requested": "GBP 500.00"}
    alone = letter_of(workspace, "first_request", ("bank_transfer", "paypal_gs"), **less)
    assert "Refund GBP 500.00 on PayPal, as a refund on our payment of 6 August 2026" in alone


DISPUTE: Entry = {"at": "2026-11-25", "event": "dispute_opened", "by": "brand", "number": "D-1"}


@pytest.mark.parametrize(
    ("method", "desk", "alone"),
    [
        (
            "paypal_gs",
            "paypal",
            "Our dispute over that payment is with PayPal now: please pay it back there alone, and not a second time to us.",
        ),
        (
            "card",
            "card_issuer",
            "Our chargeback over that payment is running: please pay it back through that provider alone, and not a second time to us.",
        ),
        (
            "paypal_gs",
            "card_issuer",
            "Our chargeback over that payment is running: please pay it back through PayPal alone, and not a second time to us.",
        ),
    ],
)
def test_while_a_dispute_runs_it_comes_back_there_alone(workspace: Path, method: str, desk: str, alone: str) -> None:
    """No account is named beside it, and once somebody has decided, or we have ended it, all is as before."""
    opened = {**DISPUTE, "desk": desk}
    channel = {
        "case__channel": "direct_card" if method == "card" else "direct_paypal",
        "payments": [{**PAID, "method": method}],
    }
    own = {"parties__brand__repayment": PAYPAL}
    said = line(on(workspace, "2026-11-26", FIRST, opened, **channel, **own), "dispute_notice")
    assert f"Once it has arrived, we withdraw what we opened. {alone}" in said
    assert "PayPal account" not in said
    assert "please do not pay a second time" not in said
    for number, over in enumerate(
        ({"event": "cancelled", "by": "brand"}, {"event": "rejected", "by": desk, "desk": desk})
    ):
        home = workspace / str(number)
        (home / "cases").mkdir(parents=True)
        found = on(home, "2026-12-01", FIRST, opened, {"at": "2026-11-27", **over}, **channel)
        assert [one.disputed_at for one in repayment.repayment_parts(found)] == [None]


def test_our_own_refusal_of_an_offer_ends_no_dispute(workspace: Path) -> None:
    """Only the desk decides one; else the letter would name a second way to pay what the desk may return."""
    channel = {"case__channel": "direct_paypal", "payments": [{**PAID, "method": "paypal_gs"}]}
    declined = ({**ANSWER, "at": "2026-11-26"}, {"at": "2026-11-27", "event": "rejected", "by": "brand"})
    found = on(workspace, "2026-12-01", FIRST, {**DISPUTE, "desk": "paypal"}, *declined, **channel)
    assert [one.disputed_at.id for one in repayment.repayment_parts(found) if one.disputed_at] == ["paypal"]


def test_of_two_ways_one_is_before_a_desk(workspace: Path) -> None:
    """What PayPal has is paid back there alone, and is no part of what a later letter asks for."""
    paid = [{**PAID, "amount": "GBP 750.00", "method": one} for one in ("bank_transfer", "paypal_gs")]
    more = {
        "payments": paid,
        "case__channel": "direct_paypal",
        "refund__method": "negotiated",
        "refund__requested": "GBP 800.00",
    }
    opened = {**DISPUTE, "desk": "paypal", "amount": "GBP 750.00"}
    said = line(on(workspace, "2026-11-26", FIRST, opened, **more), "dispute_notice")
    assert (
        "You can still end this yourself: refund GBP 750.00 on PayPal, as a refund on our payment of 6 August 2026"
        in said
    )
    assert (
        "Please pay that back there alone, and not a second time to us. What else we ask for is no part of this message."
        in said
    )
    told = {"at": "2026-11-27", "event": "sent", "letter": "dispute_notice", "by": "brand"}
    later = line(on(workspace, "2026-12-08", FIRST, opened, told, **more), "reminder")
    assert "Please refund GBP 50.00 to the account that our payment came from" in later
    assert (
        "GBP 750.00 more is asked for in our dispute with PayPal over what we paid by PayPal (goods and services) on 6 August 2026"
        in later
    )


def test_the_value_of_goods_is_to_be_proven(workspace: Path) -> None:
    """By an invoice that the payment names; what shows that they came proves no value."""
    paid = {**PAID, "method": "gift_in_kind"}
    needs = {one.id: one.is_proven for one in on(workspace, "2026-11-23", payments=[paid]).needs}
    assert (needs["goods"], needs["value"], "payment" in needs) == (True, False, False)
    half = [{**PAID, "amount": "GBP 750.00", "method": one} for one in ("bank_transfer", "gift_in_kind")]
    both = {one.id: one.is_proven for one in on(workspace / "b", "2026-11-23", payments=half).needs}
    assert (both["payment"], both["value"], "goods" in both) == (True, False, False)


# --- Nowhere else ---


def with_account(case: Path, account: Mapping[str, str], method: str) -> None:
    path = case / "case.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["parties"]["brand"]["repayment"] = account
    data["payments"][0]["method"] = method
    (case / "evidence" / "slip.txt").write_text(f"Paid from {account.get('iban', 'no IBAN')}.\n", encoding="utf-8")
    data["evidence"].append({"id": "slip", "file": "slip.txt", "caption": "The slip."})
    data["payments"][0]["evidence"].append("slip")
    path.write_text(json.dumps(data), encoding="utf-8")


def holding(folder: Path, value: str) -> set[str]:
    """Name the files of a folder that have a value in any spelling."""
    bare = privacy.normalised(value)
    return {name for name, text in everything(folder) if bare in privacy.normalised(text)}


@pytest.mark.parametrize(("account", "method", "shown"), [(IBAN, "faster_payments", True), (IBAN, "paypal_gs", False)])
def test_the_account_stands_in_the_letters_that_ask_and_in_no_other_file(
    case: Path, account: Mapping[str, str], method: str, shown: bool
) -> None:
    """One's own page shows the mail that it is in; the packet says where it is named, and the exhibit hides it."""
    with_account(case, account, method)
    done, folder = built(case)
    assert [one for one in done.problems if one.severity == "error"] == []
    letters = {"first_request.eml", "first_request.txt", "first_request.html", "first_request-1000.txt", "index.html"}
    found = holding(folder, account["iban"])
    assert found <= letters
    assert ("first_request.eml" in found) is shown
    assert bool(found) is shown
    packet = [text for name, text in everything(folder) if name == "influencer.pdf"]
    assert any("IBAN hidden" in one_line(text) for text in packet)
    assert shown is any("to the account that our message names" in one_line(text) for text in packet)


def test_control_an_account_in_another_file_fails_the_build(case: Path, workspace: Path) -> None:
    """A template that prints it in a packet is caught."""
    with_account(case, IBAN, "faster_payments")
    own = workspace / "templates" / "packet" / "influencer.html.j2"
    own.parent.mkdir(parents=True)
    theirs = Path(__file__).parent.parent / "templates" / "packet" / "influencer.html.j2"
    own.write_text(
        theirs.read_text(encoding="utf-8").replace(
            "{%- block ask -%}", "{%- block ask -%}Pay to {{ brand.repayment.iban }}."
        ),
        encoding="utf-8",
    )
    done, folder = built(case)
    found = [one for one in done.problems if one.rule == "A21"]
    assert {one.related[0].pointer for one in found} == {"/parties/brand/repayment/iban"}
    assert not (folder / "packet").exists()
