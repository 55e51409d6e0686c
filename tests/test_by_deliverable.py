"""The method `by_deliverable`: 72 cases against sums worked out by hand, and rows that add up to the claim."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from test_cli import run
from test_ledger import MINOR, back, case, computed, paid, work

from makegood.domain import ledger
from makegood.domain.ledger import CannotCompute
from makegood.model.case import Case, Defect, LogEntry, PriceReduction
from makegood.model.money import Money
from makegood.model.results import ClaimPart
from makegood.pipeline.derive.rows import rows

POSTED, DUE = date(2026, 9, 2), date(2026, 9, 5)
OFF_AFTER_10 = date(2026, 9, 12)

SMALLEST = Path(__file__).parent / "cases" / "good" / "smallest" / "MG-2026-001"


def reduced(code: Any, amount: str = "", percent: str = "") -> Defect:
    """Return a defect with a reduction."""
    reduction = PriceReduction(
        reason="not as agreed",
        amount=Money.parse(amount) if amount else None,
        percent=Decimal(percent) if percent else None,
    )
    return Defect(code=code, reduction=reduction)


# What became of the first video, priced at GBP 300.00, and what is claimed for it in pence.
FIRST: dict[str, tuple[dict[str, Any], int]] = {
    "posted as agreed": ({"status": "posted"}, 0),
    "posted, unpriced defect": ({"status": "posted", "defects": (Defect(code="wrong_link"),)}, 0),
    "late, 20 percent": (
        {"status": "posted", "posted_at": date(2026, 9, 8), "defects": (reduced("late", percent="20"),)},
        6000,
    ),
    "late in the old word, GBP 45.50": ({"status": "posted_late", "defects": (reduced("late", "GBP 45.50"),)}, 4550),
    "two defects": (
        {
            "status": "posted_nonconforming",
            "defects": (reduced("wrong_product", percent="50"), reduced("wrong_link", "GBP 20.00")),
        },
        17000,
    ),
    "reductions above the price": (
        {
            "status": "posted",
            "defects": (reduced("wrong_product", "GBP 250.00"), reduced("wrong_length", percent="40")),
        },
        30000,
    ),
    "removed after 10 of 30 days": ({"status": "removed", "removed_at": OFF_AFTER_10}, 20000),
    "removed early and a third off": (
        {
            "status": "removed_early",
            "removed_at": OFF_AFTER_10,
            "defects": (reduced("missing_disclosure", percent="33.3"),),
        },
        29990,
    ),
    "removed after all days": ({"status": "removed", "removed_at": date(2026, 10, 2)}, 0),
}
# What became of the second video, priced at GBP 600.00, and what is claimed for it in pence.
SECOND: dict[str, tuple[dict[str, Any], int]] = {
    "not delivered": ({"status": "not_delivered"}, 60000),
    "posted, 12.5 percent": ({"status": "posted", "defects": (reduced("wrong_format", percent="12.5"),)}, 7500),
}
# What was paid of the fee of GBP 900.00, in pence; what came back before the request.
MONEY: dict[str, tuple[tuple[Any, ...], int, int]] = {
    "all paid": ((paid("GBP 900.00"),), 90000, 0),
    "two thirds paid": ((paid("GBP 600.00"),), 60000, 0),
    "all paid, GBP 30.00 back": ((paid("GBP 900.00"), back("GBP 30.00")), 90000, 3000),
    "paid above the fee": ((paid("GBP 950.00"),), 95000, 0),
}
ROWS = list(product(FIRST, SECOND, MONEY))


def a_case(first: str, second: str, money: str, **more: Any) -> Case:
    """Return a case of two videos with prices of their own, up for 30 days."""
    one = work(1, price="GBP 300.00", due=DUE, **{"posted_at": POSTED, **FIRST[first][0]})
    is_posted = SECOND[second][0]["status"] == "posted"
    two = work(2, price="GBP 600.00", due=DUE, posted_at=POSTED if is_posted else None, **SECOND[second][0])
    return case(
        one,
        two,
        payments=MONEY[money][0],
        fee="GBP 900.00",
        agreement={"min_live_days": 30},
        method="by_deliverable",
        **more,
    )


def pence(amount: Money) -> int:
    return int(amount.amount * 100)


def by_item(parts: tuple[ClaimPart, ...], item: str) -> int:
    return sum(pence(part.amount) for part in parts if part.item == item)


@pytest.mark.parametrize(("first", "second", "money"), ROWS)
def test_the_sum_is_that_of_the_hand_computation(first: str, second: str, money: str) -> None:
    """The parts, less what of the fee was not paid, less what came back; the rows add up to it, to the penny."""
    made = a_case(first, second, money)
    due = FIRST[first][1] + SECOND[second][1]
    _, out, returned = MONEY[money]
    expected = max(0, due - max(0, 90000 - out) - returned)
    if not expected and not returned:
        with pytest.raises(CannotCompute):
            computed(made)
        return
    computation = computed(made)
    assert pence(computation.result) == expected
    parts = ledger.claim_parts(made, computation, MINOR)
    assert sum(pence(part.amount) for part in parts) == expected
    shown = rows(made, computation, MINOR)
    assert [pence(row.claimed) for row in shown] == [by_item(parts, row.deliverable.id) for row in shown]
    if expected == due:
        assert [by_item(parts, "video-1"), by_item(parts, "video-2")] == [FIRST[first][1], SECOND[second][1]]
    steps = [step.amount for step in computation.steps if step.amount]
    assert sum(pence(amount) for amount in steps) == expected
    assert computation.is_sum_of_parts == (expected == due)


def test_the_table_is_wide_enough() -> None:
    """At least 60 cases, of which most compute."""
    assert len(ROWS) == 72
    assert sum(FIRST[first][1] + SECOND[second][1] > 30000 for first, second, _ in ROWS) > 30


def test_days_of_a_removed_post_and_missing_work_are_true_parts() -> None:
    """Also by `live_days`: 20 of 30 days of GBP 300.00 and the whole of GBP 600.00, not shares by price."""
    made = a_case("removed after 10 of 30 days", "not delivered", "all paid")
    made = replace(made, refund=replace(made.refund, method="live_days"))
    assert [pence(row.claimed) for row in rows(made, computed(made), MINOR)] == [20000, 60000]


def test_days_are_parts_by_live_days_even_if_the_removal_has_a_reduction() -> None:
    """A typed method keeps its meaning: the reduction is no part of that sum, and the days stay one."""
    defects = (reduced("removed_early", percent="10"),)
    one = work(1, "removed", "GBP 300.00", posted_at=POSTED, removed_at=OFF_AFTER_10, defects=defects)
    money = {"fee": "GBP 900.00", "payments": (paid("GBP 900.00"),), "agreement": {"min_live_days": 30}}
    made = case(one, work(2, price="GBP 600.00"), method="live_days", **money)
    assert [pence(row.claimed) for row in rows(made, computed(made), MINOR)] == [20000, 60000]


def test_a_priced_removal_takes_the_place_of_its_days() -> None:
    """One loss is claimed once."""
    defects = (reduced("removed_early", percent="10"),)
    one = work(1, "removed", "GBP 300.00", posted_at=POSTED, removed_at=OFF_AFTER_10, defects=defects)
    made = case(one, fee="GBP 300.00", payments=(paid("GBP 300.00"),), agreement={"min_live_days": 30})
    assert pence(computed(made).result) == 3000


def test_mixed_faults_suggest_it_and_a_named_sum_stays() -> None:
    """A reduction suggests the method. Without any, what has a price is claimed, unless the case names a sum."""
    priced = work(1, "posted", posted_at=date(2026, 9, 8), due=DUE, defects=(reduced("late", percent="10"),))
    unpriced = replace(priced, defects=())
    missing = work(2)
    grounds = ("late", "partially_delivered")
    assert computed(case(priced, missing, grounds=grounds)).method == "by_deliverable"
    alone = computed(case(unpriced, missing, grounds=grounds))
    assert (alone.method, pence(alone.result)) == ("by_deliverable", 75000)
    named = case(unpriced, missing, grounds=grounds, requested=Money.parse("GBP 800.00"))
    assert (computed(named).method, pence(computed(named).result)) == ("negotiated", 80000)


def test_where_nothing_has_a_price_nothing_is_computed() -> None:
    """The error names the deliverable and says what to add."""
    late = work(1, "posted", posted_at=date(2026, 9, 8), due=DUE)
    with pytest.raises(CannotCompute) as error:
        computed(case(late, grounds=("late",), method="by_deliverable"))
    assert (error.value.code, error.value.pointer) == ("K1", "/deliverables/0")
    assert '"reduction"' in error.value.fix


@pytest.mark.parametrize(
    ("event", "deliverable", "is_late"),
    [
        ("agreed", None, False),
        ("agreed", "video-1", False),
        ("agreed", "video-2", True),
        ("extended", None, True),
        ("extended", "video-1", False),
    ],
)
def test_a_post_by_a_day_agreed_later_is_not_late(event: Any, deliverable: str | None, is_late: bool) -> None:
    """More time for the work moves its last day; more time to answer, or for other work, does not."""
    entry = LogEntry(at=date(2026, 9, 4), event=event, deadline=date(2026, 9, 10), deliverable=deliverable)
    posted = work(1, "posted", posted_at=date(2026, 9, 8), due=DUE)
    made = case(posted, work(2), log=(entry,))
    [row, _] = rows(made, computed(made), MINOR)
    assert row.is_late == is_late


def test_what_is_asked_beside_a_delivery_is_the_reductions_of_several_posts_together(tmp_path: Path) -> None:
    """Two posts with a reduction each, a third that never came: 50 and 75 are due even if it is still delivered."""
    folder = tmp_path / "cases" / SMALLEST.name
    shutil.copytree(SMALLEST, folder)
    data = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    common = {
        "type": "video",
        "due": "2026-09-15",
        "status": "posted",
        "posted_at": "2026-09-10",
        "price": "GBP 150.00",
    }
    short = {"code": "wrong_length", "reduction": {"amount": "GBP 50.00", "reason": "nine seconds too short"}}
    unnamed = {"code": "other", "detail": "x", "reduction": {"amount": "GBP 75.00", "reason": "no shop is named"}}
    data["deliverables"][0]["price"] = "GBP 200.00"
    for name, defect in (("video-1", short), ("video-2", unnamed)):
        data["deliverables"].append({**common, "id": name, "evidence": ["feed"], "defects": [defect]})
    data["refund"] = {"grounds": ["partially_delivered", "nonconforming"]}
    (folder / "case.json").write_text(json.dumps(data), encoding="utf-8")
    done = run("build", folder, "--frozen", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "build" / folder.name / "email" / "first_request.txt").read_text(encoding="utf-8")
    text = " ".join(text.replace("\u00a0", " ").split())
    assert "We ask for GBP 325.00" in text
    assert "GBP 125.00" in text
