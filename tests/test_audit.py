"""The audit of 28 November 2026 line by line: what it called untrue is printed no more, and each sum is that of its hand computation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from test_desks import KNOWN, build, case, facts
from test_render import texts

from makegood.model.errors import CaseError
from makegood.model.statement import policy_statement, policy_text

EDITIONS = [
    ("tiktok_virtual_items", "22 January 2026"),
    ("tiktok_virtual_items_eea", "16 February 2026"),
    ("tiktok_terms_us", "15 July 2026"),
    ("tiktok_advertising_terms", "January 2026"),
    ("tiktok_commercial_terms", "January 2026"),
    ("tiktok_one_payments", "March 2025"),
]
UNTRUE = [
    "whose newest text was not read",
    "June 2022",
    "15 August 2025",
    "Custom-made items are not",
    "could not be confirmed. PayPal's protection",
    "Business Center takes no request",
    "A small-claims court stays open",
    "No postal address for this notice",
    "After another 60 days",
    "corporations often cannot sue",
    "What American Express and Discover allow",
    "Refundable samples are given back by themselves",
    "Older pages say that a suspended account",
    "A fixed fee beside the commission: whether",
]
OWN = Path(__file__).parents[1] / "src" / "makegood" / "policies"


@pytest.mark.parametrize(("text", "edition"), EDITIONS)
def test_each_text_has_the_edition_in_force(text: str, edition: str) -> None:
    """Section 1: the edition's own date, and the day on which it was read."""
    assert KNOWN.sources[text].edition == policy_statement(f"policy-source-{text}-edition", edition)
    assert KNOWN.sources[text].as_of.isoformat() == "2026-11-29"


def printed() -> str:
    return " ".join(path.read_text(encoding="utf-8") for path in sorted(OWN.rglob("*.json")))


@pytest.mark.parametrize("sentence", UNTRUE)
def test_what_was_untrue_is_gone(sentence: str) -> None:
    """Sections 1 to 3: no policy file holds the sentences that the audit found untrue."""
    assert sentence not in printed()


def test_the_search_for_untrue_sentences_can_fail() -> None:
    """What a policy file does hold is found."""
    assert "The place where an answer appears" not in printed()
    assert "Check the inbox of the account's email address and the inbox in the app." in printed()


def missing_impressions(delivered: int) -> dict[str, Any]:
    """Write a case of 10,000 booked impressions of which so many came."""
    data = case("ads_spent_dispute")
    data["purchase"].pop("failure")
    data["deliverables"] = [
        {
            "id": "flight",
            "type": "reservation_ad",
            "status": "posted_on_time",
            "due": "2026-11-20",
            "booked_impressions": 10000,
            "delivered_impressions": delivered,
        }
    ]
    data["refund"] = {"grounds": ["ads_underdelivery"]}
    data["accepted"] = [{"rule": rule, "reason": "A test of the text."} for rule in ("E3", "E12")]
    return data


def test_missing_impressions_are_asked_for_first(tmp_path: Path) -> None:
    """79 percent of what was booked: the missing part again, and money where that is refused."""
    out = build(tmp_path, missing_impressions(7900))
    [text] = [body for path, body in out.items() if path.endswith("ads_ticket/request-1000.txt")]
    flat = " ".join(text.split())
    assert flat.index("please deliver the 2,100 missing impressions") < flat.index("If you decline, please return")
    assert "7,900 of the 10,000 impressions booked for Flight were delivered." in flat


Data = Mapping[str, Any]
FIRST = "email/first_request.eml"


def piece(number: int, status: str = "not_delivered", **more: object) -> dict[str, Any]:
    came = (
        {"posted_at": "2026-11-09", "evidence": ["post"]}
        if status.startswith(("posted", "removed"))
        else {"evidence": ["feed"]}
    )
    return {"id": f"video-{number}", "type": "video", "status": status, "due": "2026-11-10", **came, **more}


def spent(amount: str, on: str = "2026-11-06", **more: object) -> dict[str, Any]:
    return {"paid_on": on, "amount": amount, "method": "faster_payments", "evidence": ["receipt"], **more}


