"""Desks: what each one is sent, in each length, and what follows when it does not pay."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import evidence
from test_channels import AFTER, CHANNELS, NOBODY, case

from makegood import assets, pipeline
from makegood.model.artifact import characters

DESKS = [name for name in CHANNELS if name not in {NOBODY, "direct_bank"}]
"""Channels that have a desk."""
WHOLE = re.compile(r"[.:?!]\Z|\A- |\A\d\d-|\AReference shown: |\AHarbour & Pine Ltd")
"""A line that is whole: a sentence, a heading, an item, a name of a file, a number, the signature."""


def channel_case(channel: str, **settings: object) -> dict[str, Any]:
    return {**case(channel, sent=channel in AFTER), "settings": {"limits": settings}}


def build(home: Path, data: Mapping[str, Any]) -> dict[str, str]:
    """Build a case; return what its texts say, by path, and the manifest's inputs."""
    folder = home / "cases" / "MG-2026-201"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "case.json").write_text(json.dumps(data), encoding="utf-8")
    evidence(folder)
    outcome = pipeline.build(folder, home / "build", home.parent / "cache")
    assert not outcome.failed, outcome.problems
    return {
        path.relative_to(home / "build").as_posix(): path.read_text(encoding="utf-8")
        for path in (home / "build").rglob("*") if path.suffix in {".txt", ".json", ".html"}
    }  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, dict[str, str]]:
    home = tmp_path_factory.mktemp("desks")
    return {name: build(home / name, channel_case(name)) for name in DESKS}


def requests(texts: Mapping[str, str]) -> dict[str, str]:
    return {name.rpartition("/")[2]: text for name, text in texts.items() if "/request-" in name}


# A request in each length


@pytest.mark.parametrize("channel", DESKS)
def test_a_request_is_whole_in_each_length(made: Mapping[str, dict[str, str]], channel: str) -> None:
    """Never longer than it says, never cut, with the reference, the sum and who asks; the longer says more."""
    found = requests(made[channel])
    assert sorted(found) == ["request-1000.txt", "request-2500.txt", "request-300.txt"]
    sum_ = json.loads(made[channel]["manifest.json"])["summary"]["claimed"]
    for name, text in found.items():
        assert characters(text) <= int(name[8:-4]), name
        assert text.startswith("MG-2026-201: "), name
        assert sum_ in text, name
        assert "Harbour & Pine Ltd" in text, name
        for line in filter(None, text.splitlines()):
            assert WHOLE.search(line), (name, line)
    assert len(found["request-300.txt"]) < len(found["request-1000.txt"]) < len(found["request-2500.txt"])


@pytest.mark.parametrize("channel", DESKS)
def test_the_lengths_are_counted_and_shown(made: Mapping[str, dict[str, str]], channel: str) -> None:
    """fields.txt and the page say of each text how many characters it has."""
    texts = made[channel]
    fields = next(text for name, text in texts.items() if name.endswith("/fields.txt"))
    for name, text in requests(texts).items():
        assert f"{name}: {characters(text)} characters\n" in fields
        assert f"{characters(text)} characters</span>" in texts["index.html"]


@pytest.mark.parametrize("limit", [150, 700, 1000, 4000])
@pytest.mark.parametrize("channel", ["ads_suspended", "influencer_marketplace"])
def test_a_limit_of_the_users_wins(tmp_path: Path, channel: str, limit: int) -> None:
    """One text of that length in the place of three, be it shorter or longer; the page leads to it."""
    texts = build(tmp_path / "w", channel_case(channel, ticket_characters=limit))
    found = requests(texts)
    assert list(found) == [f"request-{limit}.txt"]
    assert characters(found[f"request-{limit}.txt"]) <= limit
    fields = next(text for name, text in texts.items() if name.endswith("/fields.txt"))
    assert f"{limit} characters that your settings name" in fields
    assert re.search(rf'href="support/\w+/request-{limit}\.txt"', texts["index.html"])
    assert "request-1000" not in texts["index.html"] or limit == 1000


def test_what_is_long_is_left_out_and_not_cut(tmp_path: Path) -> None:
    """Names and words of the largest size that a case may hold: the shortest text still fits, and is whole."""
    data = channel_case("ads_spent_dispute")
    data["purchase"]["failure"]["what"] = "The promotion was charged. " * 37
    data["purchase"]["failure"]["shown"] = "Something went wrong. " * 40
    data["purchase"]["product"] = "p" * 200
    found = requests(build(tmp_path / "w", data))
    assert "The promotion was charged" not in found["request-300.txt"]
    assert "GBP 900.00" in found["request-300.txt"]
    assert found["request-2500.txt"].count("the promotion was charged") == 1


