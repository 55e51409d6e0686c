"""While a card's issuer looks at a dispute, what comes back goes through the payment provider, and each letter says so."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import PAYPAL, add_case
from test_ladder import FIRST, PAID, PART, REMINDER, REST, Entry, due, on
from test_messages import AGREED, ANSWER, EXTENDED, OFFER, faults
from test_render import texts
from test_ways import case, facts_of

from makegood.model.artifact import Text
from makegood.model.facts import Facts

EARLY: Entry = {"at": "2026-11-20", "event": "dispute_opened", "by": "brand", "desk": "card_issuer", "number": "CB-1"}
LATER: Entry = {**EARLY, "at": "2026-11-24"}
NOTICE: Entry = {"at": "2026-11-24", "event": "sent", "letter": "dispute_notice", "by": "brand"}
BY_CARD = ({**PART, "method": "card"},)
WITHDRAWN: Entry = {"at": "2026-11-25", "event": "waived", "by": "brand", "text": "We were wrong."}
STANDS: Mapping[str, tuple[str, tuple[Entry, ...], dict[str, Any]]] = {
    "first_request": ("2026-11-23", (EARLY,), {}),
    "dispute_notice": ("2026-11-25", (FIRST, LATER), {}),
    "settlement_offer": ("2026-11-25", (FIRST, LATER, NOTICE), {"refund__offer": OFFER}),
    "partial_counter": ("2026-11-25", (FIRST, LATER, NOTICE, ANSWER), {}),
    "extension_granted": ("2026-11-25", (FIRST, LATER, NOTICE, EXTENDED), {}),
    "acceptance": ("2026-11-25", (FIRST, LATER, NOTICE, AGREED), {}),
    "refund_received": ("2026-12-14", (FIRST, LATER, NOTICE), {"back": BY_CARD}),
    "not_our_ground": ("2026-11-25", (FIRST, LATER, NOTICE, WITHDRAWN), {}),
}
"""A day and a log on which each letter is due while the dispute runs; a reminder and a final notice are not."""
STRAIGHT = re.compile(
    r"to the account|bank transfer|IBAN|in the way in which we paid|in a way that we agree", re.IGNORECASE
)
"""Asks for a transfer."""
ASKS = re.compile(r"\b(?:refund|pay|paid|send|come)\b", re.IGNORECASE)
SAYS = re.compile(r"chargeback|dispute", re.IGNORECASE)
ACCOUNT = {"holder": "Harbour & Pine Ltd", "iban": "GB29 NWBK 6016 1331 9268 19"}


def by_card(workspace: Path, letter: str, *, runs: bool = True, method: str | None = "card") -> Facts:
    """Derive the case of a card, or of a wallet that charged one, in which this letter is due."""
    add_case(workspace, PAYPAL)
    path = workspace / "cases" / PAYPAL / "case.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["case"]["channel"] = "direct_card" if method == "card" else "direct_bank"
    data["parties"]["brand"]["repayment"] = ACCOUNT
    path.write_text(json.dumps(data), encoding="utf-8")
    day, log, more = STANDS[letter]
    back = [{**one, "method": method} for one in more.get("back", ())]
    paid = {**PAID, "method": method}
    kept = [one for one in log if runs or one not in (EARLY, LATER, NOTICE)]
    return on(workspace, day, *kept, ref=PAYPAL, **{**more, "back": (), "payments": [paid, *back]})


def forms(found: Facts, letter: str) -> Iterator[tuple[Text, str]]:
    for text in texts(found).values():
        if text.document in {f"email/{letter}", f"message/{letter}", f"letter/{letter}"} and text.kind != "letter":
            yield text, " ".join(text.body.split())


@pytest.mark.parametrize("letter", STANDS)
def test_a_refund_goes_through_the_provider_while_its_dispute_runs(workspace: Path, letter: str) -> None:
    """Every form of every letter that is due says so, and none asks for a transfer, though an account is named."""
    found = by_card(workspace, letter)
    assert letter in due(found)
    made = list(forms(found, letter))
    assert {text.limit for text, _ in made} >= {None, 1000}
    for text, body in made:
        assert not STRAIGHT.search(body), body
        assert SAYS.search(body), body
        if letter != "not_our_ground":
            assert ASKS.search(body)
            assert "through the payment provider" in body, body
            assert re.search(r"\balone\b|\bonly through\b", body), body
        assert text.limit is None or not list(faults(text))


@pytest.mark.parametrize("letter", [one for one in STANDS if one != "dispute_notice"])
def test_without_a_dispute_nothing_of_it_is_said(workspace: Path, letter: str) -> None:
    """The control: the same letters, where no dispute runs."""
    found = by_card(workspace, letter, runs=False)
    for _, body in forms(found, letter):
        assert not re.search(r"chargeback|dispute|\balone\b|\bonly through\b", body), body


@pytest.mark.parametrize("letter", [one for one in STANDS if one != "not_our_ground"])
def test_a_wallet_whose_card_is_disputed_is_no_way_for_a_transfer(workspace: Path, letter: str) -> None:
    """Nobody says that a card was charged, but its issuer has the dispute: the account of the brand is not asked for."""
    found = by_card(workspace, letter, method="apple_pay")
    for _, body in forms(found, letter):
        assert not STRAIGHT.search(body), body
        assert "through the payment provider" in body, body


def test_without_a_dispute_a_wallet_may_be_paid_back_to_the_account(workspace: Path) -> None:
    """The control of the wallet."""
    found = by_card(workspace, "first_request", runs=False, method="apple_pay")
    assert any(STRAIGHT.search(body) for _, body in forms(found, "first_request"))


@pytest.mark.parametrize("letter", ["reminder", "final_notice"])
@pytest.mark.parametrize("runs", [True, False])
def test_what_is_asked_beside_a_running_dispute_is_told_apart(tmp_path: Path, letter: str, runs: bool) -> None:
    """Half by bank, half by card: a reminder and a final notice ask for the rest alone, and name the chargeback."""
    data = case("USD 1200 for 3, 3 missing", "bank 600; card 600", "card asked 600" if runs else "")
    reminded = {**REMINDER, "at": "2026-11-05", "deadline": "2026-11-12"}
    data["log"] += [{**NOTICE, "at": "2026-11-02"}] if runs else []
    data["log"] += [reminded] if letter == "final_notice" else []
    data["case"]["as_of"] = "2026-11-20"
    found = facts_of(tmp_path, data)
    assert due(found) == [letter]
    made = list(forms(found, letter))
    assert {text.limit for text, _ in made} >= {None, 1000}
    for _, body in made:
        assert ("chargeback" in body) is runs, body
        assert ("USD 600.00" in body and "refund USD 1,200.00" not in body) is runs, body


def test_a_dispute_is_withdrawn_with_the_request_or_once_all_has_come(workspace: Path) -> None:
    """Nothing is open then, so the letter that says so speaks of the dispute too."""
    found = by_card(workspace, "not_our_ground")
    words = r"We also withdraw the dispute that we opened\. This (?:letter|message) withdraws that request and that dispute, and nothing else\."
    assert all(re.search(words, body) for _, body in forms(found, "not_our_ground"))
    back = [{**one, "method": "card"} for one in (PART, REST)]
    found = on(workspace, "2026-12-22", FIRST, LATER, NOTICE, ref=PAYPAL, payments=[{**PAID, "method": "card"}, *back])
    assert all("We withdraw the dispute that we opened." in body for _, body in forms(found, "refund_received"))