def worked(
    fee: str,
    payments: list[dict[str, Any]],
    work: list[dict[str, Any]],
    *grounds: str,
    channel: str = "direct_bank",
    **refund: object,
) -> dict[str, Any]:
    """Write a case of work that a creator was paid for, checked on the day on which it was due."""
    data = case(channel)
    data["agreement"] = {**data["agreement"], "fee": fee}
    missing = [one["id"] for one in work if one["status"] == "not_delivered"]
    data["log"] = [
        {
            "at": "2026-11-21",
            "event": "checked",
            "by": "brand",
            "deliverable": one,
            "text": "Looked",
            "evidence": ["feed"],
        }
        for one in missing
    ]
    data |= {"payments": payments, "deliverables": work, "refund": {"grounds": list(grounds), **refund}}
    return data


def ordered(draft: str | None, *grounds: str) -> dict[str, Any]:
    """Write a case of a TikTok One order for USD 2,000.00 that was due on 10 November 2026, with the day of its draft."""
    item = piece(1, "draft_submitted", draft_submitted_at=draft) if draft else piece(1)
    return worked(
        "USD 2000.00", [spent("USD 2000.00", method="platform_payment")], [item], *grounds, channel="tiktok_one"
    )


def bought(channel: str, ground: str, payments: list[dict[str, Any]], **purchase: object) -> dict[str, Any]:
    data = case(channel)
    method = data["payments"][0]["method"]
    made = {**data["purchase"], "balance": None, **purchase}
    data["purchase"] = {key: value for key, value in made.items() if value is not None}
    return data | {"payments": [{**one, "method": method} for one in payments], "refund": {"grounds": [ground]}}


