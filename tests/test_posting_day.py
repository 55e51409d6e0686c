"""D15: a posting date that is not known is asked for where a ground depends on it, and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import BANK, CASES, add_case
from test_render import prepared

from makegood.domain import policies
from makegood.model.errors import CaseError
from makegood.model.workspace import Workspace
from makegood.pipeline.check import check
from makegood.pipeline.derive import derive
from makegood.pipeline.load import load
from makegood.pipeline.render import render

KNOWN = policies.read()
NO_DAY = {
    "no address": {},
    "a short link": {"url": "https://vm.tiktok.com/ZMexample"},
    "a number that says nothing": {"url": "https://www.tiktok.com/@ana.marlowe/video/12"},
}
DAY = {
    "posted_at": {"posted_at": "2026-09-12"},
    "a number that says the day": {"url": "https://www.tiktok.com/@ana.marlowe/video/7684586409891187990"},
}
LATE = {"grounds": ["late"], "requested": "GBP 100.00", "method": "negotiated"}
REMOVED = {"grounds": ["removed_early"], "requested": "GBP 100.00", "method": "negotiated"}


def case_of(item: dict[str, Any], refund: dict[str, Any], *others: dict[str, Any]) -> dict[str, Any]:
    """Return a case with this deliverable, due on 5 September 2026."""
    data: dict[str, Any] = json.loads((CASES / BANK / "case.json").read_text(encoding="utf-8"))
    items = [item, *others]
    data["deliverables"] = [
        {"id": f"video-{number}", "type": "video", "due": "2026-09-05", **each} for number, each in enumerate(items, 1)
    ]
    data["refund"] = refund
    data["log"] = []
    data["agreement"]["fee"] = "GBP 500.00"
    data["payments"] = data["payments"][:1]
    return data


@pytest.fixture
def folder(workspace: Path) -> Path:
    return add_case(workspace, BANK)


def severities(folder: Path, data: dict[str, Any]) -> list[str]:
    """Return the severity of each D15 about a case."""
    (folder / "case.json").write_text(json.dumps(data), encoding="utf-8")
    try:
        problems = check(load(folder, Workspace.containing(folder)), KNOWN)[1]
    except CaseError as error:
        problems = error.problems
        assert {problem.rule for problem in problems if problem.severity == "error"} == {"D15"}
    return [problem.severity for problem in problems if problem.rule == "D15"]


@pytest.mark.parametrize("day", NO_DAY)
def test_the_day_is_asked_for_where_nothing_else_shows_the_ground(folder: Path, day: str) -> None:
    """A post of which nobody knows the day is not called late, nor removed too early."""
    assert severities(folder, case_of({"status": "posted", **NO_DAY[day]}, LATE)) == ["error"]
    gone = {"status": "removed", "removed_at": "2026-09-20", "min_live_days": 30, **NO_DAY[day]}
    assert severities(folder, case_of(gone, REMOVED)) == ["error"]


@pytest.mark.parametrize("day", DAY)
def test_a_known_day_is_not_asked_for(folder: Path, day: str) -> None:
    """It is stated, or the number in the address contains it."""
    assert severities(folder, case_of({"status": "posted", **DAY[day]}, LATE)) == []


@pytest.mark.parametrize(
    ("item", "refund"),
    [
        ({"status": "posted", "defects": [{"code": "late"}]}, LATE),
        ({"status": "posted_late"}, LATE),
        ({"status": "removed", "min_live_days": 30, "defects": [{"code": "removed_early"}]}, REMOVED),
        ({"status": "removed_early", "min_live_days": 30}, REMOVED),
    ],
)
def test_what_the_case_states_itself_is_a_warning(folder: Path, item: dict[str, Any], refund: dict[str, Any]) -> None:
    """A person who saw it may not know the day any more; an old word says it too."""
    assert severities(folder, case_of(item, refund)) == ["warning"]


@pytest.mark.parametrize(
    ("item", "refund"),
    [
        ({"status": "posted", "defects": [{"code": "wrong_product"}]}, LATE | {"grounds": ["nonconforming"]}),
        ({"status": "posted_on_time", "defects": [{"code": "wrong_link"}]}, LATE | {"grounds": ["nonconforming"]}),
        ({"status": "removed"}, REMOVED),
    ],
)
def test_a_day_that_no_ground_needs_is_not_asked_for(
    folder: Path, item: dict[str, Any], refund: dict[str, Any]
) -> None:
    """Another ground, or no number of days that were agreed."""
    data = case_of(item, refund)
    data["agreement"].pop("min_live_days", None)
    assert severities(folder, data) == []


def test_another_late_post_is_enough(folder: Path) -> None:
    """The ground is true by the other video; of this one, no letter says that it was late."""
    data = case_of({"status": "posted"}, LATE, {"status": "posted", "posted_at": "2026-09-08"})
    assert severities(folder, data) == []
    case, warnings = check(load(folder, Workspace.containing(folder)), KNOWN)
    facts = derive(case, KNOWN, warnings)
    assert [row.is_late for row in facts.rows] == [False, True]
    letters = [text.body for text in render(facts, prepared(facts), None) if text.document == "email/first_request"]
    assert letters
    for letter in letters:
        assert "Video 1 was posted." in letter or "Video 1" not in letter
        assert "Video 2 was posted on 8 September 2026, after the agreed day" in letter


def test_lateness_that_the_case_states_needs_no_day_in_its_sentence(folder: Path) -> None:
    """The person says that it was late; the sentence is whole without the day that is not known."""
    data = case_of({"status": "posted", "defects": [{"code": "late"}]}, LATE)
    assert severities(folder, data) == ["warning"]
    case, warnings = check(load(folder, Workspace.containing(folder)), KNOWN)
    facts = derive(case, KNOWN, warnings)
    texts = render(facts, prepared(facts), None)
    letter = next(text.body for text in texts if text.document == "email/first_request")
    assert "Video 1 was posted after the agreed day, 5 September 2026." in letter
    assert not next(need for need in facts.needs if need.id == "posted").is_proven


@pytest.mark.parametrize("due", ["2026-09-05", None])
@pytest.mark.parametrize("work", [{"status": "posted", "defects": [{"code": "late"}]}, {"status": "posted_late"}])
def test_late_without_a_due_date_is_questioned_and_names_no_agreed_day(
    folder: Path, work: dict[str, Any], due: str | None
) -> None:
    """D16, and "later than agreed"; with a due date that day instead."""
    data = case_of({**work, "posted_at": "2026-09-12"}, LATE)
    data["deliverables"][0] |= {"due": due}
    if due is None:
        del data["deliverables"][0]["due"]
    (folder / "case.json").write_text(json.dumps(data), encoding="utf-8")
    case, problems = check(load(folder, Workspace.containing(folder)), KNOWN)
    assert ("D16" in {problem.rule for problem in problems}) == (due is None)
    facts = derive(case, KNOWN)
    [letter] = [text.body for text in render(facts, prepared(facts), None) if text.path == "email/first_request.eml"]
    assert ("later than agreed" in letter) == (due is None)
    assert ("after the agreed day, 5 September 2026" in letter) == (due is not None)
