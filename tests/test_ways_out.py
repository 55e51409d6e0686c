"""K1 and M3 name the way out: what their fixes say is typed here to the letter, and the sum can be computed then."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from makegood.domain import policies
from makegood.pipeline.check import check
from makegood.model.errors import CaseError, Problem
from makegood.pipeline.load import load

SMALLEST = Path(__file__).parent / "cases" / "good" / "smallest" / "MG-2026-001"
OWN = policies.read()
KEY = re.compile(r'"(\w+)": ')


def made(folder: Path, **changes: Any) -> dict[str, Any]:
    """Give the smallest case with other parts; None takes one out."""
    data = json.loads((SMALLEST / "case.json").read_text(encoding="utf-8"))
    data |= changes
    return {key: value for key, value in data.items() if value is not None}


def problems(folder: Path, data: dict[str, Any]) -> dict[str, Problem]:
    (folder / "case.json").write_text(json.dumps(data), encoding="utf-8")
    try:
        found = check(load(folder, None), OWN)[1]
    except CaseError as error:
        found = error.problems
    return {one.rule: one for one in found}


def added(sentence: str) -> dict[str, Any]:
    """Return the keys that a sentence says to add, each with its value."""
    found: dict[str, Any] = {}
    end = 0
    for match in KEY.finditer(sentence):
        if match.start() >= end:
            found[match[1]], end = json.JSONDecoder().raw_decode(sentence, match.end())
    return found


def typed(data: dict[str, Any], told: Problem, text: str) -> dict[str, Any]:
    """Do what a fix says: add each key with its value to the object that is named, or to that of the problem."""
    after = json.loads(json.dumps(data))
    for sentence in re.split(r"(?<=\.) (?=[A-Z])", text):
        named = re.search(r"\b(?:to|from) (purchase|refund|agreement)\b", sentence)
        target: Any = after
        for step in [named[1]] if named else told.place.pointer.split("/")[1:]:
            inner = target[int(step)] if isinstance(target, list) else target.setdefault(step, {})
            target = inner if isinstance(inner, (dict, list)) else target
        for key, value in added(sentence).items():
            target.setdefault(key, value)
            if key in {"method", "requested"}:
                target[key] = value
        if gone := re.search(r'Remove "(\w+)"', sentence):
            target.pop(gone[1])
    return after


LATE = {"id": "v", "type": "video", "status": "posted_late", "due": "2026-09-15", "posted_at": "2026-09-20"}
GONE = {"id": "v", "type": "video", "status": "removed_early", "posted_at": "2026-09-02", "removed_at": "2026-09-12"}
DONE = {"id": "v", "type": "video", "status": "posted_on_time", "posted_at": "2026-09-02"}
OPEN = {"id": "v", "type": "video", "status": "not_delivered", "due": "2026-09-15"}
OWED = {"kind": "email_thread", "agreed_on": "2026-08-04", "fee": "GBP 500.00"}
BOUGHT: dict[str, Any] = {
    "case": {"case_ref": "MG-2026-001", "channel": "promote_web_coins", "as_of": "2026-11-23"},
    "agreement": None,
    "deliverables": None,
    "purchase": {"transaction_id": "2000000123456789"},
}
SITUATIONS: dict[str, dict[str, Any]] = {
    "late": {"deliverables": [LATE], "refund": {"grounds": ["late"]}},
    "everything came": {"deliverables": [DONE], "refund": {"grounds": ["technical_issue"], "method": "per_item"}},
    "no weight": {
        "deliverables": [OPEN, {**DONE, "id": "w", "weight": 1}],
        "refund": {"grounds": ["partially_delivered"], "method": "per_weight"},
    },
    "not said when it went": {"deliverables": [{**GONE, "removed_at": None}], "refund": {"grounds": ["removed_early"]}},
    "not said how long": {"deliverables": [GONE], "refund": {"grounds": ["removed_early"]}},
    "not said when it came": {
        "deliverables": [{**GONE, "posted_at": None, "min_live_days": 30}],
        "refund": {"grounds": ["removed_early"]},
    },
    "no percentage": {"refund": {"grounds": ["not_delivered"], "method": "stage_percent"}},
    "no coins": {**BOUGHT, "refund": {"grounds": ["technical_issue"], "method": "per_weight"}},
    "no coin left": {
        **BOUGHT,
        "purchase": {"coins": 7000, "coins_unused": 0},
        "refund": {"grounds": ["technical_issue"], "method": "per_weight"},
    },
    "no balance": {"refund": {"grounds": ["technical_issue"], "method": "unspent_balance"}},
    "not said what was due": {**BOUGHT, "refund": {"grounds": ["technical_issue"], "method": "duplicate"}},
    "nothing left": {
        "agreement": OWED,
        "deliverables": [{**GONE, "removed_at": "2026-12-30", "min_live_days": 30}],
        "refund": {"grounds": ["removed_early"], "method": "live_days"},
    },
}


def situation(name: str, folder: Path) -> dict[str, Any]:
    """Give the case; a key of a deliverable that is None is not typed."""
    data = made(folder, **SITUATIONS[name])
    for item in data.get("deliverables", ()):
        for key in [key for key, value in item.items() if value is None]:
            del item[key]
    return data


@pytest.mark.parametrize("name", SITUATIONS)
def test_a_sum_that_cannot_be_computed_has_a_way_out(tmp_path: Path, name: str) -> None:
    """The first way, and the one that is always open: after either, no K1 is left."""
    data = situation(name, tmp_path)
    told = problems(tmp_path, data)["K1"]
    first, _, other = told.fix.partition("To claim")
    assert added(told.fix)
    if other:
        assert not {"K1", "M3", "S2"} & set(problems(tmp_path, typed(data, told, other)))
    if name not in {"everything came", "nothing left"}:  # where a fact is to be corrected, which only the user knows
        after = typed(data, told, first)
        assert after != data
        assert not {"K1", "S1", "S2", "S3", "S5"} & set(problems(tmp_path, after))


@pytest.mark.parametrize("method", [None, "per_item"])
def test_a_sum_that_is_not_the_computed_one_has_two_ways_out(tmp_path: Path, method: str | None) -> None:
    """To leave it out, and to ask for it all the same."""
    refund = {"grounds": ["not_delivered"], "requested": "GBP 400.00", **({"method": method} if method else {})}
    data = made(tmp_path, refund=refund)
    told = problems(tmp_path, data)["M3"]
    out, _, same = told.fix.partition(". ")
    assert out == 'Remove "requested" from refund'
    assert "M3" not in problems(tmp_path, typed(data, told, out))
    assert '"negotiated"' in same
    assert ('set "method" to "negotiated"' in same) is bool(method)
    assert "M3" not in problems(tmp_path, made(tmp_path, refund={**refund, "method": "negotiated"}))


def test_the_way_is_needed(tmp_path: Path) -> None:
    """The test is no tautology: without what is typed, the problem is still there."""
    data = situation("no percentage", tmp_path)
    assert "K1" in problems(tmp_path, typed(data, problems(tmp_path, data)["K1"], "Add nothing to refund."))