STAYED = {"min_live_days": 30, "posted_at": "2026-11-08", "removed_at": "2026-11-20"}
RATE = {"fx": {"rate": 0.9091, "to": "EUR", "on": "2026-11-06", "source": "the bank's statement"}}
HANDS: dict[str, tuple[Data, str, str]] = {
    "unequal fees": (
        worked(
            "GBP 1500.00",
            [spent("GBP 1500.00")],
            [
                piece(1, "posted_on_time", price="GBP 700.00"),
                piece(2, price="GBP 500.00"),
                piece(3, price="GBP 300.00"),
            ],
            "partially_delivered",
        ),
        "GBP 800.00",
        "Video 2 and Video 3, not delivered: GBP 500.00 and GBP 300.00, together GBP 800.00.",
    ),
    "taken down after 12 of 30 days": (
        worked("GBP 450.00", [spent("GBP 450.00")], [piece(1, "removed_early", **STAYED)], "removed_early"),
        "GBP 270.00",
        "Video 1: GBP 450.00 for 30 days, online for 12, so 18 of them missing: GBP 270.00.",
    ),
    "wrong product, price stated": (
        worked(
            "GBP 1000.00",
            [spent("GBP 1000.00")],
            [
                piece(
                    1,
                    "posted_nonconforming",
                    price="GBP 400.00",
                    defects=[{"code": "wrong_product", "detail": "Another scarf."}],
                ),
                piece(2, "posted_on_time", price="GBP 600.00"),
            ],
            "nonconforming",
            requested="GBP 400.00",
        ),
        "GBP 400.00",
        "We ask for GBP 400.00 back. Of GBP 1,000.00 paid, GBP 400.00 is requested.",
    ),
    "an order, content in time and not approved": (
        ordered("2026-11-10", "not_approved"),
        "USD 1,800.00",
        "We ask for USD 1,800.00 back, since the promotion was not approved and did not run. 90% of USD 2,000.00: USD 1,800.00.",
    ),
    "an order, content after its day": (
        ordered("2026-11-15", "late"),
        "USD 2,000.00",
        "Video 1, due on 10 November 2026, was submitted as a draft on 15 November 2026, after that day, and is not approved.",
    ),
    "an order, no content": (ordered(None, "not_delivered"), "USD 2,000.00", "We ask for USD 2,000.00 back."),
    "coins": (
        bought(
            "promote_appstore",
            "technical_issue",
            [spent("USD 100.00")],
            product="7,000 coins",
            coins=7000,
            coins_unused=2500,
        ),
        "USD 35.71",
        "7,000 coins bought for USD 100.00; 2,500 not used: USD 35.71.",
    ),
    "part payments": (
        worked(
            "GBP 1500.00",
            [spent("GBP 500.00"), spent("GBP 250.00", "2026-11-07")],
            [piece(1, "posted_on_time"), piece(2), piece(3)],
            "partially_delivered",
        ),
        "GBP 250.00",
        "Of the fee of GBP 1,500.00, GBP 750.00 was paid; less GBP 500.00 for what was delivered: GBP 250.00.",
    ),
    "with tax": (
        worked("GBP 500.00", [spent("GBP 600.00", tax="GBP 100.00")], [piece(1)], "not_delivered"),
        "GBP 600.00",
        "We ask for GBP 600.00 back.",
    ),
    "a suspended balance": (
        bought(
            "ads_suspended",
            "unspent_balance",
            [spent("GBP 900.00")],
            balance={"amount": "GBP 480.00", "read_on": "2026-11-21", "tax": "GBP 60.00", "ad_credit": "GBP 15.00"},
        ),
        "GBP 405.00",
        "A balance of GBP 480.00, less GBP 60.00 (tax), less GBP 15.00 (ad credit, which is not money): GBP 405.00.",
    ),
    "charged twice": (
        bought(
            "promote_appstore",
            "unauthorised_or_duplicate_charge",
            [spent("USD 99.99"), spent("USD 99.99", "2026-11-07")],
            expected="USD 99.99",
            failure=None,
        ),
        "USD 99.99",
        "USD 199.98 charged, USD 99.99 due: USD 99.99 too much.",
    ),
    "mixed: one missing, one taken down after half of its days": (
        worked(
            "GBP 900.00",
            [spent("GBP 900.00")],
            [piece(1, "posted_on_time"), piece(2), piece(3, "removed_early", **{**STAYED, "min_live_days": 24})],
            "partially_delivered",
            "removed_early",
        ),
        "GBP 450.00",
        "Video 2, not delivered: GBP 300.00. Video 3: GBP 300.00 for 24 days, online for 12, so 12 of them missing: GBP 150.00.",
    ),
    "paid in another currency": (
        worked("EUR 1000.00", [spent("USD 1100.00", **RATE)], [piece(1)], "not_delivered"),
        "EUR 1,000.01",
        "We paid USD 1,100.00 (EUR 1,000.01) on 6 November 2026 by Faster Payments."
        " At the rate of that day it is EUR 0.01 more than the agreed fee of EUR 1,000.00.",
    ),
}


def asked(home: Path, data: Data) -> tuple[str, str]:
    """Return the sum of a case, and the text that goes out first."""
    made = facts(home, data)
    out = {path: " ".join(text.body.split()) for path, text in texts(made).items()}
    desk = [path for path in out if path.endswith("/request-1000.txt")]
    return f"{made.sums.claimed.currency} {made.sums.claimed.amount:,}", out[FIRST if FIRST in out else desk[0]]


@pytest.mark.parametrize("name", HANDS)
def test_each_sum_is_the_one_of_a_hand_computation(tmp_path: Path, name: str) -> None:
    """Section 5: what a case comes to, to the penny, and how the text that goes out says it."""
    data, amount, sentence = HANDS[name]
    found, text = asked(tmp_path, data)
    assert found == amount
    assert sentence in text


@pytest.mark.parametrize(("delivered", "is_refused"), [(7900, False), (7999, False), (8000, True), (8100, True)])
def test_what_counts_as_delivered_in_full_is_refused(tmp_path: Path, delivered: int, is_refused: bool) -> None:  # noqa: FBT001  # a column
    """Section 5: 80 and 81 percent of booked impressions are refused, and nothing below 80."""
    data = missing_impressions(delivered)
    if not is_refused:
        assert facts(tmp_path, data).sums.claimed.amount
        return
    with pytest.raises(CaseError) as caught:
        facts(tmp_path, data)
    assert "C9" in {one.rule for one in caught.value.problems if one.severity == "error"}