def test_every_template_of_a_desk_is_used(made: Mapping[str, dict[str, str]]) -> None:
    """No file of templates/support lies about."""
    used = {one["path"] for texts in made.values() for one in json.loads(texts["manifest.json"])["inputs"]}
    there = {path.relative_to(assets.folder("templates").parent).as_posix()
             for path in (assets.folder("templates") / "support").rglob("*.j2")}  # fmt: skip
    assert {path for path in there - used if not path.startswith("templates/support/any/")} == set()


# What each desk asks of a text


def text_of(made: Mapping[str, dict[str, str]], channel: str, name: str) -> str:
    return next(text for path, text in made[channel].items() if path.endswith(f"/{name}"))


def test_closing_an_account_is_a_note_and_warns_first(made: Mapping[str, dict[str, str]]) -> None:
    """Nobody is asked; each length says that closing is permanent, and the longer ones who accepted that, and when."""
    for name, text in requests(made["ads_balance_no_bc"]).items():
        assert "Closing is permanent. Download invoices" in text, name
        assert "please" not in text.casefold(), name
    fields = text_of(made, "ads_balance_no_bc", "fields.txt")
    for text in (fields, text_of(made, "ads_balance_no_bc", "request-1000.txt"), made["ads_balance_no_bc"]["index.html"]):
        assert "That closing is permanent was read and accepted by Jo Penrose on 23 November 2026." in text
    assert "cannot be undone" in fields


def test_what_was_not_accepted_is_said_so(tmp_path: Path) -> None:
    """Without the acknowledgement the note says to wait."""
    data = channel_case("ads_balance_no_bc") | {"acknowledged": []}
    texts = build(tmp_path / "w", data)
    assert "Wait with the click" in texts["support/ads_close_account/request-1000.txt"]
    assert "Nobody has accepted yet" in texts["support/ads_close_account/fields.txt"]


def test_a_business_center_is_asked_before_it_is_closed(made: Mapping[str, dict[str, str]], tmp_path: Path) -> None:
    """Until somebody agrees to the closing of all accounts, the text says to close nothing, and asks for the move."""
    assert "Please close nothing before we have agreed to it." in text_of(made, "ads_balance_bc", "request-300.txt")
    assert "moved to another ad account" in text_of(made, "ads_balance_bc", "request-1000.txt")
    data = channel_case("ads_balance_bc")
    data["acknowledged"].append({"id": "all_accounts_close", "on": "2026-11-23", "by": "Jo Penrose"})
    agreed = build(tmp_path / "w", data)["support/ads_sales/request-1000.txt"]
    assert "we agree to that" in agreed
    assert "close nothing" not in agreed


def test_a_suspended_account_appeals_nothing(made: Mapping[str, dict[str, str]]) -> None:
    """A second appeal would only delay: the text is about the balance alone."""
    assert "It is no appeal against the suspension." in text_of(made, "ads_suspended", "request-1000.txt")
    assert "appeal" not in text_of(made, "ads_spent_dispute", "request-1000.txt")


def test_a_card_issuer_hears_how_it_was_tried(made: Mapping[str, dict[str, str]]) -> None:
    """The day agreed, what was agreed, the days on which the merchant was asked; no interest, and no right is claimed."""
    for name in ("request-300.txt", "request-1000.txt"):
        assert "We asked the merchant on 2 November 2026" in text_of(made, "direct_card", name)
    text = text_of(made, "direct_card", "request-1000.txt")
    assert "the last by 20 October 2026" in text
    assert "Please tell us whether you take this dispute" in text
    every = " ".join(requests(made["direct_card"]).values()).casefold()
    assert not re.search(r"\binterest\b|\bright to\b|section 75|entitled", every)
    assert "do not count on it as a right" in text_of(made, "direct_card", "fields.txt")


def test_coins_come_with_their_number_and_their_days(made: Mapping[str, dict[str, str]], tmp_path: Path) -> None:
    """The transaction stands first; the days are named only for coins that were not used, and while they last."""
    assert text_of(made, "promote_web_coins", "request-300.txt").startswith("MG-2026-201: please refund transaction TX-1188: ")
    assert "policy" not in text_of(made, "promote_web_coins", "request-2500.txt")
    data = channel_case("promote_web_coins")
    data["purchase"] |= {"coins": 5000, "coins_unused": 5000}
    texts = build(tmp_path / "w", data)
    assert "None of the coins was used." in texts["support/tiktok_coins/request-300.txt"]
    assert "they end on 4 December 2026." in texts["support/tiktok_coins/request-1000.txt"]


