"""Where nothing has a price: no sum is computed, and the message, the page and `explain` say why and what can be stated."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from test_audit import piece, spent, worked
from test_cli import run
from test_desks import KNOWN, facts
from test_policy_sums import problems
from test_render import texts
from test_sums import faults

from makegood.commands.explain.sums import explain_sums
from makegood.model.workspace import Workspace

FAULTS: dict[str, dict[str, Any]] = {
    "late": {"posted_at": "2026-11-12"},
    "nonconforming": {"defects": [{"code": "wrong_product", "detail": "Another scarf."}]},
    "missing_disclosure": {"disclosed": False},
    "fake_engagement": {"defects": [{"code": "fake_engagement"}]},
}


def only(ground: str, **refund: object) -> dict[str, Any]:
    """Write a case of one post for GBP 500.00 with one fault that has no price."""
    post = piece(1, "posted", **copy.deepcopy(FAULTS[ground]))
    return worked("GBP 500.00", [spent("GBP 500.00")], [post], ground, **refund)


@pytest.mark.parametrize("ground", FAULTS)
def test_the_message_says_why_and_what_can_be_stated(tmp_path: Path, ground: str) -> None:
    """Its example can be pasted: with it, the sum is computed."""
    said = problems(tmp_path, only(ground))["K1"]
    assert said.startswith(f"No sum can be computed. {KNOWN.grounds[ground].unpriced}")
    code = {"nonconforming": "wrong_product"}.get(ground, ground)
    reason = "posted three days late" if ground == "late" else code.replace("_", " ")
    pasted = {"percent": 20, "reason": reason}
    assert f'"reduction": {{ "percent": 20, "reason": "{reason}" }}' in said
    assert '"requested": "GBP 500.00"' in said
    data = only(ground)
    defects = data["deliverables"][0].setdefault("defects", [{"code": code}])
    defects[0]["reduction"] = pasted
    made = facts(tmp_path, data)
    assert (str(made.sums.claimed), made.computation.method) == ("GBP 100.00", "by_deliverable")  # 500 × 20 ÷ 100


@pytest.mark.parametrize("ground", FAULTS)
def test_a_named_sum_is_called_one_that_somebody_named(tmp_path: Path, ground: str) -> None:
    """The page and `explain sum` say that it is not computed; a letter to the creator does not."""
    data = only(ground, requested="GBP 60.00")
    made = facts(tmp_path, data)
    assert str(made.sums.claimed) == "GBP 60.00"
    why = KNOWN.grounds[ground].unpriced
    out = {path: " ".join(text.body.split()) for path, text in texts(made).items()}
    assert f"{why} The amount is therefore the one that you entered." in out["index.html"]
    assert why not in out["email/first_request.eml"]
    folder = next(tmp_path.rglob("case.json")).parent
    page = explain_sums(folder, Workspace(tmp_path), "", 100)
    assert why in " ".join(page.split())
    assert faults(page, {"": (folder / "case.json").read_text(encoding="utf-8")}) == []


def test_a_computed_sum_is_not_called_named(tmp_path: Path) -> None:
    """With a reduction the page has its parts and no such sentence."""
    data = only("nonconforming")
    data["deliverables"][0]["defects"][0]["reduction"] = {"percent": 20, "reason": "another scarf"}
    assert "that you named" not in texts(facts(tmp_path, data))["index.html"].body


@pytest.mark.parametrize("ground", FAULTS)
def test_the_ground_says_it_where_it_is_explained(tmp_path: Path, ground: str) -> None:
    """`explain` has the sentence, and names the reduction."""
    printed = " ".join(run("explain", ground, cwd=tmp_path).stdout.split())
    assert KNOWN.grounds[ground].unpriced in printed
    assert '"reduction"' in printed


def test_each_ground_without_a_price_has_its_sentence() -> None:
    """And no other ground has one: what can be computed is not called unpriced."""
    assert {name for name, ground in KNOWN.grounds.items() if ground.unpriced} == {
        name for name, ground in KNOWN.grounds.items() if ground.method == "negotiated"
    }


def test_a_method_that_somebody_typed_needs_no_reason(tmp_path: Path) -> None:
    """Who types `negotiated` is told that the amount is missing, and nothing of why."""
    assert problems(tmp_path, only("late", method="negotiated"))["S2"].startswith("The negotiated amount is missing.")