def test_goods_are_asked_back_or_their_value(tmp_path: Path) -> None:
    """Section 5: where goods were given, no account is named that a payment would have come from."""
    data = worked("GBP 500.00", [spent("GBP 500.00", method="gift_in_kind")], [piece(1)], "not_delivered")
    _, text = asked(tmp_path, data)
    assert "account that our payment came from" not in text
    assert re.search(r"goods[^.]*GBP 500\.00", text), text
    plain = worked("GBP 500.00", [spent("GBP 500.00")], [piece(1)], "not_delivered")
    assert "account that our payment came from" in asked(tmp_path / "plain", plain)[1]


def test_what_a_bank_kept_of_a_refund_is_said(tmp_path: Path) -> None:
    """Section 5: 470.00 of 500.00 came, since a bank kept 30.00: the receipt says where the rest that is open went."""
    first = {"at": "2026-11-23", "event": "sent", "by": "brand", "letter": "first_request", "deadline": "2026-12-07"}
    kept = "GBP 30.00 was kept on the way and did not reach us."
    for name, more, is_said in (("kept", {"fee": "GBP 30.00"}, True), ("short", {}, False)):
        back = spent("GBP 470.00", "2026-12-01", direction="in", **more)
        data = worked("GBP 500.00", [spent("GBP 500.00"), back], [piece(1)], "not_delivered")
        data["log"].append(first)
        data["case"]["as_of"] = "2026-12-02"
        out = {path: " ".join(text.body.split()) for path, text in texts(facts(tmp_path / name, data)).items()}
        assert (kept in out["email/refund_received.eml"]) is is_said
        assert (
            "Of the GBP 500.00 that we asked for on 23 November 2026, GBP 30.00 is still open."
            in out["email/refund_received.eml"]
        )


