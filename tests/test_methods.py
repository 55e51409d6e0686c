"""Ways of payment: each has a plain name, and no sentence tells of an account where the money came from none."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from test_check import fresh, outcome, with_data
from test_ladder import FIRST, PAID, PART, Entry, on
from test_render import texts

from makegood.storage import package_data
from makegood.domain import policies
from makegood.language import english
from makegood.statements import payments

METHODS = tuple(policies.read().methods)
FROM_NO_ACCOUNT = ("cash", "gift_in_kind", "crypto", "voucher", "klarna")
NEW = (
    "zelle",
    "venmo",
    "cash_app",
    "revolut",
    "wise",
    "apple_pay",
    "google_pay",
    "pix",
    "upi",
    "sepa_direct_debit",
    "klarna",
    "crypto",
    "cash",
    "gift_in_kind",
    "voucher",
)
AGREED: Entry = {
    "at": "2026-11-25",
    "event": "agreed",
    "by": "creator",
    "amount": "GBP 300.00",
    "deadline": "2026-12-18",
}
ROADS: tuple[tuple[str, tuple[Entry, ...], tuple[Entry, ...], dict[str, Any]], ...] = (
    ("2026-11-23", (), (), {}),
    ("2026-12-08", (FIRST,), (), {}),
    ("2026-11-25", (FIRST, AGREED), (), {}),
    (
        "2026-12-10",
        (FIRST, AGREED, {**FIRST, "at": "2026-11-26", "letter": "acceptance", "deadline": "2026-12-18"}),
        (PART,),
        {},
    ),
    ("2026-11-25", (FIRST,), (), {"refund__offer": {"amount": "GBP 300.00"}}),
)
"""First request, reminder, acceptance, the rest of what was agreed, an offer to settle."""


def said(workspace: Path, method: str, road: int) -> str:
    """Give every mail, text and packet of a case that was paid like this, as it stands then."""
    day, log, back, more = ROADS[road]
    found = on(workspace, day, *log, payments=[{**PAID, "method": method}, *back], **more)
    return " ".join(re.sub(r"\s+", " ", f"{one.subject} {one.body}") for one in texts(found).values())


@pytest.mark.parametrize("method", METHODS)
def test_every_way_is_named_to_the_reader(workspace: Path, method: str) -> None:
    """In words, never by its key; and the account is named where the money came from one to which it can go back."""
    first = said(workspace, method, 0)
    assert "_" not in method or method not in first
    assert ("to the account that our payment came from" in first) is (
        policies.read().methods[method].repayment == "account"
    )  # type: ignore[index]
    assert not (policies.read().methods[method].repayment == "account" and method in FROM_NO_ACCOUNT)  # type: ignore[index]


@pytest.mark.parametrize("road", range(len(ROADS)))
@pytest.mark.parametrize("method", ["gift_in_kind", "bank_transfer"])
def test_no_letter_tells_of_an_account_that_is_none(workspace: Path, method: str, road: int) -> None:
    """On every rung: goods came from no account, and what replaces them comes to none; a transfer did."""
    told = said(workspace, method, road)
    assert bool(re.search(r"account that|in our account", told)) is (method == "bank_transfer")
    assert ("in a way that we agree on by email" in told) is (method == "gift_in_kind")


def test_two_ways_of_which_one_is_cash_name_no_account(workspace: Path) -> None:
    """Half of it in cash: what comes back is not said to go to the account of the other half."""
    paid = [{**PAID, "amount": "GBP 750.00", "method": one} for one in ("bank_transfer", "cash")]
    found = on(workspace, "2026-11-23", payments=paid)
    assert "account that our payment" not in " ".join(one.body for one in texts(found).values())


def test_each_way_has_words_in_the_schema_and_in_letters() -> None:
    offers = json.loads((package_data.folder("schemas") / "suggestions.schema.json").read_text(encoding="utf-8"))
    listed = offers["$defs"]["Methods"]["anyOf"][0]
    assert tuple(listed["enum"]) == tuple(sorted(METHODS))
    assert len(listed["enumDescriptions"]) == len(set(listed["enumDescriptions"])) == len(METHODS)
    phrases = [english().text(payments.way(one)) for one in policies.read().methods.values()]
    assert len(set(phrases)) == len(METHODS)
    assert set(NEW) <= set(METHODS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Zelle", "zelle"),
        ("Cash App", "cash_app"),
        ("cashapp", "cash_app"),
        ("Apple Pay", "apple_pay"),
        ("goods", "gift_in_kind"),
        ("Bitcoin", "crypto"),
        ("credit card", "card"),
        ("SEPA direct debit", "sepa_direct_debit"),
        ("PIX", "pix"),
        ("Google Pay", "google_pay"),
        ("gift card", "voucher"),
        ("Direct Debit", "sepa_direct_debit"),
        ("UPI", "upi"),
    ],
)
def test_what_people_call_it_is_understood(typed: str, meant: str) -> None:
    """As apps and banks write it, not as the file does."""
    data = fresh()
    data["payments"][0]["method"] = typed
    (told,) = [one for one in outcome(with_data(data))[1] if one.rule == "S4"]
    assert told.fix == f'Did you mean "{meant}"?'


def test_paypal_alone_is_two() -> None:
    """Friends and family have no protection: which it was, nobody else knows."""
    data = fresh()
    data["payments"][0]["method"] = "PayPal"
    (told,) = [one for one in outcome(with_data(data))[1] if one.rule == "S4"]
    assert told.fix == 'Did you mean "paypal_ff" or "paypal_gs"?'
    assert all("paypal" not in one.names for one in policies.read().methods.values())


@pytest.mark.parametrize("method", ["venmo", "zelle", "klarna", "cash", "apple_pay", "gift_in_kind"])
@pytest.mark.parametrize("channel", ["direct_card", "direct_paypal"])
def test_a_way_without_a_source_opens_no_desk(channel: str, method: str) -> None:
    """C17: no window of a card or of PayPal is counted for it. One payment that fits is enough."""
    data = fresh()
    data["case"]["channel"] = channel
    data["payments"][0]["method"] = method
    assert "C17" in {one.rule for one in outcome(with_data(data))[1]}
    right = "card" if channel == "direct_card" else "paypal_gs"
    data["payments"].append({**data["payments"][0], "method": right})
    assert "C17" not in {one.rule for one in outcome(with_data(data))[1]}
    assert right in policies.read().channels[channel].methods  # type: ignore[index]


def test_no_policy_counts_a_day_for_the_new_ways() -> None:
    """What nobody has read is not said: no statement and no window is for them alone, but for direct debits."""
    found = policies.read()
    named = {
        method
        for channel in found.channels.values()
        for one in (*channel.consequences, channel.how, channel.holder, channel.refunder, channel.refundable)
        for method in one.methods
    }
    assert named & set(NEW) == {"sepa_direct_debit"}
