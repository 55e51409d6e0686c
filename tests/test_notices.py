"""Formal notices by country and by channel: the company, its address, the clause, and what may not stand in them."""

from __future__ import annotations

from makegood.model.statement import policy_text
import re
from pathlib import Path

import pytest
from test_desks import OPENED, REJECTED, at_desk, facts
from test_render import texts

CULVER, LONDON = "5800 Bristol Parkway, Suite 100", "Kaleidoscope, 4 Lindsey Street"
UK, IRELAND = "TikTok Information Technologies UK Limited", "TikTok Technology Limited"
PROMOTE = "This is written notice of a claim. It says"
ROWS = [
    ("tiktok_one", "US", "notice_tiktok_us", "BD TikTok USA LLC", CULVER, "sections 14.2 and 15.9(b)"),
    ("tiktok_one", "GB", "notice_tiktok_uk_eea", UK, LONDON, "section 14.3(c)(i)"),
    ("tiktok_one", "DE", "notice_tiktok_uk_eea", IRELAND, LONDON, "section 14.3(c)(i)"),
    ("tiktok_one", "CA", "notice_tiktok_elsewhere", "TikTok Inc.", CULVER, "section 15.9(b)"),
    ("tiktok_one", "BR", "notice_tiktok_elsewhere", "TikTok Pte. Ltd.", CULVER, "section 15.9(b)"),
    (
        "tiktok_one",
        "ID",
        "notice_tiktok_indonesia",
        "TikTok Pte. Ltd.",
        "1 Raffles Quay, #26-10, South Tower",
        "section 14.4",
    ),
    (
        "promote_spent",
        "US",
        "dispute_promote_us",
        "TikTok USDS Joint Venture LLC",
        "",
        "section 8 of TikTok's Terms of Service",
    ),
    ("promote_spent", "GB", "dispute_promote_uk_eea", UK, "4 Lindsey Street, Barbican", PROMOTE),
    ("promote_spent", "DE", "dispute_promote_uk_eea", UK, "4 Lindsey Street, Barbican", PROMOTE),
    ("promote_spent", "CA", "dispute_promote_elsewhere", "TikTok Inc.", "5800 Bristol Pkwy", PROMOTE),
    ("promote_spent", "BR", "dispute_promote_elsewhere", "TikTok Inc.", "5800 Bristol Pkwy", PROMOTE),
    (
        "promote_spent",
        "ID",
        "dispute_promote_elsewhere",
        "TikTok Pte. Ltd.",
        "1 Raffles Quay, #26-10, South Tower",
        PROMOTE,
    ),
]


@pytest.mark.parametrize(("channel", "country", "notice", "company", "street", "clause"), ROWS)
def test_a_notice_has_its_company_its_address_and_its_clause(
    tmp_path: Path, channel: str, country: str, notice: str, company: str, street: str, clause: str
) -> None:
    """Each of the six countries, for TikTok One and for Promote."""
    made = facts(tmp_path, at_desk(channel, "2026-11-28", OPENED, REJECTED, country=country))
    [planned] = [item for item in made.plan if item.kind == "letter"]
    assert planned.id == f"letter/{notice}"
    assert planned.address[0] == company
    assert street in (*planned.address, "")
    assert bool(planned.address[1:]) == bool(street)
    [text] = [one for one in texts(made).values() if one.document == planned.id]
    body = re.sub(r"<[^>]+>", " ", text.body[text.body.index("<h1>") :]).replace("&#39;", "'")
    body = " ".join(body.split())
    assert clause in body
    if channel == "promote_spent":
        assert not re.search(r"Commercial Terms|\b14\.\d|\b15\.9|NAM\b|ICC\b|SIAC|BANI", body)


@pytest.mark.parametrize("country", ["US", "GB", "DE", "CA", "BR", "ID"])
def test_a_notice_about_ads_goes_to_the_company_on_the_invoice(tmp_path: Path, country: str) -> None:
    """The invoice decides, and without it no notice is made: the company for ads may be another."""
    data = at_desk(
        "ads_spent_dispute", "2026-11-28", OPENED, REJECTED, country=country, company="TikTok Example Limited"
    )
    [planned] = [item for item in facts(tmp_path / "a", data).plan if item.kind == "letter"]
    assert planned.address[0] == "TikTok Example Limited"
    assert planned.id.startswith("letter/notice_tiktok_")
    without = facts(tmp_path / "b", at_desk("ads_spent_dispute", "2026-11-28", OPENED, REJECTED, country=country))
    assert not [item for item in without.plan if item.kind == "letter"]


@pytest.mark.parametrize(("channel", "country"), [("ads_spent_dispute", "US"), ("tiktok_one", "US")])
def test_what_is_open_in_the_united_states_is_said_so(tmp_path: Path, channel: str, country: str) -> None:
    """For ads, whether arbitration holds is not confirmed; for TikTok One it is said as the terms have it."""
    made = facts(
        tmp_path, at_desk(channel, "2026-11-28", OPENED, REJECTED, country=country, company="TikTok Example Limited")
    )
    [way] = [one for one in made.escalations if one.policy.id == "notice_tiktok_us"]
    steps = {policy_text(step.text): step.sourced.confidence for step in way.policy.steps}
    nam = [sure for text, sure in steps.items() if "NAM" in text]
    assert nam == (["unconfirmed"] if channel.startswith("ads_") else ["official"])
