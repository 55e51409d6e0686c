"""How a case ends: the last letter, and a report of one page that says where the money is."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
import pytest

import test_ladder
from conftest import BANK
from makegood.model.workspace import Workspace
from makegood.commands import docket
from test_ladder import FIRST, due, mail, on

pytestmark = pytest.mark.once

ALL = {"paid_on": "2026-12-10", "amount": "GBP 500.00", "direction": "in"}


def test_a_creator_whose_money_came_from_elsewhere_is_told_that_it_is_over(workspace: Path) -> None:
    """Nothing to thank for, and no credit note; from the creator there is both."""
    elsewhere = on(workspace, "2026-12-11", FIRST, back=({**ALL, "via": "paypal"},))
    assert due(elsewhere) == ["refund_received"]
    said = mail(elsewhere)
    assert "arrived on Thursday, 10 December 2026 from PayPal." in said
    assert "nothing is open any more. You need not pay anything." in said
    assert "Thank you" not in said
    assert "credit note" not in said
    own = mail(on(workspace, "2026-12-11", FIRST, back=({**ALL, "via": "creator"},), ref="MG-2026-101"))
    assert "Thank you." in own
    assert "credit note" in own
    assert "need not pay" not in own


def closed(case: Path, payments: list[dict[str, object]], log: list[dict[str, object]], **more: object) -> str:
    """Build a case with what came and what happened; give the text of its report, which must be one page."""
    path = case / "case.json"
    said = json.loads(path.read_text(encoding="utf-8"))
    said["case"] |= {"as_of": "2027-01-20", **more}
    said["payments"] += payments
    said["log"] = [*said.get("log", []), FIRST, *log]
    path.write_text(json.dumps(said), encoding="utf-8")
    [outcome] = docket.build([case], Workspace.containing(case), into=None, clock=None, on_done=lambda *_: None)
    assert not outcome.failed, outcome.problems
    with pypdfium2.PdfDocument(case.parents[1] / "build" / BANK / "report" / "closing.pdf") as pdf:
        assert len(pdf) == 1
        return " ".join(pdf[0].get_textpage().get_text_range().split())


def test_the_report_adds_up(case: Path) -> None:
    """What came, from whom, by which way, with which proof; what was kept; what was let go, and why."""
    text = closed(
        case,
        [
            {**ALL, "amount": "GBP 300.00", "via": "creator", "reference": "AM-77", "evidence": ["receipt"]},
            {**ALL, "paid_on": "2026-12-12", "amount": "GBP 147.50", "fee": "GBP 2.50", "method": "paypal_gs"},
        ],
        [
            {
                "at": "2026-12-14",
                "event": "waived",
                "by": "brand",
                "amount": "GBP 52.50",
                "text": "A court would cost more.",
            }
        ],
    )
    for words in (
        "GBP 447.50 has arrived; the rest was let go",
        "from the creator; reference AM-77 receipt.jpg −300.00",
        "no proof in the case",
        "GBP 2.50 was kept on the way",
        "−147.50",
        "Given up: A court would cost more. −52.50",
        "Outstanding 0.00",
        "19 days later",
        "neither legal nor accounting advice",
    ):
        assert words in text, (words, text)
    assert "not asked for any more" not in text.lower()


@pytest.mark.parametrize(
    ("log", "payments", "words"),
    [
        ([], [ALL], ("The refund has arrived in full: GBP 500.00",)),
        (
            [{"at": "2026-12-14", "event": "waived", "by": "brand", "text": "Not our ground."}],
            [],
            ("The request for GBP 500.00 was withdrawn", "Given up: Not our ground.", "Not asked for any more −500.00"),
        ),
        (
            [{"at": "2026-12-14", "event": "closed", "by": "brand"}],
            [],
            ("Closed with GBP 500.00 outstanding", "Outstanding 500.00"),
        ),
        (
            [
                {
                    "at": "2026-12-09",
                    "event": "agreed",
                    "by": "creator",
                    "amount": "GBP 200.00",
                    "text": "We agreed on 200.",
                }
            ],
            [{**ALL, "amount": "GBP 200.00"}],
            ("GBP 200.00 has arrived; the rest was let go", "The rest, not asked for any more −300.00"),
        ),
    ],
)
def test_each_end_has_its_headline(
    case: Path, log: list[dict[str, object]], payments: list[dict[str, object]], words: tuple[str, ...]
) -> None:
    text = closed(case, payments, log)
    assert [one for one in words if one not in text] == [], text


def test_the_report_stays_on_one_page(case: Path) -> None:
    """Thirty instalments, the longest names and reasons: what does not fit is summed up."""
    many = [
        {
            **ALL,
            "paid_on": f"2026-12-{day:02d}",
            "amount": "GBP 16.00",
            "reference": "R" * 40 + str(day),
            "note": "x" * 80,
        }
        for day in range(1, 31)
    ]
    text = closed(
        case,
        many,
        [{"at": "2027-01-14", "event": "waived", "by": "brand", "amount": "GBP 20.00", "text": "Why " * 100}],
        title="A campaign " * 9,
    )
    assert "Until 30 December 2026 25 more payments" in text


def test_no_report_while_something_is_open(workspace: Path) -> None:
    assert "report/closing" not in test_ladder.made(on(workspace, "2026-12-11", FIRST))
    assert "report/closing" in test_ladder.made(on(workspace, "2026-12-11", FIRST, back=(ALL,), ref="MG-2026-101"))


@pytest.mark.parametrize("given_up_on", ["2026-12-09", "2026-12-11"])
def test_the_report_is_in_the_order_of_the_days(case: Path, given_up_on: str) -> None:
    """What was given up stands before what came after it, and after what came before."""
    rest = {"at": given_up_on, "event": "waived", "by": "brand", "amount": "GBP 300.00", "text": "We leave it."}
    text = closed(case, [{**ALL, "amount": "GBP 200.00"}], [rest])
    places = [text.index("Given up: We leave it."), text.index("−200.00")]
    assert places == sorted(places, reverse=given_up_on > "2026-12-10")


def test_an_agreement_stands_before_the_money_that_it_brought(case: Path) -> None:
    deal = {"at": "2026-12-09", "event": "agreed", "by": "creator", "amount": "GBP 200.00", "text": "We agreed on 200."}
    text = closed(case, [{**ALL, "amount": "GBP 200.00"}], [deal])
    assert text.index("Agreed: GBP 200.00") < text.index("−200.00")