PROMOTE_US = (
    "They give no postal address, but a form: tiktok.com/legal/report/feedback.",
    "The other party has 60 days to answer.",
    "to the Superior Court of Los Angeles, under the law of California.",
    "Proceedings have to begin within one year of the facts.",
)
PAGES: dict[str, tuple[str, str, tuple[str, ...], tuple[str, ...]]] = {
    "Promote, United States": (
        "promote_spent",
        "US",
        ("TikTok USDS Joint Venture LLC", *PROMOTE_US),
        ("14.2", "15.9", "NAM", "Culver City"),
    ),
    "Promote, Germany": (
        "promote_spent",
        "DE",
        (
            "TikTok Technology Limited: The Sorting Office",
            "TikTok's Business Terms also apply if you use the app for a business",
            "For consumers, the law of their place of residence applies.",
        ),
        ("14.3", "15.9", "ICC", "CEDR"),
    ),
    "coins, Germany": (
        "promote_web_coins",
        "DE",
        ("model withdrawal form: tiktok.com/legal/model-withdrawal-form-eea.", "The refund may take 7 business days"),
        ("TikTok may suspend the account",),
    ),
    "coins, Australia": ("promote_web_coins", "AU", ("TikTok may suspend the account",), ("model-withdrawal-form",)),
    "coins of Google Play": (
        "promote_google_play",
        "DE",
        (
            "After 48 hours, Google refers you to the developer of the app.",
            "TikTok accepts the request through Report a problem.",
        ),
        (),
    ),
    "TikTok One, United States": (
        "tiktok_one",
        "US",
        ("BD TikTok USA LLC", "TikTok has 60 days to answer the notice.", "5800 Bristol Parkway, Suite 100"),
        ("SIMC", "Kaleidoscope"),
    ),
    "TikTok One, United Kingdom": (
        "tiktok_one",
        "GB",
        ("TikTok Information Technologies UK Limited", "Kaleidoscope, 4 Lindsey Street", "section 14.3(c)(i)"),
        ("15.9", "Culver City"),
    ),
    "TikTok One, Germany": (
        "tiktok_one",
        "DE",
        ("TikTok Technology Limited", "Kaleidoscope, 4 Lindsey Street"),
        ("15.9", "Culver City", "NAM"),
    ),
    "TikTok One, Canada": (
        "tiktok_one",
        "CA",
        (
            "TikTok Inc.",
            "5800 Bristol Parkway",
            "The first step in the terms is a request for mediation at SIMC",
        ),
        ("NAM", "ICC"),
    ),
    "TikTok One, Japan": (
        "tiktok_one",
        "JP",
        ("TikTok Pte. Ltd.", "The terms require no letter before it"),
        ("NAM", "ICC", "BANI"),
    ),
    "TikTok One, Indonesia": (
        "tiktok_one",
        "ID",
        ("TikTok Pte. Ltd.", "After 30 days, the dispute goes to arbitration at BANI"),
        ("SIMC", "Culver City"),
    ),
    "TikTok One, silence": (
        "tiktok_one",
        "GB",
        (
            "In a project whose videos TikTok procured, content that awaits review counts as approved after 14 days",
            "unless the contract excuses the delay or the content counts as approved.",
            "the date on which content in an order between you and a creator counts as approved, could not be read.",
        ),
        (),
    ),
    "ads, Japan": (
        "ads_spent_dispute",
        "JP",
        ("For ads, the law of the country of the company on the invoice applies",),
        ("NAM",),
    ),
    "ads, reserved": (
        "ads_spent_dispute",
        "GB",
        ("delivers replacement ads of the same media value", "The policy does not mention a refund."),
        (),
    ),
    "a suspended account": (
        "ads_suspended",
        "GB",
        (
            "TikTok's FAQ, which is undated, says that a suspended account gets no refund.",
            "The remaining prepaid balance may be refunded. TikTok considers the reason for the suspension, and may deduct a fee.",
        ),
        (),
    ),
    "TikTok Shop, United States": (
        "tiktok_shop_affiliate",
        "US",
        (
            "The fixed fee of a target collaboration is paid to TikTok Shop",
            "Affiliate Center, Flat fee payments",
            "a creator has 7 days to accept, and rejected content may be revised up to three times",
        ),
        (),
    ),
    "TikTok Shop, United Kingdom": (
        "tiktok_shop_affiliate",
        "GB",
        ("Affiliate Center, Flat fee payments",),
        ("7 days to accept",),
    ),
    "marketplaces": (
        "influencer_marketplace",
        "GB",
        (
            "Upwork releases the money after 14 days without an answer",
            "mediates for at most 30 days",
            "On Collabstr",
            "72 hours",
            "On Fiverr, an order counts as complete 3 days after delivery.",
        ),
        (),
    ),
    "French law": (
        "direct_bank",
        "FR",
        (
            "an influencer contract must be in writing",
            "reach EUR 1,000 in a year, excluding tax. Otherwise, the contract is void.",
        ),
        (),
    ),
    "German law": ("direct_bank", "DE", (), ("influencer contract",)),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_page_says_what_holds_there_and_nothing_of_elsewhere(tmp_path: Path, name: str) -> None:
    """Sections 1 to 4: the page of a case of that channel and that country."""
    channel, country, there, elsewhere = PAGES[name]
    data = case(channel)
    data["case"]["jurisdiction"] = {"country": country}
    data["parties"] = {**data["parties"], "brand": {**data["parties"]["brand"], "country": country}}
    page = " ".join(unescape(re.sub(r"<[^>]+>", " ", texts(facts(tmp_path, data))["index.html"].body)).split())
    assert [sentence for sentence in there if sentence not in page] == []
    assert [word for word in elsewhere if word in page] == []


CEILINGS = [("small_claims_eu", "EUR 5000"), ("court_scotland", "GBP 5000")]


@pytest.mark.parametrize(("way", "most"), CEILINGS)
def test_each_way_takes_no_more_than_its_text_says(way: str, most: str) -> None:
    """Section 4: the ceilings that were read, so that the page can say that a claim is above them."""
    assert str(KNOWN.escalations[way].ceiling) == most
    assert KNOWN.escalations[way].sourced.confidence in {"official", "mirror"}


def test_the_track_for_small_claims_in_england_is_named() -> None:
    """Section 4: up to GBP 10,000."""
    assert any("10,000" in policy_text(step.text) for step in KNOWN.escalations["court_england"].steps)
