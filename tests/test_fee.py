"""A fee that nobody stated: what was paid is shared, and no text calls it agreed."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from conftest import BANK, CASES, ONE, PAYPAL, evidence
from test_derive import facts
from test_ladder import FINAL, FIRST, REMINDER, Entry
from test_render import texts

from makegood.model.errors import CaseError

AGREED = re.compile(
    r"agreed fee|agreed for [A-Z]{3} |the fee that we agreed|(?:agreed|ordered)\b[^.:;]*, for [A-Z]{3} [\d,.]+|of the fee of|a part of the fee"
    r"|\bfee of [A-Z]{3} |the fee is shared",
    re.IGNORECASE,
)
"""Says that an amount was agreed."""
STANDS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    ("2026-11-23", ()),
    ("2026-12-08", (FIRST,)),
    ("2026-12-16", (FIRST, REMINDER)),
    ("2027-01-18", (FIRST, REMINDER, FINAL)),
)
"""A day and a log for each letter, and for what follows the last."""
GOOD = sorted(path.parent for path in (*(CASES.parent / "good").glob("*/MG*/case.json"), *CASES.rglob("case.json")))


def all_texts(home: Path, folder: Path, *, fee: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a case on each day, with its path; without a fee and prices, or with this fee."""
    for at, (day, log) in enumerate(STANDS):
        workspace = home / str(at)
        target = workspace / "cases" / folder.name
        shutil.copytree(folder, target)
        if not (folder / "evidence").exists():
            evidence(target)
        data = json.loads((target / "case.json").read_text(encoding="utf-8"))
        data.get("agreement", {}).pop("fee", None)
        data["refund"].pop("requested", None)
        if fee:
            data["agreement"]["fee"] = fee
        for item in data.get("deliverables", []):
            item.pop("price", None)
        (target / "case.json").write_text(json.dumps(data), encoding="utf-8")
        try:
            found = facts(workspace, folder.name, case__as_of=day, log=list(log))
        except CaseError:  # a day of the case's own is over by then
            continue
        for path, text in texts(found).items():
            yield path, " ".join(unescape(re.sub("<[^>]*>", " ", text.body)).split())


@pytest.mark.parametrize("folder", GOOD, ids=lambda folder: f"{folder.parent.name}-{folder.name}")
def test_a_fee_that_nobody_stated_is_nowhere_agreed(workspace: Path, folder: Path) -> None:
    """In letters, messages, desk texts, packets and notices of every good case; what was paid stands there."""
    found = list(all_texts(workspace, folder))
    assert found
    assert {path: hit[0] for path, text in found if (hit := AGREED.search(text))} == {}


@pytest.mark.parametrize("ref", [BANK, ONE, PAYPAL])
def test_a_stated_fee_is_called_agreed(workspace: Path, ref: str) -> None:
    """The negative control: with the fee stated, the words are there."""
    found = list(all_texts(workspace, CASES / ref, fee="GBP 1500.00" if ref != ONE else "GBP 2000.00"))
    assert any(AGREED.search(text) for path, text in found if not path.endswith(".html"))


def test_what_was_paid_stands_in_its_place(workspace: Path) -> None:
    """The sum is the same, and its reason says what was paid."""
    found = dict(all_texts(workspace, CASES / BANK))
    told = "GBP 1,500.00 paid for 3 videos: GBP 500.00 a video; 1 not delivered: GBP 500.00."
    assert told in found["email/first_request.eml"]
    assert told in found["email/final_notice.eml"]
    assert "Prices are shares of what was paid." in found["packet/influencer.pdf"]
