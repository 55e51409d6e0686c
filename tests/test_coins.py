"""Coins: who takes the request by store and by country, and the right to give unused ones back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import STORE, add_case
from test_cli import run

from makegood.model.workspace import Workspace
from makegood.pipeline import build as pipeline
from makegood.domain import policies

pytestmark = [pytest.mark.once, pytest.mark.texts]

RULES = policies.read()


def case(
    home: Path,
    *,
    country: str,
    channel: str = "promote_web_coins",
    unused: int = 7000,
    day: str = "2026-11-23",
    ground: str = "coins_not_used",
    store: str | None = None,
) -> Path:
    """Write the case of 7,000 coins that were bought on 19 November 2026, with a picture of what is left."""
    folder = add_case(home, STORE)
    data: dict[str, Any] = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    data["case"] = {"case_ref": STORE, "channel": channel, "as_of": day, "timezone": "Europe/London"}
    data["parties"]["brand"]["country"] = country
    number = {"store": store, "order_number": "GPA.1234-5678-9012-34567"} if store else {"transaction_id": "2000000123"}
    data["purchase"] = {"product": "7,000 coins", "coins": 7000, "coins_unused": unused, **number, "evidence": ["shot"]}
    if ground != "coins_not_used":
        data["purchase"]["failure"] = {"what": "The promotion never started.", "at": "2026-11-20", "evidence": ["shot"]}
    data["payments"][0] |= {"amount": "GBP 70.00", "method": "google_iap" if store else "tiktok_coins_web"}
    data["refund"]["grounds"] = [ground]
    (folder / "case.json").write_text(json.dumps(data), encoding="utf-8")
    return folder


def built(folder: Path, tmp_path: Path) -> Path:
    out = tmp_path / "out"
    assert not pipeline.build(folder, Workspace.containing(folder), out, tmp_path / "cache").failed
    return out


def rules(folder: Path) -> set[str]:
    return {one["rule"] for one in json.loads(run("check", "--format", "json", folder, cwd=folder).stdout)}


@pytest.mark.parametrize(
    ("country", "last"),
    [
        ("DE", "3 December 2026"),
        ("CH", "3 December 2026"),
        ("GB", "3 December 2026"),
        ("BR", "26 November 2026"),
        ("KR", "26 November 2026"),
    ],
)
def test_unused_coins_are_given_back_in_time(workspace: Path, tmp_path: Path, country: str, last: str) -> None:
    """The text withdraws from the purchase, names the last day, and speaks of no fault."""
    out = built(case(workspace, country=country), tmp_path)
    for length in (300, 1000, 2500):
        text = (out / "support" / "tiktok_coins" / f"request-{length}.txt").read_text(encoding="utf-8")
        assert "we withdraw from transaction 2000000123 and ask you to refund GBP 70.00" in text
        assert "None of the coins was used." in text
        assert "fault" not in text
        assert (last in text) == (length > 300)
    page = " ".join((out / "index.html").read_text(encoding="utf-8").split())
    edition = "22 January 2026" if country in {"BR", "KR"} else "16 February 2026"
    assert f"edition: {edition}; for users" in page
    assert "read 29 November 2026" in page


def test_a_part_of_the_coins_is_the_part_of_the_price(workspace: Path, tmp_path: Path) -> None:
    """2,500 of 7,000 coins for GBP 70.00 are GBP 25.00."""
    text = (
        built(case(workspace, country="DE", unused=2500), tmp_path) / "support/tiktok_coins/request-300.txt"
    ).read_text(encoding="utf-8")
    assert "ask you to refund GBP 25.00." in text  # not for 7,000 coins
    assert "2,500 of 7,000 coins were not used." in text


def test_after_the_time_nobody_withdraws(workspace: Path, tmp_path: Path) -> None:
    """On the fifteenth day the text asks, and no longer says that it withdraws or that the days run."""
    folder = case(workspace, country="DE", day="2026-12-04")
    assert "C3" in rules(folder)
    data = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    data["accepted"] = [{"rule": "C3", "reason": "TikTok may still take them back."}]
    (folder / "case.json").write_text(json.dumps(data), encoding="utf-8")
    text = (built(folder, tmp_path) / "support/tiktok_coins/request-1000.txt").read_text(encoding="utf-8")
    assert "please refund transaction 2000000123" in text
    assert "withdraw" not in text
    assert "within the days" not in text


@pytest.mark.parametrize(
    ("country", "warned"), [("DE", False), ("BR", False), ("US", True), ("CA", True), ("AU", True)]
)
def test_elsewhere_it_is_no_right(workspace: Path, country: str, warned: bool) -> None:
    """Where no text gives the right, C22 says so."""
    assert ("C22" in rules(case(workspace, country=country))) == warned


def test_coins_of_google_play_are_asked_of_tiktok(workspace: Path, tmp_path: Path) -> None:
    """TikTok takes these requests itself; Google's two days stand beside it; no text says that only the store pays."""
    google = dict(country="GB", store="google", ground="technical_issue")
    out = built(case(workspace, channel="promote_google_play", **google), tmp_path)
    assert not (out / "support" / "app_store").exists()
    text = (out / "support/tiktok_app/request-1000.txt").read_text(encoding="utf-8")
    assert "bought in the TikTok app through Google Play, order GPA.1234-5678-9012-34567" in text
    page = " ".join((out / "index.html").read_text(encoding="utf-8").split())
    assert "TikTok itself handles refund requests for coins bought on Google Play." in page
    assert "Only the app store refunds" not in page
    assert "TikTok is asked for nothing" not in page


@pytest.mark.parametrize(
    ("store", "channel"),
    [("google", "promote_appstore"), ("apple", "promote_google_play"), ("amazon", "promote_google_play")],
)
def test_each_store_has_its_channel(workspace: Path, store: str, channel: str) -> None:
    """Coins of a store on the channel of another are an error that names the right one."""
    folder = case(workspace, country="GB", store=store, ground="technical_issue", channel=channel)
    done = json.loads(run("check", "--format", "json", folder, cwd=folder).stdout)
    [wrong] = [one for one in done if one["rule"] == "C21"]
    other = {"promote_appstore": "promote_google_play", "promote_google_play": "promote_appstore"}[channel]
    assert (wrong["pointer"], wrong["severity"]) == ("/purchase/store", "error")
    assert f'"{other}"' in wrong["fix"]


def test_no_store_has_two_channels() -> None:
    """Each store that a case can name belongs to one channel."""
    stores = [store for channel in RULES.channels.values() for store in channel.stores]
    assert sorted(stores) == ["amazon", "apple", "google"]


def test_the_policy_of_other_countries_is_not_told_in_the_united_states(workspace: Path, tmp_path: Path) -> None:
    """What the coin policy says for the rest of the world is not printed for a brand in the United States."""
    folder = case(workspace, country="US", ground="technical_issue")
    page = " ".join((built(folder, tmp_path) / "index.html").read_text(encoding="utf-8").split())
    assert "may lead TikTok to suspend" not in page
    assert "have a separate coin policy, which could not be checked" in page
    assert "withdraw" not in (tmp_path / "out/support/tiktok_coins/request-1000.txt").read_text(encoding="utf-8")
