"""The audit of 28 November 2026 line by line: what it called untrue is not printed any more. More rows: test_coins, test_notices."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from test_desks import KNOWN, build, case

EDITIONS = [
    ("tiktok_virtual_items", "22 January 2026"), ("tiktok_virtual_items_eea", "16 February 2026"), ("tiktok_terms_us", "15 July 2026"),
    ("tiktok_advertising_terms", "January 2026"), ("tiktok_commercial_terms", "January 2026"), ("tiktok_one_payments", "March 2025"),
]  # fmt: skip
UNTRUE = [
    "whose newest text was not read", "June 2022", "15 August 2025", "Custom-made items are not", "could not be confirmed. PayPal's protection",
    "Business Center takes no request", "A small-claims court stays open", "No postal address for this notice", "After another 60 days",
    "corporations often cannot sue", "What American Express and Discover allow", "Refundable samples are given back by themselves",
    "Older pages say that a suspended account", "A fixed fee beside the commission: whether",
]  # fmt: skip
OWN = Path(__file__).parents[1] / "src" / "makegood" / "policies"


@pytest.mark.parametrize(("text", "edition"), EDITIONS)
def test_each_text_has_the_edition_in_force(text: str, edition: str) -> None:
    """Section 1: the edition's own date, and the day on which it was read."""
    assert KNOWN.sources[text].edition == edition
    assert KNOWN.sources[text].as_of.isoformat() == "2026-11-29"


def printed() -> str:
    return " ".join(path.read_text(encoding="utf-8") for path in sorted(OWN.rglob("*.json")))


@pytest.mark.parametrize("sentence", UNTRUE)
def test_what_was_untrue_is_gone(sentence: str) -> None:
    """Sections 1 to 3: no policy file holds the sentences that the audit found untrue."""
    assert sentence not in printed()


def test_the_search_for_untrue_sentences_can_fail() -> None:
    """What a policy file does hold is found."""
    assert "Where an answer appears" not in printed()
    assert "Look in the mailbox of the account and in the app's inbox." in printed()


def test_missing_impressions_are_asked_for_again_first(tmp_path: Path) -> None:
    """79 percent of what was booked: the missing part again, and money where that is refused."""
    data = case("ads_spent_dispute")
    data["purchase"].pop("failure")
    data["deliverables"] = [{"id": "flight", "type": "reservation_ad", "status": "posted_on_time", "due": "2026-11-20",
                             "booked_impressions": 10000, "delivered_impressions": 7900}]  # fmt: skip
    data["refund"] = {"grounds": ["ads_underdelivery"], "requested": "GBP 189.00"}
    data["accepted"] = [{"rule": rule, "reason": "A test of the text."} for rule in ("E3", "E12")]
    texts = build(tmp_path, data)
    [text] = [body for path, body in texts.items() if path.endswith("ads_ticket/request-1000.txt")]
    flat = " ".join(text.split())
    assert flat.index("give us the impressions that are missing again, one to one") < flat.index("Where that is refused, please refund")
    assert re.search(r"7,?900 of 10,?000 booked impressions came", flat)
